"""Results as files: JSON, CSV and XLSX, the same to the byte here and in the browser."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handbook import Lang, say
from quiz.archives.workbook import Cell, workbook
from quiz.frozen.canonical import canonical
from quiz.grading import tables
from quiz.grading.results import Results

_FORMULA = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_QUOTED = re.compile('[",\r\n]')


def results_json(results: Results) -> bytes:
    """All of it, for programs."""
    return canonical(results.as_data())


def results_csv(results: Results, lang: Lang) -> bytes:
    """The scores, for Excel: with a mark at the beginning, and nothing that it would take for a formula."""
    rows = [tables.heads("scores", lang), *tables.scores(results, lang)]
    return ("\ufeff" + "".join(map(_csv_row, rows))).encode()


def results_xlsx(results: Results, lang: Lang) -> bytes:
    """A workbook: scores, what a correction changed, clauses, questions, what to look at."""
    widths = {say(f"quiz.grading.sheet.{name}", lang): each for name, each in tables.WIDTHS.items()}
    return workbook(tables.sheets(results, lang), head=1, own_widths=widths)


def _csv_row(row: Sequence[Cell]) -> str:
    return ",".join(map(_csv_cell, row)) + "\r\n"


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, int):
        return str(cell)
    text = f"'{cell}" if _FORMULA.match(cell) else cell
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
