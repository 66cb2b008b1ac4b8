"""Inputs that bound others: on every path, and what calculators open with."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from sheet_rows import worked_both_ways
from trying import ON, read, rule_of

from handbook.calc.filling import fill
from handbook.calc.listing import rule_data, rule_lines
from handbook.calc.plain_rows import PlainRows
from handbook.calc.worker import RowCalculator, SheetJob
from handbook.rules.answers import accept_answers
from handbook.rules.inputs import BadInput, accept
from handbook.rules.rule import InputField, InputRows

RULE = """\
inputs:
  joined: {label: {zh: 入职日期, en: Joined}, date: day, max: 2026-12-31, example: 2020-03-01}
  leaves: {label: {zh: 离职, en: Leaves}, switch: true, default: true}
  left: {label: {zh: 离职日期, en: Left}, date: day, min: joined, ask_when: leaves, example: 2026-03-31}
  due: {label: {zh: 应休, en: Due}, unit: day, min: 0, max: 30, precision: 2, default: 10}
  taken: {label: {zh: 已休, en: Taken}, unit: day, min: 0, max: due, precision: 1}
  trips:
    label: {zh: 出差, en: Trips}
    rows:
      begins: {label: {zh: 开始, en: Begins}, date: day, min: joined, max: left}
      ends: {label: {zh: 结束, en: Ends}, date: day, min: begins, max: left}
      nights: {label: {zh: 晚数, en: Nights}, unit: day, min: 0, max: due, default: 2}
    most: 3
    example: [{begins: 2026-03-02, ends: 2026-03-02, nights: 0}]
steps:
  - {id: rest, label: {zh: 剩余, en: Rest}, formula: due - taken, unit: day}
  - {id: away, label: {zh: 出差天数, en: Away}, formula: "days_covered(begins, ends)", unit: day}
results: [rest]
"""
GIVEN: dict[str, Any] = {"joined": "2020-03-01", "left": "2026-03-31", "taken": "2"}


def _told(given: dict[str, Any]) -> list[str]:
    with pytest.raises(BadInput) as bad:
        accept_answers(rule_of(RULE), {**GIVEN, **given}, ON)
    return [error.text("en") for error in bad.value.errors]


def test_what_is_at_its_bound_is_accepted() -> None:
    given = {**GIVEN, "left": "2020-03-01", "taken": "10.0", "trips": "2020-03-01,2020-03-01"}
    assert accept_answers(rule_of(RULE), given, ON)["left"] == date(2020, 3, 1)


def test_what_is_beyond_is_told_with_the_other_input_and_its_value() -> None:
    with pytest.raises(BadInput) as bad:
        accept_answers(rule_of(RULE), {**GIVEN, "left": "2020-02-29", "taken": "10.5"}, ON)
    assert [error.text("zh") for error in bad.value.errors] == [
        "“离职日期”不能早于“入职日期”（2020 年 3 月 1 日）；现在是 2020-02-29",
        "“已休”不能大于“应休”（10 天）；现在是 10.5",
    ]


def test_what_is_not_asked_or_not_right_bounds_nothing() -> None:
    beyond = "2026-04-01,2026-04-02"
    rule = rule_of(RULE)
    assert len(accept_answers(rule, {**GIVEN, "leaves": "0", "left": "2026-03-31", "trips": beyond}, ON)["trips"]) == 1
    assert _told({"left": "soon", "trips": beyond}) == ["Left must be a date such as 2026-07-01; found “soon”"]
    assert _told({"left": "2019-01-01", "trips": beyond}) == [
        "Left must not be before Joined (1 March 2020); found 2019-01-01"
    ]


def test_the_plain_bound_of_a_number_is_that_of_the_other() -> None:
    taken = rule_of(RULE).input("taken")
    assert isinstance(taken, InputField)
    assert (taken.min, taken.max) == (0, 30)
    assert _told({"due": "31", "taken": "30.5"}) == [
        "Due must be at most 30; found 31",
        "Taken must be at most 30; found 30.5",
    ]


def test_the_fields_of_a_row_bound_each_other() -> None:
    assert _told({"trips": "2020-02-01,2020-02-02;2026-03-02,2026-03-01,3;2026-03-31,2026-03-31,11"}) == [
        "row 1: Begins must not be before Joined (1 March 2020); found 2020-02-01",
        "row 2: Ends must not be before Begins (2 March 2026); found 2026-03-01",
        "row 3: Nights must be at most Due (10 days); found 11",
    ]
    assert _told({"due": "1", "taken": "0", "trips": "2026-03-02,2026-03-02"}) == [
        "row 1: Nights must be at most Due (1 day); found 2 days"
    ], "a default, too"


def test_without_knowing_who_is_asked_only_those_who_always_are_bound_others() -> None:
    rule = rule_of(RULE)
    accepted = accept(rule.inputs, {**GIVEN, "left": "2020-01-01", "trips": "2026-04-01,2026-04-01"})
    assert (accepted["left"], len(accepted["trips"])) == (date(2020, 1, 1), 1)
    with pytest.raises(BadInput):
        accept(rule.inputs, {**GIVEN, "taken": "11"})


def test_what_a_calculator_opens_with_is_within_its_bounds() -> None:
    body = """\
