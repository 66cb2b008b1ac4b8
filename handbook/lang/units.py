"""The units a value may have: one table with what is known of each, and how an amount is written.

Their words stand in `handbook/words/<lang>/units.yml`. A unit by another, `CNY/day`, is written with a slash; its
amounts are written as those of the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from handbook.lang.catalogue import entry, say
from handbook.lang.languages import Lang, ordinal_category, plural_category
from handbook.records import frozen

UnitName = str  # a key of UNITS


@frozen
class Unit:
    """What is known of a unit."""

    name: UnitName
    function: str = ""  # what gives a bare number the unit in formulas: minutes(30)
    family: str = ""  # the smallest of those that convert exactly into each other: hours(minutes), weeks(days)
    size: int = 1  # how many of the smallest of its family one is
    sign: str = ""  # of one that converts: how it is written in any language, 7h30m
    duration: bool = False  # whether it says how long something may take
    scale: int = 1  # what a number counts in formulas times this is what people write: a half is 50 percent
    bare: bool = False  # whether a number of it is a number and nothing else: three times as much
    decimals: int = 0  # of money: an amount has all of them or none
    ordinal: bool = False  # whether it counts a place in a row: the 5th
    mistaken_for: UnitName = ""  # what people take it for
    off_by: int = 1  # by how much people are off who nearly know a number of it
    most: int | None = None  # the most that anybody would believe; None: three times what is right


UNITS: Mapping[UnitName, Unit] = {
    unit.name: unit
    for unit in (
        Unit("CNY", function="yuan", decimals=2),
        Unit("percent", scale=100, off_by=5, most=100),
        Unit("second", "seconds", "second", sign="s", duration=True, off_by=5),
        Unit("minute", "minutes", "second", 60, "m", duration=True, off_by=5),
        Unit("hour", "hours", "second", 3600, "h", duration=True),
        # no family of hours and days: a day may be one of eight hours; nor of days and months, which differ in length;
        # and not mistaken for a working day: the policy may count a day as one
        Unit("day", "days", "day", sign="d", duration=True),
        Unit("week", "weeks", "day", 7, "w", duration=True, mistaken_for="day"),
        Unit("working_day", "working_days", duration=True, mistaken_for="day"),
        Unit("day_of_month", ordinal=True, most=28),
        Unit("month", "months", "month", sign="m", duration=True),
        Unit("year", "years", "month", 12, "y"),
        Unit("point", "points", off_by=5),
        Unit("question", off_by=5),
        Unit("person", "people"),
        Unit("time", "times"),
        Unit("number", bare=True),
    )
}
UNIT_NAMES = tuple(UNITS)
# Functions that give a bare number a unit; units of one family also convert: hours(minutes).
UNIT_FUNCTIONS = {unit.function: name for name, unit in UNITS.items() if unit.function}

ABOUT = "≈ "  # before digits that are not all
DECIMALS = 4  # shown of a number that was worked out
MOST_DECIMALS = 6  # that a value of a parameter may have; it is shown whole
GROUPED_FROM = 10_000  # 2026 may be a year
MONEY_GROUPED_FROM = 1_000


def conversion(unit: UnitName, target: UnitName) -> Fraction | None:
    """How many of `target` one `unit` is: an hour is 60 minutes; None where that is not certain."""
    here, there = UNITS[unit], UNITS[target]
    if unit == target:
        return Fraction(1)
    return Fraction(here.size, there.size) if here.family and here.family == there.family else None


def first_of(unit: str | None) -> Unit | None:
    """The unit as which an amount of `CNY/day` is written; None of a bare number."""
    return UNITS[unit.partition("/")[0]] if unit else None


@cache
def scale(unit: str | None) -> Fraction:
    """What a number counts in formulas times this is what people write: a half is 50 percent. Also of `CNY/day`."""
    above, *below = (Fraction(UNITS[name].scale) for name in unit.split("/")) if unit else (Fraction(1),)
    for each in below:
        above /= each
    return above


def is_percentage(unit: str | None) -> bool:
    """Whether numbers of it are what spreadsheets show with their sign %."""
    return scale(unit) == 100


def decimal(number: Fraction, unit: str | None = None, places: int = DECIMALS) -> tuple[str, bool]:
    """The digits of a number as people write it, and whether they are exact: `103.50`, `12,000`, `206.8966`."""
    return digits_of(number.numerator, number.denominator, unit, places)


def digits_of(above: int, below: int, unit: str | None, places: int) -> tuple[str, bool]:
    """The same of a fraction that need not be in lowest terms."""
    one = 10**places
    number, left = divmod(abs(above) * one, below)
    number += 2 * left >= below
    sign = "-" if above < 0 and number else ""
    whole, part = divmod(number, one)
    first = first_of(unit)
    digits = f"{sign}{whole:,}" if whole >= _grouped_from(first) else f"{sign}{whole}"
    if part:
        decimals = f"{part:0{places}d}".rstrip("0")
        digits += "." + (decimals.ljust(first.decimals, "0") if first else decimals)
    return digits, not left


def _grouped_from(unit: Unit | None) -> int:
    return MONEY_GROUPED_FROM if unit and unit.decimals else GROUPED_FROM


def say_number(number: Decimal | Fraction, unit: str | None = None) -> str:
    """The digits alone: no trailing zeros, money with its decimals or none, groups of thousands; `≈ 0.3333`."""
    digits, exact = decimal(Fraction(number), unit, MOST_DECIMALS)
    return digits if exact else ABOUT + digits


@lru_cache(maxsize=20_000)  # the same amounts come again and again
def say_amount(number: Decimal | Fraction, unit: str | None, lang: Lang, places: int = MOST_DECIMALS) -> str:
    """A number as people write it with its unit: `20 元`, `3 working days`, `the 5th`, `≈ 206.8966 元/天`."""
    return amount_of(*number.as_integer_ratio(), unit, lang, places)


def amount_of(above: int, below: int, unit: str | None, lang: Lang, places: int) -> str:
    """The same of a fraction that need not be in lowest terms."""
    digits, exact = digits_of(above, below, unit, places)
    text = _form(unit, digits, lang).format(n=digits) if unit else digits
    return text if exact else ABOUT + text


def _form(unit: str, digits: str, lang: Lang) -> str:
    """The form that fits a number, which is chosen by its digits as they are shown."""
    forms = unit_forms(unit, lang)
    if len(forms) == 1:
        return forms["other"]
    category = ordinal_category if UNITS[unit.partition("/")[0]].ordinal else plural_category
    return forms.get(category(float(digits.replace(",", "")), lang), forms["other"])


@cache
def unit_forms(unit: str, lang: Lang) -> Mapping[str, str]:
    """How amounts are written, by plural category (of a place in a row: by that of ordinals), with `{n}`."""
    first, *others = unit.split("/")
    found = entry(f"handbook.units.{first}.amount", lang)
    below = "".join(f"/{unit_behind_slash(name, lang)}" for name in others)
    return {key: form + below for key, form in ({"other": found} if isinstance(found, str) else found).items()}


@cache
def unit_label(unit: str, lang: Lang) -> str:
    """The unit by itself, as it stands behind a field: `元/天`, `working days`."""
    first, *others = unit.split("/")
    return say(f"handbook.units.{first}.label", lang) + "".join(f"/{unit_behind_slash(name, lang)}" for name in others)


def unit_behind_slash(name: UnitName, lang: Lang) -> str:
    """One of the unit, as it stands in `yuan/working day`."""
    return say(f"handbook.units.{name}.one", lang)


@cache
def said_as(name: UnitName, lang: Lang) -> tuple[str, ...]:
    """How running text says the unit, behind a number."""
    return tuple(filter(None, say(f"handbook.units.{name}.said", lang).split(" | ")))
