"""Two versions of the policy compared in time, and in everything that their files say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from handbook.impact.differences.changed_entries import EntryChange, KeyChange, changed_entries
from handbook.impact.differences.contents import Entry, contents_of_both, entries
from handbook.impact.differences.limits import LimitChange, limit_changes
from handbook.impact.differences.questions import QuestionChanges, Side, question_changes
from handbook.impact.differences.renames import Renames, find_renames
from handbook.impact.differences.staff import NotWorkedOut, StaffChange, staff_changes
from handbook.impact.differences.texts import TextChange, beside_texts, text_changes
from handbook.impact.differences.values import ValueChange, beside_values, value_changes
from handbook.lang.words import Lang
from handbook.policy.book import PolicyBook
from handbook.problems.problem import Problem


@dataclass(frozen=True)
class Impact:
    """All that a change does. `questions` is None where the quiz is not installed.

    `entries` are what differs in the files and is told neither by `values` nor by `texts`; an entry whose name alone
    is another is in `renamed`.
    """

    today: date
    before: PolicyBook
    after: PolicyBook
    values: tuple[ValueChange, ...]
    entries: tuple[EntryChange, ...]
    texts: tuple[TextChange, ...]
    staff: tuple[StaffChange, ...]
    not_worked_out: tuple[NotWorkedOut, ...]
    limits: tuple[LimitChange, ...]
    questions: QuestionChanges | None

    @property
    def nothing(self) -> bool:
        """Whether readers would notice no difference, and no record differs."""
        found = (self.values, self.entries, self.texts, self.staff, self.limits, self._questions)
        return not any(found) and self.before.digest == self.after.digest

    @property
    def _questions(self) -> bool:
        return bool(self.questions and (self.questions.changes or self.questions.problems))

    @property
    def renamed(self) -> tuple[EntryChange, ...]:
        """The entries that have another name now."""
        return tuple(entry for entry in self.entries if entry.renamed)

    @property
    def more(self) -> tuple[EntryChange, ...]:
        """What else differs than values, texts, names and the record of decisions."""
        return tuple(entry for entry in self.entries if not entry.is_record and (entry.keys or not entry.renamed))

    @property
    def edited(self) -> tuple[TextChange, ...]:
        """The clauses whose text is another by itself, not by a value in it."""
        return tuple(text for text in self.texts if text.cause != "value")

    @property
    def roles(self) -> tuple[str, ...]:
        """Whom it concerns, each once: the roles of the clauses that read otherwise, or that are now for others."""
        return tuple(dict.fromkeys(role for roles in self._roles() for role in roles))

    def role_labels(self, lang: Lang) -> tuple[str, ...]:
        """Their labels as they are now; of a role that is gone, as it was."""
        known = {**self.before.roles, **self.after.roles}
        return tuple(dict.fromkeys(known[role].label[lang] for role in self.roles))

    def _roles(self) -> Iterator[Iterable[str]]:
        yield from (text.clause.entry.roles for text in self.texts)
        for entry in self.entries:
            if entry.entry.kind == "clause" and entry.state == "changed":
                yield from (side for key in entry.keys if key.path == ("roles",) for side in (key.before, key.after))

    def placed(self, told: Callable[[Problem], Problem]) -> Impact:
        """The same with problems of questions at places that people know."""
        if self.questions is None:
            return self
        problems = tuple(told(problem) for problem in self.questions.problems)
        return replace(self, questions=replace(self.questions, problems=problems))


def compare(before: PolicyBook, after: PolicyBook, today: date, data_before: Path, data_after: Path) -> Impact:
    """What differs between two sound books, seen on `today`; the directories are for files of floors above."""
    old, new = map(entries, contents_of_both(before, after, data_before, data_after))
    renames = find_renames(old, new)
    values = tuple(value_changes(before, after, renames, today))
    days = sorted({today, *(change.since for change in values)})
    alike = before.digest == after.digest
    changed = tuple(changed_entries(old, new, renames))
    texts = tuple(text_changes(before, after, renames, values, changed, today))
    staff, not_worked_out = ([], []) if alike else staff_changes(before, after, renames, days)
    sides = Side(before, data_before), Side(after, data_after)
    return Impact(
        today,
        before,
        after,
        values,
        tuple(_beside(changed, values, texts, renames)),
        texts,
        tuple(staff),
        tuple(not_worked_out),
        tuple(limit_changes(before, after, renames, today)),
        question_changes(*sides, renames, [day for day in days if day >= today]),
    )


def _beside(
    changes: Iterable[EntryChange], values: Iterable[ValueChange], texts: Iterable[TextChange], renames: Renames
) -> Iterator[EntryChange]:
    """What is left to tell of entries beside values and texts."""
    days: dict[str, set[date]] = {}
    for change in values:
        days.setdefault(change.name, set()).add(change.since)
    edited = {text.clause.id for text in texts if text.cause != "value"}
    for entry in changes:
        rest = entry.without(_teller(entry.entry, days, edited, renames))
        if rest:
            yield rest


def _teller(
    entry: Entry, days: dict[str, set[date]], edited: set[str], renames: Renames
) -> Callable[[KeyChange], KeyChange | None]:
    if entry.kind == "parameter":
        return partial(beside_values, told=days.get(entry.name, set()))
    if entry.kind == "clause" and entry.name in edited:
        return partial(beside_texts, renames=renames)
    return lambda key: key
