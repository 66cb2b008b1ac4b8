"""What people type where a number or a date is needed, named for what it is, with the right form."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_NUMBER = re.compile(r"[-+]?(0|[1-9]\d*)(\.\d+)?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
_WITH_UNIT = re.compile(r"[¥￥$]?\s*([-+]?\d+(?:\.\d+)?)\s*[^\d\s.,:/-][^\d]*|[¥￥$]\s*([-+]?\d+(?:\.\d+)?)")
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1"})
_LOOSE_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")

Slip = tuple[str, dict[str, object]]  # code of the message, facts for it


def number_slip(text: str, quoted: bool) -> Slip | None:
    """Which slip `text` is where a number was meant; None if it resembles no number."""
    wide = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if _NUMBER.fullmatch(wide):
        if wide == text.strip() and quoted:
            return "number_quoted", {"found": f'"{text}"', "right": wide}
        return "number_wide", {"found": text, "right": wide}
    if _GROUPED.fullmatch(wide):
        return "number_grouped", {"found": text, "right": wide.replace(",", "")}
    if re.fullmatch(r"0\d+", wide):
        return "number_leading_zero", {"found": text, "right": wide.lstrip("0") or "0"}
    letters = wide.translate(_LOOKALIKES)
    if any(sign.isdigit() for sign in wide) and _NUMBER.fullmatch(letters):
        return "number_letter", {"found": text, "right": letters}
    with_unit = _WITH_UNIT.fullmatch(wide)
    if with_unit and _NUMBER.fullmatch(with_unit[1] or with_unit[2]):
        return "number_unit", {"found": text, "right": with_unit[1] or with_unit[2]}
    return None


def date_slip(text: str, quoted: bool) -> Slip | None:
    """Which slip `text` is where a date was meant; None if it resembles no date."""
    wide = unicodedata.normalize("NFKC", text).strip()
    found = _LOOSE_DAY.fullmatch(wide)
    if not found:
        return None
    try:
        right = date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return "no_such_day", {"found": text}
    if right == text and quoted:
        return "date_quoted", {"found": f'"{text}"', "right": right}
    return "date_form", {"found": text, "right": right}
