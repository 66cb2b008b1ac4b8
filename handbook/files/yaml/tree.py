"""What a file was read as: its data, and where their parts stand.

A policy has a hundred thousand parts and hardly any is asked for: their places are kept as rows of numbers, and a
`Spot` is made of a row when somebody asks.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterator, MutableSequence, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handbook.files.yaml.lines import Lines
from handbook.problems.problem import Place, Problem
from handbook.records import record

Path = tuple[str | int, ...]
Key = tuple[str | None, int, int]  # what it says, where it begins and ends
_NOWHERE = 2**32 - 1  # behind the end of any file
NO_KEY: Key = (None, _NOWHERE, _NOWHERE)

_START, _END, KEY_START, _KEY_END, _BEHIND, _WIDTH = range(6)  # the columns; `behind` is the row after all below
QUOTED, PLAIN, MAPPING, SEQUENCE = range(4)  # kinds; a text in lines counts as quoted
_LARGE = 64  # rows; below a larger collection a child is looked up, not searched


class Spots:
    """The spots of one file, in its order: behind each stand those below it."""

    def __init__(self, file: str, lines: Lines) -> None:
        self.file, self.lines = file, lines
        self._numbers: MutableSequence[int] = []
        self._kinds = bytearray()
        self._names: list[str | None] = []  # what the keys say
        self._rows_of_texts: list[int] = []
        self._texts: list[str] = []
        self._large: dict[int, dict[str | int, int]] = {}

    def in_file(self, file: str) -> Spots:
        """The same of a file of another name with the same text."""
        copy = Spots(file, self.lines)
        vars(copy).update(vars(self) | {"file": file})
        return copy

    def add(self, start: int, end: int, key: Key, kind: int, value: Any) -> int:
        """A row more, of a scalar, or of a mapping or list that is closed later; `value`: of a scalar."""
        row, (name, key_start, key_end) = len(self._kinds), key
        self._numbers += (start, end, key_start, key_end, row + 1)
        self._kinds.append(kind)
        self._names.append(name)
        if type(value) is str:
            self._rows_of_texts.append(row)
            self._texts.append(value)
        return row

    def close(self, row: int, end: int) -> None:
        """A mapping or list ends there, and all rows behind it are below it."""
        self._numbers[row * _WIDTH + _END] = end
        self._numbers[row * _WIDTH + _BEHIND] = len(self._kinds)

    def drop(self, row: int) -> None:
        """Give up this row and all behind it: their values are not among the data either."""
        del self._numbers[row * _WIDTH :], self._kinds[row:], self._names[row:]
        kept = bisect_left(self._rows_of_texts, row)
        del self._rows_of_texts[kept:], self._texts[kept:]

    def pack(self) -> None:
        """Nothing more will be added: now the numbers take a fraction of the room."""
        self._numbers = array("I", self._numbers)  # a quarter of the time that "i" takes

    def texts(self) -> Iterator[tuple[int, str]]:
        """Every text that is a value, with its row."""
        return zip(self._rows_of_texts, self._texts)

    def texts_under(self, key: str) -> Iterator[tuple[int, str]]:
        """Those of the texts that stand under a key."""
        return ((row, text) for row, text in self.texts() if self._names[row] == key)

    def path(self, row: int) -> Path:
        """The keys and places that lead to a row."""
        path, at, numbers = list[str | int](), 0, self._numbers
        while at < row:
            child, place = at + 1, 0
            while (following := numbers[child * _WIDTH + _BEHIND]) <= row:
                child, place = following, place + 1
            path.append(self._names[child] or "" if self._kinds[at] == MAPPING else place)
            at = child
        return tuple(path)

    def number(self, row: int, column: int) -> int:
        """What stands in a column."""
        return self._numbers[row * _WIDTH + column]

    def kind(self, row: int) -> int:
        """Of what kind it is."""
        return self._kinds[row]

    def below(self, row: int) -> Iterator[tuple[str | int, int]]:
        """The rows directly below one, by key or place."""
        child, behind, keyed = row + 1, self.number(row, _BEHIND), self._kinds[row] == MAPPING
        place = 0
        while child < behind:
            yield (self._names[child] or "") if keyed else place, child
            child, place = self.number(child, _BEHIND), place + 1

    def child(self, row: int, step: str | int) -> int | None:
        """The row at a key or place below one; None where there is none."""
        if self._kinds[row] == MAPPING:
            step = str(step)
        if self.number(row, _BEHIND) - row <= _LARGE:
            for each, child in self.below(row):
                if each == step:
                    return child
            return None
        if row not in self._large:
            self._large[row] = dict(self.below(row))
        return self._large[row].get(step)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: `start` and `end` are offsets into the text.

    `end` is behind the value's last sign: of a quoted text behind the quote, of `{…}` and `[…]` behind the bracket, of
    a text in lines (`|`, `>`) behind its last line that counts, and of a mapping or list in lines where its last
    part ends. Comments, blank lines and the line end that follow are outside. `start` of a list in lines is its first
    dash. A value that is not written (`note:`) is empty: `start` is `end`. Two spots of the same part are equal.
    """

    of: Spots
    row: int

    @property
    def start(self) -> int:
        """The offset of its first sign."""
        return self.of.number(self.row, _START)

    @property
    def end(self) -> int:
        """The offset behind its last sign."""
        return self.of.number(self.row, _END)

    @property
    def plain(self) -> bool:
        """Whether it is an unquoted scalar on one line."""
        return self.of.kind(self.row) == PLAIN

    @property
    def key(self) -> Spot | None:
        """The spot of its key, if it has one."""
        start = self.of.number(self.row, KEY_START)
        if start == _NOWHERE:
            return None
        return spot_in(self.of.file, self.of.lines, start, self.of.number(self.row, _KEY_END))

    @property
    def children(self) -> dict[str, Spot] | list[Spot] | None:
        """The spots of its parts, by key or in order; None of a scalar."""
        kind, spots = self.of.kind(self.row), self.of
        if kind == MAPPING:
            return {str(key): Spot(spots, row) for key, row in spots.below(self.row)}
        return [Spot(spots, row) for _, row in spots.below(self.row)] if kind == SEQUENCE else None

    @property
    def path(self) -> Path:
        """The keys and places that lead to it from the file's root."""
        return self.of.path(self.row)

    @property
    def place(self) -> Place:
        """The place in the file."""
        return Place(self.of.file, *self.of.lines.position(self.start))

    def find(self, path: Sequence[str | int]) -> Spot:
        """The spot at `path`, or the deepest one on the way. Steps that are not in the file are passed over."""
        row = self.row
        for step in path:
            child = self.of.child(row, step)
            row = row if child is None else child
        return Spot(self.of, row)


