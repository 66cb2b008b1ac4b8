"""The floors of the code hold: imports point down only."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import grimp
import pytest

import handbook
import quiz

ROOT = Path(__file__).parent.parent
PACKAGES = ("handbook", "quiz", "macros")
LONGEST = 12  # modules in a chain of imports: what has to be understood one after another
MOST = 13  # modules side by side in a package


def test_imports_point_down_only() -> None:
    env = {**os.environ, "PYTHONUTF8": "1"}
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Each module, and those that it imports directly, under TYPE_CHECKING and in functions as well."""
    graph = grimp.build_graph(*PACKAGES)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_no_chain_of_imports_is_long(imports: dict[str, set[str]]) -> None:
    chains: dict[str, list[str]] = {}

    def chain(module: str, above: tuple[str, ...] = ()) -> list[str]:
        """The longest chain down from a module."""
        assert module not in above, f"a circle: {' > '.join((*above, module))}"
        if module not in chains:
            below = (chain(each, (*above, module)) for each in sorted(imports[module]))
            chains[module] = [module, *max(below, key=len, default=[])]
        return chains[module]

    longest = max((chain(module) for module in sorted(imports)), key=len)
    assert len(longest) <= LONGEST, " > ".join(longest)


def test_no_package_shows_many_modules_side_by_side(imports: dict[str, set[str]]) -> None:
    packages = {module.rpartition(".")[0] for module in imports}
    counts = Counter(module.rpartition(".")[0] for module in imports if module not in packages)
    assert {name: count for name, count in counts.items() if count > MOST} == {}


def test_the_tests_mirror_the_floors() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    # site: what a reader does, in a browser; fuzz: random input to every floor
    assert folders <= {"handbook", "quiz", "macros", "site", "fuzz"}


@pytest.mark.parametrize(("package", "floors"), [(handbook, ("quiz", "macros")), (quiz, ("macros",))])
def test_a_door_shows_what_the_floors_above_use_and_nothing_else(package: ModuleType, floors: tuple[str, ...]) -> None:
    used = {
        alias.name
        for floor in floors
        for path in (ROOT / floor).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == package.__name__
        for alias in node.names
    } - {"open_door"}
    assert used == set(package.__all__) == set(dir(package))
    assert {name for name in used if not hasattr(package, name)} == set()


def test_a_name_that_the_door_does_not_show_is_told() -> None:
    with pytest.raises(AttributeError, match=r"handbook shows no name 'Secret'; its door is handbook/__init__\.pyi"):
        _ = handbook.Secret


def test_inside_nobody_goes_through_the_door(imports: dict[str, set[str]]) -> None:
    for package in ("handbook", "quiz"):
        through = [name for name, used in imports.items() if name.startswith(f"{package}.") and package in used]
        assert through == []
