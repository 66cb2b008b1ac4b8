"""What the functions of formulas compute, compared with references too simple to be wrong."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from parity import Case, canonical, compare
from trying import SCALES, read

from handbook.lang.languages import LANGS
from handbook.lang.units import UNIT_FUNCTIONS, UNITS, conversion, unit_forms
from handbook.lang.words import Words
from handbook.policy.load import open_book
from handbook.rules.formulas.calendar import add_days
from handbook.rules.formulas.computing import COMPUTATIONS, in_unit, round2
from handbook.rules.formulas.functions import FUNCTIONS
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.tables import Row, Table
from handbook.rules.formulas.workdays import Calendars
from handbook.rules.reading.known_parameters import calendars_of
from handbook.rules.reasons import reason_of
from handbook.schema.models import CalendarFile

POLICY_DATA = Path(__file__).parents[2] / "policy_data"
ONE_DAY = timedelta(1)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
# 2026 by the notice of the State Council, written out once more by hand.
OFF = {
    *(date(2026, 1, day) for day in (1, 2, 3)),
    *(date(2026, 2, day) for day in range(15, 24)),
    *(date(2026, 4, day) for day in (4, 5, 6)),
    *(date(2026, 5, day) for day in range(1, 6)),
    *(date(2026, 6, day) for day in (19, 20, 21)),
    *(date(2026, 9, day) for day in (25, 26, 27)),
    *(date(2026, 10, day) for day in range(1, 8)),
}
MAKE_UP = {
    date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10),
}  # fmt: skip


@cache
def calendars() -> Calendars:
    return calendars_of(open_book(POLICY_DATA).calendars.values())


def _works(day: date) -> bool:
    return day in MAKE_UP or (day.isoweekday() <= 5 and day not in OFF)


def _refusal(name: str, *args: Any) -> str:
    with pytest.raises(Refusal) as refused:
        _compute(name, *args)
    return refused.value.code


def _compute(name: str, *args: Any) -> Any:
    function = COMPUTATIONS[name]
    return function.compute(*([calendars()] if function.calendar else []), *args)


fractions = st.fractions(min_value=-10_000, max_value=10_000, max_denominator=2000)
fen = st.integers(0, 2_000_000).map(lambda amount: Fraction(amount, 100))
days_of_2026 = st.dates(FIRST, LAST)
amounts = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(1, 3), Fraction(0)])
absences = st.lists(st.tuples(days_of_2026, amounts), max_size=25)
close_absences = st.lists(st.tuples(st.dates(date(2026, 1, 26), date(2026, 3, 8)), amounts), max_size=25)


def test_the_table_of_2026_is_the_one_in_the_notice() -> None:
    day = FIRST
    while day <= LAST:
        assert calendars().is_working(day) == _works(day), day
        day += ONE_DAY


# numbers


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("1.005", "1.01"),
        ("2.675", "2.68"),
        ("-0.005", "-0.01"),
        ("-1.005", "-1.01"),
        ("-2.5", "-2.5"),
        ("0.0049999", "0"),
        ("-0.0049999", "0"),
        ("103.448275", "103.45"),
        ("0", "0"),
    ],
)
def test_round2_away_from_zero_at_the_half(number: str, rounded: str) -> None:
    assert round2(Fraction(number)) == Fraction(rounded)


@given(st.decimals(-100_000, 100_000, places=4))
def test_round2_as_decimals_do(number: Decimal) -> None:
    assert round2(Fraction(number)) == Fraction(number.quantize(Decimal("0.01"), ROUND_HALF_UP))


@given(fractions)
def test_round2_is_near_and_even_handed(number: Fraction) -> None:
    assert abs(round2(number) - number) <= Fraction(1, 200)
    assert (round2(number) * 100).denominator == 1
    assert round2(-number) == -round2(number)


@given(fractions)
def test_floor(number: Fraction) -> None:
    floor = _compute("floor", number)
    assert isinstance(floor, Fraction)
    assert floor.denominator == 1
    assert floor <= number < floor + 1


@given(st.lists(fractions, min_size=2, max_size=6))
def test_min_and_max(values: list[Fraction]) -> None:
    assert _compute("min", *values) == sorted(values)[0]
    assert _compute("max", *values) == sorted(values)[-1]


# units


FAMILIES = [("second", "minute", "hour"), ("day", "week"), ("month", "year")]


@given(fractions, st.sampled_from([pair for family in FAMILIES for pair in product(family, repeat=2)]))
def test_units_of_one_family_convert_exactly_and_back(number: Fraction, pair: tuple[str, str]) -> None:
    here, there = pair
    there_and_back = in_unit(in_unit(number, f"{there}s", here), f"{here}s", there)
    assert there_and_back == number
    assert in_unit(number, f"{there}s", here) * UNITS[there].size == number * UNITS[here].size


def test_nothing_converts_across_families() -> None:
    """A day may be one of eight hours, a month has no certain number of days, a working day is no day."""
    together = {pair for family in FAMILIES for pair in product(family, repeat=2)}
    for pair in product(UNITS, repeat=2):
        assert (conversion(*pair) is not None) == (pair in together or pair[0] == pair[1]), pair


@pytest.mark.parametrize(
    ("function", "number", "unit", "gives"),
    [
        ("hours", 90, "minute", Fraction(3, 2)),
        ("minutes", Fraction(1, 2), "hour", 30),
        ("seconds", 1, "hour", 3600),
        ("minutes", 90, "second", Fraction(3, 2)),
        ("minutes", 90, "minute", 90),
        ("hours", 90, "", 90),
        ("days", 3, "day", 3),
        ("days", 2, "week", 14),
        ("weeks", 10, "day", Fraction(10, 7)),
        ("years", 18, "month", Fraction(3, 2)),
        ("months", Fraction(1, 2), "year", 6),
        ("yuan", 3, "", 3),
    ],
)
def test_in_unit(function: str, number: Any, unit: str, gives: Any) -> None:
    assert in_unit(Fraction(number), function, unit) == gives


def test_unit_functions_name_units_that_can_be_shown() -> None:
    for unit in UNIT_FUNCTIONS.values():
        assert all("{n}" in form for lang in LANGS for form in unit_forms(unit, lang).values())


# tables


# Rows as (start, whether only beyond it, what it gives), in order; the last may be where the table ends.
edges = st.tuples(st.integers(-3, 50), st.booleans())
tables = st.builds(
    lambda starts, gives, ends, below: Table(
        "t.t",
        (
            *([Row(None, Fraction(below))] if below is not None else []),
            *(Row(Fraction(at), Fraction(give), beyond) for (at, beyond), give in zip(sorted(starts), gives)),
            *([Row(Fraction(51), None)] if ends else []),
        ),
    ),
    st.sets(edges, min_size=1, max_size=6),
    st.lists(st.integers(0, 50), min_size=6, max_size=6),
    st.booleans(),
    st.none() | st.integers(0, 9),
)


def _given_at(table: Table, number: Fraction) -> Fraction | str:
    """What the table gives, or why it does not, told row by row from the last one."""
    for start, gives, beyond in reversed(table.rows):
        if start is None or start < number or (start == number and not beyond):
            return "past_end" if gives is None else gives
    return "below_first"


@given(tables, st.integers(-5, 60) | fractions)
def test_band(table: Table, number: Fraction) -> None:
    expected = _given_at(table, Fraction(number))
    if isinstance(expected, str):
        assert _refusal("band", table, Fraction(number)) == expected
    else:
        assert _compute("band", table, Fraction(number)) == expected


@given(tables, st.integers(0, 120))
def test_slices_are_what_each_half_gives(table: Table, halves: int) -> None:
    """All rows begin at whole numbers, so every half of one lies in a single row, whichever way that begins."""
    given = [_given_at(table, Fraction(2 * half + 1, 4)) for half in range(halves)]
    refused = [each for each in given if isinstance(each, str)]
    if refused:
        assert _refusal("slices", table, Fraction(halves, 2)) == refused[0]
    else:
        expected = sum((each for each in given if isinstance(each, Fraction)), Fraction(0)) / 2
        assert _compute("slices", table, Fraction(halves, 2)) == expected


# rounding to a step

steps = st.sampled_from([Fraction(text) for text in ("1", "1/2", "1/4", "0.001", "7", "1/3", "21.75", "1000000")])


@given(fractions, steps)
def test_rounding_gives_the_multiples_around_a_number(number: Fraction, step: Fraction) -> None:
    up, down, near = (_compute(name, number, step) for name in ("round_up", "round_down", "round_to"))
    assert all((each / step).denominator == 1 for each in (up, down, near))
    assert down <= number <= up
    assert up - down == (0 if (number / step).denominator == 1 else step)
    assert near in (down, up)
    assert abs(near - number) * 2 <= step
    assert near == -_compute("round_to", -number, step)
    if abs(near - number) * 2 == step:
        assert abs(near) > abs(number)


# rows


@given(st.lists(st.booleans(), max_size=12))
def test_runs(truths: list[bool]) -> None:
    text = "".join("x" if truth else " " for truth in truths)
    runs = text.split(" ")
    assert _compute("longest_run", truths) == max(len(run) for run in runs)
    assert _compute("last_run", truths) == len(runs[-1])
    assert _compute("count", truths) == sum(truths)
    assert _compute("any", truths) == ("x" in text)
    assert _compute("all", truths) == (" " not in text)


@given(st.lists(fractions, max_size=8))
def test_sum_and_count(values: list[Fraction]) -> None:
    total = Fraction(0)
    for value in values:
        total += value
    assert _compute("sum", values) == total
    assert isinstance(_compute("sum", values), Fraction)
    assert _compute("count", values) == len(values)


# money in parts


@given(fen, fen)
def test_instalments_sum_exactly_and_keep_the_bound(total: Fraction, each: Fraction) -> None:
    if total and (not each or total / each > 120):
        assert _refusal("instalments", total, each) == ("too_many" if each else "not_positive")
        return
    parts = _compute("instalments", total, each)
    if total == 0:
        assert parts == []
        return
    assert sum(parts) == total
    assert all(part == each for part in parts[:-1])
    assert 0 < parts[-1] <= each


def test_instalments_at_the_limit() -> None:
    assert len(_compute("instalments", Fraction(120), Fraction(1))) == 120
    assert len(_compute("instalments", Fraction(12000), Fraction(100))) == 120
    with pytest.raises(Refusal):
        _compute("instalments", Fraction(12001, 100), Fraction(1))
    assert _compute("instalments", Fraction(1000), Fraction(300)) == [300, 300, 300, 100]


@given(fen, st.integers(1, 400))
def test_shares_sum_to_the_fen_and_differ_by_one_at_most(total: Fraction, people: int) -> None:
    parts = _compute("shares", total, Fraction(people))
    assert len(parts) == people
    assert sum(parts) == total
    assert parts == sorted(parts, reverse=True)
    assert parts[0] - parts[-1] in (0, Fraction(1, 100))
    assert all((part * 100).denominator == 1 for part in parts)


def test_shares_of_odd_numbers() -> None:
    assert _compute("shares", Fraction(1000), Fraction(3)) == [
        Fraction("333.34"),
        Fraction("333.33"),
        Fraction("333.33"),
    ]
    assert _compute("shares", Fraction(0), Fraction(2)) == [0, 0]
    assert sum(_compute("shares", Fraction(1, 3), Fraction(2))) == Fraction("0.33")
    with pytest.raises(Refusal) as refused:
        _compute("shares", Fraction(1000), Fraction(1001))
    assert (refused.value.code, refused.value.facts) == ("too_many", {"most": 1000})


# working days


def _naive_after(day: date, count: int) -> date:
    while count:
        day += ONE_DAY
        count -= _works(day)
    return day


@given(st.dates(date(2026, 1, 1), date(2026, 6, 1)), st.integers(0, 120))
def test_add_working_days_counts_one_by_one(day: date, count: int) -> None:
    assert _compute("add_working_days", day, Fraction(count)) == _naive_after(day, count)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 3, 31), 3, date(2026, 4, 3)),  # a Tuesday
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # over the Qingming days
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday that makes up
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # over the Spring Festival
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # a Saturday that makes up
        (date(2026, 10, 3), 0, date(2026, 10, 3)),  # none: the day itself, working or not
        (date(2026, 12, 30), 1, date(2026, 12, 31)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # the day itself is not asked
    ],
)
def test_add_working_days(day: date, count: int, due: date) -> None:
    assert _compute("add_working_days", day, Fraction(count)) == due


@pytest.mark.parametrize(
    ("day", "count", "year"),
    [(date(2026, 12, 31), 1, 2027), (date(2026, 12, 1), 40, 2027), (date(2024, 12, 30), 1, 2024)],
)
def test_years_without_a_calendar_are_refused(day: date, count: int, year: int) -> None:
    with pytest.raises(Refusal) as refused:
        _compute("add_working_days", day, Fraction(count))
    assert (refused.value.code, refused.value.facts) == ("no_calendar", {"year": year})


def _by_date(rows: Iterable[tuple[date, Fraction]]) -> dict[date, Fraction]:
    """At most one day a date, and only dates on which people work."""
    totals: dict[date, Fraction] = defaultdict(Fraction)
    for day, amount in rows:
        if _works(day):
            totals[day] += amount
    return {day: min(total, Fraction(1)) for day, total in totals.items()}


def _naive_run(rows: Iterable[tuple[date, Fraction]]) -> Fraction:
    """Walks through the year day by day: a working day that was not missed as a whole ends the run."""
    totals, best, run = _by_date(rows), Fraction(0), Fraction(0)
    day = FIRST
    while day <= LAST:
        if _works(day):
            run = run + 1 if totals.get(day) == 1 else Fraction(0)
        best = max(best, run)
        day += ONE_DAY
    return best


def _month_later(day: date, months: int) -> date:
    """The first day that no longer lies within `months` months from `day`."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:  # the month is too short: all of it lies within
        return date(year + (month == 11), (month + 1) % 12 + 1, 1)


