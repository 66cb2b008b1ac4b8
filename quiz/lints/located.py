"""Where a lint puts a problem: at the line where people wrote the question, or of a made one at its clause."""

from __future__ import annotations

from datetime import date

from handbook import Place, Problem, Severity, frozen
from quiz.bank import Bank
from quiz.question import Question


@frozen
class PlacedQuestion:
    """A question of a bank on its day, and the place where it is to be mended."""

    question: Question
    place: Place
    day: date

    @classmethod
    def of(cls, bank: Bank, question: Question) -> PlacedQuestion:
        """A question as a bank has it."""
        return cls(question, question.place or bank.book.clauses[question.clause].place, bank.day)

    def problem(self, code: str, severity: Severity = "error", **facts: object) -> Problem:
        """A problem of it."""
        return Problem(self.place, code, self.question.id, facts, severity)


def problem_of(bank: Bank, question: Question, code: str, severity: Severity = "error", **facts: object) -> Problem:
    """A problem of one question."""
    return PlacedQuestion.of(bank, question).problem(code, severity, **facts)
