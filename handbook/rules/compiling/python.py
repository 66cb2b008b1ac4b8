"""Writes code down in Python, and makes functions of it.

What is executed consists of our own words, of identifiers `a1`, `t2` … that the code's variables are, of whole numbers,
and of texts by `repr`; everything else that it needs, as exact constants, stands in its namespace under such a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    Leave,
    Lookup,
    Need,
    Once,
    Operation,
    Put,
    Refuse,
    Set,
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
    "neg": "-{}", "absent": "{} is None", "counts": "{} is not False", "column": "[None] * {}",
    "days": "({} - {}).days", "later": "add_days({}, {})",
    "year": "{}.year", "month": "{}.month", "weekday": "{}.isoweekday()", "plus": "plus({}, {})",
    "minus": "minus({}, {})", "length": "len({})", "empty": "[]", "row": "{}[{}]", "within": "{{**{}, **{}}}",
}  # fmt: skip
# How closely signs hold their parts together, as Python has it: what holds less closely stands in brackets beside them.
# Brackets that need not be are left out, as Python's parser reads several times what begins with one.
_COMPARED, _MOST_CLOSELY = 4, 8
_CLOSELY: Mapping[str, int] = {
    "choose": 0, "or": 1, "and": 2, "not": 3,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "absent", "counts"), _COMPARED),
    "+": 5, "-": 5, "*": 6, "//": 6, "/": 6, "column": 6, "neg": 7,
}  # fmt: skip
_ARITHMETIC = frozenset(("+", "-", "*", "/"))
_BETWEEN = frozenset((*_ARITHMETIC, "//", "==", "!=", "<", "<=", ">", ">=", "and", "or"))


class Skipped(Exception):
    """The value asked for belongs to a step that was skipped; what needs it is skipped, too."""


def rule_function(code: Code) -> Callable[..., Callable[..., Any]]:
    """A function of the working days, of what refuses an absent parameter, and of the parameters' values, that gives
    a function of the arguments.

    That gives (steps' values, which outcomes hold, work, None); where it is refused, the values so far and, instead of
    outcomes, the number of the step and the refusal.
    """
    writer = _Writer("   ", "", framed=False)
    writer.block(code.body)
    results = _listed(each.variable for each in code.results)
    lines = [
        f"def make(calendars, absent, {_listed(each.variable for each in code.parameters)}):",
        f" def compute({_listed(each.variable for each in code.arguments)}):",
        f"  {' = '.join((*(each.variable for each in code.results), *writer.shared, 'None'))}",
        "  at = work = 0",
        "  try:",
        *writer.lines,
        "  except (Refusal, ZeroDivisionError) as refusal:",
        f"   return ({results}), at, work, refusal",
        f"  return ({results}), ({_listed(each.variable for each in code.outcomes)}), work, None",
        " return compute",
    ]
    return _made("make", lines, writer.namespace)


def tree_function(code: TreeCode) -> Callable[[Any, Any], Any]:
    """A function of names and a frame. It raises Refusal, Skipped and ZeroDivisionError."""
    writer = _Writer(" ", "raise Skipped", framed=True)
    writer.block(code.body)
    lines = ["def formula(names, frame):"]
    if code.body:  # else it is about parameters alone
        lines += [" outside, rows = frame.names, frame.rows", *(f" {name} = None" for name in writer.shared)]
    lines += [*writer.lines, f" return {writer.expression(code.value)}"]
    return _made("formula", lines, writer.namespace)


def _listed(names: Iterator[str]) -> str:
    return "".join(f"{name}, " for name in names)


def _made(name: str, lines: Sequence[str], namespace: dict[str, Any]) -> Callable[..., Any]:
    """The function of that name."""
    exec(compile("\n".join(lines), "<rule>", "exec"), namespace)
    function: Callable[..., Any] = namespace[name]
    return function


class _Writer:
    """Lines, the constants that they name, and the variables that functions inside share, which must be there before
    them. `leave` is what a `Leave` is outside of everything that it could leave; `framed` tells that the work is
    counted by a frame."""

    def __init__(self, margin: str, leave: str, *, framed: bool) -> None:
        self.leave, self.framed = leave, framed
        self.lines: list[str] = []
        self.namespace = dict(_NAMESPACE)
        self.shared: dict[str, None] = {}
        self._margin = margin
        self._rows: list[str] = []  # of the loops around

    def line(self, text: str) -> None:
        self.lines.append(self._margin + text)

    def under(self, head: str, block: Block, leave: str) -> None:
        """A block below its head, and what leaves it."""
        self.line(head)
        margin, before = self._margin, self.leave
        self._margin, self.leave = margin + " ", leave
        if not block:
            self.line("pass")
        self.block(block)
        if len(block) == 1 and type(block[0]) in _SHORT:
            only = self.lines.pop()
            self.lines[-1] += f" {only.lstrip()}"
        self._margin, self.leave = margin, before

    def block(self, block: Block) -> None:
        for statement in block:
            _STATEMENTS[type(statement)](self, statement)
            if type(statement) in _ENDS:
                break  # nothing comes to what stands behind

    # statements

    def set(self, each: Set) -> None:
        self.line(f"{each.name} = {self.expression(each.value)}")

    def put(self, each: Put) -> None:
        self.line(f"{each.column}[{each.row}] = {self.expression(each.value)}")

    def append(self, each: Append) -> None:
        self.line(f"{each.list}.append({self.expression(each.value)})")

    def at(self, each: At) -> None:
        self.line(f"at = {each.step}")

    def need(self, each: Need) -> None:
        self.line(f"if {self.part(each.value)} is None: {self.leave}")

    def refuse(self, each: Refuse) -> None:
        self.line(f"absent({each.parameter!r})" if each.parameter else f"raise Refusal({each.code!r})")

    def stop(self, each: Stop) -> None:
        self.line(f"raise Refusal({each.code!r}, id={each.id!r})")

    def count(self, each: Count) -> None:
        done = f"{each.parts} * {self.part(each.times)}"
        self.line(f"frame.count({done})" if self.framed else f"work += {done}")
        if each.checked and not self.framed:
            self.line(f"if work > {MOST_WORK}: raise Refusal('too_much', most={MOST_WORK})")

    def once(self, each: Once) -> None:
        self.under("while True:", each.body, "break")
        self.line(" break")

    def leaving(self, _: Leave) -> None:
        self.line(self.leave)

    def branch(self, branch: Branch) -> None:
        test = self.expression(branch.test) if branch.then else f"not {self.part(branch.test, _CLOSELY['not'])}"
        self.under(f"if {test}:", branch.then or branch.other, self.leave)
        if branch.then and branch.other:
            self.under("else:", branch.other, self.leave)

    def each(self, each: Each) -> None:
        """A loop; many inside each other are functions inside each other."""
        self._rows.append(each.row)
        if len(self._rows) % _DEEP:
            self.loop(each)
        else:
            name, margin = f"deep{len(self.lines)}", self._margin
            shared = sorted({*_assigned(each.body), *([] if self.framed else ["work"])})
            self.shared.update(dict.fromkeys(shared))
            self.line(f"def {name}():")
            self._margin += " "
            if shared:
                self.line(f"nonlocal {', '.join(shared)}")
            self.loop(each)
            self._margin = margin
            self.line(f"{name}()")
        self._rows.pop()

    def loop(self, each: Each) -> None:
        self.under(f"for {each.row} in range({self.expression(each.times)}):", each.body, "continue")

    # expressions

    def expression(self, each: Expression) -> str:
        return _EXPRESSIONS[type(each)](self, each)

    def part(self, expression: Expression, closely: int = _MOST_CLOSELY) -> str:
        """An expression beside a sign that holds it so closely."""
        text = self.expression(expression)
        if not isinstance(expression, Operation) or _is_bounded(expression):
            return text
        return f"({text})" if _CLOSELY.get(expression.sign, closely) < closely else text

    def operation(self, operation: Operation) -> str:
        sign = operation.sign
        if sign in _BETWEEN:
            closely = _CLOSELY[sign]
            left = self.part(operation.parts[0], closely + (closely == _COMPARED))  # `a < b < c` is another thing
            joined = f"{left} {sign} {self.part(operation.parts[1], closely + 1)}"
            return f"bounded({joined})" if _is_bounded(operation) else joined
        if sign == "choose":
            test, then, other = operation.parts
            return f"{self.part(then, 1)} if {self.part(test, 1)} else {self.part(other, 0)}"
        if sign == "not":
            return f"not {self.part(operation.parts[0], _CLOSELY[sign])}"
        parts = [self.part(part) for part in operation.parts]
        if sign == "exact":
            (whole,) = operation.parts
            return f"Fraction({parts[0]}, {whole.shape[0]})"
        if sign == "whole":
            number, below = parts
            return f"{number}.numerator" if below == "1" else f"whole({number}, {below})"
        return _SIGNS[sign].format(*parts)

    def called(self, called: Called) -> str:
        args = [*map(self.expression, called.parts), *map(repr, called.words)]
        if COMPUTATIONS[called.function].calendar:
            args.insert(0, "frame.calendars" if self.framed else "calendars")
        return f"f_{called.function}({', '.join(args)})"

    def constant(self, constant: Constant) -> str:
        value = constant.value
        if value is None or isinstance(value, (bool, str)):
            return repr(value)
        if isinstance(value, int):
            return str(value) if value >= 0 else f"({value})"
        name = f"k{len(self.namespace)}"
        self.namespace[name] = value
        return name


_STATEMENTS: Mapping[type, Callable[[_Writer, Any], None]] = {
    Set: _Writer.set, Put: _Writer.put, Append: _Writer.append, At: _Writer.at, Need: _Writer.need,
    Refuse: _Writer.refuse, Stop: _Writer.stop, Count: _Writer.count, Branch: _Writer.branch, Once: _Writer.once,
    Each: _Writer.each, Leave: _Writer.leaving,
}  # fmt: skip
_EXPRESSIONS: Mapping[type, Callable[[_Writer, Any], str]] = {
    Variable: lambda _, each: each.name,
    Cell: lambda _, each: f"{each.column}[{each.row}]",
    Lookup: lambda _, each: f"{each.names}.get({each.name!r})",
    FromParameter: lambda _, each: f"frame.parameters[{each.name!r}]",
    Constant: _Writer.constant,
    Operation: _Writer.operation,
    Called: _Writer.called,
}
_ENDS = frozenset((Refuse, Stop, Leave))
_SHORT = frozenset((Set, Put, Append, Refuse, Stop))  # alone they may stand on the line of what they are under


def _is_bounded(operation: Operation) -> bool:
    """Whether it is refused for too many digits, which a function looks at."""
    return operation.shape == "exact" and operation.sign in _ARITHMETIC


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
