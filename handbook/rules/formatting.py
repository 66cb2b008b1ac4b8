"""Values as people read them, the same to the letter in Python and in the browser (`say.js`)."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from handbook.lang.language import language
from handbook.lang.languages import Lang
from handbook.lang.parts import Parts, is_whole, say_parts
from handbook.lang.units import DECIMALS, amount_of, scale
from handbook.lang.words import Words
from handbook.records import frozen
from handbook.rules.formulas.kinds import ChoiceKind, SwitchKind, ValueKind
from handbook.rules.formulas.tables import Row, Table
from handbook.rules.words import words_in

NO_DAY = date(1900, 1, 1)  # the default of a day that may stay empty


@frozen
class Display:
    """How the values of a name are shown: their label, kind and the text of their unit; `by` is that of a table's
    rows, `parts` are the units of a number that is said in several."""

    label: Words
    kind: ValueKind
    unit: str | None
    by: str | None = None
    parts: Parts = ()


class ValueFormatter:
    """Says values in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang, self.words = lang, words_in(lang)

    def value(self, value: Any, shown: Display, places: int = DECIMALS) -> str:
        """A value with its unit: `20 元`, `≈ 206.8966 元/天`, `良好`, `2026 年 3 月 31 日`."""
        if isinstance(value, bool):
            own = shown.kind.words if isinstance(shown.kind, SwitchKind) else None
            return own[not value][self.lang] if own else self.words["yes" if value else "no"]
        if isinstance(value, Fraction):
            if shown.parts and is_whole(value, shown.parts):
                return say_parts(value, shown.parts, self.lang)
            return self.amount(value, shown.unit, places)
        if isinstance(value, list):
            return self.words["comma"].join(self.amount(each, shown.unit) for each in value) or self.words["none"]
        if isinstance(value, date):
            return self.day(value)
        return self.option(str(value), shown.kind)

    def option(self, id: str, kind: ValueKind) -> str:
        """An option by its label."""
        return dict(kind.options)[id][self.lang] if isinstance(kind, ChoiceKind) else id

    def day(self, day: date) -> str:
        """A date, or a date and time; that none was given where it is the day that stands for that."""
        if day == NO_DAY:
            return self.words["none"]
        said = language(self.lang).day(day)
        if not isinstance(day, datetime):
            return said
        return self.words["moment"].format(day=said, time=f"{day:%H:%M}")

    def amount(self, number: Fraction, unit: str | None, places: int = DECIMALS) -> str:
        """A number with its unit, `None` or empty for a bare one."""
        return _amount(number.numerator, number.denominator, unit, self.lang, places)


@lru_cache(maxsize=20_000)  # the same amounts come again and again; a fraction takes long to be found by
def _amount(above: int, below: int, unit: str | None, lang: Lang, places: int) -> str:
    times = scale(unit)
    return amount_of(above * times.numerator, below * times.denominator, unit, lang, places)


def exact_text(value: Any) -> Any:
    """A value as data: a fraction in lowest terms, ISO days and moments, options by id, booleans as they are; a table's
    rows as `[start, gives]`, null where there is none, with `true` behind where it begins only beyond the start."""
    if isinstance(value, list):
        return [exact_text(each) for each in value]
    if isinstance(value, Table):
        return [_row(row) for row in value.rows]
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value if isinstance(value, bool) else str(value)


def _row(row: Row) -> list[Any]:
    start, gives = (None if number is None else str(number) for number in (row.start, row.gives))
    return [start, gives, True] if row.beyond else [start, gives]
