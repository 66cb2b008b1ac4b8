"""Staff lists are read the same by the program and in the browser, and what is wrong in them is told at its place."""

from __future__ import annotations

import base64
import json
import random
import subprocess
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from handbook import SheetError
from quiz.staff import (
    FIELDS,
    MOST_PEOPLE,
    BadStaffList,
    Person,
    StaffList,
    column_letters,
    open_staff,
    read_staff,
    sheet_rows,
    staff_headings,
)
from tests.delivered import delivered_to

HERE = Path(__file__).parent
LISTS: list[dict[str, Any]] = yaml.safe_load((HERE / "staff_lists.yml").read_text("utf-8"))
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
COLUMNS = (1, 2, 26, 27, 52, 53, 702, 703, 16384)


def read(path: Path, text: str | bytes) -> StaffList:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_staff(sheet_rows(path))


def told(found: StaffList) -> dict[str, list[str]]:
    """As `staff_lists.yml` writes it."""
    if not found.problems:
        return {"people": [f"{each.row} " + "/".join(astuple(each)[1:5]) + _signed(each) for each in found.people]}
    rows = []
    for each in found.problems:
        facts = [f"{name}={fact}" for name, fact in each.facts.items()]
        rows.append(" ".join([str(each.row), str(each.column or "-"), each.code, *facts]))
    return {"problems": rows}


def _signed(person: Person) -> str:
    return f" signed {person.signed} {person.signed_on}" if person.signed else ""


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case["id"])
def test_a_list_is_read(tmp_path: Path, case: dict[str, Any]) -> None:
    found = told(read(tmp_path / "list.txt", case["text"]))
    assert found == {name: case[name] for name in ("people", "problems") if name in case}


def test_the_browser_reads_the_same(tmp_path: Path) -> None:
    texts = [case["text"] for case in LISTS] + [_drawn(random.Random(seed)) for seed in range(150)]
    files = ["姓名,工号\n张三,1001\n".encode(encoding) for encoding in ENCODINGS]
    given = {
        "headings": staff_headings(),
        "texts": texts,
        "files": [base64.b64encode(file).decode() for file in [*files, b"\xff\xff,\x80"]],
        "columns": COLUMNS,
    }
    text = json.dumps(given).encode()
    done = json.loads(
        subprocess.run(["node", delivered_to(HERE / "staff.mjs")], input=text, capture_output=True, check=True).stdout
    )
    for text_, browser in zip(texts, done["texts"], strict=True):
        assert browser == _here(tmp_path / "list.csv", text_), text_
    assert done["files"] == [*["姓名,工号\n张三,1001\n"] * len(files), None]
    assert done["columns"] == [column_letters(column) for column in COLUMNS]


def _here(path: Path, text: str) -> dict[str, Any]:
    """What the program reads, as the browser has it."""
    try:
        found = json.loads(json.dumps(asdict(read(path, text))))
    except SheetError as error:
        words = str(error)
        code = {"code": "nobody"} if "empty" in words else {"code": "unreadable"}
        row = int("".join(filter(str.isdigit, words)) or 0)
        return {"people": [], "problems": [{"row": row, "column": None, **code, "facts": {}}]}
    assert isinstance(found, dict)
    return found


def _drawn(luck: random.Random) -> str:
    """A text of what lists are made of, in any order."""
    parts = [
        "姓名",
        "工号",
        "name",
        "张三",
        "李 四",
        "Li Wei",
        "1001",
        "A１",
        "1. ",
        "、",
        "，",
        "；",
        ",",
        ",",
        "\t",
        ";",
        "\n",
        "\n",
    ]
    parts += ['"', '""', " ", "\u3000", "\u200b", "\r\n", "岗位", "客服", "（必填）", "-", "0"]
    return "".join(luck.choice(parts) for _ in range(luck.randint(1, 30)))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_files_of_excel_in_china_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "list.csv").write_bytes("姓名,工号\n张三,1001\n".encode(encoding))
    (person,) = open_staff(tmp_path / "list.csv")
    assert (person.row, person.name, person.number) == (2, "张三", "1001")


def test_a_workbook_is_read(tmp_path: Path) -> None:
    workbook = Workbook()
    for row in (["名单"], [None], ["姓名", "工号"], ["张三", 1001], [None, None], ["李四", "0002"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "list.xlsx")
    assert [(each.row, each.name, each.number) for each in open_staff(tmp_path / "list.xlsx")] == [
        (4, "张三", "1001"),
        (6, "李四", "0002"),
    ]


def test_what_is_wrong_is_told_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("姓名,工号\n张三,1001\n,1002\n李四,1001\n", encoding="utf-8")
    with pytest.raises(BadStaffList) as bad:
        open_staff(path)
    assert bad.value.words["zh"].splitlines() == [
        f"✗ {path}: 第 3 行 A 列：没有姓名",
        f"✗ {path}: 第 4 行 B 列：工号 1001 和第 2 行的相同；一人一个工号",
    ]
    assert bad.value.words["en"].splitlines()[1] == (
        f"✗ {path}: row 4, column B: number 1001 is that of row 2, too; a number is one person's"
    )


@pytest.mark.parametrize(
    ("name", "content", "said"), [("list.csv", b"", "空"), ("list.xlsx", b"x", "xlsx"), ("no.csv", None, "")]
)
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(BadStaffList) as bad:
        open_staff(tmp_path / name)
    assert said in bad.value.words["zh"]


def test_a_list_that_is_too_long_is_refused() -> None:
    found = read_staff([(row, [f"员工{row}"]) for row in range(MOST_PEOPLE + 1)])
    assert [problem.code for problem in found.problems] == ["too_many"]
    assert str(found.problems[0]).startswith("there are 16384 people")


def test_no_heading_means_two_things() -> None:
    assert set(staff_headings().values()) == set(FIELDS)
    assert len(staff_headings()) > 40
