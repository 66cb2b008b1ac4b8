"""The units a value may have, and how a value with its unit is written in each language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Literal, get_args

from handbook.lang.languages import Lang
from handbook.lang.traditional import to_traditional

UnitName = Literal[
    "CNY", "percent", "second", "minute", "hour", "day", "working_day", "day_of_month",
    "month", "year", "point", "question", "person", "time",
]  # fmt: skip
UNIT_NAMES: tuple[UnitName, ...] = get_args(UnitName)


@dataclass(frozen=True)
class Unit:
    """How a unit is written; `zh` and `en` are templates with `{n}`, `en_one` for exactly one."""

    zh: str
    en: str
    en_one: str


UNITS: dict[UnitName, Unit] = {
    "CNY": Unit("{n} 元", "{n} yuan", "{n} yuan"),
    "percent": Unit("{n}%", "{n}%", "{n}%"),
    "second": Unit("{n} 秒", "{n} seconds", "{n} second"),
    "minute": Unit("{n} 分钟", "{n} minutes", "{n} minute"),
    "hour": Unit("{n} 小时", "{n} hours", "{n} hour"),
    "day": Unit("{n} 天", "{n} days", "{n} day"),
    "working_day": Unit("{n} 个工作日", "{n} working days", "{n} working day"),
    "day_of_month": Unit("{n} 日", "the {n}{ordinal}", "the {n}{ordinal}"),
    "month": Unit("{n} 个月", "{n} months", "{n} month"),
    "year": Unit("{n} 年", "{n} years", "{n} year"),
    "point": Unit("{n} 分", "{n} points", "{n} point"),
    "question": Unit("{n} 道题", "{n} questions", "{n} question"),
    "person": Unit("{n} 人", "{n} people", "{n} person"),
    "time": Unit("{n} 次", "{n} times", "{n} time"),
}

# What people call the unit by itself, as a column heading or a suffix of a field.
UNIT_LABELS: dict[UnitName, tuple[str, str]] = {
    "CNY": ("元", "yuan"),
    "percent": ("%", "%"),
    "second": ("秒", "seconds"),
    "minute": ("分钟", "minutes"),
    "hour": ("小时", "hours"),
    "day": ("天", "days"),
    "working_day": ("个工作日", "working days"),
    "day_of_month": ("日", "day of the month"),
    "month": ("个月", "months"),
    "year": ("年", "years"),
    "point": ("分", "points"),
    "question": ("道题", "questions"),
    "person": ("人", "people"),
    "time": ("次", "times"),
}


@cache
def scale(unit: str | None) -> Fraction:
    """What a number counts in formulas times this is what people write: a half is 50 percent. Also of `CNY/day`."""
    above, *below = (unit or "").split("/")
    return Fraction(100) ** ((above == "percent") - below.count("percent"))


DURATIONS: frozenset[UnitName] = frozenset({"second", "minute", "hour", "day", "working_day", "month"})


DECIMALS = 4  # shown of a number that was worked out and has more; the sign ≈ says so
GROUPED_FROM = 10_000


def decimal(number: Fraction, money: bool = False, places: int = DECIMALS) -> tuple[str, bool]:
    """Digits with at most so many decimals, and whether they are exact: `103.50`, `12,000`, `206.8966`."""
    above, below = number.numerator, number.denominator
    scaled = abs(above) * 10**places
    exact = scaled % below == 0
    whole = (2 * scaled + below) // (2 * below)
    sign = "-" if above < 0 and whole else ""
    above, below = divmod(whole, 10**places)
    decimals = f"{below:0{places}d}".rstrip("0") if places else ""
    if money and decimals:
        decimals = decimals.ljust(2, "0")
    grouped = f"{above:,}" if above >= GROUPED_FROM else str(above)
    return sign + grouped + ("." + decimals if decimals else ""), exact


def say_number(value: Decimal, unit: UnitName | None = None) -> str:
    """Every digit as people read it: no trailing zeros, money with two decimals or none, groups from 10,000 on."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return decimal(Fraction(value), unit == "CNY", places)[0]


@lru_cache(maxsize=10_000)  # the same values stand in many sentences
def say_amount(value: Decimal, unit: UnitName, lang: Lang) -> str:
    """A value with its unit: `20 元`, `3 working days`, `the 5th`."""
    form = UNITS[unit]
    if lang == "en":
        return fill_form(form.en_one if value == 1 else form.en, say_number(value, unit), Fraction(value))
    words = fill_form(form.zh, say_number(value, unit), Fraction(value))
    return to_traditional(words) if lang == "zh-Hant" else words


def fill_form(form: str, shown: str, number: Fraction) -> str:
    """A unit's form with the digits of a number in it."""
    filled = form.replace("{n}", shown)
    return filled.replace("{ordinal}", _ordinal(number)) if "{ordinal}" in filled else filled


def _ordinal(number: Fraction) -> str:
    if number.denominator != 1 or number < 0 or number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number.numerator % 10, "th")
