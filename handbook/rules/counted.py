"""The values of parameters as formulas work with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from handbook.lang.units import UnitName, scale
from handbook.rules.formulas.tables import Counted, Row, Table
from handbook.schema.models import Band, BandsParameter, NumberParameter, ParameterEntry
from handbook.schema.values import Value


def counted(name: str, entry: ParameterEntry, value: Value) -> Counted:
    """What a formula works with: numbers in its units, bands as a table. Raises TypeError for words."""
    match entry, value:
        case _, bool() | str() | date():
            return value
        case NumberParameter(unit=unit), Decimal():
            return _in_formulas(value, unit)
        case BandsParameter(), tuple():
            return Table(name, tuple(_rows(entry, value)))
    raise TypeError(f"{type(value).__name__} is nothing to count with")


def _rows(entry: BandsParameter, bands: Sequence[Band]) -> Iterator[Row]:
    if entry.below is not None:
        yield Row(None, _in_formulas(entry.below, entry.unit))
    for band in bands:
        start, beyond = band.edge
        gives = None if band.gives is None else _in_formulas(band.gives, entry.unit)
        yield Row(_in_formulas(start, entry.by), gives, beyond)


def _in_formulas(number: Decimal, unit: UnitName) -> Fraction:
    return Fraction(number) / scale(unit)
