"""Python and the browser grade alike, to the byte of every file."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from handbook.lang.catalogue import section
from handbook.shapes.reading import fitted
from quiz.exams.codes import new_code
from quiz.exams.frame import Head
from quiz.exams.seats import Seat
from quiz.frozen.shapes import FrozenFile
from quiz.grading.correcting import corrected_file
from quiz.grading.results import grade
from quiz.grading.typed import NoAnswer, read_sheet
from quiz.grading.writing import all_files, results_csv, results_json, results_xlsx
from quiz.papers.documents.templates import browser_template
from tests.delivered import delivered_to
from tests.quiz.grading.handed import corrected, line, sample_file, seated

HERE = Path(__file__).parent
HEADINGS = {"name": ["姓名"], "number": ["工号"], "version": ["版本"]}
CASES = 40
_TYPED = ("", "-", "A", "b", "AC", "ＡＢ", "√", "错", "206.9", "1,000", "BDAC", "B-A", "Z", " c ", "𠮷", "'", "1e5")


def _case(luck: random.Random) -> dict[str, Any]:
    """A file with or without seats and corrections, what was pasted, what was typed."""
    data = sample_file()
    for _ in range(luck.choice((0, 0, 1, 2))):
        data = corrected(data, 0, right=sorted(luck.sample(range(4), luck.choice((1, 2)))))
    file = fitted(FrozenFile, data)
    seats = None
    if luck.random() < 0.5:
        names = luck.sample(("张三", "李四", "欧阳𠮷", "Ann", "é"), 4)
        seats = [seated(at, name, luck.choice(("", f"0{at}", "a7")), new_code(file.paper.number, at))
                 for at, name in enumerate(names, 1)]  # fmt: skip
    lines = [_line(file, luck, seats) for _ in range(luck.randrange(12))]
    lines += luck.sample(lines, min(len(lines), 2))
    text = luck.choice(("\n", " ", "，")).join(luck.choice(MANGLED)(each) for each in lines)
    rows = [_row(luck, row) for row in range(2, luck.randrange(2, 7))]
    counted = luck.sample(lines, min(len(lines), 2))
    head = [1, luck.sample(["工号", "姓名", "版本"], 3) + [f"第 {at} 题" for at in range(1, 9)]]
    return {"file": data, "text": text, "rows": [head, *rows], "counted": counted,
            "seats": None if seats is None else [each.as_data() for each in seats]}  # fmt: skip


def _line(file: FrozenFile, luck: random.Random, seats: list[Seat] | None) -> str:
    seat = luck.choice(seats) if seats and luck.random() < 0.9 else None
    head = Head(
        seat=seat.seat if seat else 0,
        version=0 if seat else luck.randrange(3),
        name="" if seat else luck.choice(("张三", "=x", "")),
        staff_number="" if seat else luck.choice(("7", "12", "0012", "A-1", "")),
        start=luck.choice((0, 5)),
        used=luck.choice((0, 61)),
        resumed=luck.randrange(3),
        left=luck.randrange(3),
        odd_clock=luck.random() < 0.2,
    )
    return line(file, luck, head, seat.code if seat and luck.random() < 0.9 else None, luck.random())


def _row(luck: random.Random, row: int) -> list[Any]:
    who = [luck.choice(("7", "张三", "", "A", "b", " ７", "e\u0301")) for _ in range(3)]
    return [row, [*who, *(luck.choice(_TYPED) for _ in range(luck.choice((8, 8, 5))))]]


MANGLED = [lambda text: text, lambda text: text[:-4], lambda text: text[:9] + "\u200b" + text[9:], str.lower]


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    return [_case(random.Random(number)) for number in range(CASES)]


@pytest.fixture(scope="module")
def browser(cases: list[dict[str, Any]]) -> dict[str, Any]:
    """What the browser's modules make of the same."""
    sections = {name: section("quiz", name, "zh") for name in ("grading", "exams")}
    words = {
        f"{name}_{key}".replace(".", "_"): text for name, entries in sections.items() for key, text in entries.items()
    }
    corrections = [
        {"file": sample_file(), "question": question, "answer": answer} for question in range(8) for answer in _TYPED
    ]
    given = {"template": browser_template("zh"), "words": words, "headings": HEADINGS, "cases": cases,
             "corrections": corrections}  # fmt: skip
    command = ["node", delivered_to(HERE / "grading.mjs")]
    done = subprocess.run(command, input=json.dumps(given).encode(), capture_output=True, check=True)
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_results_are_the_same_in_the_browser(cases: list[dict[str, Any]], browser: dict[str, Any]) -> None:
    people = 0
    for case, found in zip(cases, browser["graded"], strict=True):
        file = fitted(FrozenFile, case["file"])
        papers, problems = read_sheet([tuple(row) for row in case["rows"]], file.paper, HEADINGS)
        seats = None if case["seats"] is None else [Seat(**each) for each in case["seats"]]
        results = grade(file, case["text"], papers, seats, case["counted"])
        people += len(results.people)
        assert found["problems"] == [vars(each) for each in problems]
        assert found["json"] == results_json(results).decode()
        assert found["csv"] == results_csv(results, "zh").decode()
        assert found["xlsx"] == results_xlsx(results, "zh").hex()
        assert found["all"] == all_files(file, results, "zh").hex()
    assert people > CASES * 2


def test_a_key_is_corrected_alike_in_the_browser(browser: dict[str, Any]) -> None:
    file = fitted(FrozenFile, sample_file())
    made: list[str | None] = []
    for question in range(8):
        for answer in _TYPED:
            try:
                found = corrected_file(file, question, answer, "x", "2026-12-03")
                made.append(found.content.decode() if found else None)
            except NoAnswer:
                made.append("NoAnswer")
    assert browser["corrected"] == made
    assert sum(each is not None and each.startswith("{") for each in made) > 8
