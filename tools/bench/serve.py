"""`make serve`: from saving a value to the page that shows it, beside building the whole site."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.bench.measure import run
from tools.bench.scale import Scale
from tools.bench.site import OURS, SMALL, project

FILE = "parameters/attendance.yml"
VALUE = re.compile(r"(^minor_fine:.*?from: 2026-01-01\n +value: )\d+", re.MULTILINE | re.DOTALL)  # the one in force
PAGE = "chapters/discipline/"
LOOK = 0.01  # seconds between two looks at the page
PATIENCE = 120


def saves(ours: Path, count: int) -> tuple[list[float], float]:
    """Serve, and save as many values one after another: the seconds that each took, and the CPU of all together."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "macros.site.serve", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ours)}
    process = subprocess.Popen(command, cwd=ours, env=environment, stdout=subprocess.DEVNULL)
    try:
        pages = [f"http://127.0.0.1:{port}/{folder}{PAGE}" for folder in ("", "en/", "zh-Hant/")]
        for page in reversed(pages):
            _wait(page, lambda text: "hb-value" in text)
        seconds = [_save(ours, pages, 21 + number) for number in range(count)]
    finally:
        process.send_signal(signal.SIGTERM)
        _, _, usage = os.wait4(process.pid, 0)
    return seconds, usage.ru_utime + usage.ru_stime


def _save(ours: Path, pages: Sequence[str], value: int) -> float:
    """Save, and wait for the page of every language; the seconds until the first one's."""
    file = ours / "policy_data" / FILE
    file.write_text(VALUE.sub(rf"\g<1>{value}", file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    start = time.monotonic()
    _wait(pages[0], lambda text: f">{value} " in text)
    seconds = time.monotonic() - start
    for page in pages[1:]:
        _wait(page, lambda text: f">{value} " in text)
    _wait(pages[0], bool)  # the next save is looked at as this language's
    return seconds


def _wait(page: str, shown: Callable[[str], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(page, timeout=PATIENCE) as answer:
            if shown(answer.read().decode()):
                return
        time.sleep(LOOK)
    raise RuntimeError(f"{page} did not change within {PATIENCE} s")


def bench(scale: Scale) -> None:
    """Print what a save takes, wall of the language looked at and CPU of all, and what the whole build does."""
    count = scale.pick(1, 3, 7)
    print("Serving: a saved value until its page is served, three languages")
    with tempfile.TemporaryDirectory() as folder:
        ours = project(Path(folder), scale.pick(SMALL, None, None))
        whole = run(OURS, ours)
        before = 0.0 if scale == Scale.SMOKE else saves(ours, 0)[1]
        seconds, cpu = saves(ours, count)
    print(
        f"  a save {statistics.median(seconds):5.2f} s wall {(cpu - before) / count:5.2f} s CPU"
        f" · whole build {whole.wall:5.2f} s wall {whole.cpu:5.2f} s CPU",
        flush=True,
    )
