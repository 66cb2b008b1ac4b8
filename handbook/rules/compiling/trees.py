"""From the forms of formulas' trees to code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from handbook.rules.compiling.calls import call
from handbook.rules.compiling.code import DATED, Constant, Expression, Operation, Scaled
from handbook.rules.compiling.numbers import exact
from handbook.rules.compiling.rows import aggregate
from handbook.rules.compiling.writing import MOST_DAYS, Form, Read, Surroundings, Writer, reader
from handbook.rules.formulas.tree import Tree


def writer_of(surroundings: Surroundings, limit: int) -> Writer:
    """What writes formulas' code in these surroundings."""
    return Writer(_FORMS, surroundings, limit)


def _number(writer: Writer, number: Fraction) -> Expression:
    return writer.numbers.constant(number)


def _truth(_writer: Writer, truth: bool, *_rows: str) -> Expression:
    return Constant(truth, "switch")


def _option(_writer: Writer, option: str, *_words: Any) -> Expression:
    return Constant(option, "text")


def _name(writer: Writer, name: str) -> Expression:
    return writer.surroundings.name(writer, name)


def _parameter(writer: Writer, name: str) -> Expression:
    return writer.surroundings.parameter(writer, name)


def _dated(writer: Writer, name: str) -> Expression:
    return writer.surroundings.parameter(writer, f"{DATED}{name}")


def _plus(writer: Writer, left: Tree, right: Tree) -> Expression:
    first, second = writer.several((left, right))
    match first.shape, second.shape:
        case ("any", _) | (_, "any"):
            return Operation("plus", (exact(first), exact(second)), "any")
        case "day", _:
            return Operation("later", (first, exact(second)), "day")
    return writer.numbers.add(first, second)


def _minus(writer: Writer, left: Tree, right: Tree) -> Expression:
    first, second = writer.several((left, right))
    match first.shape, second.shape:
        case ("any", _) | (_, "any"):
            return Operation("minus", (exact(first), exact(second)), "any")
        case "day", "day":
            return Operation("days", (first, second), Scaled(1, -MOST_DAYS, MOST_DAYS))
        case "day", _:
            return Operation("later", (first, exact(writer.numbers.negate(second))), "day")
    return writer.numbers.subtract(first, second)


def _times(writer: Writer, left: Tree, right: Tree) -> Expression:
    return writer.numbers.multiply(*writer.several((left, right)))


def _quotient(writer: Writer, left: Tree, right: Tree) -> Expression:
    return writer.numbers.divide(*writer.several((left, right)))


def _negative(writer: Writer, operand: Tree) -> Expression:
    return writer.numbers.negate(writer.value(operand))


def _denied(writer: Writer, operand: Tree) -> Expression:
    return Operation("not", (writer.value(operand),), "switch")


def _and(writer: Writer, first: Tree, *others: Tree) -> Expression:
    return writer.chain("and", writer.value(first), [reader(each) for each in others])


def _or(writer: Writer, first: Tree, *others: Tree) -> Expression:
    return writer.chain("or", writer.value(first), [reader(each) for each in others])


def _chosen(writer: Writer, test: Tree, then: Tree, other: Tree) -> Expression:
    return writer.either(writer.value(test), reader(then), reader(other))


def _compared(writer: Writer, first: Tree, sign: str, second: Tree, *rest: Any) -> Expression:
    left, right = writer.several((first, second))
    if not rest:
        return writer.comparison(sign, left, right)
    left, right = writer.kept(left), writer.kept(right)
    return writer.chain("and", writer.comparison(sign, left, right), _links(right, rest))


def _links(middle: Expression, rest: Sequence[Any]) -> list[Read]:
    """`… < b < c`: what stands in the middle is worked out once, what comes later only if all before it holds."""
    values = [middle]

    def link(sign: str, tree: Tree) -> Read:
        def read(writer: Writer) -> Expression:
            values.append(writer.kept(writer.value(tree)))
            return writer.comparison(sign, values[-2], values[-1])

        return read

    return [link(sign, tree) for sign, tree in zip(rest[::2], rest[1::2])]


_FORMS: Mapping[str, Form] = {
    "#": _number, "b": _truth, "t": _option, "v": _name, "p": _parameter, "d": _dated,
    "+": _plus, "-": _minus, "*": _times, "/": _quotient, "neg": _negative,
    "not": _denied, "and": _and, "or": _or, "cmp": _compared, "if": _chosen, "call": call, "each": aggregate,
}  # fmt: skip
