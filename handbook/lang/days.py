"""Days as the policy counts them: dates in Asia/Shanghai."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

# China has kept one time all year since 1992, so a fixed offset is exact and needs no time-zone database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def today() -> date:
    """The date it is now in Asia/Shanghai, wherever the machine stands."""
    return datetime.now(SHANGHAI).date()


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
