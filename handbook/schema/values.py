"""The kinds of value a parameter may have, and how each is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import Lang
from handbook.lang.units import say_amount
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
        return language(lang).comma.join(say_bands(entry, value, lang))
    if isinstance(value, Words):
        return value[lang]
    if isinstance(value, date):
        return language(lang).day(value)
    raise TypeError(f"{type(value).__name__} is no value of a {type(entry).__name__}")


def exact(value: Decimal) -> str:
    """A decimal as it stands in the files."""
    return f"{value:f}"


def say_bands(entry: BandsParameter, bands: Sequence[Band], lang: Lang) -> list[str]:
    """What bands give, a band each: `5 days from 1 year`."""
    rows = [_say_band(entry, band, following, lang) for band, following in zip(bands, [*bands[1:], None])]
    if entry.below is not None:
        rows.insert(0, _gives(entry, "", _edge("to", entry, bands[0], lang), entry.below, lang))
    return rows


def _say_band(entry: BandsParameter, band: Band, following: Band | None, lang: Lang) -> str:
    """`5 days from 1 year`; a row from nothing on has only an end: `0 days below 1 year`."""
    start = _edge("from", entry, band, lang)
    end = _edge("to", entry, following, lang) if following else ""
    if band.gives is None:
        return say("handbook.schema.bands.ends", lang, start=start)
    return _gives(entry, "" if end and entry.below is None and not band.edge[0] else start, end, band.gives, lang)


def _gives(entry: BandsParameter, start: str, end: str, gives: Decimal, lang: Lang) -> str:
    place = "between" if start and end else "last" if start else "first"
    facts = {"start": start, "end": end, "gives": say_amount(gives, entry.unit, lang)}
    return say(f"handbook.schema.bands.{place}", lang, **facts)


def _edge(side: Literal["from", "to"], entry: BandsParameter, band: Band, lang: Lang) -> str:
    """Where a row begins, or the one before it ends: `from 1 year`, `up to 1 year`."""
    number, beyond = band.edge
    amount = say_amount(number, entry.by, lang)
    return say(f"handbook.schema.bands.{side}_{'more_than' if beyond else 'at_least'}", lang, amount=amount)
