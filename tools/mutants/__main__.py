"""Whether the tests notice: `make mutants`, or `make mutants ARGS="-n 60 --seed 7 rules edit"`.

First the tests run without any change, which shows that they pass and which of them run which line. Then a copy of the
project gets one changed comparison, operator, constant or condition at a time, and the tests that run its line run
until one fails. What no test notices is printed: it wants a test, or makes no difference. Exit code 1 where
fewer than 95 of 100 are noticed, 2 where the tests fail without any change: then nothing has been shown.

What the first run showed is kept under `.build/mutants` until a file of the project changes, so that another seed
starts at once.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tools.mutants.covering import cover_once, surroundings
from tools.mutants.mutate import Mutant, mutants

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".build" / "mutants"  # what the run without any change showed
ENOUGH = 0.95
MOST = 200  # seconds of processor time of tests for a mutant, so that nobody's day is spent on one
TOO_LONG = 900  # seconds; a mutant that never ends has been noticed


@dataclass(frozen=True)
class Part:
    """Modules, and the folder of the tests that are to notice a change in them."""

    modules: tuple[str, ...]
    tests: str


PARTS = {
    "rules": Part(("handbook/rules/**/*.py",), "tests/handbook"),
    "edit": Part(("handbook/edit/*.py",), "tests/handbook"),
    "impact": Part(("handbook/impact/**/*.py",), "tests/handbook"),
    "checks": Part(("handbook/policy/checks/*.py",), "tests/handbook"),
    "calc": Part(("handbook/calc/*.py",), "tests/handbook"),
    "values": Part(("handbook/schema/values.py", "handbook/schema/timeline.py"), "tests/handbook"),
    "quiz": Part(("quiz/papers/drawing.py", "quiz/papers/freezing.py", "quiz/sources/amounts.py"), "tests/quiz"),
    "guard": Part(("macros/editor/guard.py", "macros/editor/sessions.py", "macros/editor/preview.py"), "tests/macros"),
}


def main() -> int:
    """Sample, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which parts (default: all)")
    parser.add_argument("-n", type=int, default=40, help="how many mutants (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (default: 1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once (default: all cores)")
    options = parser.parse_args()
    names = options.parts or list(PARTS)
    chosen = sample(names, options.n, random.Random(options.seed))
    survivors = run(chosen, [PARTS[name] for name in names], options.jobs, KEPT)
    if survivors is None:
        print("\nThe tests fail without any change, so that nothing is shown. Make them pass first.")
        return 2
    killed = len(chosen) - len(survivors)
    print(f"\n{killed} of {len(chosen)} noticed. Not noticed:" if survivors else f"\nall {killed} noticed")
    for mutant in survivors:
        print(f"  {mutant}")
    return 0 if killed >= ENOUGH * len(chosen) else 1


def sample(parts: Sequence[str], number: int, chance: random.Random) -> list[tuple[Part, Mutant]]:
    """So many mutants of these parts, each place as likely as any other."""
    every = [(PARTS[name], mutant) for name in parts for mutant in _of(PARTS[name])]
    return sorted(chance.sample(every, min(number, len(every))), key=lambda each: (str(each[1].file), each[1].start))


def _of(part: Part) -> Iterator[Mutant]:
    for file in _modules(part):
        yield from mutants(file, (ROOT / file).read_bytes())


def _modules(part: Part) -> Iterator[Path]:
    for pattern in part.modules:
        for path in sorted(ROOT.glob(pattern)):
            yield path.relative_to(ROOT)


def run(chosen: Sequence[tuple[Part, Mutant]], parts: Sequence[Part], jobs: int, kept: Path) -> list[Mutant] | None:
    """Try each mutant of these parts in a copy of the project; the ones that no test noticed, or None where tests fail
    anyway. What the run without any change showed stays in the folder `kept`."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        files = [file for part in parts for file in _modules(part)]
        tests = sorted({part.tests for part in parts})
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):  # before anything runs, since meanwhile somebody may go on working
            copies.put(_copy(Path(folder) / str(number)))
        covering = cover_once(_copy(Path(folder) / "unchanged"), files, tests, jobs, kept)
        if covering is None:
            return None

        def noticed(each: tuple[Part, Mutant]) -> bool:
            _, mutant = each
            copy = copies.get()
            try:
                return _noticed(copy, mutant, covering.tests(mutant.file, mutant.line, mutant.last_line, MOST))
            finally:
                copies.put(copy)

        survivors = []
        with ThreadPoolExecutor(jobs) as pool:
            for (_, mutant), seen in zip(chosen, pool.map(noticed, chosen)):
                print(f"{'✓' if seen else '✗ NOT NOTICED'} {mutant}", flush=True)
                if not seen:
                    survivors.append(mutant)
        return survivors


def _copy(folder: Path) -> Path:
    """The files that git knows or would take, and links to the environments."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for name in (".venv", "node_modules"):
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    return folder


def _noticed(copy: Path, mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether one of these tests fails with the change in the copy. What no test runs, none notices."""
    path = copy / mutant.file
    source = path.read_bytes()
    _write(path, mutant.apply(source))
    try:
        return bool(tests) and _fails(copy, tests)
    finally:
        _write(path, source)


_TIMES = itertools.count(1_000_000_000)


def _write(path: Path, content: bytes) -> None:
    """With a time that no content of a file had before, so that Python takes no compiled code for that of another."""
    path.write_bytes(content)
    time = next(_TIMES)
    os.utime(path, (time, time))


def _fails(copy: Path, tests: Sequence[str]) -> bool:
    """Whether one of these tests fails. They come in a file, as there may be more than a command line takes."""
    listed = copy / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", f"@{listed}"]
    try:
        done = subprocess.run(
            command, cwd=copy, env=surroundings(copy), capture_output=True, timeout=TOO_LONG, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
