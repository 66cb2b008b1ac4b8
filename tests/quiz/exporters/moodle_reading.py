"""Readers as strict as Moodle 4.5's importers, written from what those do with a file, and held against a real one.

Both give a question as `Read`, or refuse the file as Moodle does. A lenient parser proves nothing: it takes what dies
in Moodle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree as ET

_SHARES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20)
_PARTS = [*(1 / share for share in _SHARES), 0.9, 5 / 6, 0.8, 0.75, 0.7, 2 / 3, 0.6, 0.4, 0.3]
GRADES = [*_PARTS, 0, *(-part for part in _PARTS)]  # of an option, as in Moodle's list
_ESCAPED = {":": "058", "#": "035", "=": "061", "{": "123", "}": "125", "~": "126", "n": "010"}


class Refused(ValueError):
    """Moodle would not take the file, or would take something else than is meant."""


@dataclass
class Read:
    """A question as Moodle has it after the import. `answers` are text, part of the grade and feedback; `pairs` left
    and right of matching, or each step with its place."""

    type: str
    name: str
    id: str
    category: str
    text: str
    feedback: str
    answers: list[tuple[str, float, str]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    points: float = 1
    penalty: float | None = None
    mixes: bool | None = None


def _refuse_unless(sound: bool, what: str) -> None:
    if not sound:
        raise Refused(what)


def check_all(questions: list[Read]) -> list[Read]:
    """What Moodle's database and grading ask of any format."""
    seen = set()
    for question in questions:
        _refuse_unless(bool(question.name) and len(question.name) <= 255, f"name: {question.name!r}")
        _refuse_unless(0 < len(question.id) <= 100, f"id: {question.id!r}")
        _refuse_unless((question.category, question.id) not in seen, f"id twice: {question.id}")
        seen.add((question.category, question.id))
        _refuse_unless(bool(question.category) and bool(question.text), f"empty: {question.id}")
        _check_grades(question)
    return questions


def _check_grades(question: Read) -> None:
    parts = [part for _, part, _ in question.answers]
    if question.type == "ordering":
        _refuse_unless(len(parts) >= 2, f"steps: {question.id}")
    elif question.type == "match":
        _refuse_unless(len(question.pairs) >= 2, f"pairs: {question.id}")
        _refuse_unless(all(left and right for left, right in question.pairs), f"pairs: {question.id}")
    else:
        _refuse_unless(all(min(abs(part - each) for each in GRADES) < 0.00001 for part in parts), f"grades: {parts}")
        if question.type == "several":
            _refuse_unless(round(sum(part for part in parts if part > 0), 2) == 1, f"sum: {parts}")
        else:
            _refuse_unless(max(parts) == 1, f"none counts whole: {parts}")
    for text, _, _ in question.answers:
        number = re.fullmatch(r"-?\d+(\.\d+)?", text)
        _refuse_unless(bool(text) and (question.type != "numerical" or bool(number)), f"answer: {text!r}")


# Moodle XML


def read_xml(content: bytes) -> list[Read]:
    """The questions of a file. Raises Refused."""
    category, found = "", []
    for node in ET.fromstring(content):
        kind = node.get("type", "")
        if kind == "category":
            category = _category(_inner(node, "category"))
        else:
            _refuse_unless(kind in ("multichoice", "truefalse", "numerical", "ordering", "matching"), kind)
            found.append(_xml_question(node, kind, category))
    return check_all(found)


def _category(path: str) -> str:
    """The last name of a path; a slash within a name stands twice."""
    _refuse_unless(path.startswith("$course$/top/"), path)
    return re.split("(?<!/)/(?!/)", path)[-1].replace("//", "/").strip()


def _inner(node: ET.Element, path: str) -> str:
    """The text that an element holds; refused where there is none, as Moodle then has an array for a text."""
    text = node.findtext(f"{path}/text")
    if text is None:
        raise Refused(f"{path} in {ET.tostring(node)[:90]!r}")
    return text.strip()


def _html(node: ET.Element, path: str = "") -> str:
    """A text in HTML, as people see it."""
    text = _inner(node, path) if path else (node.findtext("text") or "").strip()
    holder = node.find(path) if path else node
    _refuse_unless(holder is not None and holder.get("format") == "html", f"format of {path}")
    return unescape(text.replace("<br>", "\n"))


def _xml_question(node: ET.Element, kind: str, category: str) -> Read:
    mixes = {"true": True, "false": False}.get(node.findtext("shuffleanswers", ""))
    read = Read(kind, _inner(node, "name"), node.findtext("idnumber", ""), category, "", "", mixes=mixes)
    read.text, read.feedback = _html(node, "questiontext"), _html(node, "generalfeedback")
    read.points, read.penalty = float(node.findtext("defaultgrade", "")), float(node.findtext("penalty", ""))
    for answer in node.iter("answer"):
        if kind != "matching":
            has_html = kind in ("multichoice", "ordering")
            text = _html(answer) if has_html else (answer.findtext("text") or "").strip()
            feedback = _html(answer, "feedback") if answer.find("feedback") is not None else ""
            read.answers.append((text, float(answer.get("fraction", "")) / 100, feedback))
    _XML_KINDS[kind](node, read)
    return read


