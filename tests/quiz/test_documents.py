"""Printed documents, read back: no answer on a paper, all on its key, every sign there; the browser writes the same."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn
from openpyxl import load_workbook

from handbook.lang.languages import LANGS
from handbook.shapes.reading import fitted
from quiz.bank import Bank
from quiz.frozen.reading import parse_paper
from quiz.frozen.shapes import FrozenFile, number_of
from quiz.papers.documents import FORMATS, documents
from quiz.papers.documents.model import Document, Heading, Question, Remark, Table
from quiz.papers.documents.templates import browser_template
from quiz.papers.drawing import Request, draw
from quiz.papers.exporters import EXPORTERS, export
from quiz.papers.exporters.neutral import of_bank
from quiz.papers.freezing import Head, freeze
from tests.delivered import delivered_to
from tests.quiz.conftest import DATA, DAY, ROOT
from tests.quiz.samples import NASTY

pytestmark = pytest.mark.slow

PAPERS = Path(__file__).parent / "papers"
WHAT = ("paper", "sheet", "strip", "key", "versions")
FOR_LEARNERS = ("paper", "sheet")
FORMULA = "=cmd|'/c calc'!A0"
SECRETS = ("because", "why not", "the clause", "worked", "0a0b0c0d", "sample.")
JOBS: list[tuple[str, str, str]] = [
    *((what, "A", "paper") for what in WHAT),
    ("paper", "BD", "sheet"),
    ("key", "BC", "paper"),
    ("strip", "ABCD", "paper"),
    ("versions", "AB", "paper"),
    ("versions", "ABCD", "paper"),
]


def hostile(lang: str = "zh-Hant") -> FrozenFile:
    """A question of each kind in which every text has all signs that a format has a meaning for; parts that count
    unevenly, a key that was corrected, and a single choice of which two are right since."""
    options = [f"{letter} {NASTY}" for letter in "zyx"]
    shown: list[dict[str, Any]] = [
        {"kind": "single", "options": options, "points": 10},
        {"kind": "single", "options": [FORMULA, "+1", "@x", "-1"], "points": 15},
        {"kind": "multiple", "options": options, "points": 15},
        {"kind": "true_false", "points": 15},
        {"kind": "numeric", "unit": f"u {NASTY}", "points": 15},
        {"kind": "ordering", "options": options, "points": 15},
        {"kind": "matching", "options": options[:2], "lefts": ["l", FORMULA, NASTY], "points": 15},
    ]
    working = [["worked", "1 ÷ 3", "≈ 0.3333"], ["all", "—", "0.33"], [FORMULA, "0.33 + 0", f"0.33 {NASTY}"]]
    answers: list[dict[str, Any]] = [
        {"right": [0, 2], "why": ["", f"why not {NASTY}", ""]},
        {"right": [1], "why": ["why not", "", "", ""]},
        {"right": [0, 2], "why": ["", "why not", ""]},
        {"truth": False},
        {"number": "0.33", "say": "0.33", "working": working},
        {"order": [2, 0, 1]},
        {"pairs": [1, 0, 1]},
    ]
    about = {"hash": "0a0b0c0d", "clause": "a.b.c", "clause_number": "7.2", "text": f"the clause\n\n{NASTY}"}
    keys = [
        {"id": f"sample.{place}", "because": f"because {NASTY}", **about, **answer}
        for place, answer in enumerate(answers)
    ]
    questions = [{"stem": f"stem {place} {NASTY}", **question} for place, question in enumerate(shown)]
    head = {"title": FORMULA, "company": NASTY, "department": "", "day": "2026-11-26", "bank": "18c1c9cf"}
    paper: dict[str, Any] = {**head, "language": lang, "minutes": 30, "pass": 80, "questions": questions}
    paper["number"] = number_of(paper)
    correction = {"revision": 2, "day": "2026-12-01", "question": 0, "old": {"right": [0]}, "why": "why not"}
    drawn = {"seed": "s", "policy": "p", "count": len(keys)}
    key = {"revision": 2, "drawn": drawn, "corrections": [correction], "questions": keys}
    return fitted(FrozenFile, {"format": "handbook-paper", "schema": 1, "paper": paper, "key": key})


@cache
def sample(name: str = "sample") -> FrozenFile:
    return parse_paper((PAPERS / f"{name}.paper.json").read_bytes(), name)


def one(file: FrozenFile, what: str, version: str = "A", place: str = "paper") -> Document:
    (document,) = documents(file, what, version, place)  # type: ignore[arg-type]
    return document


def written(form: str, file: FrozenFile, what: str, version: str = "A") -> bytes:
    return FORMATS[form](one(file, what, version))


def texts_in(form: str, content: bytes) -> str:
    """All there is in a file, with what is packed unpacked."""
    if form == "html":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("form", FORMATS)
def test_what_learners_get_tells_nothing_of_the_key(form: str) -> None:
    file = hostile()
    learners = [texts_in(form, written(form, file, what)) for what in FOR_LEARNERS]
    assert [secret for secret in SECRETS for text in learners if secret in text] == []
    key = texts_in(form, written(form, file, "key"))
    assert all(secret in key for secret in SECRETS[:4])
    assert ("sample." in key) == (form == "xlsx")
    for text in (*learners, key):
        assert f"{file.paper.number[:4]}-{file.paper.number[4:]}" in text


class _Page(HTMLParser):
    """The words of a page, the elements it has, and their attributes."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.words, self.tags, self.attributes = "", set[str](), set[str]()
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data.replace("\u00a0", " ")  # at which a number keeps with its unit


