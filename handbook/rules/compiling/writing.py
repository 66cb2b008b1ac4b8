"""Writes code: blocks, variables, and what must be said about the order in which things are worked out.

What an expression alone cannot say (rows, a value that may be missing, a value used twice) becomes statements before
it; what stands to its left and would be worked out later by that is set aside first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from handbook.rules.compiling.code import (
    Branch,
    Called,
    Cell,
    Constant,
    Expression,
    Need,
    Operation,
    Scaled,
    Set,
    Shape,
    Statement,
    Variable,
)
from handbook.rules.compiling.numbers import Arithmetic, exact
from handbook.rules.formulas.tree import Tree


class Rows(NamedTuple):
    """A list, and how many rows it has at most. With `checked` each row's work is counted as it is done."""

    rows: Expression
    most: int
    checked: bool

    @property
    def length(self) -> Expression:
        """How many rows there are."""
        return Operation("length", (self.rows,), self.number)

    @property
    def number(self) -> Scaled:
        """The shape of a count of rows."""
        return Scaled(1, 0, self.most)


class Surroundings(Protocol):
    """What a formula stands in: a rule, or names of which nothing is known."""

    def name(self, writer: Writer, name: str) -> Expression:
        """A name's value; where it may be missing, that leaves."""

    def parameter(self, writer: Writer, name: str) -> Expression:
        """A parameter's value."""

    def rows(self, writer: Writer, name: str, parts: int) -> Rows:
        """A list of rows, for each of which so many parts are worked out; where it may be missing, that leaves."""

    def row(self, writer: Writer, rows: str, index: str) -> AbstractContextManager[None]:
        """Inside, names are those that the row with the number in `index` sees, and no other row's."""


Read = Callable[["Writer"], Expression]
Form = Callable[..., Expression]


class Writer:
    """Writes the code of formulas, one after another, into blocks. `forms` has what to do with each form of tree."""

    def __init__(self, forms: Mapping[str, Form], surroundings: Surroundings, limit: int) -> None:
        self.forms, self.surroundings, self.numbers = forms, surroundings, Arithmetic(limit)
        self.block: list[Statement] = []
        self.variables: list[str] = []
        self.there: dict[Expression, Expression] = {}  # what has been looked at before this is reached, and holds it
        self._indexes = 0

    def value(self, tree: Tree) -> Expression:
        """The expression that a tree becomes."""
        return self.forms[tree[0]](self, *tree[1:])

    def several(self, trees: Sequence[Tree]) -> list[Expression]:
        """Values in order: one that stands before statements of a later one is set aside."""
        values: list[Expression] = []
        for tree in trees:
            before, self.block = self.block, []  # as `apart`, which takes longer
            value = self.value(tree)
            later, self.block = self.block, before
            if later:
                values = [self.kept(each) for each in values]
                self.block += later
            values.append(value)
        return values

    def apart(self) -> _Apart:
        """What is written inside goes to a block of its own."""
        return _Apart(self)

    def variable(self, shape: Shape, start: str = "t") -> Variable:
        """A new variable."""
        name = f"{start}{len(self.variables)}"
        self.variables.append(name)
        return Variable(name, shape)

    def index(self) -> str:
        """A new variable for a loop's number."""
        self._indexes += 1
        return f"i{self._indexes}"

    def set(self, value: Expression, start: str = "t") -> Variable:
        """A new variable with a value."""
        held = self.variable(value.shape, start)
        self.block.append(Set(held.name, value))
        return held

    def kept(self, value: Expression) -> Expression:
        """A value that can be named more than once, and later."""
        return value if isinstance(value, (Constant, Variable, Cell)) else self.set(value)

    def needed(self, value: Expression) -> Expression:
        """A value that may be missing, which leaves; it is looked at once, however often it is needed."""
        held = self.there.get(value)
        if held is None:
            held = self.there[value] = value if isinstance(value, Variable) else self.set(value)
            self.block.append(Need(held))
        return held

    def chain(self, sign: str, first: Expression, others: Sequence[Read]) -> Expression:
        """Conditions joined by `and` or `or`: each is looked at only where those before have not decided."""
        found = first
        for read in others:
            with self.apart() as block:
                part = read(self)
            if not block:
                found = Operation(sign, (found, part), "switch")
                continue
            held = self.set(found)
            decided = [*block, Set(held.name, part)]
            self.block.append(Branch(held, decided, []) if sign == "and" else Branch(held, [], decided))
            found = held
        return found

    def either(self, test: Expression, then: Read, other: Read) -> Expression:
        """One of two values, of which only that one is worked out."""
        with self.apart() as first:
            yes = then(self)
        with self.apart() as second:
            no = other(self)
        yes, no, shape = self.joined(yes, no)
        if not first and not second:
            return Operation("choose", (test, yes, no), shape)
        held = self.variable(shape)
        self.block.append(Branch(test, [*first, Set(held.name, yes)], [*second, Set(held.name, no)]))
        return held

    def joined(self, yes: Expression, no: Expression) -> tuple[Expression, Expression, Shape]:
        """Both in one shape."""
        yes, no = self.numbers.alike([yes, no])
        match yes.shape, no.shape:
            case Scaled() as a, Scaled() as b:
                return yes, no, Scaled(a.denominator, min(a.least, b.least), max(a.most, b.most))
            case a, b if a == b:
                return yes, no, a
        return yes, no, "any"

    def comparison(self, sign: str, left: Expression, right: Expression) -> Expression:
        """Two values compared: numbers over one denominator."""
        return Operation(sign, tuple(self.numbers.alike([left, right])), "switch")


class _Apart:
    """A block of its own; as a generator it would cost more than most of what is written inside."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._before, self._there = writer, writer.block, writer.there

    def __enter__(self) -> list[Statement]:
        self._writer.block, self._writer.there = [], self._there.copy()
        return self._writer.block

    def __exit__(self, *_: object) -> None:
        self._writer.block, self._writer.there = self._before, self._there


MOST_DAYS = 3_652_058  # from the first day there is to the last
_YEARS = 9999
_SHAPES: Mapping[str, Shape] = {
    "any": "switch",
    "all": "switch",
    "is_working_day": "switch",
    "end_of_year": "day",
    "day_of": "day",
    "add_working_days": "day",
    "add_hours": "moment",
    "instalments": "list",
    "shares": "list",
    "value_on": "any",
    "add_months": "day",
    "add_years": "day",
    "start_of_month": "day",
    "end_of_month": "day",
    "date_of": "day",
    "days_between": Scaled(1, 0, MOST_DAYS),
    "months_between": Scaled(1, 0, _YEARS * 12),
    "years_between": Scaled(1, 0, _YEARS),
    "age_on": Scaled(1, 0, _YEARS),
    "working_days_between": Scaled(1, 0, MOST_DAYS + 1),
    "days_covered": Scaled(1, 0, MOST_DAYS + 1),
}  # fmt: skip  (all others give exact numbers)


def called(name: str, values: Sequence[Expression], shape: Shape | None = None) -> Expression:
    """A function that is no arithmetic here; `shape` is that of what it gives, where its name does not tell."""
    shape = shape or _SHAPES.get(name, "exact")
    found = Called(name, tuple(exact(value) for value in values), "exact" if isinstance(shape, Scaled) else shape)
    if not isinstance(shape, Scaled):
        return found
    below = shape.denominator
    return Operation("whole", (found, Constant(below, Scaled(1, below, below))), shape)


def reader(tree: Tree) -> Read:
    """What writes a tree's code when it is its turn."""
    return lambda writer: writer.value(tree)
