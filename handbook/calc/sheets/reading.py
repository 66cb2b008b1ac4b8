"""Sheets row by row, CSV and XLSX: read as streams, so that a million rows take no more memory than ten.

Files come from Excel as it is used in China: CSV in UTF-8 or GBK, with commas, semicolons or tabs.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

from handbook.calc.sheets.cells import MOST_CHARACTERS, Row, checked
from handbook.calc.sheets.error import SheetError
from handbook.calc.sheets.headings import FIRST, LOOKED_AT, Known, find_header
from handbook.calc.sheets.workbook import open_workbook
from handbook.calc.sheets.workbook_size import check_sizes
from handbook.lang.catalogue import Phrase
from handbook.lang.languages import Text
from handbook.problems.system_errors import reason

ENDINGS = (".csv", ".xlsx")
_BLOCK = 1 << 20


class SheetReader(Protocol):
    """A sheet that is open. `size` and `at` measure progress, in bytes or rows; `size` is 0 where it is unknown.

    `head` is the number of the row of the header.
    """

    head: int

    header: list[str]
    notes: list[Text]
    size: int
    hidden: list[int]  # the numbers of rows read so far that people do not see

    @property
    def at(self) -> int: ...

    def rows(self) -> Iterator[Row]:
        """The rows below the header that are not empty. Raises SheetError where the file is damaged."""


@contextlib.contextmanager
def open_sheet(path: Path, known: Known = FIRST, worksheet: str | None = None) -> Iterator[SheetReader]:
    """Open a sheet by its ending. Raises SheetError. `worksheet` is the title of the one to read of a workbook."""
    try:
        with path.open("rb") as file:
            _check_kind(path, file.read(8))
            file.seek(0)
            if is_xlsx(path):
                check_sizes(file)
                with open_workbook(file, known, worksheet) as made:
                    yield made
            elif worksheet:
                raise SheetError(Phrase("handbook.calc.sheet.no_worksheets", {"path": path}))
            else:
                yield _CsvSource(file, known)
    except OSError as error:
        raise unusable(path, error) from error


def is_xlsx(path: Path) -> bool:
    """Whether the name says that it is a workbook."""
    return path.suffix.lower() == ".xlsx"


def unusable(path: Path, error: OSError) -> SheetError:
    """Why the operating system will not have a file read or written."""
    why: Text = reason(error)
    if isinstance(error, PermissionError):
        why = Phrase("handbook.calc.sheet.no_permission")
    return SheetError(Phrase("handbook.calc.sheet.unusable", {"path": path, "reason": why}))


def _check_kind(path: Path, start: bytes) -> None:
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(Phrase("handbook.calc.sheet.old_workbook", {"path": path}))
    zipped = start.startswith(b"PK\x03\x04")
    if is_xlsx(path) and not zipped:
        raise SheetError(Phrase("handbook.calc.sheet.no_workbook", {"path": path}))
    if zipped and not is_xlsx(path):
        raise SheetError(Phrase("handbook.calc.sheet.really_workbook", {"path": path}))


class _CsvSource:
    """A CSV file, in whatever encoding and with whatever delimiter Excel saved it."""

    def __init__(self, file: BinaryIO, known: Known) -> None:
        self._file = file
        self.notes: list[Text] = []
        self.hidden: list[int] = []
        encoding = self._encoding()
        self.size = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._text = io.TextIOWrapper(file, encoding, newline="")
        delimiter = _delimiter(list(self._first_lines()), known)
        self._text.seek(0)
        found = find_header(self._parse(csv.reader(self._lines(), delimiter=delimiter, strict=True)), known)
        self.head, self.header, self._rows = found.number, found.names, found.below
        self.notes += found.notes()

    @property
    def at(self) -> int:
        return self._file.tell()

    def rows(self) -> Iterator[Row]:
        return self._rows

    def _first_lines(self) -> Iterator[str]:
        filled = (line for line in iter(lambda: self._text.readline(_BLOCK), "") if line.strip())
        return (line[:MOST_CHARACTERS] for line in islice(filled, LOOKED_AT))

    def _lines(self) -> Iterator[str]:
        """The lines, none of them longer than what a row may hold: one without an end must not fill the memory."""
        while line := self._text.readline(_BLOCK):
            if len(line) == _BLOCK and not line.endswith(("\n", "\r")):
                raise csv.Error("line too long")
            yield line

    def _parse(self, reader: Iterator[list[str]]) -> Iterator[Row]:
        number = 0
        while True:
            number += 1
            try:
                yield number, checked(number, next(reader))
            except StopIteration:
                return
            except csv.Error:
                raise SheetError(Phrase("handbook.calc.sheet.unreadable_row", {"number": number})) from None

    def _encoding(self) -> str:
        start = self._file.read(2)
        if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) and self._decodes("utf-16"):
            return "utf-16"
        if self._decodes("utf-8"):
            return "utf-8-sig"
        if self._decodes("gb18030"):
            self.notes.append(Phrase("handbook.calc.sheet.gbk"))
            return "gb18030"
        raise SheetError(Phrase("handbook.calc.sheet.encoding"))

    def _decodes(self, encoding: str) -> bool:
        self._file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        try:
            while block := self._file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True


def _delimiter(lines: Sequence[str], known: Known) -> str:
    """The sign that separates the names in a header: comma, semicolon or tab, whichever makes most names that are
    known, else whichever there is most of in the first line."""

    def names(sign: str) -> int:
        try:
            return max((known.count(row) for row in csv.reader(lines, delimiter=sign)), default=0)
        except csv.Error:  # told when it is read
            return 0

    outside = re.sub(r'"[^"]*"', "", lines[0]) if lines else ""
    return max(",;\t", key=lambda sign: (names(sign), outside.count(sign)))
