"""`quiz exam grade`: the same files as the page, and what is wrong told."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from handbook.shapes.reading import fitted
from quiz.cli import main
from quiz.exams.frame import Head
from quiz.exams.seats import new_seats
from quiz.frozen.reading import read_paper
from quiz.frozen.shapes import FrozenFile
from quiz.grading.documents import personal_document, practice_link
from quiz.grading.results import grade
from quiz.papers.documents.model import Question, Remark, Title
from quiz.staff import Person
from tests.quiz.conftest import DATA
from tests.quiz.grading.handed import line, sample_file

FILE = fitted(FrozenFile, sample_file())
Grade = Callable[..., tuple[int, str]]


@pytest.fixture
def exam_grade(capsys: pytest.CaptureFixture[str]) -> Grade:
    """Runs `quiz exam grade` in this process: its status and all that it printed."""

    def run(*argv: object, lang: str = "zh", command: str = "grade") -> tuple[int, str]:
        with pytest.raises(SystemExit) as left:
            main(["exam", command, *map(str, argv), "--data", str(DATA), "--lang", lang])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        assert isinstance(left.value.code, int)
        return left.value.code, printed.out + printed.err

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An exam's folder, and what came in of it."""
    private = tmp_path / "exam" / "private"
    private.mkdir(parents=True)
    (private / "X.paper.json").write_bytes(FILE.content)
    luck = random.Random(1)
    lines = [line(FILE, luck, Head(name=f"员工{at}", staff_number=str(at))) for at in range(5)]
    text = "\r\n".join([*lines, lines[0][:-7]])
    (tmp_path / "messages.txt").write_bytes(text.encode("gb18030"))
    sheet(
        [["姓名", "工号", *range(1, 9)], ["纸", 77, "B", "B", "ACE", "√", "×", 206.9, "BDAC", "BAA"]],
        tmp_path / "a.xlsx",
    )
    return tmp_path


def sheet(rows: list[list[object]], path: Path) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_files_of_all_kinds_are_graded_together(folder: Path, exam_grade: Grade) -> None:
    out = folder / "r.json"
    code, told = exam_grade(folder / "exam", folder / "messages.txt", folder / "a.xlsx", "--out", out)
    people = json.loads(out.read_text(encoding="utf-8"))["people"]
    assert code == 0
    assert [each["number"] for each in people] == ["0", "1", "2", "3", "4", "77"]
    assert (people[-1]["points"], people[-1]["typed"]) == (100, True)
    assert "交卷 6 人" in told
    assert "这一段像答卷" in told


def test_the_list_of_seats_in_the_folder_counts(folder: Path, exam_grade: Grade) -> None:
    seats = new_seats(FILE.paper, [Person(1, "甲", "001"), Person(2, "乙", "002")])
    (folder / "exam" / "private" / "X.seats.json").write_bytes(seats.content)
    code, told = exam_grade(folder / "exam", folder / "messages.txt", "--out", folder / "r.csv", lang="en")
    assert code == 0
    assert "missing: 2" in told
    assert "001,甲,,nothing handed in" in (folder / "r.csv").read_text(encoding="utf-8")


def test_an_archive_has_every_file(folder: Path, exam_grade: Grade) -> None:
    assert exam_grade(folder / "exam", folder / "messages.txt", "--out", folder / "all.zip")[0] == 0
    with zipfile.ZipFile(folder / "all.zip") as archive:
        number = "Q3W7-YQEP"
        names = [*(f"成绩-{number}.{form}" for form in ("xlsx", "csv", "json", "html")), f"补学单-{number}.html"]
        assert archive.namelist() == names
        assert load_workbook(io.BytesIO(archive.read(names[0]))).sheetnames[0] == "成绩"


def test_a_form_that_collected_lines_is_a_text(folder: Path, exam_grade: Grade) -> None:
    lines = (folder / "messages.txt").read_text(encoding="gb18030").split()
    book = sheet([["提交时间", "答卷"], *(["2026-12-01 10:00", each] for each in lines[:3])], folder / "form.xlsx")
    assert "交卷 3 人" in exam_grade(folder / "exam", book, "--out", folder / "r.xlsx")[1]


def test_one_of_two_different_lines_is_chosen(folder: Path, exam_grade: Grade) -> None:
    luck = random.Random(9)
    lines = [line(FILE, luck, Head(name="甲"), sure=sure) for sure in (0, 1)]
    (folder / "two.txt").write_text("\n".join(lines), encoding="utf-8")
    told = exam_grade(folder / "exam", folder / "two.txt", "--out", folder / "1.json")[1]
    assert f"--count 写明：{lines[0]}" in told
    shown = " ".join(lines[1][at : at + 5] for at in range(0, len(lines[1]), 5))
    exam_grade(folder / "exam", folder / "two.txt", "--count", shown, "--out", folder / "2.json")
    points = [json.loads((folder / f"{at}.json").read_text(encoding="utf-8"))["people"][0]["points"] for at in (1, 2)]
    assert points[0] < points[1] == 100


