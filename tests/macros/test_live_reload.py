"""What `macros/site/live_reload.py` uses of MkDocs and watchdog without their promising it is there.

When one of these fails after an update of MkDocs: read the new mkdocs/livereload/__init__.py and adapt
macros/site/live_reload.py, which is the only module that knows it. Should the server be gone, `make serve` needs no
more than: serve a folder, hold a page's request for /livereload until a build is done, and answer errors with a page.
"""

from __future__ import annotations

import inspect

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.api import BaseObserver, EventEmitter


@pytest.mark.parametrize("parameter", ["builder", "host", "port", "root"])
def test_a_server_is_made_of(parameter: str) -> None:
    assert parameter in inspect.signature(LiveReloadServer.__init__).parameters


@pytest.mark.parametrize("method", ["server_bind", "server_activate", "server_close", "serve", "shutdown", "watch"])
def test_a_server_has(method: str) -> None:
    assert callable(getattr(LiveReloadServer, method))


@pytest.mark.parametrize("attribute", ["url", "observer", "error_handler"])
def test_a_server_reads(attribute: str) -> None:
    assert f"self.{attribute}" in inspect.getsource(LiveReloadServer)


def test_an_observer_takes_a_class_that_looks() -> None:
    assert list(inspect.signature(BaseObserver.__init__).parameters)[1:3] == ["emitter_class", "timeout"]
    assert callable(EventEmitter.queue_events)
