"""Moodle XML, for Moodle 4.4 and later, which have the ordering question.

`idnumber` is the question's id. Moodle itself makes a second question of one that is imported again and takes the id
number from it; so import a changed bank into an empty category, or with a tool that goes by the id number.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from handbook import Lang, PolicyBook
from quiz.kinds.formats import add_html, add_plain, add_text
from quiz.papers.exporters.neutral import Batch
from quiz.papers.exporters.parts import by_category, feedback, stem_with_unit
from quiz.question import Question


def moodle(batch: Batch, book: PolicyBook, lang: Lang) -> bytes:
    """The file, by categories."""
    quiz = ET.Element("quiz")
    for path, questions in by_category(batch, book, lang):
        add_text(ET.SubElement(quiz, "question", type="category"), "category", path)
        for question in questions:
            _question(quiz, question, book, lang, batch.may_mix)
    ET.indent(quiz)
    content: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _question(quiz: ET.Element, question: Question, book: PolicyBook, lang: Lang, may_mix: bool) -> None:
    node = ET.SubElement(quiz, "question", type=question.answer.moodle_type)
    add_text(node, "name", f"{question.id} {' '.join(question.stem[lang].split())[:60]}")
    add_html(node, "questiontext", stem_with_unit(question, lang))
    add_html(node, "generalfeedback", feedback(question, book, lang))
    for name, value in (("defaultgrade", "1"), ("penalty", "0"), ("hidden", "0"), ("idnumber", question.id)):
        add_plain(node, name, value)
    question.answer.moodle(node, lang, may_mix)
