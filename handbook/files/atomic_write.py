"""Files that are never half written: made beside their place, and moved there only when whole."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from handbook.lang.catalogue import Phrase
from handbook.lang.languages import Text
from handbook.problems.problem import Place, PolicyError, Problem
from handbook.problems.system_errors import reason

_LEFTOVER = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")


class Replacement:
    """A new file for `path`. `commit` puts it there at once; until then what stands there stays."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))  # a link stays a link
        if self.path.exists() and not self.path.is_file():
            raise OSError(errno.EISDIR if self.path.is_dir() else errno.EINVAL, "no ordinary file")
        self._beside = _beside(self.path)
        self.file: BinaryIO = self._beside.open("xb")

    def settle(self) -> None:
        """Make it last, beside its place. Raises OSError where the disk is full."""
        if self.file.closed:
            return
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        if self.path.exists():
            shutil.copymode(self.path, self._beside)

    def commit(self) -> None:
        """Make it last and move it to its place. Raises OSError, and then nothing has changed there."""
        self.settle()
        self._beside.replace(self.path)

    def discard(self) -> None:
        """Forget it; nothing happens after `commit`."""
        with contextlib.suppress(OSError):  # a full disk also fails what was not yet written
            self.file.close()
        self._beside.unlink(missing_ok=True)


def commit_together(replacements: Sequence[Replacement], gone: Path | None = None) -> None:
    """Put all in their places and take `gone` away. Raises OSError, and then everything is as it was.

    Everything is written in full before the first one moves. What no file system can promise: a kill (or a power cut)
    between two of the moves, some microseconds, leaves the earlier ones new and the later ones old, each of them whole.
    """
    for replacement in replacements:
        replacement.settle()
    with contextlib.ExitStack() as stack:
        olds = [
            stack.enter_context(_Old(path))
            for path in (*(each.path for each in replacements), *([gone] if gone else []))
        ]
        try:
            for replacement in replacements:
                replacement.commit()
            if gone:
                gone.unlink(missing_ok=True)
        except BaseException:
            for old in olds:
                old.restore()
            raise


class _Old:
    """What stands at a path, kept under a second name while it may be wanted back."""

    def __init__(self, path: Path) -> None:
        self.path, self._kept = path, _beside(path)

    def __enter__(self) -> _Old:
        if self.path.exists():
            try:
                os.link(self.path, self._kept)
            except OSError:  # some file systems know no second name
                shutil.copy2(self.path, self._kept)
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.unlink(missing_ok=True)

    def restore(self) -> None:
        """As it was, or absent as it was. Nothing raised here could help: the fault that led here is reported."""
        with contextlib.suppress(OSError):
            if self._kept.exists():
                self._kept.replace(self.path)
            else:
                self.path.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")


def leftovers(folder: Path) -> list[Path]:
    """What writers that were killed left below a folder."""
    return [each for each in folder.rglob(".*.tmp") if _LEFTOVER.fullmatch(each.name) and each.is_file()]


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Replacement]:
    """A replacement that is discarded unless it was committed."""
    replacement = Replacement(path)
    try:
        yield replacement
    finally:
        replacement.discard()


def unwritable(place: Place, error: OSError) -> PolicyError:
    """The refusal of the operating system to write a file of the policy, in words."""
    return PolicyError([Problem(place, "cannot_write", "", {"reason": _why(error)})])


def _why(error: OSError) -> Text:
    no_permission = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    return Phrase("handbook.program.no_permission_to_write") if no_permission else reason(error)
