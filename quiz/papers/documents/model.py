"""A document as blocks, whatever file it becomes. What a block looks like is for the writers to know.

`docs/assets/js/printing/types.d.ts` has the same shapes. Widths are thousandths of a line. A line feed in a text is a
new line.
"""

from __future__ import annotations

from typing import Literal

from handbook import frozen

Columns = Literal[1, 2, 4]
# Answers in the middle of their cells, a column a question; the same, parted by fives; scores; texts from the left
Look = Literal["grid", "fives", "score", "list"]


@frozen
class Title:
    """What a document begins with: who gives it, what it is, and below in small print one thing at each side."""

    above: str
    title: str
    left: str
    right: str


@frozen
class Fields:
    """Labels, each with a line to write on that no break parts from it."""

    labels: tuple[str, ...]


@frozen
class Remark:
    """A paragraph in small print."""

    text: str


@frozen
class Heading:
    """What comes below, with which it keeps."""

    text: str


@frozen
class Note:
    """A line of an explanation: what it is, and what it says."""

    label: str
    text: str


@frozen
class Answer:
    """What is right, why, and where it stands; `mark`, the id and the clause by themselves are for spreadsheets."""

    text: str
    mark: str
    notes: tuple[Note, ...]
    id: str
    clause: str


@frozen
class Question:
    """A question under its number. `before` stands before the stem, `items` above the options, `line` below them."""

    number: int
    before: str
    stem: str
    items: tuple[str, ...]
    options: tuple[str, ...]
    columns: Columns
    line: str
    part: str
    points: int
    answer: Answer | None = None


@frozen
class Row:
    """Cells: headings, texts, or room to write by hand."""

    kind: Literal["head", "text", "write"]
    cells: tuple[str, ...]


@frozen
class Table:
    """Rows of as many cells as there are widths. Headings at the beginning come again on every page."""

    look: Look
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


Block = Title | Fields | Remark | Heading | Question | Table


@frozen
class Document:
    """A whole document. `name` is a file's without its ending, `head` stands on every page; `bound` leaves room at the
    left to bind it by."""

    lang: Literal["zh", "en", "zh-Hant"]
    name: str
    title: str
    head: str
    sheet: str  # what a sheet of a workbook is called
    bound: bool
    blocks: tuple[Block, ...]
