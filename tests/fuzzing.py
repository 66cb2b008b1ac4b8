"""How far the random tests go: a little in `make test`, less in `make quick`, further in `make fuzz`."""

from __future__ import annotations

import os

_PROFILE = os.environ.get("HYPOTHESIS_PROFILE")
FACTOR = int(os.environ.get("FUZZ", "20")) if _PROFILE == "fuzz" else 1
_LEAST = 5  # examples in `make quick`, which draws a fifth


def scaled(examples: int) -> int:
    """The number of examples for `@settings(max_examples=…)`: as given, fewer in a hurry, many more when fuzzing."""
    return min(examples, max(_LEAST, examples // 5)) if _PROFILE == "quick" else examples * FACTOR
