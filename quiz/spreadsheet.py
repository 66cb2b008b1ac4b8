"""Spreadsheets that come out the same to the byte: no dates of making, no order of chance."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

_MADE = datetime(2000, 1, 1)
_ZIPPED = (2000, 1, 1, 0, 0, 0)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], widths: Sequence[int] = ()) -> bytes:
    """Sheets by name; texts wrap, and nothing that begins with = becomes a formula."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column, value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(value, str):
                    cell.data_type = "s"
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
    book.properties.created = book.properties.modified = _MADE
    written = io.BytesIO()
    book.save(written)
    return _without_times(written.getvalue())


def _without_times(data: bytes) -> bytes:
    """The same archive with every entry at one time, and the time of saving taken out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                head, mark, tail = content.partition(b"<dcterms:modified")
                content = head + mark + _at(tail) if mark else content
            new.writestr(zipfile.ZipInfo(entry.filename, _ZIPPED), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _at(tail: bytes) -> bytes:
    attributes, _, rest = tail.partition(b">")
    return attributes + b">" + _MADE.isoformat().encode() + b"Z" + rest[rest.index(b"<") :]
