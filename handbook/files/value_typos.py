"""What people type where a number or a date is needed, named for what it is, with the right form."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

from handbook.lang.catalogue import Fact, Phrase
from handbook.lang.days import month_length
from handbook.lang.numerals import from_chinese

# Patterns are compiled where they are needed: most files have no such value.
_NUMBER = r"(?a)[-+]?(0|[1-9]\d*)(\.\d+)?"
_GROUPED = r"(?a)[-+]?\d{1,3}(,\d{3})+(\.\d+)?"
_WITH_MORE = r"(?a)([¥$]?)\s*([-+]?\d[\d,]*(?:\.\d+)?)\s*([^\d.,][^\d]*)?"
_CHINESE_UNIT = "(?<=.)(元|块|天|个工作日|工作日|个月|年|个?小时|分钟?|秒钟?)$"
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1"})
_LOOSE_DAY = r"(?a)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_RUN_TOGETHER = r"(?a)(20\d\d)(\d\d)(\d\d)"

_WIDTHS = ("<wide>", "<narrow>", "<small>", "<vertical>", "<noBreak>", "<compat> 0020")  # other looks of one sign

ValueTypo = tuple[str, dict[str, Fact]]  # code of the message, facts for it


def tidy(text: str) -> str:
    """Full-width signs and digits of other scripts made plain; invisible signs and the spaces around left out.

    What only looks like a plain sign but means something else stays: `3²` is not 32.
    """
    return "".join(_plain(sign) for sign in text).strip()


@cache
def _plain(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign == "−":
        return "-"
    if unicodedata.category(sign) == "Cf":
        return ""
    return unicodedata.normalize("NFKC", sign) if unicodedata.decomposition(sign).startswith(_WIDTHS) else sign


def number_typo(text: str, quoted: bool) -> ValueTypo | None:
    """Which typo `text` is where a number was meant; None if it resembles no number."""
    plain = tidy(text)
    if re.fullmatch(_NUMBER, plain):
        if plain != text.strip(" "):
            return "wide_characters", {"found": text, "right": plain}
        if quoted:
            return "number_quoted", {"found": f'"{text}"', "right": plain}
        return "number_long", {"found": f"{plain[:12]}…", "digits": sum(sign.isdigit() for sign in plain)}
    if re.fullmatch(_GROUPED, plain):
        return "number_grouped", {"found": text, "right": plain.replace(",", "")}
    if re.fullmatch(r"0+\d+(\.\d+)?", plain, re.ASCII):
        return "number_leading_zero", {"found": text, "right": re.sub(r"^0+(?=\d)", "", plain)}
    letters = plain.translate(_LOOKALIKES)
    if any(sign.isdigit() for sign in plain) and re.fullmatch(_NUMBER, letters):
        return "number_letter", {"found": text, "right": letters}
    chinese = from_chinese(re.sub(_CHINESE_UNIT, "", plain))
    if chinese is not None:
        return "number_chinese", {"found": text, "right": str(chinese)}
    return _with_more(text, plain)


def _with_more(text: str, plain: str) -> ValueTypo | None:
    """`30元`, `¥30`, `1,000 元`."""
    found = re.fullmatch(_WITH_MORE, plain)
    if not found:
        return None
    before, number, after = found.groups("")
    right = number.replace(",", "") if re.fullmatch(_GROUPED, number) else number
    more = " ".join(part for part in (before, after.strip()) if part)
    if any(sign.isdigit() or sign.isnumeric() for sign in after):  # 3², 2½: another number, not one with a unit
        return None
    if not re.fullmatch(_NUMBER, right):
        return None
    return "number_unit", {"found": text, "more": more, "right": right}


def date_typo(text: str, quoted: bool) -> ValueTypo | None:
    """Which typo `text` is where a date was meant; None if it resembles no date."""
    plain = tidy(text)
    found = re.fullmatch(_LOOSE_DAY, plain) or re.fullmatch(_RUN_TOGETHER, plain)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        right = date(year, month, day).isoformat()
    except ValueError:
        return "no_such_day", {"found": text, "hint": _why_no_day(year, month)}
    if right != plain:
        return "date_form", {"found": text, "right": right}
    if quoted and text == plain:
        return "date_quoted", {"found": f'"{text}"', "right": right}
    return "wide_characters", {"found": text, "right": right}


def _why_no_day(year: int, month: int) -> Phrase:
    if year == 0:
        return Phrase("handbook.files.no_such_day.year")
    if not 1 <= month <= 12:
        return Phrase("handbook.files.no_such_day.month")
    last = month_length(year, month)
    return Phrase("handbook.files.no_such_day.day", {"year": year, "month": month, "last": last})
