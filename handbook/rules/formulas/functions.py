"""The named functions of formulas: what kinds they take and give, and what they compute.

Each is written once more for the browser in `docs/assets/js/calculator/functions.js`; the parity test compares both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from handbook.lang.units import UNITS
from handbook.rules.formulas.exact import bounded, total
from handbook.rules.formulas.kinds import (
    BARE,
    ChoiceKind,
    DayKind,
    ListKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    TableKind,
    UnitPowers,
    ValueKind,
    unify,
)
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.workdays import Calendars

MOST_INSTALMENTS, MOST_SHARES = 120, 1000
FEN = Fraction(1, 100)
_DAY, _WORKING_DAY, _HOUR, _MONTH, _YEAR = (
    NumberKind(((name, 1),)) for name in ("day", "working_day", "hour", "month", "year")
)
_YUAN, _PEOPLE = NumberKind((("CNY", 1),)), NumberKind((("person", 1),))
_BARE = NumberKind(BARE)

# Functions that give a bare number a unit; times of one clock also convert: hours(minutes).
UNIT_FUNCTIONS = {unit.function: name for name, unit in UNITS.items() if unit.function}
SECONDS = {name: unit.seconds for name, unit in UNITS.items() if unit.converts}


Need = Callable[[Any], None]  # raises Refusal where an argument is not what it must be


@dataclass(frozen=True)
class Function:
    """A function: its form for messages, the kind it gives (None where the arguments do not fit), its computation.

    With `rows`, that many leading arguments are worked out for every row and arrive as lists. With `calendar`, the
    first argument of `compute` is the Calendars. `domain` has what each argument (of rows: every value) must be;
    outside it the function raises Refusal and answers nothing.
    """

    form: str
    kind: Callable[[Sequence[ValueKind]], ValueKind | None]
    compute: Callable[..., Any]
    rows: int = 0
    calendar: bool = False
    domain: tuple[tuple[Need, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.domain:
            object.__setattr__(self, "compute", _within(self.domain, self.compute, int(self.calendar)))


def _within(domain: Sequence[Sequence[Need]], compute: Callable[..., Any], before: int) -> Callable[..., Any]:
    """The computation of arguments that are what they must be; `before` of them are none of the formula's."""

    def checked(*args: Any) -> Any:
        for needs, arg in zip(domain, args[before:]):
            for need in needs:
                for value in arg if isinstance(arg, list) else (arg,):
                    need(value)
        return compute(*args)

    return checked


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


def _fits(*needed: ValueKind, gives: ValueKind) -> Callable[[Sequence[ValueKind]], ValueKind | None]:
    """Gives `gives` where the arguments are of the kinds needed."""

    def kind(found: Sequence[ValueKind]) -> ValueKind | None:
        same = len(found) == len(needed) and all(unify(a, b) for a, b in zip(found, needed))
        return gives if same else None

    return kind


def _same_number(least: int, most: int) -> Callable[[Sequence[ValueKind]], ValueKind | None]:
    """Gives the kind that all arguments have, which must be numbers of one unit."""

    def kind(found: Sequence[ValueKind]) -> ValueKind | None:
        if not least <= len(found) <= most:
            return None
        common: ValueKind | None = found[0]
        for other in found:
            common = unify(common, other) if common else None
        return common if isinstance(common, NumberKind) else None

    return kind


def _banded(found: Sequence[ValueKind]) -> ValueKind | None:
    match found:
        case [TableKind(by=by, gives=gives), NumberKind(unit=unit)] if unit in (by, None):
            return NumberKind(gives)
    return None


def _anything(found: Sequence[ValueKind]) -> ValueKind | None:
    return (
        _BARE
        if len(found) == 1 and isinstance(found[0], (NumberKind, SwitchKind, ChoiceKind, DayKind, MomentKind))
        else None
    )


