"""The quiz: making the bank and linting it, and how that grows."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from handbook.policy.load import open_book
from macros.site.build import ROOT
from quiz.build import build_bank
from quiz.lints import lint
from quiz.sources.written.files import read_questions
from tools.bench.measure import median, run
from tools.bench.scale import Scale
from tools.bench.synthetic import write_policy

DAY = date(2026, 11, 23)
CHECK = (sys.executable, "-m", "quiz", "check")


def bench(scale: Scale) -> None:
    """All figures of the quiz."""
    runs = [run(CHECK, ROOT) for _ in range(scale.rounds)]
    print(f"quiz check, the real policy, both days of change: {median(runs, 'cpu'):.2f} s CPU (under 2 s)")
    _growth(scale.pick((10,), (10, 100), (100, 1000)))


def _growth(sizes: Sequence[int]) -> None:
    """Making and linting alone, without reading the policy."""
    print("quiz, making the bank and linting it")
    _report("the real policy", ROOT / "policy_data")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_policy(Path(folder), max(size // 10, 1), 10, size)
            _report(f"{size} parameters and clauses", Path(folder))


def _report(name: str, data: Path) -> None:
    book, written = open_book(data, DAY), read_questions(data)
    start = time.process_time()
    bank, _ = build_bank(book, written, DAY)
    found = sum(1 for _ in lint(bank))
    seconds = time.process_time() - start
    rate = len(bank.questions) / seconds
    print(f"  {name:32} {len(bank.questions):6} questions {seconds:6.2f} s CPU {rate:8.0f} a second ({found} remarks)")
