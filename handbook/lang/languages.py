"""The languages of the handbook, and what can be said in each of them.

Simplified Chinese (`zh`) is the language of record, English (`en`) stands beside it, and Traditional Chinese
(`zh-Hant`) is converted from the record unless the data give it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal, get_args

Lang = Literal["zh", "en", "zh-Hant"]
LANGS: tuple[Lang, ...] = get_args(Lang)
WRITTEN: tuple[Lang, ...] = ("zh", "en")  # the languages in which people write; the third is converted
_OF_LAST_DIGIT: dict[float, str] = {1: "one", 2: "two", 3: "few"}


def written_for(lang: Lang) -> Lang:
    """The language in which people write what readers of `lang` are shown: of Traditional Chinese, the record's."""
    return lang if lang in WRITTEN else "zh"


class Text(ABC):
    """A text that every language has, `text["en"]`: words of the policy, or a phrase of the catalogue."""

    @abstractmethod
    def __getitem__(self, lang: Lang, /) -> str:
        """The text in a language."""


def plural_category(number: float, lang: Lang) -> str:
    """Which form a count takes: in English `one` for 1 and `other` for 0 and 2, in Chinese always `other`.

    Said here and below, as the Unicode Consortium has it: its tables take longer to load than most commands to answer.
    """
    return "one" if lang == "en" and abs(number) == 1 else "other"


def ordinal_category(number: float, lang: Lang) -> str:
    """Which form a place in a row takes: in English `one` for 1st and 21st, `few` for 3rd, `other` for 11th."""
    if lang != "en" or abs(number) % 100 in (11, 12, 13):
        return "other"
    return _OF_LAST_DIGIT.get(abs(number) % 10, "other")
