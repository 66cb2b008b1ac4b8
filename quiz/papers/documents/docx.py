"""A document for Word, without a library: fixed parts, real styles, on every page what it is and the page's number.
`printing/docx.js` writes the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook import unbroken
from quiz.archives.xml import HEAD, OFFICE, escaped, part_list, relationships
from quiz.archives.zip import zipped
from quiz.papers.documents.answering import width_of
from quiz.papers.documents.model import (
    Answer,
    Block,
    Document,
    Fields,
    Heading,
    Question,
    Remark,
    Row,
    Table,
    Title,
)
from quiz.papers.documents.templates import LINE, WORDS, template

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATED = f'xmlns:r="{OFFICE}officeDocument/2006/relationships"'
_SETTINGS = (
    f'{HEAD}<w:settings {WORDS}><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
# What binds a document: a dashed line at the left of every page, and room for it.
_LEFT, _RIGHT, _BOUND_LEFT, _BOUND_RIGHT = 1105, 1106, 1361, 850
_BINDING = (
    '<w:pgBorders w:offsetFrom="page"><w:left w:val="dashed" w:sz="4" w:space="31" w:color="000000"/></w:pgBorders>'
)
_EDGE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
_THICK = '<w:right w:val="single" w:sz="12" w:space="0" w:color="000000"/>'
_CHOICES = {1: "Choice", 2: "Choice2", 4: "Choice4"}
_FIVE = 5
_FIELDS = 3  # in a row
_LEAST, _SIGN = 200, 95  # how wide a label is: so much, and for each half of a Chinese sign
_WRITTEN, _TYPED = 490, 340  # the least heights of rows


def docx_document(document: Document) -> bytes:
    """The document; the same document gives the same bytes."""
    types = {
        "word/document.xml": f"{_TYPE}document.main+xml",
        "word/styles.xml": f"{_TYPE}styles+xml",
        "word/settings.xml": f"{_TYPE}settings+xml",
        "word/header1.xml": f"{_TYPE}header+xml",
        "word/footer1.xml": f"{_TYPE}footer+xml",
    }
    parts = [
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("header", "header1.xml"),
        ("footer", "footer1.xml"),
    ]
    found = template(document.lang)
    before, between, behind = found.page
    foot = _run(before) + _field("PAGE") + _run(between) + _field("NUMPAGES") + _run(behind)
    return zipped(
        [
            ("[Content_Types].xml", part_list(types)),
            ("_rels/.rels", relationships([("officeDocument", "word/document.xml")])),
            ("word/document.xml", _document(document)),
            ("word/_rels/document.xml.rels", relationships(parts)),
            ("word/styles.xml", found.styles),
            ("word/settings.xml", _SETTINGS),
            ("word/header1.xml", f"{HEAD}<w:hdr {WORDS}>{_paragraph('Header', _run(document.head))}</w:hdr>"),
            ("word/footer1.xml", f"{HEAD}<w:ftr {WORDS}>{_paragraph('Footer', foot)}</w:ftr>"),
        ]
    )


def _document(document: Document) -> str:
    left, right = (_BOUND_LEFT, _BOUND_RIGHT) if document.bound else (_LEFT, _RIGHT)
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="964" w:right="{right}" w:bottom="794" w:left="{left}" '
        f'w:header="482" w:footer="397" w:gutter="0"/>{_BINDING if document.bound else ""}</w:sectPr>'
    )
    body = "".join(map(_block, document.blocks))
    return f"{HEAD}<w:document {WORDS} {_RELATED}><w:body>{body}{section}</w:body></w:document>"


def _block(block: Block) -> str:
    match block:
        case Title():
            above = _paragraph("Above", _run(block.above)) if block.above else ""
            meta = f"{_run(block.left)}<w:r><w:tab/></w:r>{_run(block.right)}"
            return above + _paragraph("Title", _run(block.title)) + _paragraph("Meta", meta)
        case Fields():
            return _fields(block)
        case Remark():
            return _paragraph("Remark", _run(block.text))
        case Heading():
            return _paragraph("Heading1", _run(block.text))
        case Question():
            return _question(block)
        case Table():
            return _table(block)


def _question(block: Question) -> str:
    """All paragraphs but the last keep with the next, so that no page parts a question; of a key, up to the reason."""
    told = [("Question", f"{block.number}. {block.before}{block.stem}")]
    told += [("Choice", text) for text in block.items]
    told += [(_CHOICES[block.columns], line) for line in _in_columns(block)]
    if block.line:
        told.append(("Choice", block.line))
    if block.answer:
        told.append(("Answer", block.answer.text))
    kept = len(told) if block.answer else len(told) - 1
    paragraphs = [
        _paragraph(style, _run(text), "<w:keepNext/>" if place < kept else "")
        for place, (style, text) in enumerate(told)
    ]
    return "".join([*paragraphs, *(_notes(block.answer) if block.answer else ())])


def _in_columns(block: Question) -> list[str]:
    """The options, so many in a line as there are columns, parted by tabs."""
    count = block.columns
    return ["\t".join(block.options[start : start + count]) for start in range(0, len(block.options), count)]


def _notes(answer: Answer) -> Iterator[str]:
    for note in answer.notes:
        label = _run(note.label, "<w:b/>") if note.label else ""
        yield _paragraph("Explanation", label + _run(note.text))


def _fields(block: Fields) -> str:
    """A table without edges: cells cannot part a label from its line."""
    label_width = _LEAST + _SIGN * max(map(width_of, block.labels))
    blank_width = LINE // _FIELDS - label_width
    rows, bottom = [], f"<w:tcBorders><w:bottom {_EDGE}/></w:tcBorders>"
    for start in range(0, len(block.labels), _FIELDS):
        labels = block.labels[start : start + _FIELDS]
        cells = "".join(
            _cell(label_width, "CellListHead", label, "<w:noWrap/>") + _cell(blank_width, "CellList", "", bottom)
            for label in labels
        )
        cells += (_cell(label_width, "CellList", "") + _cell(blank_width, "CellList", "")) * (_FIELDS - len(labels))
        rows.append(_row_of(cells, _TYPED))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (label_width, blank_width) * _FIELDS)
    return _table_of("", LINE, grid, "".join(rows))


def _table(block: Table) -> str:
    widths = [LINE * width // 1000 for width in block.widths]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges = f"<w:tblBorders>{''.join(f'<w:{side} {_EDGE}/>' for side in sides)}</w:tblBorders>"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, block, widths, row is not block.rows[-1]) for row in block.rows)
    return _table_of(edges, sum(widths), grid, rows)


def _row(row: Row, table: Table, widths: Sequence[int], kept: bool) -> str:
    """A row; of a grid it keeps with the next one, so that its numbers and answers stay together."""
    style = "CellList" if table.look == "list" else "Cell"
    cells = ""
    for place, (text, width) in enumerate(zip(row.cells, widths)):
        is_head = row.kind == "head" or (not place and table.look != "list")
        is_fifth = table.look == "fives" and 0 < place < len(widths) - 1 and place % _FIVE == 0
        more = f"<w:tcBorders>{_THICK}</w:tcBorders>" if is_fifth else ""
        cells += _cell(width, f"{style}Head" if is_head else style, text, more, kept and table.look != "list")
    return _row_of(cells, _WRITTEN if row.kind == "write" else _TYPED, row.kind == "head")


def _table_of(edges: str, width: int, grid: str, rows: str) -> str:
    margins = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    about = f'<w:tblW w:w="{width}" w:type="dxa"/>{edges}<w:tblLayout w:type="fixed"/>{margins}'
    gap = _paragraph("Gap", "")  # two tables without anything between them are one
    return f"<w:tbl><w:tblPr>{about}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{gap}"


def _row_of(cells: str, height: int, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    about = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}'
    return f"<w:tr><w:trPr>{about}</w:trPr>{cells}</w:tr>"


def _cell(width: int, style: str, text: str, more: str = "", kept: bool = False) -> str:
    about = f'<w:tcW w:w="{width}" w:type="dxa"/>{more}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{_paragraph(style, _run(text), '<w:keepNext/>' if kept else '')}</w:tc>"


def _paragraph(style: str, runs: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _run(text: str, looks: str = "") -> str:
    """A text with its tabs and line feeds."""
    if not text:
        return ""
    about = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    told = f'<w:t xml:space="preserve">{escaped(unbroken(text))}</w:t>'
    told = told.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    told = told.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f"<w:r>{about}{told}</w:r>"


def _field(name: str) -> str:
    """A number that Word works out; 1 until it does."""
    return f'<w:fldSimple w:instr="{name}">{_run("1")}</w:fldSimple>'
