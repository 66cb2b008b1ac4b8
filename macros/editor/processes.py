"""Programs that the editor starts: with a time limit, no standard input, and ended with all that they started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from handbook import frozen

GRACE = 2.0  # seconds between asking a program to end and ending it


@frozen
class Done:
    """How a program ended. `late` says that it was ended because its time was over."""

    code: int
    out: bytes
    err: bytes
    late: bool = False

    @property
    def output(self) -> str:
        """Its first line of standard output, as nearly every question to git is answered."""
        return self.out.decode("utf-8", "replace").strip()

    @property
    def complaint(self) -> str:
        """What it had to say when it failed."""
        return (self.err or self.out).decode("utf-8", "replace").strip()


class Processes:
    """All programs that run now."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()

    def run(
        self,
        command: Sequence[str | Path],
        cwd: Path,
        limit: float,
        env: Mapping[str, str] | None = None,
        given: bytes = b"",
    ) -> Done:
        """Run to the end, or to the limit in seconds. Raises OSError where it cannot be started.

        What it says goes to files: a pipe would be waited for as long as any grandchild holds it.
        """
        with tempfile.TemporaryFile() as read, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            read.write(given)
            read.seek(0)
            with self._lock:
                process = subprocess.Popen(
                    command,
                    cwd=cwd,
                    env=env,
                    stdin=read if given else subprocess.DEVNULL,
                    stdout=out,
                    stderr=err,
                    start_new_session=True,  # a group of its own, and no terminal to ask at
                )
                self._running.add(process)
            late = False
            try:
                process.wait(limit)
            except subprocess.TimeoutExpired:
                late = True
                _end(process)
            finally:
                with self._lock:
                    self._running.discard(process)
            out.seek(0)
            err.seek(0)
            return Done(process.returncode, out.read(), err.read(), late)

    def end(self) -> None:
        """End all that runs, and come back when it has ended. Who waits for one of them is told that it failed."""
        with self._lock:
            running = tuple(self._running)
        for process in running:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, so that it takes away its locks; then end whatever is left of its group."""
    _signal(process, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    _kill(process)
    process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, number)
        else:
            process.terminate()
