"""Rows of a sheet are worked out alike whether or not they are looked at closely, by every rule of the policy."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trying import rule_of

from handbook.calc import arguments, plain_rows
from handbook.calc.plain_rows import PlainRows
from handbook.calc.sheets.cells import Cell, Row
from handbook.calc.worker import RowCalculator, SheetJob
from handbook.edit.proposal import NewValue, propose_value
from handbook.lang.units import UNIT_NAMES, UnitName
from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from handbook.rules.answers import asked_on
from handbook.rules.compiling.code import Scaled
from handbook.rules.formulas.kinds import ChoiceKind, DayKind, MomentKind, SwitchKind
from handbook.rules.inputs import BadInput, accept
from handbook.rules.rule import Input, InputField, InputRows, Rule

ROOT = Path(__file__).parents[2]
RULES = sorted(path.stem for path in (ROOT / "policy_data" / "rules").glob("*.yml"))
ODD: Sequence[Cell] = (
    *("¥4500", "4,500", "4500.", "007", "1e3", "-1", "9999999", "12.345", "36.000", "", " 12 ", "１２"),
    *("abc", "1;2", "٣", "²", "1 000"),
    *("0.1%", "50%", "4500元", "−5", "+3", "2026/3/2", "2026年3月2日 9:05:00", "是", "no", "优秀"),
    *("8;12；45", ";;8;", "8,1;9", "8;0", "无;8", "8 ; ;9", "8，2026-03-02;9", "8;8,;x"),
    *(None, 12, 12.5, 0.1 + 0.2, True, date(2026, 3, 2), datetime(2026, 3, 2, 10, 20), "x" * 300),
)  # fmt: skip
DAYS: Sequence[Cell] = ("2026-06-01", "2027/3/5", date(2026, 9, 1), "2099-01-01", "2020-01-01", "", "tomorrow")


@cache
def book() -> PolicyBook:
    return open_book(ROOT / "policy_data", date(2026, 6, 1))


def written(entry: Input, dice: random.Random) -> str:
    """A text that may well be used."""
    if isinstance(entry, InputRows):
        rows = range(dice.choice((0, 1, 3, min(entry.most + 1, 40))))
        return ";".join(",".join(_field(each, dice) for each in entry.fields) for _ in rows)
    return _field(entry, dice)


def _field(entry: InputField, dice: random.Random) -> str:
    match entry.kind:
        case ChoiceKind(options=options):
            id, words = dice.choice(options)
            return dice.choice((id, words["zh"], words["en"]))
        case SwitchKind():
            return dice.choice(("1", "否", "true"))
        case DayKind():
            return str(date(2025, 1, 1) + timedelta(days=dice.randrange(900)))
        case MomentKind():
            return f"{datetime(2026, 1, 1) + timedelta(minutes=dice.randrange(600_000)):%Y/%m/%d %H:%M}"
    top = min(entry.max, dice.choice((entry.max, 100)))
    return f"{dice.uniform(float(entry.min), float(top)):.{dice.randint(0, entry.precision)}f}"


def is_odd(number: int) -> bool:
    """Whether a row of that number has something odd in a cell, or a cell too few or too many."""
    return not all(number % each for each in (5, 17, 19))


def leave_out_what_is_not_asked(rule: Rule, cells: list[Cell]) -> None:
    """Empty the cells that the others rule out."""
    given = dict[str, Any]()
    for entry, cell in zip(rule.inputs, cells):
        with suppress(BadInput):
            given |= accept([entry], {entry.id: str(cell).replace("/", "-")})
    asked = {entry.id for entry in asked_on(rule, given, date(2026, 6, 1))}
    cells[:] = [cell if entry.id in asked else "" for entry, cell in zip(rule.inputs, cells)]


def rows_of(rule: Rule, daily: bool) -> list[Row]:
    """Rows with all that people put into cells, every fifth with something odd."""
    dice, rows = random.Random(rule.id), list[Row]()
    for number in range(2, 82):
        cells: list[Cell] = [written(entry, dice) for entry in rule.inputs]
        if number % 10:
            leave_out_what_is_not_asked(rule, cells)
        if number % 5 == 0:
            cells[dice.randrange(len(cells))] = dice.choice(ODD)
        cells += ["name", *([dice.choice(DAYS)] if daily else [])]
        rows.append((number, cells[:-1] if number % 17 == 0 else [*cells, "more"] if number % 19 == 0 else cells))
    return rows


class Never(PlainRows):
    """No row is plain."""

    def work(self, row: Row) -> None:  # noqa: ARG002
        return None


@pytest.mark.parametrize("typed", [False, True], ids=["csv", "xlsx"])
@pytest.mark.parametrize("id", RULES)
def test_rows_are_worked_out_as_when_they_are_looked_at_closely(id: str, typed: bool) -> None:
    rule = book().rule(id)
    daily = typed and not rule.as_of
    header = (*(entry.id for entry in rule.inputs), "who", *(["on"] if daily else []))
    job = SheetJob(header, {}, date(2026, 6, 1), "en" if typed else "zh", full=typed, typed=typed)
    quick, closely = RowCalculator(rule, job), RowCalculator(rule, job)
    closely._plain = Never(closely)
    rows = rows_of(rule, daily)
    assert quick.work(rows) == closely.work(rows)
    assert quick.work(rows) == closely.work(rows), "what is remembered is right"
    ordinary = [row for row in rows if not is_odd(row[0])]
    assert quick._plain is not None
    plain = sum(quick._plain.work(row) is not None for row in ordinary)
    assert plain == quick.work(ordinary).good > 0, "an ordinary row need not be looked at closely"


def test_inputs_for_all_rows_and_those_that_nothing_is_given_for() -> None:
    rule = book().rule("attendance_deduction")
    job = SheetJob(("late",), {"base": "4,500 元"}, date(2026, 6, 1), "zh", full=True, typed=False)
    quick, closely = RowCalculator(rule, job), RowCalculator(rule, job)
    closely._plain = Never(closely)
    rows: list[Row] = [(2, ["8;12;45"]), (3, [""]), (4, ["500"]), (5, ["8;12;45"])]
    assert quick.work(rows) == closely.work(rows)
    assert quick._plain is not None
    assert [quick._plain.work(row) is None for row in rows] == [False, False, True, False]


CLOCK = """\
inputs:
  worked: {label: {zh: 工时, en: Worked}, unit: hour, parts: [hour, minute], min: 0, max: 24}
  late:
    label: {zh: 加班, en: Overtime}
    rows: {more: {label: {zh: 多久, en: How long}, unit: hour, parts: [hour, minute], min: 0, max: 12}}
