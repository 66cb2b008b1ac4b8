"""Where the two policies of a comparison come from: a directory, or a revision of git, unpacked beside."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from handbook.problems import Fact, Place, PolicyError, Problem


@contextlib.contextmanager
def policy_at(where: str, data: Path) -> Iterator[Path]:
    """The policy's directory as it is in `where`: a directory, or a git revision of the repository around `data`.

    Raises PolicyError where there is neither, saying what to do.
    """
    if Path(where).is_dir():
        yield Path(where)
        return
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        yield _unpacked(where, data, Path(folder))


def merge_base(base: str, head: str, data: Path) -> str:
    """The commit at which `head` parted from `base`. Raises PolicyError where git knows none."""
    done = _git(data, "merge-base", base, head)
    if done.returncode:
        raise _unknown(base, data, done)
    return done.stdout.decode().strip()


def _unpacked(revision: str, data: Path, folder: Path) -> Path:
    root = _root(revision, data)
    inside = data.resolve().relative_to(root).as_posix()
    if revision.startswith("-") or _git(data, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode:
        raise _unknown(revision, data, None)
    done = subprocess.run(["git", "-C", root, "archive", revision, "--", inside], capture_output=True, check=False)
    if done.returncode:
        raise _problem("revision_without_policy", revision, {"data": inside})
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / inside


def _root(revision: str, data: Path) -> Path:
    """The repository's top. Raises PolicyError where the policy is in none."""
    try:
        done = _git(data, "rev-parse", "--show-toplevel")
    except FileNotFoundError:
        raise _problem("no_git", revision, {}) from None
    if done.returncode:
        raise _problem("no_repository", revision, {"data": str(data)})
    return Path(done.stdout.decode().strip())


def _unknown(revision: str, data: Path, done: subprocess.CompletedProcess[bytes] | None) -> PolicyError:
    """A revision that is not there; in a clone without its history that is why."""
    shallow = _git(data, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    reason = done.stderr.decode(errors="replace").strip() if done else ""
    return _problem("revision_shallow" if shallow else "revision_unknown", revision, {"reason": reason})


def _git(data: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", data, *words], capture_output=True, check=False)


def _problem(code: str, revision: str, facts: dict[str, Fact]) -> PolicyError:
    return PolicyError([Problem(Place(revision), code, "", facts)])
