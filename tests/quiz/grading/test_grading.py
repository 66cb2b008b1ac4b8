"""Grading: what people are told must be right, and nothing that came in goes without a word."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from openpyxl import load_workbook

from handbook.shapes.reading import fitted
from quiz.exams.codes import new_code
from quiz.exams.frame import Head
from quiz.frozen.shapes import FrozenFile
from quiz.grading.marking import in_letters, is_right, plain_number
from quiz.grading.results import Results, grade
from quiz.grading.tables import say_told, scores
from quiz.grading.typed import NoAnswer, TypedPaper, read_answer, read_sheet
from quiz.grading.writing import results_csv, results_xlsx
from tests.quiz.grading.handed import corrected, line, sample_file, seated

FILE = fitted(FrozenFile, sample_file())
PAPER = FILE.paper
HEADINGS = {"name": ["姓名"], "number": ["工号"], "version": ["版本"]}
RIGHT = ["B", "B", "ACE", "√", "×", "206.9", "BDAC", "BAA"]  # of the sample, in the paper's letters
HEAD = ["工号", "姓名", "版本", *map(str, range(1, 9))]


def person(results: Results, name: str) -> Any:
    return next(each for each in results.people if each.name == name)


def typed(*rows: list[str], file: FrozenFile = FILE) -> list[TypedPaper]:
    papers, problems = read_sheet([(at, row) for at, row in enumerate([HEAD, *rows], 1)], file.paper, HEADINGS)
    assert problems == []
    return papers


def test_all_right_is_a_hundred_and_nothing_is_nothing() -> None:
    lines = [line(FILE, random.Random(1), Head(name=name), sure=sure) for name, sure in (("全对", 1), ("乱猜", 0))]
    results = grade(FILE, "\n".join(lines))
    assert (person(results, "全对").points, person(results, "全对").wrong) == (100, ())
    assert person(results, "全对").answers == tuple(RIGHT)
    guess = person(results, "乱猜")
    assert guess.points == 100 - sum(PAPER.questions[place].points for place in guess.wrong)
    assert guess.passed is False
    assert guess.clauses == tuple(dict.fromkeys(FILE.key.questions[place].clause for place in guess.wrong))


def test_the_pass_mark_itself_is_enough() -> None:
    lost = next(place for place, each in enumerate(PAPER.questions) if each.points <= 100 - PAPER.pass_)
    row = ["1", "甲", "", *(["", *RIGHT[1:]] if lost == 0 else [*RIGHT[:lost], "", *RIGHT[lost + 1 :]])]
    exactly = FILE.with_values(paper=PAPER.with_values(pass_=100 - PAPER.questions[lost].points))
    above = FILE.with_values(paper=PAPER.with_values(pass_=101 - PAPER.questions[lost].points))
    assert [grade(file, "", typed(row)).people[0].passed for file in (exactly, above)] == [True, False]


def test_versions_are_marked_in_their_own_order() -> None:
    for version in range(8):
        results = grade(FILE, line(FILE, random.Random(version), Head(name="甲", version=version), sure=1))
        assert results.people[0].points == 100, version


@pytest.mark.parametrize(
    ("given", "right"),
    [("206.90", True), ("0206.9", True), ("206.9", True), ("206.91", False), ("-206.9", False)],
)
def test_a_number_counts_whatever_zeros_it_has(given: str, right: bool) -> None:
    assert is_right(FILE.key.questions[5], given) is right


def test_zero_has_no_sign() -> None:
    assert [plain_number(text) for text in ("-0.00", "00", "-0.50", "10")] == ["0", "0", "-0.5", "10"]


def test_the_same_line_twice_counts_once_and_two_of_one_person_are_both_kept() -> None:
    luck = random.Random(3)
    first, second = (line(FILE, luck, Head(name="张三", staff_number="7")) for _ in range(2))
    results = grade(FILE, f"{first}\n{first}\n{second}")
    assert len(results.people) == 1
    (one,) = results.people
    assert (one.text, [each.text for each in one.others]) == (first, [second])
    assert [told.kind for told in results.told] == ["copied"]
    chosen = grade(FILE, f"{first}\n{second}", counted=[second]).people[0]
    assert (chosen.text, chosen.others[0].text) == (second, first)
    assert (chosen.points, chosen.others[0].points) == (one.others[0].points, one.points)


def test_a_damaged_line_is_told_with_its_text() -> None:
    whole = line(FILE, random.Random(4), Head(name="张三"))
    damaged = whole[:20] + ("0" if whole[20] != "0" else "1") + whole[21:]
    results = grade(FILE, f"李四：{damaged}\u2028")
    assert results.people == ()
    assert [(told.kind, damaged in told.text) for told in results.told] == [("damaged", True)]
    assert results.as_data()["told"][0]["text"].isprintable()


def test_seats_have_their_names_and_codes_and_the_absent_are_told() -> None:
    seats = [
        seated(seat, name, f"00{seat}", new_code(PAPER.number, seat))
        for seat, name in ((1, "甲"), (2, "乙"), (3, "丙"))
    ]
    luck = random.Random(5)
    lines = [
        line(FILE, luck, Head(seat=1), seats[0].code, sure=1),
        line(FILE, luck, Head(seat=2), seats[0].code),
        line(FILE, luck, Head(seat=9), seats[0].code),
        line(FILE, luck, Head(name="丙")),
    ]
    lines.append(lines[0])
    results = grade(FILE, "\n".join(lines), seats=seats)
    assert [(each.name, each.number, each.points) for each in results.people] == [("甲", "001", 100)]
    assert [each.name for each in results.absent] == ["乙", "丙"]
    assert sorted(told.kind for told in results.told) == ["copied", "no_seat", "unknown_seat", "wrong_code"]
    for told in results.told:
        assert say_told(told, "zh") != say_told(told, "en")
    (again,) = (told for told in results.told if told.kind == "copied")
    assert "甲 001" in say_told(again, "zh")


def test_a_typed_paper_belongs_to_its_seat() -> None:
    seats = [seated(1, "甲", "001", "x"), seated(2, "乙", "002", "x"), seated(3, "乙", "003", "x")]
    rows = [["001", "", "", *RIGHT], ["", "乙", "", *RIGHT], ["9", "丁", "", *RIGHT], ["001", "", "", *RIGHT[:-1], ""]]
    results = grade(FILE, "", typed(*rows), seats)
    assert [(each.seat, each.name, len(each.others)) for each in results.people] == [
        (0, "乙", 0),
        (0, "丁", 0),
        (1, "甲", 1),
    ]
    assert [told.kind for told in results.told] == ["not_listed", "not_listed"]


def test_one_number_with_two_names_is_told() -> None:
    results = grade(FILE, "", typed(["7", "张三", "", *RIGHT], [" 7", "李四", "", *RIGHT[:-1], ""]))
    assert [(told.kind, told.facts["other"]) for told in results.told] == [("names", "李四")]
    assert len(results.people) == 1


def test_lines_that_say_the_same_of_every_time_are_told() -> None:
    first = line(FILE, random.Random(6), Head(name="甲", start=900, used=77), sure=0.5)
    second = line(FILE, random.Random(6), Head(name="乙", start=900, used=77), sure=0.5)
    results = grade(FILE, f"{first}\n{second}")
    assert [(told.kind, told.facts) for told in results.told] == [("alike", {"name": "乙", "other": "甲"})]
    assert results.people[0].points < 100


def test_people_come_by_number_as_people_count() -> None:
    rows = [[number, number, "", *RIGHT] for number in ("10", "9", "A2", "0008")]
    assert [each.number for each in grade(FILE, "", typed(*rows)).people] == ["0008", "9", "10", "A2"]


def test_a_question_tells_who_was_right_and_what_was_chosen() -> None:
    rows = [[str(at), "甲", "", answer, *RIGHT[1:]] for at, answer in enumerate(["B", "A", "D", "D", "", "B"])]
    results = grade(FILE, "", typed(*rows))
    first, *others = results.questions
    assert (first.right, first.blank) == (2, 1)
    assert [(each.answer, each.count) for each in first.wrong] == [("D", 2), ("A", 1)]
    assert all((each.right, each.blank, each.wrong) == (6, 0, ()) for each in others)
    assert [(each.clause, each.people) for each in results.clauses] == [(FILE.key.questions[0].clause, 4)]


def test_a_late_correction_keeps_both_results() -> None:
    file = fitted(FrozenFile, corrected(corrected(sample_file(), 0, right=[1, 3]), 3, truth=False))
    results = grade(file, "", typed(["1", "甲", "", "D", *RIGHT[1:]], ["2", "乙", "", *RIGHT], file=file))
    points = [question.points for question in file.paper.questions]
    first, second = results.people
    assert [(each.revision, each.points) for each in first.before] == [(1, 100 - points[0]), (2, 100)]
    assert first.points == second.points == 100 - points[3]
    assert [each.points for each in second.before] == [100, 100]
    sheet = load_workbook(io.BytesIO(results_xlsx(results, "zh")))["改答案前后"]
    assert [row[:4] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ("1", "甲", 2, 100),
        ("2", "乙", 1, 100),
        ("2", "乙", 2, 100),
    ]


def test_scores_in_csv_hold_no_formula() -> None:
    results = grade(FILE, "", typed(["=1+1", '-甲,"乙"', "", *RIGHT], ["@x", "＝A1", "", *RIGHT]))
    text = results_csv(results, "zh").decode()
    assert text.startswith("\ufeff工号,姓名,")
    assert text.endswith("\r\n")
    assert '\'=1+1,"\'-甲,""乙""",100,' in text
    assert "'@x,'＝A1,100," in text


