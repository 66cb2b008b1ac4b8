"""A document as a spreadsheet: a question a row."""

from __future__ import annotations

from handbook import say
from quiz.archives.workbook import Cell, workbook
from quiz.papers.documents.sheet import Entry, Sheet

_PAPER = ("number", "part", "question", "choices", "points", "yours")
_KEY = ("number", "part", "question", "choices", "points", "answer", "notes")
_WIDTHS = (8, 24, 50, 40, 8, 18, 60)


def xlsx_document(sheet: Sheet) -> bytes:
    """The document; the same sheet gives the same bytes."""
    rows: list[list[Cell]] = [[sheet.title], [sheet.edition], [sheet.about]]
    rows += [[field] for field in sheet.fields]
    rows += [[], [say(f"quiz.papers.column.{name}", sheet.lang) for name in (_KEY if sheet.is_key else _PAPER)]]
    head = len(rows)
    for part in sheet.parts:
        rows += [[entry.number, part.heading, *_cells(entry)] for entry in part.entries]
    return workbook({sheet.paper_id: rows}, _WIDTHS, head)


def _cells(entry: Entry) -> list[Cell]:
    choices = "\n".join([*entry.items, *(f"{letter}. {text}" for letter, text in entry.choices)])
    cells: list[Cell] = [entry.stem, choices, entry.points]
    if entry.key is None:
        return [*cells, ""]
    return [*cells, entry.key.answer, "\n".join(f"{note.label}{note.text}" for note in entry.key.notes)]
