"""Results as files, the same to the byte here and in the browser (`docs/assets/js/grading/writing.js`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from handbook import Lang, say
from quiz.archives.workbook import Cell, workbook
from quiz.archives.zip import zipped
from quiz.frozen.canonical import canonical
from quiz.frozen.shapes import FrozenFile
from quiz.frozen.signs import say_number
from quiz.grading import tables
from quiz.grading.documents import personal_document, results_document
from quiz.grading.results import Results
from quiz.papers.documents.html import html_document

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


def results_html(file: FrozenFile, results: Results, lang: Lang) -> bytes:
    """The list, to print."""
    return html_document(results_document(file, results, lang))


def personal_html(file: FrozenFile, results: Results, lang: Lang) -> bytes:
    """What each who failed gets, to print: a page a person."""
    return html_document(personal_document(file, results, lang))


def all_files(file: FrozenFile, results: Results, lang: Lang) -> bytes:
    """All of them in an archive; personal sheets where somebody failed."""
    name = say("quiz.grading.file.results", lang, number=say_number(results.paper))
    files = [(f"{name}.{form}", RESULTS[form](file, results, lang)) for form in ("xlsx", "csv", "json", "html")]
    if not all(each.passed for each in results.people):
        personal = say("quiz.grading.file.personal", lang, number=say_number(results.paper))
        files.append((f"{personal}.html", personal_html(file, results, lang)))
    return zipped(files)


RESULTS: Mapping[str, Callable[[FrozenFile, Results, Lang], bytes]] = {
    "xlsx": lambda _, results, lang: results_xlsx(results, lang),
    "csv": lambda _, results, lang: results_csv(results, lang),
    "json": lambda _, results, __: results_json(results),
    "html": results_html,
    "zip": all_files,
}
