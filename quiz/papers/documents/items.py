"""The questions of a version as they stand on it, in parts of one kind. `printing/items.js` gives the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from handbook import frozen
from quiz.frozen.orders import orders
from quiz.frozen.shapes import FrozenPaper, FrozenQuestion

LETTERS = "ABCDEFGH"


@frozen
class Item:
    """A question of a version: its number there, its place in the file, and its options' places in the file in the
    order in which they are shown."""

    number: int
    place: int
    question: FrozenQuestion
    shown: tuple[int, ...]

    def letter(self, option: int) -> str:
        """The letter of the option that the file has at a place."""
        return LETTERS[self.shown.index(option)]


@frozen
class Part:
    """The questions of one kind that follow each other; parts count from 1."""

    place: int
    kind: str
    items: tuple[Item, ...]

    @property
    def points(self) -> int:
        return sum(item.question.points for item in self.items)

    @property
    def is_even(self) -> bool:
        """Whether its questions count the same."""
        return len({item.question.points for item in self.items}) == 1


def items_of(paper: FrozenPaper, version: str) -> list[Item]:
    """The questions of a version in their order there."""
    order = orders(paper, version)
    return [
        Item(number, place, paper.questions[place], order.options[place])
        for number, place in enumerate(order.questions, 1)
    ]


def parts_of(items: Sequence[Item]) -> list[Part]:
    """The same by kind."""
    runs = groupby(items, key=lambda item: item.question.kind)
    return [Part(place, kind, tuple(run)) for place, (kind, run) in enumerate(runs, 1)]
