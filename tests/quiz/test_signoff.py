"""Sign-off: the sheets, the lines and the comparison, by the program and in the browser alike."""

from __future__ import annotations

import base64
import json
import random
import subprocess
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from handbook.lang.languages import LANGS
from handbook.policy.book import PolicyBook
from quiz.exams.bits import Unfit
from quiz.exams.frame import EXAM, Head, shown, write_line
from quiz.papers.documents.html import html_document
from quiz.papers.documents.templates import browser_template
from quiz.signoff.acknowledgement import Acknowledgement, read_acknowledgement, write_acknowledgement
from quiz.signoff.checking import Comparison, Gathered, as_workbook, compare, in_sheet, in_text
from quiz.signoff.documents import NamedPaper, Training, attendance_list, signoff_sheet
from quiz.signoff.printed import printed
from quiz.signoff.version import PolicyVersion, signoff_words, version_of
from quiz.staff import Person, read_staff, sheet_rows, staff_headings
from tests.delivered import delivered_to
from tests.handbook.commanding import Done, run_command

HERE = Path(__file__).parent
DAY = date(2026, 11, 24)
TITLE = "物流客服员工手册"
PEOPLE = (
    Person(2, "张三", "1001", "客服一组", "客服专员"),
    Person(3, "李四", "1002", "客服一组", "supervisor"),
    Person(4, "王五", "1003"),
    Person(5, "赵六", "1004", '<人事> & "行政"', "HR"),
    Person(6, "赵六", "1005"),
    Person(7, "Ann Lee", "a6"),
)
TRAINING = Training(
    "新人培训", "2026-11-26", "一号会议室", "", (NamedPaper("CVFXBXNY", "期末"), NamedPaper("00000000", "B"))
)
UNSIGNED = ("否", "no")
MINUTE = 998_000  # since 2025: 2026-11-25 in Shanghai


@pytest.fixture(scope="module")
def version(book: PolicyBook) -> PolicyVersion:
    return version_of(book, TITLE, DAY, "zh")


def given(version: PolicyVersion, name: str, number: str, **more: Any) -> Acknowledgement:
    facts = {"digest": version.digest, "since": version.since, "day": "2026-11-25", "by": "line", "source": ""}
    return Acknowledgement(name, number, **(facts | {"role": "agent", "seconds": 90} | more))


def line(version: PolicyVersion, name: str, number: str, minute: int = MINUTE, **more: Any) -> str:
    return write_acknowledgement(given(version, name, number, **more), minute)


# Sheets


def test_a_sheet_names_the_version_and_what_each_must_know(version: PolicyVersion) -> None:
    sheet = signoff_sheet(version, PEOPLE[:2])
    about = " ".join([sheet.title, *sheet.facts, sheet.statement])
    assert all(text in about for text in (TITLE, version.digest, version.since, str(DAY), "共 2 人"))
    people, clauses = sheet.tables
    assert people.head == ("序号", "工号", "姓名", "部门", "岗位", "本人签名", "日期")
    assert people.rows[0] == (1, "1001", "张三", "客服一组", "客服专员", "", "")
    assert {row[0] for row in clauses.rows} == {"客服专员", "客服专员、客服主管"}
    assert [row[1] for row in clauses.rows] == [each.number for each in version.clauses]
    assert "亲笔签名" in sheet.notes[0]
    assert "不构成法律意见" in sheet.notes[1]


def test_of_somebody_whose_role_is_not_known_all_clauses_are_listed(version: PolicyVersion) -> None:
    assert len(signoff_sheet(version, PEOPLE[1:2]).tables[1].rows) == sum(
        "supervisor" in each.roles for each in version.clauses
    )
    assert len(signoff_sheet(version, PEOPLE[1:3]).tables[1].rows) == len(version.clauses)
    assert version.role_of("客 服") == version.role_of("AGENT") == version.role_of("客服專員")
    assert version.role_of("") is None


def test_columns_that_nobody_has_anything_in_are_left_out(version: PolicyVersion) -> None:
    document = attendance_list(version, [Person(1, "张三")], TRAINING)
    assert document.tables[0].head == ("序号", "姓名", "本人签名", "试卷", "得分", "备注")
    assert "试卷 CVFX-BXNY 期末" in document.facts[2]
    assert "一号会议室" in document.facts[0]


def test_a_sheet_that_comes_back_is_read(version: PolicyVersion, tmp_path: Path) -> None:
    path = tmp_path / "签收表.xlsx"
    path.write_bytes(signoff_sheet(version, PEOPLE).as_workbook())
    assert in_sheet(sheet_rows(path), path.name, UNSIGNED) == Gathered()
    marked(path, {"张三": ("√", "2026-11-26"), "李四": ("否", ""), "Ann Lee": ("Lee", None)})
    found = in_sheet(sheet_rows(path), path.name, UNSIGNED)
    assert isinstance(found, Gathered)
    assert [(each.name, each.day, each.by) for each in found.given] == [
        ("张三", "2026-11-26", "sheet"),
        ("Ann Lee", "", "sheet"),
    ]
    assert {(each.digest, each.since) for each in found.given} == {(version.digest, version.since)}
    rest = read_staff(sheet_rows(path)).people
    assert [replace(each, row=0, signed="", signed_on="") for each in rest] == [replace(each, row=0) for each in PEOPLE]


