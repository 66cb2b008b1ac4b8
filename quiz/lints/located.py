"""Where a lint puts a problem: at the line where people wrote the question, or of a made one at its clause."""

from __future__ import annotations

from handbook import Problem, Severity
from quiz.bank import Bank
from quiz.question import Question


def problem_of(bank: Bank, question: Question, code: str, severity: Severity = "error", **facts: object) -> Problem:
    """A problem of one question."""
    place = question.place or bank.book.clauses[question.clause].place
    return Problem(place, code, question.id, facts, severity)