@pytest.mark.parametrize("what", WHAT)
def test_a_page_stands_alone_and_shows_every_sign(what: str) -> None:
    content = FORMATS["html"](one(hostile(), what, "AB" if what in ("strip", "versions") else "A"))
    page = _Page(content)
    assert page.tags.isdisjoint({"script", "link", "img", "base", "iframe", "svg"})
    assert not {name for name in page.attributes if name.startswith("on")} | page.attributes & {"style", "href", "src"}
    assert not re.search(r"https?:|url\(|@import", content.decode())
    assert NASTY in page.words
    assert FORMULA in page.words
    if what in ("paper", "key"):
        assert all(f"stem {place} {NASTY}" in page.words for place in range(7))


def test_parts_have_numbers_points_and_how_they_are_answered() -> None:
    headings = [block.text for block in one(sample(), "paper").blocks if isinstance(block, Heading)]
    assert headings == [
        "一、单项选择题（共 2 题，每题 12 分；只有一个正确答案）",
        "二、多项选择题（共 1 题，每题 13 分；有两个或更多正确答案，全部选对才得分）",
        "三、判断题（共 2 题，每题 12 分；对的画√，错的画×）",
        "四、填数题（共 1 题，每题 13 分；填写数字）",
        "五、排序题（共 1 题，每题 13 分；按先后顺序写出字母，全部正确才得分）",
        "六、配对题（共 1 题，每题 13 分；写出每一项对应的字母，字母可以重复使用，全部正确才得分）",
    ]
    english = [block.text for block in one(sample("sample.en"), "paper").blocks if isinstance(block, Heading)]
    assert english[3] == "Part 4: Numbers (1 question, 13 points each; write the number)"
    uneven = one(hostile("en"), "paper")
    assert "Part 1: Single choice (2 questions, 25 points in all, as told behind the numbers; one right answer)" in [
        block.text for block in uneven.blocks if isinstance(block, Heading)
    ]
    assert [block.before for block in uneven.blocks if isinstance(block, Question)][:3] == [
        "(10 points) ",
        "(15 points) ",
        "",
    ]


def test_a_paper_says_once_where_answers_are_written() -> None:
    on_paper, on_sheet = one(sample(), "paper"), one(sample(), "paper", "A", "sheet")
    assert "答案写在题后的括号里或横线上，写在别处的不算分。" in remarks(on_paper)
    assert "答案都写在答题卡上，写在试卷上的不算分。" in remarks(on_sheet)
    filled = {type(block).__name__ for block in on_sheet.blocks}
    assert filled == {"Title", "Remark", "Heading", "Question"}  # neither fields nor a score box
    text = texts_in("html", FORMATS["html"](on_sheet))
    assert "（\u00a0" not in text
    assert "____" not in text
    assert "（单位：元）" in text
    assert texts_in("html", FORMATS["html"](on_paper)).count("（\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0）") == 5


def remarks(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Remark)]


def test_the_score_box_has_every_part_and_sums_to_100() -> None:
    box = next(block for block in one(sample(), "sheet").blocks if isinstance(block, Table))
    assert [row.cells for row in box.rows] == [
        ("题号", "一", "二", "三", "四", "五", "六", "总分", "阅卷人签名"),
        ("满分", "24", "13", "24", "13", "13", "13", "100", ""),
        ("得分", *[""] * 8),
    ]


def marks(version: str) -> list[tuple[str, ...]]:
    rows = [
        row.cells for block in one(sample(), "strip", version).blocks if isinstance(block, Table) for row in block.rows
    ]
    return [row for row in rows if row[0] != "题号"]


