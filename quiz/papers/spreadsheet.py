"""Spreadsheets that come out the same to the byte: no dates of making, no order of chance."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from quiz.papers.archives import MADE, without_times


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    widths: Sequence[int] = (),
    head: int = 0,
    own_widths: Mapping[str, Sequence[int]] = MappingProxyType({}),
) -> bytes:
    """Sheets by name; texts wrap, and nothing that begins with = becomes a formula. `head` is the row of the headings:
    bold, still in sight below, and again on every printed page. `own_widths` are of sheets by name."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        _fill(sheet, rows, head)
        _lay_out(sheet, own_widths.get(name, widths), head)
    book.properties.created = book.properties.modified = MADE
    written = io.BytesIO()
    book.save(written)
    return without_times(written.getvalue())


def _fill(sheet: Any, rows: Sequence[Sequence[object]], head: int) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.alignment = Alignment(wrap_text=number >= head, vertical="top")
            if isinstance(value, str):
                cell.data_type = "s"
            if number == head:
                cell.font = Font(bold=True)


def _lay_out(sheet: Any, widths: Sequence[int], head: int) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    if head:
        sheet.freeze_panes = f"A{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
