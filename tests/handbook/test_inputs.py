"""What people enter: every message word for word, what is tolerated, and texts that are read back as they were."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import BASE, TODAY, rule_of, text_of

from handbook.lang.languages import LANGS, Lang
from handbook.lang.units import UNIT_NAMES
from handbook.policy.book import PolicyBook
from handbook.policy.browser_data import emit
from handbook.policy.load import open_book
from handbook.rules.inputs import _BLANKS, BadInput, InputError, accept, unit_suffixes, write_text
from handbook.rules.rule import Input, InputField, InputRows, Rule
from handbook.rules.words import words_in
from tests.delivered import delivered, delivered_to

ROOT = Path(__file__).parents[2]
RULE = """\
inputs:
  base: {label: {zh: 底薪, en: Base}, unit: CNY, min: 0, max: 1000000, example: 4500}
  share: {label: {zh: 比例, en: Share}, unit: percent, min: 1, max: 100, precision: 1, default: 100}
  wage: {label: {zh: 日薪, en: Wage}, unit: CNY/day, min: -5, max: 500, precision: 3, default: 0}
  number: {label: {zh: 次数, en: Number}, min: 2, max: 9, default: 2}
  grade: {label: {zh: 等级, en: Grade}, choices: [good, pass, fail], default: pass}
  reason: {label: {zh: 原因, en: Reason}, choices: {ill: {zh: 病, en: Ill}, own: {zh: 事（假）, en: Own}}, default: own}
  full: {label: {zh: 全勤, en: Full}, switch: true, default: false}
  joined: {label: {zh: 入职日, en: Joined}, date: day, default: 2026-01-05}
  period: {label: {zh: 哪个月, en: Month}, date: month, default: 2026-01-31}
  told: {label: {zh: 通知时刻, en: Told}, date: moment, default: 2026-03-31 10:20}
  ends: {label: {zh: 最后一天, en: Last day}, date: day, min: joined, max: 2030-12-31, default: 2026-12-31}
  seen: {label: {zh: 看到时刻, en: Seen}, date: moment, min: told, max: 2030-12-31 23:59, default: 2026-12-31 18:00}
  begun: {label: {zh: 开始日, en: Begun}, date: day, min: 2000-01-01, max: ends, default: 2026-06-01}
  cut: {label: {zh: 打折, en: Cut}, unit: percent, min: 0, max: share, precision: 2, default: 0}
  more: {label: {zh: 更多, en: More}, unit: percent, min: cut, max: 100, default: 100}
  late:
    label: {zh: 迟到, en: Late}
    rows:
      minutes: {label: {zh: 分钟, en: Minutes}, unit: minute, min: 1, max: 480}
      excused: {label: {zh: 请假, en: Excused}, switch: true, default: false}
    most: 3
  absences:
    label: {zh: 旷工, en: Absences}
    rows:
      day: {label: {zh: 日期, en: Day}, date: day}
      amount: {label: {zh: 多久, en: How long}, unit: day, min: 0.5, max: 1, precision: 1, default: 1}
    most: 2
  worked: {label: {zh: 工时, en: Worked}, unit: hour, parts: [hour, minute], min: -1, max: 24, example: 7.5, default: 8}
  rested: {label: {zh: 休息, en: Rested}, unit: hour, parts: [hour, minute], min: 0, max: worked, default: 0}
  service: {label: {zh: 工龄, en: Service}, unit: year, parts: [year, month], min: 0.5, max: 60, default: 1}
  gone: {label: {zh: 离开, en: Gone}, unit: week, parts: [week, day], min: 0, max: 9, default: 0}
  run: {label: {zh: 跑步, en: Run}, unit: hour, parts: [hour, minute, second], min: 0, max: 9, default: 0}
steps:
  - {id: s, label: {zh: 甲, en: A}, formula: base, unit: CNY}