def _naive_most(rows: Iterable[tuple[date, Fraction]], months: int) -> Fraction:
    """Tries every day of the year as the first day of the window."""
    totals, best, start = _by_date(rows), Fraction(0), FIRST
    while start <= LAST:
        end = _month_later(start, months)
        best = max(best, sum((amount for day, amount in totals.items() if start <= day < end), Fraction(0)))
        start += ONE_DAY
    return best


@settings(deadline=None)
@given(absences | close_absences)
def test_run_of_working_days(rows: list[tuple[date, Fraction]]) -> None:
    days, amount = [day for day, _ in rows], [amount for _, amount in rows]
    assert _compute("run_of_working_days", days, amount) == _naive_run(rows)


@settings(deadline=None, max_examples=60)
@given(absences | close_absences, st.sampled_from([1, 2, 3, 12]))
def test_most_in_months(rows: list[tuple[date, Fraction]], months: int) -> None:
    days, amount = [day for day, _ in rows], [amount for _, amount in rows]
    assert _compute("most_in_months", days, amount, Fraction(months)) == _naive_most(rows, months)


@pytest.mark.parametrize(
    ("days", "run", "month"),
    [
        ([], 0, 0),
        ([date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9)], 3, 3),  # a weekend between
        ([date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 24)], 3, 3),  # the Spring Festival between
        ([date(2026, 3, 5), date(2026, 3, 7), date(2026, 3, 10)], 1, 2),  # the 7th is a Saturday, the 9th was worked
        ([date(2026, 3, 5), date(2026, 3, 5)], 1, 1),  # a date counts once
        ([date(2026, 3, 9), date(2026, 3, 6)], 2, 2),  # in any order
        ([date(2026, 3, 31), date(2026, 4, 30)], 1, 2),  # the 30th: April has no 31st
        ([date(2026, 4, 30), date(2026, 5, 29)], 1, 2),
        ([date(2026, 4, 9), date(2026, 5, 9)], 1, 1),  # a month to the day is no longer within it
        ([date(2026, 4, 10), date(2026, 5, 9)], 1, 2),
    ],
)
def test_absences_by_hand(days: list[date], run: int, month: int) -> None:
    ones = [Fraction(1)] * len(days)
    assert _compute("run_of_working_days", days, ones) == run
    assert _compute("most_in_months", days, ones, Fraction(1)) == month


