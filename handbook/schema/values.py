"""The kinds of value a parameter may have, and how each is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import Lang
from handbook.lang.units import UnitName, say_amount, scale
from handbook.lang.words import Words
from handbook.schema.models import (
    Band,
    BandsParameter,
    ChoiceParameter,
    NumberParameter,
    ParameterEntry,
    SwitchParameter,
)

Value = Decimal | Words | date | bool | str | tuple[Band, ...]


def say_value(entry: ParameterEntry, value: Value, lang: Lang) -> str:
    """A value of the parameter `entry` in words: `20 元`, `不超过`, `5 days from 1 year, …`."""
    if isinstance(entry, NumberParameter) and isinstance(value, Decimal):
        return say_amount(value, entry.unit, lang)
    if isinstance(entry, SwitchParameter):
        return (entry.choices.true if value else entry.choices.false)[lang]
    if isinstance(entry, ChoiceParameter):
        return entry.choices[str(value)][lang]
    if isinstance(entry, BandsParameter) and isinstance(value, tuple):
        return _say_bands(entry, value, lang)
    if isinstance(value, Words):
        return value[lang]
    if isinstance(value, date):
        return language(lang).day(value)
    raise TypeError(f"{type(value).__name__} is no value of a {type(entry).__name__}")


def exact(value: Decimal) -> str:
    """A decimal as it stands in the files."""
    return f"{value:f}"


Counted = Fraction | bool | str | date | tuple[tuple[Fraction, Fraction], ...]


def counted(entry: ParameterEntry, value: Value) -> Counted:
    """What a formula works with: numbers in its units, bands as pairs of them. Raises TypeError for words."""
    match entry, value:
        case _, bool() | str() | date():
            return value
        case NumberParameter(unit=unit), Decimal():
            return _in_formulas(value, unit)
        case BandsParameter(unit=unit, by=by), tuple():
            return tuple((_in_formulas(band.at_least, by), _in_formulas(band.gives, unit)) for band in value)
    raise TypeError(f"{type(value).__name__} is nothing to count with")


def _in_formulas(number: Decimal, unit: UnitName) -> Fraction:
    return Fraction(number) / scale(unit)


def _say_bands(entry: BandsParameter, bands: Sequence[Band], lang: Lang) -> str:
    rows = [_say_band(entry, band, following, lang) for band, following in zip(bands, [*bands[1:], None])]
    return language(lang).comma.join(rows)


def _say_band(entry: BandsParameter, band: Band, following: Band | None, lang: Lang) -> str:
    """`5 days from 1 year`; a row from nothing on has only an end: `0 days below 1 year`."""
    least, gives = say_amount(band.at_least, entry.by, lang), say_amount(band.gives, entry.unit, lang)
    if following is None:
        return say("handbook.schema.bands.last", lang, least=least, gives=gives)
    end = say_amount(following.at_least, entry.by, lang)
    if not band.at_least:
        return say("handbook.schema.bands.first", lang, end=end, gives=gives)
    return say("handbook.schema.bands.between", lang, least=least, end=end, gives=gives)
