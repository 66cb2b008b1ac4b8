"""What all rules of a draft share: parameters as formulas see them, working days, the glossary's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from handbook.lang.units import scale
from handbook.problems.problem import Place
from handbook.rules.counted import counted
from handbook.rules.formulas.kinds import ChoiceKind, DayKind, NumberKind, SwitchKind, TableKind, ValueKind, parse_unit
from handbook.rules.formulas.scope import names_by_label
from handbook.rules.formulas.workdays import Calendars
from handbook.rules.rule import CountedParameter
from handbook.schema.draft import Draft
from handbook.schema.models import (
    BandsParameter,
    CalendarFile,
    ChoiceParameter,
    DateParameter,
    DaysOff,
    NumberParameter,
    ParameterEntry,
    SwitchParameter,
)
from handbook.schema.timeline import Dated, Timeline


def parameter_kind(entry: ParameterEntry) -> ValueKind | None:
    """What a parameter is in formulas; None for words."""
    match entry:
        case NumberParameter():
            return NumberKind(parse_unit(entry.counts_as or entry.unit))
        case SwitchParameter():
            return SwitchKind((entry.choices.true, entry.choices.false))
        case ChoiceParameter():
            return ChoiceKind(tuple(entry.choices.items()))
        case DateParameter():
            return DayKind()
        case BandsParameter():
            return TableKind(parse_unit(entry.by), parse_unit(entry.counts_as or entry.unit))
    return None


def counted_parameter(name: str, entry: ParameterEntry, values: Iterable[Dated[Any]]) -> CountedParameter | None:
    """A parameter with its dated values as formulas see it; None for words."""
    kind = parameter_kind(entry)
    if kind is None:
        return None
    steps = tuple(Dated(step.since, counted(name, entry, step.value)) for step in values)
    unit, by = getattr(entry, "unit", None), getattr(entry, "by", None)
    made = CountedParameter(name, entry.label, kind, unit, Timeline(name, steps), by)
    if not isinstance(entry, (NumberParameter, BandsParameter)):
        return made
    least, most = (Fraction(bound) / scale(unit) for bound in (entry.min, entry.max))
    return replace(made, min=least, max=most, precision=entry.precision)


def calendars_of(files: Iterable[CalendarFile]) -> Calendars:
    """The working days of the years that have a file."""
    files = list(files)
    off = {file.year: [day for run in file.off for day in days_of(run)] for file in files}
    return Calendars(off, {file.year: file.make_up for file in files})


def days_of(run: DaysOff) -> Iterator[date]:
    """Every day of a holiday."""
    return (run.since + timedelta(days=count) for count in range((run.until - run.since).days + 1))


class KnownParameters:
    """What all rules of a draft share: parameters as formulas see them, working days, the glossary's words."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.calendars = calendars_of(located.entry for located in draft.calendars)
        terms = {located.entry.id: located.entry.term for located in draft.terms}
        spoilt = any(problem.place.file.endswith("glossary.yml") for problem in draft.problems)
        self.terms = None if spoilt or "glossary" in draft.blind else terms
        self.names = sorted(draft.known_parameters)
        self.labels = {
            label: name
            for name, located in draft.parameters.items()
            for label in names_by_label(name, located.entry.label)
        }
        self._parameters: dict[str, CountedParameter] = {}
        self._kinds: dict[str, ValueKind | None] = {}

    @cached_property
    def declarations(self) -> tuple[object, ...]:
        """All that a rule takes from elsewhere but the values of parameters: where this is equal, the same files make
        the same rule."""
        draft = self.draft
        parameters = {
            name: (self.is_sound(name), [field for field in located.entry if field[0] != "values"])
            for name, located in draft.parameters.items()
        }
        calendars = [located.spot for located in draft.calendars]
        names = draft.known_parameters, draft.known_clauses, draft.known_rules, draft.blind
        return parameters, names, self.terms, calendars

    def kind_of(self, name: str) -> ValueKind | None:
        """The kind of a parameter, found once; None where there is none that can be counted with."""
        if name not in self._kinds:
            sound = self.is_sound(name)
            self._kinds[name] = parameter_kind(self.draft.parameters[name].entry) if sound else None
        return self._kinds[name]

    def is_sound(self, name: str) -> bool:
        """Whether a parameter is there and its dates are in order; where they are not, that is told elsewhere."""
        located = self.draft.parameters.get(name)
        days = [step.since for step in located.entry.values] if located else []
        return bool(days) and all(earlier < later for earlier, later in pairwise(days))

    def declared(self, name: str, code: str) -> Place | None:
        """Where what `code` is said of is written: the unit or kind of a parameter, or of what its table is looked up
        by; none where there is no such parameter."""
        located = self.draft.parameters.get(name)
        if located is None:
            return None
        looked_up = code == "formula_arguments" and isinstance(located.entry, BandsParameter)
        keys = ("by",) if looked_up else ("counts_as", "unit", "type")
        key = next((key for key in keys if getattr(located.entry, key, None)), None)
        return located.place(key) if key else located.place()

    def parameter(self, name: str) -> CountedParameter:
        """A parameter as formulas see it, made once."""
        if name not in self._parameters:
            entry = self.draft.parameters[name].entry
            made = counted_parameter(name, entry, (Dated(step.since, step.value) for step in entry.values))
            assert made is not None
            self._parameters[name] = made
        return self._parameters[name]
