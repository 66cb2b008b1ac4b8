"""What was asked for by name or by day, and is not there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handbook.problems.suggest import resembling


class Unknown(LookupError):
    """No parameter, clause or role of that name; `near` are names that resemble it."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.near = name, tuple(resembling(name, known))
        super().__init__(f"{name} is not known" + (f"; did you mean {', '.join(self.near)}?" if self.near else ""))


class NotInForce(LookupError):
    """No value is defined on that day. Never guessed: before the first day there is nothing to apply."""

    def __init__(self, name: str, day: date, first: date | None) -> None:
        self.name, self.day, self.first = name, day, first
        begin = f"; its first value is from {first}" if first else "; it has no value at all"
        super().__init__(f"{name} has no value on {day}{begin}")
