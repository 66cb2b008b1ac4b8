"""`handbook calc --csv` on sheets as clerks have them: other headings, titles, totals, what is missing or unseen."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sheet_rows import worked_both_ways
from test_sheet import LATER, NO_EXTRA, read, write
from trying import rule_of

from handbook.calc.columns import Names, match
from handbook.calc.questions import unconfirmed
from handbook.calc.sheets import merged
from handbook.calc.sheets.cells import Row
from handbook.calc.sheets.repeated import Repeated
from handbook.calc.sheets.totals import People
from handbook.calc.worker import RowCalculator, SheetJob
from handbook.rules.rule import Rule

pytestmark = pytest.mark.slow

Calc = Callable[..., Any]
ROWS = (("张三", "4500", "8;45"), ("李四", "5000", ""))
SHEET = ("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv", "--force")
ON = date(2026, 7, 1)
PAID = """\
inputs:
  base: {label: {zh: 月薪, en: Wage}, unit: CNY, min: 0, max: 90000, example: 1}
  leaves: {label: {zh: 本月离职, en: Leaves}, switch: true, default: false}
  owed: {label: {zh: 欠款, en: Owed}, unit: CNY, min: 0, max: 900, default: 0, ask_when: leaves}
  fine: {label: {zh: 罚款, en: Fine}, unit: CNY, min: 0, max: 90000, default: 0}
  bonus: {label: {zh: 奖金, en: Bonus}, unit: CNY, min: 0, max: 900, default: 0}
  room: {label: {zh: 工位, en: Room}, min: 0, max: 9, default: 0}
  days: {label: {zh: 请假, en: Leave}, rows: {day: {label: {zh: 哪天, en: Day}, date: day}}}
steps:
  - {id: left, label: {zh: 扣欠款, en: Owed}, formula: owed, otherwise: 0, unit: CNY}
  - id: paid
    label: {zh: 实发, en: Paid}
    formula: base - fine - left + (bonus if attendance.capped else 0)
    unit: CNY
  - {id: away, label: {zh: 几次, en: Times}, formula: times(count(days)) * (room + 1), unit: time}
results: [paid, away]
outcomes:
  - {id: clean, when: fine == 0, tone: good, say: {zh: 没有罚款。, en: No fine.}}
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def paid() -> Rule:
    return rule_of(PAID)


def job_of(header: Sequence[str], **more: Any) -> SheetJob:
    return SheetJob(tuple(header), {}, ON, "zh", full=False, typed=False, **more)


# Headings


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("迟到", "late"),
        (" 迟 到 ", "late"),
        ("迟到（分钟）", "late"),
        ("【三月】迟到/早退[分钟]", "late"),
        ("遲到", "late"),
        ("Late Minutes", "late"),
        ("LATE", "late"),
        ("月基本工资（元）", "base"),
        ("月基本工资（万元）", None),  # ten thousand times as much
        ("迟到（次）", None),
        ("迟到次数", None),
        ("", None),
        ("（）", None),
    ],
)
def test_what_a_heading_means(ruled_policy: Path, heading: str, id: str | None) -> None:
    from handbook.policy.load import open_book

    assert Names(open_book(ruled_policy, ON).rule("lateness")).find(heading) == id


def test_an_alias_is_a_name_on_the_command_line_too(calc: Calc) -> None:
    by_id = calc("lateness", "--input", "base=4500", "--input", "late=8;45").out
    assert calc("lateness", "--input", "base=4500", "--input", "迟到=8;45").out == by_id


def test_a_heading_with_a_word_of_a_missing_column_stops_the_run(calc: Calc) -> None:
    write("in.csv", [["姓名", "月基本工资", "迟到次数"], *ROWS])
    done = calc(*SHEET, "--today", LATER)
    assert (done.status, Path("out.csv").exists()) == (1, False)
    assert done.err == (
        "✗ “迟到次数”这一列认不出，是不是“每次迟到”（late）？是就把列名改过来；不是就换个列名，"
        "或者确实没有这一项就加上 --without late\n"
    )
    assert calc(*SHEET, "--today", LATER, "--without", "迟到").status == 0


