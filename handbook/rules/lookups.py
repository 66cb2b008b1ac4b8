"""What was looked up, in words: the row of a table that was hit, a progressive scale's parts, values of other days.

Written once more for the browser in `lookups.js`; the parity test compares both, letter by letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from handbook.lang.units import MOST_DECIMALS
from handbook.rules.formatting import Display, ValueFormatter
from handbook.rules.formulas.tables import DatedStep, Period, Row, Slice, Table

# Their working says what they found; `lookups.js` has the same.
LOOKUPS = frozenset(("band", "slices", "value_on", "rate_days"))


def say_row(table: Table, row: Row, shown: Mapping[str, Display], say: ValueFormatter) -> str:
    """A row that gives something: `5 days from 1 year`, `3% above 5,000 yuan`, `0 days below 1 year`."""
    assert row.gives is not None
    like, below = shown[table.name], row.start is None
    edge = table.rows[1] if below else row
    assert edge.start is not None
    key = f"l:{'to' if below else 'from'}_{'more_than' if edge.beyond else 'at_least'}"
    side = say.words[key].format(amount=say.amount(edge.start, like.by, MOST_DECIMALS))
    gives = say.amount(row.gives, like.unit, MOST_DECIMALS)
    return say.words["l:first" if below else "l:last"].format(gives=gives, start=side, end=side)


def say_slices(table: Table, parts: Sequence[Slice], shown: Mapping[str, Display], say: ValueFormatter) -> list[str]:
    """A progressive scale's terms: `36,000 yuan × 3%`."""
    like = shown[table.name]
    amounts = [(say.amount(part, like.by), row.gives) for part, row in parts]
    return [f"{part} × {say.amount(gives, like.unit, MOST_DECIMALS)}" for part, gives in amounts if gives is not None]


def say_step(name: str, step: DatedStep, shown: Mapping[str, Display], say: ValueFormatter) -> str:
    """A parameter with its value and the day from which it is in force; a table has its name alone."""
    like = shown[name]
    value = like.label[say.lang]
    if not isinstance(step.value, Table):
        value += say.words["colon"] + say.value(step.value, like, MOST_DECIMALS)
    return say.words["l:since"].format(value=value, day=say.day(step.since))


def say_periods(name: str, found: Sequence[Period], shown: Mapping[str, Display], say: ValueFormatter) -> list[str]:
    """Terms of a sum by days: `0.05% × 31 days (1 January 2026 to 31 January 2026)`."""
    return [
        say.words["l:days"].format(
            value=say.value(each.step.value, shown[name], MOST_DECIMALS),
            days=say.amount(Fraction(each.days), "day"),
            first=say.day(each.first),
            last=say.day(each.last),
        )
        for each in found
    ]
