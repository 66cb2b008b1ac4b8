"""YAML text to plain data, with the place of every key and value.

The data are those of YAML 1.2's core, with its traps closed: only `true` and `false` are booleans, only plain decimal
digits are numbers (so `on`, `010` and `9:30` stay text), decimals are exact, and `2026-07-01` is a date. Anchors,
tags and a second document are refused: HR's files need none, and each hides what a line means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from sys import intern
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from handbook.files.yaml.lines import Lines
from handbook.files.yaml.reasons import explain
from handbook.files.yaml.tree import (
    KEY_START,
    MAPPING,
    NO_KEY,
    PLAIN,
    QUOTED,
    SEQUENCE,
    Key,
    Spot,
    Spots,
    Tree,
    spot_in,
)
from handbook.lang.catalogue import Phrase
from handbook.lang.days import parse_day
from handbook.problems.problem import Place, Problem

MAX_DEPTH = 20  # the deepest file of the policy needs 9
MAX_DIGITS = 20  # of a number; exact arithmetic has room to spare

_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "": None, "~": None, "null": None}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IN_LINES = ("|", ">")  # the styles of texts in lines
_FIRST_SIGN = re.compile(r"(?:\r\n|\n|\r)( *)[^ \r\n]")
_BLANK_ROW = re.compile(r"(?:\r\n|\n|\r)( *)")


class NotYaml(Exception):
    """The text is not YAML. `place` is where to look; `line` is where the parser stumbled, at or after the typo."""

    def __init__(self, place: Place, line: int, reason: Phrase) -> None:
        self.place, self.line, self.reason = place, line, reason
        super().__init__(f"{place}: {reason['en']}")


def read_tree(text: str, file: str) -> Tree:
    """Parse one file. Raises NotYaml where it is not YAML; all other problems are in the result."""
    lines = Lines(text)
    try:
        return _Builder(lines, file).build()
    except yaml.MarkedYAMLError as error:
        stopped = error.problem_mark or error.context_mark
        at_tab = stopped and text[stopped.index : stopped.index + 1] == "\t" and "token" in (error.problem or "")
        reason, at_context = explain("tab character" if at_tab else error.problem or "", error.context or "")
        shown = error.context_mark if at_context and error.context_mark else stopped
        place = Place(file, *lines.position(min(shown.index, len(text)))) if shown else Place(file)
        line = lines.position(min(stopped.index, len(text)))[0] if stopped else 1
        if "document start" in (error.problem or ""):
            reason, place = _before_the_content(lines, line, file) or (reason, place)
        raise NotYaml(place, line, reason) from None
    except (yaml.reader.ReaderError, UnicodeEncodeError) as error:  # a sign that no YAML has; files are freed of them
        raise NotYaml(Place(file), 1, explain(str(error.reason), "")[0]) from None


def _before_the_content(lines: Lines, stopped: int, file: str) -> tuple[Phrase, Place] | None:
    """What stands before all keys so that they seem to be another document: a directive, or a line of words."""
    for number, row in enumerate(lines.rows[:stopped], 1):
        if row.startswith("%"):
            return explain("directive", "")[0], Place(file, number)
        if row.startswith("..."):
            return None
    rows = (
        number for number, row in enumerate(lines.rows[:stopped], 1) if row.strip() and not row.lstrip().startswith("#")
    )
    first = next(rows, stopped)
    return explain("could not find expected ':'", "")[0], Place(file, first)


class _TooDeep(Exception):
    pass


class _Builder:
    """Builds data and spots from the parser's events in one pass."""

    def __init__(self, lines: Lines, file: str) -> None:
        self.lines, self.file = lines, file
        self.spots = Spots(file, lines)
        self.problems: list[Problem] = []
        self.aliases: set[str] = set()
        self.whole = True
        # What stands last means the same whether or not its line has an end: `|` keeps that end in the text.
        closing = "" if lines.text.endswith(("\n", "\r")) else "\n"
        self.next: Callable[[], Any] = _LOADER(lines.text + closing).get_event  # None behind the last event

    def build(self) -> Tree:
        data, documents = None, 0
        while event := self.next():
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._problem("second_document", event)
                    self.whole = False  # so nothing can be said of what seems to be missing
                    break
                try:
                    data = self._value(self.next(), 1, NO_KEY)
                except _TooDeep:
                    return Tree(None, spot_in(self.file, self.lines, 0, 0), self.problems, whole=False)
        self.spots.pack()
        root = Spot(self.spots, 0) if documents else spot_in(self.file, self.lines, 0, 0)
        return Tree(data, root, self.problems, self.whole)

    def _value(self, event: Any, depth: int, key: Key) -> Any:
        """The value that begins with an event; its row is the next one."""
        if depth > MAX_DEPTH:
            self._problem("too_deep", event, limit=MAX_DEPTH)
            raise _TooDeep
        kind, start, self.last = type(event), event.start_mark.index, event.end_mark.index
        if event.anchor:
            self._alias(f"{'*' if kind is AliasEvent else '&'}{event.anchor}", event)
        if kind is AliasEvent:
            self.spots.add(start, self.last, key, QUOTED, None)
            self.whole = False  # what stands there is not known, so nothing can be said about it
            return None
        if event.tag:
            self._problem("tag", event, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if kind is MappingStartEvent:
            return self._mapping(self.spots.add(start, self.last, key, MAPPING, None), depth)
        if kind is not ScalarEvent:
            return self._sequence(self.spots.add(start, self.last, key, SEQUENCE, None), depth)
        if not event.style:  # libyaml says "" for a plain one, the Python parser None
            value = scalar(event.value)
            self.spots.add(start, self.last, key, PLAIN, value)
            return value
        if event.style in _IN_LINES:
            self.last = start + _length_of_block(self.lines.text[start : self.last])
        self.spots.add(start, self.last, key, QUOTED, event.value)
        return event.value

    def _mapping(self, row: int, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while (kind := type(event := self.next())) is not MappingEndEvent:
            if kind is not ScalarEvent:
                self._key_not_text(Spot(self.spots, row), event)
                child = self.spots.add(0, 0, NO_KEY, QUOTED, None)
                self._value(event, depth + 1, NO_KEY)
                self._value(self.next(), depth + 1, NO_KEY)
                self.spots.drop(child)
                continue
            name = intern(event.value)  # a few words stand a thousand times
            if name in data:
                self._key_twice(row, event, depth)
                continue
            key = (name, event.start_mark.index, event.end_mark.index)
            data[name] = self._value(self.next(), depth + 1, key)
        self._close(row, event)
        return data

    def _sequence(self, row: int, depth: int) -> list[Any]:
        data: list[Any] = []
        while type(event := self.next()) is not SequenceEndEvent:
            data.append(self._value(event, depth + 1, NO_KEY))
        self._close(row, event)
        return data

    def _close(self, row: int, event: Any) -> None:
        """Give a collection its end. The parser puts that of one in lines behind all comments that follow it."""
        if event.start_mark.index < event.end_mark.index:  # a bracket
            self.last = event.end_mark.index
        self.spots.close(row, self.last)

    def _alias(self, name: str, event: Any) -> None:
        """Once for each name: an alias bomb would be reported a thousand times."""
        if name[1:] not in self.aliases:
            self.aliases.add(name[1:])
            self._problem("alias", event, name=name)

    def _key_twice(self, row: int, event: Any, depth: int) -> None:
        """A key that its mapping has already: what stands under it is looked at, but the first one counts."""
        child = self.spots.add(0, 0, NO_KEY, QUOTED, None)
        self._value(self.next(), depth + 1, NO_KEY)
        self.spots.drop(child)
        self.spots.close(row, self.last)  # as far as it is read by now
        first = next(each for name, each in self.spots.below(row) if name == event.value)
        line = self.lines.position(self.spots.number(first, KEY_START))[0]
        self._problem("duplicate_key", event, key=event.value, first=line)

    def _key_not_text(self, mapping: Spot, event: Any) -> None:
        if self.lines.text.startswith("{{", mapping.start):
            from handbook.files.line_typos import mend  # which a file without a mistake does not need

            row = self.lines.rows[mapping.place.line - 1]
            self.problems.append(Problem(mapping.place, "brace_first", "", {"right": mend(row).strip()}))
        else:
            self._problem("key_not_text", event)

    def _problem(self, code: str, event: Any, **facts: object) -> None:
        self.problems.append(Problem(Place(self.file, *self.lines.position(event.start_mark.index)), code, "", facts))


def _length_of_block(raw: str) -> int:
    """How much of a text in lines counts: to its last line with a sign, or with `+`, to its last line end."""
    if "+" in raw[: len(raw) - len(raw.lstrip("|>+-0123456789"))]:
        return len(raw.removesuffix("\n").removesuffix("\r"))
    first = _FIRST_SIGN.search(raw)  # blanks beyond the indentation of the first line are signs of the text
    indent = len(first[1]) if first else 0
    last = len(raw.rstrip(" \r\n"))
    last = len(raw) - len(raw[last:].lstrip(" "))
    for row in _BLANK_ROW.finditer(raw, last):
        if len(row[1]) > indent:
            last = row.end()
    return last


def scalar(text: str) -> Any:
    """What a plain word of a file means: a number, a date, true or false, nothing, or itself."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-0123456789" and len(text) <= MAX_DIGITS:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        return parse_day(text) or text
    return text


def read_value(text: str) -> Any:
    """What somebody typed as a value, read as the files are: a number, a date, true, `{zh: 甲, en: B}`, or words.

    Whether it is what the parameter needs is not asked here: that is checked in its place.
    """
    if not text.lstrip().startswith(("{", "[", '"', "'")):
        return scalar(text.strip()) if text.strip() else text
    try:
        tree = read_tree(text, "")
    except NotYaml:
        return text
    return text if tree.problems or not tree.whole else tree.data
