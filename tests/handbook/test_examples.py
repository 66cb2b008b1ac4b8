"""The gallery of calculators: it checks without a remark, its cases come out, in both runtimes alike."""

from __future__ import annotations

import re

import pytest
from parity import ROOT, Case, cases, compare

from handbook.policy.load import load, open_book
from handbook.rules.answers import accept_answers
from handbook.rules.rule import InputField

GALLERY = ROOT / "examples" / "rules"
BOOK = open_book(GALLERY)


def test_it_checks_without_a_remark() -> None:
    assert [problem.line("zh") for problem in load(GALLERY).problems] == []


def test_the_list_names_all_twelve() -> None:
    listed = re.findall(r"\(rules/(\w+)\.yml\)", (GALLERY / "README.md").read_text("utf-8"))
    assert sorted(listed) == sorted(BOOK.rules)
    assert len(listed) == 12


@pytest.mark.parametrize("id", BOOK.rules)
def test_worked_and_random_cases_are_alike_in_both_runtimes(id: str) -> None:
    rule = BOOK.rules[id]
    worked = [case for case in BOOK.cases if case.rule == id and not case.parameters]
    empty = {entry.id: None if isinstance(entry, InputField) else [] for entry in rule.inputs}
    some = [Case(empty | accept_answers(rule, case.given, case.on), case.on) for case in worked]
    assert len(some) >= 1
    assert compare(BOOK, rule, "zh", [*some, *cases(rule, 40)]) == []