steps:
  - {id: all, label: {zh: 合计, en: Total}, formula: minutes(worked + sum(more)), unit: minute}
results: [all]
"""


def test_hours_and_minutes_are_read_from_cells() -> None:
    rule = rule_of(CLOCK)
    job = SheetJob(("worked", "late"), {}, date(2026, 6, 1), "zh", full=False, typed=True)
    quick, closely = RowCalculator(rule, job), RowCalculator(rule, job)
    closely._plain = Never(closely)
    given: list[list[Cell]] = [[7, "1;2"], [time(7, 20), "0:05;10分钟"], [timedelta(hours=24), ""], ["7.5", "7h30m"]]
    rows: list[Row] = [*enumerate(given, 2), (6, ["7:75", ""]), (7, ["7.333", "1"])]
    assert quick.work(rows) == closely.work(rows)
    assert quick._plain is not None
    done = [quick._plain.work(row) for row in rows]
    assert [row and row[1] for row in done] == [600, 455, 1440, 900, None, None]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5000),
        ("100", 100_000),
        ("7.25", 7250),
        ("12.5", 12_500),
        ("0" * 12 + "100", 100_000),  # as many digits as a number has room for
        ("0" * 13 + "100", None),
        *((text, None) for text in ("4.99", "100.01", "7.255", "7.", ".5", "", "-7", "٧", "7,0", "7 ", "1" * 16)),
    ],
)
def test_plain_digits_are_read_at_once(text: str, number: int | None) -> None:
    """In thousandths, from 5 to 100 with two decimals; whatever is not plain is left to who looks closely."""
    rule_input = book().rule("attendance_deduction").input("base")
    assert isinstance(rule_input, InputField)
    entry = InputField(
        "x", rule_input.kind, rule_input.label, unit="CNY", min=Fraction(5), max=Fraction(100), precision=2
    )
    assert plain_rows._Digits(entry, Scaled(1000, 0, 10**9)).read(text) == number


@given(
    st.sampled_from(UNIT_NAMES), st.sampled_from((1, 2, 3, 7, 10, 100, 480, 1000, 2175, 10**6, 10**7)), st.integers()
)
def test_numbers_are_written_as_when_they_are_looked_at_closely(unit: UnitName, denominator: int, raw: int) -> None:
    """Decimals are remembered and stand behind whole numbers; what has no end, or is below zero, is not parted."""
    closely = RowCalculator(
        book().rule("attendance_deduction"), SheetJob(("base",), {}, date(2026, 6, 1), "zh", full=False, typed=False)
    )
    step, shape = replace(closely.steps[0], unit=unit), Scaled(denominator, -(10**30), 10**30)
    write = plain_rows._Writer(closely, step, shape)
    for number in (raw, raw + denominator, -raw, raw % denominator, denominator, 0):
        assert write(number) == closely.cell(step, Fraction(number, denominator))


def test_what_a_row_of_a_list_means_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However the rows stand together: a million cells are made of few of them."""
    rule = book().rule("attendance_deduction")
    calculator = RowCalculator(rule, SheetJob(("base", "late"), {}, date(2026, 6, 1), "zh", full=False, typed=False))
    asked, value = list[str](), calculator.value
    monkeypatch.setattr(calculator, "value", lambda entry, text: asked.append(text) or value(entry, text))
    texts = ["8;12", "12;8", "8;8;12", "8;12,2026-03-02", "12,2026-03-02;8"]
    assert calculator.work([(number, ["4500", text]) for number, text in enumerate(texts)]).good == len(texts)
    assert asked == ["8", "12", "12,2026-03-02"]


