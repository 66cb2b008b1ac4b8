"""Six letters at the end of a line that tell slips of copying: the checksum of Bech32m (BIP 350).

They find every change of up to three signs and every burst of six, swaps and lost signs among them. The letters `HX`
before a line are part of what is checked, as Bech32 expands them.
"""

from __future__ import annotations

from collections.abc import Sequence

LETTERS = 6
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_WHOLE = 0x2BC830A3
_PREFIX = (2, 2, 0, 8, 24)  # HX


def check_letters(symbols: Sequence[int]) -> list[int]:
    """The letters for what stands between the prefix and them."""
    value = _remainder([*symbols, *[0] * LETTERS]) ^ _WHOLE
    return [value >> shift & 31 for shift in (25, 20, 15, 10, 5, 0)]


def is_whole(symbols: Sequence[int]) -> bool:
    """Whether the last six are the letters of all before them."""
    return _remainder(symbols) == _WHOLE


def _multiples() -> tuple[int, ...]:
    """What each value of the five uppermost bits adds."""
    sums = []
    for top in range(32):
        value = 0
        for bit, part in enumerate(_GENERATOR):
            value ^= part if top >> bit & 1 else 0
        sums.append(value)
    return tuple(sums)


_MULTIPLES = _multiples()


def _remainder(symbols: Sequence[int]) -> int:
    value = 1
    for symbol in (*_PREFIX, *symbols):
        value = (value & 0x1FFFFFF) << 5 ^ symbol ^ _MULTIPLES[value >> 25]
    return value
