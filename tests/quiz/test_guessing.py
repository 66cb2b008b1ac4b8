"""Who has not read the handbook gains next to nothing by looking at how a paper is made: over 200 papers of 20."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

import pytest

from handbook.lang.languages import WRITTEN, Lang
from handbook.policy.checks.numbers_in_text import WrittenNumber, written_numbers
from quiz.bank import Bank
from quiz.frozen.shapes import FrozenFile, FrozenQuestion
from quiz.papers.drawing import Request, draw
from quiz.papers.freezing import Head, freeze
from quiz.question import clash

PAPERS = 200
MOST = Fraction(6, 5)  # of what chance gives
# Of chi squared, one chance in a thousand that it is larger, by degrees of freedom.
BOUNDS = {1: 10.83, 2: 13.82, 3: 16.27}

Guess = Callable[[FrozenQuestion, Lang], Sequence[int]]  # the places that a strategy finds equally good


@pytest.fixture(scope="module", params=WRITTEN)
def papers(bank: Bank, request: pytest.FixtureRequest) -> list[FrozenFile]:
    public = bank.public
    requests = [Request(20, f"guess {number}") for number in range(PAPERS)]
    return [freeze(draw(public, each), public, each, Head("x", "", "", 30, 80), request.param) for each in requests]


def longest(question: FrozenQuestion, _lang: Lang) -> list[int]:
    return extremes([len(option) for option in question.options])


def shortest(question: FrozenQuestion, _lang: Lang) -> list[int]:
    return extremes([-len(option) for option in question.options])


def numbers_of(question: FrozenQuestion, lang: Lang) -> list[WrittenNumber] | None:
    """The one number of each option; None where not every option is one."""
    found = [list(written_numbers(option, lang)) for option in question.options]
    return [each[0] for each in found] if all(len(each) == 1 for each in found) else None


def like_the_others(question: FrozenQuestion, lang: Lang) -> list[int]:
    """Those that share their number or their unit with most others; of them the middle one."""
    numbers = numbers_of(question, lang)
    if numbers is None:
        return []
    shared = [sum((one.value == other.value) + (one.unit == other.unit) for other in numbers) for one in numbers]
    best = sorted(extremes(shared), key=lambda place: numbers[place].value)
    return [best[(len(best) - 1) // 2], best[len(best) // 2]] if best else []


def middle(question: FrozenQuestion, lang: Lang) -> list[int]:
    numbers = numbers_of(question, lang)
    if numbers is None or len({each.unit for each in numbers}) > 1:
        return []
    order = sorted(range(len(numbers)), key=lambda place: numbers[place].value)
    return [order[(len(order) - 1) // 2], order[len(order) // 2]]


def extremes(values: Sequence[int]) -> list[int]:
    return [place for place, value in enumerate(values) if value == max(values)]


@pytest.mark.parametrize("guess", [longest, shortest, like_the_others, middle])
def test_a_single_choice_is_not_guessed(papers: list[FrozenFile], guess: Guess) -> None:
    hits = chance = Fraction(0)
    for file in papers:
        for question, key in zip(file.paper.questions, file.key.questions):
            if question.kind == "single" and (places := guess(question, file.paper.language)):
                hits += Fraction(sum(place in (key.right or ()) for place in places), len(places))
                chance += Fraction(1, len(question.options))
    assert hits / chance < MOST


def test_neither_true_nor_false_is_the_better_guess(papers: list[FrozenFile]) -> None:
    truths = Counter(key.truth for file in papers for key in file.key.questions if key.truth is not None)
    assert max(truths.values()) / Fraction(truths.total(), 2) < MOST


def test_no_place_is_right_more_often_than_others(papers: list[FrozenFile]) -> None:
    places: dict[int, Counter[int]] = {}
    for file in papers:
        for question, key in zip(file.paper.questions, file.key.questions):
            if question.kind == "single" and key.right:
                places.setdefault(len(question.options), Counter())[key.right[0]] += 1
    for options, found in places.items():
        expected = found.total() / options
        chi = sum((found[place] - expected) ** 2 / expected for place in range(options))
        assert chi < BOUNDS[options - 1]


def test_nothing_on_a_paper_tells_what_it_asks(bank: Bank, papers: list[FrozenFile]) -> None:
    for file in papers:
        questions = [bank.questions[key.id] for key in file.key.questions]
        assert not any(clash(one, other) for one, other in combinations(questions, 2))
