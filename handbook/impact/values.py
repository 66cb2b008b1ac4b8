"""Two time lines of a parameter compared on every stretch of days between their dates, so that an edited past shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from handbook.book import Parameter, PolicyBook
from handbook.timeline import Dated
from handbook.values import Value
from handbook.words import Lang

Kind = Literal["scheduled", "immediate", "retroactive"]


@dataclass(frozen=True)
class ValueChange:
    """From `since` until the day before `until` (None: for good) another value applies. None: no value then."""

    name: str
    since: date
    until: date | None
    before: Dated[Value] | None
    after: Dated[Value] | None
    parameter_before: Parameter | None
    parameter_after: Parameter | None
    kind: Kind

    @property
    def parameter(self) -> Parameter:
        """The parameter as it is now, or as it was where it is gone."""
        found = self.parameter_after or self.parameter_before
        assert found
        return found

    def say_before(self, lang: Lang) -> str | None:
        """The value that applied; None where none did."""
        return self.parameter_before.say_step(self.before, lang) if self.parameter_before and self.before else None

    def say_after(self, lang: Lang) -> str | None:
        """The value that applies now; None where none does."""
        return self.parameter_after.say_step(self.after, lang) if self.parameter_after and self.after else None


@dataclass(frozen=True)
class EntryChange:
    """What else was changed in a parameter: keys such as `max`, or `values 2026-01-01 ref` for a decision's record."""

    name: str
    keys: tuple[str, ...]


def value_changes(before: PolicyBook, after: PolicyBook, today: date) -> Iterator[ValueChange]:
    """Every stretch of days on which a value differs, in the order of the book."""
    for name in dict.fromkeys([*before.parameters, *after.parameters]):
        yield from _stretches(before.parameters.get(name), after.parameters.get(name), name, today)


def entry_changes(before: PolicyBook, after: PolicyBook) -> Iterator[EntryChange]:
    """What differs besides values, of the parameters that are in both."""
    for name, parameter in after.parameters.items():
        other = before.parameters.get(name)
        if other and other.entry != parameter.entry:
            keys = tuple(_keys(other, parameter))
            if keys:
                yield EntryChange(name, keys)


def _stretches(old: Parameter | None, new: Parameter | None, name: str, today: date) -> Iterator[ValueChange]:
    if old and new and old.timeline == new.timeline and old.entry.type == new.entry.type:
        return
    days = sorted({step.since for each in (old, new) if each for step in each.timeline.steps})
    open_: ValueChange | None = None
    for day in days:
        change = ValueChange(name, day, None, _at(old, day), _at(new, day), old, new, _kind(day, today))
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


def _kind(since: date, today: date) -> Kind:
    if since > today:
        return "scheduled"
    return "immediate" if since == today else "retroactive"


def _keys(old: Parameter, new: Parameter) -> Iterator[str]:
    before, after = (each.entry.model_dump(by_alias=True, exclude={"values"}) for each in (old, new))
    yield from (key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key))
    steps: list[Mapping[date, Dated[Value]]] = [
        {step.since: step for step in each.timeline.steps} for each in (old, new)
    ]
    for since in sorted(steps[0].keys() & steps[1].keys()):
        for key in ("decided", "ref", "note"):
            if getattr(steps[0][since], key) != getattr(steps[1][since], key):
                yield f"values {since} {key}"
