"""Rules for tests, written as HR writes them and read beside the small policy of `policy/`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handbook.policy.load import Loaded, load
from handbook.rules.inputs import accept
from handbook.rules.rule import Rule
from handbook.rules.run import run
from handbook.rules.trace import Trace

BASE = Path(__file__).parent / "policy"
SCALES = Path(__file__).with_name("scales.yml")
TODAY = date(2026, 11, 23)
ON = date(2026, 3, 31)
_HEAD = """\
title: {zh: 试, en: Try}
about: {zh: 试一试, en: A try}
clause: discipline.attendance.late
"""


def text_of(body: str) -> str:
    """The whole text of a rule's file."""
    return _HEAD + body


def read(body: str, *groups: Path) -> Loaded:
    """What comes of the small policy with one more rule, `rules/try.yml`, more groups of parameters, and no cases."""
    with tempfile.TemporaryDirectory() as folder:
        policy = Path(shutil.copytree(BASE, Path(folder) / "policy", ignore=shutil.ignore_patterns("cases")))
        (policy / "rules" / "try.yml").write_text(text_of(body), "utf-8")
        for group in groups:
            shutil.copy(group, policy / "parameters")
        return load(policy, TODAY)


def read_rules(rules: Mapping[str, Mapping[str, Any]], parameters: Mapping[str, Mapping[str, Any]]) -> Loaded:
    """What comes of the small policy with more rules and parameters, as data: `leave.tiers` stands in `leave.yml`."""
    groups: dict[str, dict[str, Any]] = {}
    for name, entry in parameters.items():
        group, _, key = name.partition(".")
        groups.setdefault(group, {"title": {"zh": "试", "en": "Try"}})[key] = entry
    with tempfile.TemporaryDirectory() as folder:
        policy = Path(shutil.copytree(BASE, Path(folder) / "policy", ignore=shutil.ignore_patterns("cases")))
        for name, rule in rules.items():
            (policy / "rules" / f"{name}.yml").write_text(_dumped({**yaml.safe_load(_HEAD), **rule}), "utf-8")
        for group, data in groups.items():
            (policy / "parameters" / f"{group}.yml").write_text(_dumped(data), "utf-8")
        return load(policy, TODAY)


class _Dumper(yaml.SafeDumper):
    """Writes what stands in two places out in both: anchors are not allowed."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _dumped(data: Mapping[str, Any]) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


@cache
def rule_of(body: str) -> Rule:
    """The rule that has this body; it must be right."""
    loaded = read(body)
    assert loaded.problems == (), [problem.line("en") for problem in loaded.problems]
    assert loaded.book is not None
    return loaded.book.rule("try")


def told_of(body: str) -> list[str]:
    """The codes of what is wrong with the rule that has this body."""
    return [problem.code for problem in read(body).problems]


def steps_of(*formulas: str, inputs: str = "", units: Mapping[int, str] | None = None) -> str:
    """A body with steps `s0`, `s1` … of these formulas; `units` by the number of the step."""
    lines = ["inputs:", *(f"  {line}" for line in inputs.strip().splitlines()), "steps:"]
    for number, formula in enumerate(formulas):
        lines.append(f"  - id: s{number}")
        lines.append(f"    label: {{zh: 第{number}步, en: Step {number}}}")
        lines.append(f"    formula: '{formula.replace(chr(39), chr(39) * 2)}'")
        if (units or {}).get(number):
            lines.append(f"    unit: {(units or {})[number]}")
    return "\n".join([*lines, f"results: [s{len(formulas) - 1}]", ""])


def worked(rule: Rule, given: Mapping[str, Any] | None = None, on: date = ON) -> Trace:
    """A run with what people may enter."""
    return run(rule, accept(rule.inputs, given or {}), on)
