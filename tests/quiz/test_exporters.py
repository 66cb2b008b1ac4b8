"""Exports, read back: GIFT by gift-pegjs, spreadsheets by openpyxl, Moodle XML by a parser of XML."""

from __future__ import annotations

import io
import json
import subprocess
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from handbook.lang.words import Words
from handbook.policy.book import PolicyBook
from quiz.bank import Bank
from quiz.kinds import KINDS
from quiz.papers.exporters import EXPORTERS, Unsound, export, export_paper, validate
from quiz.papers.paper import Request, draw
from tests.quiz.samples import CLAUSE, NASTY, right, sample, wrong

HERE = Path(__file__).parent
SAMPLES = [sample(kind) for kind in KINDS]


def read_gift(content: bytes) -> list[dict]:  # type: ignore[type-arg]
    done = subprocess.run(["node", HERE / "gift.mjs"], input=content, capture_output=True, check=True)
    found: list[dict] = json.loads(done.stdout)  # type: ignore[type-arg]
    return [each for each in found if each["type"] != "Category"]


def test_gift_is_read_back_with_every_sign(book: PolicyBook) -> None:
    content, left_out = export("gift", SAMPLES, book, "en")
    found = {each["title"]: each for each in read_gift(content)}
    assert left_out == []
    assert set(found) == {question.id for question in SAMPLES}
    shown = NASTY.replace("->", "→")
    assert found["sample.single"]["stem"]["text"] == f"stem of single {shown}"
    choices = found["sample.single"]["choices"]
    assert [choice["isCorrect"] for choice in choices] == [True, False, False, False]
    assert choices[1]["feedback"]["text"] == f"why not b {shown}"
    assert [choice["weight"] for choice in found["sample.multiple"]["choices"]] == [50, 50, -100]
    assert found["sample.true_false"]["isTrue"] is False
    assert found["sample.numeric"]["choices"]["number"] == 206.95
    pairs = [(each["subquestion"]["text"], each["subanswer"]) for each in found["sample.ordering"]["matchPairs"]]
    assert pairs == [(f"{step} {shown}", str(place)) for place, step in enumerate(("one", "two", "three"), 1)]
    assert len(found["sample.matching"]["matchPairs"]) == 3


def test_the_whole_bank_is_gift(bank: Bank) -> None:
    content, _ = export("gift", list(bank.questions.values()), bank.book, "zh")
    assert {each["title"] for each in read_gift(content)} == set(bank.questions)


def test_moodle_has_ids_keys_and_feedback(book: PolicyBook) -> None:
    content, _ = export("moodle", SAMPLES, book, "en")
    nodes = {node.findtext("idnumber"): node for node in ET.fromstring(content) if node.get("type") != "category"}
    assert set(nodes) == {question.id for question in SAMPLES}
    assert [answer.get("fraction") for answer in nodes["sample.single"].iter("answer")] == ["100", "0", "0", "0"]
    assert [answer.get("fraction") for answer in nodes["sample.multiple"].iter("answer")] == ["50", "50", "-100"]
    assert nodes["sample.numeric"].findtext("answer/text") == "206.95"
    assert nodes["sample.numeric"].findtext("answer/tolerance") == "0"
    assert nodes["sample.ordering"].get("type") == "ordering"
    assert [part.findtext("answer/text") for part in nodes["sample.matching"].iter("subquestion")] == [
        f"{text} {NASTY}" for text in ("1", "2", "1")
    ]
    shown = escape(f"stem of single {NASTY}").replace("\n", "<br>")
    assert nodes["sample.single"].findtext("questiontext/text") == shown
    assert nodes["sample.single"].findtext("shuffleanswers") == "true"
    assert "\n" not in str(nodes["sample.single"].findtext("name/text"))
    assert "because" in str(nodes["sample.single"].findtext("generalfeedback/text"))
    assert f"Clause: {book.clause(CLAUSE).say_number('en')}" in str(
        nodes["sample.single"].findtext("generalfeedback/text")
    )


def test_the_unit_of_a_number_is_in_the_question(book: PolicyBook) -> None:
    content, _ = export("moodle", [sample("numeric")], book, "zh")
    stem = ET.fromstring(content).findtext("question[@type='numerical']/questiontext/text")
    assert str(stem).endswith("（单位：元）")


def test_chapters_are_categories_and_stand_once(bank: Bank) -> None:
    content, _ = export("moodle", list(reversed(bank.questions.values())), bank.book, "zh")
    found = [
        node.findtext("category/text") for node in ET.fromstring(content).iter("question") if node.find("category")
    ]
    tested = {question.chapter for question in bank.questions.values()}
    assert found == [f"$course$/top/{each.title.zh}" for each in bank.book.chapters if each.id in tested]


