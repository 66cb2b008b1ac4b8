"""Functions in code: arithmetic on whole numbers where it can be, else a call with exact values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from handbook.lang.units import UNIT_FUNCTIONS, conversion
from handbook.rules.compiling.code import Called, Constant, Dated, Expression, Operation, Scaled, Tabled
from handbook.rules.compiling.numbers import HUNDREDTHS, exact, value_of
from handbook.rules.compiling.writing import MOST_DAYS, Writer, called
from handbook.rules.formulas.tree import Tree

_OF_DAYS = {"year": Scaled(1, 1, 9999), "month": Scaled(1, 1, 12), "weekday": Scaled(1, 1, 7)}


def call(writer: Writer, name: str, *args: Tree | str) -> Expression:
    """A function's value."""
    values = writer.several([arg for arg in args if isinstance(arg, tuple)])
    if name in UNIT_FUNCTIONS:
        return _in_unit(writer, name, values[0], str(args[1]))
    return _ARITHMETIC[name](writer, values) if name in _ARITHMETIC else called(name, values)


def _in_unit(writer: Writer, name: str, number: Expression, unit: str) -> Expression:
    factor = conversion(unit, UNIT_FUNCTIONS[name]) if unit else None
    if factor is None or factor == 1:
        return number
    if not isinstance(number.shape, Scaled):
        return Called(name, (number,), "exact", (name, unit))
    return writer.numbers.multiply(number, writer.numbers.constant(factor))


def _least(writer: Writer, values: Sequence[Expression]) -> Expression:
    return _extreme(writer, "min", values)


def _largest(writer: Writer, values: Sequence[Expression]) -> Expression:
    return _extreme(writer, "max", values)


def _extreme(writer: Writer, name: str, values: Sequence[Expression]) -> Expression:
    alike = writer.numbers.alike(values)
    if not all(isinstance(value.shape, Scaled) for value in alike):
        return called(name, alike)
    found, *others = [writer.kept(value) for value in alike]
    sign, end = ("<", min) if name == "min" else (">", max)
    for value in others:
        a, b = found.shape, value.shape
        assert isinstance(a, Scaled)
        assert isinstance(b, Scaled)
        shape = Scaled(a.denominator, end(a.least, b.least), end(a.most, b.most))
        found = writer.kept(Operation("choose", (Operation(sign, (value, found), "switch"), value, found), shape))
    return found


def _floor(writer: Writer, values: Sequence[Expression]) -> Expression:
    return writer.numbers.floor(values[0])


def _round2(writer: Writer, values: Sequence[Expression]) -> Expression:
    (number,) = values
    shape = number.shape
    found = None
    if isinstance(shape, Scaled):
        found = writer.numbers.hundredths(number)
        if found is None:
            found = writer.numbers.round_up(number) if shape.least >= 0 else _round_away(writer, number, shape)
    return found or called("round2", [number])


def _round_away(writer: Writer, number: Expression, shape: Scaled) -> Expression | None:
    """Half away from zero, of a number that may be negative; None past the limit."""
    numbers, number = writer.numbers, writer.kept(number)
    opposite = Operation("neg", (number,), Scaled(shape.denominator, max(-shape.most, 0), -shape.least))
    rounded = numbers.round_up(opposite)
    if rounded is None:
        return None
    below = numbers.negate(rounded)
    if shape.most <= 0:
        return below
    above = numbers.round_up(number._replace(shape=shape._replace(least=0)))
    if above is None:
        return None
    assert isinstance(above.shape, Scaled)
    assert isinstance(below.shape, Scaled)
    negative = Operation("<", (number, Constant(0, Scaled(shape.denominator, 0, 0))), "switch")
    joined = Scaled(HUNDREDTHS, below.shape.least, above.shape.most)
    return Operation("choose", (negative, below, above), joined)


def _floored(writer: Writer, quotient: Expression, step: Expression) -> Expression:
    numbers = writer.numbers
    return numbers.multiply(numbers.floor(quotient), step)


def _raised(writer: Writer, quotient: Expression, step: Expression) -> Expression:
    numbers = writer.numbers
    return numbers.negate(numbers.multiply(numbers.floor(numbers.negate(quotient)), step))


def _nearest(writer: Writer, quotient: Expression, step: Expression) -> Expression:
    """Half away from zero."""
    numbers, shape = writer.numbers, quotient.shape
    assert isinstance(shape, Scaled)
    quotient = writer.kept(quotient)
    half = numbers.constant(Fraction(1, 2))
    above = numbers.multiply(numbers.floor(numbers.add(quotient, half)), step)
    if shape.least >= 0:
        return above
    below = numbers.negate(numbers.multiply(numbers.floor(numbers.subtract(half, quotient)), step))
    if shape.most <= 0:
        return below
    return writer.either(writer.comparison("<", quotient, numbers.whole(0)), lambda _: below, lambda _: above)


_Rounding = Callable[[Writer, Expression, Expression], Expression]


def _to_step(name: str, rounding: _Rounding) -> Callable[[Writer, Sequence[Expression]], Expression]:
    """A multiple of a step: in whole numbers where the step is known now and all stays below the limit."""

    def write(writer: Writer, values: Sequence[Expression]) -> Expression:
        number, step = values
        known = value_of(step)
        if isinstance(number.shape, Scaled) and known is not None and known > 0:
            with writer.apart() as block:
                found = rounding(writer, writer.numbers.divide(number, step), step)
            if isinstance(found.shape, Scaled):
                writer.block += block
                return found
        return called(name, values)

    return write


def _of_a_day(sign: str) -> Callable[[Writer, Sequence[Expression]], Expression]:
    return lambda _writer, values: Operation(sign, tuple(values), _OF_DAYS[sign])


def _looked_up(name: str) -> Callable[[Writer, Sequence[Expression]], Expression]:
    """One of the values that a parameter has, or a table: of the shape that they all have."""

    def write(_writer: Writer, values: Sequence[Expression]) -> Expression:
        source = values[0].shape
        return called(name, values, source.of if isinstance(source, (Dated, Tabled)) else None)

    return write


def _rate_days(writer: Writer, values: Sequence[Expression]) -> Expression:
    """A parameter's values summed up over days, of which there are no more than all."""
    shape = None
    match values[0].shape:
        case Dated(of=Scaled(denominator, least, most)):
            days = MOST_DAYS + 1
            shape = writer.numbers.scaled(denominator, min(least, 0) * days, max(most, 0) * days)
    return called("rate_days", values, shape)


def _later(_writer: Writer, values: Sequence[Expression]) -> Expression:
    day, count = values
    return Operation("later", (day, exact(count)), "day")


def _ordered(name: str) -> Callable[[Writer, Sequence[Expression]], Expression]:
    """The earliest or latest of days, or of moments."""
    return lambda _writer, values: Called(name, tuple(values), values[0].shape)


_ARITHMETIC: Mapping[str, Callable[[Writer, Sequence[Expression]], Expression]] = {
    "min": _least, "max": _largest, "floor": _floor, "round2": _round2,
    "year_of": _of_a_day("year"), "month_of": _of_a_day("month"), "weekday_of": _of_a_day("weekday"),
    "value_on": _looked_up("value_on"), "band": _looked_up("band"), "rate_days": _rate_days,
    "round_up": _to_step("round_up", _raised), "round_down": _to_step("round_down", _floored),
    "round_to": _to_step("round_to", _nearest),
    "add_days": _later, "earliest": _ordered("earliest"), "latest": _ordered("latest"),
}  # fmt: skip
