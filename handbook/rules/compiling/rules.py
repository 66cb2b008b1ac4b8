"""From a rule to code. It is made once for all values of its parameters but for those that it divides by.

So a company's other numbers need no other code: parameters come in as inputs do, as whole numbers over a denominator
that their own precision tells. Divisors alone are part of the code, as only they decide denominators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from handbook.lang.units import scale
from handbook.rules.compiling.code import (
    DATED,
    MOST_WORK,
    Argument,
    At,
    Block,
    Branch,
    Cell,
    Code,
    Constant,
    Dated,
    Each,
    Expression,
    Leave,
    Need,
    Once,
    Operation,
    Put,
    Refuse,
    Result,
    Scaled,
    Set,
    Shape,
    Statement,
    Stop,
    Tabled,
    Variable,
)
from handbook.rules.compiling.trees import writer_of
from handbook.rules.compiling.writing import Rows, Writer
from handbook.rules.formulas.computing import MOST_INSTALMENTS, MOST_SHARES
from handbook.rules.formulas.kinds import (
    ChoiceKind,
    DayKind,
    ListKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    TableKind,
)
from handbook.rules.formulas.refusal import STOPPED
from handbook.rules.formulas.tables import Counted, Table
from handbook.rules.formulas.tree import Tree, walk
from handbook.rules.rule import CountedParameter, Input, InputField, InputRows, Outcome, Rule, RuleStep

_MOST_PARTS = max(MOST_INSTALMENTS, MOST_SHARES)  # rows of a step that gives a list
_OF_CONSTANTS = frozenset(("#", "p", "+", "-", "*", "/", "neg"))
_SHAPES: Mapping[type, Shape] = {
    ChoiceKind: "text", SwitchKind: "switch", DayKind: "day", MomentKind: "moment", ListKind: "list",
}  # fmt: skip


class Variant(NamedTuple):
    """Which code of a rule it is; `variant_of` tells it from the parameters' values.

    `absent` are parameters that have no value on the day, `divisors` the values of those it divides by. `exact`: for
    inputs or parameters beyond their own bounds or precision, which come as exact values then.
    """

    absent: frozenset[str] = frozenset()
    divisors: tuple[tuple[str, Fraction], ...] = ()
    exact: bool = False


def variant_of(rule: Rule, parameters: Mapping[str, CountedParameter], day: date, *, exact: bool = False) -> Variant:
    """The variant for the values of a day, and for all values of the parameters that are looked up by day."""
    (used, dated, divisors), shapes = _used(rule), _shapes(rule)
    lines = {name: parameters[name].timeline for name in used | dated}
    values = {name: step.value for name in used if (step := lines[name].find(day))}
    absent = frozenset(used - values.keys())
    counted = [*values.items(), *((name, step.value) for name in dated for step in lines[name].steps)]
    if exact or not all(_fits(shapes[name], value) for name, value in counted):
        return Variant(absent, (), exact=True)
    known = ((name, values.get(name)) for name in divisors)
    return Variant(absent, tuple((name, value) for name, value in known if isinstance(value, Fraction)))


def _fits(shape: Shape, value: Counted) -> bool:
    if isinstance(shape, Tabled) and isinstance(value, Table):
        return all(_fits(shape.of, row.gives) for row in value.rows if row.gives is not None)
    return not isinstance(shape, Scaled) or (isinstance(value, Fraction) and whole_of(shape, value) is not None)


@lru_cache(maxsize=256)
def _used(rule: Rule) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """The parameters that a rule counts with (its texts may show others): those with the value of the day, those with
    all their values, and of the first those in what is divided by, where that is made of nothing else."""
    below = [list(walk(part[2])) for part in rule.parts if part[0] == "/"]
    constant = [inside for inside in below if all(each[0] in _OF_CONSTANTS for each in inside)]
    divisors = dict.fromkeys(each[1] for inside in constant for each in inside if each[0] == "p")
    of_the_day, dated = (frozenset(part[1] for part in rule.parts if part[0] == form) for form in "pd")
    return of_the_day, dated, tuple(divisors)


@lru_cache(maxsize=256)
def _shapes(rule: Rule) -> Mapping[str, Shape]:
    """What the parameters that a rule counts with are."""
    used, dated, _ = _used(rule)
    return {name: shape_of(rule.parameters[name]) for name in used | dated}


def shape_of(field: InputField | CountedParameter, *, exact: bool = False) -> Shape:
    """What an input or parameter is: a number counts in the smallest parts that it may be written in, and so does what
    a table gives."""
    match field.kind:
        case NumberKind():
            return "exact" if exact else _scaled(field)
        case TableKind():
            return Tabled("exact" if exact else _scaled(field))
    return _SHAPES[type(field.kind)]


def _scaled(field: InputField | CountedParameter) -> Scaled:
    parts, least, most = _parts(field.fineness, field.unit), field.min, field.max
    return Scaled(parts, -(-least.numerator * parts // least.denominator), most.numerator * parts // most.denominator)


@lru_cache(maxsize=256)
def _parts(fineness: int, unit: str | None) -> int:
    """How many of the smallest parts that a number may be written in make one in formulas."""
    return (fineness * scale(unit)).numerator


def given_by(code: Code, parameters: Mapping[str, CountedParameter], day: date) -> list[Any]:
    """What a program is given of the parameters: their raw values on a day, or themselves."""
    return [_raw(each, parameters[each.id.removeprefix(DATED)], day) for each in code.parameters]


def _raw(argument: Argument, parameter: CountedParameter, day: date) -> Any:
    if isinstance(argument.shape, Dated):
        return parameter
    value = parameter.at(day)
    return (
        whole_of(argument.shape, value) if isinstance(value, Fraction) and isinstance(argument.shape, Scaled) else value
    )


def whole_of(shape: Scaled, number: Fraction) -> int | None:
    """The whole number that stands for a number; None where it is beyond the bounds, or finer than the denominator."""
    times, rest = divmod(shape.denominator, number.denominator)
    whole = number.numerator * times
    return whole if not rest and shape.least <= whole <= shape.most else None


def compile_rule(rule: Rule, variant: Variant, limit: int) -> Code:
    """The code of a rule. No whole number in it reaches `limit`, nor do those given to it within their bounds."""
    around = _OfRule(rule, variant, limit, checked=variant.exact)
    code = around.code()
    return code if around.checked or around.work <= MOST_WORK else _OfRule(rule, variant, limit, checked=True).code()


def arguments_of(rule: Rule, variant: Variant, limit: int) -> tuple[Argument, ...]:
    """What the code of a rule is given, for who needs no more of it."""
    return tuple(_OfRule(rule, variant, limit, checked=variant.exact).arguments)


_NOTHING = Constant(None, "any")
_Putter = Callable[[Expression], Set | Put]


class _Value(NamedTuple):
    """What a name stands for; it may be missing."""

    value: Variable
    missing: bool


class _OfRule:
    """The surroundings of a rule's formulas; and what its steps become."""

    def __init__(self, rule: Rule, variant: Variant, limit: int, *, checked: bool) -> None:
        self.rule, self.variant = rule, variant
        self.divisors = dict(variant.divisors)
        self.writer = writer_of(self, limit)
        self.arguments: list[Argument] = []
        self.parameters: dict[str, Argument] = {}
        self.results: list[Result] = []
        self.names: dict[str, _Value] = {}
        self.columns: dict[str, dict[str, _Value]] = {}  # by list
        self.lists: dict[str, _Value] = {}  # by list: one of its columns
        self.within: tuple[str, str] | None = None  # the list whose row it is in, and the variable with its number
        self._take_inputs()
        self.checked = checked
        self.work, self._times = 0, 1  # parts worked out for single rows, at most; and how often that is done here

    # what it is given

    def _take_inputs(self) -> None:
        for entry in self.rule.inputs:
            rows = entry.id if isinstance(entry, InputRows) else ""
            names = self.columns.setdefault(rows, {}) if rows else self.names
            for each in entry.fields if isinstance(entry, InputRows) else (entry,):
                variable = Variable(f"a{len(self.arguments)}", self._shape(each))
                self.arguments.append(Argument(variable.name, each.id, variable.shape, rows))
                names[each.id] = _Value(variable, False)
            if rows:
                self.lists[rows] = next(iter(names.values()))

    def _shape(self, field: InputField | CountedParameter) -> Shape:
        shape = shape_of(field, exact=self.variant.exact)
        number = shape.of if isinstance(shape, Tabled) else shape
        beyond = isinstance(number, Scaled) and self.writer.numbers.scaled(*number) is None
        return shape_of(field, exact=True) if beyond else shape

    # surroundings

    def name(self, writer: Writer, name: str) -> Expression:
        """A name's value, first among the columns of the row it is in."""
        if self.within and name in self.columns[self.within[0]]:
            held, missing = self.columns[self.within[0]][name]
            value: Expression = Cell(held.name, self.within[1], held.shape)
        else:
            value, missing = self.names[name]
        return writer.needed(value) if missing else value

    def parameter(self, writer: Writer, name: str) -> Expression:
        """A parameter's value: a constant where it is divided by, refused where it has none; or all its values."""
        if name in self.variant.absent:
            writer.block.append(Refuse("no_value", name))
            return Constant(None, "any")
        if name in self.divisors:
            return writer.numbers.constant(self.divisors[name])
        if name not in self.parameters:
            of = self._shape(self.rule.parameters[name.removeprefix(DATED)])
            shape = Dated(of) if name.startswith(DATED) else of
            self.parameters[name] = Argument(f"p{len(self.parameters)}", name, shape)
        return Variable(self.parameters[name].variable, self.parameters[name].shape)

    def rows(self, writer: Writer, name: str, parts: int) -> Rows:
        """A list's rows: of an input, or of a step that gave several numbers."""
        column, missing = self.lists[name]
        most = self._most(name)
        self.work += self._times * most * parts
        return Rows(writer.needed(column) if missing else column, most, self.checked)

    @contextmanager
    def row(self, writer: Writer, rows: str, index: str) -> Iterator[None]:  # noqa: ARG002
        """Inside, the columns of that list are names."""
        before, self.within, self._times = (self.within, self._times), (rows, index), self._times * self._most(rows)
        try:
            yield
        finally:
            self.within, self._times = before

    def _most(self, rows: str) -> int:
        entry = self.rule.input(rows)
        if self.variant.exact:
            return MOST_WORK
        return entry.most if isinstance(entry, InputRows) else _MOST_PARTS

    def code(self) -> Code:
        """All of the rule."""
        for entry in self.rule.inputs:
            self.ask(entry)
        for number, stops in enumerate(self.rule.stops_before):
            self.writer.block.append(At(number))
            for stop in stops:
                held = self.truth(stop.when, "h")
                self.writer.block.append(Branch(held, [Stop(STOPPED, stop.id)], []))
            if number < len(self.rule.steps):
                self.step(self.rule.steps[number])
        outcomes = tuple(self.outcome(outcome) for outcome in self.rule.outcomes)
        parameters, variables = self.parameters.values(), self.writer.variables
        return Code(
            tuple(self.arguments), tuple(parameters), tuple(self.results), outcomes, tuple(variables), self.writer.block
        )

    # inputs

    def ask(self, entry: Input) -> None:
        """Whether an input is asked; where it is not, it has no value, and where it is, it must have one."""
        if entry.ask_when is None:
            return
        asked = self.truth(entry.ask_when, "q")
        names = self.columns[entry.id] if isinstance(entry, InputRows) else self.names
        given = [names[each.id].value for each in (entry.fields if isinstance(entry, InputRows) else (entry,))]
        answered = [Branch(Operation("absent", (given[0],), "switch"), [Stop("unanswered", entry.id)], [])]
        self.writer.block.append(Branch(asked, answered, [Set(each.name, _NOTHING) for each in given]))
        if isinstance(entry, InputRows):
            self.lists[entry.id] = _Value(given[0], True)
        else:
            self.names[entry.id] = _Value(given[0], True)

    # steps

    def step(self, step: RuleStep) -> None:
        """Write a step, and make it known."""
        writer = self.writer
        result = writer.variable("any", "s")
        with writer.apart() as body:
            shape, missing = self._rows(step, step.each, result) if step.each else self._single(step, result)
        absent = _leaves(body)
        writer.block += [Once(body)] if absent else body
        result = result._replace(shape=shape)
        self.results.append(Result(result.name, step.id, shape, step.each or ""))
        if step.each:
            self.columns[step.each][step.id] = _Value(result, missing)
            return
        self.names[step.id] = _Value(result, missing or absent)
        if shape == "list":
            self.lists[step.id] = _Value(result, missing or absent)
            self.columns[step.id] = {step.id: _Value(result._replace(shape="exact"), False)}

    def _single(self, step: RuleStep, result: Variable) -> tuple[Shape, bool]:
        """The shape of a step's value, and whether its own condition may leave it out."""
        return self._held(step, result, lambda value: Set(result.name, value))

    def _rows(self, step: RuleStep, rows: str, result: Variable) -> tuple[Shape, bool]:
        """The same of the values in a step's rows, of which each may be left out alone."""
        writer, index = self.writer, self.writer.index()
        many = self.rows(writer, rows, 0)
        writer.block.append(Set(result.name, Operation("column", (many.length,), "list")))
        with writer.apart() as body, self.row(writer, rows, index):
            cell = Cell(result.name, index, "any")
            shape, missing = self._held(step, cell, lambda value: Put(result.name, index, value))
        writer.block.append(Each(index, many.length, body))
        return shape, missing or _leaves(body)

    def _held(self, step: RuleStep, found: Expression, put: _Putter) -> tuple[Shape, bool]:
        """Write a value where its condition holds, and elsewhere what it comes to otherwise; its shape, and whether it
        may be missing all the same. `found` is what was put."""
        writer = self.writer
        with writer.apart() as body:
            test = None if step.when is None else writer.value(step.when)
            with writer.apart() as inner:
                value = writer.value(step.tree)
        shape, rest = value.shape, list[Statement]()
        if step.otherwise is not None:
            with writer.apart() as rest:
                other = writer.value(step.otherwise)
            value, other, shape = writer.joined(value, other)
            rest.append(put(other))
        inner.append(put(value))
        body += inner if test is None else [Branch(test, inner, [])]
        if step.otherwise is None:
            writer.block += body
            return shape, test is not None
        writer.block += [Once(body)] if _leaves(body) else body
        writer.block.append(Branch(Operation("absent", (found,), "switch"), rest, []))
        return shape, False

    def outcome(self, outcome: Outcome) -> Argument:
        """Write an outcome: whether it is said."""
        return Argument(self.truth(outcome.when, "o").name, outcome.id, "switch")

    def truth(self, tree: Tree, start: str) -> Variable:
        """Write whether a condition holds. It does not where it needs what is missing."""
        writer = self.writer
        held = writer.variable("switch", start)
        with writer.apart() as body:
            value = writer.value(tree)
            body.append(Set(held.name, value))
        if _leaves(body):
            writer.block += [Set(held.name, Constant(False, "switch")), Once(body)]
        else:
            writer.block += body
        return held


def _leaves(block: Block) -> bool:
    """Whether it may leave what it stands in."""
    for statement in block:
        match statement:
            case Leave() | Need():
                return True
            case Branch(_, then, other) if _leaves(then) or _leaves(other):
                return True
    return False
