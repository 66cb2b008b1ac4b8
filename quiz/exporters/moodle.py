"""Moodle XML. `idnumber` is the question's id, so that a second import can be told from a new question."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from xml.etree import ElementTree as ET

from handbook.book import PolicyBook
from handbook.words import Lang
from quiz.exporters.parts import chapter_title, feedback, number, stem_with_unit
from quiz.question import Question
from quiz.wording import TRUE_FALSE

_TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "numeric": "numerical",
    "ordering": "ordering",
    "matching": "matching",
}


def moodle(questions: Sequence[Question], book: PolicyBook, lang: Lang) -> bytes:
    """The file, by chapters as categories."""
    quiz = ET.Element("quiz")
    category = ""
    for question in sorted(questions, key=lambda each: (list(book.clauses).index(each.clause), each.id)):
        title = chapter_title(question, book, lang)
        if title != category:
            category = title
            node = ET.SubElement(quiz, "question", type="category")
            _text(node, "category", f"$course$/{title.replace('/', '//')}")
        _question(quiz, question, book, lang)
    ET.indent(quiz)
    content: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _question(quiz: ET.Element, question: Question, book: PolicyBook, lang: Lang) -> None:
    node = ET.SubElement(quiz, "question", type=_TYPES[question.kind])
    _text(node, "name", f"{question.id} {question.stem[lang][:60]}")
    _html(node, "questiontext", stem_with_unit(question, lang))
    _html(node, "generalfeedback", feedback(question, book, lang))
    _plain(node, "defaultgrade", "1")
    _plain(node, "penalty", "0")
    _plain(node, "hidden", "0")
    _plain(node, "idnumber", question.id)
    match question.kind:
        case "single" | "multiple":
            _choice(node, question, lang)
        case "true_false":
            for truth in (True, False):
                answer = ET.SubElement(node, "answer", fraction="100" if truth is question.truth else "0")
                _plain(answer, "text", "true" if truth else "false")
                _html(answer, "feedback", TRUE_FALSE[truth][lang])
        case "numeric":
            answer = ET.SubElement(node, "answer", fraction="100")
            _plain(answer, "text", number(question))
            _plain(answer, "tolerance", "0")
        case "ordering":
            for name, value in (
                ("layouttype", "VERTICAL"),
                ("selecttype", "ALL"),
                ("gradingtype", "ABSOLUTE_POSITION"),
            ):
                _plain(node, name, value)
            for place, step in enumerate(question.order, 1):
                answer = ET.SubElement(node, "answer", fraction=str(place), format="html")
                _plain(answer, "text", escape(step[lang]))
        case "matching":
            _plain(node, "shuffleanswers", "true")
            for pair in question.pairs:
                part = ET.SubElement(node, "subquestion", format="html")
                _plain(part, "text", escape(pair.left[lang]))
                _text(part, "answer", pair.right[lang])


def _choice(node: ET.Element, question: Question, lang: Lang) -> None:
    rights = sum(option.right for option in question.options)
    wrongs = len(question.options) - rights
    single = question.kind == "single"
    _plain(node, "single", "true" if single else "false")
    _plain(node, "shuffleanswers", "true")
    _plain(node, "answernumbering", "ABCD")
    for option in question.options:
        wrong = 0.0 if single else -100 / wrongs
        fraction = f"{100 / rights if option.right else wrong:.5f}".rstrip("0").rstrip(".")
        answer = ET.SubElement(node, "answer", fraction=fraction, format="html")
        _plain(answer, "text", escape(option.text[lang]))
        if option.why:
            _html(answer, "feedback", option.why[lang])


def _plain(node: ET.Element, name: str, text: str) -> None:
    ET.SubElement(node, name).text = text


def _text(node: ET.Element, name: str, text: str) -> None:
    _plain(ET.SubElement(node, name), "text", text)


def _html(node: ET.Element, name: str, text: str) -> None:
    _plain(ET.SubElement(node, name, format="html"), "text", escape(text).replace("\n", "<br>"))
