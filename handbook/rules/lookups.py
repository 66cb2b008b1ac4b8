"""What was looked up, in words: the row of a table that was hit, the parts of a progressive scale.

Written once more for the browser in `lookups.js`; the parity test compares both, letter by letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.lang.units import MOST_DECIMALS
from handbook.rules.formatting import Display, ValueFormatter
from handbook.rules.formulas.tables import Row, Slice, Table

LOOKUPS = frozenset(("band", "slices"))  # their working says what they found; `lookups.js` has the same


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
