"""What makes a question a bad one: each lint yields problems, with the question's id and place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from handbook import Problem
from quiz.bank import Bank
from quiz.lints.balance import balance_problems
from quiz.lints.cases import case_problems
from quiz.lints.coverage import coverage_problems
from quiz.lints.leaks import leak_problems
from quiz.lints.located import PlacedQuestion
from quiz.lints.options import option_problems
from quiz.lints.wording import wording_problems


def lint(bank: Bank) -> Iterator[Problem]:
    """Everything that the lints find in a bank."""
    for question in bank.questions.values():
        yield from _found_in(PlacedQuestion.of(bank, question))
    yield from balance_problems(bank)
    yield from leak_problems(bank)
    yield from case_problems(bank)
    yield from coverage_problems(bank)


@lru_cache(maxsize=2_000)  # a question that one bank has taken over from another is not looked at again
def _found_in(asked: PlacedQuestion) -> tuple[Problem, ...]:
    """What is wrong with a question whatever the others are."""
    return (*option_problems(asked), *wording_problems(asked))
