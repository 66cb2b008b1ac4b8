"""What must hold between parameters, on every date at which one of them changes (`consistency.yml`)."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.lang.catalogue import Phrase
from handbook.policy.checks.conditions import CannotTell, Condition
from handbook.problems.problem import Problem
from handbook.rules.reading.known_parameters import KnownParameters
from handbook.schema.draft import Draft, Located
from handbook.schema.models import ConsistencyEntry


def check_consistency(draft: Draft, known: KnownParameters) -> Iterator[Problem]:
    """Each entry is told once, at the value that breaks it first."""
    for located in draft.consistency:
        condition = Condition(draft, known, located, "must")
        problems = list(condition.problems())
        yield from problems
        if condition.usable:
            yield from _broken(condition, located)


def _broken(condition: Condition, located: Located[ConsistencyEntry]) -> Iterator[Problem]:
    entry = located.entry
    for day in condition.days():
        try:
            held = condition.holds(day)
        except CannotTell as bad:
            yield condition.cannot_tell(bad)
            return
        if not held:
            shown = condition.shown(day)
            said = shown if condition.sums else Phrase("handbook.policy.does_not_hold", {"shown": shown})
            facts: dict[str, object] = {"day": day, "message": entry.message, "shown": said}
            rests = condition.rests("inconsistent", condition.parameters)
            yield Problem(condition.changed_value(day), "inconsistent", entry.id, facts, entry.severity, rests=rests)
            return
