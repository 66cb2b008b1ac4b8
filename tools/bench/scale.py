"""How large a run of the benchmarks is."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Scale(StrEnum):
    """`SMOKE` shows in seconds that every part still runs, `QUICK` gives rough figures, `FULL` those to publish."""

    SMOKE = "smoke"
    QUICK = "quick"
    FULL = "full"

    def pick(self, smoke: T, quick: T, full: T) -> T:
        """The value for this scale."""
        return {Scale.SMOKE: smoke, Scale.QUICK: quick, Scale.FULL: full}[self]

    @property
    def rounds(self) -> int:
        """How often a short command is run."""
        return self.pick(1, 3, 7)
