"""Sheets written as streams: CSV as Excel opens it, and XLSX."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol

from handbook.calc.sheets import cells
from handbook.calc.sheets.cells import Cell, Unread, cell_text
from handbook.calc.sheets.error import SheetError
from handbook.calc.sheets.reading import is_xlsx
from handbook.lang.catalogue import Phrase

_NUMBERS = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)%?(;[-+]?(\d+\.?\d*|\.\d+)%?)*")
_FORMULA_SIGNS = frozenset("=+-@＝＋－＠\t\r\n")

Finished = bytes | Sequence[Sequence[Cell]]  # rows as they are written: of CSV what stands in the file


def finished(rows: Sequence[Sequence[Cell]], workbook: bool) -> Finished:
    """Rows made ready for a sheet of either kind, where somebody has the time for it."""
    return rows if workbook else _csv(rows)


def _csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """No cell of it is one that a spreadsheet would take for a formula."""
    return "".join([",".join(map(_quoted, row)) + "\r\n" for row in rows]).encode()


def _quoted(cell: Cell) -> str:
    """A cell as it stands in a line; `csv` looks at each letter of a long sentence, which takes ten times as long."""
    text = safe_text(cell_text(cell))
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


class SheetWriter(Protocol):
    """A sheet that is being written."""

    def write(self, rows: Finished) -> None:
        """Add rows, finished for a sheet of its kind."""

    def finish(self) -> None:
        """Complete the file, which stays open. Raises OSError where the disk is full."""

    def close(self) -> None:
        """Let go of what was not finished."""


@contextlib.contextmanager
def new_sheet(path: Path, file: BinaryIO, formats: Sequence[str] = ()) -> Iterator[SheetWriter]:
    """A sheet of the kind that `path` names. `formats` are Excel's number formats by column, empty for none."""
    with contextlib.closing(_XlsxSink(file, formats) if is_xlsx(path) else _CsvSink(file)) as sink:
        yield sink


class _CsvSink:
    """CSV as Excel opens it: UTF-8 with a byte order mark, commas."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.write(codecs.BOM_UTF8)

    def write(self, rows: Finished) -> None:
        self._file.write(rows if isinstance(rows, bytes) else _csv(rows))

    def finish(self) -> None:
        self._file.flush()

    def close(self) -> None:
        """There is nothing beside the file."""


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs: `=1+1` becomes `'=1+1`. Numbers such as -5, and a lone dash, stay as they are."""
    if text[:1] not in _FORMULA_SIGNS or _NUMBERS.fullmatch(text) or not text.strip("-－+=@— "):
        return text
    return "'" + text


class _XlsxSink:
    """One worksheet, written as a stream; texts are texts even where they begin with =."""

    def __init__(self, file: BinaryIO, formats: Sequence[str]) -> None:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        self._file: IO[bytes] = file
        self._workbook = Workbook(write_only=True)
        self._sheet = self._workbook.create_sheet()
        self._sheet.freeze_panes = "A2"
        self._cell, self._illegal = WriteOnlyCell, ILLEGAL_CHARACTERS_RE
        self._formatted = {index: self._template(form) for index, form in enumerate(formats) if form}
        self._count = 0

    def write(self, rows: Finished) -> None:
        assert not isinstance(rows, bytes)
        for row in rows:
            self._count += 1
            if self._count > cells.MOST_XLSX_ROWS:
                raise SheetError(Phrase("handbook.calc.sheet.full", {"most": cells.MOST_XLSX_ROWS}))
            self._sheet.append([self._made(index, cell) for index, cell in enumerate(row)])

    def finish(self) -> None:
        self._workbook.save(self._file)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            if not self._sheet.closed:
                self._sheet.close()  # or the interpreter complains

    def _template(self, form: str) -> Any:
        cell = self._cell(self._sheet)
        cell.number_format = form
        return cell

    def _made(self, index: int, value: Cell) -> Any:
        if isinstance(value, str):
            return self._text(value)
        template = self._formatted.get(index)
        if value is None or isinstance(value, Unread):
            return None
        if template is None:
            return value
        template.value = value
        return template

    def _text(self, value: str) -> Any:
        value = self._illegal.sub("", value)
        if not value.startswith(("=", "#")):
            return value
        cell = self._cell(self._sheet, value)
        cell.data_type = "s"
        return cell
