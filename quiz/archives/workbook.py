"""Workbooks (XLSX) of texts and whole numbers, without a library: fixed parts in an archive without compression.

`docs/assets/js/archive/workbook.js` writes the same bytes. Texts stand in their cells, so nothing that begins with =
becomes a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from quiz.archives.xml import HEAD, OFFICE, escaped, part_list, relationships
from quiz.archives.zip import zipped

Cell = str | int
Rows = Sequence[Sequence[Cell]]

_MAIN = f"{OFFICE}spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_ABOVE, _HEADING, _BELOW = 1, 2, 3  # styles of cells: as wide as it is; bold and wrapped; wrapped
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")


def workbook(
    sheets: Mapping[str, Rows],
    widths: Sequence[int] = (),
    head: int = 0,
    own_widths: Mapping[str, Sequence[int]] = MappingProxyType({}),
) -> bytes:
    """Sheets by name, A4 landscape, as wide as a page; texts wrap. `head` is the row of the headings, 0 for none: bold,
    still in sight below, and again on every printed page. `own_widths` are of sheets by name. Raises ValueError for a
    name that no sheet may have."""
    names = list(sheets)
    for name in names:
        if not 0 < len(name) <= _LONGEST_NAME or _NOT_IN_NAMES.search(name):
            raise ValueError(f"no sheet may be called {name!r}")
    paths = [f"worksheets/sheet{number}.xml" for number in range(1, len(names) + 1)]
    types = {"xl/workbook.xml": f"{_TYPE}sheet.main+xml", "xl/styles.xml": f"{_TYPE}styles+xml"}
    types |= {f"xl/{path}": f"{_TYPE}worksheet+xml" for path in paths}
    related = [("worksheet", path) for path in paths]
    return zipped([
        ("[Content_Types].xml", part_list(types)),
        ("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", _book(names, head)),
        ("xl/_rels/workbook.xml.rels", relationships([*related, ("styles", "styles.xml")])),
        ("xl/styles.xml", HEAD + _STYLES),
        *((f"xl/{path}", _sheet(sheets[name], own_widths.get(name, widths), head)) for name, path in zip(names, paths)),
    ])  # fmt: skip


def _book(names: Sequence[str], head: int) -> str:
    listed = "".join(
        f'<sheet name="{escaped(name)}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">'
        f"{escaped(_quoted(name))}!${head}:${head}</definedName>"
        for place, name in enumerate(names)
    )
    defined = f"<definedNames>{titles}</definedNames>" if head else ""
    return (
        f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}officeDocument/2006/relationships">'
        f"<sheets>{listed}</sheets>{defined}</workbook>"
    )


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _sheet(rows: Rows, widths: Sequence[int], head: int) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    frozen = f'<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>' if head else ""
    data = "".join(_row(number, row, head) for number, row in enumerate(rows, 1))
    return (
        f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>{data}</sheetData>"
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>'
    )


def _row(number: int, row: Sequence[Cell], head: int) -> str:
    style = _ABOVE if number < head else _HEADING if number == head else _BELOW
    cells = "".join(_cell(f"{_letters(column)}{number}", cell, style) for column, cell in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _cell(at: str, cell: Cell, style: int) -> str:
    if cell == "":
        return f'<c r="{at}" s="{style}"/>'
    if isinstance(cell, int):
        return f'<c r="{at}" s="{style}"><v>{cell}</v></c>'
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(cell)}</t></is></c>'


def _letters(column: int) -> str:
    """The letters of a column, from 0: A, B … Z, AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
