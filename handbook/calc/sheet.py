"""Sheets row by row, CSV and XLSX: read and written as streams, so that a million rows take no more memory than ten.

Files come from Excel as it is used in China: CSV in UTF-8 or GBK, with commas, semicolons or tabs.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol

from handbook.calc.sheet_error import SheetError
from handbook.calc.workbook_size import check_sizes
from handbook.lang.catalogue import Phrase
from handbook.lang.languages import Text
from handbook.problems.system_errors import reason

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = tuple[int, Sequence[Cell]]  # its number in the sheet, from 1, and its cells
ENDINGS = (".csv", ".xlsx")
MOST_XLSX_ROWS = 1_048_576
MOST_COLUMNS = 1_000
MOST_CHARACTERS = 32_767  # of a cell, as in Excel
_BLOCK = 1 << 20
_NUMBERS = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)%?(;[-+]?(\d+\.?\d*|\.\d+)%?)*")
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


# Reading


class SheetReader(Protocol):
    """A sheet that is open. `size` and `at` measure progress, in bytes or rows; `size` is 0 where it is unknown.

    `head` is the number of the row of the header.
    """

    head: int
    header: list[str]
    notes: list[Text]
    size: int

    @property
    def at(self) -> int: ...

    def rows(self) -> Iterator[Row]:
        """The rows below the header that are not empty. Raises SheetError where the file is damaged."""


@contextlib.contextmanager
def open_sheet(path: Path, percents: bool) -> Iterator[SheetReader]:
    """Open a sheet by its ending. Raises SheetError. `percents`: cells that Excel shows as 50% are read as that."""
    try:
        with path.open("rb") as file:
            _check_kind(path, file.read(8))
            file.seek(0)
            if is_xlsx(path):
                check_sizes(file)
            with _open_workbook(file, percents) if is_xlsx(path) else contextlib.nullcontext(_CsvSource(file)) as made:
                yield made
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


def _is_empty(cells: Sequence[Cell]) -> bool:
    return not any(cell is not None and str(cell).strip() for cell in cells)


def _take_header(rows: Iterator[Row]) -> tuple[int, list[str]]:
    """The first row that is not empty, with its number. Raises SheetError where there is none."""
    for number, cells in rows:
        if not _is_empty(cells):
            header = [str("" if cell is None else cell).strip() for cell in cells]
            while not header[-1]:
                header.pop()
            return number, header
    raise SheetError(Phrase("handbook.calc.sheet.empty"))


class _CsvSource:
    """A CSV file, in whatever encoding and with whatever delimiter Excel saved it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.notes: list[Text] = []
        encoding = self._encoding()
        self.size = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._text = io.TextIOWrapper(file, encoding, newline="")
        delimiter = _delimiter(self._first_line())
        self._text.seek(0)
        self._rows = self._parse(csv.reader(self._lines(), delimiter=delimiter, strict=True))
        self.head, self.header = _take_header(self._rows)

    @property
    def at(self) -> int:
        return self._file.tell()

    def rows(self) -> Iterator[Row]:
        return (row for row in self._rows if not _is_empty(row[1]))

    def _first_line(self) -> str:
        while line := self._text.readline(_BLOCK):
            if line.strip():
                return line
        return ""

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
                yield number, _checked(number, next(reader))
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


def _delimiter(line: str) -> str:
    """The sign that separates the names in a header: comma, semicolon or tab, whichever there is most of."""
    outside = re.sub(r'"[^"]*"', "", line)
    return max(",;\t", key=outside.count)


@contextlib.contextmanager
def _open_workbook(file: BinaryIO, percents: bool) -> Iterator[_XlsxSource]:
    from openpyxl import load_workbook

    with warnings.catch_warnings(), contextlib.ExitStack() as stack:
        warnings.simplefilter("ignore")  # about parts of a workbook that do not matter here
        with _damage_told():
            workbook = stack.enter_context(contextlib.closing(load_workbook(file, read_only=True, data_only=True)))
            source = _XlsxSource(workbook, percents)
        yield source


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    """Whatever openpyxl and the modules below it raise for a damaged workbook, told as that."""
    try:
        yield
    except (SheetError, OSError, MemoryError):
        raise
    except Exception as error:
        raise SheetError(Phrase("handbook.calc.sheet.damaged", {"error": error})) from error


