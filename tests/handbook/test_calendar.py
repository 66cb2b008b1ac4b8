"""Days by the calendar: how ends of months are read, what lies between two days, ranges, working days back."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from parity import Case, compare
from trying import read, rule_of, steps_of, worked

from handbook.rules.explain import explainer_of
from handbook.rules.formulas import calendar
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.workdays import Calendars

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "month_ends.yml").read_text(encoding="utf-8")
)
ON = date(2026, 3, 31)
DAYS = """\
first: {label: {zh: 从, en: From}, date: day, example: 2026-01-31}
last: {label: {zh: 到, en: To}, date: day, example: 2026-02-28}
n: {label: {zh: 月数, en: Months}, unit: month, min: -999, max: 999, default: 0}
"""
LATER = steps_of("add_months(first, n)", inputs=DAYS)
BETWEEN = steps_of(
    "months_between(first, last)", "years_between(first, last)", "age_on(first, last)", "days_between(first, last)",
    inputs=DAYS, units={0: "month", 1: "year", 2: "year", 3: "day"},
)  # fmt: skip

some_days = st.dates(date(1895, 1, 1), date(2110, 12, 31))


def test_a_day_that_a_month_lacks_is_its_last_one_in_both_runtimes() -> None:
    loaded = read(LATER)
    assert loaded.book is not None
    rule, some = loaded.book.rule("try"), []
    for row in TABLE["later"]:
        given = {"first": row["from"], "last": row["from"], "n": Fraction(row["months"])}
        assert worked(rule, {**given, "n": row["months"]}).steps[0].value == row["to"], row
        some.append(Case(given, ON))
    assert compare(loaded.book, rule, "zh", some) == []


def test_whole_months_and_years_between_days_in_both_runtimes() -> None:
    loaded = read(BETWEEN)
    assert loaded.book is not None
    rule, some = loaded.book.rule("try"), []
    for row in TABLE["between"]:
        given = {"first": row["from"], "last": row["to"], "n": None}
        months, years, age, days = (step.value for step in worked(rule, {**given, "n": 0}).steps)
        assert (months, years, age) == (row["months"], row["years"], row["years"]), row
        assert days == (row["to"] - row["from"]).days
        some.append(Case(given, ON))
    assert compare(loaded.book, rule, "en", some) == []


@given(some_days, some_days)
def test_what_lies_between_is_the_most_that_is_not_past_the_second_day(one: date, other: date) -> None:
    first, last = sorted((one, other))
    months, years = calendar.months_between(first, last), calendar.years_between(first, last)
    assert calendar.add_months(first, months) <= last < calendar.add_months(first, months + 1)
    assert calendar.add_years(first, years) <= last < calendar.add_years(first, years + 1)


@given(some_days, st.integers(-1500, 1500))
def test_months_later_never_spill_over(day: date, count: int) -> None:
    later = calendar.add_months(day, Fraction(count))
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=7))
def test_days_covered_are_counted_once(ranges: list[tuple[int, int]]) -> None:
    firsts = [ON + timedelta(start) for start, _ in ranges]
    lasts = [first + timedelta(more) for first, (_, more) in zip(firsts, ranges)]
    days = {first + timedelta(more) for first, last in zip(firsts, lasts) for more in range((last - first).days + 1)}
    assert calendar.days_covered(firsts, lasts) == len(days)


@given(st.integers(0, 364), st.integers(-40, 40))
def test_working_days_back_and_forth(at: int, count: int) -> None:
    """Of years without holidays: the same number of working days lies between, the day itself left out."""
    calendars = Calendars({year: [] for year in (2025, 2026, 2027)}, {})
    day = date(2026, 1, 1) + timedelta(at)
    found = calendars.after(day, count)
    if not count:
        assert found == day
        return
    assert calendars.is_working(found)
    step = timedelta(1 if count > 0 else -1)
    assert calendars.between(*sorted((day + step, found))) == abs(count)


@pytest.mark.parametrize(
    ("formula", "lang", "said"),
    [
        ("min(first, last)", "zh", "较早的（2026 年 1 月 31 日、2026 年 2 月 28 日）"),
        ("max(first, last, first)", "en", "the later of (31 January 2026, 28 February 2026, 31 January 2026)"),
        ("add_months(first, -months(1))", "zh", "按月推算（2026 年 1 月 31 日、−1 个月）"),
        ("date_of(year_of(first), 12, 31)", "zh", "年、月、日（年份（2026 年 1 月 31 日）、12、31）"),
        ("weekday_of(last) >= 6", "zh", "星期几，星期一是 1（2026 年 2 月 28 日） ≥ 6"),
        ("weekday_of(last) >= 6", "zh-Hant", "星期幾，星期一是 1（2026 年 2 月 28 日） ≥ 6"),
        ("weeks(2) > weeks(last - first)", "en", "2 weeks > 28 February 2026 − 31 January 2026"),
    ],
)  # fmt: skip
def test_how_the_working_says_it(formula: str, lang: Any, said: str) -> None:
    rule = rule_of(steps_of(formula, inputs=DAYS))
    trace = worked(rule, {"first": "2026-01-31", "last": "2026-02-28"})
    assert explainer_of(rule, lang).working(rule.steps[0].tree, trace) == said


def test_the_other_way_round_is_refused_by_name() -> None:
    with pytest.raises(Refusal) as refused:
        calendar.months_between(date(2026, 2, 1), date(2026, 1, 31))
    assert refused.value.facts == {"first": date(2026, 2, 1), "last": date(2026, 1, 31)}
    with pytest.raises(Refusal) as refused:
        calendar.days_covered([ON, ON], [ON, ON - timedelta(1)])
    assert refused.value.code == "last_before_first"
    with pytest.raises(Refusal) as refused:
        calendar.date_of(Fraction(2026), Fraction(2), Fraction(30))
    assert (refused.value.code, refused.value.facts) == ("no_such_day", {"year": 2026, "month": 2, "day": 30})
