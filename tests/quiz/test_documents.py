"""Papers as documents, read back: no answer on a paper, all on its key, every sign there, the same bytes again."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from handbook.lang.languages import LANGS, Lang
from handbook.policy.book import PolicyBook
from quiz.bank import Bank
from quiz.kinds import KINDS
from quiz.kinds.answer import LETTERS
from quiz.papers.documents import FORMATS, write_key, write_paper
from quiz.papers.exporters import EXPORTERS, export
from quiz.papers.exporters.neutral import of_bank
from quiz.papers.item import Item
from quiz.papers.paper import Paper, Request, draw
from tests.quiz.conftest import DATA, DAY, ROOT
from tests.quiz.samples import NASTY, sample

pytestmark = pytest.mark.slow

Write = Callable[[str, Paper, PolicyBook, Lang, str], bytes]
HEADINGS = ["一、单项选择题", "二、多项选择题", "三、判断题", "四、填数题", "五、排序题", "六、配对题"]
SAMPLES = [sample(kind) for kind in KINDS]
SECRETS = ["because", "why not", *(question.hash for question in SAMPLES), *(question.id for question in SAMPLES)]


@pytest.fixture(scope="module")
def paper() -> Paper:
    """One question of each kind."""
    return draw(SAMPLES, "1234abcd", DAY, Request(len(KINDS), "samples"))


def texts_in(form: str, content: bytes) -> str:
    """All there is in a file, with what is packed unpacked."""
    if form in ("html", "json"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_paper_tells_nothing_that_its_key_tells(paper: Paper, book: PolicyBook, form: str, lang: Lang) -> None:
    sheet = texts_in(form, write_paper(form, paper, book, lang, ""))
    key = texts_in(form, write_key(form, paper, book, lang, ""))
    assert [secret for secret in SECRETS if secret in sheet] == []
    assert "because" in key
    assert "why not" in key
    for text in (sheet, key):
        assert paper.id in text
        assert book.digest in text


class _Words(HTMLParser):
    """The words of a page, and the elements it has."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.tags = "", set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_page_stands_alone_and_shows_every_sign(paper: Paper, book: PolicyBook) -> None:
    content = write_paper("html", paper, book, "zh", NASTY).decode()
    page = _Words()
    page.feed(content)
    assert page.tags.isdisjoint({"script", "link", "img", "b"})
    assert not re.search(r"https?:|url\(|@import", content)
    for kind in KINDS:
        assert f"stem of {kind} {NASTY}" in page.words
    assert page.words.count(NASTY) >= 1 + len(KINDS) + 4 + 3 + 3 + 3 + 2


def test_parts_are_numbered_and_worth_points(paper: Paper, book: PolicyBook) -> None:
    data = json.loads(write_paper("json", paper, book, "zh", ""))
    headings = [part["heading"] for part in data["parts"]]
    assert [heading.partition("（")[0] for heading in headings] == HEADINGS
    assert all("共 1 题，每题 1 分" in heading for heading in headings)
    assert data["fields"] == ["姓名", "工号", "部门", "日期", "签名"]
    assert "满分 6 分" in data["about"]
    english = json.loads(write_paper("json", paper, book, "en", ""))
    assert english["parts"][3]["heading"] == "Part 4: Numbers (1 of them, 1 point each; write the number)"


def answered(item: Item) -> object:
    """What somebody writes who knows: found by text on the paper, not by the code that makes the key."""
    letter_of = {text: letter for letter, text in item.choices("zh")}
    question = item.question
    match question.kind:
        case "true_false":
            return question.answer.truth
        case "numeric":
            return {"number": str(Fraction(20695, 100)), "unit": "CNY"}
        case "ordering":
            return [letter_of[step.zh] for step in question.answer.order]
        case "matching":
            return {str(place): letter_of[pair.right.zh] for place, pair in enumerate(question.answer.pairs, 1)}
    return sorted(letter_of[option.text.zh] for option in question.options if option.right)


def test_a_key_can_be_graded_by(paper: Paper, book: PolicyBook) -> None:
    data = json.loads(write_key("json", paper, book, "en", ""))
    entries = [entry for part in data["parts"] for entry in part["entries"]]
    assert data["schema"] == 1
    assert data["is_key"] is True
    assert [entry["key"]["data"] for entry in entries] == [answered(item) for item in paper.items]
    assert [entry["key"]["hash"] for entry in entries] == [item.question.hash for item in paper.items]
    assert {entry["points"] for entry in entries} == {1}


def test_the_key_of_true_and_false_cannot_be_misread(paper: Paper, book: PolicyBook) -> None:
    assert "答案：×（错）" in write_key("html", paper, book, "zh", "").decode()
    assert "Answer: F (false)" in write_key("html", paper, book, "en", "").decode()


@pytest.mark.parametrize("lang", LANGS)
def test_a_word_document_has_styles_chinese_type_and_page_numbers(paper: Paper, book: PolicyBook, lang: Lang) -> None:
    read = Document(io.BytesIO(write_key("docx", paper, book, lang, "")))
    styles = [paragraph.style.name for paragraph in read.paragraphs]
    assert styles[:3] == ["Title", "Subtitle", "Heading 1"]
    assert styles.count("Heading 1") == styles.count("Question") == len(KINDS)
    for name in ("Normal", "Title", "Heading 1"):
        fonts = read.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")).startswith("Microsoft")
        assert not any("Theme" in attribute for attribute in fonts.attrib)
    footer = read.sections[0].footer._element
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert book.digest in read.sections[0].footer.paragraphs[0].text
    assert [round(side.mm) for side in (read.sections[0].page_width, read.sections[0].page_height)] == [210, 297]
    assert any(NASTY.partition("”")[2] in paragraph.text for paragraph in read.paragraphs)


def test_a_spreadsheet_has_a_row_a_question(paper: Paper, book: PolicyBook) -> None:
    rows = rows_of(write_key("xlsx", paper, book, "en", ""), paper)
    head = next(number for number, row in enumerate(rows) if row[0] == "No.")
    assert rows[head][:7] == ("No.", "Part", "Question", "To choose from", "Points", "Answer", "Why")
    assert [row[0] for row in rows[head + 1 :]] == [item.number for item in paper.items]
    assert rows[head + 1][5] in LETTERS
    assert [row[-1] for row in rows_of(write_paper("xlsx", paper, book, "en", ""), paper)][-len(KINDS) :] == [None] * 6


def rows_of(content: bytes, paper: Paper) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(content))[paper.id].iter_rows(values_only=True))


def fingerprints(bank: Bank) -> dict[str, str]:
    """A hash of every document and export there is."""
    questions = list(bank.questions.values())
    paper = draw(questions, bank.version, bank.day, Request(20, "期末"))
    written: dict[str, bytes] = {}
    for lang in ("zh", "en"):
        for form in FORMATS:
            written[f"paper {form} {lang}"] = write_paper(form, paper, bank.book, lang, "")
            written[f"key {form} {lang}"] = write_key(form, paper, bank.book, lang, "")
        for form in EXPORTERS:
            written[f"export {form} {lang}"] = b"".join(export(form, of_bank(bank, questions, lang)).files)
    return {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}


def test_other_processes_write_the_same_bytes(bank: Bank) -> None:
    for seed in ("1", "77"):
        command = [sys.executable, "-m", "tests.quiz.test_documents"]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=env)
        assert json.loads(done.stdout) == fingerprints(bank)


if __name__ == "__main__":
    from quiz.check import open_bank

    print(json.dumps(fingerprints(open_bank(Path(DATA), DAY))))
