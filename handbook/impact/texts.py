"""Clauses that will read otherwise: because their text was edited, or because a value in it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from handbook.book import Clause, PolicyBook
from handbook.impact.entries import ABSENT, KeyChange
from handbook.impact.redline import Piece, redline
from handbook.impact.renames import Renames
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

    @property
    def differs(self) -> bool:
        """Whether it reads otherwise in any language."""
        return any(self.differs_in(lang) for lang in WRITTEN)

    def differs_in(self, lang: Lang) -> bool:
        """Whether it reads otherwise in that language."""
        return any(piece.kind != "same" for piece in self.pieces[lang])


def text_changes(
    before: PolicyBook, after: PolicyBook, renames: Renames, values: Iterable[ValueChange], today: date
) -> Iterator[TextChange]:
    """In the order of the book: what was edited as of today, then what values make of it as of their day.

    Only what reads otherwise in some language is told; a new name of a clause or of a parameter in it changes nothing.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for change in values:
        for clause in before.users(renames.before("parameter", change.name)):
            days[renames.of("clause", clause.id)].add(change.since)
        for clause in after.users(change.name):
            days[clause.id].add(change.since)
    was = {renames.of("clause", id): clause for id, clause in before.clauses.items()}
    for id in dict.fromkeys([*was, *after.clauses]):
        old, new = was.get(id), after.clauses.get(id)
        edited = _edited(old, new, renames)
        told = False
        for day in _days(edited, days[id], today):
            cause = edited if edited and day == today else "value"
            if cause == "value" and day == today and told and today not in days[id]:
                continue  # it reads so from an earlier day on
            read = _change((before, old), (after, new), day, cause, renames)
            if read.differs:
                told = True
                yield read


def beside_texts(key: KeyChange) -> KeyChange | None:
    """What is left to tell of a clause's key where its text and title are told already."""
    if key.path == ():
        before, after = (_without_texts(side) for side in (key.before, key.after))
        return KeyChange((), before, after)
    if key.path in (("text",), ("title",)):
        hant = [side.get("zh-Hant") for side in (key.before, key.after)]
        return None if hant[0] == hant[1] else KeyChange((*key.path, "zh-Hant"), *hant)
    return key


def _without_texts(side: Any) -> Any:
    return {key: value for key, value in side.items() if key not in ("text", "title")} if side is not ABSENT else side


def _days(edited: Cause | None, days: set[date], today: date) -> list[date]:
    """The days to look at; what reads otherwise today for another reason than a value, as a title that it names, shows
    today. An edited text is told as of today, and before that nothing is; of a clause on one side only nothing else."""
    if edited in ("new", "gone"):
        return [today]
    return sorted({today, *(day for day in days if not edited or day >= today)})


def _edited(old: Clause | None, new: Clause | None, renames: Renames) -> Cause | None:
    if old is None or new is None:
        return "new" if old is None else "gone"
    texts = ((each.entry.text, each.entry.title) for each in (old, new))
    pairs = [(was[lang], now[lang]) for was, now in zip(*texts) for lang in WRITTEN]
    return None if all(renames.same(was, now) for was, now in pairs) else "edited"


Side = tuple[PolicyBook, Clause | None]


def _change(before: Side, after: Side, day: date, cause: Cause, renames: Renames) -> TextChange:
    clause = after[1] or before[1]
    assert clause
    read = {lang: [renames.text(_read(*side, lang, day)) for side in (before, after)] for lang in WRITTEN}
    pieces = {lang: redline(texts[0], texts[1], lang) for lang, texts in read.items()}
    return TextChange(clause, day, cause, pieces)


def _read(book: PolicyBook, clause: Clause | None, lang: Lang, day: date) -> str:
    """The clause with its title as people read it that day; with its parameters' names where one has no value then."""
    if clause is None:
        return ""
    try:
        text = book.plain(clause.prose, lang, day)
    except NotInForce:
        text = clause.entry.text[lang]
    return f"{clause.entry.title[lang]}{': ' if lang == 'en' else '：'}{text}"
