"""What one build leaves for the next: what was made, by what it was made of. No build needs it.

Each kind has a file in `.build/` of the project, which a pipeline may keep, or a folder there where its results are
large. Whatever decides on the results and is not in the keys is in the file's name, so that a new version of anything
begins anew. A damaged file counts for nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import marshal
import os
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from handbook import remember_conversions

_FOLDER = ".build"
_DIGITS = 32  # hexadecimal ones of a digest: what differs has another


class Kept:
    """Results of one kind: plain data or code objects by text. They are files' only once `keep_in` says where."""

    every: ClassVar[list[Kept]] = []
    folder: ClassVar[Path | None] = None

    def __init__(self, kind: str, *versions: str, rest_goes: bool = False) -> None:
        """`versions` are those of what makes the results; `rest_goes`: what a run does not use is dropped after it."""
        self._kind, self._file, self._rest_goes = kind, f"{kind}-{digest(sys.version, *versions)}", rest_goes
        self._results: dict[str, Any] | None = None
        self._new: set[str] = set()
        self._used: set[str] = set()
        self.every.append(self)

    def get(self, key: str) -> Any:
        """The result, or None where there is none yet."""
        if self._results is None:
            self._results = self._read()
        self._used.add(key)
        return self._results.get(key)

    @property
    def empty(self) -> bool:
        """Whether there is nothing yet."""
        return self.get("") is None and not self._results

    def put(self, key: str, result: Any) -> None:
        """Keep a result."""
        self.get(key)
        assert self._results is not None
        self._results[key] = result
        self._new.add(key)

    def forget(self) -> None:
        """Begin with what the file has: it is another's."""
        self._results, self._new, self._used = None, set(), set()

    def save(self) -> None:
        """Write what is new. Where it cannot be written it is made again next time."""
        if not self._new or self.folder is None or self._results is None:
            return
        whole = self._read() | self._results  # another process may have written meanwhile
        if self._rest_goes:
            whole = {key: self._results[key] for key in self._used if key in self._results}
        self._write(marshal.dumps(whole))
        self._results, self._new, self._used = whole, set(), set()

    def _write(self, content: bytes) -> None:
        """Put the file in its place whole, and remove that of other versions."""
        assert self.folder is not None
        with contextlib.suppress(OSError):
            for old in self._others(self.folder):
                old.unlink(missing_ok=True)
            _put_whole(self.folder / self._file, content)

    def _others(self, folder: Path) -> list[Path]:
        """What other versions have left."""
        return [path for path in folder.glob(f"{self._kind}-{'?' * _DIGITS}") if path.name != self._file]

    def _read(self) -> dict[str, Any]:
        return (self.folder and _sound(self.folder / self._file)) or {}


class KeptApart(Kept):
    """Large results: each has a file of its own, and none stays in memory. What a run does not use goes after it."""

    def get(self, key: str) -> Any:
        """The result, or None where there is none yet."""
        self._used.add(key)
        return self.folder and _sound(self.folder / self._file / key)

    def put(self, key: str, result: Any) -> None:
        """Keep a result, from now on."""
        self._used.add(key)
        if self.folder is not None:
            self._new.add(key)
            with contextlib.suppress(OSError):
                _put_whole(self.folder / self._file / key, marshal.dumps(result))

    def save(self) -> None:
        """Remove what was not used, and the results of other versions."""
        if not self._new or self.folder is None:
            return
        unused = (path for path in (self.folder / self._file).glob("*") if path.name not in self._used)
        for path in [*unused, *self._others(self.folder)]:
            with contextlib.suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.forget()


def _put_whole(path: Path, content: bytes) -> None:
    """Put a file in its place in one step, with what tells whether it is damaged. Raises OSError."""
    new = path.with_name(f"{path.name}.{os.getpid()}")  # another process may be at the same one
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        new.write_bytes(hashlib.sha256(content).digest() + content)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _sound(path: Path) -> Any:
    """What a file has; None where there is none, or a damaged one."""
    with contextlib.suppress(OSError):
        content = path.read_bytes()
        if hashlib.sha256(content[32:]).digest() == content[:32]:
            return marshal.loads(content[32:])
    return None


def keep_in(project: Path) -> None:
    """Read and write in the project's `.build/` from now on."""
    if Kept.folder == project / _FOLDER:
        return
    Kept.folder = project / _FOLDER
    for kept in Kept.every:
        kept.forget()


def keep_nothing() -> None:
    """Read and write nothing from now on: this process remembers by itself what it has made."""
    Kept.folder = None


def save() -> None:
    """Write all that is new."""
    for kept in Kept.every:
        kept.save()


def digest(*texts: str) -> str:
    """A key for what is made of these texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:_DIGITS]


@cache
def code_of(*packages: str) -> str:
    """A digest of all files of these packages, words included: for what much of their code decides on."""
    found = hashlib.sha256()
    for package in packages:
        for folder in importlib.import_module(package).__path__:
            for path in sorted(path for ending in ("py", "yml") for path in Path(folder).rglob(f"*.{ending}")):
                found.update(path.read_bytes())
    return found.hexdigest()


remember_conversions(lambda which, *versions: Kept(f"traditional-{which}", *versions))