def test_absences_over_the_turn_of_the_year() -> None:
    """Two years without holidays: 1 January 2027 is a Friday."""
    words = Words(zh="通知", en="notice")
    table = [CalendarFile(year=year, source=words, working_days=261, off=[]) for year in (2026, 2027)]
    two_years = calendars_of(table)
    rows = [(date(2026, 12, 31), Fraction(1)), (date(2027, 1, 1), Fraction(1)), (date(2027, 1, 4), Fraction(1))]
    assert two_years.longest_run(rows) == 3
    assert two_years.longest_run(rows[:1] + rows[2:]) == 1
    assert two_years.most_within(rows, 1) == 3
    assert two_years.most_within([*rows, (date(2027, 2, 1), Fraction(1))], 1) == 3
    assert two_years.most_within([(date(2026, 12, 31), Fraction(1)), (date(2027, 1, 29), Fraction(1))], 1) == 2
    assert two_years.most_within([(date(2026, 1, 5), Fraction(1)), (date(2027, 1, 5), Fraction(1))], 12) == 1
    assert two_years.most_within([(date(2026, 1, 6), Fraction(1)), (date(2027, 1, 5), Fraction(1))], 12) == 2
    assert two_years.after(date(2026, 12, 31), 2) == date(2027, 1, 4)


