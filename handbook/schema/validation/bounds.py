"""Numbers and tables keep to the bounds and decimals of their parameter, wherever they are written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from handbook.lang.catalogue import Fact
from handbook.problems.problem import Problem
from handbook.schema.draft import Located
from handbook.schema.models import Band, BandsParameter, NumberParameter
from handbook.schema.values import exact

Path = tuple[str | int, ...]  # in the entry that is located


def check_bands(
    name: str,
    located: Located[Any],
    entry: NumberParameter | BandsParameter,
    path: Path,
    bands: tuple[Band, ...],
) -> Iterator[Problem]:
    """Each gives what it may, all but the last something, and begins behind the one before it."""
    for row, band in enumerate(bands):
        if band.gives is not None:
            yield from check_number(name, located, entry, (*path, row, "gives"), band.gives)
        elif not 0 < row == len(bands) - 1:
            yield Problem(located.place(*path, row, "gives"), "band_gives_none", name)
        if row and band.edge <= bands[row - 1].edge:
            key = "more_than" if band.edge[1] else "at_least"
            facts = {"key": key, "found": exact(band.edge[0]), "previous": exact(bands[row - 1].edge[0])}
            yield Problem(located.place(*path, row, key), "bands_not_increasing", name, facts)


def check_number(
    name: str, located: Located[Any], entry: NumberParameter | BandsParameter, path: Path, value: Decimal
) -> Iterator[Problem]:
    """A number is within the bounds of the parameter, and has no more decimals than it may."""
    facts: dict[str, Fact] = {
        "at": f"{path[-1]}: ",
        "found": exact(value),
        "min": exact(entry.min),
        "max": exact(entry.max),
    }
    if value < entry.min:
        yield Problem(located.place(*path), "below_min", name, {**facts, "example": exact(entry.min)})
    elif value > entry.max:
        yield Problem(located.place(*path), "above_max", name, {**facts, "example": exact(entry.max)})
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > entry.precision:
        rounded = exact(round(value, entry.precision))
        code = "too_precise" if entry.precision else "not_whole"
        facts |= {"precision": entry.precision, "example": rounded, "right": rounded}
        yield Problem(located.place(*path), code, name, facts)
