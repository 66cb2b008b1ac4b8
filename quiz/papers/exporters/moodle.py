"""Moodle XML, for Moodle 4.4 and later, which have the ordering question.

`idnumber` is the question's id. Moodle itself makes a second question of one that is imported again and takes the id
number from it; so import a changed bank into an empty category, or with a tool that goes by the id number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from xml.etree import ElementTree as ET

from handbook.lang.languages import Lang
from handbook.policy.book import PolicyBook
from quiz.papers.exporters.neutral import Batch
from quiz.papers.exporters.parts import by_category, feedback, number, shares, stem_with_unit
from quiz.question import Kind, Question

_TYPES: Mapping[Kind, str] = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "numeric": "numerical",
    "ordering": "ordering",
    "matching": "matching",
}
_ORDERING = {
    "layouttype": "VERTICAL",
    "selecttype": "ALL",
    "selectcount": "0",
    "gradingtype": "ABSOLUTE_POSITION",
    "showgrading": "SHOW",
    "numberingstyle": "none",
}


def moodle(batch: Batch, book: PolicyBook, lang: Lang) -> bytes:
    """The file, by categories."""
    quiz = ET.Element("quiz")
    for path, questions in by_category(batch, book, lang):
        _text(ET.SubElement(quiz, "question", type="category"), "category", path)
        for question in questions:
            _question(quiz, question, book, lang, batch.may_mix)
    ET.indent(quiz)
    content: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _question(quiz: ET.Element, question: Question, book: PolicyBook, lang: Lang, may_mix: bool) -> None:
    node = ET.SubElement(quiz, "question", type=_TYPES[question.kind])
    _text(node, "name", f"{question.id} {' '.join(question.stem[lang].split())[:60]}")
    _html(node, "questiontext", stem_with_unit(question, lang))
    _html(node, "generalfeedback", feedback(question, book, lang))
    for name, value in (("defaultgrade", "1"), ("penalty", "0"), ("hidden", "0"), ("idnumber", question.id)):
        _plain(node, name, value)
    if question.kind in ("single", "multiple", "matching"):
        _plain(node, "shuffleanswers", "true" if may_mix or question.kind == "matching" else "false")
    _WRITERS[question.kind](node, question, lang)


def _choice(node: ET.Element, question: Question, lang: Lang) -> None:
    _plain(node, "single", "true" if question.kind == "single" else "false")
    _plain(node, "answernumbering", "ABCD")
    for option, share in zip(question.options, shares(question)):
        answer = ET.SubElement(node, "answer", fraction=share, format="html")
        _plain(answer, "text", _markup(option.text[lang]))
        if option.why:
            _html(answer, "feedback", option.why[lang])


def _truth(node: ET.Element, question: Question, lang: Lang) -> None:  # noqa: ARG001
    for truth in (True, False):
        answer = ET.SubElement(node, "answer", fraction="100" if truth is question.truth else "0")
        _plain(answer, "text", "true" if truth else "false")


def _number(node: ET.Element, question: Question, lang: Lang) -> None:  # noqa: ARG001
    answer = ET.SubElement(node, "answer", fraction="100")
    _plain(answer, "text", number(question))
    _plain(answer, "tolerance", "0")


def _ordering(node: ET.Element, question: Question, lang: Lang) -> None:
    for name, value in _ORDERING.items():
        _plain(node, name, value)
    for place, step in enumerate(question.order, 1):
        answer = ET.SubElement(node, "answer", fraction=str(place), format="html")
        _plain(answer, "text", _markup(step[lang]))


def _matching(node: ET.Element, question: Question, lang: Lang) -> None:
    for pair in question.pairs:
        part = ET.SubElement(node, "subquestion", format="html")
        _plain(part, "text", _markup(pair.left[lang]))
        _text(part, "answer", pair.right[lang])


_WRITERS: Mapping[Kind, Callable[[ET.Element, Question, Lang], None]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _truth,
    "numeric": _number,
    "ordering": _ordering,
    "matching": _matching,
}


def _plain(node: ET.Element, name: str, text: str) -> None:
    ET.SubElement(node, name).text = text


def _text(node: ET.Element, name: str, text: str) -> None:
    _plain(ET.SubElement(node, name), "text", text)


def _html(node: ET.Element, name: str, text: str) -> None:
    _plain(ET.SubElement(node, name, format="html"), "text", _markup(text))


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br>")
