"""Files that are never half written: made beside their place, and moved there only when whole."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from handbook.problems import Fact, Place, PolicyError, Problem


class Replacement:
    """A new file for `path`. `commit` puts it there at once; until then what stands there stays."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))  # a link stays a link
        if self.path.exists() and not self.path.is_file():
            raise IsADirectoryError(errno.EISDIR, "no ordinary file")
        self._beside = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}.tmp")
        self.file: BinaryIO = self._beside.open("xb")

    def commit(self) -> None:
        """Make it last and move it to its place. Raises OSError, and then nothing has changed there."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        if self.path.exists():
            shutil.copymode(self.path, self._beside)
        self._beside.replace(self.path)

    def discard(self) -> None:
        """Forget it; nothing happens after `commit`."""
        with contextlib.suppress(OSError):  # a full disk also fails what was not yet written
            self.file.close()
        self._beside.unlink(missing_ok=True)


def leftovers(path: Path) -> list[Path]:
    """What writers that were killed left beside `path`."""
    real = Path(os.path.realpath(path))
    return [each for each in real.parent.glob(f".{glob.escape(real.name)}.*.tmp") if each.is_file()]


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


def _why(error: OSError) -> Fact:
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return {"zh": "没有写入权限", "en": "no permission to write"}
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return {"zh": "磁盘满了", "en": "the disk is full"}
    return error.strerror or type(error).__name__
