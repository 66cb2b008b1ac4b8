"""Days as the policy counts them: dates in Asia/Shanghai."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

# China has kept one time all year since 1992, so a fixed offset is exact and needs no time-zone database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")

# As people write them and Excel saves them; the browser reads by the same signs (`written_days.js`).
_CHINESE = r" ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]?"
_DAY = rf"([0-9]{{4}})(?:([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}})|{_CHINESE}|([0-9]{{2}})([0-9]{{2}}))"
_WRITTEN_DAY = re.compile(_DAY + r"(?:[T ] *0?0:00(?::00)?)?")
_WRITTEN_MONTH = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})|\.([0-9]{2})| ?年 ?([0-9]{1,2}) ?月份?|([0-9]{2}))")
_WRITTEN_MOMENT = re.compile(
    _DAY + r"(?:T| +| *(?=[上下]))(?:[上下]午)? ?(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::00)?| ?[点时](?:(?P<more>[0-9]{1,2})分?|(?P<half>半))?)(?: ?[AaPp][Mm])?"
)
_EARLY, _LATE = re.compile("上|am", re.IGNORECASE), re.compile("下|pm", re.IGNORECASE)


def today() -> date:
    """The date it is now in Asia/Shanghai, wherever the machine stands."""
    return datetime.now(SHANGHAI).date()


def month_length(year: int, month: int) -> int:
    """How many days a month has; `calendar` tells it, too, and loads what names its days in the system's language."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def parse_day(text: str) -> date | None:
    """`2026-07-01` as a date; None if it is written otherwise or there is no such day."""
    found = _ISO_DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """A day as people write it: `2026-7-1`, `2026/7/1`, `2026.7.1`, `2026年7月1日`, `20260701`, midnight behind it or
    not; None where it is no day."""
    found = _WRITTEN_DAY.fullmatch(text)
    return _made(found) if found else None


def read_month(text: str) -> date | None:
    """The first day of a month: `2026-7`, `2026/7`, `2026.07`, `2026年7月`, `202607`. A single digit behind a point may
    be what Excel leaves of `2026.10`, and is none."""
    found = _WRITTEN_MONTH.fullmatch(text)
    return _made(found, "1") if found else None


def read_moment(text: str) -> datetime | None:
    """A day with a time of day: `9:30`, `09:30:00`, `9点`, `9点半`, `9时30分`, `下午3:30`, `3:30 pm`. Twelve in the
    morning may be midnight or noon, and is none."""
    found = _WRITTEN_MOMENT.fullmatch(re.sub("([日号])", r"\1 ", text, count=1))
    day = _made(found) if found else None
    if found is None or day is None:
        return None
    early, late, hour = _EARLY.search(text), _LATE.search(text), int(found["hour"])
    hours = hour + (12 if late and hour < 12 else 0)
    minutes = int(found["minute"] or found["more"] or (30 if found["half"] else 0))
    if hours >= (12 if early else 24) or minutes > 59 or (late and not hour):
        return None
    return datetime(day.year, day.month, day.day, hours, minutes)


def _made(found: re.Match[str], *more: str) -> date | None:
    """The day of the first digits that were found."""
    year, month, day = ([part for part in found.groups() if part and part.isdecimal()] + [*more])[:3]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
