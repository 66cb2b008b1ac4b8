"""The sampler of mutants: what it changes, and that what is tested is a copy of the project with the change in it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tools.mutants import __main__ as sampler
from tools.mutants.__main__ import PARTS, ROOT, Part, _copy, _noticed, _own_tests, _tests_of, run, sample
from tools.mutants.mutate import Mutant, mutants

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


def test_every_mutant_of_every_part_can_be_compiled() -> None:
    for part in PARTS.values():
        for pattern in part.modules:
            paths = list(ROOT.glob(pattern))
            assert paths, pattern
            for path in paths:
                source = path.read_bytes()
                for mutant in mutants(path.relative_to(ROOT), source):
                    changed = mutant.apply(source)
                    assert changed != source
                    compile(changed, str(path), "exec")


@pytest.mark.parametrize(
    "tests", sorted({tests for part in PARTS.values() for tests in (*part.quick, part.rest)} - {""})
)
def test_the_tests_of_the_parts_are_there(tests: str) -> None:
    assert (ROOT / tests).exists()


def test_the_sample_is_the_same_each_time() -> None:
    first, again = (sample(["values", "guard"], 5, random.Random(3)) for _ in range(2))
    assert first == again
    assert len(first) == 5


def test_the_tests_that_name_a_module_come_first() -> None:
    assert _own_tests(Path("handbook/schema/timeline.py"))[0] == "tests/handbook/test_timeline.py"
    assert _own_tests(Path("handbook/rules/compiling/numbers.py"))[-1] == "tests/handbook/test_compiling.py"
    assert "tests/quiz/test_paper_rules.py" in _own_tests(Path("quiz/papers/paper.py"))


def test_a_change_in_the_copy_is_noticed_and_undone(tmp_path: Path) -> None:
    copy = _copy(tmp_path / "copy")
    file = Path("handbook/schema/timeline.py")
    source = (ROOT / file).read_bytes()
    part = Part((str(file),), ("tests/handbook/test_timeline.py",))
    assert not _noticed(copy, part, Mutant(file, 1, 0, 0, "", ""))
    at = source.index(b"return")
    assert _noticed(copy, part, Mutant(file, 1, at, at + 6, "return", "raise ZeroDivisionError#"))
    assert (copy / file).read_bytes() == source


def test_where_the_tests_fail_anyway_nothing_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = tmp_path / "test_failing.py"
    failing.write_text("def test(): assert not 'what holds'\n", encoding="utf-8")
    monkeypatch.setattr(sampler, "_own_tests", lambda _: [])
    chosen = [(Part(("handbook/__main__.py",), (str(failing),)), Mutant(Path("handbook/__main__.py"), 1, 0, 0, "", ""))]
    assert run(chosen, 1) is None
    failing.write_text("def test(): pass\n", encoding="utf-8")
    assert run(chosen, 1) == [chosen[0][1]]


def test_all_tests_that_mutants_may_meet_are_run_once() -> None:
    files = {"values": "handbook/schema/timeline.py", "guard": "macros/editor/guard.py"}
    found = _tests_of([(PARTS[name], Mutant(Path(file), 1, 0, 0, "", "")) for name, file in files.items()])
    assert found[0] == "tests/handbook"
    assert "tests/macros/test_editor_guard.py" in found
    assert not any(each.startswith("tests/handbook/") for each in found)
