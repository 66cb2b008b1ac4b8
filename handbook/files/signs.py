"""Signs that nobody sees, or that are not the ones that were written: lost, invisible, or in no ordinary font.

Pages, forms and searches would carry them along, and two texts that look the same would differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from handbook.lang.catalogue import Fact, Phrase
from handbook.records import frozen

# What needs a second look; all else is passed over at the speed of a search.
_RARE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0300-\u036f\u0378-\u0390\u0394-\u200f\u2028-\u202f\u205f-\u218f\u2400-\u245f"
    "\u27c0-\u2fff\u3130-\u318f\ua4d0-\uabff\ud7a4-\uf8ff\ufa6e-\uff00\uff61-\uffdf\uffe7-\U0010ffff]"
)
_SPLITS = "\x85\u2028\u2029"  # some programs begin a new line here
_FILLERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and marks by their category, with nothing to see
)
_EMOJI_LIKE = ("So", "Sk", "Sm")
_JOINER = "\u200d"
_TEXT_STYLE, _EMOJI_STYLE = "\ufe0e", "\ufe0f"
_NAMED = (  # the signs whose names the catalogue has
    "\t\x07\x0b\x0c\x1b\x7f\x85\xad\u200b\u200c\u200d\u200e\u200f"
    "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\ufffd"
)


@frozen
class BadSign:
    """A sign that must not stand in a text: its message's code, its offset, and `U+200B`, with its name."""

    code: str
    index: int
    sign: str

    @property
    def facts(self) -> dict[str, Fact]:
        """What its message needs."""
        return describe_sign(self.sign)


def describe_sign(sign: str) -> dict[str, Fact]:
    """A sign that cannot be shown, in words: `U+200B`, and its name."""
    return {"found": f"U+{ord(sign):04X}", "name": _name(sign)}


def bad_signs(text: str) -> Iterator[BadSign]:
    """The bad signs of a text, in order."""
    for found in _RARE.finditer(text):
        code = _code(found[0], text[: found.start()][-2:], text[found.end() : found.end() + 1])
        if code:
            yield BadSign(code, found.start(), found[0])


def mended(text: str) -> str:
    """The text to be read on, so that one bad sign causes no other problem: the invisible ones left out, those that
    break lines or control something made spaces; what can be seen stays."""
    rows = list(text)
    for bad in bad_signs(text):
        if bad.code == "control_character" or bad.sign in _SPLITS:
            rows[bad.index] = " "
        elif bad.code == "invisible_sign":
            rows[bad.index] = ""
    return "".join(rows)


def _code(sign: str, before: str, after: str) -> str:
    """Which message a sign deserves where it stands; nothing where it may stand there."""
    if sign == "\ufffd":
        return "lost_sign"
    kind = _kind(sign)
    if kind == "Cc" and sign != "\x85":
        return "control_character"
    if sign in _SPLITS or sign in _FILLERS:
        return "invisible_sign"
    if sign in (_TEXT_STYLE, _EMOJI_STYLE):
        return "" if _may_have_style(before, after) else "invisible_sign"
    if unicodedata.category(sign) == "Mn" and unicodedata.name(sign, "").startswith("VARIATION SELECTOR"):
        return "" if before and _kind(before[-1]) == "Lo" else "invisible_sign"
    if sign == _JOINER:
        return "" if before and after and _is_emoji(before[-1]) and _is_emoji(after) else "invisible_sign"
    if kind == "Cf":
        return "invisible_sign"
    if kind in ("Co", "Cs") or (kind == "Cn" and not _may_be_newer(sign)):
        return "unknown_sign"
    return ""


def _may_have_style(before: str, after: str) -> bool:
    """Emoji come with a mark of their style; so do the digits of keycaps and some ideographs."""
    return bool(before) and (_is_emoji(before[-1]) or after == "\u20e3" or before[-1] in "‼⁉〰〽㊗㊙©®™ℹ")


def _is_emoji(sign: str) -> bool:
    return _kind(sign) in _EMOJI_LIKE or sign == _EMOJI_STYLE or _may_be_newer(sign)


def _may_be_newer(sign: str) -> bool:
    """Planes to which each version of Unicode adds emoji and ideographs that this Python need not know."""
    code = ord(sign)
    return 0x1F000 <= code <= 0x1FAFF or (0x20000 <= code <= 0x3FFFF and code & 0xFFFE != 0xFFFE)


@cache
def _kind(sign: str) -> str:
    return unicodedata.category(sign)


def _name(sign: str) -> Phrase:
    if sign in _NAMED:
        return Phrase(f"handbook.files.sign.u{ord(sign):04x}")
    kind = _kind(sign)
    if kind == "Cc":
        return Phrase("handbook.files.sign.control")
    if kind == "Co":
        return Phrase("handbook.files.sign.private")
    if kind in ("Cn", "Cs"):
        return Phrase("handbook.files.sign.unassigned")
    return Phrase("handbook.files.sign.invisible", {"name": unicodedata.name(sign, "an invisible sign").lower()})
