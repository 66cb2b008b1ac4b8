"""A problem has its words whatever else was imported."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.problems.problem import Place, Problem, teach

ROOT = Path(__file__).parent.parent
_SAYS = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
from handbook.problems.problem import Place, Problem
for code in json.loads(sys.argv[2]):
    try:
        Problem(Place("f"), code).message("zh")
    except KeyError as missing:
        if code in str(missing):
            print(code)
"""


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


@pytest.mark.parametrize("module", ["handbook.problems.problem", "quiz.chance", "macros.editor.desk"])
def test_words_do_not_depend_on_what_was_imported(module: str) -> None:
    codes = _told_in(module.partition(".")[0])
    done = subprocess.run(
        [sys.executable, "-c", _SAYS, module, json.dumps(codes)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert codes
    assert done.stdout.split() == []


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(KeyError, match="no message has the code nothing_such"):
        Problem(Place("a.yml"), "nothing_such").message("zh")


def test_a_code_has_one_message() -> None:
    with pytest.raises(ValueError, match="unreadable"):
        teach({"unreadable": {"zh": "别的", "en": "something else"}})
