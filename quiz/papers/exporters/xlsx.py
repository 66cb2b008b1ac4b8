"""A spreadsheet of all questions with keys and reasons, to look at and to work on. No platform is known to take it."""

from __future__ import annotations

from collections.abc import Callable

from handbook import Listed, Phrase, Text, frozen, say
from quiz.archives.workbook import Cell, workbook
from quiz.kinds import KINDS
from quiz.kinds.answer import LETTERS
from quiz.papers.exporters.entries import (
    Batch,
    Entry,
    Number,
    Options,
    Pairs,
    Steps,
    Truth,
    explanation,
    one_line,
    stem_with_unit,
)

Cells = Callable[[Entry, Batch], Cell]


@frozen
class Column:
    """A column: its heading, what stands below it, what that is, and how wide it is."""

    heading: str
    cell: Cells
    means: Text
    width: int = 14


def xlsx(batch: Batch) -> bytes:
    """The workbook; a second sheet says what each column holds."""
    rows: list[list[Cell]] = [[column.heading for column in _COLUMNS]]
    rows += [[column.cell(entry, batch) for column in _COLUMNS] for entry in batch.entries]
    explained: list[list[Cell]] = [[say(f"quiz.exports.{name}", batch.lang) for name in ("column", "means")]]
    explained += [[column.heading, column.means[batch.lang]] for column in _COLUMNS]
    explained += [[""], [batch.about], [say("quiz.papers.note", batch.lang)]]
    sheets = {"questions": rows, "columns": explained}
    return workbook(sheets, [column.width for column in _COLUMNS], head=1, own_widths={"columns": (16, 90)})


def _category(entry: Entry, batch: Batch) -> Cell:
    return next(name for name, entries in batch.categories if entry in entries)


def _choices(entry: Entry) -> list[str]:
    match entry.answer:
        case Options(texts):
            return list(texts)
        case Steps() as answer:
            return list(answer.in_order())
        case Pairs() as answer:
            return [f"{left} = {right}" for left, right in answer.matched()]
        case _:
            return []


def _choice(place: int) -> Cells:
    def cell(entry: Entry, _batch: Batch) -> Cell:
        choices = _choices(entry)
        return choices[place] if place < len(choices) else ""

    return cell


def _key(entry: Entry, batch: Batch) -> Cell:
    match entry.answer:
        case Options() as answer:
            return "".join(LETTERS[place] for place in sorted(answer.rights))
        case Truth(is_true):
            return say(f"quiz.kinds.true_false.{'right' if is_true else 'wrong'}", batch.lang)
        case Number(digits):
            return digits
        case _:
            return "; ".join(_choices(entry))


def _whys(entry: Entry, _batch: Batch) -> Cell:
    """Why each wrong option is wrong, a line each, by letter."""
    if not isinstance(entry.answer, Options):
        return ""
    return "\n".join(f"{letter}: {one_line(why)}" for letter, why in zip(LETTERS, entry.answer.whys) if why)


_KINDS = Listed(
    tuple(Phrase("quiz.exports.named", {"name": name, "title": kind.title}) for name, kind in KINDS.items())
)


def _means(name: str, **facts: object) -> Text:
    return Phrase(f"quiz.exports.columns.{name}", facts)


_COLUMNS = (
    Column("id", lambda entry, _: entry.id, _means("id"), 32),
    Column("hash", lambda entry, _: entry.hash, _means("hash")),
    Column("clause", lambda entry, _: entry.clause, _means("clause"), 28),
    Column("chapter", _category, _means("chapter"), 18),
    Column("kind", lambda entry, _: entry.kind, _means("kind", kinds=_KINDS)),
    Column("level", lambda entry, _: entry.level or "", _means("level"), 8),
    Column("points", lambda entry, _: entry.points, _means("points"), 8),
    Column("question", lambda entry, batch: stem_with_unit(entry, batch.lang), _means("question"), 50),
    *(Column(f"option {letter}", _choice(place), _means("option"), 24) for place, letter in enumerate(LETTERS)),
    Column("answer", _key, _means("answer"), 24),
    Column("explanation", lambda entry, batch: explanation(entry, batch.lang), _means("explanation"), 60),
    Column("why not", _whys, _means("why_not"), 50),
)
