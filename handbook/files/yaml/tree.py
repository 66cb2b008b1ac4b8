"""YAML text to plain data, with the place of every key and value.

The data are those of YAML 1.2's core, with its traps closed: only `true` and `false` are booleans, only plain decimal
digits are numbers (so `on`, `010` and `9:30` stay text), decimals are exact, and `2026-07-01` is a date. Anchors,
tags and a second document are refused: HR's files need none, and each hides what a line means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from sys import intern
from typing import Any

import yaml

from handbook.files.line_typos import mend
from handbook.files.yaml.lines import Lines
from handbook.files.yaml.reasons import explain
from handbook.lang.catalogue import Phrase
from handbook.lang.days import parse_day
from handbook.problems.problem import Place, Problem

MAX_DEPTH = 20  # the deepest file of the policy needs 9
MAX_DIGITS = 20  # of a number; exact arithmetic has room to spare

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FIRST_SIGN = re.compile(r"(?:\r\n|\n|\r)( *)[^ \r\n]")
_BLANK_ROW = re.compile(r"(?:\r\n|\n|\r)( *)")

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Spot:
    """Where a value stands: `start` and `end` are offsets into the text.

    `end` is behind the value's last sign: of a quoted text behind the quote, of `{…}` and `[…]` behind the bracket, of
    a text in lines (`|`, `>`) behind its last line that counts, and of a mapping or list in lines where its last
    part ends. Comments, blank lines and the line end that follow are outside. `start` of a list in lines is its first
    dash. A value that is not written (`note:`) is empty: `start` is `end`.
    """

    file: str
    lines: Lines  # of the file
    start: int
    end: int
    plain: bool = False  # an unquoted scalar on one line
    key_start: int = -1  # of its key, if it has one
    key_end: int = -1
    children: dict[str, Spot] | list[Spot] | None = None

    @property
    def key(self) -> Spot | None:
        """The spot of its key; made when it is asked for, as every second one would be a key's."""
        return Spot(self.file, self.lines, self.key_start, self.key_end) if self.key_start >= 0 else None

    @property
    def place(self) -> Place:
        """The place in the file; worked out when it is asked for, which most never are."""
        return Place(self.file, *self.lines.position(self.start))

    def find(self, path: Sequence[str | int]) -> Spot:
        """The spot at `path`, or the deepest one on the way. Steps that are not in the file are passed over."""
        spot = self
        for step in path:
            children = spot.children
            if isinstance(children, dict):
                spot = children.get(str(step), spot)
            elif children is not None and isinstance(step, int) and step < len(children):
                spot = children[step]
        return spot


@dataclass
class Tree:
    """The data of one file, the places of its parts, and what is wrong with its form."""

    data: Any
    root: Spot
    problems: list[Problem] = field(default_factory=list)
    whole: bool = True  # whether the file was read to its end
    like: Tree | None = None  # that of another file, which has the same text

    def in_file(self, file: str) -> Tree:
        """The same of a file of another name with the same text."""
        return self if file == self.root.file else replace(self, root=_copied(self.root, file), like=self)

    @cached_property
    def texts(self) -> Sequence[tuple[Path, str]]:
        """Every text that is a value: its path, and what it says."""
        if self.like:
            return self.like.texts
        found: list[tuple[Path, str]] = []
        _collect(self.data, (), found)
        return found


def _copied(spot: Spot, file: str) -> Spot:
    copy = Spot(file, spot.lines, spot.start, spot.end, spot.plain, spot.key_start, spot.key_end)
    if isinstance(spot.children, dict):
        copy.children = {key: _copied(child, file) for key, child in spot.children.items()}
    elif spot.children is not None:
        copy.children = [_copied(child, file) for child in spot.children]
    return copy


