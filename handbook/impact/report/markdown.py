"""A report as Markdown, for the comment of a merge request."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.impact.differences.text_diff import DiffPiece
from handbook.impact.report.blocks import Block, MarkedText, Paragraph, Report, Table
from handbook.impact.report.escape import bold, line, literal


def as_markdown(report: Report) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"## {literal(report.title)}"
    yield from ("", bold(report.sentence), "", _about(report))
    for section in report.sections:
        yield from ("", f"### {literal(section.title)}", "")
        for block in section.blocks:
            yield from _block(block)
    yield from ("", f"<sub>{literal(report.note)}</sub>")


def _about(report: Report) -> str:
    """Versions are code, which no forge takes for commits, so that they can be copied."""
    version, *versions = report.versions
    return f"{line(version)} {' → '.join(f'`{each}`' for each in versions)} · {literal(report.about)}"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from (line(block.text), "")
        case Table():
            yield _row(block.head)
            yield _row(["---"] * len(block.head), plain=False)
            yield from map(_row, block.rows)
            yield ""
        case MarkedText():
            yield from (f"{bold(block.title)} · {literal(block.about)}", "")
            yield from (f"> {_quoted(block.pieces)}", "")
        case _:
            yield from (f"- [{'x' if done else ' '}] {literal(text)}" for done, text in block.items)


def _row(cells: list[str] | tuple[str, ...], plain: bool = True) -> str:
    return "| " + " | ".join(literal(cell.strip()) if plain else cell for cell in cells) + " |"


def _quoted(pieces: tuple[DiffPiece, ...]) -> str:
    """A redline; what stands first begins the quotation and is no list or heading in it."""
    if pieces and pieces[0].kind == "same":
        return line(pieces[0].text) + "".join(map(_piece, pieces[1:]))
    return "".join(map(_piece, pieces))


def _piece(piece: DiffPiece) -> str:
    text = literal(piece.text)
    if piece.kind == "same":
        return text
    return f"<del>{text}</del>" if piece.kind == "struck" else f"<ins>{text}</ins>"
