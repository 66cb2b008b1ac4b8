"""What has come in, in one file of SQLite: a line is on the disk before anybody is told that it was received.

The line itself is the key, so a phone that sends twice does no harm; two different lines of one person are both kept.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from handbook import CommandRefused, Phrase, frozen

_PATIENCE = 10  # seconds that another program may hold the file
_TABLES = """
create table if not exists lines (line text primary key, person text not null, name text not null, at text not null,
  address text not null);
create table if not exists begun (person text primary key, name text not null, at text not null);
create table if not exists opened (address text primary key, at text not null);
create table if not exists secret (path text not null);
"""


@frozen
class KeptLine:
    """A line with the seat, or name and number, that it names, when it came (`2026-11-26 09:30:12`) and from where."""

    line: str
    person: str
    name: str
    at: str
    address: str


class Answers:
    """The file; one connection behind a lock, a commit a line. Raises CommandRefused where there is no such file to be
    had."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._file = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
            self._file.execute("pragma journal_mode=wal")
            self._file.execute("pragma synchronous=full")  # a commit is on the disk, whatever happens to the machine
            self._file.executescript(_TABLES)
        except sqlite3.Error as error:
            raise CommandRefused(Phrase("quiz.serving.no_file", {"path": path, "why": error})) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._file.close()

    def keep(self, line: KeptLine) -> bool:
        """Keep a line; whether the same person has handed in another one. It is on the disk when this returns."""
        with self._lock:
            self._file.execute(
                "insert or ignore into lines values (?, ?, ?, ?, ?)",
                (line.line, line.person, line.name, line.at, line.address),
            )
            others = self._file.execute(
                "select count(*) from lines where person = ? and line <> ?", (line.person, line.line)
            )
            return bool(others.fetchone()[0])

    def lines(self) -> list[KeptLine]:
        """All lines in the order in which they came."""
        with self._lock:
            return [KeptLine(*row) for row in self._file.execute("select * from lines order by rowid")]

    def begin(self, person: str, name: str, at: str) -> None:
        """Note that somebody has begun."""
        with self._lock:
            self._file.execute("insert or ignore into begun values (?, ?, ?)", (person, name, at))

    def at_work(self) -> list[tuple[str, str]]:
        """Who has begun and not handed in, in their order, and when they began."""
        with self._lock:
            found = self._file.execute(
                "select name, at from begun where person not in (select person from lines) order by rowid"
            )
            return [(name, at) for name, at in found]

    def open_page(self, address: str, at: str) -> None:
        """Note that an address has opened the exam's page."""
        with self._lock:
            self._file.execute("insert or ignore into opened values (?, ?)", (address, at))

    def opened(self) -> list[str]:
        """The addresses that have opened the page, in their order."""
        with self._lock:
            return [address for (address,) in self._file.execute("select address from opened order by rowid")]

    def secret(self) -> str:
        """The path of the trainer's list, which stays the same when the program is started again."""
        with self._lock:
            found = self._file.execute("select path from secret").fetchone()
            if found is None:
                found = (secrets.token_urlsafe(16),)
                self._file.execute("insert into secret values (?)", found)
            return str(found[0])


@contextmanager
def answers_in(path: Path) -> Iterator[Answers]:
    """The file, closed at the end."""
    with closing(Answers(path)) as found:
        yield found


def moment(now: datetime) -> str:
    """When something came."""
    return f"{now:%Y-%m-%d %H:%M:%S}"
