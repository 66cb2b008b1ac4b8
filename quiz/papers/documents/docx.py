"""A document for Word: real styles, on every page what paper it is and the page's number, Chinese type."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from handbook import Lang
from quiz.papers.archives import MADE, without_times
from quiz.papers.documents.sheet import Entry, Sheet
from quiz.papers.documents.words import say_label

_FONTS: Mapping[Lang, str] = {"zh": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei", "en": "Microsoft YaHei"}
_LATIN: Mapping[Lang, str] = {"zh": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei", "en": "Calibri"}
_LANGUAGES: Mapping[Lang, str] = {"zh": "zh-CN", "zh-Hant": "zh-TW", "en": "zh-CN"}  # of Chinese words in it
_LATIN_LANGUAGES: Mapping[Lang, str] = {**_LANGUAGES, "en": "en-GB"}
_SIZES = {"Normal": 10.5, "Title": 17, "Subtitle": 9, "Heading 1": 12, "Footer": 8.5}
_OWN = {"Question": 0, "Choice": 7, "Answer": 7, "Explanation": 7}  # styles of ours, and how far they are set in, in mm
_MARGIN, _WIDTH = 18, 210


def docx_document(sheet: Sheet) -> bytes:
    """The document; the same sheet gives the same bytes."""
    document = Document()
    _set_up(document, sheet)
    document.add_paragraph(sheet.title, "Title")
    document.add_paragraph(f"{sheet.edition}\n{sheet.about}", "Subtitle")
    if sheet.fields:
        document.add_paragraph("    ".join(f"{field} ______________" for field in sheet.fields))
    for part in sheet.parts:
        document.add_heading(part.heading, 1)
        for entry in part.entries:
            _add(document, entry, sheet.lang)
    document.add_paragraph(sheet.note, "Subtitle")
    written = io.BytesIO()
    document.save(written)
    return without_times(written.getvalue())


def _add(document: WordDocument, entry: Entry, lang: Lang) -> None:
    """A question; all its paragraphs but the last keep with the next, so that no page parts them."""
    added = [document.add_paragraph(f"{entry.number}. {entry.stem} {entry.bracket}".rstrip(), "Question")]
    lines = [*entry.items, *(f"{letter}. {text}" for letter, text in entry.choices)]
    added += [document.add_paragraph(line, "Choice") for line in lines]
    if entry.blank:
        added.append(document.add_paragraph(entry.blank, "Answer"))
    if entry.key:
        added.append(document.add_paragraph(f"{say_label('quiz.papers.answer', lang)}{entry.key.answer}", "Answer"))
        notes = [document.add_paragraph(f"{note.label}{note.text}", "Explanation") for note in entry.key.notes]
        added += notes[:1]
    for paragraph in added[:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _set_up(document: WordDocument, sheet: Sheet) -> None:
    """A4, styles, and a footer."""
    properties = document.core_properties
    properties.created = properties.modified = MADE
    properties.title, properties.author, properties.comments = sheet.title, "", ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    for name, indent in _OWN.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.paragraph_format.left_indent = Mm(indent)
    for name, size in _SIZES.items():
        _set_type(document.styles[name], size, sheet.lang)
    _arrange(document)
    _add_footer(section.footer.paragraphs[0], sheet.edition)


def _set_type(style: Any, size: float, lang: Lang) -> None:
    """Size, black, upright, and fonts by name: the template's point to its theme, which has no Chinese."""
    style.font.size, style.font.color.rgb, style.font.italic = Pt(size), RGBColor(0x11, 0x11, 0x11), False
    run = style.element.get_or_add_rPr()
    fonts = run.get_or_add_rFonts()
    fonts.attrib.clear()
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), _LATIN[lang])
    fonts.set(qn("w:eastAsia"), _FONTS[lang])
    if style.name == "Normal":
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), _LATIN_LANGUAGES[lang])
        language.set(qn("w:eastAsia"), _LANGUAGES[lang])
        run.append(language)


def _arrange(document: WordDocument) -> None:
    styles = document.styles
    styles["Normal"].paragraph_format.space_after = Pt(3)
    styles["Question"].paragraph_format.space_before = Pt(8)
    styles["Answer"].font.bold = True
    styles["Explanation"].font.size = Pt(9.5)
    for name in ("Title", "Subtitle"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        styles[name].paragraph_format.space_after = Pt(6)
    line = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if line is not None:
        styles["Title"].element.pPr.remove(line)


def _add_footer(paragraph: Any, edition: str) -> None:
    """The edition on the left, page and pages on the right."""
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH - 2 * _MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{edition}\t")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Any, name: str) -> None:
    """A number that Word works out; 1 until it does."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    number = paragraph.add_run("1")
    field.append(number._r)
    paragraph._p.append(field)
