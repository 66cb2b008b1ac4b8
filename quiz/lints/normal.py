"""Texts made alike, so that those that mean the same are the same."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from handbook import Lang, Words

_TIMES = {
    "秒": 1, "分钟": 60, "小时": 3600, "天": 86400,
    "second": 1, "minute": 60, "hour": 3600, "day": 86400,
}  # fmt: skip
_SHORT = 3  # signs
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ?(秒|分钟|小时|天|second|minute|hour|day)s?\b", re.ASCII)
_AMOUNT_ZH = re.compile(r"(\d+(?:\.\d+)?) ?(秒|分钟|小时|天)")


@lru_cache(maxsize=1_000)  # those of a question, and of its clause, are compared at once
def normal(text: str) -> str:
    """A text with widths, spaces, case, marks and units made alike: 24 小时 is 1 天."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    for pattern in (_AMOUNT_ZH, _AMOUNT):
        plain = pattern.sub(lambda found: f"{Fraction(found[1]) * _TIMES[found[2]]}s", plain)
    plain = re.sub(r"(\d+\.\d*?)0+(?!\d)", r"\1", plain)
    plain = re.sub(r"(?<=\d)\.(?=\d)", "point", plain).replace("-", "minus").replace("%", "pct")
    return re.sub(r"[\s\W_]+", "", plain)


def stands_in(answer: str, text: str) -> bool:
    """Whether an answer stands in a text; one that is too short stands in many a text by chance."""
    sought, whole = normal(answer), normal(text)
    if len(sought) < _SHORT or sought not in whole:
        return False
    return re.search(rf"(?<!\d){re.escape(sought)}", whole) is not None


def shown(text: Words, lang: Lang) -> str:
    """A text as lints compare it. Traditional that nobody wrote is made of the Simplified sign by sign: it is as long,
    and has the same twins."""
    return text.zh_hant or text.zh if lang == "zh-Hant" else text[lang]
