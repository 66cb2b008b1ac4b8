"""The named functions of formulas: how they are written, what they take and give. `computing.py` works them out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handbook.lang.units import SECONDS, UNIT_FUNCTIONS
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

_DAY, _WORKING_DAY, _HOUR, _MONTH, _YEAR = (
    NumberKind(((name, 1),)) for name in ("day", "working_day", "hour", "month", "year")
)
_YUAN, _PEOPLE = NumberKind((("CNY", 1),)), NumberKind((("person", 1),))
_BARE = NumberKind(BARE)


@dataclass(frozen=True)
class Function:
    """A function: its form for messages, and the kind it gives (None where the arguments do not fit).

    With `rows`, that many leading arguments are worked out for every row and arrive as lists.
    """

    form: str
    kind: Callable[[Sequence[ValueKind]], ValueKind | None]
    rows: int = 0


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
    "min": Function("min(a, b)", _same_number(2, _MANY)),
    "max": Function("max(a, b)", _same_number(2, _MANY)),
    "floor": Function("floor(x)", _same_number(1, 1)),
    "round2": Function("round2(x)", _same_number(1, 1)),
    "band": Function("band(annual_leave.tiers, years)", _banded),
    "sum": Function("sum(x)", _same_number(1, 1), rows=1),
    "count": Function("count(minutes > 30)", _anything, rows=1),
    "any": Function("any(minutes > 30)", _fits(SwitchKind(), gives=SwitchKind()), rows=1),
    "all": Function("all(minutes > 30)", _fits(SwitchKind(), gives=SwitchKind()), rows=1),
    "longest_run": Function('longest_run(grade == "fail")', _CONDITION, rows=1),
    "last_run": Function('last_run(grade == "fail")', _CONDITION, rows=1),
    "run_of_working_days": Function("run_of_working_days(day, amount)", _fits(DayKind(), _DAY, gives=_DAY), rows=2),
    "most_in_months": Function(
        "most_in_months(day, amount, window)", _fits(DayKind(), _DAY, _MONTH, gives=_DAY), rows=2
    ),
    "year_of": Function("year_of(day)", _fits(DayKind(), gives=_YEAR)),
    "end_of_year": Function("end_of_year(day)", _fits(DayKind(), gives=DayKind())),
    "is_working_day": Function("is_working_day(day)", _fits(DayKind(), gives=SwitchKind())),
    "day_of": Function("day_of(moment)", _fits(MomentKind(), gives=DayKind())),
    "add_working_days": Function("add_working_days(day, n)", _fits(DayKind(), _WORKING_DAY, gives=DayKind())),
    "add_hours": Function("add_hours(moment, hours)", _fits(MomentKind(), _HOUR, gives=MomentKind())),
    "instalments": Function("instalments(total, each)", _fits(_YUAN, _YUAN, gives=ListKind(_YUAN))),
    "shares": Function("shares(total, people)", _fits(_YUAN, _PEOPLE, gives=ListKind(_YUAN))),
    **{name: Function(f"{name}(x)", _with_unit(name)) for name in UNIT_FUNCTIONS},
}
