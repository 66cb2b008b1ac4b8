"""Legal limits that a change passes, passes further, or no longer passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handbook.book import PolicyBook
from handbook.guardrails import Finding, Guardrail


@dataclass(frozen=True)
class LimitChange:
    """A stretch on which a limit is passed: newly (`passed`), or no longer."""

    guardrail: Guardrail
    finding: Finding
    passed: bool


def limit_changes(before: PolicyBook, after: PolicyBook, today: date) -> Iterator[LimitChange]:
    """In the order of the files; a stretch with other values in it counts as another."""
    old, new = _stretches(before, today), _stretches(after, today)
    for key, (guardrail, finding) in new.items():
        if key not in old:
            yield LimitChange(guardrail, finding, True)
    still = {(id, since) for id, since, *_ in new}
    for key, (guardrail, finding) in old.items():
        if key not in new and key[:2] not in still:
            yield LimitChange(guardrail, finding, False)


def _stretches(book: PolicyBook, today: date) -> dict[tuple[str, date, str], tuple[Guardrail, Finding]]:
    return {
        (each.entry.id, finding.since, finding.shown["zh"]): (each, finding)
        for each in book.guardrails
        for finding in each.now(today)
    }
