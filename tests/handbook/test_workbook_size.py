"""Sheets that are far too large: told before they fill the memory, and what is merely large is taken."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from handbook.calc.sheets.workbook_size import check_sizes
from tests.handbook.test_sheet import write_xlsx

pytestmark = pytest.mark.slow

Calc = Callable[..., Any]  # the fixture of conftest.py


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


_CELL = '<c r="A{row}" t="inlineStr"><is><t>{text}</t></is></c>'
_MB = 1 << 20


def _unpacks_to(path: str, sheet: str, parts: Mapping[str, str] = MappingProxyType({})) -> None:
    """A workbook whose sheet has these rows, and that has more parts."""
    write_xlsx("plain.xlsx", [["base", "late"], [4500, 8]])
    with (
        zipfile.ZipFile("plain.xlsx") as plain,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in plain.namelist():
            whole = plain.read(name).decode()
            if name == "xl/worksheets/sheet1.xml" and sheet:
                begin, end = whole.index("<sheetData>") + len("<sheetData>"), whole.index("</sheetData>")
                whole = whole[:begin] + sheet + whole[end:]
            new.writestr(name, whole)
        for name, whole in parts.items():
            new.writestr(name, whole)


def _row(number: int, cells: str) -> str:
    return f'<row r="{number}">{cells}</row>'


_NAMES = _row(1, _CELL.format(row=1, text="base"))


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        (
            _NAMES + _row(2, _CELL.format(row=2, text="x" * 8 * _MB)),
            "row 2 of xl/worksheets/sheet1.xml is too large (more than 8 MB)",
        ),
        (_NAMES + _row(2, "<c/>" * 500_000), "row 2 of xl/worksheets/sheet1.xml is too large"),
        (_NAMES + _row(2, "<c/>" * 65_535), "row 2 has 65535 columns"),  # just as large as a row may be
        (_NAMES + f'<row r="2" x="{"y" * 20 * _MB}"></row>', "is too large"),
        (_NAMES + f"<!--{'y' * 20 * _MB}-->", "is too large"),
        (_NAMES + _row(2, _CELL.format(row=2, text="x" * 32_768)), "row 2, column 1: 32768 characters"),
        (_NAMES + _row(2, '<c r="ALM2"><v>1</v></c>'), "row 2 has 1001 columns"),
        (_NAMES + _row(1_048_577, "<c><v>1</v></c>"), "there are more than 1048576 rows"),
        (_NAMES + _row(99_999_999_999, "<c><v>1</v></c>"), "there are more than 1048576 rows"),
    ],
    ids=["cell", "cells", "columns", "attribute", "comment", "text", "a thousand and one", "rows", "far row"],
)
def test_a_workbook_that_is_a_bomb_is_told(calc: Calc, sheet: str, told: str) -> None:
    _unpacks_to("in.xlsx", sheet)
    assert Path("in.xlsx").stat().st_size < _MB
    done = calc("lateness", "--csv", "in.xlsx", "--out", "out.csv", "--lang", "en")
    assert (done.status, Path("out.csv").exists()) == (1, False)
    assert told in done.err
    assert [line[0] for line in done.err.splitlines() if line[0] != "·"] == ["✗"]


def test_texts_that_would_fill_the_memory(calc: Calc) -> None:
    _unpacks_to("in.xlsx", "", {"xl/other.xml": "<x>" + "y" * 65 * _MB + "</x>"})
    done = calc("lateness", "--csv", "in.xlsx", "--out", "out.csv")
    assert (done.status, Path("out.csv").exists()) == (1, False)
    assert "工作簿展开后太大：xl/other.xml 等共 65 MB，最多 64 MB" in done.err


def test_sheets_that_would_take_hours(calc: Calc, monkeypatch: pytest.MonkeyPatch) -> None:
    _unpacks_to("in.xlsx", "")
    sheets = [zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml") for number in (1, 2)]
    for info in sheets:
        info.file_size = 1024 * _MB + 1
    monkeypatch.setattr(zipfile.ZipFile, "infolist", lambda _: sheets)
    done = calc("lateness", "--csv", "in.xlsx", "--out", "out.csv")
    assert "工作簿展开后太大：xl/worksheets/sheet1.xml 等共 2048 MB，最多 2048 MB" in done.err


def test_a_large_workbook_is_none_of_that() -> None:
    rows = "".join(_row(n, f'<c r="A{n}"><v>4500</v></c><c r="B{n}"><v>{n % 60}</v></c>') for n in range(2, 90_002))
    names = _row(1, _CELL.format(row=1, text="base") + '<c r="B1" t="inlineStr"><is><t>late</t></is></c>')
    _unpacks_to("in.xlsx", names + rows, {"xl/media/photo.png": "y" * 65 * _MB})
    assert zipfile.ZipFile("in.xlsx").getinfo("xl/worksheets/sheet1.xml").file_size > 5 * _MB
    with Path("in.xlsx").open("rb") as file:
        check_sizes(file)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"base,late\n4500,8\n4500," + b"1" * _MB, "row 3 cannot be read"),
        (b"1" * (3 * _MB) + b"\n4500,8\n", "row 1 cannot be read"),
        (b'base,late\n4500,"' + b"1\n" * _MB + b'"\n', "row 2 cannot be read"),
        (b"base,late\n4500," + b"1" * 32_768 + b"\n", "row 2, column 2: 32768 characters; a cell may have 32767"),
        (b"base,late\n4500" + b"," * 1000 + b"\n", "row 2 has 1001 columns; there may be 1000"),
    ],
    ids=["line", "heading", "quoted", "cell", "columns"],
)
def test_a_csv_that_is_far_too_large_is_told(calc: Calc, content: bytes, told: str) -> None:
    Path("in.csv").write_bytes(content)
    done = calc("lateness", "--csv", "in.csv", "--out", "out.csv", "--lang", "en")
    assert (done.status, Path("out.csv").exists()) == (1, False)
    assert told in done.err