def test_two_columns_of_one_list_are_to_become_one(calc: Calc) -> None:
    write("in.csv", [["base", "迟到", "late minutes"], ["4500", "8", "9"]])
    assert "合成一列，用“；”隔开每一项" in calc(*SHEET, "--today", LATER).err


# Columns that are not there


def test_what_changes_the_amount_must_be_there_or_be_denied(calc: Calc) -> None:
    write("in.csv", [["姓名", "月基本工资"], ["张三", "4500"]])
    asked = ("lateness", "--csv", "in.csv", "--out", "out.csv", "--today", LATER)
    done = calc(*asked)
    assert (done.status, Path("out.csv").exists()) == (1, False)
    assert done.err == (
        "✗ 表里没有这些列，它们影响金额：“每次迟到”（late）、“其他扣款”（extra）。"
        "漏了就补上；确实都没有，就在命令后面加上 --without late,extra\n"
    )
    assert "add --without late,extra to the command" in calc(*asked, "--lang", "en").err
    assert calc(*asked, "--without", "late，extra").status == 0
    assert read("out.csv")[1] == ["张三", "0", "", LATER, ""]  # not that nobody was late
    assert calc(*asked, "--force", "--without", "extra", "--input", "late=").status == 0
    assert read("out.csv")[1] == ["张三", "0", "", LATER, "✓ 没有迟到。"]


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ("base", "✗ 每一行都要有“月基本工资”，不能用 --without；请补上这一列，或者用 --input 给出\n"),
        ("late", "✗ late 写了 --without，表里或者 --input 里却有；只留一样\n"),
        ("nobody", "没有“nobody”这一项，可以填：base, late, extra\n"),
    ],
)
def test_what_cannot_be_denied(calc: Calc, without: str, told: str) -> None:
    write("in.csv", [["姓名", "月基本工资", "迟到"], *ROWS])
    assert calc(*SHEET, "--today", LATER, "--without", without).err == told


def test_without_is_for_sheets(calc: Calc) -> None:
    assert calc("lateness", "--without", "late").status == 2


def test_only_what_can_change_an_amount_is_asked_for(paid: Rule) -> None:
    def asked(*header: str, without: Sequence[str] = ()) -> list[str]:
        return [each.id for each in unconfirmed(paid, match(paid, header, (), without), without, ON)]

    assert asked("base") == ["fine"]  # nobody leaves, no bonus counts on that day, a room is no money
    assert asked("base", "leaves") == ["owed", "fine"]
    assert asked("base", "日期") == ["fine"]  # nor on any other that a row may have
    assert asked("base", "leaves", "owed", without=["fine"]) == []


def test_no_good_news_of_a_column_that_is_not_there(paid: Rule) -> None:
    quick, closely = (RowCalculator(paid, job_of(["base"], without=("fine",))) for _ in "ab")
    assert worked_both_ways(quick, closely, [["1000"]]).rows == b"2,1000,0,2026-07-01,\r\n"
    quick, closely = (RowCalculator(paid, job_of(["base", "fine"])) for _ in "ab")
    rows = [["1000", empty] for empty in ("", "无", "none", "-", "0")]
    assert worked_both_ways(quick, closely, rows).rows.count("✓ 没有罚款。".encode()) == len(rows)


def test_nobody_is_paid_less_than_nothing(paid: Rule) -> None:
    quick, closely = (RowCalculator(paid, job_of(["base", "fine"])) for _ in "ab")
    done = worked_both_ways(quick, closely, [["1000", "1000"], ["1000", "1000.01"]])
    assert done.good == 1
    assert done.errors == [(3, "实发", "算出来是 -0.01 元，小于 0，不能发放。请核对这一行，并由薪资人员决定怎样处理")]