def _xml_ordering(node: ET.Element, read: Read) -> None:
    # Else two hints are made which have no text, and the database ends the whole import.
    _refuse_unless(node.find("shownumcorrect") is not None, f"shownumcorrect: {read.id}")
    for name in ("layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle"):
        _refuse_unless(bool(node.findtext(name)), name)
    read.pairs = [(text, str(place)) for place, (text, _, _) in enumerate(read.answers, 1)]


def _xml_matching(node: ET.Element, read: Read) -> None:
    read.type = "match"
    read.pairs = [(_html(part), _inner(part, "answer")) for part in node.iter("subquestion")]


def _xml_choice(node: ET.Element, read: Read) -> None:
    single = node.findtext("single")
    _refuse_unless(single in ("true", "false"), "single")
    read.type = "single" if single == "true" else "several"


def _xml_numerical(node: ET.Element, read: Read) -> None:
    _refuse_unless(all(answer.findtext("tolerance") for answer in node.iter("answer")), f"tolerance: {read.id}")


def _xml_truth(_node: ET.Element, read: Read) -> None:
    _refuse_unless([text for text, _, _ in read.answers] == ["true", "false"], f"truth: {read.id}")


_XML_KINDS = {
    "ordering": _xml_ordering,
    "matching": _xml_matching,
    "multichoice": _xml_choice,
    "numerical": _xml_numerical,
    "truefalse": _xml_truth,
}


# GIFT


def read_gift(content: bytes) -> list[Read]:
    """The questions of a file. Raises Refused."""
    category, found = "", []
    for block in _blocks(content.decode()):
        comments = [line for line in block if line.startswith("//")]
        text = "\n".join(line for line in block if not line.startswith("//")).strip()
        if text.startswith("$CATEGORY:"):
            category = _category(_held(text[10:].strip()))
        elif text:
            found.append(_gift_question(_held(text), "\n".join(comments), category))
    return check_all(found)


def _blocks(text: str) -> Iterator[list[str]]:
    """What stands between empty lines; a line that is just 0 counts as empty."""
    block: list[str] = []
    for line in [*map(str.strip, text.split("\n")), ""]:
        if line not in ("", "0"):
            block.append(line)
        elif block:
            yield block
            block = []


def _held(text: str) -> str:
    """Escaped signs put by, so that they mean nothing while the text is taken apart."""
    text = text.replace("\\\\", "&&092;")
    for sign, number in _ESCAPED.items():
        text = text.replace(f"\\{sign}", f"&&{number};")
    return text.replace("&&092;", "\\")


def _said(text: str) -> str:
    """A text with its escaped signs, without the format before it."""
    text = text.strip()
    known = re.match(r"\[(moodle|html|plain|markdown)\]", text)
    return _unescaped(text[known.end() :] if known else text)


def _unescaped(text: str) -> str:
    for sign, number in _ESCAPED.items():
        text = text.replace(f"&&{number};", "\n" if sign == "n" else sign)
    return text.strip()


def _gift_question(text: str, comments: str, category: str) -> Read:
    named = re.match("::(.*?)::", text, re.DOTALL)
    id = re.search(r"\[id:([^\]]+)\]", comments)
    if named is None or id is None:
        raise Refused(f"no name or no id: {text[:60]}")
    text = text[named.end() :].strip()
    start, end = text.find("{"), text.find("}")
    _refuse_unless(0 < start < end == len(text) - 1, f"braces: {text[:60]}")
    answers, _, feedback = text[start + 1 : end].strip().rpartition("####")
    read = Read("", _said(named[1]), id[1], category, _said(text[:start]), _said(feedback))
    _gift_answers(read, answers.strip())
    return read


def _gift_answers(read: Read, answers: str) -> None:
    """What the answers look like decides on the type, in this order."""
    if answers.startswith("#"):
        read.type = "numerical"
        found = _after(answers[1:], "=")
        _refuse_unless(bool(found), f"no number: {read.id}")  # `#0` is none to Moodle
        read.answers = [(_said(each.partition("#")[0]), 1, "") for each in found]
    elif "~" in answers:
        read.type = "single" if "=" in answers else "several"
        read.answers = [_option(each.strip()) for each in _after(answers.replace("=", "~="), "~")]
    elif "=" in answers and "->" in answers:
        read.type = "match"
        for each in _after(answers, "="):
            left, arrow, right = each.partition("->")
            _refuse_unless(bool(arrow), f"no arrow: {each}")
            read.pairs.append((_said(left), _unescaped(right)))
    else:
        word = answers.partition("#")[0].strip()
        _refuse_unless(word in ("T", "TRUE", "F", "FALSE"), f"a short answer: {answers}")
        read.type = "truefalse"
        read.answers = [(truth, float(truth[0] == word[0].lower()), "") for truth in ("true", "false")]


def _after(text: str, sign: str) -> list[str]:
    """What stands after each sign; the first part goes where it is empty or 0."""
    first, *others = text.split(sign)
    return others if first.strip() in ("", "0") else [first, *others]


def _option(text: str) -> tuple[str, float, str]:
    part = 0.0
    if text.startswith("="):
        part, text = 1, text[1:]
    elif weight := re.match(r"%(-*\d{1,2}\.?\d*)%", text):
        part, text = float(weight[1]) / 100, text[weight.end() :]
    text, _, feedback = text.partition("#")
    return _said(text), part, _said(feedback)