def marked(path: Path, marks: dict[str, tuple[str, str | None]]) -> None:
    workbook = load_workbook(path)
    rows = workbook.worksheets[0].iter_rows(min_row=8)
    for row in rows:
        if row[2].value in marks:
            row[5].value, row[6].value = marks[row[2].value]
    workbook.save(path)


def test_a_sheet_that_names_no_version_proves_nothing() -> None:
    found = in_sheet([(1, ["姓名", "签名"]), (2, ["张三", "√"])], "x", ())
    assert isinstance(found, tuple)
    assert "没有写明版本" in found[0].say("zh")
    assert isinstance(in_sheet([(1, ["姓名", "工号"]), (2, ["", "1"])], "x", ()), tuple)


# Lines


def test_a_line_comes_back_as_it_was_given(version: PolicyVersion) -> None:
    for lang in LANGS:
        made = given(version, "欧阳娜娜", "A-0012", lang=lang, role="supervisor")
        text = write_acknowledgement(made, MINUTE)
        assert read_acknowledgement(text) == replace(made, source=text)
        assert len(text) < 110


def test_what_is_no_line_of_this_kind_is_told(version: PolicyVersion) -> None:
    text = line(version, "张三", "1001")
    assert read_acknowledgement(write_line("0" * 8, Head(EXAM, name="张三"))) == "exam"
    assert read_acknowledgement(write_line("0" * 8, Head(7, name="张三"))) == "newer"
    assert read_acknowledgement(text[:2] + "2" + text[3:]) == "newer"
    assert read_acknowledgement(write_line("0" * 8, Head(1, name="张三"), [31, 31, 31])) == "newer"
    assert read_acknowledgement(write_line("Z" * 8, Head(1, name="张三"), [2, 0, 0, 0, 0, 0])) == "damaged"
    with pytest.raises(Unfit):
        line(version, "张三", "1001", since="soon")


def test_damaged_lines_are_never_taken_for_another(version: PolicyVersion) -> None:
    luck = random.Random(7)
    text = line(version, "张三", "1001")
    for _ in range(2000):
        at = luck.randrange(2, len(text))
        spoilt = text[:at] + luck.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") + text[at + luck.choice([0, 1, 2]) :]
        found = in_text(spoilt)
        assert all(each.source == text for each in found.given)


# The comparison


def test_everybody_is_told_apart(version: PolicyVersion) -> None:
    old = {"digest": "0badcafe", "since": "2025-06-01"}
    text = "\n".join([
        "张三：收到！" + shown(line(version, "张三", "1001")),
        shown(line(version, "李四", "1002", **old)),
        shown(line(version, "李四", "9999")),
        shown(line(version, "王五", "1001")),
        shown(line(version, "赵六", "")),
        shown(line(version, "赵六", "1005", **old)),
        shown(line(version, "ann lee", "A6", minute=MINUTE + 1440)),
        shown(line(version, "ann lee", "A6", **old)),
        line(version, "某人", "1001x")[:50],
    ])  # fmt: skip
    found = compare(version, PEOPLE, in_text(text))
    assert [each.state for each in found.people] == ["signed", "old", "missing", "missing", "old", "signed"]
    assert found.counts == {"signed": 2, "old": 2, "missing": 2}
    assert [each.why for each in found.unclear] == ["damaged", "unknown", "another", "several"]
    assert found.people[5].given is not None
    assert found.people[5].given.day == "2026-11-26"
    assert found.unclear[0].text.replace(" ", "") == line(version, "某人", "1001x")[:50]


def test_somebody_without_a_number_on_the_list_may_give_one(version: PolicyVersion) -> None:
    found = compare(version, [Person(1, "张三"), Person(2, "李四", "2")], Gathered((given(version, "张 三", "77"),)))
    assert [each.state for each in found.people] == ["signed", "missing"]


# The browser


