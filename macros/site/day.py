"""The day that a build shows."""

from __future__ import annotations

import os
from calendar import timegm
from datetime import date

from handbook import Phrase, in_languages, parse_day, today
from macros.site.tolerance import BuildFailed


def settle_day() -> date:
    """`HANDBOOK_TODAY`, or today. From then on it is the day of every process: all languages show the same one, even at
    midnight, and so does MkDocs, as the day decides on every byte. Raises BuildFailed where it is no day."""
    setting = os.environ.get("HANDBOOK_TODAY", "")
    day = parse_day(setting) if setting else today()
    if day is None:
        raise BuildFailed(in_languages(Phrase("macros.build.bad_day", {"value": setting})))
    os.environ["HANDBOOK_TODAY"] = day.isoformat()
    os.environ["SOURCE_DATE_EPOCH"] = str(timegm(day.timetuple()))
    return day
