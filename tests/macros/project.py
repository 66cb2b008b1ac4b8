"""A copy of the project that a test may break."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("docs", "macros", "policy_data", "handbook", "quiz")
# What `make` makes once, for the first build to find.
SET_UP = (
    "templates-ours",
    "templates-theme",
    "minified-assets",
    "minified-pages",
    "minified-rules",
    "readings",
    "folded",
    "traditional-interface",
    "traditional-texts",
    "sound",
    "words",
)


def copy_project(to: Path, set_up: bool = True) -> Path:
    """Everything a build reads, in a fresh folder, and what `make` has made once, compiled Python as well; without
    `set_up`, what a build keeps for the next is made anew."""
    for part in PARTS:
        shutil.copytree(ROOT / part, to / part, ignore=shutil.ignore_patterns(".lock"))
    for config in (ROOT / ".gitignore", *ROOT.glob("mkdocs*.yml")):
        shutil.copy(config, to)
    if set_up:
        _copy_set_up(to / ".build")
    return to


def _copy_set_up(to: Path) -> None:
    to.mkdir()
    for file in (ROOT / ".build").glob("*"):
        if file.name.rpartition("-")[0] in SET_UP:
            with contextlib.suppress(FileNotFoundError):  # another build has just put a newer one in its place
                shutil.copy(file, to)


def edit(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence. Fails where there is none, so that a test never tests nothing."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    save(file, text.replace(old, new, 1))


def save(file: Path, text: str) -> None:
    """In one step of the disk: whoever watches sees one change, and never a file that is half written."""
    with tempfile.TemporaryDirectory() as apart:
        (Path(apart) / file.name).write_text(text, encoding="utf-8")
        (Path(apart) / file.name).replace(file)
