"""The history of the policy: what changed on which day, past and scheduled, values and texts, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from handbook.lang.words import Words
from handbook.policy.book import Clause, Parameter, PolicyBook
from handbook.records import frozen
from handbook.schema.models import Revision
from handbook.schema.timeline import Dated
from handbook.schema.values import Value


@frozen
class ParameterChange:
    """A parameter's new value. `before` is None where the value is the parameter's first."""

    parameter: Parameter
    before: Dated[Value] | None
    after: Dated[Value]
    clauses: tuple[Clause, ...]

    @property
    def id(self) -> str:
        """Stable, whatever else changes: `attendance.minor_fine@2027-01-01`."""
        return f"{self.parameter.name}@{self.after.since}"

    @property
    def title(self) -> Words:
        return self.parameter.entry.label

    @property
    def note(self) -> Words | None:
        """Why, in readers' words."""
        return self.after.note

    @property
    def decided(self) -> date | None:
        return self.after.decided

    @property
    def ref(self) -> str | None:
        return self.after.ref

    @property
    def roles(self) -> tuple[str, ...]:
        """Whom it affects: the roles of the clauses that show the value, each once."""
        return _roles(self.clauses)


@frozen
class ClauseRevision:
    """A clause whose words were changed."""

    clause: Clause
    revision: Revision

    @property
    def id(self) -> str:
        """Stable, whatever else changes: `discipline.attendance.late@2026-06-01`."""
        return f"{self.clause.id}@{self.revision.since}"

    @property
    def title(self) -> Words:
        return self.clause.entry.title

    @property
    def note(self) -> Words:
        """What was changed and why, in readers' words."""
        return self.revision.note

    @property
    def decided(self) -> date | None:
        return self.revision.decided

    @property
    def ref(self) -> str | None:
        return self.revision.ref

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return (self.clause,)

    @property
    def roles(self) -> tuple[str, ...]:
        """Whom it affects."""
        return _roles(self.clauses)


@frozen
class DayOfChanges:
    """All that begins on one day: values that replace others, texts, and values recorded for the first time."""

    day: date
    changes: tuple[ParameterChange, ...]
    texts: tuple[ClauseRevision, ...]
    first_values: tuple[ParameterChange, ...]

    @property
    def id(self) -> str:
        """Of the values recorded for the first time, which are told together."""
        return f"first@{self.day}"


def changes_by_day(book: PolicyBook) -> Sequence[DayOfChanges]:
    """Every dated value and every revision of the book, newest day first; within a day in the order of the files."""
    values: dict[date, list[ParameterChange]] = defaultdict(list)
    texts: dict[date, list[ClauseRevision]] = defaultdict(list)
    for parameter in book.parameters.values():
        before: Dated[Value] | None = None
        for step in parameter.timeline.changes:
            values[step.since].append(ParameterChange(parameter, before, step, book.users(parameter.name)))
            before = step
    for clause in book.clauses.values():
        for revision in clause.entry.revisions:
            texts[revision.since].append(ClauseRevision(clause, revision))
    days = sorted({*values, *texts}, reverse=True)
    return [_day(day, values.get(day, ()), texts.get(day, ())) for day in days]


def next_day(book: PolicyBook, today: date) -> DayOfChanges | None:
    """The first day after `today` on which anything changes; None where nothing is scheduled."""
    coming = [day for day in changes_by_day(book) if day.day > today]
    return coming[-1] if coming else None


def _day(day: date, changes: Sequence[ParameterChange], texts: Sequence[ClauseRevision]) -> DayOfChanges:
    return DayOfChanges(
        day,
        tuple(change for change in changes if change.before is not None),
        tuple(texts),
        tuple(change for change in changes if change.before is None),
    )


def _roles(clauses: Iterable[Clause]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for clause in clauses for role in clause.entry.roles))
