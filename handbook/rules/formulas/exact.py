"""Exact numbers of bounded size: one that grows beyond any use is refused, so that no formula fills the memory.

The browser has the same bound (`fraction.js`).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from handbook.rules.formulas.refusal import Refusal

MOST_DIGITS = 300  # above or below the line; money to the fen times a dozen shares of six decimals has about ninety
_TOO_LARGE = 10**MOST_DIGITS


def bounded(number: Fraction) -> Fraction:
    """The number itself. Raises Refusal where it has too many digits."""
    if not -_TOO_LARGE < number.numerator < _TOO_LARGE or number.denominator >= _TOO_LARGE:
        raise Refusal("too_long", most=MOST_DIGITS)
    return number


def total(numbers: Iterable[Fraction]) -> Fraction:
    """Their sum, bounded on the way."""
    found = Fraction(0)
    for number in numbers:
        found = bounded(found + number)
    return found
