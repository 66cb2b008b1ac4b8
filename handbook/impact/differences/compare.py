"""Two versions of the policy compared in time, and in everything that their files say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from handbook.impact.differences.changed_entries import changed_entries
from handbook.impact.differences.changes import (
    ClauseChange,
    ComparedPolicy,
    EntryChange,
    Impact,
    KeyChange,
    ValueChange,
)
from handbook.impact.differences.contents import contents_of_both, entries_of
from handbook.impact.differences.entry import Entry
from handbook.impact.differences.limits import limit_changes
from handbook.impact.differences.questions import question_changes
from handbook.impact.differences.renames import Renames, find_renames
from handbook.impact.differences.staff import staff_changes
from handbook.impact.differences.texts import besides_texts, text_changes
from handbook.impact.differences.values import besides_values, value_changes
from handbook.policy.book import PolicyBook


def compare(before: PolicyBook, after: PolicyBook, today: date, data_before: Path, data_after: Path) -> Impact:
    """What differs between two sound books, seen on `today`; the directories are for files of floors above."""
    old, new = map(entries_of, contents_of_both(before, after, data_before, data_after))
    renames = find_renames(old, new)
    values = tuple(value_changes(before, after, renames, today))
    days = sorted({today, *(change.since for change in values)})
    alike = before.digest == after.digest
    changed = tuple(changed_entries(old, new, renames))
    texts = tuple(text_changes(before, after, renames, values, changed, today))
    staff, not_worked_out = ([], []) if alike else staff_changes(before, after, renames, days)
    sides = ComparedPolicy(before, data_before), ComparedPolicy(after, data_after)
    return Impact(
        today,
        before,
        after,
        values,
        tuple(_unreported(changed, values, texts, renames)),
        texts,
        tuple(staff),
        tuple(not_worked_out),
        tuple(limit_changes(before, after, renames, today)),
        question_changes(*sides, renames, [day for day in days if day >= today]),
    )


def _unreported(
    changes: Iterable[EntryChange], values: Iterable[ValueChange], texts: Iterable[ClauseChange], renames: Renames
) -> Iterator[EntryChange]:
    """What differs in entries and is reported neither by values nor by texts."""
    days: dict[str, set[date]] = {}
    for change in values:
        days.setdefault(change.name, set()).add(change.since)
    edited = {text.clause.id for text in texts if text.cause != "value"}
    for entry in changes:
        rest = entry.reduced(_remaining(entry.entry, days, edited, renames))
        if rest:
            yield rest


def _remaining(
    entry: Entry, days: dict[str, set[date]], edited: set[str], renames: Renames
) -> Callable[[KeyChange], KeyChange | None]:
    if entry.kind == "parameter":
        return partial(besides_values, days=days.get(entry.name, set()))
    if entry.kind == "clause" and entry.name in edited:
        return partial(besides_texts, renames=renames)
    return lambda key: key
