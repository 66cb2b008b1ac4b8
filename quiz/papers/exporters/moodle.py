"""Moodle XML, for Moodle 4.4 and later, which have the ordering question.

`idnumber` is the question's id. Moodle itself makes a second question of one that is imported again and takes the id
number from it; so import a changed bank into an empty category, or with a tool that goes by the id number.
"""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree as ET

from handbook import say
from quiz.papers.exporters.entries import (
    Batch,
    Entry,
    Number,
    Options,
    Pairs,
    Steps,
    Truth,
    explanation,
    stem_with_unit,
)

_TYPES = {Truth: "truefalse", Number: "numerical", Steps: "ordering", Pairs: "matching", Options: "multichoice"}
_ORDERING = {
    "layouttype": "VERTICAL",
    "selecttype": "ALL",
    "selectcount": "0",
    "gradingtype": "ABSOLUTE_POSITION",
    "showgrading": "SHOW",
    "numberingstyle": "none",
    # Without it the importer makes two hints without a text, which its database refuses, and with them the whole file.
    "shownumcorrect": "1",
}
_NAME = 60  # signs of the stem in a question's name


def moodle(batch: Batch) -> bytes:
    """The file, by categories."""
    quiz = ET.Element("quiz")
    quiz.append(ET.Comment(f" {batch.made_for} ".replace("--", "- -")))
    for name, entries in batch.categories:
        node = ET.SubElement(quiz, "question", type="category")
        _text(node, "category", category_path(name))
        _html(node, "info", f"{batch.about}\n{say('quiz.papers.note', batch.lang)}")
        for entry in entries:
            _question(quiz, entry, batch)
    ET.indent(quiz)
    content: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def category_path(name: str) -> str:
    """A category below the topmost; a slash in its name is written twice."""
    return f"$course$/top/{name.replace('/', '//')}"


def _question(quiz: ET.Element, entry: Entry, batch: Batch) -> None:
    lang, answer = batch.lang, entry.answer
    node = ET.SubElement(quiz, "question", type=_TYPES[type(answer)])
    _text(node, "name", f"{entry.id} {' '.join(entry.stem.split())[:_NAME]}")
    _html(node, "questiontext", stem_with_unit(entry, lang))
    _html(node, "generalfeedback", explanation(entry, lang))
    plain = (("defaultgrade", str(entry.points)), ("penalty", "0"), ("hidden", "0"), ("idnumber", entry.id))
    for name, value in plain:
        _plain(node, name, value)
    match answer:
        case Options():
            _options(node, answer, batch.may_mix)
        case Truth():
            for truth in (True, False):
                part = ET.SubElement(node, "answer", fraction="100" if truth is answer.is_true else "0")
                _plain(part, "text", "true" if truth else "false")
        case Number():
            part = ET.SubElement(node, "answer", fraction="100")
            _plain(part, "text", answer.digits)
            _plain(part, "tolerance", "0")
        case Steps():
            for name, value in _ORDERING.items():
                _plain(node, name, value)
            for place, step in enumerate(answer.in_order(), 1):
                _plain(ET.SubElement(node, "answer", fraction=str(place), format="html"), "text", _markup(step))
        case Pairs():
            _plain(node, "shuffleanswers", "true")
            for left, right in answer.matched():
                part = ET.SubElement(node, "subquestion", format="html")
                _plain(part, "text", _markup(left))
                _text(part, "answer", right)


def _options(node: ET.Element, answer: Options, may_mix: bool) -> None:
    _plain(node, "shuffleanswers", "true" if may_mix else "false")
    _plain(node, "single", "false" if answer.several else "true")
    _plain(node, "answernumbering", "ABCD")
    for text, why, weight in zip(answer.texts, answer.whys, weights(answer)):
        part = ET.SubElement(node, "answer", fraction=weight, format="html")
        _plain(part, "text", _markup(text))
        if why:
            _html(part, "feedback", why)


def weights(answer: Options) -> list[str]:
    """What each option counts, in percent as Moodle's list of grades writes it: the right ones 100 together; where
    several are right, the wrong ones -100 together, so that ticking all gives nothing."""
    wrongs = len(answer.texts) - len(answer.rights)
    right = 100 / len(answer.rights) if answer.several else 100
    wrong = -100 / wrongs if answer.several and wrongs else 0
    counted = (right if place in answer.rights else wrong for place in range(len(answer.texts)))
    return [f"{share:.5f}".rstrip("0").rstrip(".") for share in counted]


def _plain(node: ET.Element, name: str, text: str) -> None:
    """An element with a text of its own."""
    ET.SubElement(node, name).text = text


def _text(node: ET.Element, name: str, text: str) -> None:
    """An element with a text in it."""
    _plain(ET.SubElement(node, name), "text", text)


def _html(node: ET.Element, name: str, text: str) -> None:
    """An element with a text in HTML."""
    _plain(ET.SubElement(node, name, format="html"), "text", _markup(text))


def _markup(text: str) -> str:
    """A plain text in HTML."""
    return escape(text).replace("\n", "<br>")
