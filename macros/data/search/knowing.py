"""What a step of a rule comes to where one input is all that is known: whatever else is entered is unknown.

A condition that is known decides between two parts of a formula; where the part that is left needs something unknown,
nothing comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from handbook import Frame, InputRows, Refusal, Rule, RuleStep, Skipped, Tree, evaluator, names_in, values_on, walk


class _Unknown(Exception):
    """It needs something that is not known."""


_NOTHING = (_Unknown, Skipped, Refusal, ZeroDivisionError)  # why nothing comes out of a formula


class OneKnown:
    """A step of a rule on a day, and an input: looked through once, then worked out for as many of its values as there
    are. Of a row, what may be left out is left out."""

    def __init__(self, rule: Rule, input: str, step: str, day: date) -> None:
        entry = rule.input(input)
        self._input, self._step, self._calendars = input, step, rule.calendars
        self._parameters = values_on(rule.parameters, day)
        self._stops = [_Formula(stop.when) for stop in rule.stops]
        self._ask_when = [_Formula(entry.ask_when)] if entry and entry.ask_when else []
        read = {step, *(name for formula in (*self._stops, *self._ask_when) for name in names_in(formula.tree))}
        steps = _leading_to(read, rule)
        varying = _led_to({input}, steps)
        self._same = self._with(_left_out(rule, input), [_Step(each) for each in steps if each.id not in varying])
        self._steps = [_Step(each) for each in steps if each.id in varying]

    def comes_to(self, value: Fraction) -> Any:
        """What the step comes to for a value; None where that does not decide it."""
        names = self._with({**self._same, self._input: value}, self._steps)
        frame = self._frame(names)
        refused = any(_holds(stop, names, frame) for stop in self._stops)
        is_asked = all(_holds(condition, names, frame) for condition in self._ask_when)
        return None if refused or not is_asked else names.get(self._step)

    def _with(self, names: dict[str, Any], steps: Sequence[_Step]) -> dict[str, Any]:
        """What is known, with those of some steps that it decides."""
        frame = self._frame(names)
        for step in steps:
            try:
                names[step.id] = step.value(names, frame)
            except _NOTHING:  # it stays unknown
                continue
        return names

    def _frame(self, names: Mapping[str, Any]) -> Frame:
        return Frame(self._parameters, self._calendars, {}, names)


def _left_out(rule: Rule, input: str) -> dict[str, Any]:
    """What the fields beside an input of a row stand for where nothing is entered in them."""
    rows = (entry.fields for entry in rule.inputs if isinstance(entry, InputRows))
    fields = next((fields for fields in rows if input in {each.id for each in fields}), ())
    return {each.id: each.default for each in fields if each.default is not None}


def _leading_to(names: set[str], rule: Rule) -> list[RuleStep]:
    """The steps that have one of these names, and those that they are worked out from, in the rule's order."""
    found: list[RuleStep] = []
    for step in reversed(rule.steps):
        if step.id in names:
            names = names.union(_read_by(step))
            found.append(step)
    return found[::-1]


def _led_to(names: set[str], steps: Iterable[RuleStep]) -> set[str]:
    """These names, and the steps that are worked out from them."""
    for step in steps:
        if not names.isdisjoint(_read_by(step)):
            names = {*names, step.id}
    return names


def _read_by(step: RuleStep) -> Iterator[str]:
    return (name for tree in (step.when, step.tree, step.otherwise) if tree for name in names_in(tree))


def _holds(condition: _Formula, names: Mapping[str, Any], frame: Frame) -> bool | None:
    """Whether a condition holds; None where that is not known."""
    try:
        return bool(condition.value(names, frame))
    except _NOTHING:
        return None


class _Step:
    """A step of the rule, whose formulas are looked at once."""

    def __init__(self, step: RuleStep) -> None:
        self.id = step.id
        self._when, self._tree, self._otherwise = (
            _Formula(tree) if tree else None for tree in (step.when, step.tree, step.otherwise)
        )

    def value(self, names: Mapping[str, Any], frame: Frame) -> Any:
        """What it comes to. Raises _Unknown, Skipped, Refusal or ZeroDivisionError."""
        held = self._when is None or self._when.value(names, frame)
        formula = self._tree if held else self._otherwise
        if formula is None:
            raise Skipped
        return formula.value(names, frame)


class _Formula:
    """A formula, and what is left of it once its first condition is known: each is looked at once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._choice = _first_choice(tree)
        self._test = _Formula(self._choice[1]) if self._choice else None
        self._left: dict[bool, _Formula] = {}  # by whether the condition holds
        parts = [*walk(tree)]
        self._goes_through_rows = any(part[0] == "each" for part in parts)  # of which none is known
        self._needed = {part[1] for part in parts if part[0] == "v"}

    def value(self, names: Mapping[str, Any], frame: Frame) -> Any:
        """What it comes to. Raises _Unknown, Skipped, Refusal or ZeroDivisionError."""
        if self._test:
            return self._after(bool(self._test.value(names, frame))).value(names, frame)
        if self._goes_through_rows or not self._needed <= names.keys():
            raise _Unknown
        return self._evaluate(names, frame)

    @cached_property
    def _evaluate(self) -> Callable[[Mapping[str, Any], Frame], Any]:
        return evaluator(self.tree)

    def _after(self, held: bool) -> _Formula:
        if held not in self._left:
            assert self._choice
            _, _, then, other = self._choice
            self._left[held] = _Formula(_with(self.tree, self._choice, then if held else other))
        return self._left[held]


def _first_choice(tree: Tree) -> Tree | None:
    """The condition of a formula that is looked at first, with the two parts between which it decides."""
    return tree if tree[0] == "if" else next(filter(None, map(_first_choice, _parts(tree))), None)


def _with(tree: Tree, old: Tree, new: Tree) -> Tree:
    """A tree with another one in place of one of its parts."""
    if tree is old:
        return new
    return tuple(_with(part, old, new) if _is_tree(part) else part for part in tree)


def _parts(tree: Tree) -> Iterator[Tree]:
    return filter(_is_tree, tree)


def _is_tree(part: Any) -> bool:
    return isinstance(part, tuple) and bool(part) and isinstance(part[0], str)
