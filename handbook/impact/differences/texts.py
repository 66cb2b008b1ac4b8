"""Clauses that will read otherwise: because their text was edited, or because a value in it changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from handbook.impact.differences.changes import Cause, ClauseChange, EntryChange, KeyChange, ValueChange
from handbook.impact.differences.entry import ABSENT
from handbook.impact.differences.renames import Renames
from handbook.impact.differences.text_diff import diff_texts
from handbook.lang.language import language
from handbook.lang.languages import WRITTEN, Lang
from handbook.policy.book import Clause, PolicyBook
from handbook.problems.lookups import NotInForce

_PLACEHOLDERS = re.compile(r"\{\{.*?\}\}")


def text_changes(
    before: PolicyBook,
    after: PolicyBook,
    renames: Renames,
    values: Iterable[ValueChange],
    entries: Iterable[EntryChange],
    today: date,
) -> Iterator[ClauseChange]:
    """In the order of the book: what was edited as of today, then what values make of it as of their day.

    Only what reads otherwise in some language is told; a new name of a clause or of a parameter in it changes nothing.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for change in values:
        for clause in before.users(renames.before("parameter", change.name)):
            days[renames.of("clause", clause.id)].add(change.since)
        for clause in after.users(change.name):
            days[clause.id].add(change.since)
    touched = set(_touched(after, entries))
    was = {renames.of("clause", id): clause for id, clause in before.clauses.items()}
    for id in dict.fromkeys([*was, *after.clauses]):
        old, new = was.get(id), after.clauses.get(id)
        edited = _edited(old, new, renames)
        reported = False
        for day in _days(edited, days[id] | ({today} if edited or id in touched else set()), today):
            cause = edited if edited and day == today else "value"
            if cause == "value" and day == today and reported and today not in days[id]:
                continue  # it reads so from an earlier day on
            read = _change((before, old), (after, new), day, cause, renames)
            if read.differs:
                reported = True
                yield read


def besides_texts(key: KeyChange, renames: Renames) -> KeyChange | None:
    """What is left to report of a clause's key where its text and title are reported already: not what reads so, but
    that other parameters stand in it, which may read the same today."""
    if key.path == ():
        before, after = (_without_texts(side) for side in (key.before, key.after))
        return KeyChange((), before, after)
    if key.path in (("text",), ("title",)):
        shown = [_PLACEHOLDERS.findall(renames.text(f"{side['zh']}{side['en']}")) for side in (key.before, key.after)]
        if shown[0] != shown[1]:
            return key
        hant = [side.get("zh-Hant") for side in (key.before, key.after)]
        return None if hant[0] == hant[1] else KeyChange((*key.path, "zh-Hant"), *hant)
    return key


def _without_texts(side: Any) -> Any:
    return {key: value for key, value in side.items() if key not in ("text", "title")} if side is not ABSENT else side


def _touched(after: PolicyBook, entries: Iterable[EntryChange]) -> Iterator[str]:
    """The clauses that may read otherwise today for another reason than a value: of a parameter that they show the
    words of an option may be others, or of a clause that they name the title."""
    named: set[str] = set()
    for change in entries:
        if change.entry.kind == "parameter":
            yield from (clause.id for clause in after.users(change.entry.name))
        elif change.entry.kind == "clause":
            named.add(change.entry.name)
    yield from (clause.id for clause in after.clauses.values() if not named.isdisjoint(clause.refers_to))


def _days(edited: Cause | None, days: set[date], today: date) -> list[date]:
    """The days to look at. An edited text is told as of today, and before that nothing is; of a clause that is on one
    side only nothing else."""
    if edited in ("new", "gone"):
        return [today]
    return sorted(day for day in days if not edited or day >= today)


def _edited(old: Clause | None, new: Clause | None, renames: Renames) -> Cause | None:
    if old is None or new is None:
        return "new" if old is None else "gone"
    texts = ((each.entry.whole, each.entry.title) for each in (old, new))
    pairs = [(was[lang], now[lang]) for was, now in zip(*texts) for lang in WRITTEN]
    return None if all(renames.same(was, now) for was, now in pairs) else "edited"


_Side = tuple[PolicyBook, Clause | None]


def _change(before: _Side, after: _Side, day: date, cause: Cause, renames: Renames) -> ClauseChange:
    clause = after[1] or before[1]
    assert clause
    read = {lang: [renames.text(_read(*side, lang, day)) for side in (before, after)] for lang in WRITTEN}
    pieces = {lang: diff_texts(texts[0], texts[1], lang) for lang, texts in read.items()}
    return ClauseChange(clause, day, cause, pieces)


def _read(book: PolicyBook, clause: Clause | None, lang: Lang, day: date) -> str:
    """The clause with its title as people read it that day; with its parameters' names where one has no value then."""
    if clause is None:
        return ""
    try:
        text = book.plain(clause.prose, lang, day)
    except NotInForce:
        text = clause.entry.whole[lang]
    return f"{clause.entry.title[lang]}{language(lang).colon}{text}"
