"""What must be true of a policy beyond the shape of its files. One room a subject; each yields problems."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handbook.policy.checks.calendars import check_calendars
from handbook.policy.checks.consistency import check_consistency
from handbook.policy.checks.dates import check_dates
from handbook.policy.checks.ids import check_ids
from handbook.policy.checks.numbers_in_text import check_numbers_in_text
from handbook.policy.checks.signs import check_signs
from handbook.policy.checks.texts import check_texts
from handbook.policy.checks.values import check_revisions, check_values
from handbook.problems.problem import Problem
from handbook.rules.reading.known_parameters import KnownParameters
from handbook.schema.draft import Draft


def check_draft(draft: Draft, known: KnownParameters, today: date, now: date) -> Iterator[Problem]:
    """Every problem of the draft as of `today`, in no particular order; `now` is today or the clock's, if later."""
    yield from check_ids(draft)
    yield from check_values(draft, today)
    yield from check_revisions(draft)
    yield from check_signs(draft)
    yield from check_dates(draft, now)
    yield from check_texts(draft, today)
    yield from check_numbers_in_text(draft)
    yield from check_consistency(draft, known)
    yield from check_calendars(draft)
