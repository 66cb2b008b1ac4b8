"""`quiz exam new`: a folder with what everybody may have and what only the trainer may have, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.cli import main
from quiz.exams.seats import read_seats
from quiz.frozen.reading import read_paper
from tests.quiz.exams.sittings import SAMPLE, sample


def quiz(*argv: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([*map(str, argv)])
    return int(left.value.code or 0)


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text("姓名,工号\n张三,0042\n李四,0043\n", encoding="utf-8")
    return path


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_an_exam_is_a_page_for_all_and_the_paper_for_the_trainer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quiz("exam", "new", SAMPLE, "--out", tmp_path / "exams") == 0
    folder = tmp_path / "exams" / "Q3W7YQEP"
    assert files(folder) == {"public/exam.html", "private/Q3W7YQEP.paper.json", "private/grade.html"}
    assert read_paper(folder / "private/Q3W7YQEP.paper.json") == read_paper(SAMPLE)
    told = capsys.readouterr().out
    assert "Q3W7-YQEP" in told
    assert "不要提交" in told


def test_with_a_staff_list_everybody_has_a_seat(
    tmp_path: Path, staff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "http://10.0.0.5/exam.html"
    assert quiz("exam", "new", SAMPLE, "--staff", staff, "--address", address, "--out", tmp_path, "--lang", "en") == 0
    folder = tmp_path / "Q3W7YQEP"
    assert files(folder) == {
        "public/exam.html",
        "private/Q3W7YQEP.paper.json",
        "private/Q3W7YQEP.seats.json",
        "private/grade.html",
        "private/slips.html",
    }
    seats = read_seats(folder / "private/Q3W7YQEP.seats.json", sample())
    assert [each.name for each in seats.seats] == ["张三", "李四"]
    page = (folder / "public/exam.html").read_text(encoding="utf-8")
    assert "张三" not in page
    assert not any(code in page for code in seats.codes.values())
    assert "2 seats" in capsys.readouterr().out


def test_codes_that_people_have_are_not_replaced(
    tmp_path: Path, staff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ("exam", "new", SAMPLE, "--staff", staff, "--out", tmp_path)
    assert quiz(*argv) == 0
    seats = (tmp_path / "Q3W7YQEP/private/Q3W7YQEP.seats.json").read_bytes()
    assert quiz(*argv) == 1
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "Q3W7YQEP/private/Q3W7YQEP.seats.json").read_bytes() == seats


def test_who_comes_later_gets_a_seat_and_the_others_keep_theirs(tmp_path: Path, staff: Path) -> None:
    argv = ("exam", "new", SAMPLE, "--staff", staff, "--out", tmp_path)
    assert quiz(*argv) == 0
    path = tmp_path / "Q3W7YQEP/private/Q3W7YQEP.seats.json"
    before = read_seats(path, sample()).seats
    staff.write_text("姓名,工号\n王五,0044\n李四,0043\n", encoding="utf-8")
    assert quiz(*argv, "--force") == 0
    new, kept = read_seats(path, sample()).seats
    assert kept == before[1]
    assert (new.seat, new.name) == (3, "王五")


def test_what_cannot_be_made_leaves_nothing(tmp_path: Path, staff: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "exams"
    damaged = tmp_path / "damaged.paper.json"
    damaged.write_bytes(SAMPLE.read_bytes()[:-40])
    assert quiz("exam", "new", damaged, "--out", out) == 1
    staff.write_text("姓名,工号\n张三,1\n李四,1\n", encoding="utf-8")
    assert quiz("exam", "new", SAMPLE, "--staff", staff, "--out", out) == 1
    assert quiz("exam", "new", SAMPLE, "--address", "exam.html", "--out", out) == 2
    out.write_text("a file", encoding="utf-8")
    assert quiz("exam", "new", SAMPLE, "--out", out) == 1
    assert out.read_text(encoding="utf-8") == "a file"
    out.unlink()
    assert not out.exists()
    assert "Traceback" not in capsys.readouterr().err


def test_an_exam_is_not_made_inside_a_policy(tmp_path: Path) -> None:
    data = tmp_path / "policy"
    for name in ("chapters", "parameters"):
        (data / name).mkdir(parents=True)
    assert quiz("exam", "new", SAMPLE, "--out", data / "exams", "--data", data) == 1
    assert not (data / "exams").exists()
