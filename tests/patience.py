"""How long a test waits for what is sure to come: so long that only what never comes is a failure, however busy the
machine. One measure for all tests; what comes at once costs nothing by it.
"""

from __future__ import annotations

PATIENCE = 180  # seconds
PATIENCE_MS = PATIENCE * 1000  # as browsers count
