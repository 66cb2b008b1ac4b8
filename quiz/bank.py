"""The bank: every question there is on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handbook import PolicyBook
from quiz.question import Question


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
