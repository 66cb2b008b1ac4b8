"""Values that have a date: what was, is and will be in force."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from handbook.lang.words import Words
from handbook.problems.lookups import NotInForce
from handbook.records import frozen

T = TypeVar("T")


@frozen
class Dated(Generic[T]):
    """A value and the day from which it is in force, with the decision behind it."""

    since: date
    value: T
    decided: date | None = None
    ref: str | None = None
    note: Words | None = None
    consulted: date | None = None
    told: date | None = None


@frozen
class Timeline(Generic[T]):
    """The dated values of one parameter, in strictly increasing order of date."""

    name: str
    steps: tuple[Dated[T], ...]

    def __post_init__(self) -> None:
        days = [step.since for step in self.steps]
        if any(later <= earlier for earlier, later in zip(days, days[1:])):
            raise ValueError(f"{self.name}: dates must strictly increase, got {[str(day) for day in days]}")

    @cached_property
    def changes(self) -> tuple[Dated[T], ...]:
        """The steps at which the value becomes another: a step that sets it to what it is already is a mere record."""
        before = (None, *self.steps)
        return tuple(step for old, step in zip(before, self.steps) if old is None or old.value != step.value)

    def at(self, day: date) -> Dated[T]:
        """The value in force on `day`. Raises NotInForce where none is."""
        step = self.find(day)
        if step is None:
            raise NotInForce(self.name, day, self.steps[0].since if self.steps else None)
        return step

    def find(self, day: date) -> Dated[T] | None:
        """The value in force on `day`, if any."""
        return next((step for step in reversed(self.steps) if step.since <= day), None)

    def covers(self, day: date) -> bool:
        """Whether a value is in force on `day`."""
        return self.find(day) is not None

    def begun(self, day: date) -> Dated[T]:
        """The step with which the value in force on `day` began. Raises NotInForce where none is."""
        self.at(day)
        return self._begun(day)[-1]

    def before(self, day: date) -> Dated[T] | None:
        """The value that the one in force on `day` replaced, if any."""
        begun = self._begun(day)
        return begun[-2] if len(begun) > 1 else None

    def next_after(self, day: date) -> Dated[T] | None:
        """The next other value that is scheduled after `day`, if any."""
        return next((step for step in self.changes if step.since > day), None)

    def _begun(self, day: date) -> tuple[Dated[T], ...]:
        return self.changes[: bisect_right(self.changes, day, key=lambda step: step.since)]
