"""`handbook calc` over sheets of many rows: speed and memory, and how they grow."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from macros.site.build import ROOT
from tools.bench.months import draw
from tools.bench.rules import ON, RULE
from tools.bench.scale import Scale

EVERY = 0.2  # seconds between two looks at the memory


def bench(scale: Scale) -> None:
    """Each size in processes of its own."""
    print("Rules: handbook calc over a sheet (memory of all its processes together; Linux only)")
    print("  (1,000,000 rows on two processors in under 60 s and 300 MB)", flush=True)
    first: tuple[float, float] | None = None
    sizes = scale.pick((100,), (1_000, 10_000), (10_000, 100_000, 1_000_000))
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            given, found = Path(folder) / "in.csv", Path(folder) / "out.csv"
            _write(given, rows)
            options = ("--csv", str(given), "--out", str(found), "--on", str(ON))
            seconds, memory = _watch((sys.executable, "-m", "handbook", "calc", RULE, *options))
            _check(found, rows)
        first = first or (seconds, memory)
        told = f"{memory:.0f} MB, {memory / (first[1] or 1):.2f} x memory"
        growth = f"{rows / sizes[0]:.0f} x rows, {seconds / first[0]:.1f} x time, {told}"
        print(f"  {rows:9,} rows: {seconds:7.1f} s {rows / seconds:8,.0f} rows/s  ({growth})", flush=True)


def _write(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(("base", "performance_pay", "late", "absent_days"))
        for base, performance, late, days in draw(rows, seed=5):
            sheet.writerow((base / 100, performance / 100, ";".join(map(str, late)), days))


def _check(path: Path, rows: int) -> None:
    with path.open(encoding="utf-8-sig") as file:
        found = sum(1 for _ in file) - 1
    if found != rows:
        raise RuntimeError(f"handbook calc wrote {found} rows instead of {rows}")


def _watch(command: Sequence[str]) -> tuple[float, float]:
    """Seconds on the clock and the highest memory seen in MB. Raises RuntimeError where it fails."""
    start, highest = time.monotonic(), 0.0
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=told)
        while process.poll() is None:
            highest = max(highest, sum(map(_memory, _family(process.pid))))
            time.sleep(EVERY)
        seconds = time.monotonic() - start
        if process.returncode:
            told.seek(0)
            raise RuntimeError(f"handbook calc: exit {process.returncode}\n{told.read()[-2000:]}")
    return seconds, highest


def _family(process: int) -> Iterator[int]:
    yield process
    for child in _read(f"/proc/{process}/task/{process}/children").split():
        yield from _family(int(child))


def _memory(process: int) -> float:
    """MB of one process, pages shared with others counted in part."""
    found = re.search(r"^Pss: *(\d+) kB", _read(f"/proc/{process}/smaps_rollup"), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:  # it has just ended, or this is no Linux
        return ""
