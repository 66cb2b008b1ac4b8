"""Whether something comes more often or less often than chance lets it."""

from __future__ import annotations

from math import sqrt

FEW = 20  # below this nothing can be said
_SIGMAS = 2.8  # how far from even chance lets it stray


def is_odd(times: int, count: int, share: float) -> bool:
    """Whether `times` of `count` is far from the `share` that chance would give."""
    return abs(times - count * share) > _SIGMAS * sqrt(count * share * (1 - share))
