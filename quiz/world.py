"""The policy on one day as formulas of questions see it, and as it would be with one parameter at another value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from handbook.book import PolicyBook
from handbook.rules.analysis import Scope
from handbook.rules.evaluation import Evaluate, Frame
from handbook.rules.inputs import accept
from handbook.rules.kinds import Kind
from handbook.rules.rule import CountedParameter, Rows, Rule, values_on
from handbook.rules.run import Trace, run
from handbook.rules.saying import Sayer, Shown
from handbook.rules.stock import counted_parameter
from handbook.rules.workdays import Calendars
from handbook.timeline import Dated, Timeline
from handbook.units import scale
from handbook.values import Value, counted
from handbook.words import Lang, Words


@dataclass(frozen=True, eq=False)
class World:
    """A book on a day. `parameters` are those that can be counted with."""

    book: PolicyBook
    day: date
    parameters: Mapping[str, CountedParameter]
    changed: str = ""  # the parameter that is not as the book has it

    @classmethod
    def of(cls, book: PolicyBook, day: date) -> World:
        """The world as the book has it."""
        made = (counted_parameter(name, each.entry, each.timeline.steps) for name, each in book.parameters.items())
        return cls(book, day, {each.name: each for each in made if each})

    def with_value(self, name: str, value: Value) -> World:
        """The same with one parameter at another value, on every day."""
        parameter = self.parameters[name]
        constant = Timeline(name, (Dated(date.min, counted(self.book.param(name).entry, value)),))
        return replace(self, parameters={**self.parameters, name: replace(parameter, timeline=constant)}, changed=name)

    @cached_property
    def calendars(self) -> Calendars:
        return Calendars(self.book.calendars)

    def frame(self) -> Frame:
        """What a formula outside all rules is worked out in."""
        return Frame(values_on(self.parameters, self.day), self.calendars)

    def run(self, rule: Rule, given: Mapping[str, Any]) -> Trace:
        """Run a rule as of this day. Raises BadInput."""
        accepted = accept(rule.inputs, given)
        if self.changed in rule.parameters:
            own = {name: self.parameters[name] for name in rule.parameters}
            rule = replace(rule, parameters=own, _on_day={})
        trace = run(rule, accepted, self.day)
        return replace(trace, frame=replace(trace.frame, parameters=values_on(self.parameters, trace.on)))

    def scope(self, scalars: Mapping[str, Kind], rule: Rule | None = None) -> Scope:
        """The names a formula may use: the given ones, the parameters, and with a rule its inputs and steps."""
        scope = Scope(self._kind_of, sorted(self.book.parameters), scalars=dict(scalars))
        if rule:
            for entry in rule.inputs:
                if isinstance(entry, Rows):
                    scope.columns[entry.id] = {each.id: each.kind for each in entry.fields}
                else:
                    scope.scalars.setdefault(entry.id, entry.kind)
            for step in rule.steps:
                if step.each:
                    scope.columns.setdefault(step.each, {})[step.id] = step.kind
                else:
                    scope.scalars.setdefault(step.id, step.kind)
        return scope

    def _kind_of(self, name: str) -> Kind | None:
        parameter = self.parameters.get(name)
        return parameter.kind if parameter else None


def worked_out(compute: Evaluate, names: Mapping[str, Any], frame: Frame) -> Any:
    """A value. Raises Refusal, Skipped and ZeroDivisionError."""
    return compute({**frame.names, **names}, frame)


def said(value: Any, shown: Shown) -> Words:
    """A value in both written languages."""
    return Words(**{lang: Sayer(lang).value(value, shown) for lang in _WRITTEN})


def typed(value: Fraction, unit: str | None) -> Fraction:
    """A number as people type it: 80 for 80%."""
    return value * scale(unit)


def can_be_typed(number: Fraction) -> bool:
    """Whether a number has at most four decimals."""
    return (number * 10_000).denominator == 1


_WRITTEN: tuple[Lang, Lang] = ("zh", "en")
