"""Which tests run a line: one run of the tests without any change, by which they also show that they pass."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from coverage.numbits import numbits_to_nums

from tools.mutants.recording import FOLDER, TEST

_CONFIGURATION = """\
[tool.coverage.run]
include = [{files}]
data_file = "{data}"
parallel = true
patch = ["subprocess", "_exit"]
context = "${{{test}-}}"
"""

_SOME_FAILED = 1  # pytest's exit code


@dataclass(frozen=True)
class Covering:
    """The tests that ran each line of each file, by file and line, and the seconds of processor time that each took."""

    lines: dict[tuple[str, int], set[str]]
    seconds: dict[str, float]

    def tests(self, file: Path, first: int, last: int, most: float) -> list[str]:
        """The tests that run any of these lines, the quickest first; then the others of their files, for which what
        ran may be kept: as many as take `most` seconds in all."""
        running = set[str]().union(*(self._of_line(str(file), line) for line in range(first, last + 1)))
        files = {_file(test) for test in running}
        found = sorted(
            (test for test in self.seconds if _file(test) in files),
            key=lambda test: (test not in running, self.seconds[test], test),
        )
        taken = itertools.accumulate(self.seconds[test] for test in found)
        return [test for test, seconds in zip(found, taken) if seconds <= most] or found[:1]

    def _of_line(self, file: str, line: int) -> set[str]:
        """A line that runs while its module is imported is every test's that runs anything of the module."""
        tests = self.lines.get((file, line), set())
        if "" in tests:
            tests = {test for (other, _), ran in self.lines.items() if other == file for test in ran}
        return tests - {""}


def _file(test: str) -> str:
    return test.split("::", 1)[0]


def cover_once(copy: Path, files: Collection[Path], tests: Sequence[str], jobs: int, kept: Path) -> Covering | None:
    """What the tests run in a copy of the project, as it was kept in a folder for this very project, which holds
    nothing else, or else by running them. None where one of them fails, which is not kept."""
    place = kept / f"{_digest(copy, [*map(str, files), *tests])}.json"
    if place.is_file():
        return _read(place)
    covering = cover(copy, files, tests, jobs)
    if covering is not None:
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        _write(covering, place)
    return covering


def _digest(copy: Path, names: Iterable[str]) -> str:
    """Stands for the names and contents of all files of a copy, without the links to the environments."""
    digest = hashlib.sha256(repr([sys.version, *names]).encode())
    for path in sorted(copy.rglob("*")):
        if path.is_file():
            digest.update(repr((str(path.relative_to(copy)), path.read_bytes())).encode())
    return digest.hexdigest()


def _write(covering: Covering, place: Path) -> None:
    """Each test by its number, as there are many tests to a line. The file is whole or not there."""
    numbers = {test: number for number, test in enumerate(sorted({*covering.seconds, *_all(covering)}))}
    lines = [[*at, sorted(numbers[test] for test in ran)] for at, ran in covering.lines.items()]
    part = place.with_suffix(".part")
    part.write_text(json.dumps([list(numbers), covering.seconds, lines]), encoding="utf-8")
    part.replace(place)


def _all(covering: Covering) -> Iterator[str]:
    return itertools.chain.from_iterable(covering.lines.values())


def _read(place: Path) -> Covering:
    tests, seconds, lines = json.loads(place.read_text("utf-8"))
    return Covering({(file, line): {tests[number] for number in ran} for file, line, ran in lines}, seconds)


def cover(copy: Path, files: Collection[Path], tests: Iterable[str], jobs: int) -> Covering | None:
    """Run these tests in a copy of the project. None where one of them fails, and fails again alone: on a busy machine
    one that waits for a server may fail, and all others would have run for nothing."""
    folder = copy / ".covering"
    folder.mkdir()
    settings = folder / "coverage.toml"
    names = ", ".join(f'"{copy / file}"' for file in files)
    settings.write_text(_CONFIGURATION.format(files=names, data=folder / "data", test=TEST), encoding="utf-8")
    pytest = ["-m", "pytest", "-q", "-o", f"cache_dir={folder / 'cache'}", *tests]
    measured = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}"]
    measuring = {"COVERAGE_PROCESS_START": str(settings), FOLDER: str(folder), TEST: ""}
    environment = surroundings(copy)

    def run(command: Sequence[str], more: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command, cwd=copy, env=environment | more, capture_output=True, check=False)

    done = run([*measured, *pytest, "-p", "xdist", "-n", str(jobs), "-p", "tools.mutants.recording"], measuring)
    if done.returncode == _SOME_FAILED:
        done = run([sys.executable, *pytest, "--last-failed", "--last-failed-no-failures", "none"], {})
    if done.returncode:
        sys.stderr.buffer.write(done.stdout[-4000:])
        return None
    seconds, users = _tests(folder)
    return Covering(_lines(copy, folder, users), seconds)


def surroundings(copy: Path) -> dict[str, str]:
    """The environment in which a copy's own packages come before the installed ones, and chance draws the same."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "HYPOTHESIS_PROFILE": "mutants"}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _lines(copy: Path, folder: Path, users: Mapping[str, set[str]]) -> dict[tuple[str, int], set[str]]:
    lines = defaultdict[tuple[str, int], set[str]](set)
    for data in folder.glob("data.*"):
        for path, context, numbits in _measured(data):
            for line in numbits_to_nums(numbits):
                lines[str(Path(path).relative_to(copy)), line] |= users.get(context, {context})
    return dict(lines)


def _measured(data: Path) -> list[tuple[str, str, bytes]]:
    """What one process ran: the path of a file, the context, and its lines. Nothing where the process was killed while
    it wrote this down."""
    with closing(sqlite3.connect(f"file:{data}?mode=ro", uri=True)) as measured, suppress(sqlite3.DatabaseError):
        return measured.execute(
            "select path, context, numbits from line_bits"
            " join file on file.id = file_id join context on context.id = context_id"
        ).fetchall()
    return []


def _tests(folder: Path) -> tuple[dict[str, float], dict[str, set[str]]]:
    """What each test took in seconds, and the tests that use each fixture."""
    seconds = defaultdict[str, float](float)
    users = defaultdict[str, set[str]](set)
    for file in folder.glob("*.tsv"):
        for row in file.read_text("utf-8").splitlines():
            took, fixtures, test = row.split("\t", 2)
            seconds[test] += float(took)
            for name in fixtures.split():
                users[f"fixture {name}"].add(test)
    return dict(seconds), dict(users)
