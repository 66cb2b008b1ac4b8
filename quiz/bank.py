"""The bank: every question there is on one day, and what is wrong with those that people wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from handbook.policy.book import PolicyBook
from handbook.problems.problem import Problem
from quiz.question import Question, fingerprint
from quiz.sources.environment import Environment
from quiz.sources.facts import parameter_questions
from quiz.sources.worked import case_questions
from quiz.sources.workflows import workflow_questions
from quiz.sources.written import written_questions
from quiz.sources.written.files import Written


@dataclass(frozen=True)
class Bank:
    """The questions of a day by id, in the order of the ids. `version` changes with anything that a learner sees."""

    book: PolicyBook
    day: date
    questions: Mapping[str, Question]
    version: str

    def of_clause(self, id: str) -> tuple[Question, ...]:
        """The questions that test a clause."""
        return tuple(question for question in self.questions.values() if question.clause == id)


def build_bank(book: PolicyBook, written: Written, day: date) -> tuple[Bank, list[Problem]]:
    """The bank of a day. Entries with problems are left out and told."""
    environment, problems = Environment.of(book, day), list(written.problems)
    made: list[Question] = [*parameter_questions(book, day), *workflow_questions(book), *case_questions(environment)]
    for entry in written.entries:
        result = written_questions(environment, entry)
        made += result.questions
        problems += result.problems
    questions = {question.id: question for question in sorted(made, key=lambda question: question.id)}
    return Bank(book, day, MappingProxyType(questions), _version(questions)), problems


def _version(questions: Mapping[str, Question]) -> str:
    return fingerprint([list(_content(question)) for question in questions.values()])


def _content(question: Question) -> Iterator[object]:
    yield from (question.id, question.hash, question.clause, question.level, list(question.roles))
    texts = [question.stem, question.because, *(option.text for option in question.options)]
    yield [[text.zh, text.en] for text in texts]
    yield sorted(question.asks), sorted(question.tells)
