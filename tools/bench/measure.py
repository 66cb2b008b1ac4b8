"""Runs a command and reads what the operating system says it took."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# A process counts as its own memory what the one had from which it was forked: so a small one starts it and looks.
_TIMER = """
import os, sys, time
start = time.monotonic()
child = os.fork()
if not child:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
print(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status) & 255)
"""


@dataclass(frozen=True)
class Figures:
    """Of one run: seconds on the clock, seconds of CPU of all processes, and the largest process in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None) -> Figures:
    """Run to the end. Raises RuntimeError with its output where it fails.

    Python keeps what it compiles, as setting up does: what was edited since would be compiled in every run.
    """
    process = subprocess.run(
        (sys.executable, "-S", "-E", "-c", _TIMER, *command),
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}\n{process.stderr[-2000:]}")
    wall, cpu, memory = map(float, process.stdout.split())
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Figures(wall, cpu, memory / unit)


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