def test_absences_in_a_year_without_a_calendar_are_refused() -> None:
    for name, more in (("run_of_working_days", ()), ("most_in_months", (Fraction(12),))):
        with pytest.raises(Refusal) as refused:
            _compute(name, [date(2026, 12, 31), date(2027, 1, 4)], [Fraction(1)] * 2, *more)
        assert (refused.value.code, refused.value.facts) == ("no_calendar", {"year": 2027})


# days and moments


@given(st.dates(), st.integers(-4_000_000, 4_000_000))
def test_add_days_or_refused(day: date, count: int) -> None:
    try:
        expected = day + timedelta(count)
    except OverflowError:
        with pytest.raises(Refusal) as refused:
            add_days(day, Fraction(count))
        assert refused.value.code == "out_of_range"
        return
    assert add_days(day, Fraction(count)) == expected


def test_parts_of_days() -> None:
    with pytest.raises(Refusal) as refused:
        add_days(date(2026, 1, 1), Fraction(1, 2))
    assert refused.value.code == "not_whole"
    assert _compute("year_of", date(2026, 7, 1)) == 2026
    assert _compute("end_of_year", date(2026, 7, 1)) == date(2026, 12, 31)
    assert _compute("day_of", datetime(2026, 7, 1, 23, 59)) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        (Fraction(24), datetime(2026, 4, 1, 10, 20)),
        (Fraction(1, 2), datetime(2026, 3, 31, 10, 50)),
        (Fraction(1, 60), datetime(2026, 3, 31, 10, 21)),
        (Fraction(-11), datetime(2026, 3, 30, 23, 20)),
    ],
)
def test_add_hours(hours: Fraction, due: datetime) -> None:
    assert _compute("add_hours", datetime(2026, 3, 31, 10, 20), hours) == due


