"""What languages differ in beside their words: separators, quotes, brackets, numerals, how a day is written.

It stands in `handbook/words/<lang>/language.yml`; grammar and the names of months are Babel's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from handbook.lang.catalogue import entry
from handbook.lang.languages import Lang, ordinal_category
from handbook.lang.numerals import to_chinese
from handbook.records import frozen


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
        return _say_day(day, self.day_pattern, self.lang)

    @property
    def months(self) -> tuple[str, ...]:
        """The names of the months where days are written with them; none where they are numbers."""
        from babel.dates import get_month_names

        if "MMMM" not in self.day_pattern:
            return ()
        names = get_month_names("wide", locale=self.lang.replace("-", "_"))
        return tuple(names[month] for month in range(1, 13))


@lru_cache(maxsize=10_000)  # the same days stand in many sentences
def _say_day(day: date, pattern: str, lang: Lang) -> str:
    from babel.dates import format_date  # most commands need none of it

    return format_date(day, pattern, lang.replace("-", "_"))


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
