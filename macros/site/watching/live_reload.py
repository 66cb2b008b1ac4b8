"""MkDocs' own server that reloads pages: the one module that reaches into it and into watchdog.

Neither documents what is used here; `tests/macros/test_live_reload.py` names it, and says what to do when it is gone.
"""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from handbook import LOOK, Stamp, address_refused, stamp

_PAUSE = 0.03  # seconds without a further change until a build begins: what is saved in one go is built in one go


class Server(LiveReloadServer):
    """MkDocs' server, with the address taken as soon as it is made: whoever comes while the first build runs, waits.

    The site has parts (`part` of a page's path), which become new one after another; a page is loaded again when its
    own is. Raises CommandRefused where the address is not to be had.
    """

    def __init__(
        self,
        host: str,
        port: int,
        site: Path,
        error_page: Callable[[int], bytes | None],
        builder: Callable[[], None],
        part: Callable[[str], str] = lambda _: "",
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
        self.build_delay = _PAUSE
        self.observer = Eyes()  # type: ignore[assignment]  # MkDocs names a narrower kind

        self._part = part
        self._renewed: dict[str, int] = {}  # of each part, when it last became new
        self.looked_at = part("/")  # the part whose page was asked for last

    def show(self, part: str) -> None:
        """A part is new: whoever waits for a page gets it now, and its open pages are loaded again."""
        with self._epoch_cond:
            self._wanted_epoch = max(_now(), self._visible_epoch + 1)
            self._visible_epoch = self._renewed[part] = self._wanted_epoch
            self._epoch_cond.notify_all()

    def _serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"]
        if waiting := re.fullmatch(r"/livereload/([0-9]+)/[0-9]+", path):
            part = self._part(urlsplit(environ.get("HTTP_REFERER", "")).path)
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"%d" % self._wait(part, int(waiting[1]))]
        if path.endswith("/"):
            self.looked_at = self._part(path)
        answer: Iterable[bytes] | None = super()._serve_request(environ, start_response)
        return answer

    def _wait(self, part: str, epoch: int) -> int:
        """When a part became new after it was loaded; after a minute, whether it did or not."""
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._renewed.get(part, 0) > epoch, self.poll_response_timeout)
            return self._renewed.get(part, 0)

    def server_bind(self) -> None:
        """It is bound."""

    def server_activate(self) -> None:
        """It listens."""


def _now() -> int:
    """In milliseconds, as MkDocs counts."""
    return round(time.monotonic() * 1000)


class Eyes(threading.Thread):
    """Looks at files when the system tells of a change, and now and then where it does not: in place of an observer.

    What counts is what is seen: a folder that goes away and comes back is looked at again, and reading is no change.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._paths: list[str] = []
        self._seen: Stamp = frozenset()
        self._callback: Callable[[FileSystemEvent], None] = lambda _: None
        self._told, self._ended = threading.Event(), threading.Event()
        self._ears = Observer()

    def schedule(self, handler: FileSystemEventHandler, path: str, recursive: bool = True) -> None:  # noqa: ARG002
        """Look at a path as well, for changes from now on; MkDocs gives all of them the same to do."""
        self._callback = handler.on_any_event
        self._paths.append(path)
        self._seen |= stamp([path])

    def run(self) -> None:
        """Look until it is to stop."""
        self._listen()
        while not self._ended.is_set():
            now = stamp(self._paths)
            if now != self._seen:
                self._seen = now
                self._callback(FileModifiedEvent(self._paths[0]))
            self._told.wait(LOOK)
            self._told.clear()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self._told.set()

    def _listen(self) -> None:
        """Some disks and some systems tell nothing, or not of so many files, or not of what is not there yet."""
        self._ears.start()
        for path in self._paths:
            with contextlib.suppress(OSError):
                self._ears.schedule(_Ear(self._told), path, recursive=True)


class _Ear(FileSystemEventHandler):
    """Passes on what the system tells, but for what the build itself does: it reads."""

    def __init__(self, told: threading.Event) -> None:
        self._told = told

    def dispatch(self, event: FileSystemEvent) -> None:
        """Called with every event."""
        if event.event_type not in ("opened", "closed_no_write"):
            self._told.set()
