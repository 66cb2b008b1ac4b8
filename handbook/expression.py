"""Expressions over parameters: Python's syntax for arithmetic and comparison, by a white list, with exact numbers."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

Value = Fraction | bool
Lookup = Callable[[str], Value]

_ARITHMETIC: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISON: dict[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
MAX_LENGTH = 2_000
MAX_DEPTH = 50  # of brackets and operators inside one another


class BadExpression(ValueError):
    """The expression cannot be read or worked out; `reason` says why in each language."""

    def __init__(self, zh: str, en: str) -> None:
        self.reason = {"zh": zh, "en": en}
        super().__init__(en)


@dataclass(frozen=True)
class Expression:
    """A parsed expression on one line. `names` are the parameters it uses, in order of appearance, each once."""

    source: str
    tree: ast.expr
    names: tuple[str, ...]

    def evaluate(self, lookup: Lookup) -> Value:
        """The value, with parameters taken from `lookup`. Raises ZeroDivisionError as arithmetic does."""
        return _evaluate(self.tree, lookup)

    def fill(self, say: Callable[[str], str]) -> str:
        """The expression with each parameter's name replaced by what `say` makes of it."""
        return self._filled(self.tree, say)

    def sum_compared(self) -> Expression | None:
        """The left side of `sum == …`: what people want to know the result of."""
        match self.tree:
            case ast.Compare(left=ast.BinOp() as left, ops=[ast.Eq()]):
                return Expression(self.source, left, self.names)
        return None

    def _filled(self, tree: ast.expr, say: Callable[[str], str]) -> str:
        encoded = self.source.encode()  # ast counts in bytes
        filled, done = b"", tree.col_offset
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        for node in sorted(names, key=lambda node: node.col_offset):
            filled += encoded[done : node.col_offset] + say(_name(node)).encode()
            done = node.end_col_offset or done
        return (filled + encoded[done : tree.end_col_offset]).decode()


def parse_expression(source: str) -> Expression:
    """Read an expression. Raises BadExpression where it is not on the white list."""
    if len(source) > MAX_LENGTH:
        raise BadExpression(f"超过 {MAX_LENGTH} 个字符", f"it is longer than {MAX_LENGTH} characters")
    line = " ".join(source.split())
    try:
        tree = ast.parse(line, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadExpression(
            "读不懂，请检查括号和运算符（都用半角；“相等”写成 ==，“不小于”写成 >=）",
            "it cannot be read; check brackets and operators (all plain signs; “equals” is ==, “at least” is >=)",
        ) from None
    names: dict[str, None] = {}
    _check(tree, names, MAX_DEPTH)
    return Expression(line, tree, tuple(names))


def _check(node: ast.expr, names: dict[str, None], depth: int) -> None:
    if depth == 0:
        raise BadExpression(f"套了 {MAX_DEPTH} 层以上", f"it is nested more than {MAX_DEPTH} levels deep")
    match node:
        case ast.Constant(value=bool() | int()):
            return
        case ast.Constant(value=float() as number) if math.isfinite(number):
            return
        case ast.Attribute(value=ast.Name()):
            names[_name(node)] = None
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            _check(left, names, depth - 1)
            _check(right, names, depth - 1)
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            _check(operand, names, depth - 1)
        case ast.BoolOp(values=values):
            for value in values:
                _check(value, names, depth - 1)
        case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in _COMPARISON for op in ops):
            for side in (left, *others):
                _check(side, names, depth - 1)
        case ast.Name(id=name):
            raise BadExpression(f"“{name}”要写成“组.参数”", f"“{name}” lacks its group; write group.parameter")
        case _:
            _refuse(node)


def _refuse(node: ast.expr) -> None:
    try:
        part = ast.unparse(node)
    except RecursionError:
        part = "…"
    part = part if len(part) <= 40 else part[:39] + "…"
    raise BadExpression(f"不能写“{part}”", f"“{part}” is not allowed")


def _evaluate(node: ast.expr, lookup: Lookup) -> Value:
    match node:
        case ast.Constant(value=bool() as truth):
            return truth
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.Attribute():
            return lookup(_name(node))
        case ast.BinOp(left=left, op=op, right=right):
            return _ARITHMETIC[type(op)](_number(left, lookup), _number(right, lookup))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _evaluate(operand, lookup)
        case ast.UnaryOp(operand=operand):
            return -_number(operand, lookup)
        case ast.BoolOp(op=op, values=values):
            truths = (bool(_evaluate(value, lookup)) for value in values)
            return all(truths) if isinstance(op, ast.And) else any(truths)
        case ast.Compare(left=left, ops=ops, comparators=others):
            sides = [_number(side, lookup) for side in (left, *others)]
            return all(_COMPARISON[type(op)](a, b) for op, a, b in zip(ops, sides, sides[1:]))
    raise AssertionError("checked when parsed")


def _number(node: ast.expr, lookup: Lookup) -> Fraction:
    return Fraction(_evaluate(node, lookup))


def _name(node: ast.expr) -> str:
    return ast.unparse(node)
