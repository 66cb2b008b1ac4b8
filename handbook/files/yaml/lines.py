"""Lines and columns as editors count them: a line ends with LF, CRLF or CR, and with nothing else.

YAML also breaks lines at U+0085, U+2028 and U+2029, which texts pasted from elsewhere may carry; places counted
its way would be one line off from what the editor shows.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """A text cut into lines, when they are first asked for. Lines and columns count from 1, offsets from 0."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def rows(self) -> list[str]:
        """The lines without their ends."""
        ends = [*(found.start() for found in _BREAK.finditer(self.text)), len(self.text)]
        return [self.text[start:end] for start, end in zip(self._starts, ends)]

    @cached_property
    def _starts(self) -> array[int]:  # an eighth of a list
        return array("q", [0, *(found.end() for found in _BREAK.finditer(self.text))])

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def with_row(self, line: int, row: str) -> str:
        """The text with one line written otherwise."""
        start = self._starts[line - 1]
        return self.text[:start] + row + self.text[start + len(self.rows[line - 1]) :]