def spot_in(file: str, lines: Lines, start: int, end: int) -> Spot:
    """A spot of its own: of a key, or where a file begins of which nothing is read."""
    spots = Spots(file, lines)
    spots.add(start, end, NO_KEY, QUOTED, None)
    return Spot(spots, 0)


@record
class Tree:
    """The data of one file, the places of its parts, and what is wrong with its form."""

    data: Any
    root: Spot
    problems: list[Problem] = field(default_factory=list)
    whole: bool = True  # whether the file was read to its end
    # What others made of the file and may need again while it says the same. It goes with the tree, see `forget_files`.
    kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def in_file(self, file: str) -> Tree:
        """The same of a file of another name with the same text."""
        if file == self.root.of.file:
            return self
        return replace(self, root=Spot(self.root.of.in_file(file), self.root.row))

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Every text that is a value: its path, and what it says."""
        return ((self.root.of.path(row), text) for row, text in self.root.of.texts())

    def rows(self, under: str = "") -> Iterator[tuple[int, str]]:
        """Every text with its row, for who needs the spots of few of them; with `under`, those of that key alone."""
        return self.root.of.texts_under(under) if under else self.root.of.texts()

    def spot(self, row: int) -> Spot:
        """The spot of a row."""
        return Spot(self.root.of, row)
