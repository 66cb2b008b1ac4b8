"""Formulas as trees of plain tuples, which both runtimes work out and explain; as JSON they are what the browser gets.

Their forms:
("#", number) · ("b", truth[, list]) · ("t", option, words) · ("v", name) · ("p", parameter) ·
("d", parameter), with its values on all days ·
("+"|"-"|"*"|"/", left, right) · ("neg"|"not", x) · ("and"|"or", …) · ("cmp", x, sign, y, …) ·
("if", test, then, other) · ("call", function, …) ·
("each", function, rows, row arguments, other arguments[, unit]).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Tree = tuple[Any, ...]


def walk(tree: Tree) -> Iterator[Tree]:
    """A tree and all its parts, each before its own."""
    left = [tree]
    while left:
        tree = left.pop()
        yield tree
        for part in reversed(tree):
            if isinstance(part, tuple) and part:
                left += (part,) if isinstance(part[0], str) else reversed(part)


def names_of(tree: Tree) -> list[str]:
    """The names of values and parameters in a tree, each once."""
    return list(dict.fromkeys(str(part[1]) for part in walk(tree) if part[0] in ("v", "p", "d")))
