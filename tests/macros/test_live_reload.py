"""What `macros/site/watching/live_reload.py` uses of MkDocs and watchdog without their promising it is there.

When one of these fails after an update of MkDocs: read the new mkdocs/livereload/__init__.py and adapt that module,
which is the only one that knows it. Should the server be gone, `make serve` needs no more than: serve a folder, hold a
page's request for /livereload until a build is done, and answer errors with a page.
"""

from __future__ import annotations

import inspect

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog import events
from watchdog.observers import Observer

SOURCE = inspect.getsource(LiveReloadServer)


@pytest.mark.parametrize("parameter", ["builder", "host", "port", "root"])
def test_a_server_is_made_of(parameter: str) -> None:
    assert parameter in inspect.signature(LiveReloadServer.__init__).parameters


@pytest.mark.parametrize(
    "method",
    ["server_bind", "server_activate", "server_close", "serve", "shutdown", "watch", "_serve_request"],
)
def test_a_server_has(method: str) -> None:
    assert callable(getattr(LiveReloadServer, method))


@pytest.mark.parametrize("attribute", ["url", "observer", "error_handler", "_wanted_epoch", "_epoch_cond"])
def test_a_server_reads(attribute: str) -> None:
    assert f"self.{attribute}" in SOURCE


def test_pages_wait_for_what_a_part_becoming_new_sets() -> None:
    assert "wait_for(lambda: self._visible_epoch == self._wanted_epoch)" in SOURCE
    assert "self._inject_js_into_html(content, epoch)" in SOURCE
    assert 're.fullmatch(r"/livereload/([0-9]+)/[0-9]+", path)' in SOURCE
    assert isinstance(LiveReloadServer.poll_response_timeout, int)


def test_an_observer_is_asked_for_no_more_than_ours_does() -> None:
    assert {
        line.split("self.observer.")[1].split("(")[0] for line in SOURCE.split("\n") if "self.observer." in line
    } == {
        "schedule",
        "unschedule",  # of what MkDocs' own command unwatches
        "start",
        "stop",
        "join",  # where somebody waits for the shutdown; we do not
    }


def test_reading_a_file_is_an_event_of_a_known_type() -> None:
    assert (events.EVENT_TYPE_OPENED, events.EVENT_TYPE_CLOSED_NO_WRITE) == ("opened", "closed_no_write")
    assert callable(Observer().schedule)
