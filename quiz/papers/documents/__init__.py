"""A paper as a document: one format a file. The paper and its key are always two documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handbook import Lang, PolicyBook
from quiz.papers.documents.docx import docx_document
from quiz.papers.documents.html import html_document
from quiz.papers.documents.json import json_document
from quiz.papers.documents.sheet import Sheet, key_sheet, paper_sheet
from quiz.papers.documents.xlsx import xlsx_document
from quiz.papers.paper import Paper

FORMATS: Mapping[str, Callable[[Sheet], bytes]] = {
    "html": html_document,
    "docx": docx_document,
    "xlsx": xlsx_document,
    "json": json_document,
}


def write_paper(form: str, paper: Paper, book: PolicyBook, lang: Lang, title: str) -> bytes:
    """The paper, without any answer."""
    return FORMATS[form](paper_sheet(paper, book, lang, title))


def write_key(form: str, paper: Paper, book: PolicyBook, lang: Lang, title: str) -> bytes:
    """The key, with explanations and clauses."""
    return FORMATS[form](key_sheet(paper, book, lang, title))
