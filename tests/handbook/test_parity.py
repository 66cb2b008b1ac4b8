"""Python and Node work every rule out alike, to the byte: values, texts, outcomes, refusals."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from drawn_rules import CHANGE, FIRST, drawn_given, drawn_rule
from parity import ROOT, Case, book_of_forms, canonical, cases, compare

from handbook.lang.languages import LANGS, Lang
from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from handbook.rules.answers import accept_answers
from handbook.rules.formulas.kinds import ChoiceKind
from handbook.rules.rule import InputField
from handbook.rules.words import words_in

HERE = Path(__file__).parent
BOOK = open_book(ROOT / "policy_data")
FORMS = sorted(path.stem for path in (HERE / "parity_rules").glob("*.yml"))
RANDOM = 240  # cases a rule; the long run is `make bench ARGS="rules --parity"`
# What is worked out is the same in every language, so that in the others few are enough for the words.
DRAWN = {lang: RANDOM if lang == "zh" else RANDOM // 4 for lang in LANGS}


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("id", BOOK.rules)
def test_random_and_edge_cases(id: str, lang: Lang) -> None:
    rule = BOOK.rules[id]
    differences = compare(BOOK, rule, lang, list(cases(rule, DRAWN[lang], LANGS.index(lang))))
    assert not differences, f"{len(differences)} differ\n{differences[0]}"


@pytest.mark.parametrize("id", BOOK.rules)
def test_worked_cases(id: str) -> None:
    rule = BOOK.rules[id]
    worked = [case for case in BOOK.cases if case.rule == id and not case.parameters]
    empty = {entry.id: None if isinstance(entry, InputField) else [] for entry in rule.inputs}
    some = [Case(empty | accept_answers(rule, case.given, case.on), case.on) for case in worked]
    assert some
    assert compare(BOOK, rule, "zh", some) == []


@pytest.fixture(scope="module")
def of_forms(tmp_path_factory: pytest.TempPathFactory) -> PolicyBook:
    """Rules that have every form of formula and every function."""
    return book_of_forms(tmp_path_factory.mktemp("forms"))


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("id", FORMS)
def test_every_form_of_formula(of_forms: PolicyBook, id: str, lang: Lang) -> None:
    rule = of_forms.rules[id]
    differences = compare(of_forms, rule, lang, list(cases(rule, DRAWN[lang], LANGS.index(lang))))
    assert not differences, f"{len(differences)} differ\n{differences[0]}"


@pytest.mark.parametrize("seed", range(0, 60, 5))
def test_drawn_rules(seed: int) -> None:
    """Whatever the language allows: with inputs that are not always asked, what steps come to otherwise, refusals."""
    rule, chance = replace(drawn_rule(seed), clause=next(iter(BOOK.clauses))), Random(seed)
    some = []
    for _ in range(25):
        given = drawn_given(rule, chance)
        some.append(Case({entry.id: given.get(entry.id) for entry in rule.inputs}, chance.choice((FIRST, CHANGE))))
    assert compare(BOOK, rule, LANGS[seed % len(LANGS)], some) == []


def test_every_refusal_is_met(of_forms: PolicyBook) -> None:
    rule = of_forms.rules["refusals"]
    refused = [json.loads(canonical(rule, case, "en"))["refused"] for case in cases(rule, RANDOM)]
    codes = {each["code"] for each in refused if each}
    own_tests = {"too_much", "unanswered"}  # takes seconds; no page lets it come to that
    assert codes | own_tests == {key.removeprefix("r:") for key in words_in("zh") if key.startswith("r:")}


SUMS = """
title: {zh: 和, en: Sums}
about: {zh: 和中有和, en: Sums within sums}
clause: discipline.attendance.late
inputs:
  late: {label: {zh: 迟到, en: Late}, rows: {n: {label: {zh: 数, en: N}, min: 0, max: 9}}, most: 40}
steps:
  - {id: cubes, label: {zh: 甲, en: A}, formula: sum(n * sum(n * sum(n)))}
  - {id: fifths, label: {zh: 乙, en: B}, formula: sum(n * sum(n * sum(n * sum(n * sum(n)))))}
results: [fifths]
"""


@pytest.mark.slow
def test_sums_within_sums_end_and_are_refused_alike(tmp_path: Path) -> None:
    policy = shutil.copytree(HERE / "policy", tmp_path / "policy", ignore=shutil.ignore_patterns("rules", "cases"))
    (policy / "rules").mkdir()
    (policy / "rules" / "sums.yml").write_text(SUMS, "utf-8")
    book = open_book(policy)
    rule, rows = book.rules["sums"], [{"n": Fraction(n % 10)} for n in range(40)]
    case = Case({"late": rows}, date(2026, 3, 31))
    told = json.loads(canonical(rule, case, "en"))
    assert (told["refused"]["step"], told["refused"]["code"]) == ("fifths", "too_much")
    assert compare(book, rule, "zh", [case, Case({"late": rows[:9]}, case.on)]) == []


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
    assert isinstance(grade, InputField)
    assert isinstance(grade.kind, ChoiceKind)
    assert {case.given["grade"] for case in cases(pay, 400)} == set(grade.kind.ids)
