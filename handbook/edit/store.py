"""Saving a change of a file: one writer at a time, only over what it was made from, whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from handbook.files.atomic_write import leftovers, replacing, unwritable
from handbook.problems.problem import Place, PolicyError, Problem
from handbook.records import frozen

LOCK = ".lock"  # in the policy's directory; the system frees it when its holder dies
PATIENCE = 20  # seconds


@frozen
class FileChange:
    """One file before and after. Nothing is written until it is saved."""

    path: Path
    file: str  # the name shown to people
    before: bytes
    after: bytes


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Nobody else saves meanwhile, and what a writer that was killed left behind is gone.

    Raises PolicyError where that takes too long or is not permitted.
    """
    lock = FileLock(root / LOCK)
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise PolicyError([Problem(Place(str(root)), "busy", "", {"seconds": PATIENCE})]) from None
    except OSError as error:
        raise unwritable(Place(str(root)), error) from error
    try:
        for leftover in leftovers(root):
            with contextlib.suppress(OSError):  # it does no harm
                leftover.unlink()
        yield
    finally:
        lock.release()


def save(change: FileChange, root: Path) -> None:
    """`write`, while nobody else does."""
    with alone(root):
        write(change)


def write(change: FileChange) -> None:
    """Put the file in its place; the caller is `alone`.

    Raises PolicyError, and then nothing has changed: where the file is no longer what the change was made from,
    or where the disk refuses.
    """
    place = Place(change.file)
    try:
        if change.path.read_bytes() != change.before:
            raise PolicyError([Problem(place, "changed_meanwhile")])
        with replacing(change.path) as replacement:
            replacement.file.write(change.after)
            replacement.commit()
    except OSError as error:
        raise unwritable(place, error) from error
