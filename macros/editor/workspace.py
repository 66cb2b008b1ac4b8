"""What the editor works on: the policy as it is on disk now, changes to it, and the handbook built from it."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import TypeVar

from handbook import (
    Lang,
    Loaded,
    Place,
    PolicyBook,
    PolicyError,
    Problem,
    Proposal,
    Stamp,
    alone,
    load,
    record,
    replacing,
    stamp,
    unwritable,
    write,
)
from handbook import today as today_in_shanghai
from macros.editor.processes import Processes

BUILDING = 900.0  # seconds for the handbook in all languages
T = TypeVar("T")


class ChangedMeanwhile(PolicyError):
    """The file, or what git has of it, is no longer what the form was made from. Nothing was saved."""


class NotRestored(Exception):
    """What was to follow a saving failed, and the file could not be made what it was: somebody else has changed it."""


@record
class Workspace:
    """One person's editor. `day` fixes today's date for tests and looks ahead."""

    root: Path  # the project
    data: Path  # its policy
    site: Path  # where the handbook is built
    lang: Lang = "zh"
    day: date | None = None
    building: bool = False
    build_failed: str = ""
    closed: bool = False
    processes: Processes = field(default_factory=Processes)
    _sound: PolicyBook | None = None
    _seen: tuple[date, Stamp] | None = None
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
            seen = (self.today, stamp([self.data], ".yml"))
            if self._loaded is None or seen != self._seen:
                self._loaded, self._seen = load(self.data, self.today), seen
            return self._loaded

    @property
    def book(self) -> PolicyBook:
        """The policy. Raises PolicyError where its files have errors."""
        loaded = self.loaded
        if loaded.book is None:
            raise PolicyError(loaded.errors)
        self._sound = loaded.book
        return loaded.book

    @property
    def sound_book(self) -> PolicyBook:
        """The policy, or where a file was broken meanwhile as it was before: a form that was filled in is not lost.

        Raises PolicyError where it was never sound.
        """
        try:
            return self.book
        except PolicyError:
            if self._sound is None:
                raise
            return self._sound

    def fingerprint(self, file: str) -> str:
        """What a file is now; a form carries it, so that a change meanwhile is seen. Empty where there is none."""
        try:
            return fingerprint(Path(file).read_bytes())
        except OSError:
            return ""

    def save(self, file: str, base: str, propose: Callable[[], Proposal], then: Callable[[Proposal], T]) -> T:
        """Make the proposal, write it and do what is to be done with it; where that fails the file is put back.

        Raises ChangedMeanwhile, PolicyError where the proposal is refused, what `then` raises, and NotRestored from it.
        """
        with alone(self.data):
            if self.fingerprint(file) != base:
                raise ChangedMeanwhile([Problem(Place(file), "changed_meanwhile")])
            proposal = propose()
            write(proposal)
            try:
                done = then(proposal)
            except BaseException as error:
                if not _put_back(proposal):
                    raise NotRestored from error
                raise
        self.rebuild()
        return done

    def put(self, path: Path, before: bytes, after: bytes) -> None:
        """Write a file that need not be sound before: `after` in place of `before`.

        Raises PolicyError where the policy would have errors, where the file is another one, or the disk refuses.
        """
        with alone(self.data):
            errors = self.checked(path, after)
            if errors:
                raise PolicyError(errors)
            try:
                if not _exchange(path, before, after):
                    raise ChangedMeanwhile([Problem(Place(str(path)), "changed_meanwhile")])
            except OSError as error:
                raise unwritable(Place(str(path)), error) from error
        self.rebuild()

    def checked(self, path: Path, content: bytes) -> tuple[Problem, ...]:
        """The errors of the policy if the file had this content."""
        return load(self.data, self.today, {self.name(path): content}).errors

    def name(self, path: Path) -> str:
        """A file's name in the policy's directory."""
        return path.resolve().relative_to(self.data.resolve()).as_posix()

    def close(self) -> None:
        """Build nothing any more, and end what runs."""
        self.closed = True
        self.processes.end()

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
                if self.closed or not self._wanted:
                    self.building = False
                    return
                self._wanted = False
            command = [sys.executable, "-m", "macros.site.build", "--root", str(self.root), "--site", str(self.site)]
            day = {"HANDBOOK_TODAY": str(self.day)} if self.day else {}
            settings = {**os.environ, **day, "HANDBOOK_OFFLINE": "false"}  # a draft is not kept on any device
            done = self.processes.run(command, self.root, BUILDING, settings)
            self.build_failed = (done.complaint or str(done.code)) if done.code else ""


def fingerprint(content: bytes) -> str:
    """What a form carries to know a file by."""
    return hashlib.sha256(content).hexdigest()


def _put_back(proposal: Proposal) -> bool:
    """Whether the file is what it was before."""
    try:
        return _exchange(proposal.path, proposal.after, proposal.before)
    except OSError:
        return False


def _exchange(path: Path, before: bytes, after: bytes) -> bool:
    """Whether the file was `before`, and is `after` now."""
    if path.read_bytes() != before:
        return False
    with replacing(path) as replacement:
        replacement.file.write(after)
        replacement.commit()
    return True
