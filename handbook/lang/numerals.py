"""Numbers in words: Chinese ones as chapters are numbered, Chinese and English ones as they hide in texts."""

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


_ENGLISH = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ENGLISH_WORDS = (*_ENGLISH, "hundred", "thousand")


def from_english(words: str) -> int | None:
    """`thirty` → 30, `twenty-five` → 25, `one hundred and twenty` → 120; None where the words make no number."""
    total, part = 0, 0
    for word in words.lower().replace("-", " ").split():
        if word in _ENGLISH:
            part += _ENGLISH[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word == "thousand":
            total, part = total + (part or 1) * 1000, 0
        elif word != "and":
            return None
    return total + part if words else None
