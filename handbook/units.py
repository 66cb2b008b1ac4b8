"""The units a value may have, and how a value with its unit is written in each language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from handbook.traditional import to_traditional
from handbook.words import Lang

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

DURATIONS: frozenset[UnitName] = frozenset({"second", "minute", "hour", "day", "working_day", "month"})


def say_number(value: Decimal, unit: UnitName | None = None) -> str:
    """Digits as people read them: no trailing zeros, money with two decimals or none, groups from 10,000 on."""
    if unit == "CNY" and value != value.to_integral_value():
        value = value.quantize(Decimal("0.01")) if value == round(value, 2) else value
        return f"{value:,f}" if abs(value) >= 10_000 else f"{value:f}"
    plain = value.normalize() if value != value.to_integral_value() else value.to_integral_value()
    return f"{plain:,f}" if abs(value) >= 10_000 else f"{plain:f}"


def say_amount(value: Decimal, unit: UnitName, lang: Lang) -> str:
    """A value with its unit: `20 元`, `3 working days`, `the 5th`."""
    number, form = say_number(value, unit), UNITS[unit]
    if lang == "en":
        return (form.en_one if value == 1 else form.en).format(n=number, ordinal=_ordinal(value))
    words = form.zh.format(n=number)
    return to_traditional(words) if lang == "zh-Hant" else words


def _ordinal(value: Decimal) -> str:
    number = int(value)
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
