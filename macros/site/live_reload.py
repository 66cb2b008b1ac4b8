"""MkDocs' own server that reloads pages: the one module that reaches into it and into watchdog.

Neither documents what is used here; `tests/macros/test_live_reload.py` names it, and says what to do when it is gone.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent
from watchdog.observers.api import BaseObserver, EventEmitter

from handbook import address_refused

LOOK = 0.5  # seconds between two looks at the files

Stamp = frozenset[tuple[str, int, int]]


class Server(LiveReloadServer):
    """MkDocs' server, with the address taken as soon as it is made: whoever comes while the first build runs, waits.

    Raises CommandRefused where the address is not to be had.
    """

    def __init__(
        self,
        host: str,
        port: int,
        site: Path,
        error_page: Callable[[int], bytes | None],
        builder: Callable[[], None],
    ) -> None:
        super().__init__(host=host, port=port, root=str(site), builder=builder)
        try:
            super().server_bind()
            super().server_activate()
        except (OSError, OverflowError) as error:
            self.server_close()
            raise address_refused(host, port, error, 'make serve ARGS="{}"') from None
        self.url = self.url.replace(f":{port}/", f":{self.server_port}/")  # port 0: the system chose one
        self.error_handler = error_page
        self.observer = BaseObserver(_Look, timeout=LOOK)  # type: ignore[assignment]  # MkDocs names a narrower kind

    def server_bind(self) -> None:
        """It is bound."""

    def server_activate(self) -> None:
        """It listens."""


class _Look(EventEmitter):
    """Looks at a folder (or file) now and then; one that goes away and comes back is looked at again."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._seen = _stamp(self.watch.path)

    def queue_events(self, timeout: float) -> None:
        """Wait, look, and tell that something has changed."""
        if self.stopped_event.wait(timeout):
            return
        now = _stamp(self.watch.path)
        if now != self._seen:
            self._seen = now
            self.queue_event(FileModifiedEvent(self.watch.path))


def _stamp(path: str) -> Stamp:
    """When each file was last written, and how long it is; nothing where there is nothing."""
    inside = (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
    found = set()
    for file in (path, *inside) if os.path.isfile(path) else inside:
        with contextlib.suppress(OSError):  # gone in the meantime
            stat = os.stat(file)
            found.add((file, stat.st_mtime_ns, stat.st_size))
    return frozenset(found)