# The day whose rules count


def test_a_sheet_near_a_change_wants_a_day(calc: Calc) -> None:
    write("in.csv", [["姓名", "月基本工资", "迟到"], *ROWS])
    done = calc(*SHEET)  # a fortnight after the fine was raised
    assert (done.status, Path("out.csv").exists()) == (1, False)
    assert done.err == (
        "✗ “轻微迟到每次扣款”从 2026-03-01 起改了，看不出这张表是改之前还是改之后的。之前的，加上 --on 2026-02-28；"
        "之后的，加上 --on 2026-03-15；各行不同，就加一列“日期”\n"
    )
    assert calc(*SHEET, "--on", "2026/2/28").status == 0
    assert read("out.csv")[1][3] == "2026-02-28"
    assert [calc(*SHEET, "--today", day).status for day in ("2026-05-09", "2026-05-10")] == [1, 0]  # 70 days
    write("in.csv", [["姓名", "月基本工资", "迟到", "日期"], ["张三", "4500", "8", "2026-02-28"]])
    assert calc(*SHEET).status == 0
    assert read("out.csv")[1][:4] == ["张三", "10", "0", "2026-02-28"]


DATED = """\
inputs:
  days: {label: {zh: 请假, en: Leave}, rows: {day: {label: {zh: 哪天, en: Day}, date: day}}}
steps: [{id: fine, label: {zh: 扣款, en: Fine}, formula: attendance.minor_fine * count(days), unit: CNY}]
results: [fine]
"""


def test_a_row_whose_dates_reach_across_a_change_wants_a_day() -> None:
    rule, across = rule_of(DATED), "2026-02-27;2026-03-02"
    unsure = RowCalculator(rule, job_of(["days"], sure=False)).work([(2, ["2026-03-02;2026-03-03"]), (3, [across])])
    assert unsure.good == 1
    assert [error[2] for error in unsure.errors] == [
        "这一行的日期从 2026-02-27 到 2026-03-02，其间“轻微迟到每次扣款”从 2026-03-01 起改了。"
        "请加一列“日期”，或者用 --on 写明按哪一天的规定"
    ]
    assert RowCalculator(rule, job_of(["days"])).work([(3, [across])]).good == 1


# Rows and sheets that are not what they seem


@pytest.mark.parametrize("title", ["2026年3月考勤表,,", "2026年3月考勤表", "Attendance; March, 2026"])
@pytest.mark.parametrize("sign", [",", ";"])
def test_a_title_above_the_headings(calc: Calc, title: str, sign: str) -> None:
    lines = [title, "", *(sign.join(f'"{cell}"' for cell in row) for row in (["姓名", "月基本工资", "迟到"], *ROWS))]
    Path("in.csv").write_text("\n".join(lines), encoding="utf-8")
    done = calc(*SHEET, "--today", LATER)
    assert done.status == 0
    assert "在列名上面，没有读\n" in done.err
    assert [row[0] for row in read("out.csv")] == ["姓名", "张三", "李四"]


@pytest.mark.parametrize(
    "name", ["合计", "合 计：", "销售部小计", "本月总计", "平均", "合计3人", "Total", "Grand total"]
)
def test_a_row_of_totals_is_no_person(calc: Calc, name: str) -> None:
    write("in.csv", [["工号", "姓名", "月基本工资", "迟到"], *(("1", *row) for row in ROWS), ["", name, 9500, ""]])
    done = calc(*SHEET, "--today", LATER)
    assert done.status == 0
    assert "· 合计、小计或平均的行，没有当成员工算：第 4 行\n" in done.err
    assert len(read("out.csv")) == 3


@pytest.mark.parametrize("name", ["何合计划", "Totally", "总经理", "平均分高", "Sumi", "007"])
def test_a_person_is_no_row_of_totals(name: str) -> None:
    people = People((0,), 1)
    rows: list[Row] = [(2, [name, "1"]), (3, ["b", "1"])]
    assert [*people.of(iter(rows))] == rows