def test_a_long_text_is_not_remembered() -> None:
    rule = book().rule("attendance_deduction")
    calculator = RowCalculator(rule, SheetJob(("base", "late"), {}, date(2026, 6, 1), "zh", full=False, typed=False))
    texts = ["8" + " " * length for length in (199, 200)]
    assert calculator.work([(number, ["4500", text]) for number, text in enumerate(texts)]).good == 2
    readers = cast(PlainRows, calculator._plain)._readers.values()
    assert [text in each._known for text in texts for each in readers if "4500" not in each._known] == [True, False]


def test_a_row_counts_by_the_rules_of_its_own_day() -> None:
    new = NewValue(date(2026, 6, 15), 5)
    changed = propose_value(ROOT / "policy_data", "service.complaint_plan_time", new, date(2026, 6, 1)).books[1]
    rule, moments = changed.rule("reply_deadline"), ("2026-06-14 08:00", "2026-06-15 08:00")

    def due(header: tuple[str, ...], given: Mapping[str, str], cells: Sequence[Cell]) -> Cell:
        job = SheetJob(header, given, date(2026, 6, 1), "zh", full=False, typed=True)
        row = PlainRows(RowCalculator(rule, job)).work((2, cells))
        assert row
        return row[2]  # behind the row's number and what is not asked

    by_row = [due(("what", "received"), {}, ("complaint_plan", moment)) for moment in moments]
    by_all = [due(("what",), {"received": moment}, ("complaint_plan",)) for moment in moments]
    assert by_row == by_all
    assert [cell == datetime(2026, 6, day, 13) for day, cell in zip((14, 15), by_row)] == [False, True]


def test_what_is_remembered_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arguments, "KEPT", 3)
    rule = book().rule("loss_instalments")
    header = (*(entry.id for entry in rule.inputs), "on")
    calculator = RowCalculator(rule, SheetJob(header, {}, date(2026, 6, 1), "zh", full=True, typed=False))
    days = [str(date(2026, 6, 1) + timedelta(days=day)) for day in range(9)]
    rows: list[Row] = [(number, [str(1000 + number), "6000", "", day]) for number, day in enumerate(days, 2)]
    done = calculator.work(rows)
    assert (done.good, done.failed) == (9, 0)
    plain = cast(PlainRows, calculator._plain)
    kept = [
        plain._days,
        plain._plans,
        plain._said,
        *(each._known for each in plain._writers.values()),
        *(each._decimals for each in plain._writers.values()),
        *(each._known for each in plain._readers.values()),
    ]
    assert max(map(len, kept)) == 3


def test_ten_thousand_things_are_remembered() -> None:
    remembered: arguments.Remembered[int, int] = arguments.Remembered()
    for number in range(10_000):
        remembered.keep(number, number)
    assert len(remembered) == 10_000
    assert remembered.keep(10_000, 7) == 7
    assert remembered == {10_000: 7}
