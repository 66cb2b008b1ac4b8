"""What the editor works on: the policy as it is on disk now, changes to it, and the handbook built from it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handbook.book import PolicyBook
from handbook.days import today as today_in_shanghai
from handbook.edit.proposal import Proposal
from handbook.edit.store import alone, write
from handbook.load import Loaded, load
from handbook.problems import Place, PolicyError, Problem
from handbook.words import Lang

Stamp = tuple[tuple[str, int, int], ...]


class Meanwhile(PolicyError):
    """The file is no longer the one that the form was made from. Nothing was saved."""


@dataclass
class Desk:
    """One person's editor. `day` fixes today's date for tests and looks ahead."""

    root: Path  # the project
    data: Path  # its policy
    site: Path  # where the handbook is built
    lang: Lang = "zh"
    day: date | None = None
    building: bool = False
    build_failed: str = ""
    _stamp: Stamp = ()
    _loaded: Loaded | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _wanted: bool = False

    @property
    def today(self) -> date:
        return self.day or today_in_shanghai()

    @property
    def loaded(self) -> Loaded:
        """The policy as it is on disk; read again when a file has changed."""
        with self._lock:
            stamp = (*_stamp(self.data), (str(self.today), 0, 0))
            if self._loaded is None or stamp != self._stamp:
                self._loaded, self._stamp = load(self.data, self.today), stamp
            return self._loaded

    @property
    def book(self) -> PolicyBook:
        """The policy. Raises PolicyError where its files have errors."""
        loaded = self.loaded
        if loaded.book is None:
            raise PolicyError(loaded.errors)
        return loaded.book

    def fingerprint(self, file: str) -> str:
        """What a file is now; a form carries it, so that a change meanwhile is seen."""
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()

    def save(self, file: str, base: str, propose: Callable[[], Proposal]) -> Proposal:
        """Make the proposal and write it. Raises Meanwhile, and PolicyError where it is refused."""
        with alone(self.data):
            if self.fingerprint(file) != base:
                raise Meanwhile([Problem(Place(file), "changed_meanwhile")])
            proposal = propose()
            write(proposal)
        self.rebuild()
        return proposal

    def rebuild(self) -> None:
        """Build the handbook in the background; a wish that comes meanwhile is granted afterwards, once."""
        with self._lock:
            self._wanted = True
            if self.building:
                return
            self.building = True
        threading.Thread(target=self._build, daemon=True).start()

    def _build(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self.building = False
                    return
                self._wanted = False
            command = [sys.executable, "-m", "macros.build", "--root", str(self.root), "--site", str(self.site)]
            day = {"HANDBOOK_TODAY": str(self.day)} if self.day else {}
            done = subprocess.run(
                command, cwd=self.root, env={**os.environ, **day}, capture_output=True, text=True, check=False
            )
            self.build_failed = (done.stderr or done.stdout).strip() if done.returncode else ""


def _stamp(data: Path) -> Stamp:
    """When the files were last written: cheap, and enough to know that one was."""
    stats = ((path, path.stat()) for path in sorted(data.rglob("*.yml")))
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)