class _XlsxSource:
    """The first worksheet of a workbook; formulas count with the result that Excel saved."""

    def __init__(self, workbook: Any, percents: bool) -> None:
        self._sheet, self._percents = workbook.worksheets[0], percents
        self.notes: list[Text] = []
        if len(workbook.worksheets) > 1:
            self.notes.append(Phrase("handbook.calc.sheet.first_only", {"title": self._sheet.title}))
        self.size, self._at = self._sheet.max_row or 0, 0
        self._sheet.reset_dimensions()  # a saved size may be wrong, or reach to the end of an empty sheet
        self._rows = self._parse()
        self.head, self.header = _take_header(self._rows)

    @property
    def at(self) -> int:
        return self._at

    def rows(self) -> Iterator[Row]:
        return (row for row in self._rows if not _is_empty(row[1]))

    def _parse(self) -> Iterator[Row]:
        with _damage_told():
            for number, cells in enumerate(self._sheet.iter_rows(values_only=not self._percents), 1):
                self._at = number
                if number > MOST_XLSX_ROWS:
                    raise SheetError(Phrase("handbook.calc.sheet.too_many_rows", {"most": MOST_XLSX_ROWS}))
                yield number, _checked(number, [_with_percent(cell) for cell in cells] if self._percents else cells)


def _checked(number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
    """A row as a spreadsheet may have it. Raises SheetError, with the cell, for one that is far too large."""
    if len(cells) > MOST_COLUMNS:
        facts: dict[str, object] = {"number": number, "found": len(cells), "most": MOST_COLUMNS}
        raise SheetError(Phrase("handbook.calc.sheet.too_many_columns", facts))
    for column, cell in enumerate(cells, 1):
        if isinstance(cell, str) and len(cell) > MOST_CHARACTERS:
            facts = {"number": number, "column": column, "found": len(cell), "most": MOST_CHARACTERS}
            raise SheetError(Phrase("handbook.calc.sheet.long_cell", facts))
    return cells


def _with_percent(cell: Any) -> Cell:
    """The value of a cell; a number shown as a percentage as such a text."""
    value: Cell = cell.value
    if isinstance(value, (int, float)) and "%" in str(cell.number_format):
        return cell_text(value * 100) + "%"
    return value


def cell_text(cell: Cell) -> str:
    """A cell as the text that a person would type: `4500.1`, `2026-03-02`, `2026-03-31 10:20`, `7:30`."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case float():
            return _digits(cell)
        case datetime():
            return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{_to_the_minute(cell):%Y-%m-%d %H:%M}"
        case time():
            return _clock(datetime.combine(date.min, cell) - datetime.min)
        case timedelta():
            return _clock(cell)
    return str(cell)


def _clock(lasted: timedelta) -> str:
    """What Excel takes `7:30` for, a time of day or a length of time; with seconds where there are any."""
    seconds = round(lasted.total_seconds())
    sign, seconds = "-" if seconds < 0 else "", abs(seconds)
    text = f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}"
    return f"{text}:{seconds % 60:02d}" if seconds % 60 else text


def _to_the_minute(moment: datetime) -> datetime:
    """Excel keeps moments as fractions of days, which may fall short of the minute by a moment."""
    late = moment.second >= 30 and moment.date() < date.max
    return moment + timedelta(seconds=60 - moment.second) if late else moment


def _digits(number: float) -> str:
    """As Excel shows it, with at most 15 digits: 0.30000000000000004 is 0.3."""
    from decimal import Decimal

    return f"{Decimal(f'{number:.15g}'):f}"


# Writing


Finished = str | Sequence[Sequence[Cell]]  # rows as they are written: of CSV their text


def finished(rows: Sequence[Sequence[Cell]], workbook: bool) -> Finished:
    """Rows made ready for a sheet of either kind, where somebody has the time for it."""
    return rows if workbook else _csv_text(rows)


def _csv_text(rows: Sequence[Sequence[Cell]]) -> str:
    """No cell of it is one that a spreadsheet would take for a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[safe_text(cell_text(cell)) for cell in row] for row in rows])
    return text.getvalue()


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
        self._text = io.TextIOWrapper(file, "utf-8-sig", newline="")

    def write(self, rows: Finished) -> None:
        self._text.write(rows if isinstance(rows, str) else _csv_text(rows))

    def finish(self) -> None:
        self._text.flush()

    def close(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # what could not be written is not wanted
            self._text.detach()


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs: `=1+1` becomes `'=1+1`. Numbers such as -5, and a lone dash, stay as they are."""
    if not text.startswith(_FORMULA_SIGNS) or _NUMBERS.fullmatch(text) or not text.strip("-－+=@— "):
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
        assert not isinstance(rows, str)
        for cells in rows:
            self._count += 1
            if self._count > MOST_XLSX_ROWS:
                raise SheetError(Phrase("handbook.calc.sheet.full", {"most": MOST_XLSX_ROWS}))
            self._sheet.append([self._made(index, cell) for index, cell in enumerate(cells)])

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
        if template is None or value is None:
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
