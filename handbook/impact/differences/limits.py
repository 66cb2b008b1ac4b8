"""Legal limits that a change passes, passes with other values, or no longer passes; and who lets them stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook.impact.differences.renames import Renames
from handbook.policy.book import PolicyBook
from handbook.schema.guardrails import Finding, Guardrail
from handbook.schema.models import Acknowledgement

State = Literal["new", "other", "gone"]


@dataclass(frozen=True)
class LimitChange:
    """A stretch on which a limit is passed: newly, with other values than before, or no longer.

    `acknowledged` is who lets it stand today, if anybody does.
    """

    guardrail: Guardrail
    finding: Finding
    state: State
    acknowledged: Acknowledgement | None

    @property
    def outlasts(self) -> bool:
        """Whether it begins only after it is acknowledged no longer."""
        return self.acknowledged is not None and self.finding.since > self.acknowledged.until

    @property
    def passed(self) -> bool:
        """Whether it is passed after the change."""
        return self.state != "gone"


def limit_changes(before: PolicyBook, after: PolicyBook, renames: Renames, today: date) -> Iterator[LimitChange]:
    """In the order of the files; a limit that is itself gone is none that is kept now."""
    was = {renames.of("guardrail", each.entry.id): each for each in before.guardrails}
    for guardrail in after.guardrails:
        old = was.get(guardrail.entry.id)
        stretches = old.now(today) if old else ()
        for finding in guardrail.now(today):
            if not any(_same(finding, each) for each in stretches):
                state: State = "other" if any(_meet(finding, each) for each in stretches) else "new"
                yield LimitChange(guardrail, finding, state, guardrail.acknowledged(today))
        for finding in stretches:
            if not any(_same(finding, each) or _meet(finding, each) for each in guardrail.now(today)):
                yield LimitChange(guardrail, finding, "gone", None)


def _same(one: Finding, other: Finding) -> bool:
    return (one.since, one.shown["zh"]) == (other.since, other.shown["zh"])


def _meet(one: Finding, other: Finding) -> bool:
    """Whether two stretches have a day in common."""
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)
