"""A policy that is loaded again after a change is as if it were loaded for the first time, and takes less to do so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from handbook.policy.load import load
from handbook.rules import run
from handbook.rules.reading import build, cases
from tests.handbook.loading import TODAY, came_of
from tests.handbook.test_bad_input import BASE, CASES, Case, spoil

ROOT = Path(__file__).parent.parent.parent


# In which file which text becomes another.
CHANGES: dict[str, tuple[str, str, str]] = {
    "another value": ("parameters/attendance.yml", "value: 25.5", "value: 25"),
    "a value that cases set": ("parameters/appraisal.yml", "value: 80", "value: 85"),
    "values that do not fit together": ("parameters/appraisal.yml", "value: 40", "value: 45"),
    "a value that is gone": ("parameters/attendance.yml", "    - from: 2027-01-01\n      value: 25.5\n", ""),
    "days that are not in order": ("parameters/attendance.yml", "from: 2026-03-01", "from: 2024-03-01"),
    "another unit": ("parameters/attendance.yml", "unit: CNY", "unit: day"),
    "other words of a switch": ("parameters/attendance.yml", "en: never exceeds", "en: is never above"),
    "another label": ("parameters/attendance.yml", "轻微迟到每次扣款", "轻微迟到扣款"),
    "another formula": ("rules/deduction.yml", "formula: base - total", "formula: base - total - total"),
    "a mistake in a formula": ("rules/deduction.yml", "formula: base - total", "formula: base - totl"),
    "a mistake in a rule that others use": ("rules/grade.yml", "id: to_good", "id: to_god"),
    "a comment in a rule that others use": ("rules/grade.yml", "title:", "# 等级\ntitle:"),
    "a file that cannot be read": ("rules/grade.yml", "title: {", "title: {{"),
    "another result of a case": ("cases/pay.yml", "score: 82", "score: 83"),
    "other things given": ("cases/pay.yml", "quality: 90", "quality: 91"),
    "another word of the glossary": ("glossary.yml", "term: {zh: 良好, en: good}", "term: {zh: 良, en: good}"),
    "a word of the glossary that is gone": ("glossary.yml", "- id: good", "- id: best"),
    "another holiday": ("calendar/2026.yml", "make_up:\n  - 2026-01-04", "make_up: [2026-04-04]"),
    "another clause": ("chapters/2-discipline.yml", "id: day_wage", "id: day_pay"),
}


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small policy, in a directory of that name where the process is."""
    shutil.copytree(BASE, tmp_path / "policy")
    monkeypatch.chdir(tmp_path)
    return Path("policy")


def _put(policy: Path, case: Case | None = None) -> None:
    """The small policy as it was, or spoiled."""
    shutil.rmtree(policy, ignore_errors=True)
    shutil.copytree(BASE, policy)
    if case:
        spoil(policy, case)


def _changed(name: str) -> Case:
    file, *texts = CHANGES[name]
    return {"file": file, "replace": texts}


def _of_new_process(policies: list[Path]) -> list[Any]:
    command = [sys.executable, "-m", "tests.handbook.loading", *(str(each.parent) for each in policies)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return list(json.loads(subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True).stdout))


def test_what_is_told_and_given_is_that_of_a_new_process(policy: Path, tmp_path: Path) -> None:
    copies = [tmp_path / str(number) / "policy" for number in range(len(CHANGES))]
    for name, copy in zip(CHANGES, copies):
        _put(copy, _changed(name))
    first, *others = _of_new_process([policy.absolute(), *copies])
    assert _came_of(policy) == first
    for number, (name, other) in enumerate(zip(CHANGES, others)):
        _put(policy, _changed(name))
        assert _came_of(policy) == other, name
        if number % 2:  # it is mended before the next, or only then
            _put(policy)
            assert _came_of(policy) == first, name


def _came_of(policy: Path) -> Any:
    return json.loads(json.dumps(came_of(policy)))


@pytest.mark.slow
@pytest.mark.parametrize("stem", sorted({name.partition(":")[0] for name in CASES}))
def test_every_mistake_is_told_as_at_first(stem: str, policy: Path) -> None:
    load(policy, TODAY)
    for name in [name for name in CASES if name.startswith(f"{stem}:")]:
        _put(policy, CASES[name])
        problems = load(policy, CASES[name].get("today", TODAY)).problems
        assert [problem.line("zh").replace("policy/", "") for problem in problems] == CASES[name]["zh"], name


def test_what_a_change_does_not_concern_is_taken_over(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(policy, TODAY).book
    counts = Counter[str]()

    def counted(module: Any, name: str) -> None:
        function = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *args, **more: counts.update([name]) or function(*args, **more))

    for module, name in ((build, "analyse"), (run, "compile_rule"), (cases, "run")):
        counted(module, name)
    _put(policy, _changed("another value"))
    second = load(policy, TODAY).book
    assert first
    assert second
    assert {id for id, rule in second.rules.items() if rule is not first.rules[id]} == {"deduction"}
    values = second.rules["deduction"].parameters["attendance.minor_fine"].timeline
    assert [step.value for step in values.steps] == [10, 20, 25]
    of_the_rule = [case for case in second.cases if case.rule == "deduction"]
    assert counts == {"run": len(of_the_rule) + len(second.rules)}, "its cases, and what calculators open with"
