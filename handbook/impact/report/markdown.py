"""A report as Markdown, for the comment of a merge request."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.impact.differences.compare import Impact
from handbook.impact.differences.text_diff import Piece
from handbook.impact.report.document import Block, Document, Paragraph, Redline, Table
from handbook.impact.report.escape import bold, line, literal
from handbook.impact.report.report import report
from handbook.lang.words import Lang


def as_markdown(impact: Impact, lang: Lang) -> str:
    """The whole report."""
    return written(report(impact, lang))


def written(document: Document) -> str:
    """A document as Markdown."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"## {literal(document.title)}"
    yield from ("", bold(document.sentence), "", _about(document))
    for section in document.sections:
        yield from ("", f"### {literal(section.title)}", "")
        for block in section.blocks:
            yield from _block(block)
    yield from ("", f"<sub>{literal(document.note)}</sub>")


def _about(document: Document) -> str:
    """Versions are code, which no forge takes for commits, so that they can be copied."""
    version, *versions = document.versions
    return f"{line(version)} {' → '.join(f'`{each}`' for each in versions)} · {literal(document.about)}"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from (line(block.text), "")
        case Table():
            yield _row(block.head)
            yield _row(["---"] * len(block.head), plain=False)
            yield from map(_row, block.rows)
            yield ""
        case Redline():
            yield from (f"{bold(block.title)} · {literal(block.about)}", "")
            yield from (f"> {_quoted(block.pieces)}", "")
        case _:
            yield from (f"- [{'x' if done else ' '}] {literal(text)}" for done, text in block.items)


def _row(cells: list[str] | tuple[str, ...], plain: bool = True) -> str:
    return "| " + " | ".join(literal(cell.strip()) if plain else cell for cell in cells) + " |"


def _quoted(pieces: tuple[Piece, ...]) -> str:
    """A redline; what stands first begins the quotation and is no list or heading in it."""
    if pieces and pieces[0].kind == "same":
        return line(pieces[0].text) + "".join(map(_piece, pieces[1:]))
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    text = literal(piece.text)
    if piece.kind == "same":
        return text
    return f"<del>{text}</del>" if piece.kind == "struck" else f"<ins>{text}</ins>"
