"""A document as a workbook: a question a row, or the rows of its tables. `printing/xlsx.js` writes the same bytes."""

from __future__ import annotations

from handbook import say
from quiz.archives.workbook import Cell, workbook
from quiz.papers.documents.model import Block, Document, Fields, Heading, Question, Remark, Table, Title

_ASKED = ("number", "part", "question", "choices", "points")
_OPEN, _ANSWERED = (*_ASKED, "yours"), (*_ASKED, "answer", "notes", "clause", "id")
_WIDTHS = (8, 16, 50, 40, 8, 18, 60, 18, 40)
_LINE = 110  # signs in a line of a table


def xlsx_document(document: Document) -> bytes:
    """The document; the same document gives the same bytes."""
    questions = [block for block in document.blocks if isinstance(block, Question)]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not questions:
        widths = [max(8, _LINE * width // 1000) for width in tables[-1].widths]
        rows = [row for block in document.blocks for row in _rows(block)]
        return workbook({document.sheet: rows}, widths)
    above = [row for block in document.blocks if not isinstance(block, Table | Heading) for row in _rows(block)]
    names = _ANSWERED if questions[0].answer else _OPEN
    heads: list[Cell] = [say(f"quiz.papers.column.{name}", document.lang) for name in names]
    rows = [*above, heads, *(_question(question) for question in questions)]
    return workbook({document.sheet: rows}, _WIDTHS[: len(names)], len(above) + 1)


def _rows(block: Block) -> list[list[Cell]]:
    """The rows of what is no question."""
    match block:
        case Title():
            return [[text] for text in (block.above, block.title, block.left, block.right) if text]
        case Fields():
            return [[label] for label in block.labels]
        case Remark() | Heading():
            return [[block.text]]
        case Table():
            return [list(row.cells) for row in block.rows]
        case Question():
            return []


def _question(question: Question) -> list[Cell]:
    choices = "\n".join((*question.items, *question.options))
    cells: list[Cell] = [question.number, question.part, question.stem, choices, question.points]
    if question.answer is None:
        return [*cells, ""]
    answer = question.answer
    notes = "\n".join(note.label + note.text for note in answer.notes)
    return [*cells, answer.text, notes, answer.clause, answer.id]
