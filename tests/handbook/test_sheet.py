"""`handbook calc --csv`: whole sheets in CSV and XLSX, written at once or not at all."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from handbook.calc import pool
from handbook.calc.columns import match
from handbook.calc.sheets import cells, reading
from handbook.calc.sheets.cells import cell_text
from handbook.calc.sheets.error import SheetError
from handbook.calc.sheets.writing import finished, safe_text
from handbook.calc.worker import RowCalculator, SheetJob
from handbook.files import atomic_write as replacement
from handbook.policy.load import open_book

pytestmark = pytest.mark.slow

Calc = Callable[..., Any]  # the fixture of conftest.py
HEADER = ("姓名", "base", "late", "extra")
ROWS = (("张三", "4500", "8;45", "1.5"), ("李四", "5000", "", ""))
RESULTS = ["扣款合计", "按半天算的次数", "按哪天的规定", "说明"]
LATER = "2026-07-15"
NO_EXTRA = ("--without", "extra")
SAID = "! 超过 30 分钟的按半天算。 ● 每次按当天有效的规定算。"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def calc(calc: Calc) -> Calc:
    """The command on a day long after the last change of a value."""
    return lambda *argv: calc(*argv, "--today", LATER)


def write(path: str, rows: Iterable[Sequence[object]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    Path(path).write_bytes(text.getvalue().encode(encoding))
    return Path(path)


def write_xlsx(path: str, rows: Iterable[Sequence[object]]) -> Path:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(list(row))
    workbook.save(path)
    return Path(path)


def read(path: str) -> list[list[str]]:
    raw = Path(path).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # without it Excel takes Chinese for something else
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def read_xlsx(path: str) -> list[list[Any]]:
    return [list(row) for row in load_workbook(path).active.iter_rows(values_only=True)]


# What goes in and out


def test_csv_round_trip(calc: Calc) -> None:
    write("in.csv", [HEADER, *ROWS])
    done = calc("lateness", "--csv", "in.csv", "--out", "out.csv")
    assert done.status == 0
    assert done.out.startswith("✓ 2 行算好，0 行有错，")
    assert done.out.endswith(" 秒 → out.csv\n")
    assert done.err.splitlines() == ["· 原样带到结果里的列：姓名", f"· 每一行都按 {LATER} 有效的规定算"]
    assert read("out.csv") == [
        ["姓名", *RESULTS],
        ["张三", "124.95", "1", LATER, SAID],
        ["李四", "0", "", LATER, "✓ 没有迟到。"],
    ]
    assert sorted(path.name for path in Path().iterdir()) == ["in.csv", "out.csv"]


def test_every_step_and_english(calc: Calc) -> None:
    write("in.csv", [HEADER, *ROWS])
    done = calc("lateness", "--csv", "in.csv", "--out", "out.csv", "--full", "--lang", "en")
    assert done.out.startswith("✓ 2 rows done, 0 with errors, ")
    header, first, _ = read("out.csv")
    assert header == ["姓名", "Total deduction", "Times counted as half a day", "Day wage", "rules of", "remarks"]
    assert first[1:4] == ["124.95", "1", "206.8966"]


@pytest.mark.parametrize(
    "header",
    [
        ("Name", "月基本工资", "每次迟到", "其他扣款"),
        ("Name", "Monthly Base Wage ", "each late arrival", "Other deductions"),
        ("Name", "月基本工資", "每次遲到", "其他扣款"),
        ("Name", "月基本工资（元）", "ＬＡＴＥ", "Other deductions (yuan)"),
    ],
)
def test_columns_by_label(calc: Calc, header: tuple[str, ...]) -> None:
    write("in.csv", [header, *ROWS])
    assert calc("lateness", "--csv", "in.csv", "--out", "out.csv").status == 0
    assert [row[1] for row in read("out.csv")] == ["扣款合计", "124.95", "0"]


@pytest.mark.parametrize("heading", ["on", "日期", "Date"])
@pytest.mark.parametrize("day", ["2026-02-28", "2026/2/28", "2026年2月28日", "20260228"])
def test_a_day_for_each_row(calc: Calc, heading: str, day: str) -> None:
    write("in.csv", [["base", "late", heading], ["4500", "8", day], ["4500", "8", ""]])
    done = calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv", "--on", "2027-01-01")
    assert done.status == 0
    assert [row[:2] for row in read("out.csv")] == [["行", "扣款合计"], ["2", "10"], ["3", "25.50"]]


def test_rows_without_a_name_keep_their_number(calc: Calc) -> None:
    write("in.csv", [[], ["base", "late"], [], ["4500", "8"], ["", ""], ["4500", ""]])
    calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv")
    assert [row[:2] for row in read("out.csv")] == [["行", "扣款合计"], ["4", "20"], ["6", "0"]]


def test_an_input_for_all_rows(calc: Calc) -> None:
    write("in.csv", [["late"], ["8"], ["45"]])
    asked = ("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv", "--force", "--input", "base=4500")
    done = calc(*asked)
    assert "· 表里没有的列，每一行都按默认算：其他扣款（0 元）\n" in done.err
    assert [row[1] for row in read("out.csv")][1:] == ["20", "103.45"]
    assert calc(*asked, "--input", "extra=x").err == "其他扣款要填数字，例如 1；现在是“x”\n"
    assert calc(*asked, "--input", "late=8").err == "✗ late 既有一列，又用 --input 给了值；只留一样\n"


def test_every_kind_of_value(calc: Calc) -> None:
    header = ("asked", "part", "kind", "whole", "absences")
    write("in.csv", [header, ["2026/3/31 10:20:00", "33.3%", "罚款", "是", "2026/3/2,1;2026-03-03,0.5"]])
    done = calc("every_kind", "--csv", "in.csv", "--out", "out.csv")
    assert (done.status, done.err) == (0, "")
    assert read("out.csv")[1] == [
        *("2", "2026-04-02", "2026-03-31 13:20", "66.7%", "罚款", "否", "1", "11.10;11.10;11.10", "2026-03-31", "")
    ]
    assert calc("every_kind", "--csv", "in.csv", "--out", "out.xlsx").status == 0
    assert read_xlsx("out.xlsx")[1] == [
        *(
            2,
            datetime(2026, 4, 2),
            datetime(2026, 3, 31, 13, 20),
            0.667,
            "罚款",
            "否",
            1,
            "11.10;11.10;11.10",
            datetime(2026, 3, 31),
            None,
        )
    ]


# XLSX


def test_xlsx_round_trip(calc: Calc) -> None:
    rows = [("姓名", "工号", "入职", "base", "late", "extra"), ("张三", "007", date(2024, 1, 5), 4500.5, 8, None)]
    write_xlsx("in.xlsx", [*rows, ("=1+1", 8, None, "4,500", "8;45", 0.1 + 0.2)])
    done = calc("lateness", "--sheet", "in.xlsx", "--out", "out.xlsx")
    assert done.status == 0
    assert read_xlsx("out.xlsx") == [
        ["姓名", "工号", "入职", *RESULTS],
        ["张三", "007", datetime(2024, 1, 5), 20, 0, datetime(2026, 7, 15), "● 每次按当天有效的规定算。"],
        [None, 8, None, 123.75, 1, datetime(2026, 7, 15), SAID],  # the formula was never worked out by Excel
    ]
    total = load_workbook("out.xlsx").active["D3"]
    assert (total.data_type, total.number_format) == ("n", "#,##0.00")


def test_xlsx_to_csv(calc: Calc) -> None:
    write_xlsx("in.xlsx", [("姓名", "入职", "base", "on"), ("张三", date(2024, 1, 5), 4500, date(2026, 2, 28))])
    assert calc("lateness", *NO_EXTRA, "--csv", "in.xlsx", "--out", "out.csv", "--input", "late=8").status == 0
    assert read("out.csv")[1][:3] == ["张三", "2024-01-05", "10"]


def test_percentages_and_moments_of_excel(calc: Calc) -> None:
    workbook = Workbook()
    workbook.active.append(["asked", "part", "whole", "absences"])
    workbook.active.append([datetime(2026, 3, 31, 10, 19, 59), 0.333, True, date(2026, 3, 2)])
    workbook.active.append([datetime(2026, 3, 31, 10, 20), 33.3, False, None])
    workbook.active["B2"].number_format = "0.0%"
    workbook.save("in.xlsx")
    done = calc("every_kind", "--csv", "in.xlsx", "--out", "out.csv")
    assert done.status == 0
    first, second = read("out.csv")[1:]
    assert first[1:7] == ["2026-04-02", "2026-03-31 13:20", "66.7%", "奖金", "否", "1"]
    assert second[1:7] == ["2026-04-02", "2026-03-31 13:20", "66.7%", "罚款", "否", "0"]


def test_the_worksheet_with_the_columns_is_read(calc: Calc) -> None:
    workbook = Workbook()
    workbook.active.title = "三月"
    workbook.active.append(["base", "late"])
    workbook.active.append([4500, 8])
    workbook.create_sheet("四月").append(["?"])
    workbook.save("in.xlsx")
    done = calc("lateness", *NO_EXTRA, "--csv", "in.xlsx", "--out", "out.csv")
    assert done.err.startswith("· 读的是工作表“三月”，没有读：四月\n")
    assert len(read("out.csv")) == 2


def test_an_xlsx_that_claims_to_be_endless(calc: Calc, monkeypatch: pytest.MonkeyPatch) -> None:
    write_xlsx("in.xlsx", [["base", "late"], [4500, 8]])
    monkeypatch.setattr("openpyxl.worksheet._reader.SheetDimension.boundaries", (1, 1, 16384, 1048576))
    assert calc("lateness", *NO_EXTRA, "--csv", "in.xlsx", "--out", "out.csv").status == 0


def test_a_line_may_be_as_long_as_what_is_read_at_once(calc: Calc, monkeypatch: pytest.MonkeyPatch) -> None:
    write("in.csv", [HEADER, *ROWS])
    longest = max(len(line) for line in Path("in.csv").read_text("utf-8").splitlines(keepends=True))
    monkeypatch.setattr(reading, "_BLOCK", longest)
    assert calc("lateness", "--csv", "in.csv", "--out", "out.csv").status == 0
    Path("in.csv").write_text(",".join(HEADER) + "\n" + "9" * longest + "\n", encoding="utf-8")
    assert calc("lateness", "--csv", "in.csv", "--out", "out.csv", "--force").status == 1


def test_more_rows_than_excel_takes(calc: Calc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_XLSX_ROWS", 2)
    write("in.csv", [HEADER, *ROWS])
    done = calc("lateness", "--csv", "in.csv", "--out", "out.xlsx")
    assert (done.status, Path("out.xlsx").exists()) == (1, False)
    assert "xlsx 最多 2 行" in done.err
    monkeypatch.setattr(cells, "MOST_XLSX_ROWS", 3)
    write_xlsx("in.xlsx", [HEADER, *ROWS])
    assert calc("lateness", "--csv", "in.xlsx", "--out", "out.xlsx").status == 0


# CSV as it comes from Excel


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings(calc: Calc, encoding: str) -> None:
    write("in.csv", [("姓名", "月基本工资", "每次迟到"), ("张三", "4500", "8")], encoding)
    done = calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv")
    assert done.status == 0
    assert ("· 文件不是 UTF-8，已按 GBK（GB 18030）读取" in done.err) == encoding.startswith("gb")
    assert read("out.csv")[1][:2] == ["张三", "20"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(calc: Calc, delimiter: str) -> None:
    write("in.csv", [("姓名, 部门;", "base", "late"), ("张三", "4500", "8;45")], delimiter=delimiter)
    assert calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv").status == 0
    assert read("out.csv")[1][:2] == ["张三", "123.45"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("in.csv", b"", "表是空的"),
        ("in.csv", b"\n,,\n", "表是空的"),
        ("in.csv", b"base,late\n4500,8\xff\xff\n", "既不是 UTF-8 也不是 GBK"),
        ("in.csv", b'base,late\n4500,"8\n4500,9\n', "第 2 行读不懂"),
        ("in.csv", b"PK\x03\x04whatever", "其实是 .xlsx"),
        ("in.xlsx", b"base,late\n4500,8\n", "名字是 .xlsx，内容却不是"),
        ("in.xlsx", b"\xd0\xcf\x11\xe0whatever", "旧的 .xls"),
        ("in.xlsx", b"PK\x03\x04whatever", "工作簿读不出来"),
        ("none.csv", None, "没有这个文件"),
        ("folder.csv", None, "这是一个目录"),
    ],
)
def test_a_file_that_is_none(calc: Calc, name: str, content: bytes | None, told: str) -> None:
    Path("folder.csv").mkdir()
    if content is not None:
        Path(name).write_bytes(content)
    done = calc("lateness", "--csv", name, "--out", "out.csv")
    assert (done.status, done.out) == (1, "")
    assert told in done.err
    assert not Path("out.csv").exists()
    assert any("a" <= sign <= "z" for sign in calc("lateness", "--csv", name, "--out", "out.csv", "--lang", "en").err)


# Columns that will not do


def test_missing_and_misspelt_columns_are_told_before_anything_is_written(calc: Calc) -> None:
    write("in.csv", [["姓名", "月基本工次", "lat", "late"], ["张三", "4500", "8", "8"]])
    done = calc("lateness", "--csv", "in.csv", "--out", "out.csv")
    assert (done.status, done.out, Path("out.csv").exists()) == (1, "", False)
    assert done.err.splitlines() == [
        "✗ “月基本工次”这一列认不出，是不是“月基本工资”（base）？是就改过来，不是就换个列名",
        "✗ 缺少“月基本工资”这一列（列名也可以写 base）",
    ]
    english = calc("lateness", "--csv", "in.csv", "--out", "out.csv", "--force", "--lang", "en").err
    assert "did you mean “Monthly base wage” (base)?" in english


def test_a_misspelt_column_that_could_be_left_out(calc: Calc) -> None:
    write("in.csv", [["base", "late", "extre"], ["4500", "8", "1"]])
    done = calc("lateness", "--csv", "in.csv", "--out", "out.csv")
    assert done.status == 1
    assert "是不是“其他扣款”（extra）" in done.err


def test_two_columns_for_one_input(calc: Calc) -> None:
    write("in.csv", [["base", "月基本工资", "late"], ["4500", "4500", "8"]])
    assert "有几列都是 base：base、月基本工资；只留一列" in calc("lateness", "--csv", "in.csv", "--out", "out.csv").err


def test_the_result_of_one_run_can_be_the_sheet_of_the_next(calc: Calc) -> None:
    write("in.csv", [HEADER, *ROWS])
    calc("lateness", "--csv", "in.csv", "--out", "out.csv")
    again = ("--input", "base=4500", "--input", "late=8")
    assert calc("lateness", *NO_EXTRA, "--csv", "out.csv", "--out", "more.csv", *again).status == 0
    assert read("more.csv")[0] == ["姓名", *RESULTS, *RESULTS]


def test_a_result_of_an_earlier_run_is_no_misspelt_input(calc: Calc) -> None:
    write("in.csv", [["base", "late", "Total deduction", "date"], ["4500", "8", "1", LATER]])
    done = calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv", "--lang", "en")
    assert (done.status, read("out.csv")[1][:3]) == (0, ["1", "20", "0"])


def test_a_heading_that_could_be_two_inputs_is_none(ruled_policy: Path) -> None:
    from dataclasses import replace

    from handbook.policy.load import open_book

    rule = open_book(ruled_policy, date(2026, 3, 15)).rule("lateness")
    base, late, extra = rule.inputs
    twins = replace(rule, inputs=(base, late, replace(extra, label=base.label)))
    with pytest.raises(SheetError):
        match(twins, ["月基本工资", "late"])
    assert match(twins, ["base", "late", "备注"]).extra == (2,)


# Rows that will not do


def test_row_errors_are_reported_and_the_good_rows_worked_out(calc: Calc) -> None:
    bad = [("王五", "abc", "8;999", "1"), ("赵六", "", "8", "x", "y"), ("孙七", "", "8", "")]
    write("in.csv", [HEADER, ROWS[0], *bad, ROWS[1]])
    done = calc("lateness", "--csv", "in.csv", "--out", "out.csv")
    assert (done.status, done.out) == (1, "")
    assert [row[0] for row in read("out.csv")] == ["姓名", "张三", "李四"]
    assert read("out.csv.errors.csv") == [
        ["行", "列", "问题"],
        ["3", "base", "月基本工资要填数字，例如 4500；现在是“abc”"],
        ["3", "late", "第 2 项：迟到的分钟数不能大于 480；现在是 999"],
        ["4", "", "这一行比列名多出 1 格；CSV 里有逗号的格子要加双引号"],
        ["5", "base", "请填写月基本工资，例如 4500"],
    ]
    assert "第 3 行“late”：第 2 项：迟到的分钟数不能大于 480；现在是 999\n" in done.err
    assert "✗ 2 行算好，3 行有错，" in done.err
    assert done.err.endswith("有错的行没有写进结果，全部问题见 out.csv.errors.csv\n")
    english = calc("lateness", "--csv", "in.csv", "--out", "out.csv", "--force", "--lang", "en")
    assert "✗ 2 rows done, 3 with errors, " in english.err
    assert read("out.csv.errors.csv")[0] == ["row", "column", "what is wrong"]
    assert read("out.csv.errors.csv")[2][2] == "item 2: Minutes late must be at most 480; found 999"


def test_a_refusal_and_a_bad_day_are_errors_of_their_row(calc: Calc) -> None:
    write("in.csv", [["base", "late", "日期"], ["4500", "8", "2025-06-01"], ["4500", "8", "31.3.2026"]])
    assert calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv").status == 1
    assert read("out.csv.errors.csv")[1:] == [
        ["2", "每次扣款", "2025 年 6 月 1 日还没有“轻微迟到的时限”的规定，最早的从 2026 年 1 月 1 日起"],
        ["3", "日期", "日期要填日期，例如 2026-07-01；现在是“31.3.2026”"],
    ]
    assert len(read("out.csv")) == 1


def test_only_some_errors_are_shown_on_the_terminal(calc: Calc) -> None:
    write("in.csv", [["base", "late"], *[["x", ""]] * 20])
    done = calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv")
    assert done.err.count("月基本工资要填数字") == 5
    assert len(read("out.csv.errors.csv")) == 21


def test_a_stale_report_is_removed(calc: Calc) -> None:
    write("in.csv", [["base", "late"], ["x", ""]])
    calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv")
    assert Path("out.csv.errors.csv").exists()
    write("in.csv", [["base", "late"], ["4500", ""]])
    assert calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv", "--force").status == 0
    assert not Path("out.csv.errors.csv").exists()


# Written at once or not at all


def _left() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


@pytest.mark.parametrize("out", ["out.csv", "out.xlsx"])
def test_a_damaged_sheet_leaves_the_old_result(calc: Calc, out: str) -> None:
    Path(out).write_text("old", encoding="utf-8")
    Path(f"{out}.errors.csv").write_text("old errors", encoding="utf-8")
    Path("in.csv").write_text('base,late\n4500,8\nabc,8\n4500,"8\n', encoding="utf-8")
    done = calc("lateness", "--csv", "in.csv", "--out", out, "--force")
    assert (done.status, done.out) == (1, "")
    assert "第 4 行读不懂" in done.err
    assert (Path(out).read_text(encoding="utf-8"), len(_left())) == ("old", 3)
    assert Path(f"{out}.errors.csv").read_text(encoding="utf-8") == "old errors"


@pytest.mark.parametrize("out", ["out.csv", "out.xlsx"])
@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failing_disk_leaves_the_old_result(
    calc: Calc, monkeypatch: pytest.MonkeyPatch, out: str, failing: str
) -> None:
    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    Path(out).write_text("old", encoding="utf-8")
    write("in.csv", [HEADER, *ROWS])
    if failing == "fsync":
        monkeypatch.setattr(replacement.os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    done = calc("lateness", "--csv", "in.csv", "--out", out, "--force")
    assert (done.status, done.out) == (1, "")
    assert f"✗ {out}：磁盘满了" in done.err
    assert (Path(out).read_text(encoding="utf-8"), _left()) == ("old", sorted(["in.csv", out]))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a limit on the size of files")
def test_a_full_disk_while_rows_are_written(ruled_policy: Path) -> None:
    write("in.csv", [HEADER, *ROWS * 300])
    Path("out.csv").write_text("old", encoding="utf-8")
    limited = "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000));"
    limited += "from handbook.cli import main; main(sys.argv[1:])"
    argv = ["calc", "lateness", "--csv", "in.csv", "--out", "out.csv", "--force", "--data", str(ruled_policy)]
    root = str(Path(__file__).parent.parent.parent)
    # What `make coverage` would write is no part of what is tested, and would not fit either.
    inherited = {name: each for name, each in os.environ.items() if not name.startswith("COVERAGE_")}
    env = {**inherited, "PYTHONPATH": root, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", limited, *argv], env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "✗ out.csv：磁盘满了" in done.stderr
    assert "Traceback" not in done.stderr
    assert (Path("out.csv").read_text(encoding="utf-8"), _left()) == ("old", ["in.csv", "out.csv"])


def test_places_where_nothing_can_be_written(calc: Calc) -> None:
    write("in.csv", [HEADER, *ROWS])
    Path("folder.csv").mkdir()
    for out in ("nowhere/out.csv", "folder.csv"):
        done = calc("lateness", "--csv", "in.csv", "--out", out)
        assert (done.status, done.out) == (1, "")
        assert f"{out}：" in done.err.splitlines()[-1]
    assert _left() == ["folder.csv", "in.csv"]


def test_links_and_permissions_of_the_old_result_stay(calc: Calc) -> None:
    write("in.csv", [HEADER, *ROWS])
    Path("real.csv").write_text("old", encoding="utf-8")
    Path("real.csv").chmod(0o640)
    Path("out.csv").symlink_to("real.csv")
    assert calc("lateness", "--csv", "in.csv", "--out", "out.csv", "--force").status == 0
    assert Path("out.csv").is_symlink()
    assert len(read("real.csv")) == 3
    assert Path("real.csv").stat().st_mode & 0o777 == 0o640


def test_a_sheet_is_never_written_over_itself(calc: Calc) -> None:
    write("in.csv", [HEADER, *ROWS])
    Path("same.csv").hardlink_to("in.csv")
    assert calc("lateness", "--csv", "in.csv", "--out", "same.csv").status == 2


# Cells that a spreadsheet would run


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "\t=1", "=HYPERLINK(1)"])
def test_formulas_become_texts(calc: Calc, text: str) -> None:
    assert safe_text(text) == "'" + text
    write("in.csv", [(text, "base", "late"), (text, "4500", "8")])
    assert calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv").status == 0
    heading = text.strip()
    assert [row[0] for row in read("out.csv")] == ["'" + heading if heading[0] in "=+-@＝" else heading, "'" + text]
    assert calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.xlsx").status == 0
    cell = load_workbook("out.xlsx").active["A2"]
    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize("text", ["", "张三", "-5", "+8613800000000", "-1.5%", "-", "--", "—", "a=b", "1-2", "-5;20"])
def test_what_no_spreadsheet_runs_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text


@given(st.lists(st.lists(st.text(st.sampled_from('a,"\r\n;= 张')), min_size=2)))
def test_lines_are_those_of_csv(rows: Sequence[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[safe_text(cell) for cell in row] for row in rows])
    assert finished(rows, workbook=False) == text.getvalue().encode()


def test_what_is_wrong_in_a_cell_is_no_formula_in_the_report(calc: Calc) -> None:
    write("in.csv", [("=who", "base", "late", "日期"), ("", "=1+1", "8", "=2")])
    calc("lateness", *NO_EXTRA, "--csv", "in.csv", "--out", "out.csv")
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in read("out.csv.errors.csv") for cell in row)


def test_cells_as_a_person_would_type_them() -> None:
    cells = [None, 4500, 4500.1, 1e-7, 0.1 + 0.2, True, date(2026, 3, 2), datetime(2026, 3, 2), "x"]
    assert [cell_text(cell) for cell in cells] == [
        *("", "4500", "4500.1", "0.0000001", "0.3", "TRUE", "2026-03-02", "2026-03-02", "x")
    ]
    assert cell_text(datetime(2026, 3, 2, 9, 59, 29)) == "2026-03-02 09:59"
    assert cell_text(datetime(2026, 3, 2, 9, 59, 30)) == "2026-03-02 10:00"
    assert cell_text(datetime(2026, 3, 2, 23, 59, 59, 999_999)) == "2026-03-03 00:00"
    assert cell_text(datetime(9999, 12, 31, 23, 59, 59)) == "9999-12-31 23:59"
    clock = [
        time(7, 30),
        time(7, 19, 59, 999_999),
        time(7, 30, 15),
        timedelta(hours=25, minutes=5),
        timedelta(hours=-1.5),
    ]
    assert [cell_text(cell) for cell in clock] == ["7:30", "7:20", "7:30:15", "25:05", "-1:30"]


@pytest.mark.parametrize(("day", "cell"), [(date(1900, 12, 31), "1900-12-31"), (date(1901, 1, 1), date(1901, 1, 1))])
def test_a_day_that_excel_does_not_know_is_a_text(ruled_policy: Path, day: date, cell: object) -> None:
    rule = open_book(ruled_policy, date(2026, 3, 15)).rule("every_kind")
    job = SheetJob(("asked", "part", "whole"), {}, date(2026, 3, 15), "zh", full=False, typed=True)
    (due,) = (step for step in rule.steps if step.id == "due")
    assert RowCalculator(rule, job).cell(due, day) == cell


# Many rows


def test_the_bar_follows_how_far_the_sheet_is_read(calc: Calc, monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    steps: list[int] = []

    class Bar:
        pos = 0

        def update(self, step: int) -> None:
            steps.append(step)
            self.pos += step

    def progressbar(length: int, file: object) -> contextlib.AbstractContextManager[Bar]:
        assert file is sys.stderr
        lengths.append(length)
        return contextlib.nullcontext(Bar())

    monkeypatch.setattr(click, "progressbar", progressbar)
    monkeypatch.setattr(pool, "CHUNK", 1)
    size = write("in.csv", [HEADER, *ROWS]).stat().st_size
    calc("lateness", "--csv", "in.csv", "--out", "out.csv")
    assert lengths == []  # nobody looks
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    calc("lateness", "--csv", "in.csv", "--out", "out.csv", "--force")
    assert (lengths, sum(steps), len(steps)) == ([size], size, 2)
    write_xlsx("in.xlsx", [HEADER, *ROWS])
    calc("lateness", "--csv", "in.xlsx", "--out", "out.csv", "--force")
    assert lengths[1:] == [3]  # of a workbook, its rows


def test_a_workbook_that_does_not_say_how_long_it_is_has_no_bar(calc: Calc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click, "progressbar", lambda **_: pytest.fail("a bar of an unknown length"))
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet()
    for row in (HEADER, *ROWS):
        page.append(row)
    workbook.save("in.xlsx")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert calc("lateness", "--csv", "in.xlsx", "--out", "out.csv").status == 0


def _many(count: int) -> Path:
    rows = ((f"员工{i}", 3000 + i % 5000, ";".join(["8", "45"][: i % 3]), "") for i in range(count))
    return write("in.csv", [HEADER, *rows])


def test_several_processes_give_the_same_in_the_same_order(calc: Calc, monkeypatch: pytest.MonkeyPatch) -> None:
    _many(pool.CHUNK * pool.FEW + 700)
    with Path("in.csv").open("a", encoding="utf-8") as file:
        file.write("坏,x,,\n")
    monkeypatch.setattr(pool, "_processors", lambda: 2)
    assert calc("lateness", "--csv", "in.csv", "--out", "together.csv").status == 1
    monkeypatch.setattr(pool, "_processors", lambda: 1)
    assert calc("lateness", "--csv", "in.csv", "--out", "alone.csv").status == 1
    assert Path("together.csv").read_bytes() == Path("alone.csv").read_bytes()
    assert Path("together.csv.errors.csv").read_bytes() == Path("alone.csv.errors.csv").read_bytes()
    assert read("together.csv.errors.csv")[1][0] == str(pool.CHUNK * pool.FEW + 702)


def test_the_work_can_go_to_another_process(ruled_policy: Path) -> None:
    """As it does where processes are not forked: on Windows and macOS."""
    import pickle

    from handbook.calc.worker import RowCalculator, SheetJob
    from handbook.policy.load import open_book

    job = SheetJob(HEADER, {}, date(2026, 3, 15), "zh", full=False, typed=False)
    calculator = RowCalculator(open_book(ruled_policy, date(2026, 3, 15)).rule("lateness"), job)
    other = pickle.loads(pickle.dumps(calculator))
    rows = [(2, ROWS[0]), (3, ("", "x", "", ""))]
    assert other.work(rows) == calculator.work(rows)


def test_the_last_line_needs_no_end(calc: Calc) -> None:
    file = write("in.csv", [HEADER, ROWS[0]])
    file.write_bytes(file.read_bytes().rstrip(b"\r\n"))
    assert calc("lateness", "--csv", "in.csv", "--out", "out.csv").status == 0
    assert len(read("out.csv")) == 2


class _AtOnce:
    """Stands for the processes: works out at once, in this one, what it is given."""

    def __init__(self, *_: object) -> None:
        pass

    def submit(self, _: object, rows: Sequence[Any]) -> Future[int]:
        done: Future[int] = Future()
        done.set_result(len(rows))
        return done

    def shutdown(self, cancel_futures: bool) -> None:
        assert cancel_futures


def test_only_a_few_chunks_are_in_memory_and_no_process_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ProcessPoolExecutor", _AtOnce)
    taken: list[int] = []
    chunks = ((taken.append(at) or [(at, ())], at) for at in range(100))
    done = pool._together(None, chunks, 2)  # type: ignore[arg-type, func-returns-value, var-annotated]
    for number, each in enumerate(done):
        assert each == (1, number)
        assert len(taken) == min(number + 7, 100)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process may use all of them")
def test_as_many_processes_as_the_machine_lends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(os, "sched_getaffinity", {0: {5, 7, 9}}.get)  # 0 stands for this process
    assert pool._processors() == 3
    monkeypatch.setattr(sys, "platform", "darwin")
    assert pool._processors() == 64
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert pool._processors() == 1


def test_a_worker_that_dies(calc: Calc, monkeypatch: pytest.MonkeyPatch) -> None:
    _many(pool.CHUNK * pool.FEW + 1)
    monkeypatch.setattr(pool, "_processors", lambda: 2)
    monkeypatch.setattr(pool, "_work", _die)
    done = calc("lateness", "--csv", "in.csv", "--out", "out.csv")
    assert (done.status, _left()) == (1, ["in.csv"])
    assert "计算进程意外结束" in done.err


def _die(_rows: object) -> None:
    os._exit(1)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_memory_does_not_grow_with_the_sheet(ruled_policy: Path, ending: str) -> None:
    few, many = (5_000, 100_000) if ending == ".csv" else (3_000, 15_000)
    peaks = [_peak(ruled_policy, rows, ending) for rows in (few, many)]
    assert peaks[1] < 200
    assert peaks[1] - peaks[0] < 30


# The process's own peak: what getrusage tells is on Linux never below the size of the process it was forked from.
_PEAK = "print(*[row for row in open('/proc/self/status') if row.startswith('VmHWM')], file=sys.stderr)"


def _peak(policy: Path, rows: int, ending: str) -> float:
    """The most memory in MB that the command took, its workers not counted (they hold a chunk each)."""
    path = _many(rows)
    if ending == ".xlsx":
        path = write_xlsx("in.xlsx", csv.reader(path.open(encoding="utf-8", newline="")))
    code = "import sys; from handbook.cli import main\n"
    code += "try: main(sys.argv[1:])\n"
    code += f"finally: {_PEAK}"
    root = str(Path(__file__).parent.parent.parent)
    argv = ["calc", "lateness", "--csv", str(path), "--out", f"out{ending}", "--force", "--data", str(policy)]
    done = subprocess.run(
        [sys.executable, "-c", code, *argv, "--today", LATER],
        env={**os.environ, "PYTHONPATH": root, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stderr.split()[-2]) / 1024
