"""Every place of a module where one comparison, operator, constant or condition can be changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(), ast.Sub: ast.Add(), ast.Mult: ast.FloorDiv(), ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(), ast.Mod: ast.Mult(), ast.Pow: ast.Mult(),
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A module with one expression replaced. `start` and `end` are offsets into its text in bytes."""

    file: Path
    line: int
    start: int
    end: int
    before: str
    after: str

    @property
    def last_line(self) -> int:
        """The last line of the expression that is replaced."""
        return self.line + self.before.count("\n")

    def apply(self, source: bytes) -> bytes:
        """The module's text with the change in it."""
        return source[: self.start] + self.after.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {_short(self.before)}  →  {_short(self.after)}"


def mutants(file: Path, source: bytes) -> Iterator[Mutant]:
    """All mutants of a module, in its order. Words, annotations and what only types see are left alone."""
    tree = ast.parse(source)
    starts = [0]
    for row in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(row))
    conditions = {id(test) for node in ast.walk(tree) for test in _tests(node)}
    for node in _code(tree):
        changes = list(_changes(node))
        if id(node) in conditions and not changes:
            changes = [f"not {_text(node)}"]
        for after in changes:
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            before = source[start:end].decode()
            yield Mutant(file, node.lineno, start, end, before, f"({after})")


def _code(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions that are worked out, without annotations, decorators, docstrings and strings in f-strings."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases", "keywords") and not isinstance(
            node, ast.Call
        ):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.Call) and ast.unparse(child.func) == "TypeVar":
                continue
            if isinstance(child, (ast.FormattedValue, ast.JoinedStr)):
                continue  # an expression within a string has no place of its own in every version of Python
            if isinstance(child, ast.expr):
                yield child
            if isinstance(child, ast.AST):
                yield from _code(child)


def _tests(node: ast.AST) -> Sequence[ast.expr]:
    """What a statement or a comprehension asks before it goes on."""
    match node:
        case ast.If(test=test) | ast.While(test=test):
            return [test]
        case ast.comprehension(ifs=ifs):
            return ifs
    return []


def _changes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            yield f"{_text(left)} {_COMPARISONS[type(op)]} {_text(right)}"
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS and not _is_words(left, right):
            yield ast.unparse(ast.BinOp(left, _OPERATORS[type(op)], right))
        case ast.BoolOp(op=op, values=values):
            yield ast.unparse(ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values))
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield ast.unparse(operand)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.unparse(ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse))
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)):
            yield str(value + 1)


def _text(node: ast.expr) -> str:
    return f"({ast.unparse(node)})" if isinstance(node, (ast.BoolOp, ast.IfExp, ast.Compare)) else ast.unparse(node)


def _is_words(*operands: ast.expr) -> bool:
    """Texts that are joined: `-` between them is no change that a test could miss."""
    return any(
        isinstance(each, ast.JoinedStr) or (isinstance(each, ast.Constant) and isinstance(each.value, str))
        for each in operands
    )


def _short(code: str) -> str:
    flat = " ".join(code.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
