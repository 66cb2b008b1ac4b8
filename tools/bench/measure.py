"""Runs a command and reads what the operating system says it took."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figures:
    """Of one run: seconds on the clock, seconds of CPU of all processes, and the largest process in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None) -> Figures:
    """Run to the end. Raises RuntimeError with its output where it fails."""
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}\n{errors[-2000:]}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Figures(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def side_by_side(
    ours: Sequence[str], theirs: Sequence[str], cwd: tuple[Path, Path], rounds: int
) -> list[tuple[Figures, Figures]]:
    """Pairs in alternating order, so that a drifting machine hits both alike; of several, one more to warm up."""
    if rounds > 1:
        run(ours, cwd[0]), run(theirs, cwd[1])
    pairs = []
    for number in range(rounds):
        if number % 2:
            second = run(theirs, cwd[1])
            pairs.append((run(ours, cwd[0]), second))
        else:
            pairs.append((run(ours, cwd[0]), run(theirs, cwd[1])))
    return pairs


def ratio(pairs: Sequence[tuple[Figures, Figures]], key: str) -> float:
    """The median of the pairwise ratios of one figure."""
    return statistics.median(getattr(a, key) / getattr(b, key) for a, b in pairs)


def median(figures: Sequence[Figures], key: str) -> float:
    """The median of one figure."""
    return statistics.median(getattr(one, key) for one in figures)
