"""What is signed as a document to print, for browsers and Word; `docs/assets/js/signoff/printed.js` makes the same."""

from __future__ import annotations

from collections.abc import Iterator

from handbook import Lang
from quiz.papers.documents.model import Block, Document, Fields, Heading, Remark, Row, Table, Title
from quiz.signoff.documents import SignedDocument, SignedTable

_LINE = 1000  # thousandths


def printed(document: SignedDocument, lang: Lang) -> Document:
    """The document as blocks; its title and its version, or day, stand on every page."""
    return Document(
        lang=lang,
        name=document.title,
        title=document.title,
        head=f"{document.title} · {document.facts[0]}",
        sheet=document.tables[0].title,
        bound=True,
        blocks=tuple(_blocks(document)),
    )


def _blocks(document: SignedDocument) -> Iterator[Block]:
    first, *rest = document.tables
    yield Title(document.company, document.title, document.facts[0], "")
    yield from (Remark(text) for text in (*document.facts[1:], document.statement) if text)
    yield _table(first)
    yield Fields(document.ends)
    yield from (Remark(note) for note in document.notes)
    for table in rest:
        yield from (Heading(table.title), _table(table))


def _table(table: SignedTable) -> Table:
    kind = "write" if table.signed else "text"
    rows = [Row(kind, tuple(map(str, cells))) for cells in table.rows]  # type: ignore[arg-type]
    whole = sum(table.widths)
    widths = tuple(width * _LINE // whole for width in table.widths)
    return Table("grid" if table.signed else "list", widths, (Row("head", table.head), *rows))
