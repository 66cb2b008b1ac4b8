"""Which row of a sheet names its columns: the first one, or one below a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Protocol

from handbook.calc.sheets.cells import Row, cell_text, is_empty
from handbook.calc.sheets.error import SheetError
from handbook.lang.catalogue import Phrase
from handbook.lang.languages import Text
from handbook.records import frozen

LOOKED_AT = 10  # rows that are not empty


class Known(Protocol):
    """What tells headings from other cells."""

    def count(self, cells: Sequence[str], /) -> int:
        """How many of them name a column that is looked for."""

    def suffices(self, cells: Sequence[str], /) -> bool:
        """Whether they name all columns that there must be."""


class _First:
    """Knows no names, so that the first row has them."""

    def count(self, _cells: Sequence[str]) -> int:
        return 0

    def suffices(self, _cells: Sequence[str]) -> bool:
        return False


FIRST: Known = _First()


@frozen
class Header:
    """The names of a sheet's columns, the number of their row, the rows above them, and those below."""

    number: int
    names: list[str]
    above: Sequence[Row]
    below: Iterator[Row]

    def notes(self) -> Iterator[Text]:
        """What is to be said of the rows above."""
        for number, cells in self.above:
            title = next(cell_text(cell).strip() for cell in cells if not is_empty([cell]))
            yield Phrase("handbook.calc.sheet.above", {"number": number, "title": title[:40]})


def find_header(rows: Iterator[Row], known: Known) -> Header:
    """Of the first rows that are not empty the one that names most columns. Raises SheetError where there are none."""
    filled = (row for row in rows if not is_empty(row[1]))
    first = list(islice(filled, LOOKED_AT))
    if not first:
        raise SheetError(Phrase("handbook.calc.sheet.empty"))
    names = [_names(row) for row in first]
    at = max(range(len(first)), key=lambda index: (known.count(names[index]), -index))
    return Header(first[at][0], names[at], first[:at], chain(first[at + 1 :], filled))


def _names(row: Row) -> list[str]:
    names = [cell_text(cell).strip() for cell in row[1]]
    while not names[-1]:
        names.pop()
    return names