@pytest.mark.parametrize(
    "cells",
    [["制表人：王", "", "审核：李"], ["", "制表", "王"], ["备注：以上为三月"], ["Prepared by: Wang"], ["审批人 ： "]],
)
def test_a_row_of_signatures_is_no_person(calc: Calc, cells: Sequence[str]) -> None:
    write("in.csv", [["姓名", "月基本工资", "迟到"], *ROWS, cells])
    done = calc(*SHEET, "--today", LATER)
    assert (done.status, len(read("out.csv"))) == (0, 3)
    assert "· 签名或者备注的行，没有算：第 4 行\n" in done.err


@pytest.mark.parametrize("row", [["制表人：王", "4500", ""], ["王制表", "", ""], ["注册会计师", "", ""]])
def test_a_person_is_no_row_of_signatures(row: Sequence[str]) -> None:
    people = People((0,), 1)
    assert [*people.of(iter([(2, row)]))] == [(2, row)]


REPEATED = "都是“张三”。一个人一行，几次、几天写在同一格里，用“；”隔开"


def test_a_person_in_several_rows_stops_a_rule_with_lists(calc: Calc) -> None:
    rows = [["张三", "4500", "8"], ["李四", "4500", ""], ["张 三", "4500", "45"], ["", "4500", ""], ["", "4500", ""]]
    write("in.csv", [["姓名", "月基本工资", "迟到"], *rows])
    done = calc(*SHEET, "--today", LATER)
    assert (done.status, Path("out.csv").exists()) == (1, False)
    told = REPEATED + "；不是同一个人，就加一列“工号”"
    assert done.err.endswith(f"✗ 第 2、4 行的“姓名”{told.replace('张三', '张 三')}\n")
    write("in.csv", [["工号", "姓名", "月基本工资", "迟到"], *([str(at), *row] for at, row in enumerate(rows))])
    assert calc(*SHEET, "--today", LATER).status == 0
    write("in.csv", [["工号", "姓名", "月基本工资", "迟到"], *(["7", "张三", *row[1:]] for row in rows[:2])])
    assert calc(*SHEET, "--today", LATER).err.endswith(f"✗ 第 2、3 行的“姓名”{REPEATED}\n")


def test_a_person_may_be_there_once_a_month() -> None:
    def told(*days: str) -> int:
        repeated = Repeated(["姓名（必填）", "日期"], 1)
        for number, day in enumerate(days, 2):
            repeated.see((number, ["张三", day]))
        return len([*repeated.told()])

    assert told("2026-03-31", "2026/4/1", "2026年5月") == 0
    assert told("2026-03-31", "2026/3/1") == 1


def test_of_many_people_the_first_few_are_told() -> None:
    repeated = Repeated(["name"], None)
    for number in range(2, 42):
        repeated.see((number, [f"p{number % 20}"]))
    for number in range(42, 52):
        repeated.see((number, ["p2"]))
    assert [said["zh"].split("行")[0] for said in repeated.told()][:2] == ["第 2、22、42、43、44… ", "第 3、23 "]
    assert len([*repeated.told()]) == 5


