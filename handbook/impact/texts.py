"""Clauses that will read otherwise: because their text was edited, or because a value in it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook.book import Clause, PolicyBook
from handbook.impact.redline import Piece, redline
from handbook.impact.values import ValueChange
from handbook.timeline import NotInForce
from handbook.words import WRITTEN, Lang

Cause = Literal["new", "gone", "edited", "value"]


@dataclass(frozen=True)
class TextChange:
    """A clause as read on `day`, before and after, by language."""

    clause: Clause
    day: date
    cause: Cause
    pieces: dict[Lang, tuple[Piece, ...]]


def text_changes(
    before: PolicyBook, after: PolicyBook, values: Iterable[ValueChange], today: date
) -> Iterator[TextChange]:
    """In the order of the book: what was edited as of today, then what values make of it as of their day."""
    days: dict[str, list[date]] = {}
    for change in values:
        for book in (before, after):
            for clause in book.users(change.name):
                days.setdefault(clause.id, []).append(change.since)
    for id in dict.fromkeys([*before.clauses, *after.clauses]):
        old, new = before.clauses.get(id), after.clauses.get(id)
        edited = _edited(old, new)
        if edited:
            yield _change(before, after, id, today, edited)
        for day in sorted(set(days.get(id, ()))):
            if old and new and not (edited and day <= today):
                read = _change(before, after, id, day, "value")
                if any(piece.kind != "same" for piece in read.pieces["zh"]):
                    yield read


def _edited(old: Clause | None, new: Clause | None) -> Cause | None:
    if old is None or new is None:
        return "new" if old is None else "gone"
    words = [(each.entry.text, each.entry.title) for each in (old, new)]
    return "edited" if words[0] != words[1] else None


def _change(before: PolicyBook, after: PolicyBook, id: str, day: date, cause: Cause) -> TextChange:
    clause = after.clauses.get(id) or before.clauses[id]
    pieces = {lang: redline(_read(before, id, lang, day), _read(after, id, lang, day), lang) for lang in WRITTEN}
    return TextChange(clause, day, cause, pieces)


def _read(book: PolicyBook, id: str, lang: Lang, day: date) -> str:
    """The clause with its title as people read it that day; with its parameters' names where one has no value then."""
    clause = book.clauses.get(id)
    if clause is None:
        return ""
    try:
        text = book.plain(clause.prose, lang, day)
    except NotInForce:
        text = clause.entry.text[lang]
    return f"{clause.entry.title[lang]}{': ' if lang == 'en' else '：'}{text}"
