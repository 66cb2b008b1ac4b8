"""Files with one parameter whose entries are written in every way that people and programs write them, at random.

Each comment says to which entry it belongs (`# of 2`), or that it belongs to none (`# free`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

TODAY = date(2026, 11, 25)
DAYS = tuple(date(year, 7, 1) for year in range(2020, 2034, 2))  # those of entries; others are free for new ones
KINDS = ("number", "text", "date", "switch", "choice", "bands")
HEAD = """\
title: {zh: 试, en: Try}   # the title
p:
  label: {zh: 标, en: Label}
  why: {zh: 因, en: Why}
  supplement: {zh: 补, en: More}
"""
KIND_LINES = {
    "number": "  unit: minute\n  min: 0\n  max: 9999\n  precision: 2\n",
    "text": "  type: text\n",
    "date": "  type: date\n",
    "switch": "  type: switch\n  choices: {true: {zh: 是, en: yes}, false: {zh: 否, en: no}}\n",
    "choice": "  type: choice\n  choices: {one: {zh: 一, en: one}, two: {zh: 二, en: two}}\n",
    "bands": "  type: bands\n  unit: day\n  by: year\n  min: 0\n  max: 99\n",
}
_WORDS = ("甲", "one two", "第 1 条", "a-b", "“引”", "12 months", "on")
_ODD = ("a: b", "x # y", "it's", 'say "no"', "- dash", "{brace}", "2026-01-01", "100%", "# no comment", "~")
_NUMBERS = ("1", "30", "0.5", "12.50")

Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class Drawn:
    """A file, and the days of its entries in order."""

    raw: bytes
    kind: str
    days: tuple[date, ...]


@st.composite
def files(draw: Draw) -> Drawn:
    """A file; its entries in lines, in one row, or in brackets over lines."""
    kind = draw(st.sampled_from(KINDS))
    days = tuple(sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1, max_size=4))))
    form = draw(st.sampled_from((_in_lines, _in_lines, _in_lines, _in_row, _in_bracketed_lines)))
    tail = draw(st.sampled_from(("", "", "\n# free\n", "\n\n# free\nq: 1\n", "# free\nq: 1\n", "q:\n  - 1 # free\n")))
    text = HEAD + KIND_LINES[kind] + form(draw, kind, days) + tail
    if draw(st.booleans()):
        text = text.rstrip("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return Drawn((b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode(), kind, days)


def _in_lines(draw: Draw, kind: str, days: tuple[date, ...]) -> str:
    dash = draw(st.sampled_from((2, 4, 6)))
    text = "  values:" + draw(st.sampled_from(("\n", "  # free\n", "\n\n")))
    for number, day in enumerate(days):
        if number or text.endswith("\n\n"):  # directly below the key, a comment not above an entry is one above it
            text += draw(st.sampled_from(("", "", "", "\n", f"\n{' ' * (dash + 1)}# free\n\n", "\n# free\n\n")))
        for _ in range(draw(st.integers(0, 2))):
            text += " " * draw(st.integers(0, dash)) + f"# of {number}\n"
        gap = draw(st.sampled_from((" ", " ", "   ", f" # of {number}\n", "\n")))
        column = dash + 1 + len(gap) if not gap.endswith("\n") else dash + draw(st.integers(1, 4))
        text += " " * dash + "-" + gap + (" " * column if gap.endswith("\n") else "")
        parts = _parts(draw, kind, day)
        if draw(st.integers(0, 3)):
            text += _mapping_in_lines(draw, parts, column, number)
        else:
            text += _braced(draw, parts, column, number) + _behind(draw, number) + "\n"
        if draw(st.integers(0, 4)) == 0 and not text.endswith("\n\n"):
            text += " " * (dash + draw(st.integers(1, 2))) + f"# of {number}\n"
    return text


def _in_row(draw: Draw, kind: str, days: tuple[date, ...]) -> str:
    rows = [_braced(draw, _parts(draw, kind, day), 4, None) for day in days]
    joint = draw(st.sampled_from((", ", ",", " , ", "\n")))
    end, behind = draw(st.sampled_from(("", ",", " "))), draw(st.sampled_from(("", " # free")))
    text = rows[0]
    for number, row in enumerate(rows[1:]):  # the first shares its line with the bracket
        text += (f",  # of {number}\n    " if number else ",  # free\n    ") if joint == "\n" else joint
        text += row
    return f"  values: [{text}{end}]{behind}\n"


def _in_bracketed_lines(draw: Draw, kind: str, days: tuple[date, ...]) -> str:
    text = "  values: [" + draw(st.sampled_from(("\n", "  # free\n", "\n    # free\n\n")))
    column = draw(st.sampled_from((4, 6)))
    for number, day in enumerate(days):
        for _ in range(draw(st.integers(0, 1))):
            text += " " * draw(st.integers(3, column)) + f"# of {number}\n"
        last = number == len(days) - 1
        comma = draw(st.sampled_from(("", ","))) if last else ","
        text += " " * column + _braced(draw, _parts(draw, kind, day), column, number) + comma + _behind(draw, number)
        if draw(st.integers(0, 4)) == 0:
            text += "\n" + " " * (column + 1) + f"# of {number}"
        text += "\n"
    return f"{text}{draw(st.sampled_from(('  ]', '   # free' + chr(10) + '    ]')))}\n"


def _behind(draw: Draw, number: int | None) -> str:
    return draw(st.sampled_from(("", "", f"  # of {number}"))) if number is not None else ""


def _parts(draw: Draw, kind: str, day: date) -> list[tuple[str, Any]]:
    """The keys of an entry in a random order; a part is a plain word, or a text, or a mapping or list of such."""
    parts: list[tuple[str, Any]] = [("from", str(day)), ("value", value_of(draw, kind))]
    if draw(st.booleans()):
        parts.append(("decided", draw(st.sampled_from(("2025-12-10", "")))))
    if draw(st.booleans()):
        parts.append(("ref", _text(draw)))
    if draw(st.booleans()):
        languages = ("zh", "en", "zh-Hant") if draw(st.integers(0, 3)) == 0 else ("zh", "en")
        parts.append(("note", {each: _text(draw) for each in draw(st.permutations(languages))}))
    return list(draw(st.permutations(parts)))


def value_of(draw: Draw, kind: str) -> Any:
    """A value of a kind of parameter, as a word or as a text."""
    match kind:
        case "number":
            return draw(st.sampled_from(_NUMBERS))
        case "text":
            return {"zh": _text(draw), "en": _text(draw)}
        case "date":
            return draw(st.sampled_from(("2026-02-28", "2027-12-31")))
        case "switch":
            return draw(st.sampled_from(("true", "false")))
        case "choice":
            return draw(st.sampled_from((Text("one"), Text("two"))))
    return [
        {"at_least": str(least), "gives": draw(st.sampled_from(_NUMBERS))}
        for least in range(draw(st.integers(1, 3)))
    ]  # fmt: skip


class Text(str):
    """A text, which may be written in every way; other words only as they are."""


def _text(draw: Draw) -> Text:
    words = draw(st.lists(st.sampled_from((*_WORDS, *_WORDS, *_ODD)), min_size=1, max_size=3))
    return Text(" ".join(words))


def _mapping_in_lines(draw: Draw, parts: list[tuple[str, Any]], column: int, number: int | None) -> str:
    """A mapping in lines; its first key stands where the text already is."""
    text = ""
    for index, (key, part) in enumerate(parts):
        if index and draw(st.integers(0, 9)) == 0:
            text += " " * column + ("# of " + str(number) if number is not None else "# free") + "\n"
        text += (" " * column if index else "") + f"{key}:" + _value_in_lines(draw, part, column, number)
    return text


def _value_in_lines(draw: Draw, part: Any, column: int, number: int | None) -> str:
    """What stands behind `key:` and below it, with its line end."""
    if isinstance(part, (dict, list)) and draw(st.booleans()):
        deeper = column + draw(st.sampled_from((2, 4))) - (2 if isinstance(part, list) else 0)
        text = draw(st.sampled_from(("\n", f"  # of {number}\n" if number is not None else "\n")))
        if isinstance(part, dict):
            return text + " " * deeper + _mapping_in_lines(draw, list(part.items()), deeper, number)
        for row in part:
            text += " " * deeper + "- "
            if draw(st.booleans()):
                text += _braced(draw, list(row.items()), deeper, None) + _behind(draw, number) + "\n"
            else:
                text += _mapping_in_lines(draw, list(row.items()), deeper + 2, number)
        return text
    if isinstance(part, Text) and draw(st.integers(0, 2)) == 0:
        return _block(draw, part, column + draw(st.sampled_from((2, 3))), number)
    written = _flow(draw, part, column + 2, number)
    return (" " + written if written else "") + _behind(draw, number) + "\n"


def _block(draw: Draw, text: Text, indent: int, number: int | None) -> str:
    """A text in lines, each word in one of its own, perhaps with blank lines between and behind."""
    head = draw(st.sampled_from(("|", ">"))) + draw(st.sampled_from(("", "-", "+")))
    lines = text.split(" ") if draw(st.booleans()) else [text]
    if draw(st.integers(0, 3)) == 0:
        lines = [part for line in lines for part in (line, "")]
    behind = _behind(draw, number)
    return f" {head}{behind}\n" + "".join((" " * indent + line if line else "") + "\n" for line in lines)


def _braced(draw: Draw, parts: list[tuple[str, Any]], column: int, number: int | None) -> str:
    """A mapping in braces, perhaps over lines."""
    joint = draw(st.sampled_from((", ", ", ", " , ", f",\n{' ' * (column + 2)}")))
    inner = joint.join(f"{key}: {_flow(draw, part, column + 2, number)}" for key, part in parts)
    return "{" + inner + draw(st.sampled_from(("", "", " ", ","))) + "}"


def _flow(draw: Draw, part: Any, column: int, number: int | None) -> str:
    if isinstance(part, dict):
        return _braced(draw, list(part.items()), column, number)
    if isinstance(part, list):
        joint = draw(st.sampled_from((", ", f",\n{' ' * (column + 2)}")))
        return "[" + joint.join(_flow(draw, each, column, number) for each in part) + "]"
    if not isinstance(part, Text):
        return str(part)
    fold = f"\n{' ' * (column + 2)}" if draw(st.integers(0, 2)) == 0 else " "
    ways = [f"'{part.replace(chr(39), chr(39) * 2)}'", '"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"']
    if not any(odd in part for odd in _ODD) and part != "on":
        ways.append(str(part))
    return str(draw(st.sampled_from(ways))).replace(" ", fold)