def test_a_strip_has_what_is_right_in_every_version() -> None:
    assert marks("A") == [
        ("A 卷", "B", "B"), ("A 卷", "ACE"), ("A 卷", "√", "×"), ("A 卷", "206.90 元"), ("A 卷", "BDAC"),
        ("A 卷", "1-B 2-A 3-A"),
    ]  # fmt: skip
    assert marks("AB")[0::2] == marks("A")
    assert marks("AB")[1::2] == marks("B") != marks("A")


def answered(file: FrozenFile, version: str) -> dict[int, list[str]]:
    """By a question's place in the file the texts of what the key of a version gives as right, in its order."""
    paper, key = one(file, "paper", version), one(file, "key", version)
    asked = [block for block in paper.blocks if isinstance(block, Question)]
    told = [block for block in key.blocks if isinstance(block, Question)]
    stems = [question.stem for question in file.paper.questions]
    found = {}
    for question, answer in zip(asked, told):
        assert answer.answer is not None
        place = next(place for place, stem in enumerate(stems) if question.stem.startswith(stem))
        letters = re.findall(r"\b[A-H]\b|[A-H](?=[A-H]*$)", answer.answer.text.partition("：")[2])
        texts = dict(option.split(". ", 1) for option in question.options)
        found[place] = [texts[letter] for letter in letters if texts] or [answer.answer.text]
        assert answer.answer.id == file.key.questions[place].id
    return found


def test_every_version_asks_the_same_and_has_its_own_letters() -> None:
    own = answered(sample(), "A")
    assert own[0] == ["20 元"]
    assert own[2] == ["服务质量", "响应速度", "出勤"]
    assert own[3] == ["答案：√（对）"]
    assert own[6] == ["问好", "报名称", "听完客户的话", "确认还有没有别的需要"]
    assert own[7] == ["上浮 20%", "不变", "不变"]
    for version in "BCD":
        other = answered(sample(), version)
        assert {place: sorted(texts) if place == 2 else texts for place, texts in other.items()} == {
            place: sorted(texts) if place == 2 else texts for place, texts in own.items()
        }


def test_versions_stand_side_by_side() -> None:
    table = next(block for block in one(sample(), "versions", "AB").blocks if isinstance(block, Table))
    head, *rows = [row.cells for row in table.rows]
    assert head == ("A 卷题号", "A 卷答案", "B 卷题号", "B 卷答案", "题目", "依据")
    for versions in ("A", "AB", "ABC", "ABCD"):
        (table,) = (block for block in one(sample(), "versions", versions).blocks if isinstance(block, Table))
        assert sum(table.widths) == 1000
        assert min(table.widths) >= 60
    assert [row[0] for row in rows] == [str(number) for number in range(1, 9)]
    assert sorted(row[2] for row in rows) == sorted(row[0] for row in rows)
    by_number = {row[2]: row[3] for row in rows}
    (told,) = (mark for row in marks("B") if len(row) == 3 and row[1] in "ABCD" for mark in [row[1:]])
    assert told == (by_number["1"], by_number["2"])


def test_a_key_has_reasons_workings_and_clauses_in_full() -> None:
    (numeric,) = (
        block.answer
        for block in one(sample(), "key").blocks
        if isinstance(block, Question) and block.answer and block.answer.id == "absence-day"
    )
    assert [note.label + note.text for note in numeric.notes] == [
        "解析：一天工资是月工资除以 21.75。",
        "计算：\n一天工资：4500 ÷ 21.75 = 206.90 元\n应扣：206.90 × 1 = 206.90 元",
        "依据：第七章 第十一条：旷工一天，扣一天工资。",
    ]
    worked = one(hostile("en"), "key")
    (notes,) = (b.answer.notes for b in worked.blocks if isinstance(b, Question) and b.answer and b.number == 5)
    assert notes[1].text.startswith(f"\nworked: 1 ÷ 3 ≈ 0.3333\nall: 0.33\n{FORMULA}: 0.33 + 0 = 0.33 ")
    assert "\n\n" not in notes[-1].text
    assert remarks(worked) == [
        "Revision 2 of the key",
        "2026-12-01: question 1 corrected; the answer was A. why not",
    ]
    assert remarks(one(hostile("en"), "strip", "AB")) == ["Revision 2 of the key"]
    first = next(block.answer for block in worked.blocks if isinstance(block, Question))
    assert first is not None
    assert first.text == "Answer: A/C"


def words_of(document: Any) -> str:
    """All words of a Word document, those in tables as well; a number keeps with its unit there, here not."""
    return "".join(node.text or "" for node in document.element.iter(qn("w:t"))).replace("\u00a0", " ")


