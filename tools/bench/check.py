"""`handbook check`: the real policy, and growth to 10,000 parameters and 10,000 clauses."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from macros.site.build import ROOT
from tools.bench.measure import median, run
from tools.bench.scale import Scale
from tools.bench.synthetic import write_policy

CHECK = (sys.executable, "-m", "handbook", "check")


def bench(scale: Scale) -> None:
    """All figures of the check."""
    real = [run(CHECK, ROOT) for _ in range(scale.rounds)]
    cpu, memory = median(real, "cpu"), median(real, "memory")
    print(f"handbook check, the real policy: {cpu:.2f} s CPU, {memory:.0f} MB (under 0.45 s)")
    print("handbook check, growth")
    first: float | None = None
    for size in scale.pick((10,), (100, 1000), (100, 1000, 10_000)):
        with tempfile.TemporaryDirectory() as folder:
            write_policy(Path(folder) / "policy_data", size // 10, 10, size)
            figures = run(CHECK, Path(folder))
        per_item = figures.cpu / size * 1000
        first = first or figures.cpu
        print(
            f"  {size:6} parameters and clauses: {figures.cpu:6.2f} s CPU  {figures.memory:5.0f} MB"
            f"  {per_item:.2f} ms each",
            flush=True,
        )
