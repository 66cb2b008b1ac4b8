"""Frozen papers that the policy has outgrown: whose questions are gone or answered otherwise, or whose clauses read
otherwise than when they were made. The papers themselves never change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from handbook import Listed, Phrase, Place, PolicyError, Problem, Severity, frozen, shown
from quiz.bank import Bank
from quiz.frozen.reading import read_paper
from quiz.frozen.shapes import FrozenFile, Language, QuestionKey
from quiz.frozen.signs import say_number

FOLDER = "exams"  # beside the policy's directory
PATTERN = "**/*.paper.json"

How = Literal["gone", "key", "text"]  # the question is gone, its answer is another one, its clause reads otherwise
Judge = Callable[[QuestionKey, Language], How | None]


@frozen
class Outdated:
    """A question of a paper, numbered from 1, that has been outgrown."""

    number: int
    key: QuestionKey
    how: How


@frozen
class Papers:
    """The papers that lie beside a policy, by how their files are named, and what is wrong with those that are none."""

    files: tuple[tuple[str, FrozenFile], ...]
    problems: tuple[Problem, ...]


def papers_beside(data: Path) -> Papers:
    """The frozen papers beside a policy's directory."""
    found: list[tuple[str, FrozenFile]] = []
    problems: list[Problem] = []
    for path in sorted((data.parent / FOLDER).glob(PATTERN)):
        try:
            found.append((shown(path), read_paper(path)))
        except PolicyError as error:
            problems += error.problems
    return Papers(tuple(found), tuple(problems))


def outdated(file: FrozenFile, judge: Judge) -> tuple[Outdated, ...]:
    """The questions of a paper that a judge finds outgrown."""
    judged = ((number, key, judge(key, file.paper.language)) for number, key in enumerate(file.key.questions, 1))
    return tuple(Outdated(number, key, how) for number, key, how in judged if how)


def against(bank: Bank) -> Judge:
    """Judges by the bank of a day."""

    def judge(key: QuestionKey, lang: Language) -> How | None:
        question, clause = bank.questions.get(key.id), bank.book.clauses.get(key.clause)
        if question is None or clause is None:
            return "gone"
        if question.hash != key.hash:
            return "key"
        return None if bank.book.plain(clause.prose, lang, bank.day) == key.text else "text"

    return judge


def told_together(name: str, file: FrozenFile, found: Sequence[Outdated]) -> Problem:
    """One problem of a whole paper."""
    facts = {
        "number": say_number(file.paper.number),
        "title": file.paper.title,
        "places": Listed(tuple(each.number for each in found)),
        "path": name,
    }
    return Problem(Place(name), "quiz.paper_outdated", "", facts, "warning")


def told_apart(name: str, found: Sequence[Outdated], severity: Severity = "error") -> Iterator[Problem]:
    """A problem of each question."""
    for each in found:
        how = Phrase(f"quiz.parts.outdated.{each.how}")
        facts = {"place": each.number, "how": how, "clause": each.key.clause_number}
        yield Problem(Place(name), "quiz.paper_question_outdated", each.key.id, facts, severity)
