"""The history of the policy's values: what changed on which day, past and scheduled, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handbook.book import Clause, Parameter, PolicyBook
from handbook.timeline import Dated
from handbook.values import Value


@dataclass(frozen=True)
class Change:
    """A parameter's new value. `before` is None where the value is the parameter's first."""

    parameter: Parameter
    before: Dated[Value] | None
    after: Dated[Value]
    clauses: tuple[Clause, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """Whom it affects: the roles of the clauses that show the value, each once."""
        return tuple(dict.fromkeys(role for clause in self.clauses for role in clause.entry.roles))


@dataclass(frozen=True)
class DayOfChanges:
    """All that begins on one day: values that replace others, and values recorded for the first time."""

    day: date
    changes: tuple[Change, ...]
    first_values: tuple[Change, ...]


def changes_by_day(book: PolicyBook) -> Sequence[DayOfChanges]:
    """Every dated value of the book, newest day first; within a day in the order of the files."""
    days: dict[date, list[Change]] = defaultdict(list)
    for parameter in book.parameters.values():
        before: Dated[Value] | None = None
        for step in parameter.timeline.steps:
            days[step.since].append(Change(parameter, before, step, book.users(parameter.name)))
            before = step
    return [_day(day, days[day]) for day in sorted(days, reverse=True)]


def _day(day: date, changes: Sequence[Change]) -> DayOfChanges:
    return DayOfChanges(
        day,
        tuple(change for change in changes if change.before is not None),
        tuple(change for change in changes if change.before is None),
    )
