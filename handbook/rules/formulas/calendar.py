"""Days by the calendar: months and years later, whole ones between two days, parts of a date, ranges of days.

How ends of months are read, by every function alike: a day that a month lacks is its last one. A month after 31
January is the last day of February, never a day of March; whoever was born on 29 February has the birthday on the 28th
in common years. What lies between two days is the greatest number of whole months, or years, after which it is not yet
past the second: from 31 January to 28 February it is one month. Age is counted the same way, in whole years to the
birthday itself, as labour law counts it; criminal law, by which somebody is of an age only from the day after, is not
meant.

What lies between is asked from the earlier day to the later one, and refused the other way round: a negative length of
service is a mistake in what was entered. Days are those of years 1 to 9999; beyond them it is refused.

Written once more for the browser in `docs/assets/js/calculator/calendar.js`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from fractions import Fraction

from handbook.lang.days import month_length
from handbook.rules.formulas.refusal import Refusal

_MONTHS = 12  # a year's


def add_days(day: date, count: Fraction) -> date:
    """A day later by a whole number of days. Raises Refusal otherwise and at the end of time."""
    if count.denominator != 1:
        raise Refusal("not_whole")
    try:
        return day + timedelta(days=int(count))
    except OverflowError:
        raise Refusal("out_of_range") from None


def add_months(day: date, count: Fraction) -> date:
    """A day later by whole months, or earlier; one that the month lacks is its last one."""
    year, month = divmod(_month(day) + int(count), _MONTHS)
    if not MINYEAR <= year <= MAXYEAR:
        raise Refusal("out_of_range")
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def add_years(day: date, count: Fraction) -> date:
    """A day later by whole years, or earlier; 29 February becomes the 28th in common years."""
    return add_months(day, count * _MONTHS)


def days_between(first: date, last: date) -> Fraction:
    """Days from one day to another that is not before it."""
    in_order(first, last)
    return Fraction((last - first).days)


def months_between(first: date, last: date) -> Fraction:
    """Whole months from one day to another that is not before it."""
    in_order(first, last)
    begun = _month(last) - _month(first)
    return Fraction(begun - (min(first.day, month_length(last.year, last.month)) > last.day))


def years_between(first: date, last: date) -> Fraction:
    """Whole years from one day to another that is not before it: from the day of birth, the age."""
    return Fraction(months_between(first, last) // _MONTHS)


def start_of_month(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def end_of_month(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=month_length(day.year, day.month))


def date_of(year: Fraction, month: Fraction, day: Fraction) -> date:
    """The day of that date, all whole numbers. Raises Refusal where there is none, as of 30 February."""
    if not MINYEAR <= year <= MAXYEAR:
        raise Refusal("out_of_range")
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        raise Refusal("no_such_day", year=int(year), month=int(month), day=int(day)) from None


def days_covered(firsts: Sequence[date], lasts: Sequence[date]) -> Fraction:
    """On how many days at least one of the ranges lies, their first and last days counted."""
    for first, last in zip(firsts, lasts):
        in_order(first, last)
    covered = reached = 0
    for start, end in sorted((first.toordinal(), last.toordinal()) for first, last in zip(firsts, lasts)):
        covered += max(end - max(start - 1, reached), 0)
        reached = max(reached, end)
    return Fraction(covered)


def in_order(first: date, last: date) -> None:
    """Raises Refusal where the second day is before the first."""
    if last < first:
        raise Refusal("last_before_first", first=first, last=last)


def _month(day: date) -> int:
    """Months since the beginning of the year 0."""
    return day.year * _MONTHS + day.month - 1
