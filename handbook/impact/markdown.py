"""A report as Markdown, for the comment of a merge request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.impact.compare import Impact
from handbook.impact.document import Block, Document, Paragraph, Redline, Table
from handbook.impact.redline import Piece
from handbook.impact.report import report
from handbook.words import Lang

_SIGNS = re.compile(r"([\\`*_\[\]<>|~#])")


def as_markdown(impact: Impact, lang: Lang) -> str:
    """The whole report."""
    return "\n".join(_lines(report(impact, lang))) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"## {document.title}"
    yield from ("", f"**{_plain(document.sentence)}**", "", _plain(document.about))
    for section in document.sections:
        yield from ("", f"### {section.title}", "")
        for block in section.blocks:
            yield from _block(block)
    yield from ("", f"<sub>{_plain(document.note)}</sub>")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from (_plain(block.text), "")
        case Table():
            yield _row(block.head)
            yield _row(["---"] * len(block.head), plain=False)
            yield from map(_row, block.rows)
            yield ""
        case Redline():
            yield from (f"**{_plain(block.title)}** · {_plain(block.about)}", "")
            yield from (f"> {''.join(map(_piece, block.pieces))}", "")
        case _:
            yield from (f"- [{'x' if done else ' '}] {_plain(text)}" for done, text in block.items)


def _row(cells: list[str] | tuple[str, ...], plain: bool = True) -> str:
    return "| " + " | ".join(_plain(cell) if plain else cell for cell in cells) + " |"


def _piece(piece: Piece) -> str:
    text = _plain(piece.text)
    if piece.kind == "same":
        return text
    return f"<del>{text}</del>" if piece.kind == "struck" else f"<ins>{text}</ins>"


def _plain(text: str) -> str:
    """Text that means nothing to Markdown, on one line."""
    return _SIGNS.sub(r"\\\1", text).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\n", " ")
