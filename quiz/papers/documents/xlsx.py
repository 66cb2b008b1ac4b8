"""A document as a workbook, a question a row. `printing/xlsx.js` writes the same bytes."""

from __future__ import annotations

from handbook import say
from quiz.archives.workbook import Cell, workbook
from quiz.papers.documents.model import Block, Document, Fields, Question, Remark, Table, Title

_ASKED = ("number", "part", "question", "choices", "points")
_OPEN, _ANSWERED = (*_ASKED, "yours"), (*_ASKED, "answer", "notes", "clause", "id")
_WIDTHS = (8, 16, 50, 40, 8, 18, 60, 18, 40)
_NUMBER, _MARK = 8, 24  # widths of a column of numbers, and of answers
_LINE = 110  # signs in a line of a list


def xlsx_document(document: Document) -> bytes:
    """The document; the same document gives the same bytes. Questions, and answers in grids, have a row each."""
    above: list[list[Cell]] = [row for block in document.blocks for row in _above(block)]
    questions = [block for block in document.blocks if isinstance(block, Question)]
    tables = [block for block in document.blocks if isinstance(block, Table) and block.look != "score"]
    if questions:
        names = _ANSWERED if questions[0].answer else _OPEN
        heads: list[Cell] = [say(f"quiz.papers.column.{name}", document.lang) for name in names]
        rows, widths = [heads, *map(_question, questions)], _WIDTHS[: len(names)]
    elif tables[0].look == "list":
        rows = [list(row.cells) for row in tables[0].rows]
        widths = tuple(_LINE * width // 1000 for width in tables[0].widths)
    else:
        rows = [[row.cells[0] for row in tables[0].rows], *(row for table in tables for row in _turned(table))]
        widths = (_NUMBER, *[_MARK] * (len(rows[0]) - 1))
    return workbook({document.sheet: [*above, *rows]}, widths, len(above) + 1)


def _above(block: Block) -> list[list[Cell]]:
    """What stands above the rows."""
    match block:
        case Title():
            return [[text] for text in (block.above, block.title, block.left, block.right) if text]
        case Fields():
            return [[label] for label in block.labels]
        case Remark():
            return [[block.text]]
    return []


def _turned(table: Table) -> list[list[Cell]]:
    """The columns of a grid as rows, without that of labels: a question's number, and what stands below it."""
    numbers, *others = (row.cells[1:] for row in table.rows)
    return [[int(number), *cells] for number, *cells in zip(numbers, *others)]


def _question(question: Question) -> list[Cell]:
    choices = "\n".join((*question.items, *question.options))
    cells: list[Cell] = [question.number, question.part, question.stem, choices, question.points]
    if question.answer is None:
        return [*cells, ""]
    answer = question.answer
    notes = "\n".join(note.label + note.text for note in answer.notes)
    return [*cells, answer.mark, notes, answer.clause, answer.id]