def test_a_paper_keeps_its_order(bank: Bank) -> None:
    request = Request(12, "export", kinds=("single", "multiple"))
    paper = draw(bank.questions.values(), bank.version, bank.day, request)
    content, left_out = export_paper("moodle", paper, bank.book, "zh")
    category, *nodes = ET.fromstring(content).iter("question")
    assert left_out == []
    assert category.findtext("category/text") == f"$course$/top/{paper.id}"
    assert [node.findtext("idnumber") for node in nodes] == [item.question.id for item in paper.items]
    for node, item in zip(nodes, paper.items):
        shown = [escape(text) for _, text in item.choices("zh")]
        assert [answer.findtext("text") for answer in node.iter("answer")] == shown
        assert node.findtext("shuffleanswers") == "false"
    sheet, _ = export_paper("xlsx-exam", paper, bank.book, "zh")
    head, *rows = load_workbook(io.BytesIO(sheet))["questions"].iter_rows(values_only=True)
    keys = [str(row[head.index("答案")]) for row in rows]
    assert keys == [item.marked("zh").replace(" ", "") for item in paper.items]


def test_spreadsheets_hold_every_question_and_the_key(bank: Bank) -> None:
    questions = list(bank.questions.values())
    content, left_out = export("xlsx", questions, bank.book, "zh")
    head, *rows = load_workbook(io.BytesIO(content))["questions"].iter_rows(values_only=True)
    assert left_out == []
    assert [row[0] for row in rows] == [question.id for question in questions]
    first, answer = head.index("option A"), head.index("answer")
    for row, question in zip(rows, questions):
        if question.kind == "single":
            key = next(option.text.zh for option in question.options if option.right)
            assert row[first + "ABCDEFGH".index(str(row[answer]))] == key


def test_a_sheet_explains_its_columns_and_holds_no_formula(book: PolicyBook) -> None:
    options = (right("=1+1"), wrong("+cmd"), wrong("@x"))
    for form in ("xlsx", "xlsx-exam"):
        content, _ = export(form, [sample("single", options=options)], book, "en")
        read = load_workbook(io.BytesIO(content))
        head = [cell.value for cell in read["questions"][1]]
        assert [row[0] for row in read["columns"].iter_rows(min_row=2, values_only=True)] == head
        assert {cell.data_type for row in read["questions"] for cell in row if cell.value} <= {"s", "n"}


def test_options_that_do_not_fit_are_told(book: PolicyBook) -> None:
    many = sample("single", options=(right("a"), *(wrong(sign) for sign in "bcdefg")))
    assert export("xlsx-exam", [many], book, "zh")[1] == ["sample.single"]
    assert export("xlsx", [many], book, "zh")[1] == []


def test_what_a_profile_has_no_room_for_is_told(bank: Bank) -> None:
    _, left_out = export("xlsx-exam", list(bank.questions.values()), bank.book, "zh")
    assert left_out == [each.id for each in bank.questions.values() if each.kind in ("ordering", "matching")]


@pytest.mark.slow
@pytest.mark.parametrize("form", EXPORTERS)
@pytest.mark.parametrize("lang", ["zh", "en", "zh-Hant"])
def test_the_same_bank_gives_the_same_bytes(bank: Bank, form: str, lang: str) -> None:
    questions = list(bank.questions.values())
    assert export(form, questions, bank.book, lang) == export(form, questions, bank.book, lang)  # type: ignore[arg-type]


def test_unsound_questions_are_refused(book: PolicyBook) -> None:
    bad = [SAMPLES[0], SAMPLES[0], sample("multiple", options=SAMPLES[1].options[:1]), sample("numeric", number=None)]
    assert validate(bad) == [
        "sample.single: the id is there twice",
        "sample.multiple: the key is missing",
        "sample.numeric: the key is missing",
    ]
    assert validate([sample("single", id="编号", stem=Words(zh="a\x07", en="b"))]) == [
        "编号: the id is not ASCII",
        "编号: a text is empty or has signs that no file may hold",
    ]
    assert validate(
        [sample("single", options=(right("a"),)), sample("multiple", options=(right("a"), right("b")))]
    ) == [
        "sample.single: no option is wrong",
        "sample.multiple: no option is wrong",
    ]
    nine = sample("single", options=(right("a"), *(wrong(sign) for sign in "bcdefghi")))
    assert validate([nine]) == ["sample.single: there are more than 8 to choose from"]
    assert validate([sample("ordering", order=(Words(zh="a", en="a"), Words(zh="b", en="a")))]) == [
        "sample.ordering: two steps are the same"
    ]
    with pytest.raises(Unsound):
        export("gift", bad, book, "zh")
