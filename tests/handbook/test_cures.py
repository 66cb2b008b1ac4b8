"""A cure that is followed to the letter is accepted: the example of a key fits the key where it is missing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from handbook.files.yaml.parsing import read_tree
from handbook.lang.catalogue import in_language
from handbook.policy.load import load
from handbook.problems.problem import Problem
from handbook.schema.examples import example_under, value_for
from handbook.schema.fields import fields_of
from handbook.schema.models import (
    CalendarFile,
    ChapterFile,
    ConsistencyEntry,
    GlossaryFile,
    GuardrailEntry,
    ParameterEntry,
    RoleEntry,
)
from handbook.schema.rule_models import CaseEntry, RuleFile
from handbook.shapes.reading import fitted
from handbook.shapes.shape import shape_in
from quiz.check import check_questions
from quiz.models import QuestionEntry
from quiz.sources.written.files import read_questions

POLICY = Path(__file__).parents[2] / "policy_data"
TODAY = date(2026, 11, 25)
ROOTS = (CalendarFile, ChapterFile, ConsistencyEntry, GlossaryFile, GuardrailEntry, RoleEntry, CaseEntry, RuleFile)


def _models(annotation: Any, seen: dict[str, Any]) -> dict[str, Any]:
    """Every model that a type has in it, a generic one with each of its parameters."""
    if shape_in(annotation) and str(annotation) not in seen:
        seen[str(annotation)] = annotation
        for field in fields_of(annotation):
            _models(field.info.annotation, seen)
    for part in get_args(annotation):
        _models(part, seen)
    return seen


MODELS: dict[str, Any] = {}
for _root in (*ROOTS, ParameterEntry, QuestionEntry):
    _models(_root, MODELS)


def test_the_models_were_found() -> None:
    assert len(MODELS) > 35


def _keys() -> Iterator[tuple[str, str]]:
    for name, model in MODELS.items():
        if "DatedEntry" in name:
            continue  # what its value must be is known to the parameter around it
        for field in fields_of(model):
            yield name, field.key


@pytest.mark.parametrize(("name", "key"), [*_keys()])
def test_every_key_has_an_example_that_its_model_accepts(name: str, key: str) -> None:
    model = MODELS[name]
    shape = shape_in(model)
    assert shape is not None
    instead = set(shape.one_of) if key in shape.one_of else set()
    data = {str(each): value for each, value in value_for(model).items() if each not in {key, *instead}}
    example = example_under(model, key, [data])
    for text in [example] if isinstance(example, str) else example.values():
        told = read_tree(text, "").data
        fitted(model, read_tree(f"x: {_flow(data | told)}", "").data["x"])


def _flow(data: dict[str, Any]) -> str:
    from handbook.files.yaml.writing import flow

    return flow(data)


# A key of the sample policy that is gone: file, what is deleted, the key that is then missed.
GONE = {
    "words": ("organization.yml", r"      value: \{zh: 某某物流.*\n", "value"),
    "options": ("parameters/pay.yml", r"  choices:\n    base: .*\n    total: .*\n", "choices"),
    "an option": ("parameters/pay.yml", r"(?<=from: 2026-01-01\n)      value: base\n", "value"),
    "a switch": ("parameters/attendance.yml", r"      value: false\n", "value"),
    "a number": ("parameters/attendance.yml", r"      value: 20\n", "value"),
    "an upper bound": ("parameters/pay.yml", r"  max: 5000\n|  max: \d+\n", "max"),
    "who acknowledged": ("guardrails.yml", r"    by: .*\n", "by"),
    "until when": ("guardrails.yml", r"    until: .*\n", "until"),
    "the kind of a question": ("questions/discipline.yml", r"  kind: single\n", "kind"),
    "the end of a draw": ("questions/calculations.yml", r" to: attendance.minor_limit,", "to"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", GONE)
def test_a_cure_in_the_sample_policy_is_accepted(name: str, tmp_path: Path) -> None:
    file, pattern, key = GONE[name]
    needed = {"rules", "questions"} if file.startswith(("rules/", "questions/")) else set[str]()
    unread = {"rules", "cases", "questions"} - needed  # what takes the time and has no part in this
    root = Path(shutil.copytree(POLICY, tmp_path / "policy", ignore=shutil.ignore_patterns(*unread)))
    text = (root / file).read_text("utf-8")
    gone = re.search(pattern, text)
    assert gone
    (root / file).write_text(text[: gone.start()] + text[gone.end() :], "utf-8")
    told = _errors(root, file)
    assert [problem.facts.get("key") for problem in told] == [key], [problem.line("en") for problem in told]
    cure = str(in_language(told[0].facts["example"], "en"))
    row = f" {cure}," if gone[0].startswith(" to") else re.match(" *", gone[0])[0] + cure + "\n"  # type: ignore[index]
    (root / file).write_text(text[: gone.start()] + row + text[gone.end() :], "utf-8")
    assert [problem.line("en") for problem in _errors(root, file)] == []


def _errors(root: Path, file: str) -> list[Problem]:
    loaded = load(root, TODAY)
    found = list(loaded.problems)
    if file.startswith("questions/"):
        found += read_questions(root).problems
        if loaded.book and not found:
            found += check_questions(root, loaded.book, TODAY).problems
    return [problem for problem in found if problem.severity == "error"]
