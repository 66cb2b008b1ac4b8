"""A rule that has been read and checked, as data: inputs, steps as trees, outcomes, the dated values it counts with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from handbook.lang.languages import LANGS, Lang
from handbook.lang.parts import Parts, sizes_of
from handbook.lang.traditional import to_traditional
from handbook.lang.words import Words
from handbook.problems.problem import Place
from handbook.records import frozen
from handbook.rules.compiling.code import DATED
from handbook.rules.formulas.computing import COMPUTATIONS
from handbook.rules.formulas.kinds import ValueKind
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.scope import Scope
from handbook.rules.formulas.tables import Counted
from handbook.rules.formulas.tree import Tree, walk
from handbook.rules.formulas.workdays import Calendars
from handbook.schema.rule_models import AskEntry, PictureEntry
from handbook.schema.timeline import Timeline

ExactValue = Fraction | bool | str | date | datetime | list[Fraction]


@frozen
class Bound:
    """What a value may not go beyond: a day, or what is entered in an input before it, `by`, which is of the same kind
    and unit. It does not hold where that input is not asked or has no value."""

    end: Literal["min", "max"]
    limit: ExactValue | None = None
    by: InputField | None = None


@frozen
class InputField:
    """Something a person enters. `min` and `max` are of numbers; one that another input bounds has that input's there,
    beside it among the `bounds`. `unit` is the unit's text, None for a bare number.

    `example` is the author's; `opening` is what a calculator opens with, which is there whatever the author left out.
    """

    id: str
    kind: ValueKind
    label: Words
    hint: Words | None = None
    unit: str | None = None
    min: Fraction = Fraction(0)
    max: Fraction = Fraction(0)
    precision: int = 0
    of_month: bool = False  # a day that stands for its month, which says enough
    parts: Parts = ()  # the units in which it is answered, where there are several
    bounds: tuple[Bound, ...] = ()
    default: ExactValue | None = None
    example: ExactValue | None = None
    opening: ExactValue | None = None
    ask_when: Tree | None = None  # asked only where it holds; elsewhere there is no value, whatever was given
    aliases: tuple[str, ...] = ()  # what else sheets and people call it
    source: tuple[str, str] | None = None  # the rule, and the step of it, whose result it may take over

    @property
    def fineness(self) -> int:
        """How many of the smallest parts that a number may be written in make one, as people write it."""
        return sizes_of(self.parts)[0] if self.parts else int(10**self.precision)


@frozen
class InputRows:
    """A list that a person enters, every row with the same fields."""

    id: str
    label: Words
    hint: Words | None
    fields: tuple[InputField, ...]
    most: int
    example: tuple[Mapping[str, ExactValue], ...] = ()
    ask_when: Tree | None = None
    aliases: tuple[str, ...] = ()

    @property
    def opening(self) -> tuple[Mapping[str, ExactValue], ...]:
        """What a calculator opens with."""
        return self.example


Input = InputField | InputRows


@frozen
class RuleStep:
    """One line of the working. `unit` is the text of the unit it is shown in; `each` names the rows it is done for.
    `otherwise` is its formula where it would be skipped: where `when` does not hold, or something needed is missing."""

    id: str
    label: Words
    kind: ValueKind
    tree: Tree
    unit: str | None = None
    each: str | None = None
    when: Tree | None = None
    clause: str | None = None
    own: bool = True  # not taken over from another rule
    otherwise: Tree | None = None


@frozen
class Outcome:
    """Something said where a condition holds. `say` is words with references ("p", …) and ("v", …) between them."""

    id: str
    tone: str
    when: Tree
    say: Mapping[Lang, tuple[str | Tree, ...]]  # by written language


@frozen
class Stop:
    """A refusal in words: where `when` holds, nothing is worked out. `say` is as of an outcome."""

    id: str
    when: Tree
    say: Mapping[Lang, tuple[str | Tree, ...]]


@frozen
class CountedParameter:
    """A parameter as formulas see it, by date. `unit` is the text of the unit it is shown in; a table's rows begin at
    numbers of `by`. Bounds and precision are of numbers, as those of an input are, and of what a table gives."""

    name: str
    label: Words
    kind: ValueKind
    unit: str | None
    timeline: Timeline[Counted]
    by: str | None = None
    min: Fraction = Fraction()
    max: Fraction = Fraction()
    precision: int = 0

    @property
    def fineness(self) -> int:
        """As of an input."""
        return int(10**self.precision)

    def at(self, day: date) -> Counted:
        """The value in force on `day`. Raises Refusal where there is none."""
        step = self.timeline.find(day)
        if step is None:
            raise Refusal("no_value", name=self.name, day=day, first=self.timeline.steps[0].since)
        return step.value


@frozen(eq=False)  # a rule is itself, so that what is made for it can be kept by it
class Rule:
    """Something that the policy lets a person work out."""

    id: str
    title: Words
    about: Words
    clause: str
    listed: bool
    as_of: str | None
    inputs: tuple[Input, ...]
    steps: tuple[RuleStep, ...]
    results: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    picture: PictureEntry | None
    parameters: Mapping[str, CountedParameter]
    calendars: Calendars
    place: Place
    asks: tuple[AskEntry, ...] = ()
    stops: tuple[Stop, ...] = ()

    def input(self, id: str) -> Input | None:
        """An input by its id."""
        return next((entry for entry in self.inputs if entry.id == id), None)

    def step(self, id: str) -> RuleStep | None:
        """A step by its id."""
        return next((step for step in self.steps if step.id == id), None)

    def outcome(self, id: str) -> Outcome | None:
        """An outcome by its id."""
        return next((outcome for outcome in self.outcomes if outcome.id == id), None)

    def stop(self, id: str) -> Stop | None:
        """A refusal in words by its id."""
        return next((stop for stop in self.stops if stop.id == id), None)

    @cached_property
    def coded(self) -> Rule:
        """The rule whose code does for this one: itself, or the one that it is with other values."""
        return self

    def with_values(self, parameters: Mapping[str, CountedParameter]) -> Rule:
        """It with other values of its parameters, of which all else must be the same; itself where they are equal."""
        if parameters == self.parameters:
            return self
        made = replace(self, parameters=parameters)
        vars(made)["coded"] = self.coded
        return made

    @cached_property
    def stops_before(self) -> tuple[tuple[Stop, ...], ...]:
        """By the number of a step the refusals that are looked at before it: as soon as there is all that they name.
        One more than the steps: those that name the last."""
        numbers = {step.id: number for number, step in enumerate(self.steps, 1)}
        found: list[tuple[Stop, ...]] = [()] * (len(self.steps) + 1)
        for stop in self.stops:
            at = max((numbers.get(name, 0) for name in names_in(stop.when)), default=0)
            found[at] += (stop,)
        return tuple(found)

    def scope(self, parameter: Callable[[str], ValueKind | None], known_parameters: Sequence[str]) -> Scope:
        """What a formula about the rule may use: its inputs, all of its steps, and parameters."""
        scope = Scope(parameter, known_parameters)
        for entry in self.inputs:
            bring_input(scope, entry)
        for step in self.steps:
            scope.bring(step.id, step.kind, step.each, step.label)
        return scope

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses the rule itself applies, the main one first."""
        return tuple(dict.fromkeys([self.clause, *(s.clause for s in self.steps if s.own and s.clause)]))

    @property
    def needs_calendar(self) -> bool:
        """Whether it counts working days."""
        return any(part[0] in ("call", "each") and COMPUTATIONS[part[1]].calendar for part in self.parts)

    @cached_property
    def parts(self) -> Sequence[Tree]:
        """All parts of all its trees."""
        return [part for tree in self.trees() for part in walk(tree)]

    def trees(self) -> Iterator[Tree]:
        """Every tree of the rule."""
        yield from (entry.ask_when for entry in self.inputs if entry.ask_when)
        for step in self.steps:
            yield from (tree for tree in (step.tree, step.when, step.otherwise) if tree)
        yield from (stop.when for stop in self.stops)
        yield from (outcome.when for outcome in self.outcomes)


