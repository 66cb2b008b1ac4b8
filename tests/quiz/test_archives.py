"""Archives and workbooks: the same bytes in Python and in the browser, read back by openpyxl and here."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from quiz.archives.workbook import workbook
from quiz.archives.zip import zipped
from tests.delivered import delivered_to

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "workbooks.json").read_text(encoding="utf-8"))
ARCHIVES = [[], [("成绩 results/a.txt", "第一\r\nfirst"), ("b.bin", "")]]
SHEET = "xl/worksheets/sheet1.xml"
BAD_NAMES = ["", "a/b", "[a]", "'a", "a'", "a" * 32, "a:b", "a?", "a*", "a\\b"]


def written(case: dict[str, Any]) -> bytes:
    return workbook(dict(case["sheets"]), case["widths"], case["head"], case["own_widths"])


def foreign() -> Workbook:
    """A workbook as Excel writes one: texts that are shared, numbers of all kinds, a formula that nobody worked out."""
    book = Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["姓名", "工号", "一", "二"])
    sheet.append(["张 三 & <b>", 7, 110.34, True])
    sheet.append([])
    sheet.append(["李四", "0012", 0.1 + 0.2, "=A2"])
    sheet.append(["王五", 1e21, 1e-7, -4.5])
    sheet["F6"] = " far "
    book.create_sheet("second").append(["never read"])
    return book


def packed(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same archive with something else in one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
        for entry in archive.namelist():
            data = archive.read(entry)
            other.writestr(entry, data.replace(old, new) if entry == name else data)
    return made.getvalue()


def claiming(content: bytes, size: int) -> bytes:
    """The same archive, whose sheet says that it is of another size."""
    at = content.rindex(SHEET.encode()) - 46 + 24
    return content[:at] + size.to_bytes(4, "little") + content[at + 4 :]


def flipped(content: bytes) -> bytes:
    """The same archive with one bit of its sheet changed."""
    at = content.index(SHEET.encode()) + 100
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


EXCEL = packed(foreign())
READ = {
    "excel": EXCEL,
    "our own": written(CASES[0]),
    "old": b"\xd0\xcf\x11\xe0" + bytes(600),
    "text": b"a,b\r\n1,2\r\n",
    "nothing": b"",
    "cut": EXCEL[: len(EXCEL) // 2],
    "flipped": flipped(EXCEL),
    "bomb": claiming(EXCEL, 100 << 20),
    "larger than it says": claiming(EXCEL, 100),
    "no XML": changed(EXCEL, SHEET, b"<sheetData>", b"<sheetData"),
    "entities": changed(EXCEL, SHEET, b"<worksheet ", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet '),
    "far column": changed(EXCEL, SHEET, b'r="F6"', b'r="ZZZ6"'),
    "rich and read aloud": changed(
        EXCEL, "xl/sharedStrings.xml", "<t>李四</t>".encode(),
        "<r><t>李</t></r><r><t>四</t></r><rPh sb='0' eb='1'><t>lisi</t></rPh>".encode(),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> dict[str, Any]:
    """What the browser's modules make of the same."""
    given = {"written": CASES, "archives": ARCHIVES, "read": [content.hex() for content in READ.values()]}
    done = subprocess.run(
        ["node", delivered_to(HERE / "archives.mjs")], input=json.dumps(given).encode(), capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found | {"read": dict(zip(READ, found["read"]))}


@pytest.mark.parametrize("place", range(len(CASES)), ids=[case["name"] for case in CASES])
def test_a_workbook_has_the_same_bytes_in_both_runtimes(browser: dict[str, Any], place: int) -> None:
    content = written(CASES[place])
    assert hashlib.sha256(content).hexdigest() == CASES[place]["sha256"]
    assert browser["written"][place] == content.hex()


def test_an_archive_has_the_same_bytes_in_both_runtimes(browser: dict[str, Any]) -> None:
    assert browser["archives"] == [zipped(files).hex() for files in ARCHIVES]


def test_an_archive_is_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(ARCHIVES[1]))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [name for name, _ in ARCHIVES[1]]
        assert archive.read("成绩 results/a.txt").decode() == "第一\r\nfirst"
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    with zipfile.ZipFile(io.BytesIO(zipped([]))) as empty:
        assert empty.namelist() == []


@pytest.mark.filterwarnings("error")
def test_a_workbook_is_read_back_as_it_was_meant() -> None:
    read = load_workbook(io.BytesIO(written(CASES[0])))
    assert read.sheetnames == ["成绩", "2026", "it's"]
    sheet = read["成绩"]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("工号", "姓名", "得分"),
        ("0007", "张三", 95),
        ("0012", None, 0),
        ("=1+1", "a & b < c > \"d\" 'e'", -3),
    ]
    assert sheet["A4"].data_type == "s"
    assert sheet["C2"].data_type == "n"
    assert read["2026"]["A2"].value == "first\nsecond\nthird\ttab"
    assert [cell.value for cell in read["2026"][4]] == ["left out", "𠮷😀"]


def test_a_workbook_is_laid_out_for_reading_and_for_print() -> None:
    sheet = load_workbook(io.BytesIO(written(CASES[0])))["成绩"]
    assert sheet["A1"].font.bold is True
    assert sheet["A2"].font.bold is False
    assert sheet["A1"].style == "Normal"
    assert sheet["A2"].alignment.wrap_text is True
    assert sheet["A2"].alignment.vertical == "top"
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (8, 24)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    titled = load_workbook(io.BytesIO(written(CASES[1])))["CVFX-BXNY"]
    assert titled["A1"].alignment.wrap_text is None
    assert titled["A3"].font.bold is True
    assert (titled.freeze_panes, titled.print_title_rows) == ("A4", "$3:$3")
    wide = load_workbook(io.BytesIO(written(CASES[3])))["wide"]
    assert (wide["AA1"].value, wide["AB1"].value, wide.freeze_panes, wide.print_title_rows) == ("AA", 28, None, None)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_no_sheet_may_have_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no sheet may be called"):
        workbook({name: []})


def test_the_browser_reads_a_workbook_of_excel(browser: dict[str, Any]) -> None:
    assert browser["read"]["excel"] == {
        "rows": [
            [1, ["姓名", "工号", "一", "二"]],
            [2, ["张 三 & <b>", "7", "110.34", "TRUE"]],
            [4, ["李四", "0012", "0.3", ""]],
            [5, ["王五", "1e+21", "1e-7", "-4.5"]],
            [6, ["", "", "", "", "", " far "]],
        ],
        "formulas": ["D4"],
    }
    assert browser["read"]["rich and read aloud"]["rows"][2][1][0] == "李四"


def test_the_browser_reads_what_it_writes(browser: dict[str, Any]) -> None:
    assert browser["read"]["our own"]["rows"][1:] == [
        [2, ["0007", "张三", "95"]],
        [3, ["0012", "", "0"]],
        [4, ["=1+1", "a & b < c > \"d\" 'e'", "-3"]],
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("old", "old_workbook"), ("text", "damaged"), ("nothing", "damaged"), ("cut", "damaged"),
        ("flipped", "damaged"), ("bomb", "large"), ("larger than it says", "damaged"),
        ("no XML", "damaged"), ("entities", "damaged"), ("far column", "large"),
    ],
)  # fmt: skip
def test_what_the_browser_cannot_read_is_told(browser: dict[str, Any], name: str, told: str) -> None:
    assert browser["read"][name] == {"refused": told}
