"""Printed documents of a frozen paper: what there are, and the files they become, each a function of the file alone.

`docs/assets/js/printing/` makes the same bytes in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quiz.frozen.shapes import FrozenFile
from quiz.papers.documents.docx import docx_document
from quiz.papers.documents.for_learners import Place, paper_document, sheet_document
from quiz.papers.documents.for_markers import key_document, strip_document, versions_document
from quiz.papers.documents.html import html_document
from quiz.papers.documents.model import Document
from quiz.papers.documents.xlsx import xlsx_document

FORMATS: Mapping[str, Callable[[Document], bytes]] = {
    "html": html_document,
    "docx": docx_document,
    "xlsx": xlsx_document,
}
VERSIONS = "ABCD"


def documents(file: FrozenFile, what: str, versions: Sequence[str] = "A", place: Place = "paper") -> list[Document]:
    """The documents of a kind of some versions: `paper`, `sheet` and `key` are one each version, `strip` and `versions`
    one for all. `place` is where answers are written: on the paper or on the answer sheet."""
    if what == "paper":
        return [paper_document(file.paper, version, place) for version in versions]
    if what == "sheet":
        return [sheet_document(file.paper, version) for version in versions]
    if what == "key":
        return [key_document(file, version) for version in versions]
    return [{"strip": strip_document, "versions": versions_document}[what](file, versions)]