def day_of(rule: Rule, given: Mapping[str, Any], on: date) -> date:
    """The day whose rules apply: `on`, or for a rule with `as_of` what is given there."""
    dated = given.get(rule.as_of) if rule.as_of else None
    return dated.date() if isinstance(dated, datetime) else dated or on


def names_of(entry: Input, langs: Sequence[Lang] = LANGS) -> tuple[str, ...]:
    """All that an input is called in these languages: its id, its labels, its aliases."""
    labels = [entry.label[lang] for lang in langs]
    converted = map(to_traditional, entry.aliases if "zh-Hant" in langs else ())
    return tuple(dict.fromkeys((entry.id, *labels, *entry.aliases, *converted)))


def takers(rule: Rule, rules: Iterable[Rule]) -> Iterator[tuple[str, Rule, InputField]]:
    """The results of a rule that other listed rules take over: step, rule, input."""
    for other in rules:
        for entry in other.inputs if other.listed else ():
            if isinstance(entry, InputField) and entry.source and entry.source[0] == rule.id:
                yield entry.source[1], other, entry


def names_in(tree: Tree) -> Iterator[str]:
    """The inputs, steps and lists that a tree names."""
    for part in walk(tree):
        if part[0] == "v":
            yield part[1]
        elif part[0] == "each":
            yield part[2]


def depends_on_answers(entry: Input) -> bool:
    """Whether answers to other inputs decide if it is asked."""
    return entry.ask_when is not None and any(names_in(entry.ask_when))


def bring_input(scope: Scope, entry: Input) -> None:
    """Bring an input into scope, a list with its columns."""
    for each in entry.fields if isinstance(entry, InputRows) else (entry,):
        scope.bring(each.id, each.kind, entry.id if isinstance(entry, InputRows) else None, each.label)


def values_on(parameters: Mapping[str, CountedParameter], day: date) -> Mapping[str, Any]:
    """The values in force on a day; asking for one that is not raises Refusal. Behind the sign `DATED` a name is that
    of a parameter with its values on all days."""
    return _Values(parameters, day)


class _Values(dict[str, Any]):
    """Values of one day, looked up when first asked for: one that is not in force stops only who asks for it."""

    def __init__(self, parameters: Mapping[str, CountedParameter], day: date) -> None:
        super().__init__()
        self._parameters, self._day = parameters, day

    def __missing__(self, name: str) -> Counted | CountedParameter:
        if name.startswith(DATED):
            return self._parameters[name.removeprefix(DATED)]
        self[name] = value = self._parameters[name].at(self._day)
        return value
