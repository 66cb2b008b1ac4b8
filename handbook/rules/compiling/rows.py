"""Aggregates in code: a loop over rows that adds up, counts or collects what each row gives.

A row that needs a missing value is left out. All rows are worked out before anything is made of them, so that what one
of them refuses is refused first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from handbook.rules.compiling.code import (
    Append,
    Branch,
    Constant,
    Count,
    Each,
    Expression,
    Operation,
    Refuse,
    Scaled,
    Set,
    Shape,
    Variable,
)
from handbook.rules.compiling.numbers import exact
from handbook.rules.compiling.writing import Rows, Writer, called
from handbook.rules.formulas.tree import Tree, walk

_EVERY = Constant(True, "switch")


def aggregate(
    writer: Writer, name: str, rows: str, over: Sequence[Tree], others: Sequence[Tree], *_unit: str
) -> Expression:
    """An aggregate's value."""
    parts = sum(1 for tree in over for _ in walk(tree))
    many = writer.surroundings.rows(writer, rows, parts)
    if not many.checked:
        writer.block.append(Count(parts, many.length, False))
    index = writer.index()
    with writer.apart() as body:
        if many.checked:
            writer.block.append(Count(parts, writer.numbers.whole(1), True))
        with writer.surroundings.row(writer, rows, index):
            cells = writer.several(over)
        gathered = _GATHERED.get(name, _collected)(writer, cells, many) or _collected(writer, cells, many)
    starts, found = gathered
    if name == "count" and cells[0] == _EVERY and not many.checked:
        return many.length
    writer.block += [*(Set(variable.name, value) for variable, value in starts), Each(index, many.length, body)]
    if name in _GATHERED and found[0].shape != "list":
        if len(found) > 1:  # and whether there was any row
            writer.block.append(Branch(found[1], [], [Refuse("no_rows")]))
        return found[0]
    return called(name, [*found, *writer.several(others)], _shape(writer, name, cells[-1].shape, many))


def _shape(writer: Writer, name: str, last: Shape, many: Rows) -> Shape | None:
    """What becomes of rows of which the last cell has that shape; None where the function's name tells."""
    match name, last:
        case (("largest" | "smallest" | "first_where"), _):  # one of the values
            return last
        case "run_of_working_days", _:
            return many.number
        case "most_in_months", Scaled(denominator, _, most):  # a day counts once at most
            return writer.numbers.scaled(denominator, 0, min(max(most, 0), denominator) * many.most)
    return None


# What a row's cells are gathered into: variables with what they hold before the first row, and those with the result.
_Gathered = tuple[Sequence[tuple[Variable, Expression]], Sequence[Variable]]


def _collected(writer: Writer, cells: Sequence[Expression], _many: Rows) -> _Gathered:
    """Lists of exact values."""
    lists = [writer.variable("list") for _ in cells]
    writer.block += [Append(column.name, exact(cell)) for column, cell in zip(lists, cells)]
    return [(column, Operation("empty", (), "list")) for column in lists], lists


def _sum(writer: Writer, cells: Sequence[Expression], many: Rows) -> _Gathered | None:
    """A whole number that grows, if it stays below the limit."""
    (cell,) = cells
    if not isinstance(cell.shape, Scaled):
        return None
    denominator, least, most = cell.shape
    shape = writer.numbers.scaled(denominator, min(least, 0) * many.most, max(most, 0) * many.most)
    if shape is None:
        return None
    total = writer.variable(shape)
    writer.block.append(Set(total.name, Operation("+", (total, cell), shape)))
    return [(total, Constant(0, shape))], [total]


def _count(writer: Writer, cells: Sequence[Expression], many: Rows) -> _Gathered:
    """How many rows hold, or of anything but conditions, how many there are."""
    cell = cells[0]
    number = _counter(writer, many)
    more = Set(number.name, Operation("+", (number, writer.numbers.whole(1)), number.shape))
    if cell.shape == "any":
        cell = Operation("counts", (cell,), "switch")
    if cell.shape == "switch":
        writer.block.append(Branch(cell, [more], []))
    else:
        writer.kept(cell)  # it may refuse
        writer.block.append(more)
    return [(number, Constant(0, number.shape))], [number]


def _any(writer: Writer, cells: Sequence[Expression], _many: Rows) -> _Gathered:
    held = writer.variable("switch")
    writer.block.append(Branch(cells[0], [Set(held.name, Constant(True, "switch"))], []))
    return [(held, Constant(False, "switch"))], [held]


def _all(writer: Writer, cells: Sequence[Expression], _many: Rows) -> _Gathered:
    held = writer.variable("switch")
    writer.block.append(Branch(cells[0], [], [Set(held.name, Constant(False, "switch"))]))
    return [(held, Constant(True, "switch"))], [held]


def _last_run(writer: Writer, cells: Sequence[Expression], many: Rows) -> _Gathered:
    """How many rows held without a break, up to this one."""
    run = _counter(writer, many)
    more, none = Operation("+", (run, writer.numbers.whole(1)), run.shape), Constant(0, run.shape)
    writer.block.append(Set(run.name, Operation("choose", (cells[0], more, none), run.shape)))
    return [(run, none)], [run]


def _longest_run(writer: Writer, cells: Sequence[Expression], many: Rows) -> _Gathered:
    starts, (run,) = _last_run(writer, cells, many)
    best = _counter(writer, many)
    writer.block.append(Branch(Operation(">", (run, best), "switch"), [Set(best.name, run)], []))
    return [*starts, (best, Constant(0, best.shape))], [best]


def _largest(writer: Writer, cells: Sequence[Expression], many: Rows) -> _Gathered | None:
    return _extreme(writer, ">", cells[0], many)


def _smallest(writer: Writer, cells: Sequence[Expression], many: Rows) -> _Gathered | None:
    return _extreme(writer, "<", cells[0], many)


def _extreme(writer: Writer, sign: str, cell: Expression, many: Rows) -> _Gathered | None:
    """The whole number beyond all others, and whether there is one."""
    if not isinstance(cell.shape, Scaled) or many.checked:
        return None
    best, met, value = writer.variable(cell.shape), writer.variable("switch"), writer.kept(cell)
    better = Branch(Operation(sign, (value, best), "switch"), [Set(best.name, value)], [])
    writer.block += [better, Set(met.name, _EVERY)]
    start = cell.shape.least if sign == ">" else cell.shape.most
    return [(best, Constant(start, cell.shape)), (met, Constant(False, "switch"))], [best, met]


def _counter(writer: Writer, many: Rows) -> Variable:
    return writer.variable(many.number)


_GATHERED: Mapping[str, Callable[[Writer, Sequence[Expression], Rows], _Gathered | None]] = {
    "sum": _sum, "count": _count, "any": _any, "all": _all, "last_run": _last_run, "longest_run": _longest_run,
    "largest": _largest, "smallest": _smallest,
}  # fmt: skip