def test_a_workbook_has_all_there_is_to_know() -> None:
    luck = random.Random(8)
    people = [line(FILE, luck, Head(name=f"员工{at}", staff_number=str(at), used=61, left=2)) for at in range(30)]
    results = grade(FILE, "\n".join(people))
    for lang, names in (
        ("zh", ["成绩", "错得多的条款", "逐题"]),
        ("en", ["Scores", "Clauses to teach again", "Questions"]),
    ):
        book = load_workbook(io.BytesIO(results_xlsx(results, lang)))  # type: ignore[arg-type]
        assert book.sheetnames == names
        assert book[names[0]].max_row == 31
    row = next(scores(results, "en"))
    assert (row[4], row[7]) == (2, "Left the page: 2.")


# Typed answers


@pytest.mark.parametrize(
    ("place", "text", "letters"),
    [
        (0, "b", "B"), (0, "Ｂ", "B"), (0, "", ""), (0, "-", ""), (0, " d. ", "D"),
        (2, "eca", "ACE"), (2, "A、C，E", "ACE"), (2, "a", "A"),
        (3, "对", "√"), (3, "x", "×"), (3, "false", "×"), (3, "✓", "√"), (3, "1", "√"), (3, "０", "×"),
        (5, "206.90", "206.90"), (5, "1,206.9", "1206.9"), (5, "￥２０６．９", "206.9"), (5, "", ""),
        (6, "b d a c", "BDAC"), (7, "b-a", "B-A"), (7, "---", ""),
    ],
)  # fmt: skip
def test_typed_answers_are_read_as_people_write_them(place: int, text: str, letters: str) -> None:
    assert in_letters(PAPER.questions[place], read_answer(PAPER.questions[place], text)) == letters


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (0, "E"), (0, "AB"), (0, "?"), (0, "A-"), (2, "AA"), (2, "F"), (2, "A-"), (3, "A"), (5, "12,34"), (5, "1e3"),
        (5, "abc"), (5, "1234567890123456"), (6, "BDA"), (6, "BDAA"), (6, "BDA-"), (7, "BA"), (7, "BAAA"), (7, "BAZ"),
    ],
)  # fmt: skip
def test_what_can_be_no_answer_is_refused(place: int, text: str) -> None:
    with pytest.raises(NoAnswer):
        read_answer(PAPER.questions[place], text)