def _collect(data: Any, path: Path, found: list[tuple[Path, str]]) -> None:
    if isinstance(data, str):
        found.append((path, data))
    elif isinstance(data, dict):
        for key, value in data.items():
            _collect(value, (*path, key), found)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _collect(value, (*path, index), found)


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
        reason, at_context = explain(error.problem or "", error.context or "")
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
        self.problems: list[Problem] = []
        self.aliases: set[str] = set()
        self.whole = True
        # What stands last means the same whether or not its line has an end: `|` keeps that end in the text.
        closing = "" if lines.text.endswith(("\n", "\r")) else "\n"
        self.events: Iterator[Any] = iter(_LOADER(lines.text + closing).get_event, None)

    def build(self) -> Tree:
        data, spot = None, Spot(self.file, self.lines, 0, 0)
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._problem("second_document", event)
                    self.whole = False  # so nothing can be said of what seems to be missing
                    break
                try:
                    data, spot = self._value(next(self.events), 1)
                except _TooDeep:
                    return Tree(None, spot, self.problems, whole=False)
        return Tree(data, spot, self.problems, self.whole)

    def _value(self, event: Any, depth: int) -> tuple[Any, Spot]:
        if depth > MAX_DEPTH:
            self._problem("too_deep", event, limit=MAX_DEPTH)
            raise _TooDeep
        spot = Spot(self.file, self.lines, event.start_mark.index, event.end_mark.index)
        self.last = spot.end
        if isinstance(event, yaml.AliasEvent):
            self._alias(f"*{event.anchor}", event)
            self.whole = False  # what stands there is not known, so nothing can be said about it
            return None, spot
        if event.anchor:
            self._alias(f"&{event.anchor}", event)
        if event.tag:
            self._problem("tag", event, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, spot), spot
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(spot, depth), spot
        return self._sequence(spot, depth), spot

    def _scalar(self, event: yaml.ScalarEvent, spot: Spot) -> Any:
        if not event.style:  # libyaml says "" for a plain scalar, the Python parser None
            spot.plain = True
            return scalar(event.value)
        if event.style in ("|", ">"):
            self.last = spot.end = spot.start + _length_of_block(self.lines.text[spot.start : spot.end])
        return event.value

    def _mapping(self, spot: Spot, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        children: dict[str, Spot] = {}
        spot.children = children
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            start, end = event.start_mark.index, event.end_mark.index
            if not isinstance(event, yaml.ScalarEvent):
                self._key_not_text(spot, event)
                self._value(event, depth + 1)
                self._value(next(self.events), depth + 1)
                continue
            key = intern(event.value)  # a few words stand a thousand times
            value, child = self._value(next(self.events), depth + 1)
            child.key_start, child.key_end = start, end
            if key in data:
                first = children[key].key
                line = first.place.line if first else 0
                self._problem("duplicate_key", event, key=key, first=line)
                continue
            data[key], children[key] = value, child
        self._close(spot, event)
        return data

    def _sequence(self, spot: Spot, depth: int) -> list[Any]:
        data: list[Any] = []
        children: list[Spot] = []
        spot.children = children
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            value, child = self._value(event, depth + 1)
            data.append(value)
            children.append(child)
        self._close(spot, event)
        return data

    def _close(self, spot: Spot, event: Any) -> None:
        """Give a collection its end. The parser puts that of one in lines behind all comments that follow it."""
        if event.start_mark.index < event.end_mark.index:  # a bracket
            self.last = event.end_mark.index
        spot.end = self.last

    def _alias(self, name: str, event: Any) -> None:
        """Once for each name: an alias bomb would be reported a thousand times."""
        if name[1:] not in self.aliases:
            self.aliases.add(name[1:])
            self._problem("alias", event, name=name)

    def _key_not_text(self, mapping: Spot, event: Any) -> None:
        if self.lines.text.startswith("{{", mapping.start):
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
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "~", "null"):
        return None
    if text[0] in "+-0123456789" and len(text) <= MAX_DIGITS:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        return parse_day(text) or text
    return text
