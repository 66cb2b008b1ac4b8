"""What the named functions of formulas compute, from exact values; `functions.py` has what kinds they take and give.

Each is written once more for the browser in `docs/assets/js/calculator/functions.js`; the parity test compares both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from handbook.lang.units import UNIT_FUNCTIONS, conversion
from handbook.rules.formulas import calendar
from handbook.rules.formulas.exact import bounded, total
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.tables import band, rate_days, slices, value_on
from handbook.rules.formulas.workdays import Calendars

MOST_INSTALMENTS, MOST_SHARES = 120, 1000
FEN = Fraction(1, 100)


class Need(NamedTuple):
    """What an argument must be (of rows: every value), and under which code it is refused where it is not."""

    code: str  # of `refused` in `handbook/words/<lang>/rules.yml`
    holds: Callable[[Any], bool]


class Computation(NamedTuple):
    """How a function is worked out. With `calendar`, its first argument is the Calendars.

    `refuses` has the codes of all that it refuses, in the order in which it looks.
    """

    compute: Callable[..., Any]
    calendar: bool = False
    refuses: tuple[str, ...] = ()


def _within(
    compute: Callable[..., Any], *domain: Sequence[Need], calendar: bool = False, refuses: Sequence[str] = ()
) -> Computation:
    """A computation of arguments that are what they must be; outside its domain it raises Refusal and answers nothing.

    `refuses` has the codes that `compute` itself raises.
    """

    def checked(*args: Any) -> Any:
        for needs, arg in zip(domain, args[calendar:]):
            for need in needs:
                for value in arg if isinstance(arg, list) else (arg,):
                    if not need.holds(value):
                        raise Refusal(need.code)
        return compute(*args)

    codes = [need.code for needs in domain for need in needs]
    return Computation(checked if codes else compute, calendar, tuple(dict.fromkeys((*codes, *refuses))))


def _demand(need: Need, value: Any) -> None:
    if not need.holds(value):
        raise Refusal(need.code)


_WHOLE = Need("not_whole", lambda number: number.denominator == 1)
_WHOLE_MINUTES = Need("not_whole", lambda hours: (hours * 60).denominator == 1)
_NOT_NEGATIVE = Need("negative", lambda number: number >= 0)
_POSITIVE = Need("not_positive", lambda number: number > 0)


def round2(number: Fraction) -> Fraction:
    """Half away from zero, to two decimals."""
    return Fraction(_nearest(number * 100), 100)


def _nearest(number: Fraction) -> int:
    """The whole number next to it, half away from zero."""
    whole = math.floor(abs(number) + Fraction(1, 2))
    return whole if number >= 0 else -whole


def _to_step(whole: Callable[[Fraction], int]) -> Computation:
    """A number made a multiple of a step, which is more than zero, by making their quotient whole."""
    return _within(lambda number, step: bounded(whole(number / step) * step), (), (_POSITIVE,))


def in_unit(number: Fraction, function: str, unit: str) -> Fraction:
    """`number` in the unit of a unit function; `unit` is what it comes in, empty when bare."""
    factor = conversion(unit, UNIT_FUNCTIONS[function]) if unit else None
    return number if factor is None else bounded(number * factor)


def _instalments(whole: Fraction, each: Fraction) -> list[Fraction]:
    if whole:
        _demand(_POSITIVE, each)  # of nothing no number of parts is enough
    count = math.ceil(whole / each) if whole else 0
    if count > MOST_INSTALMENTS:
        raise Refusal("too_many", most=MOST_INSTALMENTS)
    return [each] * (count - 1) + [bounded(whole - each * (count - 1))] if count else []


def _shares(whole: Fraction, people: Fraction) -> list[Fraction]:
    count = int(people)
    if count > MOST_SHARES:
        raise Refusal("too_many", most=MOST_SHARES)
    each, rest = divmod(round2(whole) * 100, count)
    return [(each + (index < rest)) * FEN for index in range(count)]


def _add_hours(moment: datetime, hours: Fraction) -> datetime:
    try:
        return moment + timedelta(minutes=int(hours * 60))
    except OverflowError:
        raise Refusal("out_of_range") from None


def _longest_run(truths: Sequence[bool]) -> Fraction:
    best = run = 0
    for truth in truths:
        run = run + 1 if truth else 0
        best = max(best, run)
    return Fraction(best)


def _last_run(truths: Sequence[bool]) -> Fraction:
    run = 0
    for truth in truths:
        run = run + 1 if truth else 0
    return Fraction(run)


def _of_rows(compute: Callable[[Sequence[Any]], Any]) -> Computation:
    """What there is only where there are rows."""

    def computed(values: Sequence[Any]) -> Any:
        if not values:
            raise Refusal("no_rows")
        return compute(values)

    return _within(computed, refuses=("no_rows",))


def _first_where(truths: Sequence[bool], values: Sequence[Any]) -> Any:
    for truth, value in zip(truths, values):
        if truth:
            return value
    raise Refusal("no_such_row")


def _count(values: Sequence[Any]) -> Fraction:
    return Fraction(sum(value is not False for value in values))


_CALENDAR: Mapping[str, Computation] = {
    "earliest": Computation(min),
    "latest": Computation(max),
    "add_days": _within(calendar.add_days, (), (_WHOLE,), refuses=("out_of_range",)),
    "add_months": _within(calendar.add_months, (), (_WHOLE,), refuses=("out_of_range",)),
    "add_years": _within(calendar.add_years, (), (_WHOLE,), refuses=("out_of_range",)),
    "days_between": _within(calendar.days_between, refuses=("last_before_first",)),
    "months_between": _within(calendar.months_between, refuses=("last_before_first",)),
    "years_between": _within(calendar.years_between, refuses=("last_before_first",)),
    "age_on": _within(calendar.years_between, refuses=("last_before_first",)),
    "start_of_month": Computation(calendar.start_of_month),
    "end_of_month": Computation(calendar.end_of_month),
    "month_of": Computation(lambda day: Fraction(day.month)),
    "weekday_of": Computation(lambda day: Fraction(day.isoweekday())),
    "date_of": _within(calendar.date_of, (_WHOLE,), (_WHOLE,), (_WHOLE,), refuses=("out_of_range", "no_such_day")),
    "working_days_between": _within(Calendars.between, calendar=True, refuses=("last_before_first", "no_calendar")),
    "days_covered": _within(calendar.days_covered, refuses=("last_before_first",)),
}

COMPUTATIONS: Mapping[str, Computation] = {
    "min": Computation(min),
    "max": Computation(max),
    "floor": Computation(lambda number: Fraction(math.floor(number))),
    "round2": Computation(round2),
    "round_up": _to_step(math.ceil),
    "round_down": _to_step(math.floor),
    "round_to": _to_step(_nearest),
    "band": _within(band, refuses=("below_first", "past_end")),
    "slices": _within(slices, (), (_NOT_NEGATIVE,), refuses=("below_first", "past_end")),
    "value_on": _within(value_on, refuses=("no_value",)),
    "rate_days": _within(rate_days, refuses=("last_before_first", "no_value")),
    "largest": _of_rows(max),
    "smallest": _of_rows(min),
    "first_where": _within(_first_where, refuses=("no_such_row",)),
    "sum": Computation(total),
    "count": Computation(_count),
    "any": Computation(any),
    "all": Computation(all),
    "longest_run": Computation(_longest_run),
    "last_run": Computation(_last_run),
    "run_of_working_days": _within(
        lambda calendars, days, amounts: calendars.longest_run(zip(days, amounts)),
        (), (_NOT_NEGATIVE,), calendar=True, refuses=("no_calendar",),
    ),
    "most_in_months": _within(
        lambda calendars, days, amounts, months: calendars.most_within(zip(days, amounts), int(months)),
        (), (_NOT_NEGATIVE,), (_WHOLE, _POSITIVE), calendar=True, refuses=("no_calendar",),
    ),
    "year_of": Computation(lambda day: Fraction(day.year)),
    "end_of_year": Computation(lambda day: date(day.year, 12, 31)),
    "is_working_day": _within(Calendars.is_working, calendar=True, refuses=("no_calendar",)),
    "day_of": Computation(lambda moment: moment.date()),
    "add_working_days": _within(
        lambda calendars, day, count: calendars.after(day, int(count)),
        (), (_WHOLE,), calendar=True, refuses=("no_calendar",),
    ),
    "add_hours": _within(_add_hours, (), (_WHOLE_MINUTES,), refuses=("out_of_range",)),
    "instalments": _within(_instalments, (_NOT_NEGATIVE,), (_NOT_NEGATIVE,), refuses=("not_positive", "too_many")),
    "shares": _within(_shares, (_NOT_NEGATIVE,), (_WHOLE, _POSITIVE), refuses=("too_many",)),
    **_CALENDAR,
    **{name: Computation(in_unit) for name in UNIT_FUNCTIONS},
}  # fmt: skip
