"""Signs that nobody sees, or that are not the ones that were written: lost, invisible, or in no ordinary font.

Pages, forms and searches would carry them along, and two texts that look the same would differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from handbook.lang.catalogue import Fact, Phrase
from handbook.records import frozen

_SPLITS = "\x85\u2028\u2029"  # some programs begin a new line here
_FILLERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and marks by their category, with nothing to see
)
_EMOJI_LIKE = ("So", "Sk", "Sm")
_LOST, _JOINER = "\ufffd", "\u200d"
_TEXT_STYLE, _EMOJI_STYLE = "\ufe0e", "\ufe0f"
_VARIANTS = "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))  # looks of what is before
_PRINTED = f"{_FILLERS}{_LOST}{_VARIANTS}"  # what counts as printable and yet needs a second look
_GROWING = (range(0x3000, 0x3130), range(0x3190, 0xA4D0))  # kana, bopomofo, strokes, Yi: Unicode still adds to them
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
    if text.replace("\n", "").replace("\r", "").isprintable() and not any(sign in text for sign in _PRINTED):
        return  # as nearly all texts; a search with a pattern takes longer
    for index, sign in enumerate(text):
        doubtful = sign in _PRINTED or not (sign.isprintable() or sign in "\t\n\r")
        code = _code(sign, text[index - 1 : index], text[index + 1 : index + 2]) if doubtful else ""
        if code:
            yield BadSign(code, index, sign)


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
    if sign == _LOST:
        return "lost_sign"
    kind = _kind(sign)
    if kind == "Cc" and sign != "\x85":
        return "control_character"
    if sign in _SPLITS or sign in _FILLERS:
        return "invisible_sign"
    if sign in (_TEXT_STYLE, _EMOJI_STYLE):
        return "" if _may_have_style(before, after) else "invisible_sign"
    if sign in _VARIANTS:
        return "" if before and _kind(before) == "Lo" else "invisible_sign"
    if sign == _JOINER:
        return "" if before and after and _is_emoji(before) and _is_emoji(after) else "invisible_sign"
    if kind == "Cf":
        return "invisible_sign"
    if kind == "Cn":
        return "" if _may_be_newer(sign) or any(ord(sign) in each for each in _GROWING) else "unknown_sign"
    if kind in ("Co", "Cs"):
        return "unknown_sign"
    return ""


def _may_have_style(before: str, after: str) -> bool:
    """Emoji come with a mark of their style; so do the digits of keycaps and some ideographs."""
    return bool(before) and (_is_emoji(before) or after == "\u20e3" or before in "‼⁉〰〽㊗㊙©®™ℹ")


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