inputs:
  joined: {label: {zh: 入职日期, en: Joined}, date: day, example: 2027-03-01}
  left: {label: {zh: 离职日期, en: Left}, date: day, min: joined}
  seen: {label: {zh: 看到, en: Seen}, date: moment, max: 2026-06-30 10:00}
  due: {label: {zh: 应休, en: Due}, unit: day, min: 0, max: 30, precision: 2, example: 2.25}
  taken: {label: {zh: 已休, en: Taken}, unit: day, min: due, max: 30}
  some: {label: {zh: 一些, en: Some}, unit: day, min: 0, max: half}
steps: [{id: rest, label: {zh: 剩余, en: Rest}, formula: due - taken, unit: day}]
results: [rest]
"""
    half = "half: {label: {zh: 一半, en: Half}, unit: day, min: 0, max: 30, precision: 1, example: 0.5}\n  some:"
    rule = rule_of(body.replace("some:", half))
    opens = {entry.id: str(entry.opening) for entry in rule.inputs if isinstance(entry, InputField)}
    assert opens["left"] == "2027-03-01"
    assert opens["seen"] == "2026-06-30 10:00:00"
    assert (opens["taken"], opens["some"]) == ("3", "0")
    told = read(body.replace("some:", half).replace("max: half", "max: half, example: 1")).problems
    assert [problem.code for problem in told] == ["rule_example"]


def test_rows_need_no_room_between_what_their_fields_alone_would_open_with() -> None:
    body = RULE.replace("min: joined, max: left}", "min: joined}")
    assert read(body).problems == ()


def test_the_command_line_tells_it() -> None:
    with pytest.raises(BadInput) as bad:
        fill(rule_of(RULE), [("taken", "2"), ("入职日期", "2026-04-01"), ("left", "2026-03-31"), ("trips", "")], ON)
    assert [error.text("en") for error in bad.value.errors] == [
        "Left must not be before Joined (1 April 2026); found 2026-03-31"
    ]


def test_the_list_of_rules_says_bounds() -> None:
    lines = "\n".join(rule_lines(rule_of(RULE), "zh"))
    assert "日期，最晚 2026-12-31；例 2020-03-01" in lines
    assert "日期，不早于“入职日期”；例 2026-03-31" in lines
    assert "天，0 到 30，不大于“应休”，最多 1 位小数" in lines
    inputs = {each["id"]: each for each in rule_data(rule_of(RULE), "en")["inputs"]}
    assert inputs["joined"]["bounds"] == [{"end": "max", "limit": "2026-12-31"}]
    assert inputs["taken"]["bounds"] == [{"end": "max", "input": "due"}]


HEADER = ("joined", "leaves", "left", "due", "taken", "trips")
ROWS = [
    ("2020-03-01", "1", "2026-03-31", "2.25", "2.2", "2026-03-02,2026-03-03,1"),
    ("2020-03-01", "1", "2026-03-31", "2.25", "2.3", ""),
    ("2020-03-01", "1", "2020-02-29", "", "2", ""),
    ("2020-03-01", "0", "2020-02-29", "", "2", "2026-04-02,2026-04-03,1"),
    ("2020-03-01", "1", "2026-03-31", "", "2", "2026-03-02,2026-03-03;2026-03-30,2026-03-29"),
    ("2020-03-01", "1", "2026-03-31", "", "10", "2026-04-01,2026-04-01"),
    ("2027-01-01", "0", "", "", "1", ""),
    ("2020-03-01", "1", "2026-03-31", "1", "1", "2026-03-02,2026-03-03"),
]


def _calculator(header: tuple[str, ...], given: dict[str, str]) -> RowCalculator:
    return RowCalculator(rule_of(RULE), SheetJob(header, given, ON, "en", full=False, typed=False))


def test_a_sheet_tells_it_by_row_and_column() -> None:
    done = worked_both_ways(_calculator(HEADER, {}), _calculator(HEADER, {}), ROWS)
    assert done.errors == [
        (3, "taken", "Taken must be at most Due (2.25 days); found 2.3"),
        (4, "left", "Left must not be before Joined (1 March 2020); found 2020-02-29"),
        (
            5,
            "left",
            "“Left” is filled in, but it counts only where “Leaves”. Correct the other answers or leave it empty",
        ),
        (6, "trips", "item 2: Ends must not be before Begins (30 March 2026); found 2026-03-29"),
        (7, "trips", "item 1: Begins must not be after Left (31 March 2026); found 2026-04-01"),
        (7, "trips", "item 1: Ends must not be after Left (31 March 2026); found 2026-04-01"),
        (8, "joined", "Joined must not be after 31 December 2026; found 2027-01-01"),
        (9, "trips", "item 1: Nights must be at most Due (1 day); found 2 days"),
    ]


def test_rows_within_their_bounds_are_plain() -> None:
    plain = PlainRows(_calculator(HEADER, {}))
    assert [plain.work((2, row)) is not None for row in ROWS] == [True, *[False] * 7]
    assert plain.work((2, ("2020-03-01", "0", "", "", "2", ""))) is not None


def test_what_goes_with_every_row_bounds_its_cells() -> None:
    done = _calculator(("due", "taken"), {"joined": "2020-03-01", "left": "2020-01-01"}).work([(2, ("1", "1"))])
    assert done.errors == [(2, "left", "Left must not be before Joined (1 March 2020); found 2020-01-01")]


def test_a_list_has_its_bounds_in_every_row() -> None:
    trips = rule_of(RULE).input("trips")
    assert isinstance(trips, InputRows)
    assert [[bound.end for bound in each.bounds] for each in trips.fields] == [["min", "max"], ["min", "max"], ["max"]]
    assert trips.fields[2].max == Fraction(30)
