"""What tables give: the row that a number reaches, progressive scales, of which each part counts at its own row; and
what parameters are on other days than that of a run.

Written once more for the browser in `docs/assets/js/calculator/tables.js`; the parity test compares both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from handbook.rules.formulas.calendar import in_order
from handbook.rules.formulas.exact import bounded, total
from handbook.rules.formulas.refusal import Refusal

_ZERO = Fraction(0)


class Row(NamedTuple):
    """A row of a table in formulas' units: from `start` on, or only `beyond` it, the table gives `gives`.

    `start` is None of what lies below all other rows, `gives` where the table ends.
    """

    start: Fraction | None
    gives: Fraction | None
    beyond: bool = False


class Table(NamedTuple):
    """A table of a parameter as formulas see it."""

    name: str
    rows: tuple[Row, ...]


Counted = Fraction | bool | str | date | Table  # a parameter's value as a formula works with it


class Slice(NamedTuple):
    """So much of an amount lies in one row."""

    part: Fraction
    row: Row


def row_reached(table: Table, number: Fraction) -> Row:
    """The row in which a number lies. Raises Refusal below the first row and behind the end of the table."""
    found = None
    for row in table.rows:
        if row.start is None or number > row.start or (number == row.start and not row.beyond):
            found = row
    if found is None:
        raise Refusal("below_first")
    if found.gives is None:
        raise _past_end(table, found)
    return found


def band(table: Table, number: Fraction) -> Fraction:
    """What the table gives for a number. Raises Refusal, see `row_reached`."""
    gives = row_reached(table, number).gives
    assert gives is not None
    return gives


def slices(table: Table, amount: Fraction) -> Fraction:
    """The sum of what each part of an amount comes to at its own row. Raises Refusal, see `sliced`."""
    return total(bounded(part * row.gives) for part, row in sliced(table, amount) if row.gives is not None)


def sliced(table: Table, amount: Fraction) -> list[Slice]:
    """The parts of an amount, which is not negative, from nothing on, by rows; those that are nothing are left out.

    Raises Refusal where a part lies below the first row or behind the end.
    """
    return list(_slices(table, amount))


def _slices(table: Table, amount: Fraction) -> Iterator[Slice]:
    starts = [row.start or _ZERO for row in table.rows]
    if table.rows[0].start is not None and min(starts[0], amount) > 0:
        raise Refusal("below_first")
    for row, (start, end) in zip(table.rows, pairwise([*starts, max(amount, starts[-1])])):
        part = min(amount, end) - max(start, _ZERO)
        if part > 0:
            if row.gives is None:
                raise _past_end(table, row)
            yield Slice(part, row)


def _past_end(table: Table, row: Row) -> Refusal:
    return Refusal("past_end", name=table.name, limit=str(row.start))


# other days


class DatedStep(Protocol):
    """A value and the day from which it is in force."""

    @property
    def since(self) -> date: ...

    @property
    def value(self) -> Any: ...


class DatedSteps(Protocol):
    """Values in the order of their days."""

    @property
    def steps(self) -> Sequence[DatedStep]: ...


class DatedValues(Protocol):
    """A parameter with all its values. `at` raises Refusal where there is none."""

    @property
    def name(self) -> str: ...

    @property
    def timeline(self) -> DatedSteps: ...

    def at(self, day: date) -> Any: ...


class Period(NamedTuple):
    """A run of days, both ends included, on which one value is in force."""

    first: date
    last: date
    step: DatedStep

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1


def value_on(parameter: DatedValues, day: date) -> Any:
    """The value on a day. Raises Refusal where there is none."""
    return parameter.at(day)


def rate_days(parameter: DatedValues, first: date, last: date) -> Fraction:
    """The sum of the values of every day, both ends included. Raises Refusal, see `periods`."""
    return total(bounded(each.step.value * each.days) for each in periods(parameter, first, last))


def periods(parameter: DatedValues, first: date, last: date) -> list[Period]:
    """The days by the values in force. Raises Refusal before the first value, and where the last day is before the
    first."""
    in_order(first, last)
    parameter.at(first)
    steps = [step for step in parameter.timeline.steps if step.since <= last]
    ends = [*(step.since - timedelta(1) for step in steps[1:]), last]
    return [Period(max(first, step.since), end, step) for step, end in zip(steps, ends) if end >= first]
