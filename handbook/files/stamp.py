"""When files were last written: cheap, and enough to know that one was."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Stamp = frozenset[tuple[str, int, int]]
LOOK = 0.5  # seconds between two looks at the files, where the system does not tell of changes


def stamp(paths: Iterable[str | Path], ending: str = "") -> Stamp:
    """Each file at and below the paths, when it was written, and its length; nothing where there is nothing.

    With an `ending`, only files whose names end so.
    """
    found = set()
    for file in _files(paths):
        with contextlib.suppress(OSError):  # gone in the meantime
            if file.endswith(ending):
                stat = os.stat(file)
                found.add((file, stat.st_mtime_ns, stat.st_size))
    return frozenset(found)


def saves(paths: Iterable[str | Path], ending: str, wait: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Now, and again whenever one of the files has been saved, until the caller has enough."""
    seen = None
    while True:
        now = stamp(paths, ending)
        if now != seen:
            seen = now
            yield
        wait(LOOK)


def _files(paths: Iterable[str | Path]) -> Iterable[str]:
    for path in paths:
        if os.path.isfile(path):
            yield str(path)
        yield from (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