def test_the_browser_makes_the_same(book: PolicyBook, version: PolicyVersion, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(signoff_sheet(version, PEOPLE).as_workbook())
    marked(path, {"王五": ("√", "2026-11-26"), "李四": ("否", "")})
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(as_workbook(version, Comparison((), ())))
    old = {"digest": "0badcafe", "since": "2025-06-01"}
    texts = [
        "。".join([line(version, "张三", "1001"), line(version, "李四", "1002", **old), "HX1 4RM6 KD93", "好的"]),
        line(version, "谁", "")[:40] + "\n" + write_line("0" * 8, Head(EXAM, name="张三")),
    ]
    lines = [(given(version, name, str(place), lang=lang), MINUTE + place) for place, (name, lang) in
             enumerate([("张三", "zh"), ("Ann Lee", "en"), ("陳大文", "zh-Hant"), ("", "zh")])]  # fmt: skip
    versions = {lang: version_of(book, "A <b> & 《册》", DAY, lang) for lang in LANGS}
    sheets = [path, bad]
    asked = {
        "headings": staff_headings(),
        "versions": [
            {"version": each.data, "words": signoff_words(lang), "template": browser_template(lang)}
            for lang, each in versions.items()
        ],
        "people": [asdict(each) for each in PEOPLE],
        "training": asdict(TRAINING),
        "lines": [(asdict(each), minute) for each, minute in lines],
        "texts": texts,
        "sheets": [(each.name, encoded(each.read_bytes())) for each in sheets],
    }
    text = json.dumps(asked).encode()
    done = json.loads(
        subprocess.run(["node", delivered_to(HERE / "signoff.mjs")], input=text, capture_output=True, check=True).stdout
    )
    assert done["lines"] == [write_acknowledgement(*each) for each in lines]
    assert done["read"] == [plain(read_acknowledgement(write_acknowledgement(*each))) for each in lines]
    for made, each in zip(done["versions"], versions.values(), strict=True):
        assert made == in_python(each, texts, sheets)


def in_python(version: PolicyVersion, texts: list[str], sheets: list[Path]) -> dict[str, Any]:
    """What `signoff.mjs` makes for a version."""
    documents = [signoff_sheet(version, PEOPLE), attendance_list(version, PEOPLE, TRAINING)]
    gathered, problems = sum(map(in_text, texts), Gathered()), []
    for path in sheets:
        found = in_sheet(sheet_rows(path), path.name, signoff_words(version.lang)["unsigned"].split("|"))
        gathered += found if isinstance(found, Gathered) else Gathered()
        problems.append([] if isinstance(found, Gathered) else [plain(each) for each in found])
    compared = compare(version, PEOPLE, gathered)
    return {
        "documents": [plain(each) for each in documents],
        "printed": [html_document(printed(each, version.lang)).decode() for each in documents],
        "workbooks": [encoded(each.as_workbook()) for each in documents],
        "compared": plain(compared),
        "problems": problems,
        "result": encoded(as_workbook(version, compared)),
    }


# The command


def test_the_command_writes_sheets_and_tells_who_is_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, version: PolicyVersion
) -> None:
    staff = tmp_path / "名单.csv"
    staff.write_text("姓名,工号,岗位\n张三,1001,客服\n李四,1002,司机\n王五,1003,\n", encoding="gb18030")

    def run(*argv: object) -> Done:
        given = ("--title", TITLE, "--staff", str(staff), "--today", str(DAY))
        return run_command(capsys, "signoff", *map(str, argv), *given)

    for ending in ("xlsx", "html", "docx"):
        done = run("sheet", "--out", tmp_path / f"签收表.{ending}")
        assert (done.status, done.out) == (0, f"✓ 3 人：{tmp_path}/签收表.{ending}\n")
        assert "司机" in done.err
    held = ("--training", "新人培训", "--day", "2026-11-26")
    assert run("attendance", *held, "--out", tmp_path / "签到表.html").status == 0
    assert "培训签到表：新人培训" in (tmp_path / "签到表.html").read_text("utf-8")

    chat = tmp_path / "群.txt"
    chat.write_text(f"{shown(line(version, '张三', '1001'))} 收到\n{line(version, '李四', '1002')[:44]}\n", "utf-8")
    sheet = tmp_path / "签收表.xlsx"
    done = run("check", chat, sheet, "--out", tmp_path / "结果.xlsx")
    assert done.status == 1
    assert done.out.splitlines()[:4] == [
        "共 3 人：已签 1，签的是旧版 0，未签 2；待查 1 项", "还没有签：", "  李四 1002", "  王五 1003",
    ]  # fmt: skip
    assert load_workbook(tmp_path / "结果.xlsx").sheetnames == ["核对结果", "待查"]
    old = tmp_path / "旧.csv"
    old.write_text("旧版 0badcafe 2025-06-01\n姓名,工号,签名\n李四,1002,√\n王五,1003,√\n", "utf-8")
    done = run("check", chat, old)
    assert "  李四 1002（ 签了 2025-06-01 起的版本，编号 0badcafe）" in done.out.splitlines()


def test_the_command_refuses_what_it_cannot_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    staff = tmp_path / "list.txt"
    staff.write_text("张三\n", "utf-8")
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK")
    for given_ in (tmp_path / "none.txt", bad):
        done = run_command(capsys, "signoff", "check", str(given_), "--title", TITLE, "--staff", str(staff))
        assert done.status == 1
        assert given_.name in done.err


def plain(made: Any) -> Any:
    return json.loads(json.dumps(asdict(made)))


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()
