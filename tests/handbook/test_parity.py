"""Python and Node work every rule out alike, to the byte: values, texts, outcomes, refusals."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from parity import ROOT, Case, canonical, cases, compare

from handbook.book import PolicyBook
from handbook.load import open_book
from handbook.rules.inputs import accept
from handbook.rules.kinds import Choice
from handbook.rules.rule import Field
from handbook.words import LANGS

HERE = Path(__file__).parent
BOOK = open_book(ROOT / "policy_data")
FORMS = sorted(path.stem for path in (HERE / "parity_rules").glob("*.yml"))
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


@pytest.fixture(scope="module")
def book_of_forms(tmp_path_factory: pytest.TempPathFactory) -> PolicyBook:
    """The small policy with rules that have every form of formula and every function, whatever the real rules use."""
    policy = tmp_path_factory.mktemp("forms") / "policy"
    shutil.copytree(HERE / "policy", policy, ignore=shutil.ignore_patterns("rules", "cases"))
    shutil.copytree(HERE / "parity_rules", policy / "rules")
    return open_book(policy)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("id", FORMS)
def test_every_form_of_formula(book_of_forms: PolicyBook, id: str, lang: str) -> None:
    rule = book_of_forms.rules[id]
    differences = compare(book_of_forms, rule, lang, list(cases(rule, RANDOM, LANGS.index(lang))))  # type: ignore[arg-type]
    assert not differences, f"{len(differences)} differ\n{differences[0]}"


def test_every_refusal_is_met(book_of_forms: PolicyBook) -> None:
    rule = book_of_forms.rules["refusals"]
    refused = [json.loads(canonical(rule, case, "en"))["refused"] for case in cases(rule, RANDOM)]
    codes = {each["code"] for each in refused if each}
    assert codes == {"no_value", "no_calendar", "divide_by_zero", "too_many", "not_whole", "out_of_range"}


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
