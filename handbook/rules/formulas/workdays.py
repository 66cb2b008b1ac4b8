"""Working days by the yearly tables. A year without a table is refused, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from handbook.rules.formulas.calendar import in_order
from handbook.rules.formulas.exact import bounded, total
from handbook.rules.formulas.refusal import Refusal

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class Calendars:
    """Which days are working days. `off` are the days off of each year with a table, `make_up` weekends worked."""

    def __init__(self, off: Mapping[int, Iterable[date]], make_up: Mapping[int, Iterable[date]]) -> None:
        self.off = {year: sorted(days) for year, days in sorted(off.items())}
        self.make_up = {year: sorted(make_up.get(year, ())) for year in self.off}
        self._off = {day for days in self.off.values() for day in days}
        self._make_up = {day for days in self.make_up.values() for day in days}

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`. Raises Refusal where its year has no table."""
        if day.year not in self.off:
            raise Refusal("no_calendar", year=day.year)
        return day in self._make_up or (day.weekday() < SATURDAY and day not in self._off)

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, before it for a negative count; the day itself for none. Raises
        Refusal, see `is_working`."""
        step, left = ONE_DAY if count > 0 else -ONE_DAY, abs(count)
        try:
            while left:
                day += step
                left -= self.is_working(day)
        except OverflowError:
            raise Refusal("out_of_range") from None
        return day

    def between(self, first: date, last: date) -> Fraction:
        """How many working days there are from one day to another that is not before it, both counted. Raises Refusal
        otherwise, and see `is_working`."""
        in_order(first, last)
        days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
        return Fraction(sum(map(self.is_working, days)))

    def longest_run(self, absences: Iterable[tuple[date, Fraction]]) -> Fraction:
        """How many whole days with no working day between them, at most. A day missed only in part ends a run, and rest
        days count nothing."""
        best = run = 0
        before: date | None = None
        for day in sorted(day for day, amount in self._worked(absences).items() if amount == 1):
            run = run + 1 if before and self._follows(before, day) else 1
            best, before = max(best, run), day
        return Fraction(best)

    def most_within(self, absences: Iterable[tuple[date, Fraction]], months: int) -> Fraction:
        """The largest total within any `months` months, rest days not counted."""
        amounts = self._worked(absences)
        best = Fraction(0)
        for start in amounts:
            within = (amount for day, amount in amounts.items() if start <= day and _key(day) < _key(start, months))
            best = max(best, total(within))
        return best

    def _worked(self, absences: Iterable[tuple[date, Fraction]]) -> dict[date, Fraction]:
        """The amounts on working days, at most one day a date."""
        amounts: dict[date, Fraction] = {}
        for day, amount in absences:
            if self.is_working(day):
                amounts[day] = min(Fraction(1), bounded(amounts.get(day, Fraction(0)) + amount))
        return amounts

    def _follows(self, before: date, day: date) -> bool:
        between = before + ONE_DAY
        while between < day:
            if self.is_working(between):
                return False
            between += ONE_DAY
        return True


def _key(day: date, months: int = 0) -> tuple[int, int]:
    """Days in their order; `months` later, a day that the month lacks stands behind its last one."""
    return day.year * 12 + day.month + months, day.day
