"""Worked cases that are asked: what their questions teach is said by the case where the working does not say it."""

from __future__ import annotations

from collections.abc import Iterator

from handbook import CaseQuestion, Listed, Problem
from quiz.bank import Bank
from quiz.lints.located import problem_of


def case_problems(bank: Bank) -> Iterator[Problem]:
    """Cases that apply several clauses and do not say which of them the question is about: the clause of the last step
    is seldom what the case is told for."""
    for case in bank.book.cases:
        question = bank.questions.get(f"case.{case.id}")
        if question is None or (isinstance(case.ask, CaseQuestion) and case.ask.clause):
            continue
        applied = dict.fromkeys(line.clause for line in question.working if line.clause)
        if len(applied) > 1:
            facts = {"case": case.id, "clauses": Listed(tuple(applied))}
            yield problem_of(bank, question, "quiz.lint_case_clause", "warning", **facts)
