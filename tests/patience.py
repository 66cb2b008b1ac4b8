"""How long a test waits for what is sure to come: so long that only what never comes is a failure, however busy the
machine. One measure for all tests; what comes at once costs nothing by it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 180  # seconds
PATIENCE_MS = PATIENCE * 1000  # as browsers count


def until(condition: Callable[[], object], pause: Callable[[float], object] = time.sleep) -> None:
    """Until the condition holds; fails where it never does. `pause` lets so many seconds go by between two looks."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        pause(0.02)