results: [s]
"""


def _rule() -> Rule:
    return rule_of(RULE)


def _accept(**given: Any) -> dict[str, Any]:
    return accept(_rule().inputs, {"base": 100, **given})


def _refused(lang: Lang, **given: Any) -> list[str]:
    with pytest.raises(BadInput) as bad:
        _accept(**given)
    return [error.text(lang) for error in bad.value.errors]


def _input(id: str) -> Input:
    entry = _rule().input(id)
    assert entry is not None
    return entry


# word for word

ERRORS: list[tuple[str, dict[str, Any], str, str]] = [
    ("missing", {"base": ""}, "请填写底薪，例如 4500", "enter Base, for example 4500"),
    ("missing", {"base": None}, "请填写底薪，例如 4500", "enter Base, for example 4500"),
    ("missing", {"base": " 　"}, "请填写底薪，例如 4500", "enter Base, for example 4500"),
    (
        "number",
        {"base": "四千"},
        "底薪要填数字，例如 4500；现在是“四千”",
        "Base must be a number, for example 4500; found “四千”",
    ),
    (
        "number",
        {"number": "1e1"},
        "次数要填数字，例如 2；现在是“1e1”",
        "Number must be a number, for example 2; found “1e1”",
    ),
    (
        "number",
        {"base": "12.3.4"},
        "底薪要填数字，例如 4500；现在是“12.3.4”",
        "Base must be a number, for example 4500; found “12.3.4”",
    ),
    (
        "number",
        {"base": "1,00"},
        "底薪要填数字，例如 4500；现在是“1,00”",
        "Base must be a number, for example 4500; found “1,00”",
    ),
    (
        "points",
        {"base": "36.000"},
        "底薪的点是小数点，小数最多 2 位；现在是“36.000”。是千位的，请写成 36000 或 36,000",
        "a point in Base begins the decimals, at most 2 of them; found “36.000”. Write thousands as 36000 or 36,000",
    ),
    (
        "number",
        {"base": "9" * 41},
        f"底薪要填数字，例如 4500；现在是“{'9' * 39}…”",
        f"Base must be a number, for example 4500; found “{'9' * 39}…”",
    ),
    ("min", {"base": "-0.01"}, "底薪不能小于 0；现在是 -0.01", "Base must be at least 0; found -0.01"),
    ("min", {"share": "0.5"}, "比例不能小于 1；现在是 0.5", "Share must be at least 1; found 0.5"),
    (
        "min_of",
        {"cut": "12.25", "more": "12"},
        "“更多”不能小于“打折”（12.25%）；现在是 12",
        "More must be at least Cut (12.25%); found 12",
    ),
    (
        "max_of",
        {"share": "12.5", "cut": "12.51"},
        "“打折”不能大于“比例”（12.5%）；现在是 12.51",
        "Cut must be at most Share (12.5%); found 12.51",
    ),
    (
        "earliest",
        {"begun": "1999-12-31"},
        "开始日不能早于 2000 年 1 月 1 日；现在是 1999-12-31",
        "Begun must not be before 1 January 2000; found 1999-12-31",
    ),
    (
        "latest",
        {"ends": "2031-01-01"},
        "最后一天不能晚于 2030 年 12 月 31 日；现在是 2031-01-01",
        "Last day must not be after 31 December 2030; found 2031-01-01",
    ),
    (
        "earliest_of",
        {"joined": "2020-03-01", "ends": "2020-02-29", "begun": "2020-01-01"},
        "“最后一天”不能早于“入职日”（2020 年 3 月 1 日）；现在是 2020-02-29",
        "Last day must not be before Joined (1 March 2020); found 2020-02-29",
    ),
    (
        "earliest_of",
        {"told": "2027-04-02 10:00"},
        "“看到时刻”不能早于“通知时刻”（2027 年 4 月 2 日 10:00）；现在是 2026 年 12 月 31 日 18:00",
        "Seen must not be before Told (2 April 2027, 10:00); found 31 December 2026, 18:00",
    ),
    (
        "latest_of",
        {"ends": "2026-05-31"},
        "“开始日”不能晚于“最后一天”（2026 年 5 月 31 日）；现在是 2026 年 6 月 1 日",
        "Begun must not be after Last day (31 May 2026); found 1 June 2026",
    ),
    (
        "max",
        {"base": "1000000.01"},
        "底薪不能大于 1,000,000；现在是 1000000.01",
        "Base must be at most 1,000,000; found 1000000.01",
    ),
    ("max", {"share": 100.1}, "比例不能大于 100；现在是 100.1", "Share must be at most 100; found 100.1"),
    (
        "precision",
        {"base": "1.005"},
        "底薪最多 2 位小数；现在是 1.005",
        "Base may have at most 2 decimals; found 1.005",
    ),
    (
        "precision",
        {"share": "62.55"},
        "比例最多 1 位小数；现在是 62.55",
        "Share may have at most 1 decimals; found 62.55",
    ),
    ("whole", {"number": "2.5"}, "次数要填整数；现在是 2.5", "Number must be a whole number; found 2.5"),
    (
        "parts",
        {"worked": "7:30:15"},
        "工时要照“7 小时 30 分钟”这样填；现在是“7:30:15”",
        "Worked must be written like “7 hours 30 minutes”; found “7:30:15”",
    ),
    (
        "parts_whole",
        {"worked": "7.333"},
        "工时要正好是整数分钟，例如“7 小时 30 分钟”；现在是 7.333",
        "Worked must come to whole minutes, like “7 hours 30 minutes”; found 7.333",
    ),
    (
        "parts_most",
        {"worked": "7:75"},
        "工时里满 60 分钟要进位，照“7 小时 30 分钟”这样填；现在是“7:75”",
        "Worked: carry 60 minutes over to the larger unit, like “7 hours 30 minutes”; found “7:75”",
    ),
    (
        "max",
        {"worked": "24:01"},
        "工时不能大于 24 小时；现在是 24:01",
        "Worked must be at most 24 hours; found 24:01",
    ),
    ("switch", {"full": "也许"}, "全勤要填“是”或“否”；现在是“也许”", "Full must be yes or no; found “也许”"),
    (
        "day",
        {"joined": "7月1日"},
        "入职日要填日期，例如 2026-07-01；现在是“7月1日”",
        "Joined must be a date such as 2026-07-01; found “7月1日”",
    ),
    (
        "month",
        {"period": "3月"},
        "哪个月要写明年和月，例如 2026-03；现在是“3月”",
        "Month must be a month with its year, such as 2026-03; found “3月”",
    ),
    (
        "day",
        {"joined": "2026-02-30"},
        "入职日要填日期，例如 2026-07-01；现在是“2026-02-30”",
        "Joined must be a date such as 2026-07-01; found “2026-02-30”",
    ),
    (
        "moment",
        {"told": "2026-03-31"},
        "通知时刻要填日期和时间，例如 2026-07-01 09:30；现在是“2026-03-31”",
        "Told must be a date and time such as 2026-07-01 09:30; found “2026-03-31”",
    ),
    (
        "moment",
        {"told": "2026-02-30 10:00"},
        "通知时刻要填日期和时间，例如 2026-07-01 09:30；现在是“2026-02-30 10:00”",
        "Told must be a date and time such as 2026-07-01 09:30; found “2026-02-30 10:00”",
    ),
    (
        "moment",
        {"told": "2026-03-31 24:00"},
        "通知时刻要填日期和时间，例如 2026-07-01 09:30；现在是“2026-03-31 24:00”",
        "Told must be a date and time such as 2026-07-01 09:30; found “2026-03-31 24:00”",
    ),
    (
        "moment",
        {"told": "2026-03-31 10:20:30"},
        "通知时刻要填日期和时间，例如 2026-07-01 09:30；现在是“2026-03-31 10:20:30”",
        "Told must be a date and time such as 2026-07-01 09:30; found “2026-03-31 10:20:30”",
    ),
    ("most", {"late": "1;2;3;4"}, "迟到最多 3 行；现在是 4 行", "Late may have at most 3 rows; found 4"),
    (
        "fields",
        {"late": "1;2,0,5"},
        "迟到每一行要填 2 项，用逗号隔开；现在是“2,0,5”",
        "each row of Late has 2 fields, separated by commas; found “2,0,5”",
    ),
    (
        "separate",
        {"late": "8、45"},
        "迟到每一项之间要用分号“；”隔开，例如“8；45”；现在是“8、45”",
        "Late: separate the items with semicolons, for example “8；45”; found “8、45”",
    ),
    (
        "number",
        {"late": "8;x"},
        "第 2 行：分钟要填数字，例如 1；现在是“x”",
        "row 2: Minutes must be a number, for example 1; found “x”",
    ),
    ("missing", {"late": "8;,1"}, "第 2 行：请填写分钟，例如 1", "row 2: enter Minutes, for example 1"),
    (
        "switch",
        {"late": [{"minutes": 8, "excused": "x"}]},
        "第 1 行：请假要填“是”或“否”；现在是“x”",
        "row 1: Excused must be yes or no; found “x”",
    ),
    (
        "max",
        {"absences": "2026-03-02,1.5"},
        "第 1 行：多久不能大于 1；现在是 1.5",
        "row 1: How long must be at most 1; found 1.5",
    ),
]


@pytest.mark.parametrize(
    ("code", "given", "zh", "en"), ERRORS, ids=[f"{error[0]} {error[1]!s:.30}" for error in ERRORS]
)
def test_each_error_is_told_word_for_word(code: str, given: dict[str, Any], zh: str, en: str) -> None:
    assert (_refused("zh", **given), _refused("en", **given)) == ([zh], [en])
    with pytest.raises(BadInput) as bad:
        _accept(**given)
    assert [error.code for error in bad.value.errors] == [code]


@pytest.mark.parametrize(
    ("keys", "example"),
    [
        ("choices: [good, pass, fail]", "良好"),
        ("switch: true", "是"),
        ("date: day", "2026-07-01"),
        ("date: month", "2026-07"),
        ("date: moment", "2026-07-01 09:30"),
        ("unit: day, min: 0.5, max: 9, precision: 1", "1"),
        ("unit: day, min: 3, max: 9", "3"),
        ("unit: day, min: 0, max: 9, example: 4", "4"),
        ("unit: percent, min: 0, max: 100, example: 62", "62"),
    ],
)
def test_what_is_missing_is_asked_for_with_an_example(keys: str, example: str) -> None:
    rule = rule_of(
        f"inputs:\n  x: {{label: {{zh: 甲, en: A}}, {keys}}}\nsteps:\n"
        "  - {id: s, label: {zh: 甲, en: A}, formula: attendance.minor_fine, unit: CNY}\nresults: [s]\n"
    )
    with pytest.raises(BadInput) as bad:
        accept(rule.inputs, {})
    assert [error.text("zh") for error in bad.value.errors] == [f"请填写甲，例如 {example}"]
    assert accept(rule.inputs, {"x": example})["x"] is not None


def test_an_unknown_option_is_told_with_the_options() -> None:
    assert _refused("zh", reason="sick") == ["原因没有“sick”这一项，可以选：病 ill、事（假） own"]


def test_an_unknown_option_is_told_with_the_options_in_english() -> None:
    assert _refused("en", reason="sick") == ["Reason has no option “sick”; choose one of: Ill ill, Own own"]


def test_an_unknown_input_is_told_with_the_inputs() -> None:
    names = ", ".join(entry.id for entry in _rule().inputs)
    assert _refused("zh", bonus=1) == [f"没有“bonus”这一项，可以填：{names}"]
    assert _refused("en", bonus=1) == [f"there is no input “bonus”; there are: {names}"]


def test_an_unknown_field_of_a_row() -> None:
    assert _refused("zh", late=[{"minutes": 8, "why": 1}]) == ["第 1 行：没有“why”这一项，可以填：minutes, excused"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"number": 1}, ("number",)),
        ({"bonus": 1}, ("bonus",)),
        ({"late": "8;9,x"}, ("late", 1, "excused")),
        ({"late": [{"minutes": 8}, {"minute": 9}]}, ("late", 1)),
        ({"late": "1;2;3;4"}, ("late",)),
    ],
)
def test_an_error_knows_where_it_stands_in_what_was_given(given: dict[str, Any], path: tuple[Any, ...]) -> None:
    with pytest.raises(BadInput) as bad:
        _accept(**given)
    assert [error.path for error in bad.value.errors] == [path]


def test_no_unit_ends_with_the_same_unit_in_another_language() -> None:
    for unit in (*UNIT_NAMES, "CNY/day", "CNY/hour"):
        entry = replace(_field_of("base"), unit=unit)
        names = unit_suffixes(entry)
        assert [(a, b) for a in names for b in names if a != b and a.endswith(b)] == [], unit


def _field_of(id: str) -> InputField:
    entry = _input(id)
    assert isinstance(entry, InputField)
    return entry


def test_every_code_is_tested() -> None:
    codes = {key.removeprefix("e:") for key in words_in("zh") if key.startswith("e:")}
    assert codes - {code for code, *_ in ERRORS} == {"choice", "unknown", "row"}


def test_all_errors_are_told_at_once_with_their_inputs_and_rows() -> None:
    with pytest.raises(BadInput) as bad:
        accept(_rule().inputs, {"base": "x", "number": 10, "late": "8;0;9,x", "joined": "gestern"})
    assert [(error.input, error.code, error.row) for error in bad.value.errors] == [
        ("base", "number", 0),
        ("number", "max", 0),
        ("joined", "day", 0),
        ("minutes", "min", 2),
        ("excused", "switch", 3),
    ]
    assert str(bad.value).startswith("Base must be a number, for example 4500; found “x”; Number must be")


# what is tolerated


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1000", 1000),
        (1000, 1000),
        ("1,000", 1000),
        ("1,000,000", 1_000_000),
        ("1，000.50", Fraction("1000.5")),
        ("１２", 12),
        ("１２．５", Fraction("12.5")),
        (" 12 ", 12),
        ("12元", 12),
        ("12 元", 12),
        ("1,200元", 1200),
        ("12 yuan", 12),
        ("¥12", 12),
        ("￥ 12", 12),
        ("+12", 12),
        ("12.", 12),
        (".5", Fraction("0.5")),
        ("0012", 12),
        ("12.50", Fraction("12.5")),
        ("12.5000", Fraction("12.5")),
        (Decimal("12.50"), Fraction("12.5")),
        (Decimal("1E+2"), 100),
        (Fraction(25, 2), Fraction("12.5")),
        ("-0", 0),
    ],
)
def test_numbers(text: Any, value: Any) -> None:
    accepted = _accept(base=text)["base"]
    assert (accepted, type(accepted)) == (value, Fraction)


def test_a_percent_is_a_part_of_one() -> None:
    assert _accept(share="62.5")["share"] == Fraction(5, 8)
    assert _accept(share="62.5%")["share"] == Fraction(5, 8)
    assert _accept(share="６２．５％")["share"] == Fraction(5, 8)
    assert _accept(wage="12.345 元/天")["wage"] == Fraction("12.345")


@pytest.mark.parametrize("text", ["√", "✓", "是", "yes", "YES", "y", "1", "true", "True", True, " 是 ", "１", 1])
def test_yes(text: Any) -> None:
    assert _accept(full=text)["full"] is True


@pytest.mark.parametrize("text", ["×", "✗", "否", "no", "N", "0", "false", False, "０", 0])
def test_no(text: Any) -> None:
    assert _accept(full=text)["full"] is False


@pytest.mark.parametrize("text", ["good", "良好", "ｇｏｏｄ", " good "])
def test_options_by_id_or_label(text: str) -> None:
    assert _accept(grade=text)["grade"] == "good"


def test_options_by_labels_of_all_languages() -> None:
    assert _accept(reason="Ill")["reason"] == "ill"
    assert _accept(reason="事(假)")["reason"] == "own"


@pytest.mark.parametrize("text", ["2026-07-01", date(2026, 7, 1), "２０２６－０７－０１", " 2026-07-01"])
def test_days(text: Any) -> None:
    assert _accept(joined=text)["joined"] == date(2026, 7, 1)


@pytest.mark.parametrize(
    "text",
    ["2026-07-01 09:05", "2026-07-01T09:05", "2026-07-01 9:05", datetime(2026, 7, 1, 9, 5), "2026-07-01　09：05"],
)
def test_moments(text: Any) -> None:
    assert _accept(told=text)["told"] == datetime(2026, 7, 1, 9, 5)


ROWS = [{"minutes": Fraction(8)}, {"minutes": Fraction(45), "excused": True}]


@pytest.mark.parametrize(
    "given",
    [
        "8;45,1",
        "8,;45,是",
        " 8 ; 45 , yes ;",
        "８；４５，是",
        "8;;45,1",
        [{"minutes": 8}, {"minutes": "45 分钟", "excused": True}],
        [8, {"minutes": 45, "excused": "1"}],
        [{"minutes": 8, "excused": None}, {"minutes": 45, "excused": "是"}],
    ],
)
def test_rows(given: Any) -> None:
    assert _accept(late=given)["late"] == ROWS


@pytest.mark.parametrize("given", [None, "", " ", ";", []])
def test_no_rows(given: Any) -> None:
    assert _accept(late=given)["late"] == []


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("base", "8、45", "separate"),
        ("base", "8；9、45", "separate"),
        ("base", "8,45", "separate"),
        ("base", "8 45", "separate"),
        ("base", "8;45", None),
        ("joined", "2026-03-02、2026-03-03", "separate"),
        ("joined", "2026-03-02 2026-03-03", "separate"),
        ("worked", "7:30、8:00", "separate"),
        ("worked", "7 小时 30 分", None),
        ("grade", "良好、不合格", "separate"),
        ("grade", "良好,很好", "fields"),
        ("grade", "良好、很好", "choice"),
    ],
)
def test_what_looks_like_several_rows_in_one(field: str, text: str, code: str | None) -> None:
    """Where each could be one it is said how they are parted; of others, what one of them looks like."""
    late, only = _input("late"), _input(field)
    assert isinstance(late, InputRows)
    assert isinstance(only, InputField)
    entry = replace(late, fields=(only,))
    if code is None:
        assert len(accept([entry], {"late": text})["late"]) == text.count(";") + 1
    else:
        with pytest.raises(BadInput) as bad:
            accept([entry], {"late": text})
        assert [error.code for error in bad.value.errors] == [code]


@pytest.mark.parametrize(
    ("least", "most", "precision", "is_year"),
    [(1900, 2200, 0, True), (1899, 2200, 0, False), (1900, 2201, 0, False), (1900, 2200, 1, False)],
)
def test_a_number_between_two_years_may_be_written_as_a_year(
    least: int, most: int, precision: int, is_year: bool
) -> None:
    entry = _input("number")
    assert isinstance(entry, InputField)
    year = replace(entry, min=Fraction(least), max=Fraction(most), precision=precision)
    assert unit_suffixes(year) == (["年"] if is_year else [])


def test_rows_with_several_fields() -> None:
    assert _accept(absences="2026-03-02,1;2026-03-03,0.5")["absences"] == [
        {"day": date(2026, 3, 2), "amount": Fraction(1)},
        {"day": date(2026, 3, 3), "amount": Fraction(1, 2)},
    ]
    assert _accept(absences="2026-03-02")["absences"] == [{"day": date(2026, 3, 2)}]


def test_what_is_left_out_is_left_to_the_defaults() -> None:
    assert _accept() == {"base": Fraction(100), "late": [], "absences": []}


# what is written is read back


def _values(entry: Input) -> st.SearchStrategy[Any]:
    if isinstance(entry, InputRows):
        row = st.fixed_dictionaries({each.id: _values(each) for each in entry.fields})
        return st.lists(row, max_size=entry.most)
    match entry.id:
        case "grade" | "reason":
            return st.sampled_from(entry.kind.ids)  # type: ignore[union-attr]
        case "full" | "excused":
            return st.booleans()
        case "joined" | "period" | "day":
            return st.dates()
        case "ends" | "begun":
            return st.dates(date(2000, 1, 1), date(2030, 12, 31))
        case "told" | "seen":
            latest = datetime(2030, 12, 31, 23, 59)
            return st.datetimes(max_value=latest).map(lambda moment: moment.replace(second=0, microsecond=0))
    return _numbers(entry)


def _numbers(entry: InputField) -> st.SearchStrategy[Fraction]:
    steps = entry.fineness * (100 if entry.unit == "percent" else 1)
    return st.integers(int(entry.min * steps), int(entry.max * steps)).map(lambda number: Fraction(number, steps))


@settings(deadline=None)
@given(st.data())
def test_what_is_written_is_read_back(data: st.DataObject) -> None:
    for entry in _rule().inputs:
        value = data.draw(_values(entry))
        text = write_text(entry, value)
        assert isinstance(text, str)
        assert accept((entry,), {entry.id: text}) == {entry.id: value}
        if getattr(entry, "unit", None) != "percent":  # 50 is 50 % as it is entered, a half as it is counted with
            assert accept((entry,), {entry.id: value}) == {entry.id: value}


@pytest.mark.parametrize(
    ("id", "value", "text"),
    [
        ("base", Fraction("1234567.5"), "1234567.5"),
        ("share", Fraction(5, 8), "62.5"),
        ("full", True, "1"),
        ("full", False, "0"),
        ("grade", "good", "good"),
        ("joined", date(2026, 7, 1), "2026-07-01"),
        ("told", datetime(2026, 7, 1, 9, 5), "2026-07-01T09:05"),
        ("late", ROWS, "8,;45,1"),
        ("absences", [], ""),
    ],
)
def test_texts(id: str, value: Any, text: str) -> None:
    assert write_text(_input(id), value) == text


def _tried(inputs: Sequence[Input], given: Mapping[str, Any]) -> tuple[dict[str, Any], Sequence[InputError]]:
    """What was accepted, or what is wrong, which must be something."""
    try:
        return accept(inputs, given), ()
    except BadInput as bad:
        errors = bad.errors
    assert errors
    return {}, errors


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["base", "grade", "full", "joined", "told", "late", "x"]), st.text() | st.none())
)
def test_whatever_is_entered_is_accepted_or_told(given: dict[str, Any]) -> None:
    accepted, errors = _tried(_rule().inputs, given)
    assert all(error.text(lang).strip() for error in errors for lang in LANGS)
    assert errors or 0 <= accepted["base"] <= 1_000_000
    assert set(accepted) <= {entry.id for entry in _rule().inputs}


@settings(deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_whatever_data_are_given_are_accepted_or_told(raw: Any) -> None:
    for entry in _rule().inputs:
        accepted, errors = _tried((entry,), {entry.id: raw})
        assert all(error.text("zh").strip() for error in errors)
        assert set(accepted) <= {entry.id}


# the same texts in the browser

TABLE = yaml.safe_load((Path(__file__).parent / "input_texts.yml").read_text("utf-8"))
TEXTS = [(id, entry) for id, entries in TABLE.items() for entry in entries]


def _book_of_inputs(tmp_path: Path) -> PolicyBook:
    policy = shutil.copytree(BASE, tmp_path / "policy", ignore=shutil.ignore_patterns("cases"))
    (policy / "rules" / "try.yml").write_text(text_of(RULE), "utf-8")
    return open_book(policy, TODAY)


def _in_browser(book: PolicyBook, lang: Lang) -> list[dict[str, Any]]:
    lines = [{"rule": emit(book.rule("try"), book, lang)}, *({"input": id, **e} for id, e in TEXTS)]
    done = subprocess.run(
        ["node", delivered_to(Path(__file__).with_name("inputs.mjs"))],
        input="\n".join(map(json.dumps, lines)) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _outcome(id: str, entry: Mapping[str, Any]) -> tuple[str | None, str | None, BadInput | None]:
    """What Python makes of a text: the value written again, or the first code and all that is wrong."""
    after: Mapping[str, str] = entry.get("after", {})
    try:
        accepted = accept([*map(_input, after), _input(id)], {**after, id: entry["text"]})
    except BadInput as bad:
        return None, bad.errors[0].code, bad
    return (write_text(_input(id), accepted[id]) if id in accepted else None), None, None


@pytest.mark.parametrize(("id", "entry"), TEXTS, ids=[f"{id} {ascii(entry['text'])[:30]}" for id, entry in TEXTS])
def test_a_text_of_the_table_in_python(id: str, entry: Mapping[str, Any]) -> None:
    given, refused, _ = _outcome(id, entry)
    assert (given, refused) == (entry.get("gives"), entry.get("refused"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_text_of_the_table_in_the_browser(tmp_path: Path, lang: Lang) -> None:
    found = _in_browser(_book_of_inputs(tmp_path), lang)
    assert len(found) == len(TEXTS)
    for (id, entry), browser in zip(TEXTS, found):
        given, refused, bad = _outcome(id, entry)
        assert (bad is not None) == ("error" in browser), (id, entry, browser)
        if bad is not None and refused not in (
            "fields",
            "most",
            "separate",
        ):  # a row too many is told of the whole list
            assert bad.errors[0].without_row(lang) == browser["error"], (id, entry)
        elif bad is None:
            assert _read_again(id, browser["given"]) == given, (id, entry)


def test_blanks_are_the_same_signs_in_both_runtimes() -> None:
    script = """
    import { withoutBlanks } from "./docs/assets/js/calculator/inputs.js";
    const codes = [...Array(0x10000).keys()].filter((code) => withoutBlanks(String.fromCharCode(code)) === "");
    console.log(JSON.stringify(codes), withoutBlanks(`a${" ".repeat(200000)}b`).length);
    """
    done = subprocess.run(["node", delivered(script)], capture_output=True, text=True, check=True)
    codes, length = done.stdout.rsplit(maxsplit=1)
    assert json.loads(codes) == [code for code in range(0x10000) if not chr(code).strip(_BLANKS)]
    assert length == "200002"


def _read_again(id: str, given: Any) -> str | None:
    """What the browser's form made of a text, written as Python writes it."""
    if given is None:
        return None
    entry = _input(id)
    if isinstance(entry, InputField) and entry.parts:  # an exact text
        return write_text(entry, Fraction(given))
    return write_text(_input(id), accept((_input(id),), {id: given}).get(id))


def test_half_a_sign_in_an_address_is_no_error() -> None:
    script = """
    import { fromFragment, toFragment } from "./docs/assets/js/calculator/state.js";
    const rule = { inputs: [{ id: "x", kind: "text" }], asOf: "y" };
    for (const half of ["\\ud800", "\\udc00", "a\\udfffb", "\\ud83d\\ude00\\ud83d"]) {
      const { given } = fromFragment(rule, "#x=" + half);
      console.log(toFragment(rule, given), toFragment(rule, { x: half }));
    }
    """
    done = subprocess.run(["node", delivered(script)], capture_output=True, text=True, check=True)
    mended = ("x=%EF%BF%BD", "x=%EF%BF%BD", "x=a%EF%BF%BDb", "x=%F0%9F%98%80%EF%BF%BD")
    assert done.stdout.split() == [address for address in mended for _ in ("read", "written")]
