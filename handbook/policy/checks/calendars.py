"""A year's days off and make-up days lie in the year and add up to the official count of working days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handbook.problems.problem import Problem
from handbook.schema.draft import Draft, Located
from handbook.schema.models import CalendarFile


def check_calendars(draft: Draft) -> Iterator[Problem]:
    """Every calendar file."""
    for located in draft.calendars:
        problems = list(_days(located))
        yield from problems
        if not problems:
            computed = count_working_days(located.entry)
            if computed != located.entry.working_days:
                facts = {"computed": computed, "found": located.entry.working_days}
                yield Problem(located.place("working_days"), "calendar_count", located.name, facts)


def count_working_days(calendar: CalendarFile) -> int:
    """Monday to Friday, less the days off that fall on them, plus the make-up days."""
    off = {day for run in calendar.off for day in _run(run.since, run.until)}
    day, count = date(calendar.year, 1, 1), 0
    while day.year == calendar.year:
        count += day.weekday() < 5 and day not in off
        day += timedelta(days=1)
    return count + len(calendar.make_up)


def _days(located: Located[CalendarFile]) -> Iterator[Problem]:
    calendar = located.entry
    for index, run in enumerate(calendar.off):
        if run.until < run.since:
            backwards = {"found": run.until, "since": run.since}
            yield Problem(located.place("off", index, "to"), "calendar_range", located.name, backwards)
            continue
        for key, day in (("from", run.since), ("to", run.until)):
            if day.year != calendar.year:
                facts: dict[str, object] = {"found": day, "year": calendar.year}
                yield Problem(located.place("off", index, key), "calendar_year", located.name, facts)
    for index, day in enumerate(calendar.make_up):
        place = located.place("make_up", index)
        if day.year != calendar.year:
            yield Problem(place, "calendar_year", located.name, {"found": day, "year": calendar.year})
        elif any(run.since <= day <= run.until for run in calendar.off):
            yield Problem(place, "calendar_both", located.name, {"found": day})
        elif day.weekday() < 5:
            yield Problem(place, "calendar_make_up", located.name, {"found": day})


def _run(since: date, until: date) -> Iterator[date]:
    for offset in range((until - since).days + 1):
        yield since + timedelta(days=offset)
