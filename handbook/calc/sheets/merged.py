"""Which cells of a worksheet are hidden below a merged one.

The file names them behind all rows, so they are looked for before the rows are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import IO

from handbook.calc.sheets.cells import MOST_COLUMNS, Cell, Unread

_BLOCK = 1 << 20
_LONGEST = 200  # bytes of a tag
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)[\"']")

Range = tuple[int, int, int, int]  # first and last row, from 1, first and last column, from 0


def merged_ranges(source: IO[bytes]) -> list[Range]:
    """The merged ranges of a worksheet's XML, by their first rows."""
    found, before = list[Range](), b""
    while block := source.read(_BLOCK):
        text = before + block
        for each in _MERGED.finditer(text):
            left, top, right, bottom = each.groups()
            found.append((int(top), int(bottom), _column(left), _column(right)))
        cut = max((each.end() for each in _MERGED.finditer(text)), default=0)
        before = text[max(cut, len(text) - _LONGEST) :]
    return sorted(found)


def _column(letters: bytes) -> int:
    number = 0
    for each in letters:
        number = number * 26 + each - ord("A") + 1
    return number - 1


class Covered:
    """Marks the cells of rows, which come in order, that a merged cell hides."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._ahead: Iterator[Range] = iter(ranges)
        self._next = next(self._ahead, None)
        self._open: list[Range] = []

    def mark(self, number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The row with `Unread.MERGED` where another cell is shown."""
        while self._next and self._next[0] <= number:
            self._open.append(self._next)
            self._next = next(self._ahead, None)
        if not self._open:
            return cells
        self._open = [each for each in self._open if each[1] >= number]
        made = list(cells)
        for top, _, left, right in self._open:
            end = min(right + 1, MOST_COLUMNS)
            made += [None] * (end - len(made))
            for column in range(left, end):
                if (number, column) != (top, left):
                    made[column] = Unread.MERGED
        return made
