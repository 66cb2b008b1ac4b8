"""Numbers that are said in several units of one family at once: 7 hours 30 minutes, 1 year 6 months.

`units` fall in size. A number counts the first of them, and is a whole number of the last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from handbook.lang.catalogue import section
from handbook.lang.languages import LANGS, Lang
from handbook.lang.units import UNITS, UnitName, conversion, said_as, say_amount, unit_label

_CLOCK = 60  # of what a clock shows behind a colon

Parts = tuple[UnitName, ...]


class TooMany(ValueError):
    """There are so many of a unit that they make one of the unit before it."""

    def __init__(self, unit: UnitName, limit: int) -> None:
        self.unit, self.limit = unit, limit
        super().__init__(unit)


def may_share(units: Sequence[UnitName]) -> bool:
    """Whether there are several units, each the whole of some of the next."""
    ratios = [conversion(unit, below) for unit, below in zip(units, units[1:])]
    return bool(ratios) and all(each is not None and each > 1 and each.denominator == 1 for each in ratios)


@cache
def sizes_of(units: Parts) -> tuple[int, ...]:
    """How many of the last unit each of them is: of hours and minutes 60 and 1."""
    last = UNITS[units[-1]].size
    return tuple(UNITS[unit].size // last for unit in units)


@cache
def patterns_of(units: Parts) -> tuple[str, ...]:
    """How such a number may be written, in any language and in small letters, without its sign: regular expressions
    with a group for each unit, which the browser reads by, too."""
    named = "".join(f"(?:([0-9]+) *(?:{'|'.join(map(re.escape, _names(unit)))}) *)?" for unit in units)
    sizes = sizes_of(units)
    by_clock = all(above == _CLOCK * below for above, below in zip(sizes, sizes[1:]))
    clock = ":".join(["([0-9]+)", *["([0-9]{2})"] * (len(units) - 1)])
    return (clock, named) if by_clock else (named,)


def typed_as(unit: UnitName) -> tuple[str, ...]:
    """What people type behind a number of the unit that nobody would print."""
    found = (section("handbook", "units", lang).get(f"{unit}.typed") for lang in LANGS)
    return tuple(dict.fromkeys(name for typed in found if typed for name in str(typed).split(" | ")))


def _names(unit: UnitName) -> Iterator[str]:
    """What may stand behind a number of the unit. Which of them is tried first does not matter."""
    names = [UNITS[unit].sign, *typed_as(unit)]
    for lang in LANGS:
        names += [unit_label(unit, lang), *said_as(unit, lang)]
    return iter(dict.fromkeys(unicodedata.normalize("NFKC", name).lower() for name in names if name))


def read_parts(text: str, units: Parts) -> Fraction | None:
    """The number that a text says: `7:30`, `7小时30分`, `7h 30m`, `90 minutes`; None where it is none of these. Raises
    TooMany: behind another unit there are never as many as make one of it."""
    signless = text.lower()[text[:1] in ("-", "+") :]
    found = next((match for each in patterns_of(units) if (match := re.fullmatch(each, signless))), None)
    if found is None or not any(found.groups()):
        return None
    sizes = sizes_of(units)
    whole, above = 0, None
    for unit, size, digits in zip(units, sizes, found.groups()):
        if digits is None:
            continue
        if above and int(digits) * size >= above:
            raise TooMany(unit, above // size)
        whole, above = whole + int(digits) * size, size
    return Fraction(-whole if text.startswith("-") else whole, sizes[0])


def _split(number: Fraction, units: Parts) -> Iterator[tuple[UnitName, int]]:
    """How many of each unit there are in a number's size."""
    sizes = sizes_of(units)
    rest = int(abs(number) * sizes[0])
    for unit, size in zip(units, sizes):
        count, rest = divmod(rest, size)
        yield unit, count


def is_whole(number: Fraction, units: Parts) -> bool:
    """Whether it is a whole number of the last unit."""
    return (number * sizes_of(units)[0]).denominator == 1


def write_parts(number: Fraction, units: Parts) -> str:
    """The number as it is read in every language: `7h30m`."""
    counts = [f"{count}{UNITS[unit].sign}" for unit, count in _split(number, units) if count]
    return ("-" if number < 0 else "") + ("".join(counts) or f"0{UNITS[units[0]].sign}")


def say_parts(number: Fraction, units: Parts, lang: Lang, *, all_of_them: bool = False) -> str:
    """The number as people read it, without units of which there are none: `7 小时 30 分钟`."""
    counts = [(unit, count) for unit, count in _split(number, units) if count or all_of_them]
    said = " ".join(say_amount(Fraction(count), unit, lang) for unit, count in counts or [(units[0], 0)])
    return ("-" if number < 0 else "") + said
