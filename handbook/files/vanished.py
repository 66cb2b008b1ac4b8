"""Files of the policy that git knows and the directory has no longer: nothing is lost in silence."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from handbook.files.folders import OPTIONAL, REQUIRED, Listing, folders, shown
from handbook.files.git_environment import OF_REPOSITORIES
from handbook.problems.problem import Place, Problem, Severity

_PATIENCE = 5  # seconds; git answers in some milliseconds, and check must not hang on it
_STATUS = ("status", "--porcelain=v1", "-z", "--untracked-files=no", "--no-renames", "--ignore-submodules=all")


def vanished(root: Path, listing: Listing) -> Iterator[Problem]:
    """What the last commit has and the directory has not. Where git cannot be asked, nothing.

    A file or a whole folder that may be left out is an error, since nothing else would tell of it; one file of a
    folder is a warning. What was deleted for git as well (`git rm`) was meant: that is a warning until it is committed.
    """
    gone = {name: meant for name, meant in _deleted(root).items() if name not in listing.files}
    whole = {name: [name] for name in OPTIONAL if name in gone}
    for folder in folders().values():
        lost = sorted(name for name in gone if name.rpartition("/")[0] == folder.name)
        if lost and not folder.required and f"{folder.name}/" in listing.absent():
            whole[folder.name] = lost
        elif any(listing.of(folder.name)):
            yield from _single_files(root, lost, gone, listing)
    for name, lost in whole.items():
        if folders().keys() & {name} & listing.closed or set(lost) & listing.misnamed or f"{name}/" in listing.misnamed:
            continue  # it is there under another name, which is reported
        severity: Severity = "warning" if all(gone[each] for each in lost) else "error"
        yield Problem(Place(shown(root / name)), "vanished", "", {"name": _shown(name)}, severity)


def _single_files(root: Path, lost: Sequence[str], gone: dict[str, bool], listing: Listing) -> Iterator[Problem]:
    for name in lost:
        if not gone[name] and name not in (*REQUIRED, *listing.misnamed):
            yield Problem(Place(shown(root / name)), "vanished_file", "", {"name": _shown(name)}, "warning")


def _deleted(root: Path) -> dict[str, bool]:
    """Names, relative to the directory, of what the last commit has and the disk has not; whether git was told so."""
    root = root.resolve()
    top = next((each for each in (root, *root.parents) if (each / ".git").exists()), None)
    if top is None:
        return {}
    inside = PurePosixPath(root.relative_to(top).as_posix())
    found: dict[str, bool] = {}
    for row in _git(root, *_STATUS, "--", ".").split("\0"):
        state, name = row[:2], PurePosixPath(row[3:])
        if state in ("D ", " D", "MD") and name.is_relative_to(inside):
            found[name.relative_to(inside).as_posix()] = state == "D "
    return found


def _git(root: Path, *words: str) -> str:
    """What git says; nothing where it is not there, refuses, or takes too long.

    Of the environment that a hook has, only the index is of use: it is what is about to be committed.
    """
    environment = {key: value for key, value in os.environ.items() if key not in OF_REPOSITORIES}
    if "GIT_INDEX_FILE" in os.environ:
        environment["GIT_INDEX_FILE"] = os.path.abspath(os.environ["GIT_INDEX_FILE"])
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-C", str(root), *words],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
            env=environment,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return os.fsdecode(done.stdout) if done.returncode == 0 else ""


def _shown(name: str) -> str:
    return shown(Path(name))
