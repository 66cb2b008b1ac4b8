"""A file of the policy as it was read."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from handbook.files.yaml.tree import Tree
from handbook.problems.problem import Problem
from handbook.records import record

MAX_BYTES = 8 * 1024 * 1024  # of a file that is read; the largest real one is under 40 KB


@record
class Source:
    """One file: its text (line ends kept, byte-order mark removed, typos mended), its tree, its problems."""

    path: Path
    file: str  # the name shown to people
    name: str  # relative to the policy's directory
    text: str = ""
    marked: bool = False  # whether the file begins with a byte-order mark
    tree: Tree | None = None
    problems: list[Problem] = field(default_factory=list)
