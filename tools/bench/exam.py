"""`quiz exam serve`: so many lines from so many phones at once, the program killed in the middle and started again."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from quiz.exams.frame import Head
from quiz.exams.line import Sitting, encode
from quiz.frozen.reading import read_paper
from quiz.frozen.shapes import FrozenPaper
from tools.bench.scale import Scale

RECEIVED = "收到"
SAMPLE = Path(__file__).parents[2] / "tests" / "quiz" / "papers" / "sample.paper.json"
_LIVE = re.compile(r"http://127\.0\.0\.1:(\d+)/(\S+)/")


@dataclass
class Served:
    """What came of it: lines that were acknowledged before the kill and found right after it, and all at the end."""

    acknowledged: list[str]
    kept: list[str]
    at_the_end: list[str]
    seconds: float


def lines_of(paper: FrozenPaper, count: int) -> list[str]:
    """A line from each of so many people."""
    given = tuple(None for _ in paper.questions)
    return [encode(paper, Sitting(Head(name=f"员工{place}", staff_number=str(place)), given)) for place in range(count)]


def exam_folder(folder: Path) -> FrozenPaper:
    """Make an exam of the sample paper in a folder, as `quiz exam new` leaves it; its page is empty."""
    paper = read_paper(SAMPLE).paper
    own = folder / paper.number
    for name in ("public", "private"):
        (own / name).mkdir(parents=True)
    (own / "public" / "exam.html").write_text("<!doctype html>", "utf-8")
    shutil.copy(SAMPLE, own / "private" / f"{paper.number}.paper.json")
    return paper


@contextlib.contextmanager
def serving(exams: Path, number: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The program, and its port; it ends with the block."""
    command = [sys.executable, "-m", "quiz", "exam", "serve", number, "--exams", str(exams), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--rate", "100000"], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        found = next(filter(None, map(_LIVE.search, process.stdout)))
        yield process, int(found[1])
    finally:
        process.kill()
        process.wait()


def hand_in(port: int, line: str) -> str:
    """What the program answers; empty where it does not."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as phone:
        try:
            phone.request("POST", "/hand-in", line.encode())
            return phone.getresponse().read().decode()
        except (OSError, http.client.HTTPException):
            return ""


def kept_lines(exams: Path, number: str) -> list[str]:
    """What `--lines` prints."""
    command = [sys.executable, "-m", "quiz", "exam", "serve", number, "--exams", str(exams), "--lines"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return [line.replace(" ", "") for line in done.stdout.splitlines()]


def with_a_kill(exams: Path, paper: FrozenPaper, lines: Sequence[str], phones: int) -> Served:
    """Hand in all lines, kill the program once a third was acknowledged, start it again, hand in all again."""
    acknowledged: list[str] = []
    enough = threading.Event()

    def send(line: str) -> None:
        if hand_in(port, line).startswith(RECEIVED):
            acknowledged.append(line)
            if len(acknowledged) >= len(lines) // 3:
                enough.set()

    with serving(exams, paper.number) as (process, port), ThreadPoolExecutor(phones) as pool:
        sent = [pool.submit(send, line) for line in lines]
        enough.wait(60)
        os.kill(process.pid, signal.SIGKILL)
        for each in sent:
            each.cancel()
    kept = kept_lines(exams, paper.number)
    with serving(exams, paper.number) as (_, port), ThreadPoolExecutor(phones) as pool:
        start = time.monotonic()
        answers = list(pool.map(lambda line: hand_in(port, line), lines))
        seconds = time.monotonic() - start
    assert all(answer.startswith(RECEIVED) for answer in answers)
    return Served(acknowledged, kept, kept_lines(exams, paper.number), seconds)


def bench(scale: Scale) -> None:
    """Print how long it takes until all lines are acknowledged, and how many were lost."""
    count = scale.pick(20, 200, 500)
    print(f"quiz exam serve: {count} lines from 40 phones, killed in the middle")
    with tempfile.TemporaryDirectory() as folder:
        paper = exam_folder(Path(folder))
        done = with_a_kill(Path(folder), paper, lines_of(paper, count), 40)
    lost = len(set(done.acknowledged) - set(done.kept))
    print(
        f"  acknowledged before the kill {len(done.acknowledged):4d} · lost of them {lost}"
        f" · all {len(done.at_the_end):4d} once more in {done.seconds:5.2f} s",
        flush=True,
    )
