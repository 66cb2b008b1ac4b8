"""The index that pages load: its columns become the bank's questions again."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from macros.data.quiz_data import KEPT_DIGITS, index
from macros.site.edition import Edition
from quiz.bank import Bank
from quiz.question import Question
from tests.delivered import delivered_to
from tests.quiz.conftest import DAY

HERE = Path(__file__).parent
FEW = ("discipline",)


def rows(bank: Bank) -> list[dict[str, Any]]:
    text = json.dumps(index(Edition(bank.book, DAY, "zh", "手册", bank), bank)).encode()
    done = subprocess.run(["node", delivered_to(HERE / "rows.mjs")], input=text, capture_output=True, check=True)
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def part(bank: Bank, chapters: tuple[str, ...]) -> Bank:
    questions = {id: each for id, each in bank.questions.items() if each.chapter in chapters}
    return replace(bank, questions=MappingProxyType(questions))


@pytest.mark.parametrize("chapters", [(), FEW, None])
def test_rows_are_the_questions(bank: Bank, chapters: tuple[str, ...] | None) -> None:
    some = bank if chapters is None else part(bank, chapters)
    told = rows(some)
    assert [row["id"] for row in told] == list(some.questions)
    for row in told:
        question = some.questions[row["id"]]
        assert row["hash"] == question.hash[:KEPT_DIGITS]
        assert (row["clause"]["id"], row["chapter"]) == (question.clause, question.chapter)
        assert (row["kind"], row["level"]) == (question.kind, question.level)
        assert set(row["roles"]) <= set(question.roles)
        assert row["clause"]["title"] == bank.book.clauses[question.clause].entry.title.zh


def test_questions_that_share_facts_still_do(bank: Bank) -> None:
    told = {row["id"]: row for row in rows(bank)}
    questions = list(bank.questions.values())
    for place, one in enumerate(questions):
        for other in questions[:place]:
            here, there = told[one.id], told[other.id]
            assert _meet(set(here["asks"]), set(here["tells"]), set(there["asks"]), set(there["tells"])) == _clash(
                one, other
            )


def _clash(one: Question, other: Question) -> bool:
    return _meet(set(one.asks), set(one.tells), set(other.asks), set(other.tells))


def _meet(asks: set[Any], tells: set[Any], others: set[Any], told: set[Any]) -> bool:
    return bool(asks & others or asks & told or tells & others)
