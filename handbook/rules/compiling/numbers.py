"""Arithmetic before anything is known but shapes: what becomes of two numbers, over which denominator, how large.

Whole numbers are kept wherever they stay below the limit; else both sides become exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from handbook.rules.compiling.code import Called, Constant, Expression, Operation, Scaled

HUNDREDTHS = 100


def exact(number: Expression) -> Expression:
    """The same number as an exact one."""
    if not isinstance(number.shape, Scaled):
        return number
    if isinstance(number, Constant):
        return Constant(Fraction(number.value, number.shape.denominator), "exact")
    return Operation("exact", (number,), "exact")


def value_of(number: Expression) -> Fraction | None:
    """The number, where it is a constant."""
    if not isinstance(number, Constant):
        return None
    return Fraction(number.value, number.shape.denominator) if isinstance(number.shape, Scaled) else number.value


class Arithmetic:
    """Puts numbers together. `limit` is what no whole number may reach, nor any denominator."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def constant(self, number: Fraction) -> Constant:
        """A number that is known."""
        above, below = number.numerator, number.denominator
        if abs(above) < self.limit and below < self.limit:
            return Constant(above, Scaled(below, above, above))
        return Constant(number, "exact")

    def scaled(self, denominator: int, least: int, most: int) -> Scaled | None:
        """The shape, if it stays below the limit."""
        fits = denominator < self.limit and -self.limit < least and most < self.limit
        return Scaled(denominator, least, most) if fits else None

    def add(self, left: Expression, right: Expression) -> Expression:
        """Their sum."""
        return self._sum("+", left, right)

    def subtract(self, left: Expression, right: Expression) -> Expression:
        """Their difference."""
        return self._sum("-", left, right)

    def _sum(self, sign: str, left: Expression, right: Expression) -> Expression:
        first, second = self.alike([left, right])
        match first.shape, second.shape:
            case Scaled() as a, Scaled() as b:
                low, high = (b.least, b.most) if sign == "+" else (-b.most, -b.least)
                shape = self.scaled(a.denominator, a.least + low, a.most + high)
                if shape:
                    return _folded(Operation(sign, (first, second), shape))
        return Operation(sign, (exact(left), exact(right)), "exact")

    def multiply(self, left: Expression, right: Expression) -> Expression:
        """Their product."""
        a, b = left.shape, right.shape
        if isinstance(a, Scaled) and isinstance(b, Scaled):
            for number, other in ((left, right), (right, left)):
                known = value_of(other)
                if known is not None:
                    return self._times(number, known) or self._product(left, right)
            ends = [x * y for x in (a.least, a.most) for y in (b.least, b.most)]
            shape = self.scaled(a.denominator * b.denominator, min(ends), max(ends))
            if shape:
                return Operation("*", (left, right), shape)
        return self._product(left, right)

    def divide(self, left: Expression, right: Expression) -> Expression:
        """Their quotient: by a constant that is not zero it is a product."""
        known = value_of(right)
        if known and isinstance(left.shape, Scaled):
            return self._times(left, 1 / known) or self._quotient(left, right)
        return self._quotient(left, right)

    def negate(self, number: Expression) -> Expression:
        """The number with the other sign."""
        shape = number.shape
        if isinstance(shape, Scaled):
            return _folded(Operation("neg", (number,), Scaled(shape.denominator, -shape.most, -shape.least)))
        return Operation("neg", (number,), "exact")

    def floor(self, number: Expression) -> Expression:
        """The largest whole number that is not larger."""
        shape = number.shape
        if not isinstance(shape, Scaled):
            return Called("floor", (number,), "exact")
        if shape.denominator == 1:
            return number
        below = shape.denominator
        whole = Scaled(1, shape.least // below, shape.most // below)
        return Operation("//", (number, self.whole(below)), whole)

    def hundredths(self, number: Expression) -> Expression | None:
        """The number over a hundred where that is no rounding; None elsewhere."""
        shape = number.shape
        if isinstance(shape, Scaled) and HUNDREDTHS % shape.denominator == 0:
            return self.over(number, HUNDREDTHS)
        return None

    def round_up(self, number: Expression) -> Expression | None:
        """A number that is not negative to hundredths, half up: (200 n + d) // 2 d, shortened. None past the limit."""
        shape = number.shape
        assert isinstance(shape, Scaled)
        common = gcd(200, shape.denominator)
        times, plus, below = 200 // common, shape.denominator // common, 2 * shape.denominator // common
        most = shape.most * times + plus
        if not self.scaled(below, plus, most):
            return None
        above = Operation("+", (self._whole_times(number, times), self.whole(plus)), Scaled(1, plus, most))
        rounded = Scaled(HUNDREDTHS, (shape.least * times + plus) // below, most // below)
        return Operation("//", (above, self.whole(below)), rounded)

    def over(self, number: Expression, denominator: int) -> Expression | None:
        """A scaled number over a multiple of its denominator; None past the limit."""
        shape = number.shape
        assert isinstance(shape, Scaled)
        times = denominator // shape.denominator
        if times == 1:
            return number
        wider = self.scaled(denominator, shape.least * times, shape.most * times)
        if wider is None:
            return None
        if isinstance(number, Constant):
            return Constant(number.value * times, wider)
        return Operation("*", (number, self.whole(times)), wider)

    def alike(self, numbers: Sequence[Expression]) -> list[Expression]:
        """The numbers over one denominator; all exact where one is, or where they would pass the limit."""
        shapes = [number.shape for number in numbers if isinstance(number.shape, Scaled)]
        if len(shapes) == len(numbers):
            below = {shape.denominator for shape in shapes}
            if len(below) == 1:
                return list(numbers)
            common = lcm(*below)
            found = [self.over(number, common) for number in numbers]
            whole = [number for number in found if number is not None]
            if len(whole) == len(numbers):
                return whole
        return [exact(number) for number in numbers]

    def whole(self, number: int) -> Constant:
        """A whole number."""
        return Constant(number, Scaled(1, number, number))

    def _times(self, number: Expression, factor: Fraction) -> Expression | None:
        """A scaled number times a constant, shortened now for every run; None past the limit."""
        shape = number.shape
        assert isinstance(shape, Scaled)
        common = gcd(factor.numerator, shape.denominator)
        above, below = factor.numerator // common, shape.denominator // common * factor.denominator
        ends = sorted((shape.least * above, shape.most * above))
        product = self.scaled(below, *ends)
        if product is None or abs(above) >= self.limit:
            return None
        return self._whole_times(number, above)._replace(shape=product)

    def _whole_times(self, number: Expression, times: int) -> Expression:
        """The whole number of a scaled number so many times; the shape is of whole numbers."""
        shape = number.shape
        assert isinstance(shape, Scaled)
        if isinstance(number, Constant):
            return self.whole(number.value * times)
        ends = sorted((shape.least * times, shape.most * times))
        made = Scaled(1, *ends)
        return number._replace(shape=made) if times == 1 else Operation("*", (number, self.whole(times)), made)

    def _product(self, left: Expression, right: Expression) -> Expression:
        return Operation("*", (exact(left), exact(right)), "exact")

    def _quotient(self, left: Expression, right: Expression) -> Expression:
        return Operation("/", (exact(left), exact(right)), "exact")


def _folded(operation: Operation) -> Expression:
    """A sum, difference or opposite of constants as the constant that it is."""
    values = [part.value for part in operation.parts if isinstance(part, Constant)]
    if len(values) < len(operation.parts):
        return operation
    match operation.sign, values:
        case "+", [a, b]:
            return Constant(a + b, operation.shape)
        case "-", [a, b]:
            return Constant(a - b, operation.shape)
    return Constant(-values[0], operation.shape)
