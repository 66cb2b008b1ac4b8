"""A report for a terminal: struck and added text in colour, and in brackets for those who see none."""

from __future__ import annotations

from collections.abc import Iterator

import click

from handbook.impact.differences.text_diff import DiffPiece
from handbook.impact.report.blocks import Block, MarkedText, Paragraph, Report, Table
from handbook.lang.typography import aligned

_CELL = 48  # signs of a table's cell


def as_text(report: Report) -> str:
    """The whole report."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield click.style(report.sentence, bold=True)
    yield report.head
    for section in report.sections:
        yield ""
        yield click.style(section.title, bold=True)
        for block in section.blocks:
            yield from (f"  {line}" for line in _block(block))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text
        case Table():
            yield from aligned([[_short(cell) for cell in row] for row in (block.head, *block.rows)])
        case MarkedText():
            yield f"{block.title}  {block.about}"
            yield "  " + "".join(map(_piece, block.pieces))
        case _:
            yield from (f"{'✓' if done else '□'} {text}" for done, text in block.items)


def _short(cell: str) -> str:
    """A cell that leaves room for the others; the whole of it is in the other formats."""
    return cell if len(cell) <= _CELL else f"{cell[: _CELL - 1]}…"


def _piece(piece: DiffPiece) -> str:
    if piece.kind == "same":
        return piece.text
    signs, colour = (("[-", "-]"), "red") if piece.kind == "struck" else (("{+", "+}"), "green")
    return click.style(signs[0] + piece.text + signs[1], fg=colour)
