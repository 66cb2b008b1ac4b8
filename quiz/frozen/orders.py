"""Versions and seats: other orders of a paper's questions and options, a function of the paper alone."""

from __future__ import annotations

from itertools import groupby

from handbook import frozen
from quiz.chance import Chance
from quiz.frozen.shapes import FrozenPaper


@frozen
class Orders:
    """`questions[i]` is the place in the file of what stands at place i; `options[q][i]` the same for the options of
    the question that the file has at place q. Left sides of pairs stay as they are."""

    questions: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]


def orders(paper: FrozenPaper, variant: str = "A") -> Orders:
    """The orders of a version (`B`) or a seat (`0007`). Questions stay among those of their kind. Version A is the file
    itself."""
    counts = [len(question.options) for question in paper.questions]
    if variant == "A":
        return Orders(tuple(range(len(counts))), tuple(tuple(range(count)) for count in counts))
    chance = Chance(f"{paper.number}/{variant}")
    runs = groupby(range(len(counts)), key=lambda place: paper.questions[place].kind)
    questions = [place for _, run in runs for place in chance.shuffled(list(run))]
    return Orders(tuple(questions), tuple(tuple(chance.shuffled(range(count))) for count in counts))
