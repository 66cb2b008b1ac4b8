"""How texts are set: a space stands between Chinese and a digit or a Latin letter, a number keeps with its unit, and
columns are aligned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_LATIN_SIGNS = "≈"  # stands in front of a number and is set like one


def needs_space(left: str, right: str) -> bool:
    """Whether a space belongs between two texts that are put together."""
    if not left or not right:
        return False
    before, after = left[-1], right[0]
    return (_is_han(before) and _is_latin(after)) or (_is_latin(before) and _is_han(after))


def joined(*parts: str) -> str:
    """Texts put together, with a space where one belongs between them."""
    text = ""
    for part in parts:
        text += f" {part}" if needs_space(text, part) else part
    return text


# The same as in `docs/assets/js/shared/fill.js`.
_BEFORE_UNIT = re.compile(r"(\d%?) (?=[^\d\s=≈≠<>≤≥+−×÷→·…(])")


def unbroken(text: str) -> str:
    """The same text, in which no line breaks between a number and its unit: for eyes alone, data have plain spaces."""
    return _BEFORE_UNIT.sub("\\1\u00a0", text)


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def _is_latin(sign: str) -> bool:
    return (sign.isascii() and sign.isalnum()) or sign in _LATIN_SIGNS


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as aligned columns; a Chinese character is two columns wide."""
    columns = [max((_width(cell) for cell in column), default=0) for column in zip(*rows)]
    for row in rows:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, columns)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
