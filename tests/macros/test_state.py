"""Questions in which nothing was wrong are not looked at again; all others are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from handbook import Place, Problem, open_book
from macros.render import kept
from macros.render.kept import Kept
from macros.site.making import state
from quiz import check, check_questions
from tests.macros.project import ROOT, edit

DAY = date(2026, 7, 1)
QUESTION = """\
- {id: late, clause: discipline.attendance.late, kind: true_false, level: 1, holds: true,
   ask: {zh: 迟到要扣钱。, en: Being late costs money.}, because: {zh: 是的。, en: It does.}}
"""
WRONG = Problem(Place("questions/a.yml", 1), "unknown_clause", "", {"name": "x", "guess": ""})


@pytest.fixture(autouse=True)
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    shutil.copytree(ROOT / "tests/handbook/policy", tmp_path / "policy_data")
    monkeypatch.setattr(Kept, "folder", None)
    kept.keep_in(tmp_path)
    yield tmp_path / "policy_data"
    for each in Kept.every:
        each.forget()


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days whose questions were looked at; nothing is wrong with them."""
    days: list[date] = []
    monkeypatch.setattr(check, "lint", lambda bank: days.append(bank.day) or [])
    return days


def problems(policy: Path, day: date = DAY) -> tuple[Problem, ...]:
    """As a process finds them that begins anew."""
    for each in Kept.every:
        each.forget()
    return state._wrong_with(check_questions(policy, open_book(policy, day), day))


def write_question(policy: Path, text: str) -> None:
    (policy / "questions").mkdir(exist_ok=True)
    (policy / "questions/a.yml").write_text(text, encoding="utf-8")


def test_sound_questions_are_looked_at_once(policy: Path, looked: list[date]) -> None:
    assert problems(policy) == ()
    before = len(looked)
    assert problems(policy) == ()
    assert len(looked) == before > 0


@pytest.mark.parametrize("what", ["the day", "a value", "a question"])
def test_what_may_make_them_unsound_makes_them_looked_at_again(policy: Path, looked: list[date], what: str) -> None:
    write_question(policy, QUESTION)
    problems(policy)
    before, day = len(looked), DAY
    if what == "the day":
        day = date(2026, 7, 2)
    elif what == "a value":
        edit(policy / "parameters/attendance.yml", "value: 20\n", "value: 21\n")
    else:
        write_question(policy, QUESTION.replace("level: 1", "level: 2"))
    problems(policy, day)
    assert len(looked) > before


def test_what_is_wrong_is_told_every_time(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "lint", lambda _: [WRONG])
    assert problems(policy) == problems(policy) == (WRONG,)
