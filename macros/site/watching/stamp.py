"""When files were last written: cheap, and enough to know that one was."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

Stamp = frozenset[tuple[str, int, int]]


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


def _files(paths: Iterable[str | Path]) -> Iterable[str]:
    for path in paths:
        if os.path.isfile(path):
            yield str(path)
        yield from (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
