"""What authors of questions are told, word for word: each case spoils `trial.yml` and lists the lines."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.lang.catalogue import section
from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from quiz.check import check_questions
from tests.quiz.conftest import ROOT

HERE = Path(__file__).parent
GOOD = (HERE / "trial.yml").read_text(encoding="utf-8")
TODAY = date(2026, 11, 23)
CASES: dict[str, Any] = {
    case["name"]: case for case in yaml.safe_load((HERE / "bad_questions.yml").read_text(encoding="utf-8"))
}


@dataclass(frozen=True)
class Told:
    """The lines told of the questions in each language, and their codes."""

    zh: list[str]
    en: list[str]
    codes: set[str]


@cache
def small_book() -> PolicyBook:
    return open_book(ROOT / "tests" / "handbook" / "policy", TODAY)


def told_of(text: str, today: date = TODAY) -> Told:
    """What is told of the questions in `text`; what no question asks of the small policy is no matter here."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "questions").mkdir()
        (Path(folder) / "questions" / "trial.yml").write_text(text, encoding="utf-8")
        problems = check_questions(Path(folder), small_book(), today).problems
    own = [problem for problem in problems if problem.place.file.startswith(folder)]
    lines = [[each.line(lang).replace(f"{folder}/questions/", "") for each in own] for lang in ("zh", "en")]
    return Told(*lines, {problem.code for problem in own})


@cache
def outcome(name: str) -> Told:
    """What is told of a case; each is run once, however many tests ask."""
    return told_of(spoilt(CASES[name]), CASES[name].get("today", TODAY))


def spoilt(case: dict[str, Any]) -> str:
    text = case.get("write", GOOD) + case.get("append", "")
    for old, new in case.get("edits", [case["replace"]] if "replace" in case else []):
        assert text.count(old) == 1, f"{old!r} must stand in trial.yml once"
        text = text.replace(old, new)
    return text


def test_the_trial_questions_are_sound() -> None:
    assert told_of(GOOD).en == []


@pytest.mark.parametrize("name", CASES)
def test_each_typo_is_told_word_for_word(name: str) -> None:
    assert outcome(name).zh == CASES[name]["zh"]
    assert outcome(name).en == CASES[name]["en"]


def test_every_message_is_told_somewhere() -> None:
    told = {code for name in CASES for code in outcome(name).codes}
    codes = {f"quiz.{name}" for name in section("quiz", "problems", "zh")}
    # Those of lints: see test_lints.py; of papers: test_frozen.py and test_paper_commands.py.
    assert {code for code in codes if code.startswith("quiz.question_")} - told == set()
