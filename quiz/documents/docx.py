"""A document for Word: real headings, page numbers in the footer, Chinese type."""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from quiz.documents.sheet import Entry, Sheet

_FONTS = {"zh": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei", "en": "Microsoft YaHei"}
_MADE = datetime(2000, 1, 1)


def docx_document(sheet: Sheet) -> bytes:
    """The document."""
    document = Document()
    _set_up(document, sheet)
    document.add_heading(sheet.title, 0)
    document.add_paragraph(sheet.about)
    if sheet.fields:
        document.add_paragraph("    ".join(f"{field} ______________" for field in sheet.fields))
    for part in sheet.parts:
        document.add_heading(part.heading, 1)
        for entry in part.entries:
            _add(document, entry, sheet.is_key)
    document.add_paragraph(sheet.note)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: WordDocument, entry: Entry, is_key: bool) -> None:
    stem = document.add_paragraph(f"{entry.number}. {entry.stem}")
    stem.paragraph_format.keep_with_next = True
    for text in [*entry.items, *(f"{letter}. {text}" for letter, text in entry.choices)]:
        line = document.add_paragraph(text)
        line.paragraph_format.left_indent = Mm(7)
        line.paragraph_format.keep_with_next = True
    if is_key:
        document.add_paragraph().add_run(f"✓ {entry.answer}").bold = True
        for note in entry.notes:
            document.add_paragraph(note).paragraph_format.left_indent = Mm(7)
    elif entry.blank:
        document.add_paragraph(entry.blank)


def _set_up(document: WordDocument, sheet: Sheet) -> None:
    """A4, a font that has Chinese, and a footer with the paper's id and the page."""
    document.core_properties.created = document.core_properties.modified = _MADE
    document.core_properties.title = sheet.title
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    for name in ("Normal", "Title", "Heading 1"):
        style = document.styles[name]
        style.font.name = _FONTS[sheet.lang]
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONTS[sheet.lang])
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{sheet.paper_id}    ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)