@pytest.mark.parametrize(("hours", "code"), [(Fraction(1, 7), "not_whole"), (Fraction(10**9), "out_of_range")])
def test_add_hours_refused(hours: Fraction, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        _compute("add_hours", datetime(2026, 3, 31, 10, 20), hours)
    assert refused.value.code == code


def test_every_refusal_has_words() -> None:
    for lang in LANGS:
        assert reason_of(Refusal("too_many", most=120), {})[lang]
        assert "2027" in reason_of(Refusal("no_calendar", year=2027), {})[lang]


# the edges of every function's domain, in both runtimes

DOMAINS = yaml.safe_load((Path(__file__).parent / "domains.yml").read_text("utf-8"))
_LARGEST = 10**300 - 1
SIZES: list[dict[str, Any]] = [
    {"formula": f"n + {_LARGEST}", "gives": _LARGEST},
    {"formula": f"-n - {_LARGEST}", "gives": -_LARGEST},
    {"formula": f"n + {_LARGEST} + 1", "refuses": "too_long"},
    {"formula": f"n - {_LARGEST} - 1", "refuses": "too_long"},
    {"formula": f"(n + 1) / {_LARGEST}", "gives": f"1/{_LARGEST}"},
    {"formula": f"(n + 1) / {_LARGEST + 1}", "refuses": "too_long"},
    {"formula": f"(n + 10) * {10**299}", "refuses": "too_long"},
    {"formula": f"(n + 9) * {10**299}", "gives": 9 * 10**299},
    {"formula": f"sum(none) + sum(amount / days({_LARGEST})) + 1", "refuses": "too_long"},
    {"formula": f"seconds(hours(n + {10**299}))", "unit": "second", "refuses": "too_long"},
    {"formula": f"seconds(hours(n + {10**296}))", "unit": "second", "gives": 3600 * 10**296},
]
EDGES = [*DOMAINS, *SIZES]
EDGE_INPUTS = """\
inputs:
  x: {label: {zh: 数, en: X}, min: 0, max: 1, precision: 1, default: 0.5}
  n: {label: {zh: 整数, en: N}, min: 0, max: 1, default: 0}
  day: {label: {zh: 日期, en: Day}, date: day, default: 2026-03-31}
  told: {label: {zh: 时刻, en: Told}, date: moment, default: 2026-03-31 10:20}
  absences:
    label: {zh: 缺勤, en: Absences}
    rows:
      on: {label: {zh: 那天, en: On}, date: day}
      amount: {label: {zh: 多久, en: Amount}, unit: day, min: 0.5, max: 1, precision: 1}
  nothing: {label: {zh: 没有, en: Nothing}, rows: {none: {label: {zh: 无, en: None}, min: 0, max: 1}}}
steps:
"""


def test_every_function_is_tried_at_its_edges() -> None:
    assert {edge["function"] for edge in DOMAINS} == set(FUNCTIONS)
    assert all(edge["function"] in edge["formula"] for edge in DOMAINS)


def test_the_edges_of_every_domain_are_the_same_in_both_runtimes() -> None:
    """Each edge is a step of a rule of its own choice: one refusal ends a run, so a choice says which step is meant."""
    names = ", ".join(f"e{number}: {{zh: e{number}, en: e{number}}}" for number in range(len(EDGES)))
    which = f"  which: {{label: {{zh: 哪个, en: Which}}, choices: {{{names}}}, default: e0}}\n"
    steps = [
        f"  - {{id: s{number}, label: {{zh: 步, en: Step}}, formula: '{edge['formula']}', when: which == \"e{number}\""
        + (f", unit: {edge['unit']}}}\n" if edge.get("unit") else "}\n")
        for number, edge in enumerate(EDGES)
    ]
    ends = "  - {id: end, label: {zh: 完, en: End}, formula: x}\n"
    loaded = read(
        EDGE_INPUTS.replace("steps:\n", which + "steps:\n") + "".join(steps) + ends + "results: [end]\n", SCALES
    )
    assert loaded.book is not None, [problem.line("en") for problem in loaded.problems]
    rule, rows = loaded.book.rule("try"), [{"on": date(2026, 3, 31), "amount": Fraction(1, 2)}]
    all_of = {entry.id: None for entry in rule.inputs} | {"absences": rows, "nothing": []}
    cases = [Case(all_of | {"which": f"e{number}"}, date(2026, 3, 31)) for number in range(len(EDGES))]
    for number, (edge, case) in enumerate(zip(EDGES, cases)):
        told = json.loads(canonical(rule, case, "en"))
        refused = told["refused"]["code"] if told["refused"] else None
        value = told["steps"][number].get("value") if refused is None else None
        assert (refused, value) == (edge.get("refuses"), _text(edge.get("gives"))), edge
    for lang in LANGS:
        assert compare(loaded.book, rule, lang, cases) == []


def _text(gives: Any) -> Any:
    """A value of the table as a trace has it."""
    if isinstance(gives, list):
        return [str(each) for each in gives]
    return gives if isinstance(gives, bool) or gives is None else str(gives)