def test_a_sheet_of_answers_tells_what_is_wrong_in_it() -> None:
    rows = [(2, HEAD), (4, ["", "", "", "A"]), (5, ["1", "甲", "Z"]), (6, ["2", "乙", "b", "Z", "B"])]
    papers, problems = read_sheet(rows, PAPER, HEADINGS)
    assert [(each.kind, each.facts["row"]) for each in problems] == [("nobody", 4), ("version", 5), ("answer", 6)]
    assert [(each.name, each.version) for each in papers] == [("乙", "B")]
    assert [each.kind for each in read_sheet([(1, ["姓名", "1", "2"])], PAPER, HEADINGS)[1]] == ["no_head"]
    assert [each.kind for each in read_sheet([], PAPER, HEADINGS)[1]] == ["no_head"]


def test_a_typed_paper_of_another_version_is_marked_by_it() -> None:
    from quiz.frozen.orders import orders

    order = orders(PAPER, "B")
    letters = []
    for index in order.questions:
        given = read_answer(PAPER.questions[index], RIGHT[index])
        places = given if isinstance(given, tuple) else (given,)
        if PAPER.questions[index].options:
            letters.append("".join("ABCDEFGH"[order.options[index].index(int(place))] for place in places))  # type: ignore[arg-type]
        else:
            letters.append(RIGHT[index])
    assert grade(FILE, "", typed(["1", "甲", "B", *letters])).people[0].points == 100
