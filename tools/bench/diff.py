"""`handbook diff`: the real policy with one value changed, and growth to 10,000 parameters and clauses."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from macros.site.build import ROOT
from tools.bench.measure import median, run
from tools.bench.scale import Scale
from tools.bench.synthetic import write_policy

DIFF = (sys.executable, "-m", "handbook", "diff", "before", "--format", "json")


def bench(scale: Scale) -> None:
    """All figures of the report of a change."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "policy_data", root / "before")
        shutil.copytree(ROOT / "policy_data", root / "policy_data")
        change = ("set", "attendance.minor_fine", "35", "--from", "2027-07-01")
        subprocess.run([sys.executable, "-m", "handbook", *change], cwd=root, check=True, capture_output=True)
        real = [run(DIFF, root) for _ in range(scale.rounds)]
    print(f"handbook diff, the real policy, one value changed: {median(real, 'wall'):.2f} s (under 2 s)")
    print("handbook diff, growth, one value changed")
    for size in scale.pick((10,), (100, 1000), (100, 1000, 10_000)):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_policy(root / "before", size // 10, 10, size)
            shutil.copytree(root / "before", root / "policy_data")
            _change_one(root / "policy_data")
            figures = run(DIFF, root)
        print(
            f"  {size:6} parameters and clauses: {figures.cpu:6.2f} s CPU  {figures.cpu / size * 1000:.2f} ms each",
            flush=True,
        )


def _change_one(data: Path) -> None:
    path = next(each for each in sorted((data / "parameters").glob("*.yml")))
    text = path.read_text(encoding="utf-8")
    at = text.index("value: ")
    path.write_text(f"{text[:at]}value: 1{text[text.index(chr(10), at) :]}", encoding="utf-8")
