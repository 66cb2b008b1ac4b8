"""The trainers' grid: every clause once, counts that agree with the bank, gaps that are gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from handbook.policy.load import open_book
from macros.data.coverage import coverage
from macros.site.edition import Edition
from quiz.check import open_bank

DATA = Path(__file__).resolve().parents[2] / "policy_data"
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition(open_book(DATA, DAY), DAY, "zh", "手册", open_bank(DATA, DAY))


def test_every_clause_stands_once_with_its_questions(edition: Edition) -> None:
    rows = [row for _, rows in coverage(edition) for row in rows]
    assert [row.clause.id for row in rows] == list(edition.book.clauses)
    assert sum(row.total for row in rows) == len(edition.bank.questions)
    for row in rows:
        assert row.total == len(edition.bank.of_clause(row.clause.id))


def test_a_must_know_clause_without_questions_is_a_gap(edition: Edition) -> None:
    id = "discipline.attendance.late"
    left = {key: each for key, each in edition.bank.questions.items() if each.clause != id}
    poor = replace(edition, bank=replace(edition.bank, questions=MappingProxyType(left)))
    gaps = {row.clause.id for _, rows in coverage(poor) for row in rows if row.is_gap}
    assert gaps - {row.clause.id for _, rows in coverage(edition) for row in rows if row.is_gap} == {id}


def test_what_changed_lately_is_marked(edition: Edition) -> None:
    marked = {row.clause.id for _, rows in coverage(edition) for row in rows if row.changed}
    assert "discipline.attendance.late" in marked
    assert "general.scope.scope" not in marked
