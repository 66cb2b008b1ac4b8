"""Chinese numerals up to 9,999: written for chapter numbers, read for numbers that hide in texts."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_READ = {sign: value for value, sign in enumerate(_DIGITS)} | {"两": 2, "〇": 0}
SIGNS = "".join(_READ) + "".join(_PLACES)


def to_chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五. Raises ValueError outside 1 to 9,999."""
    if not 1 <= number <= 9999:
        raise ValueError(f"{number} is outside 1 to 9,999")
    words, owed_zero = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if owed_zero else "") + _DIGITS[digit] + sign
            owed_zero = False
        elif words:
            owed_zero = True
    return words[1:] if words.startswith("一十") else words


def from_chinese(words: str) -> int | None:
    """三十 → 30, 两 → 2; None where the signs make no number."""
    total, digit = 0, None
    for sign in words:
        if sign in _READ:
            if digit not in (None, 0):
                return None
            digit = _READ[sign]
        elif sign in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[sign]
            digit = None
        else:
            return None
    return total + (digit or 0) if words else None
