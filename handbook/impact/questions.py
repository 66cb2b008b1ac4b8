"""Questions that a change makes read or answered otherwise. They live on the floor above, which registers itself.

A floor above offers a function under the entry point `handbook.impact` named `questions`:
`(Side, Side, days) -> Iterable[QuestionChange]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path

from handbook.book import PolicyBook
from handbook.problems import Problem
from handbook.words import Words

GROUP, NAME = "handbook.impact", "questions"


@dataclass(frozen=True)
class Side:
    """One of the two policies: its book, and the directory with the files that floors above read."""

    book: PolicyBook
    data: Path


@dataclass(frozen=True)
class QuestionChange:
    """A question whose answer differs on `day`. No `before`: it is new; no `after`: it is gone."""

    id: str
    clause: str
    day: date
    stem: Words
    before: Words | None
    after: Words | None


@dataclass(frozen=True)
class QuestionChanges:
    """What changes, and what is wrong with written questions that was not wrong before."""

    changes: tuple[QuestionChange, ...] = ()
    problems: tuple[Problem, ...] = ()


Compare = Callable[[Side, Side, Sequence[date]], QuestionChanges]


def question_changes(before: Side, after: Side, days: Sequence[date]) -> QuestionChanges | None:
    """None where no floor above has questions."""
    found: Iterable[Compare] = (point.load() for point in entry_points(group=GROUP, name=NAME))
    compare = next(iter(found), None)
    return compare(before, after, days) if compare else None
