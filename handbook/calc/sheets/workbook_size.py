"""How large a workbook is once it is unpacked, told before anything of it is kept in memory.

An .xlsx is a zip file of XML; a megabyte of it can hold a cell of half a gigabyte. What openpyxl keeps (the shared
texts) must be small as a whole; what it streams (the worksheets) must have rows of a size that can be a row.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import IO, BinaryIO
from xml.parsers import expat

from handbook.calc.sheets.error import SheetError
from handbook.lang.catalogue import Phrase

MB = 1 << 20
MOST_KEPT = 64 * MB
MOST_STREAMED = 2048 * MB
MOST_A_ROW = 8 * MB  # of text; a cell or another element counts as much as a hundred characters or so
HARMLESS = MB  # a part that is smaller is not looked into
_ELEMENT = 128
_SHEETS, _UNREAD = "xl/worksheets/", "xl/media/"


def check_sizes(file: BinaryIO) -> None:
    """Raises SheetError for a workbook that would not fit. A damaged one is told when it is read."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [part for part in archive.infolist() if not part.filename.startswith(_UNREAD)]
            sheets = [part for part in parts if part.filename.startswith(_SHEETS)]
            _check_total([part for part in parts if part not in sheets], MOST_KEPT)
            _check_total(sheets, MOST_STREAMED)
            for part in parts:
                if part.file_size > HARMLESS:
                    with archive.open(part) as stream:
                        _Rows(part.filename).check(stream)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, RuntimeError, EOFError):
        return


def _check_total(parts: list[zipfile.ZipInfo], most: int) -> None:
    total = sum(part.file_size for part in parts)
    if total > most:
        name = max(parts, key=lambda part: part.file_size).filename
        facts = {"name": name, "found": total // MB, "most": most // MB}
        raise SheetError(Phrase("handbook.calc.sheet.large", facts))


class _Rows:
    """Watches one part go by: texts, and tags, are counted from row to row and never kept."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._row = self._size = 0

    def check(self, stream: IO[bytes]) -> None:
        """Raises SheetError at the first row that is too large."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        fed = 0
        while block := stream.read(MB):
            fed += len(block)
            parser.Parse(block)
            if fed - parser.CurrentByteIndex > MOST_A_ROW:  # a single tag or comment without an end
                raise self._too_large()

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in ("row", "si"):  # a row of a sheet, an entry of the shared texts
            self._row, self._size = self._row + 1, 0
        self._count(_ELEMENT)

    def _text(self, text: str) -> None:
        self._count(len(text))

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > MOST_A_ROW:
            raise self._too_large()

    def _too_large(self) -> SheetError:
        facts = {"name": self._name, "row": self._row, "most": MOST_A_ROW // MB}
        return SheetError(Phrase("handbook.calc.sheet.large_row", facts))
