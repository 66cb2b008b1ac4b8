"""Cells and rows of sheets, and how each is written as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum

from handbook.calc.sheets.error import SheetError
from handbook.lang.catalogue import Phrase


class Unread(Enum):
    """What stands in a cell that has no value that could be read."""

    FORMULA = "formula"  # worked out by no program that saved the file
    MERGED = "merged"  # hidden below a merged cell


Cell = str | int | float | bool | date | datetime | time | timedelta | Unread | None
Row = tuple[int, Sequence[Cell]]  # its number in the sheet, from 1, and its cells
MOST_XLSX_ROWS = 1_048_576
MOST_COLUMNS = 1_000
MOST_CHARACTERS = 32_767  # of a cell, as in Excel


def is_empty(cells: Sequence[Cell]) -> bool:
    """Whether nothing stands in a row."""
    return all(map(_is_blank, cells))


def _is_blank(cell: Cell) -> bool:
    return cell is None or cell is Unread.MERGED or not str(cell).strip()


def checked(number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
    """A row as a spreadsheet may have it. Raises SheetError, with the cell, for one that is far too large."""
    if len(cells) > MOST_COLUMNS:
        facts: dict[str, object] = {"number": number, "found": len(cells), "most": MOST_COLUMNS}
        raise SheetError(Phrase("handbook.calc.sheet.too_many_columns", facts))
    for column, cell in enumerate(cells, 1):
        if isinstance(cell, str) and len(cell) > MOST_CHARACTERS:
            facts = {"number": number, "column": column, "found": len(cell), "most": MOST_CHARACTERS}
            raise SheetError(Phrase("handbook.calc.sheet.long_cell", facts))
    return cells


def cell_text(cell: Cell) -> str:
    """A cell as the text that a person would type: `4500.1`, `2026-03-02`, `2026-03-31 10:20`, `7:30`."""
    if isinstance(cell, str):  # most are
        return cell
    match cell:
        case None | Unread():
            return ""
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