@pytest.mark.parametrize("what", WHAT)
def test_a_word_document_has_styles_chinese_type_and_page_numbers(what: str) -> None:
    file = hostile("zh")
    read = WordDocument(io.BytesIO(FORMATS["docx"](one(file, what))))
    styles = {paragraph.style.name for paragraph in read.paragraphs}
    assert {"Title", "Meta"} <= styles
    for name in ("Title", "Heading 1"):
        assert read.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) == "SimHei"
    assert read.styles["Heading 1"].paragraph_format.keep_with_next is True
    section = read.sections[0]
    foot = section.footer._element
    assert [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert f"试卷 {file.paper.number[:4]}-{file.paper.number[4:]} · A 卷" in section.header.paragraphs[0].text
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    if what in ("paper", "key"):
        assert f"stem 0 {NASTY}".replace("\n", "") in words_of(read)
    if what == "paper":
        fields = read.tables[0].rows[0].cells
        assert fields[0].text == "姓名"
        assert fields[1]._tc.tcPr.find(qn("w:tcBorders")) is not None
        kept = [paragraph.paragraph_format.keep_with_next for paragraph in read.paragraphs]
        ends = [place for place, each in enumerate(read.paragraphs) if each.style.name == "Question"][1:]
        assert all(kept[place - 1] is None for place in ends)


@pytest.mark.parametrize("what", WHAT)
def test_a_workbook_holds_texts_and_the_ids_of_the_key(what: str) -> None:
    book = load_workbook(io.BytesIO(FORMATS["xlsx"](one(hostile("en"), what))))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    rows = list(book.active.iter_rows(values_only=True))
    assert any(str(row[0]).startswith(FORMULA) for row in rows)
    if what == "key":
        head = next(number for number, row in enumerate(rows) if row[0] == "No.")
        assert rows[head] == (
            *("No.", "Part", "Question", "To choose from", "Points"),
            *("Answer", "Why", "Clause", "Question id"),
        )
        assert [row[0] for row in rows[head + 1 :]] == list(range(1, 8))
        assert [row[8] for row in rows[head + 1 :]] == [f"sample.{place}" for place in range(7)]
    if what == "strip":
        head = next(number for number, row in enumerate(rows) if row[0] == "No.")
        assert rows[head + 1 :] == [
            *((1, "A/C"), (2, "B"), (3, "AC"), (4, "F"), (5, "0.33"), (6, "CAB"), (7, "1-B 2-A 3-B")),
        ]


def fingerprint(document: Document) -> list[str]:
    """What a document is called, and hashes of the files that it becomes."""
    return [document.name, *(hashlib.sha256(write(document)).hexdigest() for write in FORMATS.values())]


def test_the_browser_writes_the_same_bytes() -> None:
    files = [sample(), sample("sample.en"), hostile(), hostile("en")]
    jobs = [
        {"paper": paper, "what": what, "versions": [*versions], "place": place}
        for paper in range(len(files))
        for what, versions, place in JOBS
    ]
    given = {
        "templates": {lang: browser_template(lang) for lang in LANGS},
        "papers": [file.content.decode() for file in files],
        "jobs": jobs,
        "forms": list(FORMATS),
    }
    command = ["node", delivered_to(Path(__file__).with_name("documents.mjs"))]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    made = [documents(files[job["paper"]], job["what"], job["versions"], job["place"]) for job in jobs]  # type: ignore[index,arg-type]
    assert json.loads(done.stdout) == [list(map(fingerprint, each)) for each in made]


def fingerprints(bank: Bank) -> dict[str, Any]:
    """A hash of every document and export there is."""
    request = Request(20, "期末")
    found: dict[str, Any] = {}
    for lang in ("zh", "en"):
        file = freeze(draw(bank, request), bank, request, Head("T", "C", "", 30, 80), lang)  # type: ignore[arg-type]
        for what in WHAT:
            found[f"{what} {lang}"] = fingerprint(one(file, what, "B"))
        for form in (name for name, exporter in EXPORTERS.items() if not exporter.of_papers):
            done = export(form, of_bank(bank, list(bank.questions.values()), lang))  # type: ignore[arg-type]
            found[f"export {form} {lang}"] = hashlib.sha256(b"".join(done.files)).hexdigest()
    return found


def test_other_processes_write_the_same_bytes(bank: Bank) -> None:
    command = [sys.executable, "-m", "tests.quiz.test_documents"]
    env = {**os.environ, "PYTHONHASHSEED": "77"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=env)
    assert json.loads(done.stdout) == fingerprints(bank)


if __name__ == "__main__":
    from quiz.check import open_bank

    print(json.dumps(fingerprints(open_bank(Path(DATA), DAY))))
