"""The sampler of mutants: what it changes, and that what is tested is a copy of the project with the change in it."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from tools.mutants import __main__ as sampler
from tools.mutants import covering
from tools.mutants.__main__ import PARTS, ROOT, Part, run, sample
from tools.mutants.covering import Covering
from tools.mutants.mutate import mutants

pytestmark = pytest.mark.slow

CODE = b'''"""What 1 + 1 is."""
from typing import Literal, TypeVar

LIMIT: Literal[3] = 3
T_co = TypeVar("T_co", covariant=True)


def f(a: int, b: int = 0) -> bool:
    """Not 0."""
    if a:
        return not b
    return a + b < LIMIT and f"{a - b}" != "x" if b else True
'''


def test_each_comparison_operator_constant_and_condition_once() -> None:
    found = [(mutant.before, mutant.after) for mutant in mutants(Path("f.py"), CODE)]
    assert found == [
        ("3", "(4)"),
        ("0", "(1)"),
        ("a", "(not a)"),
        ("not b", "(b)"),
        (
            'a + b < LIMIT and f"{a - b}" != "x" if b else True',
            "(a + b < LIMIT and f'{a - b}' != 'x' if not b else True)",
        ),
        ('a + b < LIMIT and f"{a - b}" != "x"', "(a + b < LIMIT or f'{a - b}' != 'x')"),
        ("a + b < LIMIT", "(a + b <= LIMIT)"),
        ("a + b", "(a - b)"),
        ('f"{a - b}" != "x"', "(f'{a - b}' == 'x')"),
        ("True", "(False)"),
    ]


EVERY = 5  # of the mutants, which are thousands of few kinds


def test_mutants_of_every_part_can_be_compiled() -> None:
    for part in PARTS.values():
        for pattern in part.modules:
            paths = list(ROOT.glob(pattern))
            assert paths, pattern
            for path in paths:
                source = path.read_bytes()
                for mutant in islice(mutants(path.relative_to(ROOT), source), 0, None, EVERY):
                    changed = mutant.apply(source)
                    assert changed != source
                    compile(changed, str(path), "exec")


@pytest.mark.parametrize("tests", sorted({part.tests for part in PARTS.values()}))
def test_the_tests_of_the_parts_are_there(tests: str) -> None:
    assert (ROOT / tests).exists()


def test_the_sample_is_the_same_each_time() -> None:
    first, again = (sample(["values", "guard"], 5, random.Random(3)) for _ in range(2))
    assert first == again
    assert len(first) == 5


def test_tests_that_run_the_line_come_first_and_then_the_others_of_their_files() -> None:
    lines = {("f.py", 1): {""}, ("f.py", 7): {"a.py::one", "a.py::two"}, ("f.py", 8): {"b.py::three"}}
    seconds = {"a.py::one": 2.0, "a.py::two": 1.0, "a.py::kept": 0.5, "b.py::three": 1.0, "c.py::other": 0.1}
    run_by = Covering(lines, seconds)
    assert run_by.tests(Path("f.py"), 7, 7, most=10) == ["a.py::two", "a.py::one", "a.py::kept"]
    assert run_by.tests(Path("f.py"), 7, 7, most=2) == ["a.py::two"]
    assert run_by.tests(Path("f.py"), 7, 7, most=0.1) == ["a.py::two"]
    assert run_by.tests(Path("f.py"), 1, 1, most=10) == ["a.py::two", "b.py::three", "a.py::one", "a.py::kept"]
    assert run_by.tests(Path("f.py"), 3, 3, most=10) == []


def test_what_the_tests_run_is_kept_until_the_project_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown = [Covering({("f.py", 1): {"", "a.py::one"}}, {"a.py::one": 2.0}), None, Covering({}, {"a.py::one": 1.0})]
    runs = iter(shown)
    monkeypatch.setattr(covering, "cover", lambda *_: next(runs))
    copy, kept = tmp_path / "copy", tmp_path / "kept"
    copy.mkdir()

    def now(text: str) -> Covering | None:
        (copy / "f.py").write_text(text, encoding="utf-8")
        return covering.cover_once(copy, [Path("f.py")], ["tests"], 1, kept)

    assert [now("1"), now("1"), now("fails"), now("1"), now("2"), now("2")] == [
        *(shown[0], shown[0], shown[1], shown[0]),
        *(shown[2], shown[2]),
    ]
    assert len(list(kept.iterdir())) == 1


def test_what_a_killed_process_has_left_counts_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "data.empty").touch()
    (tmp_path / "data.half").write_bytes(b"SQLite format 3\0")
    assert covering._lines(tmp_path, tmp_path, {}) == {}


PLANTED = """
import multiprocessing, subprocess, sys
import pytest
from datetime import date
from pathlib import Path
from handbook.schema.timeline import Dated, Timeline

@pytest.fixture(scope="session")
def covered() -> bool:
    return Timeline("x", (Dated(date(2026, 1, 1), 1),)).covers(date(2025, 1, 1))

def test_what_a_fixture_made(covered): assert covered is not {right}
def test_what_another_process_does():
    code = "from handbook.schema.timeline import *; Timeline('x', (Dated(date(2026, 1, 1), 1),) * 2)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 1
def in_a_fork():
    sys.exit(Timeline("x", (Dated(date(2026, 1, 1), 1),)).before(date(2026, 1, 1)) is not None)
def test_what_a_fork_does():
    process = multiprocessing.get_context("fork").Process(target=in_a_fork)
    process.start()
    process.join()
    assert process.exitcode == 0
def test_that_fails_once():
    done = Path(__file__).with_suffix(".done")
    if not done.exists():
        done.touch()
        pytest.fail()
"""


@pytest.mark.parametrize("right", [True, False])
def test_a_mutant_meets_the_tests_that_run_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, right: bool
) -> None:
    """One that a test notices in this process by a fixture, one in another, one in a fork of it, one that none notices
    as none goes there; and where a test fails without any change, and again alone, nothing is shown."""
    kept = tmp_path / "kept"

    def with_planted(folder: Path) -> Path:
        copy = copied(folder)
        (copy / "tests" / "test_planted.py").write_text(PLANTED.format(right=right), encoding="utf-8")
        return copy

    copied = sampler._copy
    monkeypatch.setattr(sampler, "_copy", with_planted)
    file = Path("handbook/schema/timeline.py")
    part = Part((str(file),), "tests/test_planted.py")
    found = {mutant.before: mutant for mutant in mutants(file, (ROOT / file).read_bytes())}
    noticed = ("self.find(day) is not None", "later <= earlier", "len(begun) > 1")
    nowhere = found["step is None"]
    survivors = run([*((part, found[before]) for before in noticed), (part, nowhere)], [part], 1, kept)
    assert survivors == ([nowhere] if right else None)
    assert len(list(kept.glob("*"))) == right
    assert "self.find(day) is not None" in (ROOT / file).read_text("utf-8")
