"""Working out trees: each is turned once into nested Python functions, which then run on exact numbers."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from handbook.rules.formulas.exact import bounded
from handbook.rules.formulas.functions import FUNCTIONS, add_days
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.tree import Tree, walk
from handbook.rules.formulas.workdays import Calendars

NamedValues = Mapping[str, Any]


MOST_WORK = 3_000_000  # a few seconds; a sum over a thousand rows for each of a thousand rows fits


class Skipped(Exception):
    """The value asked for belongs to a step that was skipped; what needs it is skipped, too."""


@dataclass
class Frame:
    """What a run has beside its names: values of the day, rows by list, working days, and how much work it has been."""

    parameters: Mapping[str, Any]
    calendars: Calendars
    rows: dict[str, Sequence[NamedValues]] = field(default_factory=dict)
    names: NamedValues = field(default_factory=dict)  # outside all rows: an aggregate sees no other row's columns
    work: int = 0  # parts of formulas worked out for single rows; the rest is no more than the rule's text
    bounded: bool = True  # explaining looks again at what a run has looked at, and need not be counted

    def count(self, parts: int) -> None:
        """Count work. Raises Refusal where there has been too much of it, as of sums within sums within sums."""
        self.work += parts
        if self.bounded and self.work > MOST_WORK:
            raise Refusal("too_much", most=MOST_WORK)


Evaluator = Callable[[NamedValues, Frame], Any]
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def rows_of(frame: Frame, name: str) -> Sequence[NamedValues]:
    """The rows of a list. Raises Skipped where the list is a step that was skipped."""
    if name not in frame.rows:
        raise Skipped
    return frame.rows[name]


def evaluator(tree: Tree) -> Evaluator:
    """A function that works the tree out. It raises Refusal, Skipped and ZeroDivisionError."""
    return _MAKERS[tree[0]](*tree[1:])


def _constant(value: Any, *_words: Any) -> Evaluator:
    return lambda _names, _frame: value


def _name(name: str) -> Evaluator:
    def value(names: NamedValues, frame: Frame) -> Any:  # noqa: ARG001
        try:
            return names[name]
        except KeyError:
            raise Skipped from None

    return value


def _parameter(name: str) -> Evaluator:
    return lambda _names, frame: frame.parameters[name]


def _add(left: Tree, right: Tree) -> Evaluator:
    return _sum(left, right, 1)


def _subtract(left: Tree, right: Tree) -> Evaluator:
    return _sum(left, right, -1)


def _sum(left: Tree, right: Tree, sign: int) -> Evaluator:
    a, b = evaluator(left), evaluator(right)

    def value(names: NamedValues, frame: Frame) -> Any:
        first, second = a(names, frame), b(names, frame)
        if isinstance(first, date):
            if isinstance(second, date):
                return Fraction((first - second).days)
            return add_days(first, second * sign)
        return bounded(first + second if sign > 0 else first - second)

    return value


def _multiply(left: Tree, right: Tree) -> Evaluator:
    a, b = evaluator(left), evaluator(right)
    return lambda names, frame: bounded(a(names, frame) * b(names, frame))


def _divide(left: Tree, right: Tree) -> Evaluator:
    a, b = evaluator(left), evaluator(right)
    return lambda names, frame: bounded(a(names, frame) / b(names, frame))


def _negative(operand: Tree) -> Evaluator:
    a = evaluator(operand)
    return lambda names, frame: -a(names, frame)


def _not(operand: Tree) -> Evaluator:
    a = evaluator(operand)
    return lambda names, frame: not a(names, frame)


def _and(*parts: Tree) -> Evaluator:
    tests = [evaluator(part) for part in parts]
    return lambda names, frame: all(test(names, frame) for test in tests)


def _or(*parts: Tree) -> Evaluator:
    tests = [evaluator(part) for part in parts]
    return lambda names, frame: any(test(names, frame) for test in tests)


def _compare(first: Tree, *rest: Any) -> Evaluator:
    start = evaluator(first)
    links = [(_COMPARISONS[sign], evaluator(part)) for sign, part in zip(rest[::2], rest[1::2])]

    def value(names: NamedValues, frame: Frame) -> bool:
        left = start(names, frame)
        for holds, part in links:
            right = part(names, frame)
            if not holds(left, right):
                return False
            left = right
        return True

    return value


def _if(test: Tree, then: Tree, other: Tree) -> Evaluator:
    tested, yes, no = evaluator(test), evaluator(then), evaluator(other)
    return lambda names, frame: (yes if tested(names, frame) else no)(names, frame)


def _call(name: str, *args: Any) -> Evaluator:
    function = FUNCTIONS[name]
    parts = [evaluator(arg) for arg in args if isinstance(arg, tuple)]
    units = [arg for arg in args if isinstance(arg, str)]  # of a unit function: its own name and what it is given
    fixed = [name, *units] if units else []
    if fixed:
        (part,) = parts
        return lambda names, frame: function.compute(part(names, frame), *fixed)
    if function.calendar:
        return lambda names, frame: function.compute(frame.calendars, *[part(names, frame) for part in parts])
    return lambda names, frame: function.compute(*[part(names, frame) for part in parts])


def _each(name: str, rows: str, over: Sequence[Tree], others: Sequence[Tree], *_unit: str) -> Evaluator:
    function = FUNCTIONS[name]
    columns = [evaluator(arg) for arg in over]
    scalars = [evaluator(arg) for arg in others]
    parts = sum(1 for arg in over for _ in walk(arg))

    def value(names: NamedValues, frame: Frame) -> Any:
        lists: list[list[Any]] = [[] for _ in columns]
        for row in rows_of(frame, rows):
            frame.count(parts)
            visible = {**frame.names, **row}
            try:
                cells = [column(visible, frame) for column in columns]
            except Skipped:
                continue  # a row for which there is nothing
            for column, cell in zip(lists, cells):
                column.append(cell)
        given = [scalar(names, frame) for scalar in scalars]
        return function.compute(*([frame.calendars] if function.calendar else []), *lists, *given)

    return value


_MAKERS: dict[str, Callable[..., Evaluator]] = {
    "#": _constant, "b": _constant, "t": _constant, "v": _name, "p": _parameter,
    "+": _add, "-": _subtract, "*": _multiply, "/": _divide, "neg": _negative,
    "not": _not, "and": _and, "or": _or, "cmp": _compare, "if": _if, "call": _call, "each": _each,
}  # fmt: skip
