"""Committing one edited file on a branch of its own, under the editor's name, ready to be pushed."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

BRANCHES = "hr/"  # branches of this prefix are the editor's; an edit on one of them is committed there


class CommitFailed(Exception):
    """Git refused; its words are the message. The edited file stays as it was saved."""


@dataclass(frozen=True)
class Author:
    """Who edits, as git records it."""

    name: str
    mail: str


@dataclass(frozen=True)
class Committed:
    """What was made, and what remains to be typed."""

    branch: str
    revision: str

    @property
    def push(self) -> str:
        return f"git push -u origin {self.branch}"


def is_repository(root: Path) -> bool:
    """Whether the directory is in a git repository that can be asked."""
    try:
        return _git(root, "rev-parse", "--is-inside-work-tree").returncode == 0
    except FileNotFoundError:
        return False


def known_author(root: Path) -> Author:
    """The name and address that git has for this person; empty where it has none."""
    said = [_git(root, "config", key).stdout.strip() for key in ("user.name", "user.email")]
    return Author(*said)


def commit(path: Path, topic: str, message: str, author: Author) -> Committed:
    """Commit the one file, on the present branch if that is an editor's, else on a new one. Raises CommitFailed."""
    folder = path.parent
    branch = _checked(folder, "rev-parse", "--abbrev-ref", "HEAD")
    if not branch.startswith(BRANCHES):
        branch = _free_branch(folder, topic)
        _checked(folder, "switch", "--quiet", "--create", branch)
    identity = ("-c", f"user.name={author.name}", "-c", f"user.email={author.mail}")
    _checked(folder, *identity, "commit", "--quiet", "--only", "-m", message, "--", str(path.resolve()))
    return Committed(branch, _checked(folder, "rev-parse", "--short", "HEAD"))


def _free_branch(folder: Path, topic: str) -> str:
    base = BRANCHES + re.sub(r"[^a-z0-9]+", "-", topic.lower()).strip("-")
    taken = set(_git(folder, "branch", "--format", "%(refname:short)").stdout.split())
    return next(name for number in range(1, 1000) if (name := base + f"-{number}" * (number > 1)) not in taken)


def _checked(folder: Path, *words: str) -> str:
    done = _git(folder, *words)
    if done.returncode:
        raise CommitFailed((done.stderr or done.stdout).strip())
    return done.stdout.strip()


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", folder, *words], capture_output=True, text=True, check=False)
