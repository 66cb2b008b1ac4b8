"""A problem has its words whatever else was imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.lang.catalogue import section
from handbook.problems.problem import Place, Problem

ROOT = Path(__file__).parent.parent


def _told_in(package: str) -> list[str]:
    """The codes of the problems that a package makes."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / package).rglob("*.py"))
    return sorted({code for tree in trees for code in _codes(tree)})


def _codes(tree: ast.AST) -> Iterator[str]:
    """The second arguments of `Problem(place, code, …)`, where they are written out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and len(node.args) > 1:
            code = node.args[1]
            if isinstance(code, ast.Constant):
                yield code.value


@pytest.mark.parametrize("package", ["handbook", "quiz", "macros"])
def test_every_problem_has_words(package: str) -> None:
    codes = _told_in(package)
    assert codes
    for code in codes:
        of, _, name = code.rpartition(".")
        assert name in section(of or "handbook", "problems", "zh")


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(KeyError, match=r"handbook\.problems\.nothing_such"):
        Problem(Place("a.yml"), "nothing_such").message("zh")
