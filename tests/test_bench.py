"""The benchmarks still run: each part at its smallest size."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_every_part_runs() -> None:
    command = (sys.executable, "-m", "tools.bench", "--smoke")
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    titles = [line for line in run.stdout.splitlines() if not line.startswith(" ")]
    for part in (
        "handbook check",
        "handbook diff",
        "The site",
        "Serving",
        "Rules: one month",
        "Rules: handbook calc",
        "quiz",
        "Grading",
    ):
        assert any(title.startswith(part) for title in titles), part
    for part in ("Keystroke", "First view", "Search"):
        assert any(title.startswith(part) for title in titles), part
