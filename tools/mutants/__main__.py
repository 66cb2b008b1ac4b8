"""Whether the tests notice: `make mutants`, or `make mutants ARGS="-n 60 --seed 7 rules edit"`.

A copy of the project gets one changed comparison, operator, constant or condition at a time; the tests of that part run
until one fails. What no test notices is printed: it wants a test, or is a change that makes no difference. Exit code 1
where fewer than 95 of 100 are noticed, 2 where the tests fail without any change: then nothing has been shown.
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
from functools import cache
from pathlib import Path
from queue import SimpleQueue

from tools.mutants.mutate import Mutant, mutants

ROOT = Path(__file__).parents[2]
ENOUGH = 0.95
TOO_LONG = 900  # seconds; a mutant that never ends has been noticed


@dataclass(frozen=True)
class Part:
    """Modules, and the tests that are to notice a change in them: first the quickest, then the rest if there is one."""

    modules: tuple[str, ...]
    quick: tuple[str, ...]
    rest: str = ""


PARTS = {
    "rules": Part(
        ("handbook/rules/**/*.py",),
        (
            "tests/handbook/test_functions.py",
            "tests/handbook/test_inputs.py",
            "tests/handbook/test_formulas.py",
            "tests/handbook/test_run.py",
            "tests/handbook/test_explain.py",
        ),
        "tests/handbook",
    ),
    "edit": Part(
        ("handbook/edit/*.py",),
        (
            "tests/handbook/test_set_and_unset.py",
            "tests/handbook/test_splice.py",
            "tests/handbook/test_saving.py",
            "tests/handbook/test_cli.py",
        ),
    ),
    "impact": Part(
        ("handbook/impact/**/*.py",),
        (
            "tests/handbook/test_impact_parts.py",
            "tests/handbook/test_forge_markdown.py",
            "tests/handbook/test_git_situations.py",
            "tests/handbook/test_changes_told.py",
            "tests/handbook/test_everything_compared.py",
        ),
    ),
    "checks": Part(
        ("handbook/policy/checks/*.py",),
        ("tests/handbook/test_bad_input.py", "tests/handbook/test_guardrails.py"),
        "tests/handbook",
    ),
    "calc": Part(
        ("handbook/calc/*.py",),
        ("tests/handbook/test_calc.py", "tests/handbook/test_sheet.py", "tests/handbook/test_workbook_size.py"),
    ),
    "values": Part(
        ("handbook/schema/values.py", "handbook/schema/timeline.py"),
        ("tests/handbook/test_timeline.py", "tests/handbook/test_units.py"),
        "tests/handbook",
    ),
    "quiz": Part(("quiz/papers/paper.py", "quiz/sources/amounts.py"), (), "tests/quiz"),
    "guard": Part(
        ("macros/editor/guard.py", "macros/editor/sessions.py", "macros/editor/preview.py"),
        ("tests/macros/test_editor_guard.py",),
    ),
}


def main() -> int:
    """Sample, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which parts (default: all)")
    parser.add_argument("-n", type=int, default=40, help="how many mutants (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (default: 1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once (default: all cores)")
    options = parser.parse_args()
    chosen = sample(options.parts or list(PARTS), options.n, random.Random(options.seed))
    survivors = run(chosen, options.jobs)
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
    for pattern in part.modules:
        for path in sorted(ROOT.glob(pattern)):
            yield from mutants(path.relative_to(ROOT), path.read_bytes())


def run(chosen: Sequence[tuple[Part, Mutant]], jobs: int) -> list[Mutant] | None:
    """Try each mutant in a copy of the project; the ones that no test noticed, or None where tests fail anyway."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            copies.put(_copy(Path(folder) / str(number)))

        def noticed(each: tuple[Part, Mutant]) -> bool:
            copy = copies.get()
            try:
                return _noticed(copy, *each)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(jobs) as pool:
            unchanged = pool.submit(_fails, _copy(Path(folder) / "unchanged"), *_tests_of(chosen))
            results = []
            for each, seen in zip(chosen, pool.map(noticed, chosen)):
                print(f"{'✓' if seen else '✗ NOT NOTICED'} {each[1]}", flush=True)
                results.append(seen)
            if unchanged.result():
                return None
    return [mutant for (_, mutant), seen in zip(chosen, results) if not seen]


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


def _noticed(copy: Path, part: Part, mutant: Mutant) -> bool:
    path = copy / mutant.file
    source = path.read_bytes()
    quick = list(dict.fromkeys([*_own_tests(mutant.file), *part.quick]))
    rest = [part.rest, *(f"--ignore={tests}" for tests in quick)] if part.rest else []
    _write(path, mutant.apply(source))
    try:
        return any(_fails(copy, *tests) for tests in (quick, rest) if tests)
    finally:
        _write(path, source)


def _tests_of(chosen: Sequence[tuple[Part, Mutant]]) -> list[str]:
    """All tests that these mutants may meet, none of them twice."""
    folders = {part.rest for part, _ in chosen if part.rest}
    files = {tests for part, mutant in chosen for tests in (*_own_tests(mutant.file), *part.quick)}
    return sorted(folders | {each for each in files if not any(each.startswith(f"{folder}/") for folder in folders)})


@cache
def _own_tests(module: Path) -> list[str]:
    """The tests of its package that have the module's name, then those that import it, then those of its folder."""
    dotted = ".".join(module.with_suffix("").parts)
    files = [path.relative_to(ROOT) for path in sorted((ROOT / "tests" / module.parts[0]).glob("test_*.py"))]
    named = [path for path in files if path.stem == f"test_{module.stem}"]
    importing = [path for path in files if f"from {dotted} import" in (ROOT / path).read_text("utf-8")]
    around = [path for path in files if path.stem == f"test_{module.parent.name}"]
    return [str(path) for path in (*named, *importing, *around)]


_TIMES = itertools.count(1_000_000_000)


def _write(path: Path, content: bytes) -> None:
    """With a time that no content of a file had before, so that Python takes no compiled code for that of another."""
    path.write_bytes(content)
    time = next(_TIMES)
    os.utime(path, (time, time))


def _fails(copy: Path, *tests: str) -> bool:
    """Whether these tests end badly. The copy's own packages come before the installed ones."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    env = {
        **os.environ,
        "PYTHONPATH": str(copy),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "HYPOTHESIS_PROFILE": "mutants",
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        done = subprocess.run(command, cwd=copy, env=env, capture_output=True, timeout=TOO_LONG, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
