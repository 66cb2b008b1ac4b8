"""Writes code down in Python, and makes functions of it.

What is executed consists of our own words, of identifiers `a1`, `t2` … that the code's variables are, of whole numbers,
and of texts by `repr`; everything else that it needs, as exact constants, stands in its namespace under such a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import Any

from handbook.rules.compiling.code import (
    MOST_WORK,
    Append,
    At,
    Block,
    Branch,
    Called,
    Cell,
    Code,
    Constant,
    Count,
    Each,
    Expression,
    FromParameter,
    Lookup,
    Need,
    Once,
    Operation,
    Put,
    Refuse,
    Set,
    Statement,
    Stop,
    TreeCode,
    Variable,
)
from handbook.rules.formulas.calendar import add_days
from handbook.rules.formulas.computing import COMPUTATIONS
from handbook.rules.formulas.exact import bounded
from handbook.rules.formulas.refusal import Refusal

_DEEP = 8  # loops inside each other; Python allows twenty blocks in a function
_SIGNS: Mapping[str, str] = {
    "neg": "-{}", "not": "not {}", "choose": "{1} if {0} else {2}", "days": "({} - {}).days",
    "later": "add_days({}, {})", "year": "{}.year", "month": "{}.month", "weekday": "{}.isoweekday()",
    "plus": "plus({}, {})", "minus": "minus({}, {})",
    "absent": "{} is None", "counts": "{} is not False", "length": "len({})", "column": "[None] * {}",
    "empty": "[]", "row": "{}[{}]", "within": "{{**{}, **{}}}",
}  # fmt: skip
# Beside others they stand in brackets; alone they do not, as Python's parser reads several times what begins with one.
_OPEN = frozenset(("neg", "not", "choose", "absent", "counts", "column"))
_BETWEEN = frozenset(("+", "-", "*", "/", "//", "==", "!=", "<", "<=", ">", ">=", "and", "or"))


class Skipped(Exception):
    """The value asked for belongs to a step that was skipped; what needs it is skipped, too."""


def rule_function(code: Code) -> Callable[..., Callable[..., Any]]:
    """A function of the working days, of what refuses an absent parameter, and of the parameters' values, that gives
    a function of the arguments.

    That gives (steps' values, which outcomes hold, work, None); where it is refused, the values so far and, instead of
    outcomes, the number of the step and the refusal.
    """
    writer = _Writer("", framed=False)
    results = _listed(each.variable for each in code.results)
    with writer.under(f"def make(calendars, absent, {_listed(each.variable for each in code.parameters)}):"):
        with writer.under(f"def compute({_listed(each.variable for each in code.arguments)}):"):
            writer.line(" = ".join((*(each.variable for each in code.results), "None")))
            writer.line("at = work = 0")
            with writer.sharing(), writer.under("try:"):
                writer.block(code.body)
            with writer.under("except (Refusal, ZeroDivisionError) as refusal:"):
                writer.line(f"return ({results}), at, work, refusal")
            writer.line(f"return ({results}), ({_listed(each.variable for each in code.outcomes)}), work, None")
        writer.line("return compute")
    return writer.made("make")


def tree_function(code: TreeCode) -> Callable[[Any, Any], Any]:
    """A function of names and a frame. It raises Refusal, Skipped and ZeroDivisionError."""
    writer = _Writer("raise Skipped", framed=True)
    with writer.under("def formula(names, frame):"), writer.sharing():
        writer.line("outside, rows, calendars = frame.names, frame.rows, frame.calendars")
        writer.block(code.body)
        writer.line(f"return {writer.expression(code.value)}")
    return writer.made("formula")


def _listed(names: Iterator[str]) -> str:
    return "".join(f"{name}, " for name in names)


class _Writer:
    """Lines, and the constants that they name. `leave` is what a `Leave` is outside of everything that it could leave;
    `framed` tells that the work is counted by a frame."""

    def __init__(self, leave: str, *, framed: bool) -> None:
        self.leave, self.framed = leave, framed
        self.lines: list[str] = []
        self.namespace = dict(_NAMESPACE)
        self._margin = ""
        self._rows: list[str] = []  # of the loops around
        self._shared: dict[str, None] = {}

    def line(self, text: str) -> None:
        self.lines.append(self._margin + text)

    @contextmanager
    def under(self, head: str) -> Iterator[None]:
        """What is written inside belongs to the line."""
        self.line(head)
        margin = self._margin
        self._margin += " "
        yield
        self._margin = margin

    def made(self, name: str) -> Callable[..., Any]:
        """The function of that name."""
        exec(compile("\n".join(self.lines), "<rule>", "exec"), self.namespace)
        function: Callable[..., Any] = self.namespace[name]
        return function

    @contextmanager
    def sharing(self) -> Iterator[None]:
        """Variables that functions inside share must be there before them."""
        at, margin = len(self.lines), self._margin
        yield
        if self._shared:
            self.lines.insert(at, margin + " = ".join((*self._shared, "None")))

    def block(self, block: Block) -> None:
        if not block:
            self.line("pass")
        for statement in block:
            self.statement(statement)

    def statement(self, statement: Statement) -> None:  # noqa: PLR0912  (a branch a statement)
        match statement:
            case Set():
                self.line(f"{statement.name} = {self.expression(statement.value)}")
            case Put(column, row, value):
                self.line(f"{column}[{row}] = {self.expression(value)}")
            case Append(name, value):
                self.line(f"{name}.append({self.expression(value)})")
            case At(step):
                self.line(f"at = {step}")
            case Need(value):
                self.line(f"if {self.part(value)} is None: {self.leave}")
            case Refuse(code, parameter):
                self.line(f"absent({parameter!r})" if parameter else f"raise Refusal({code!r})")
            case Stop(code, id):
                self.line(f"raise Refusal({code!r}, id={id!r})")
            case Count(parts, times, checked):
                done = f"{parts} * {self.part(times)}"
                self.line(f"frame.count({done})" if self.framed else f"work += {done}")
                if checked and not self.framed:
                    self.line(f"if work > {MOST_WORK}: raise Refusal('too_much', most={MOST_WORK})")
            case Branch():
                self.branch(statement)
            case Once(body):
                with self.inside("while True:", "break"):
                    self.block(body)
                    self.line("break")
            case Each():
                self.each(statement)
            case _:
                self.line(self.leave)

    @contextmanager
    def inside(self, head: str, leave: str) -> Iterator[None]:
        """A loop, and what leaves one round of it."""
        before, self.leave = self.leave, leave
        with self.under(head):
            yield
        self.leave = before

    def branch(self, branch: Branch) -> None:
        test = self.expression(branch.test) if branch.then else f"not {self.part(branch.test)}"
        with self.under(f"if {test}:"):
            self.block(branch.then or branch.other)
        if branch.then and branch.other:
            with self.under("else:"):
                self.block(branch.other)

    def each(self, each: Each) -> None:
        """A loop; many inside each other are functions inside each other."""
        self._rows.append(each.row)
        if len(self._rows) % _DEEP:
            self.loop(each)
        else:
            name = f"deep{len(self.lines)}"
            shared = sorted({*_assigned(each.body), *([] if self.framed else ["work"])})
            self._shared.update(dict.fromkeys(shared))
            with self.under(f"def {name}():"):
                if shared:
                    self.line(f"nonlocal {', '.join(shared)}")
                self.loop(each)
            self.line(f"{name}()")
        self._rows.pop()

    def loop(self, each: Each) -> None:
        with self.inside(f"for {each.row} in range({self.expression(each.times)}):", "continue"):
            self.block(each.body)

    # expressions

    def expression(self, expression: Expression) -> str:
        match expression:
            case Variable():
                return expression.name
            case Operation():
                return self.operation(expression)
            case Constant():
                return self.constant(expression)
            case Cell(column, row):
                return f"{column}[{row}]"
            case Called(function, parts, _, words):
                calendars = ["calendars"] if COMPUTATIONS[function].calendar else []
                args = [*calendars, *map(self.expression, parts), *map(repr, words)]
                return f"f_{function}({', '.join(args)})"
            case Lookup(names, name):
                return f"{names}.get({name!r})"
            case FromParameter(name):
                return f"frame.parameters[{name!r}]"
        raise AssertionError(expression)

    def part(self, expression: Expression) -> str:
        """An expression beside others."""
        text = self.expression(expression)
        if not isinstance(expression, Operation):
            return text
        sign, shape = expression.sign, expression.shape
        return f"({text})" if sign in _OPEN or (sign in _BETWEEN and shape != "exact") else text

    def operation(self, operation: Operation) -> str:
        sign = operation.sign
        parts = [self.part(part) for part in operation.parts]
        if sign in _BETWEEN:
            joined = f"{parts[0]} {sign} {parts[1]}"
            return f"bounded({joined})" if operation.shape == "exact" else joined
        if sign == "exact":
            (whole,) = operation.parts
            return f"Fraction({parts[0]}, {whole.shape[0]})"
        if sign == "whole":
            number, below = parts
            return f"{number}.numerator" if below == "1" else f"whole({number}, {below})"
        return _SIGNS[sign].format(*parts)

    def constant(self, constant: Constant) -> str:
        value = constant.value
        if value is None or isinstance(value, (bool, str)):
            return repr(value)
        if isinstance(value, int):
            return str(value) if value >= 0 else f"({value})"
        name = f"k{len(self.namespace)}"
        self.namespace[name] = value
        return name


def _assigned(block: Block) -> Iterator[str]:
    """The variables that a block sets."""
    for statement in block:
        match statement:
            case Set(name):
                yield name
            case Branch(_, then, other):
                yield from _assigned([*then, *other])
            case Each(_, _, body) | Once(body):
                yield from _assigned(body)


def _whole(number: Fraction, below: int) -> int:
    return number.numerator * (below // number.denominator)


def _plus(left: Any, right: Any) -> Any:
    return add_days(left, right) if isinstance(left, date) else bounded(left + right)


def _minus(left: Any, right: Any) -> Any:
    if not isinstance(left, date):
        return bounded(left - right)
    return Fraction((left - right).days) if isinstance(right, date) else add_days(left, -right)


_NAMESPACE: Mapping[str, Any] = {
    "Fraction": Fraction, "Refusal": Refusal, "Skipped": Skipped, "bounded": bounded, "add_days": add_days,
    "whole": _whole, "plus": _plus, "minus": _minus,
    **{f"f_{name}": each.compute for name, each in COMPUTATIONS.items()},
}  # fmt: skip
