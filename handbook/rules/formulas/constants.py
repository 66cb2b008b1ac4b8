"""Parts of a formula that are the same number whatever is entered."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from handbook.lang.units import UNIT_FUNCTIONS
from handbook.rules.formulas.computing import round2

_FOLDED: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "min": min,
    "max": max,
    "floor": lambda numbers: Fraction(math.floor(numbers[0])),
    "round2": lambda numbers: round2(numbers[0]),
    **{name: lambda numbers: numbers[0] for name in UNIT_FUNCTIONS},  # converted, zero stays zero and others do not
}


def is_always_zero(tree: tuple[Any, ...]) -> bool:
    """Whether a number can be told from the formula alone to be zero: `0`, `1 - 1`, `days(0)`, anything times zero."""
    return _constant(tree) == 0


def _constant(tree: tuple[Any, ...]) -> Fraction | None:
    """The number, up to a change of unit; None where it depends on something."""
    match tree:
        case ("#", number):
            return Fraction(number)
        case ("neg", operand):
            found = _constant(operand)
            return None if found is None else -found
        case (("+" | "-" | "*" | "/") as sign, left, right):
            return _joined(sign, _constant(left), _constant(right))
        case ("call", name, *args) if name in _FOLDED:
            numbers = [_constant(arg) for arg in args if isinstance(arg, tuple)]
            known = [number for number in numbers if number is not None]
            return _FOLDED[name](known) if len(known) == len(numbers) else None
    return None


def _joined(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if sign == "*" and 0 in (left, right):
        return Fraction(0)
    if sign == "/" and left == 0 and right != 0:
        return Fraction(0)
    if left is None or right is None or (sign == "/" and right == 0):
        return None
    return {"+": left + right, "-": left - right, "*": left * right}[sign] if sign != "/" else left / right
