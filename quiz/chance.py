"""Chance that can be repeated: the same seed gives the same draws here and in the browser (`chance.js`).

The generator is mulberry32 over 32-bit integers, seeded by an FNV-1a hash of the seed's UTF-8 text. It decides which
question comes when; it keeps no secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_MASK = 0xFFFFFFFF


def hash32(text: str) -> int:
    """FNV-1a of the text's UTF-8 bytes, 32 bits."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & _MASK
    return value


class Chance:
    """A repeatable source of small integers."""

    def __init__(self, seed: str) -> None:
        self._state = hash32(seed)

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1; `limit` is at most 2**20."""
        self._state = (self._state + 0x6D2B79F5) & _MASK
        mixed = self._state
        mixed = (mixed ^ mixed >> 15) * (mixed | 1) & _MASK
        mixed ^= (mixed + ((mixed ^ mixed >> 7) * (mixed | 61) & _MASK)) & _MASK
        return ((mixed ^ mixed >> 14) & _MASK) * limit >> 32

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order (Fisher and Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
