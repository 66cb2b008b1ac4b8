"""How much one address may ask for: so many bodies a minute, each of them small."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator

MOST_BYTES = 4096  # of a body; a line has at most 900
_MINUTE = 60.0
_MOST_ADDRESSES = 10_000  # that are remembered


class Rate:
    """Counts what each address has sent in the last minute. A hotspot may hide many phones behind one address, so how
    much is allowed is for the trainer to say."""

    def __init__(self, a_minute: int) -> None:
        self.a_minute = a_minute
        self._recent: dict[str, deque[float]] = {}

    def allows(self, address: str, now: float) -> bool:
        """Whether one more may come from an address; `now` is in seconds."""
        times = self._recent.pop(address, deque())
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        allowed = len(times) < self.a_minute
        if allowed:
            times.append(now)
        self._recent[address] = times  # the last that was heard of
        if len(self._recent) > _MOST_ADDRESSES:
            del self._recent[next(iter(self._recent))]
        return allowed


async def small_body(chunks: AsyncIterator[bytes]) -> bytes | None:
    """A body, as it comes; None as soon as it is too large."""
    body = b""
    async for chunk in chunks:
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return body
