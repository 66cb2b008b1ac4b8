"""The bank as a whole: keys spread over the letters, true and false alike often, keys not the longest options."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import sqrt

from handbook.problems.problem import Place, Problem
from quiz.bank import Bank
from quiz.chance import Chance
from quiz.lints.telling import tell
from quiz.papers.paper import mixed
from quiz.papers.wording import LETTERS
from quiz.question import Question

_SIGMAS = 3.5  # how far from even chance lets it stray
_FEW = 20
_MOST_LONGEST = 0.45  # of the written single choices; by chance a quarter


def shown_at(question: Question) -> int:
    """The place of a single choice's key where the question stands alone, mixed by its id."""
    order = mixed(question, Chance(question.id))
    return next(place for place, index in enumerate(order) if question.options[index].right)


def balance_problems(bank: Bank) -> Iterator[Problem]:
    """What is uneven in a bank."""
    singles = [question for question in bank.questions.values() if question.kind == "single"]
    truths = [question for question in bank.questions.values() if question.kind == "true_false"]
    yield from _positions(bank, singles)
    yield from _lengths(bank, [question for question in singles if question.source == "scenario"])
    true = sum(bool(question.truth) for question in truths)
    if len(truths) >= _FEW and _is_odd(true, len(truths), 0.5):
        yield Problem(_place(bank), "quiz.lint_truths", "", {"count": len(truths), "found": true}, "warning")


def _positions(bank: Bank, singles: list[Question]) -> Iterator[Problem]:
    places: dict[int, Counter[int]] = defaultdict(Counter)
    for question in singles:
        places[len(question.options)][shown_at(question)] += 1
    for options, found in sorted(places.items()):
        count = found.total()
        for place, times in found.most_common(1):
            if count >= _FEW and _is_odd(times, count, 1 / options):
                facts = {"count": count, "options": options, "found": times, "letter": LETTERS[place]}
                yield Problem(_place(bank), "quiz.lint_key_position", "", facts, "warning")


def _lengths(bank: Bank, singles: list[Question]) -> Iterator[Problem]:
    longest = [question for question in singles if _is_longest(question)]
    if len(singles) >= _FEW and len(longest) > _MOST_LONGEST * len(singles):
        facts = {"found": len(singles), "longest": len(longest)}
        yield tell(bank, longest[0], "quiz.lint_keys_long", "warning", **facts)


def _is_longest(question: Question) -> bool:
    key = next(len(option.text.zh) for option in question.options if option.right)
    return all(len(option.text.zh) < key for option in question.options if not option.right)


def _is_odd(times: int, count: int, share: float) -> bool:
    return abs(times - count * share) > _SIGMAS * sqrt(count * share * (1 - share))


def _place(bank: Bank) -> Place:
    written = [question.place for question in bank.questions.values() if question.place]
    return Place(written[0].file) if written else next(iter(bank.book.clauses.values())).place
