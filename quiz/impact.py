"""What a change of the policy does to the questions: for `handbook diff`, which finds this by its entry point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handbook import WRITTEN, ComparedPolicy, Problem, QuestionChange, QuestionChanges, Words
from quiz.bank import Bank
from quiz.build import build_bank
from quiz.question import Question
from quiz.sources.written.files import Written, read_questions


def changed_questions(before: ComparedPolicy, after: ComparedPolicy, days: Sequence[date]) -> QuestionChanges:
    """Questions whose key differs on one of the days, each told once; and new problems of written ones."""
    written = {side.data: read_questions(side.data) for side in (before, after)}
    changes: dict[str, QuestionChange] = {}
    problems: dict[tuple[str, str], Problem] = {}
    for day in days:
        old, wrong_before = _bank(before, written[before.data], day)
        new, wrong_after = _bank(after, written[after.data], day)
        for change in _changes(old, new, day):
            changes.setdefault(change.id, change)
        known = {(problem.code, problem.where) for problem in wrong_before}
        for problem in wrong_after:
            if (problem.code, problem.where) not in known:
                problems.setdefault((problem.code, problem.where), problem)
    return QuestionChanges(tuple(changes.values()), tuple(problems.values()))


def _bank(side: ComparedPolicy, written: Written, day: date) -> tuple[Bank, Sequence[Problem]]:
    """The bank of a day, and the errors of what people wrote."""
    bank, problems = build_bank(side.book, written, day)
    return bank, [problem for problem in problems if problem.severity == "error"]


def _changes(old: Bank, new: Bank, day: date) -> Iterator[QuestionChange]:
    for id in dict.fromkeys([*old.questions, *new.questions]):
        before, after = old.questions.get(id), new.questions.get(id)
        question = after or before
        assert question
        answers = [_answer(each) if each else None for each in (before, after)]
        if answers[0] != answers[1]:
            yield QuestionChange(id, question.clause, day, question.stem, *answers)


def _answer(question: Question) -> Words:
    """The key in words of both languages."""
    return Words(**{lang: question.answer.say(lang) for lang in WRITTEN})
