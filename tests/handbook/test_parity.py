"""Python and Node work every rule out alike, to the byte: values, texts, outcomes, refusals."""

from __future__ import annotations

import pytest
from parity import ROOT, Case, cases, compare

from handbook.load import open_book
from handbook.rules.inputs import accept
from handbook.rules.kinds import Choice
from handbook.rules.rule import Field
from handbook.words import LANGS

BOOK = open_book(ROOT / "policy_data")
RANDOM = 240  # cases a rule and language; the long run is `make bench ARGS="rules --parity"`


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("id", BOOK.rules)
def test_random_and_edge_cases(id: str, lang: str) -> None:
    rule = BOOK.rules[id]
    differences = compare(BOOK, rule, lang, list(cases(rule, RANDOM, LANGS.index(lang))))  # type: ignore[arg-type]
    assert not differences, f"{len(differences)} differ\n{differences[0]}"


@pytest.mark.parametrize("id", BOOK.rules)
def test_worked_cases(id: str) -> None:
    rule = BOOK.rules[id]
    worked = [case for case in BOOK.cases if case.rule == id and not case.parameters]
    empty = {entry.id: None if isinstance(entry, Field) else [] for entry in rule.inputs}
    some = [Case(empty | accept(rule.inputs, case.given), case.on) for case in worked]
    assert some
    assert compare(BOOK, rule, "zh", some) == []


def test_the_cases_reach_both_branches_of_choices_and_refusals() -> None:
    """What the comparison is worth: its cases meet every option, empty and full lists, and refused days."""
    rule = BOOK.rules["dismissal_review"]
    some = list(cases(rule, 400))
    assert {len(case.given["absences"]) for case in some} > {0, 1, 2, 3}
    streaks = list(cases(BOOK.rules["performance_bonus"], 400))
    assert any(case.given["score"] < 0 for case in streaks)
    assert any(case.given["score"] == 90 for case in streaks)
    pay = BOOK.rules["month_pay"]
    grade = pay.input("grade")
    assert isinstance(grade, Field)
    assert isinstance(grade.kind, Choice)
    assert {case.given["grade"] for case in cases(pay, 400)} == set(grade.kind.ids)
