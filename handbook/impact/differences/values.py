"""Two time lines of a parameter compared on every stretch of days between their dates, so that an edited past shows."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from handbook.impact.differences.changes import KeyChange, Timing, ValueChange
from handbook.impact.differences.entry import ABSENT
from handbook.impact.differences.renames import Renames
from handbook.lang.days import parse_day
from handbook.policy.book import Parameter, PolicyBook
from handbook.schema.timeline import Dated
from handbook.schema.values import Value


def value_changes(before: PolicyBook, after: PolicyBook, renames: Renames, today: date) -> Iterator[ValueChange]:
    """Every stretch of days on which a value differs, in the order of the book; a new name changes no value."""
    old = {renames.of("parameter", name): parameter for name, parameter in before.parameters.items()}
    for name in dict.fromkeys([*old, *after.parameters]):
        yield from _stretches(old.get(name), after.parameters.get(name), name, today)


def besides_values(key: KeyChange, days: Container[date]) -> KeyChange | None:
    """What is left to tell of a parameter's key where the report has the values that change on `days` already."""
    match key.path:
        case ():
            before, after = (_without(side, "values") for side in (key.before, key.after))
            return KeyChange((), before, after)
        case ("values", day) if parse_day(str(day)) in days:  # a step that is new or gone; its decision is told with it
            notes = [side.get("note", ABSENT) if isinstance(side, dict) else ABSENT for side in (key.before, key.after)]
            return None if notes == [ABSENT, ABSENT] else KeyChange((*key.path, "note"), *notes)
        case ("values", day, "value", *_) if parse_day(str(day)) in days:
            return None
    return key


def _without(side: Any, *keys: str) -> Any:
    return {key: value for key, value in side.items() if key not in keys} if isinstance(side, dict) else side


def _stretches(old: Parameter | None, new: Parameter | None, name: str, today: date) -> Iterator[ValueChange]:
    if old and new and old.timeline == new.timeline and old.unit == new.unit:
        return
    days = sorted({step.since for each in (old, new) if each for step in each.timeline.steps})
    open_: ValueChange | None = None
    for day in days:
        change = ValueChange(name, day, None, _at(old, day), _at(new, day), old, new, _timing(day, today))
        if open_ and _pair(change) == _pair(open_):
            continue
        if open_ and _differs(open_):
            yield replace(open_, until=day)
        open_ = change
    if open_ and _differs(open_):
        yield open_


def _at(parameter: Parameter | None, day: date) -> Dated[Value] | None:
    return parameter.timeline.at(day) if parameter and parameter.timeline.covers(day) else None


def _pair(change: ValueChange) -> tuple[Any, Any]:
    return (change.before and change.before.value, change.after and change.after.value)


def _differs(change: ValueChange) -> bool:
    """By value, and by unit: 1 hour is not 1 day."""
    units = {each.unit for each in (change.parameter_before, change.parameter_after) if each}
    before, after = _pair(change)
    return bool(before != after or len(units) > 1)


def _timing(since: date, today: date) -> Timing:
    if since > today:
        return "scheduled"
    return "immediate" if since == today else "retroactive"
