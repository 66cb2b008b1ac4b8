"""A disk on which writing takes its time, and which stands still at a step to be chosen: there the process is killed.

python -m tests.handbook.slow_disk STEP DESCRIPTOR ARGUMENTS…    the command `handbook` on such a disk
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from handbook import cli
from handbook.files.atomic_write import Replacement

ARRIVED = b"\0"
PIECES = 5


def install(stop: int, say: int) -> None:
    """Make writing slow in this process. At the step `stop`, from 0, ARRIVED is written to the file descriptor `say`,
    and the process waits to be killed."""
    left = stop

    def step() -> None:
        nonlocal left
        if left == 0:
            os.write(say, ARRIVED)
            signal.pause()
        left -= 1

    def around(call: Callable[..., Any]) -> Callable[..., Any]:
        def slow(*arguments: Any, **more: Any) -> Any:
            step()
            done = call(*arguments, **more)
            step()
            return done

        return slow

    begin = Replacement.__init__

    def slow_begin(self: Replacement, path: Path) -> None:
        begin(self, path)
        self.file = _Slow(self.file, step)  # type: ignore[assignment]

    Replacement.__init__ = around(slow_begin)  # type: ignore[method-assign]
    os.fsync = around(os.fsync)
    shutil.copymode = around(shutil.copymode)
    Path.replace = around(Path.replace)  # type: ignore[method-assign]
    Path.unlink = around(Path.unlink)  # type: ignore[method-assign]


class _Slow:
    """A file of which each piece reaches the disk before the next one is written."""

    def __init__(self, file: BinaryIO, step: Callable[[], None]) -> None:
        self._file, self._step = file, step

    def write(self, raw: bytes) -> int:
        size = len(raw) // PIECES + 1
        for start in range(0, len(raw), size):
            self._file.write(raw[start : start + size])
            self._file.flush()
            self._step()
        return len(raw)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


if __name__ == "__main__":
    install(int(sys.argv[1]), int(sys.argv[2]))
    cli.main(sys.argv[3:])
