"""Lines and columns as editors count them: a line ends with LF, CRLF or CR, and with nothing else.

YAML also breaks lines at U+0085, U+2028 and U+2029, which texts pasted from elsewhere may carry; places counted
its way would be one line off from what the editor shows.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate


class Lines:
    """A text cut into lines, when they are first asked for. Lines and columns count from 1, offsets from 0."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def rows(self) -> list[str]:
        """The lines without their ends."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @cached_property
    def _starts(self) -> array[int]:  # an eighth of a list
        # Split into rows as long as they are with their ends: a tenth of the time that a search for them takes.
        rows = self.text.replace("\r\n", " \n").replace("\r", "\n").split("\n")
        return array("q", accumulate((len(row) + 1 for row in rows[:-1]), initial=0))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def with_row(self, line: int, row: str) -> str:
        """The text with one line written otherwise."""
        start = self._starts[line - 1]
        return self.text[:start] + row + self.text[start + len(self.rows[line - 1]) :]
