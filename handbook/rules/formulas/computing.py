"""What the named functions of formulas compute, from exact values; `functions.py` has what kinds they take and give.

Each is written once more for the browser in `docs/assets/js/calculator/functions.js`; the parity test compares both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from handbook.lang.units import SECONDS, UNIT_FUNCTIONS
from handbook.rules.formulas.exact import bounded, total
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.workdays import Calendars

MOST_INSTALMENTS, MOST_SHARES = 120, 1000
FEN = Fraction(1, 100)

Need = Callable[[Any], None]  # raises Refusal where an argument is not what it must be


class Computation(NamedTuple):
    """How a function is worked out. With `calendar`, its first argument is the Calendars."""

    compute: Callable[..., Any]
    calendar: bool = False


def _within(compute: Callable[..., Any], *domain: Sequence[Need], calendar: bool = False) -> Computation:
    """A computation of arguments that are what they must be (of rows: every value); outside its domain it raises
    Refusal and answers nothing."""

    def checked(*args: Any) -> Any:
        for needs, arg in zip(domain, args[calendar:]):
            for need in needs:
                for value in arg if isinstance(arg, list) else (arg,):
                    need(value)
        return compute(*args)

    return Computation(checked, calendar)


def _whole(number: Fraction) -> None:
    if number.denominator != 1:
        raise Refusal("not_whole")


def _whole_minutes(hours: Fraction) -> None:
    _whole(hours * 60)


def _not_negative(number: Fraction) -> None:
    if number < 0:
        raise Refusal("negative")


def _positive(number: Fraction) -> None:
    if number <= 0:
        raise Refusal("not_positive")


def round2(number: Fraction) -> Fraction:
    """Half away from zero, to two decimals."""
    hundredths = abs(number) * 100 + Fraction(1, 2)
    whole = hundredths.numerator // hundredths.denominator
    return Fraction(whole if number >= 0 else -whole, 100)


def in_unit(number: Fraction, function: str, unit: str) -> Fraction:
    """`number` in the unit of a unit function; `unit` is what it comes in, empty when bare."""
    target = UNIT_FUNCTIONS[function]
    return bounded(number * SECONDS[unit] / SECONDS[target]) if unit != target and unit else number


def _instalments(whole: Fraction, each: Fraction) -> list[Fraction]:
    if whole:
        _positive(each)  # of nothing no number of parts is enough
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


def _band(table: Sequence[tuple[Fraction, Fraction]], number: Fraction) -> Fraction:
    reached = [gives for at_least, gives in table if number >= at_least]
    if not reached:
        raise Refusal("below_first")
    return reached[-1]


def _add_hours(moment: datetime, hours: Fraction) -> datetime:
    try:
        return moment + timedelta(minutes=int(hours * 60))
    except OverflowError:
        raise Refusal("out_of_range") from None


def add_days(day: date, count: Fraction) -> date:
    """A day later by a whole number of days. Raises Refusal otherwise and at the end of time."""
    _whole(count)
    try:
        return day + timedelta(days=int(count))
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


def _count(values: Sequence[Any]) -> Fraction:
    return Fraction(sum(value is not False for value in values))


COMPUTATIONS: Mapping[str, Computation] = {
    "min": Computation(min),
    "max": Computation(max),
    "floor": Computation(lambda number: Fraction(math.floor(number))),
    "round2": Computation(round2),
    "band": Computation(_band),
    "sum": Computation(total),
    "count": Computation(_count),
    "any": Computation(any),
    "all": Computation(all),
    "longest_run": Computation(_longest_run),
    "last_run": Computation(_last_run),
    "run_of_working_days": _within(
        lambda calendars, days, amounts: calendars.longest_run(zip(days, amounts)),
        (), (_not_negative,), calendar=True,
    ),
    "most_in_months": _within(
        lambda calendars, days, amounts, months: calendars.most_within(zip(days, amounts), int(months)),
        (), (_not_negative,), (_whole, _positive), calendar=True,
    ),
    "year_of": Computation(lambda day: Fraction(day.year)),
    "end_of_year": Computation(lambda day: date(day.year, 12, 31)),
    "is_working_day": Computation(Calendars.is_working, calendar=True),
    "day_of": Computation(lambda moment: moment.date()),
    "add_working_days": _within(
        lambda calendars, day, count: calendars.after(day, int(count)), (), (_whole, _not_negative), calendar=True
    ),
    "add_hours": _within(_add_hours, (), (_whole_minutes,)),
    "instalments": _within(_instalments, (_not_negative,), (_not_negative,)),
    "shares": _within(_shares, (_not_negative,), (_whole, _positive)),
    **{name: Computation(in_unit) for name in UNIT_FUNCTIONS},
}  # fmt: skip