def _with_unit(name: str) -> Callable[[Sequence[ValueKind]], ValueKind | None]:
    def kind(found: Sequence[ValueKind]) -> ValueKind | None:
        target = UNIT_FUNCTIONS[name]
        match found:
            case [NumberKind(unit=unit)] if unit in (None, BARE, ((target, 1),)) or (unit and _clock(unit, target)):
                return NumberKind(((target, 1),))
        return None

    return kind


def _clock(unit: UnitPowers, target: str) -> bool:
    return target in SECONDS and len(unit) == 1 and unit[0][0] in SECONDS and unit[0][1] == 1


_CONDITION = _fits(SwitchKind(), gives=_BARE)
_MANY = 20

FUNCTIONS: dict[str, Function] = {
    "min": Function("min(a, b)", _same_number(2, _MANY), min),
    "max": Function("max(a, b)", _same_number(2, _MANY), max),
    "floor": Function("floor(x)", _same_number(1, 1), lambda number: Fraction(math.floor(number))),
    "round2": Function("round2(x)", _same_number(1, 1), round2),
    "band": Function("band(annual_leave.tiers, years)", _banded, _band),
    "sum": Function("sum(x)", _same_number(1, 1), total, rows=1),
    "count": Function("count(minutes > 30)", _anything, _count, rows=1),
    "any": Function("any(minutes > 30)", _fits(SwitchKind(), gives=SwitchKind()), any, rows=1),
    "all": Function("all(minutes > 30)", _fits(SwitchKind(), gives=SwitchKind()), all, rows=1),
    "longest_run": Function('longest_run(grade == "fail")', _CONDITION, _longest_run, rows=1),
    "last_run": Function('last_run(grade == "fail")', _CONDITION, _last_run, rows=1),
    "run_of_working_days": Function(
        "run_of_working_days(day, amount)",
        _fits(DayKind(), _DAY, gives=_DAY),
        lambda calendars, days, amounts: calendars.longest_run(zip(days, amounts)),
        rows=2,
        calendar=True,
        domain=((), (_not_negative,)),
    ),
    "most_in_months": Function(
        "most_in_months(day, amount, window)",
        _fits(DayKind(), _DAY, _MONTH, gives=_DAY),
        lambda calendars, days, amounts, months: calendars.most_within(zip(days, amounts), int(months)),
        rows=2,
        calendar=True,
        domain=((), (_not_negative,), (_whole, _positive)),
    ),
    "year_of": Function("year_of(day)", _fits(DayKind(), gives=_YEAR), lambda day: Fraction(day.year)),
    "end_of_year": Function("end_of_year(day)", _fits(DayKind(), gives=DayKind()), lambda day: date(day.year, 12, 31)),
    "is_working_day": Function(
        "is_working_day(day)", _fits(DayKind(), gives=SwitchKind()), Calendars.is_working, calendar=True
    ),
    "day_of": Function("day_of(moment)", _fits(MomentKind(), gives=DayKind()), lambda moment: moment.date()),
    "add_working_days": Function(
        "add_working_days(day, n)",
        _fits(DayKind(), _WORKING_DAY, gives=DayKind()),
        lambda calendars, day, count: calendars.after(day, int(count)),
        calendar=True,
        domain=((), (_whole, _not_negative)),
    ),
    "add_hours": Function(
        "add_hours(moment, hours)",
        _fits(MomentKind(), _HOUR, gives=MomentKind()),
        _add_hours,
        domain=((), (_whole_minutes,)),
    ),
    "instalments": Function(
        "instalments(total, each)",
        _fits(_YUAN, _YUAN, gives=ListKind(_YUAN)),
        _instalments,
        domain=((_not_negative,), (_not_negative,)),
    ),
    "shares": Function(
        "shares(total, people)",
        _fits(_YUAN, _PEOPLE, gives=ListKind(_YUAN)),
        _shares,
        domain=((_not_negative,), (_whole, _positive)),
    ),
    **{name: Function(f"{name}(x)", _with_unit(name), in_unit) for name in UNIT_FUNCTIONS},
}