def test_a_last_row_that_adds_up() -> None:
    def told(*rows: Sequence[Any], extra: Sequence[int] = (0,)) -> tuple[list[int], list[int]]:
        people = People(extra, 1)
        kept = [row[0] for row in people.of(iter(list(enumerate(rows, 2))))]
        assert kept == [number for number, _ in enumerate(rows, 2) if number not in people.left_out]
        return people.left_out, people.doubtful

    assert told(["a", "1,000.10"], ["b", 2], ["", "￥1002.10"], ["", ""]) == ([], [])
    assert told(["a", "1,000.10"], ["b", 2], ["", "¥1002.10"]) == ([4], [])
    assert told(["a", "1"], ["b", "2"], ["c", "3"]) == ([], [4])
    assert told(["", "1"], ["", "2"], ["", "3"]) == ([], [4])  # nobody has a name
    assert told(["a", "1"], ["b", "2"], ["", "3"], extra=()) == ([], [4])
    assert told(["a", "2"], ["b", "2"]) == ([], [])
    assert told(["a", "x"], ["b", "2"], ["", "2"]) == ([], [])


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("8,12,45", "每次迟到每一项之间要用分号“；”隔开，例如“8；12；45”；现在是“8,12,45”"),
        ("8、12", "每次迟到每一项之间要用分号“；”隔开，例如“8；12”；现在是“8、12”"),
        ("8 12", "每次迟到每一项之间要用分号“；”隔开，例如“8；12”；现在是“8 12”"),
    ],
)
def test_items_that_run_together(calc: Calc, cell: str, told: str) -> None:
    write("in.csv", [["base", "late"], ["4500", cell]])
    calc(*SHEET, "--today", LATER)
    assert read("out.csv.errors.csv")[1] == ["2", "late", told]


@pytest.mark.parametrize("cell", ["", "无", "none", "-", "—", "0", "没有", "N/A"])
def test_nothing_in_a_cell(calc: Calc, cell: str) -> None:
    write("in.csv", [["late", "extra", "base"], [cell, cell, "4500"]])
    assert calc("lateness", "--csv", "in.csv", "--out", "out.csv", "--today", LATER).status == 0
    assert read("out.csv")[1] == ["2", "0", "", LATER, "✓ 没有迟到。"]


# Workbooks


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = (), active: int = 0) -> None:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    made.active = active
    made.save("in.xlsx")


GOOD = (["姓名", "base", "late"], ["张三", 4500, 8])
NOTES = (["说明"], ["请填写"])
XLSX = ("lateness", *NO_EXTRA, "--csv", "in.xlsx", "--out", "out.csv", "--force", "--today", LATER)


def test_the_second_worksheet(calc: Calc) -> None:
    workbook(("说明", NOTES), ("三月", GOOD))
    done = calc(*XLSX)
    assert (done.status, done.err.splitlines()[0]) == (0, "· 读的是工作表“三月”，没有读：说明")
    assert read("out.csv")[1][:2] == ["张三", "20"]


def test_the_second_worksheet_has_the_only_column_that_is_wanted(calc: Calc) -> None:
    workbook(("说明", NOTES), ("三月", (["base"], [4500])))
    done = calc(*XLSX, "--input", "late=8")
    assert (done.status, done.err.splitlines()[0]) == (0, "· 读的是工作表“三月”，没有读：说明")


def test_a_hidden_worksheet_is_not_read(calc: Calc) -> None:
    old = (["姓名", "base", "late"], ["李四", 9000, 8])
    workbook(("旧", old), ("三月", GOOD), hidden=["旧"], active=1)
    assert calc(*XLSX).status == 0
    assert read("out.csv")[1][0] == "张三"
    workbook(("说明", NOTES), ("旧", old), hidden=["旧"])
    assert calc(*XLSX).err == "✗ 要的列在隐藏的工作表“旧”里。先取消隐藏核对；要算它，就加上 --worksheet 旧\n"
    assert calc(*XLSX, "--worksheet", "旧").status == 0
    assert calc(*XLSX, "--worksheet", "新").err == "✗ 没有工作表“新”；有：说明、旧\n"


def test_several_worksheets_with_the_columns(calc: Calc) -> None:
    workbook(("二月", GOOD), ("三月", GOOD), ("说明", NOTES), active=1)
    assert "· 只读了工作表“三月”。没有读：二月、说明；要算另一张，就用 --worksheet 写明\n" in calc(*XLSX).err
    workbook(("二月", GOOD), ("三月", GOOD), ("说明", NOTES), active=2)
    assert calc(*XLSX).err == "✗ 有几张工作表都有要的列：二月、三月。用 --worksheet 写明算哪一张\n"