def test_what_cannot_be_graded_is_told(folder: Path, exam_grade: Grade) -> None:
    bad = sheet([["姓名", *range(1, 9)], ["甲", "Z"], ["", "A"]], folder / "bad.xlsx")
    code, told = exam_grade(folder / "exam", bad, "--out", folder / "r.xlsx")
    assert (code, "第 2 行第 1 题" in told, "第 3 行没有姓名" in told) == (1, True, True)
    (folder / "broken.xlsx").write_bytes(bad.read_bytes()[:900])
    (folder / "long.txt").write_text("HX1" * 700_000, encoding="utf-8")
    for name in ("broken.xlsx", "long.txt", "none.txt"):
        assert exam_grade(folder / "exam", folder / name, "--out", folder / "r.xlsx")[0] == 1, name
    assert exam_grade(folder, folder / "messages.txt", "--out", folder / "r.xlsx")[0] == 1
    assert exam_grade(folder / "exam", folder / "messages.txt", "--out", folder / "r.pdf")[0] == 2
    assert not (folder / "r.xlsx").exists()


def test_a_wrong_key_is_corrected_and_both_results_are_kept(folder: Path, exam_grade: Grade) -> None:
    old, new = folder / "exam" / "private" / "X.paper.json", folder / "2.paper.json"
    argv = ("--question", 1, "--answer", "ab", "--why", "选项 A 也对", "--out", new)
    code, told = exam_grade(old, *argv, command="correct")
    assert (code, "第 2 版" in told) == (0, True)
    kept = read_paper(new)
    assert (kept.key.questions[0].right, kept.key.corrections[0].old.right) == ((0, 1), (1,))
    assert kept.paper == FILE.paper
    sheet([["姓名", *range(1, 9)], ["甲", "A", "B", "ACE", "√", "×", 206.9, "BDAC", "BAA"]], folder / "b.xlsx")
    exam_grade(new, folder / "b.xlsx", "--out", folder / "r.xlsx")
    assert load_workbook(folder / "r.xlsx")["改答案前后"]["F2"].value == 100
    for question, answer in ((1, "B"), (1, "Z"), (9, "A"), (1, "")):
        refused = ("--question", question, "--answer", answer, "--why", "x", "--out", folder / "3.paper.json")
        assert exam_grade(old, *refused, command="correct")[0] == 1, answer
    assert not (folder / "3.paper.json").exists()


def test_who_failed_gets_what_was_wrong_why_and_the_clause() -> None:
    luck = random.Random(2)
    lines = [line(FILE, luck, Head(name=name, version=version), sure=sure)
             for name, version, sure in (("甲", 0, 1), ("乙", 1, 0.3), ("丙", 0, 0))]  # fmt: skip
    results = grade(FILE, "\n".join(lines))
    blocks = personal_document(FILE, results, "zh", "https://hb.example/").blocks
    failed = [each for each in results.people if not each.passed]
    assert [each.left for each in blocks if isinstance(each, Title)] == [each.name for each in failed]
    asked = [each for each in blocks if isinstance(each, Question)]
    assert len(asked) == sum(len(each.wrong) for each in failed)
    for each in asked:
        assert each.answer is not None
        key = next(key for key in FILE.key.questions if key.id == each.answer.id)
        assert each.answer.text.startswith("你的答案：")
        assert key.because in [note.text for note in each.answer.notes]
        assert any(key.text in note.text for note in each.answer.notes)
    links = [each.text for each in blocks if isinstance(each, Remark) and "#questions=" in each.text]
    assert len(links) == len(failed)
    assert practice_link(FILE, failed[0], "https://hb.example/").startswith("https://hb.example/practice/#questions=")


def test_answers_are_said_in_the_letters_that_the_person_saw() -> None:
    """Of a version whose options are mixed, what stands as the person's own letter is the option that was chosen."""
    from quiz.papers.documents.items import items_of

    results = grade(FILE, line(FILE, random.Random(4), Head(name="甲", version=3), sure=0))
    (person,) = results.people
    items = {item.number: item for item in items_of(FILE.paper, "D")}
    for block in personal_document(FILE, results, "zh").blocks:
        if isinstance(block, Question) and items[block.number].question.kind == "single" and block.answer:
            item = items[block.number]
            own = person.answers[item.place]
            shown = block.answer.text.removeprefix("你的答案：")
            assert not own or shown == item.letter("ABCDEFGH".index(own))
