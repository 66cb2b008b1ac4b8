"""A copy of the project that a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("docs", "macros", "policy_data", "handbook", "quiz")


def copy_project(to: Path) -> Path:
    """Everything a build reads, in a fresh folder."""
    for part in PARTS:
        shutil.copytree(ROOT / part, to / part, ignore=shutil.ignore_patterns("__pycache__"))
    for config in ROOT.glob("mkdocs*.yml"):
        shutil.copy(config, to)
    return to


def edit(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence. Fails where there is none, so that a test never tests nothing."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
