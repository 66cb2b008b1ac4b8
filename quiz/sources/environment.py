"""The policy on one day as formulas of questions see it, and as it would be with one parameter at another value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from handbook import (
    WRITTEN,
    Calendars,
    CountedParameter,
    Dated,
    Display,
    Frame,
    Lang,
    Parameter,
    PolicyBook,
    Rule,
    Scope,
    Timeline,
    Trace,
    Tree,
    Value,
    ValueFormatter,
    ValueKind,
    Words,
    accept_answers,
    calendars_of,
    counted,
    counted_parameter,
    frozen,
    run,
    scale,
    values_on,
)


@frozen
class ReadFormula:
    """A formula in which nothing is wrong: its tree, the kind of what comes out, the parameters it counts with."""

    tree: Tree
    kind: ValueKind
    parameters: tuple[str, ...]


@frozen(eq=False)
class Environment:
    """What formulas of questions are worked out in: a book on a day, with the parameters that can be counted with."""

    book: PolicyBook
    day: date
    parameters: Mapping[str, CountedParameter]
    changed: str = ""  # the parameter that is not as the book has it

    @classmethod
    def of(cls, book: PolicyBook, day: date) -> Environment:
        """The environment as the book has it."""
        return cls(book, day, _Counted(book.parameters, {}))

    def with_value(self, name: str, value: Value) -> Environment:
        """The same with one parameter at another value, on every day."""
        parameter = self.parameters[name]
        constant = Timeline(name, (Dated(date.min, counted(name, self.book.param(name).entry, value)),))
        parameters = _Counted(self.book.parameters, {name: replace(parameter, timeline=constant)})
        return replace(self, parameters=parameters, changed=name)

    @cached_property
    def calendars(self) -> Calendars:
        return calendars_of(self.book.calendars.values())

    def frame(self) -> Frame:
        """What a formula outside all rules is worked out in."""
        return Frame(values_on(self.parameters, self.day), self.calendars)

    def run(self, rule: Rule, given: Mapping[str, Any]) -> Trace:
        """Run a rule as of this day. Raises BadInput."""
        parameters = self.parameters if self.changed else None
        return run(rule, accept_answers(rule, given, self.day, parameters), self.day, parameters)

    def scope(self, drawn: Mapping[str, ValueKind], rule: Rule | None = None) -> Scope:
        """The names a formula may use: what is drawn, the parameters, and with a rule its inputs and steps."""
        known = sorted(self.book.parameters)
        scope = rule.scope(self._kind_of, known) if rule else Scope(self._kind_of, known)
        scope.scalars |= drawn
        return scope

    def _kind_of(self, name: str) -> ValueKind | None:
        parameter = self.parameters.get(name)
        return parameter.kind if parameter else None


class _Counted(Mapping[str, CountedParameter]):
    """The parameters that can be counted with, each made of the policy's when somebody asks for it; those of `instead`
    are there already."""

    def __init__(self, parameters: Mapping[str, Parameter], instead: Mapping[str, CountedParameter]) -> None:
        self._parameters = parameters
        self._made: dict[str, CountedParameter | None] = {**instead}

    def __getitem__(self, name: str, /) -> CountedParameter:
        if name not in self._made:
            parameter = self._parameters[name]
            self._made[name] = counted_parameter(name, parameter.entry, parameter.timeline.steps)
        if found := self._made[name]:
            return found
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._parameters if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_FORMATTERS: Mapping[Lang, ValueFormatter] = {lang: ValueFormatter(lang) for lang in WRITTEN}


def in_words(value: Any, display: Display) -> Words:
    """A value in both written languages."""
    return Words(**{lang: formatter.value(value, display) for lang, formatter in _FORMATTERS.items()})


def typed(value: Fraction, unit: str | None) -> Fraction:
    """A number as people type it: 80 for 80%."""
    return value * scale(unit)


def can_be_typed(number: Fraction) -> bool:
    """Whether a number has at most four decimals."""
    return (number * 10_000).denominator == 1
