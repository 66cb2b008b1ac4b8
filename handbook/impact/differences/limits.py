"""Legal limits that a change passes, passes with other values, or no longer passes; and who lets them stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handbook.impact.differences.changes import LimitChange, LimitState
from handbook.impact.differences.renames import Renames
from handbook.policy.book import PolicyBook
from handbook.schema.guardrails import Finding


def limit_changes(before: PolicyBook, after: PolicyBook, renames: Renames, today: date) -> Iterator[LimitChange]:
    """In the order of the files; a limit that is itself gone is none that is kept now."""
    was = {renames.of("guardrail", each.entry.id): each for each in before.guardrails}
    for guardrail in after.guardrails:
        old = was.get(guardrail.entry.id)
        stretches = old.now(today) if old else ()
        for finding in guardrail.now(today):
            if not any(_same(finding, each) for each in stretches):
                state: LimitState = "other" if any(_meet(finding, each) for each in stretches) else "new"
                yield LimitChange(guardrail, finding, state, guardrail.acknowledged(today))
        for finding in stretches:
            if not any(_same(finding, each) or _meet(finding, each) for each in guardrail.now(today)):
                yield LimitChange(guardrail, finding, "gone", None)


def _same(one: Finding, other: Finding) -> bool:
    return (one.since, one.shown["zh"]) == (other.since, other.shown["zh"])


def _meet(one: Finding, other: Finding) -> bool:
    """Whether two stretches have a day in common."""
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)
