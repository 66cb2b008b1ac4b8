"""What languages differ in beside their words: separators, quotes, brackets, numerals, how a day is written.

It stands in `handbook/words/<lang>/language.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from handbook.lang.catalogue import entry
from handbook.lang.languages import Lang, ordinal_category
from handbook.lang.numerals import to_chinese
from handbook.records import frozen

_OF_DAY = re.compile(r"y|M+|d")


@frozen
class Language:
    """A language. The separators have the spaces that belong to them: `、` and `, `."""

    lang: Lang
    list: str  # between the items of a list
    comma: str
    semicolon: str
    colon: str
    sentence: str  # between two sentences
    quotes: str
    brackets: str
    day_pattern: str  # Unicode's: y, M, d, MMMM
    months: tuple[str, ...]  # their names, where days are written with them
    numerals: str  # of chapters and parts: han, digits
    ordinals: Mapping[str, str]

    def quoted(self, text: str) -> str:
        """`“迟到”`."""
        return self.quotes.format(text=text)

    def in_brackets(self, text: str) -> str:
        """`（迟到）`, ` (late arrival)`: with the space in front that a language puts there."""
        return self.brackets.format(text=text)

    def numeral(self, number: int) -> str:
        """The number of a chapter or part, `七`, `7`. Raises ValueError outside 1 to 9,999 where it is in words."""
        return to_chinese(number) if self.numerals == "han" else str(number)

    def day(self, day: date) -> str:
        """A date in words: `2026 年 1 月 1 日`, `1 January 2026`."""
        name = self.months[day.month - 1] if self.months else ""
        parts = {"y": str(day.year), "M": str(day.month), "MMMM": name, "d": str(day.day)}
        return _OF_DAY.sub(lambda part: parts[part[0]], self.day_pattern)


@cache
def language(lang: Lang) -> Language:
    """The language of that code."""
    separators = {name: _text(name, lang) for name in ("list", "comma", "semicolon", "colon", "sentence")}
    ordinals = entry("handbook.language.ordinal", lang)
    return Language(
        lang,
        **separators,
        quotes=_text("quotes", lang),
        brackets=_text("brackets", lang),
        day_pattern=_text("day", lang),
        months=tuple(_text("months", lang).split()),
        numerals=_text("numerals", lang),
        ordinals={"other": ordinals} if isinstance(ordinals, str) else ordinals,
    )


def ordinal(number: int, lang: Lang) -> str:
    """A place in a row: `1st`, `22nd`, `第 3`."""
    forms = language(lang).ordinals
    return (forms.get(ordinal_category(number, lang)) or forms["other"]).format(n=number)


def _text(name: str, lang: Lang) -> str:
    found = entry(f"handbook.language.{name}", lang)
    assert isinstance(found, str)
    return found
