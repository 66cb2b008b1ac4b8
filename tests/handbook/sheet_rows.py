"""Rows of a sheet, worked the quick way and the careful way, which must say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handbook.calc.plain_rows import PlainRows
from handbook.calc.worker import RowCalculator


def worked_both_ways(quick: RowCalculator, closely: RowCalculator, rows: Sequence[Sequence[str]]) -> Any:
    """What comes of rows that stand below a heading; the second calculator is kept from the quick way."""
    closely._plain = type("Never", (PlainRows,), {"work": lambda _self, _row: None})(closely)
    numbered = list(enumerate(rows, 2))
    done = quick.work(numbered)
    assert done == closely.work(numbered)
    return done
