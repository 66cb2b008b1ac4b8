"""Signs that nobody sees, or that are not the ones that were written: lost, invisible, or in no ordinary font.

Pages, forms and searches would carry them along, and two texts that look the same would differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handbook.lang.catalogue import Fact

# What needs no second look, so that a file is passed over at the speed of a search.
_COMMON = (
    "\t\n\r -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u0391-\u0393\u2010-\u2027\u2030-\u205e\u2190-\u23ff\u2460-\u27bf"
    "\u3000-\u312f\u3190-\ufa6d\uff01-\uff60\uffe0-\uffe6"
)
_OTHER = re.compile(f"[^{_COMMON}]|[\ua4d0-\uabff\ud7a4-\uf8ff]")
_SPLITS = "\x85\u2028\u2029"  # some programs begin a new line here
_FILLERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and marks by their category, with nothing to see
)
_EMOJI_LIKE = ("So", "Sk", "Sm")
_JOINER = "\u200d"
_TEXT_STYLE, _EMOJI_STYLE = "\ufe0e", "\ufe0f"
_NAMES: dict[str, Fact] = {
    "\t": {"zh": "制表符", "en": "tab"},
    "\x07": {"zh": "响铃符", "en": "bell"},
    "\x0b": {"zh": "垂直制表符", "en": "vertical tab"},
    "\x0c": {"zh": "换页符", "en": "form feed"},
    "\x1b": {"zh": "转义符", "en": "escape"},
    "\x7f": {"zh": "删除符", "en": "delete"},
    "\x85": {"zh": "换行符 NEL", "en": "next line"},
    "\xad": {"zh": "软连字符", "en": "soft hyphen"},
    "\u200b": {"zh": "零宽空格", "en": "zero width space"},
    "\u200c": {"zh": "零宽不连字", "en": "zero width non-joiner"},
    "\u200d": {"zh": "零宽连字", "en": "zero width joiner"},
    "\u200e": {"zh": "从左到右标记", "en": "left-to-right mark"},
    "\u200f": {"zh": "从右到左标记", "en": "right-to-left mark"},
    "\u2028": {"zh": "行分隔符，多半来自 Word", "en": "line separator, most likely from Word"},
    "\u2029": {"zh": "段落分隔符，多半来自 Word", "en": "paragraph separator, most likely from Word"},
    "\u202a": {"zh": "从左到右嵌入", "en": "left-to-right embedding"},
    "\u202b": {"zh": "从右到左嵌入", "en": "right-to-left embedding"},
    "\u202c": {"zh": "方向结束", "en": "pop directional formatting"},
    "\u202d": {"zh": "强制从左到右", "en": "left-to-right override"},
    "\u202e": {"zh": "强制从右到左", "en": "right-to-left override"},
    "\u2060": {"zh": "单词连接符", "en": "word joiner"},
    "\ufeff": {"zh": "零宽不换行空格，即字节顺序标记", "en": "zero width no-break space, the byte-order mark"},
    "\ufffd": {"zh": "替换符", "en": "replacement character"},
}


@dataclass(frozen=True)
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
    for found in _OTHER.finditer(text):
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


def _name(sign: str) -> Fact:
    if sign in _NAMES:
        return _NAMES[sign]
    kind = _kind(sign)
    if kind == "Cc":
        return {"zh": "控制字符", "en": "a control character"}
    if kind == "Co":
        return {"zh": "私用区字符", "en": "private use"}
    if kind in ("Cn", "Cs"):
        return {"zh": "没有定义的字符", "en": "unassigned"}
    return {"zh": "看不见的字符", "en": unicodedata.name(sign, "an invisible sign").lower()}