def test_rows_that_nobody_sees_are_told(calc: Calc) -> None:
    made = Workbook()
    for row in (*GOOD, ["李四", 5000, 8], ["王五", 5000, 8]):
        made.active.append(row)
    made.active.row_dimensions[3].hidden = True
    made.save("in.xlsx")
    done = calc(*XLSX)
    assert (done.status, len(read("out.csv"))) == (0, 4)
    assert "· 隐藏或者被筛选掉的 1 行也读了：第 3 行。不要它们，就先在表里删掉\n" in done.err


@pytest.mark.parametrize(("column", "index"), [("base", 1), ("late", 2), ("日期", 3)])
def test_a_formula_without_a_value(calc: Calc, column: str, index: int) -> None:
    row: list[Any] = ["=1+1", 4500, 8, date(2026, 7, 1)]
    row[index] = "=A1"
    workbook(("三月", (["备注", "base", "late", "日期"], row)))
    assert calc(*XLSX).status == 1
    told = "这一格是公式，文件里没有存算出来的值。请用 Excel 打开，保存后再算"
    assert read("out.csv.errors.csv")[1:] == [["2", column, told]]


def test_a_percentage_is_none_where_no_input_is_one(calc: Calc) -> None:
    made = Workbook()
    for row in (["备注", "base", "late"], [0.5, 0.2, 8], [0.5, 4500, 8]):
        made.active.append(row)
    for cell in ("A2", "A3", "B2"):
        made.active[cell].number_format = "0.0%"
    made.save("in.xlsx")
    assert calc(*XLSX).status == 1
    assert read("out.csv")[1][:2] == ["50%", "20"]
    assert read("out.csv.errors.csv")[1:] == [["2", "base", "月基本工资要填数字，例如 4500；现在是“20%”"]]


def test_a_cell_below_a_merged_one_is_nobody_s(calc: Calc) -> None:
    made = Workbook()
    for row in (["三月", None, None, None], ["部门", "姓名", "base", "late"], ["一", "甲", 4500, 8], ["", "乙", 4500]):
        made.active.append(row)
    made.active.append(["", "丙", 4500, 45])
    for cells in ("A1:D1", "A3:A5", "D3:D4"):
        made.active.merge_cells(cells)
    made.save("in.xlsx")
    assert calc(*XLSX).status == 1
    assert [row[:2] for row in read("out.csv")[1:]] == [["一", "甲"], ["", "丙"]]
    told = "这一格被合并了，看不出是谁的。请取消合并，每一行都填上，再算"
    assert read("out.csv.errors.csv")[1:] == [["4", "late", told]]


def test_merged_cells_are_found_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"<a/>" * 90 + b"<mergeCells><mergeCell ref=\"B7:AA7\"/>\n<x:mergeCell ref='A1:B2' />" + b"<a/>" * 90
    for block in (*range(1, 90), 1 << 20):
        monkeypatch.setattr(merged, "_BLOCK", block)
        assert merged.merged_ranges(io.BytesIO(text)) == [(1, 2, 0, 1), (7, 7, 1, 26)]


def test_an_empty_day_is_asked_for_unless_one_is_said_for_all(calc: Calc) -> None:
    write("in.csv", [["base", "late", "日期"], ["4500", "8", "2026-02-28"], ["4500", "8", " "], ["4500", "8", "无"]])
    assert calc(*SHEET).status == 1
    assert read("out.csv.errors.csv")[1:] == [
        ["3", "日期", "请填写“日期”，例如 2026-03-31；空着的都按同一天的规定，就加上 --on 写明是哪一天"],
        ["4", "日期", "日期要填日期，例如 2026-07-01；现在是“无”"],
    ]
    assert calc(*SHEET, "--on", "2026-03-02").err.count("第 3 行") == 0
