"""The bank as a whole: keys spread over the letters, true and false alike often, keys not the longest options."""

from __future__ import annotations

from collections.abc import Iterator

from handbook import Place, Problem
from quiz.bank import Bank
from quiz.kinds import KINDS
from quiz.kinds.evenness import FEW
from quiz.lints.located import problem_of
from quiz.question import Question

_MOST_LONGEST = 0.45  # of the written single choices; by chance a quarter


def balance_problems(bank: Bank) -> Iterator[Problem]:
    """What is uneven in a bank."""
    for name, kind in KINDS.items():
        answers = {question.id: question.answer for question in bank.questions.values() if question.kind == name}
        for code, facts in kind.uneven(answers):
            yield Problem(_place(bank), code, "", facts, "warning")
    yield from _lengths(bank, [question for question in bank.questions.values() if question.source == "scenario"])


def _lengths(bank: Bank, written: list[Question]) -> Iterator[Problem]:
    singles = [question for question in written if question.answer.only_right() is not None]
    longest = [question for question in singles if _is_longest(question)]
    if len(singles) >= FEW and len(longest) > _MOST_LONGEST * len(singles):
        facts = {"found": len(singles), "longest": len(longest)}
        yield problem_of(bank, longest[0], "quiz.lint_keys_long", "warning", **facts)


def _is_longest(question: Question) -> bool:
    key = next(len(option.text.zh) for option in question.options if option.right)
    return all(len(option.text.zh) < key for option in question.options if not option.right)


def _place(bank: Bank) -> Place:
    written = [question.place for question in bank.questions.values() if question.place]
    return Place(written[0].file) if written else next(iter(bank.book.clauses.values())).place
