"""What tables give: the row that a number reaches, and progressive scales, of which each part counts at its own row.

Written once more for the browser in `docs/assets/js/calculator/tables.js`; the parity test compares both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

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
