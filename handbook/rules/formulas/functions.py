"""The named functions of formulas: how they are written, what they take and give, an example of each.

`computing.py` works them out and has what they refuse; their words stand in `handbook/words/<lang>/functions.yml`: the
families, the loose kinds, and under `does.<name>` what each is for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Literal

from handbook.lang.catalogue import Phrase
from handbook.lang.languages import LANGS
from handbook.lang.units import UNIT_FUNCTIONS, UNITS, conversion
from handbook.records import frozen
from handbook.rules.formulas.kinds import (
    BARE,
    ChoiceKind,
    DayKind,
    ListKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    TableKind,
    ValueKind,
    say_kind,
    say_unit,
    times,
    unify,
)

_DAY, _WORKING_DAY, _HOUR, _MONTH, _YEAR = (
    NumberKind(((name, 1),)) for name in ("day", "working_day", "hour", "month", "year")
)
_YUAN, _PEOPLE = NumberKind((("CNY", 1),)), NumberKind((("person", 1),))
_DAY_OF_MONTH, _BARE = NumberKind((("day_of_month", 1),)), NumberKind(BARE)

Family = Literal["numbers", "money", "tables", "rows", "dates", "working_days", "units"]
Taken = ValueKind | str  # a kind, or one of `kinds` in `functions.yml`: kinds that depend on one another
Told = str | tuple[str, ...] | tuple[tuple[str, str], ...]


@frozen
class Signature:
    """What a function takes and gives, as it is told, and what it gives of given kinds: None where they do not fit."""

    takes: tuple[Taken, ...]
    gives: Taken
    kind: Callable[[Sequence[ValueKind]], ValueKind | None]


@frozen
class Example:
    """A formula and what it gives, as text: `7`, `5 day`, `2026-03-31`, `yes`, an option's id; of a list each.

    `given` has what stands behind each name in it, as text too. A list is a column: all columns are those of one list
    of rows. Pairs are a parameter: the rows of a table (from how much on, what it gives) or, by date, its values.
    """

    formula: str
    gives: str | tuple[str, ...]
    given: Mapping[str, Told] = field(default_factory=dict)


@frozen
class Function:
    """A function: its form for messages, what it takes and gives.

    With `rows`, that many leading arguments are worked out for every row and arrive as lists. `dated`: the first one is
    a parameter with the values of all days.
    """

    form: str
    family: Family
    signature: Signature
    example: Example
    rows: int = 0
    dated: bool = False

    @property
    def name(self) -> str:
        """Its name in formulas."""
        return self.form.partition("(")[0]

    @property
    def does(self) -> Phrase:
        """What it is for, in a sentence."""
        unit = UNIT_FUNCTIONS.get(self.name)
        if unit:
            return Phrase("handbook.functions.does_unit", {"unit": Phrase(f"handbook.units.{unit}.label")})
        return Phrase(f"handbook.functions.does.{self.name}")


def say_family(family: Family) -> Phrase:
    """What a family of functions is called."""
    return Phrase(f"handbook.functions.families.{family}")


def say_taken(taken: Taken) -> Phrase:
    """What an argument or a result is, in words."""
    if isinstance(taken, str):
        return Phrase(f"handbook.functions.kinds.{taken}")
    if not isinstance(taken, NumberKind):
        return say_kind(taken)
    if not taken.unit:
        return Phrase("handbook.functions.kinds.bare")
    unit = {lang: say_unit(taken.unit, lang) for lang in LANGS}
    return Phrase("handbook.functions.kinds.unit", {"unit": unit})


def _fits(*needed: ValueKind, gives: ValueKind) -> Signature:
    """Gives `gives` where the arguments are of the kinds needed."""

    def kind(found: Sequence[ValueKind]) -> ValueKind | None:
        same = len(found) == len(needed) and all(unify(a, b) for a, b in zip(found, needed))
        return gives if same else None

    return Signature(needed, gives, kind)


def _same_number(least: int, most: int) -> Signature:
    """Gives the kind that all arguments have, which must be numbers of one unit."""

    def kind(found: Sequence[ValueKind]) -> ValueKind | None:
        return _common(found, NumberKind) if least <= len(found) <= most else None

    return Signature(("number", *["same"] * (least - 1)), "same", kind)


def _same_ordered() -> Signature:
    """Gives the kind that several arguments have: numbers of one unit, days, or moments."""

    def kind(found: Sequence[ValueKind]) -> ValueKind | None:
        return _common(found, NumberKind, DayKind, MomentKind) if 2 <= len(found) <= _MANY else None

    return Signature(("ordered", "same"), "same", kind)


def _common(found: Sequence[ValueKind], *kinds: type[ValueKind]) -> ValueKind | None:
    """The kind that all have, if it is one of these."""
    common: ValueKind | None = found[0]
    for other in found:
        common = unify(common, other) if common else None
    return common if isinstance(common, kinds) else None


def _dated(found: Sequence[ValueKind]) -> ValueKind | None:
    """A day of a year, a month and a day, with their units or bare."""
    allowed = ((_YEAR, _BARE), (_MONTH, _BARE), (_DAY_OF_MONTH, _DAY, _BARE))
    fit = (any(unify(each, kind) for kind in kinds) for each, kinds in zip(found, allowed))
    return DayKind() if len(found) == len(allowed) and all(fit) else None


def _banded(found: Sequence[ValueKind]) -> ValueKind | None:
    match found:
        case [TableKind(by=by, gives=gives), NumberKind(unit=unit)] if unit in (by, None):
            return NumberKind(gives)
    return None


def _sliced(found: Sequence[ValueKind]) -> ValueKind | None:
    match found:
        case [TableKind(by=by, gives=gives), NumberKind(unit=unit)] if unit in (by, None):
            return NumberKind(times(by, gives))
    return None


def _on_a_day(found: Sequence[ValueKind]) -> ValueKind | None:
    match found:
        case [kind, DayKind()]:
            return kind
    return None


def _by_day(found: Sequence[ValueKind]) -> ValueKind | None:
    match found:
        case [NumberKind(unit=unit), DayKind(), DayKind()]:
            return NumberKind(times(unit or BARE, (("day", 1),)))
    return None


def _ordered(found: Sequence[ValueKind]) -> ValueKind | None:
    match found:
        case [(NumberKind() | DayKind()) as kind]:
            return kind
    return None


def _of_a_row(found: Sequence[ValueKind]) -> ValueKind | None:
    match found:
        case [SwitchKind(), (NumberKind() | ChoiceKind() | SwitchKind() | DayKind() | MomentKind()) as kind]:
            return kind
    return None


def _anything(found: Sequence[ValueKind]) -> ValueKind | None:
    match found:
        case [NumberKind() | SwitchKind() | ChoiceKind() | DayKind() | MomentKind()]:
            return _BARE
    return None


def _with_unit(name: str) -> Signature:
    target = UNIT_FUNCTIONS[name]

    def kind(found: Sequence[ValueKind]) -> ValueKind | None:
        match found:
            case [NumberKind(unit=None | ())]:
                return NumberKind(((target, 1),))
            case [NumberKind(unit=((unit, 1),))] if conversion(unit, target) is not None:
                return NumberKind(((target, 1),))
        return None

    family = UNITS[target].family
    return Signature((f"of_{family}" if family else _BARE,), NumberKind(((target, 1),)), kind)


_CONDITION = _fits(SwitchKind(), gives=_BARE)
_MANY = 20
_LATE = {"late": ("8 minute", "40 minute", "35 minute")}
_GRADES = {"grade": ("fail", "pass", "fail", "fail")}
_ABSENT = {
    "on": ("2026-03-26", "2026-03-27", "2026-03-30", "2026-04-28"),
    "amount": ("1 day", "1 day", "0.5 day", "1 day"),
}
_TIERS = {"leave.tiers": (("1 year", "5 day"), ("10 year", "10 day"), ("20 year", "15 day"))}
_DUE = {"due": "2026-03-31"}
_TOLD = {"told": "2026-03-31 16:30"}

_BASE = {"pay.base": (("2026-01-01", "4000 CNY"), ("2026-04-01", "4200 CNY"))}
_TAX = {"pay.tax": (("0 CNY", "3 percent"), ("36000 CNY", "10 percent"), ("144000 CNY", "20 percent"))}

_ROUNDING = (
    Function("round_up(x, step)", "numbers", _same_number(2, 2), Example("round_up(days(2.1), days(0.5))", "2.5 day")),
    Function("round_down(x, step)", "numbers", _same_number(2, 2), Example("round_down(-1.2, 0.5)", "-1.5")),
    Function("round_to(x, step)", "numbers", _same_number(2, 2), Example("round_to(yuan(2.5), yuan(1))", "3 CNY")),
)
_TABLES = (
    Function(
        "band(annual_leave.tiers, years)",
        "tables",
        Signature(("table", "by"), "gives", _banded),
        Example("band(leave.tiers, years(12))", "10 day", _TIERS),
    ),
    Function(
        "slices(pay.tax, income)",
        "tables",
        Signature(("table", "by"), "gives_by", _sliced),
        Example("slices(pay.tax, yuan(50000))", "2480 CNY", _TAX),
    ),
    Function(
        "value_on(pay.base, day)",
        "tables",
        Signature(("parameter", DayKind()), "its_value", _on_a_day),
        Example("value_on(pay.base, due)", "4000 CNY", {**_DUE, **_BASE}),
        dated=True,
    ),
    Function(
        "rate_days(interest.rate, first, last)",
        "tables",
        Signature(("rate", DayKind(), DayKind()), "rate_by_days", _by_day),
        Example("rate_days(pay.base, due, due + days(1)) / days(1)", "8200 CNY", {**_DUE, **_BASE}),
        dated=True,
    ),
)
_OF_ROWS = (
    Function(
        "largest(x)", "rows", Signature(("ordered",), "of_the_row", _ordered),
        Example("largest(late)", "40 minute", _LATE), rows=1,
    ),
    Function(
        "smallest(x)", "rows", Signature(("ordered",), "of_the_row", _ordered),
        Example("smallest(late)", "8 minute", _LATE), rows=1,
    ),
    Function(
        "first_where(minutes > 30, minutes)", "rows", Signature((SwitchKind(), "each"), "of_the_row", _of_a_row),
        Example("first_where(late > minutes(30), late)", "40 minute", _LATE), rows=2,
    ),
)  # fmt: skip

_JOINED = {"joined": "2026-01-31"}
_SERVED = {"joined": "2024-02-29", "left": "2026-02-28"}
_SPANS = {
    "first": ("2026-03-02", "2026-03-04", "2026-03-30"),
    "last": ("2026-03-05", "2026-03-06", "2026-03-31"),
}
_TWO_DAYS = (DayKind(), DayKind())

# What functions are called in trees where they give a day or a moment, which is said in other words.
OF_DAYS = {"min": "earliest", "max": "latest"}

_CALENDAR = (
    Function(
        "add_days(day, n)", "dates", _fits(DayKind(), _DAY, gives=DayKind()),
        Example("add_days(due, days(14))", "2026-04-14", _DUE),
    ),
    Function(
        "add_months(day, n)", "dates", _fits(DayKind(), _MONTH, gives=DayKind()),
        Example("add_months(joined, months(1))", "2026-02-28", _JOINED),
    ),
    Function(
        "add_years(day, n)", "dates", _fits(DayKind(), _YEAR, gives=DayKind()),
        Example("add_years(joined, years(1))", "2025-02-28", {"joined": "2024-02-29"}),
    ),
    Function(
        "days_between(first, last)", "dates", _fits(*_TWO_DAYS, gives=_DAY),
        Example("days_between(joined, left)", "730 day", _SERVED),
    ),
    Function(
        "months_between(first, last)", "dates", _fits(*_TWO_DAYS, gives=_MONTH),
        Example("months_between(joined, left)", "24 month", _SERVED),
    ),
    Function(
        "years_between(first, last)", "dates", _fits(*_TWO_DAYS, gives=_YEAR),
        Example("years_between(joined, left)", "2 year", _SERVED),
    ),
    Function(
        "age_on(born, day)", "dates", _fits(*_TWO_DAYS, gives=_YEAR),
        Example("age_on(born, due)", "29 year", {"born": "1996-04-01"} | _DUE),
    ),
    Function(
        "start_of_month(day)", "dates", _fits(DayKind(), gives=DayKind()),
        Example("start_of_month(due)", "2026-03-01", _DUE),
    ),
    Function(
        "end_of_month(day)", "dates", _fits(DayKind(), gives=DayKind()),
        Example("end_of_month(due)", "2026-03-31", _DUE),
    ),
    Function("month_of(day)", "dates", _fits(DayKind(), gives=_MONTH), Example("month_of(due)", "3 month", _DUE)),
    Function("weekday_of(day)", "dates", _fits(DayKind(), gives=_BARE), Example("weekday_of(due)", "2", _DUE)),
    Function(
        "date_of(year, month, day)", "dates", Signature(("year", "month", "day"), DayKind(), _dated),
        Example("date_of(year_of(due), 12, 26)", "2026-12-26", _DUE),
    ),
    Function(
        "days_covered(first, last)", "dates", _fits(*_TWO_DAYS, gives=_DAY),
        Example("days_covered(first, last)", "7 day", _SPANS), rows=2,
    ),
)  # fmt: skip

# In the order of the author's page: family by family.
FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("min(a, b)", "numbers", _same_ordered(), Example("min(days(7), days(5))", "5 day")),
        Function("max(a, b)", "numbers", _same_ordered(), Example("max(yuan(-20), 0)", "0 CNY")),
        Function("floor(x)", "numbers", _same_number(1, 1), Example("floor(7.9)", "7")),
        *_ROUNDING,
        Function("round2(x)", "money", _same_number(1, 1), Example("round2(yuan(100) / 3)", "33.33 CNY")),
        Function(
            "instalments(total, each)", "money", _fits(_YUAN, _YUAN, gives=ListKind(_YUAN)),
            Example("instalments(yuan(1000), yuan(400))", ("400 CNY", "400 CNY", "200 CNY")),
        ),
        Function(
            "shares(total, people)", "money", _fits(_YUAN, _PEOPLE, gives=ListKind(_YUAN)),
            Example("shares(yuan(100), people(3))", ("33.34 CNY", "33.33 CNY", "33.33 CNY")),
        ),
        *_TABLES,
        Function("sum(x)", "rows", _same_number(1, 1), Example("sum(late)", "83 minute", _LATE), rows=1),
        Function(
            "count(minutes > 30)", "rows", Signature(("each",), _BARE, _anything),
            Example("count(late > minutes(30))", "2", _LATE), rows=1,
        ),
        Function(
            "any(minutes > 30)", "rows", _fits(SwitchKind(), gives=SwitchKind()),
            Example("any(late > minutes(30))", "yes", _LATE), rows=1,
        ),
        Function(
            "all(minutes > 30)", "rows", _fits(SwitchKind(), gives=SwitchKind()),
            Example("all(late > minutes(30))", "no", _LATE), rows=1,
        ),
        *_OF_ROWS,
        Function(
            'longest_run(grade == "fail")', "rows", _CONDITION,
            Example('longest_run(grade == "fail")', "2", _GRADES), rows=1,
        ),
        Function(
            'last_run(grade == "fail")', "rows", _CONDITION,
            Example('last_run(grade == "pass")', "0", _GRADES), rows=1,
        ),
        Function("year_of(day)", "dates", _fits(DayKind(), gives=_YEAR), Example("year_of(due)", "2026 year", _DUE)),
        Function(
            "end_of_year(day)", "dates", _fits(DayKind(), gives=DayKind()),
            Example("end_of_year(due)", "2026-12-31", _DUE),
        ),
        Function(
            "day_of(moment)", "dates", _fits(MomentKind(), gives=DayKind()),
            Example("day_of(told)", "2026-03-31", _TOLD),
        ),
        Function(
            "add_hours(moment, hours)", "dates", _fits(MomentKind(), _HOUR, gives=MomentKind()),
            Example("add_hours(told, hours(24))", "2026-04-01 16:30", _TOLD),
        ),
        *_CALENDAR,
        Function(
            "is_working_day(day)", "working_days", _fits(DayKind(), gives=SwitchKind()),
            Example("is_working_day(due)", "yes", _DUE),
        ),
        Function(
            "add_working_days(day, n)", "working_days", _fits(DayKind(), _WORKING_DAY, gives=DayKind()),
            Example("add_working_days(due, working_days(3))", "2026-04-03", _DUE),
        ),
        Function(
            "working_days_between(first, last)", "working_days", _fits(*_TWO_DAYS, gives=_WORKING_DAY),
            Example("working_days_between(told, due)", "5 working_day", {"told": "2026-03-25"} | _DUE),
        ),
        Function(
            "run_of_working_days(day, amount)", "working_days", _fits(DayKind(), _DAY, gives=_DAY),
            Example("run_of_working_days(on, amount)", "2 day", _ABSENT), rows=2,
        ),
        Function(
            "most_in_months(day, amount, window)", "working_days", _fits(DayKind(), _DAY, _MONTH, gives=_DAY),
            Example("most_in_months(on, amount, months(1))", "2.5 day", _ABSENT), rows=2,
        ),
        *(
            Function(f"{name}(x)", "units", _with_unit(name), Example(f"{name}(3)", f"3 {unit}"))
            for name, unit in UNIT_FUNCTIONS.items()
        ),
    )
}  # fmt: skip
