"""Values are inside their bounds and precision, their dates increase, and reviews are not overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from handbook.problems.problem import Place, Problem
from handbook.schema.draft import Draft, Located
from handbook.schema.models import Band, BandsParameter, ChoiceParameter, NumberParameter, ParameterEntry
from handbook.schema.validation.bad_values import one_of
from handbook.schema.validation.bounds import Path, check_bands, check_number
from handbook.schema.values import exact


def check_values(draft: Draft, today: date) -> Iterator[Problem]:
    """Every dated value of every parameter."""
    for name, located in draft.parameters.items():
        yield from _dates(name, located)
        entry = located.entry
        if isinstance(entry, (NumberParameter, BandsParameter)):
            yield from _bounds(name, located, entry)
        if isinstance(entry, ChoiceParameter):
            yield from _choices(name, located, entry)
    for name, review_by, place in _reviews(draft):
        if review_by < today:
            next_year = min(today.year + 1, date.max.year)
            leap_day = (review_by.month, review_by.day) == (2, 29)
            example = review_by.replace(year=next_year, day=28 if leap_day else review_by.day)
            yield Problem(place, "review_overdue", name, {"day": review_by, "example": example}, "warning")


def _reviews(draft: Draft) -> Iterator[tuple[str, date, Place]]:
    """The days by which somebody is to look again: at values, and at what is said of the law."""
    for name, located in draft.parameters.items():
        if located.entry.review_by:
            yield name, located.entry.review_by, located.place("review_by")
    with_notes: list[Located[Any]] = [*draft.parameters.values(), *draft.clauses]
    for located in with_notes:
        for index, note in enumerate(located.entry.legal):
            yield located.name, note.review_by, located.place("legal", index, "review_by")
    for limit in draft.guardrails:
        if limit.entry.review_by:
            yield limit.entry.id, limit.entry.review_by, limit.place("review_by")


def check_revisions(draft: Draft) -> Iterator[Problem]:
    """The dates of every clause's revisions increase."""
    for located in draft.clauses:
        days = [revision.since for revision in located.entry.revisions]
        for index, (earlier, day) in enumerate(zip(days, days[1:]), 1):
            if day <= earlier:
                code = "date_duplicate" if day == earlier else "dates_not_increasing"
                facts = {"found": day, "previous": earlier}
                yield Problem(located.place("revisions", index, "from"), code, located.name, facts)


def _dates(name: str, located: Located[ParameterEntry]) -> Iterator[Problem]:
    previous: date | None = None
    days = [step.since for step in located.entry.values]
    for index, day in enumerate(days):
        if previous is not None and day <= previous:
            code = "date_duplicate" if day == previous else "dates_not_increasing"
            facts = {"found": day, "previous": previous}
            yield Problem(located.place("values", index, "from"), code, name, facts)
        previous = max(previous, day) if previous else day


def _bounds(name: str, located: Located[ParameterEntry], entry: NumberParameter | BandsParameter) -> Iterator[Problem]:
    if entry.min > entry.max:
        facts = {"min": exact(entry.min), "max": exact(entry.max)}
        yield Problem(located.place("min"), "bounds_swapped", name, facts)
        return
    values: list[Decimal | tuple[Band, ...]] = [step.value for step in entry.values]
    for index, value in enumerate(values):
        path: Path = ("values", index, "value")
        if isinstance(value, Decimal):
            yield from check_number(name, located, entry, path, value)
            continue
        yield from check_bands(name, located, entry, path, value)
    if isinstance(entry, BandsParameter) and entry.below is not None:
        yield from check_number(name, located, entry, ("below",), entry.below)


def _choices(name: str, located: Located[ParameterEntry], entry: ChoiceParameter) -> Iterator[Problem]:
    for index, step in enumerate(entry.values):
        if step.value not in entry.choices:
            facts = {"at": "value: ", **one_of(step.value, list(entry.choices))}
            yield Problem(located.place("values", index, "value"), "not_one_of", name, facts)
