"""How far the random tests go: a little in `make test`, further in `make fuzz`."""

from __future__ import annotations

import os

FACTOR = int(os.environ.get("FUZZ", "20")) if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else 1


def scaled(examples: int) -> int:
    """The number of examples for `@settings(max_examples=…)`: as given, or FACTOR times as many when fuzzing."""
    return examples * FACTOR
