"""A built site served as a web server would, and a Chromium to look at it, slowed down as a cheap phone is."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tools.browser import ARGUMENTS, CURE, find_browser

SLOWER = 4  # times
VIEWPORT = {"width": 390, "height": 844}
_SLOW_4G = {"latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}


class _Compressing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open

    def __init__(self, site: Path, *rest: object) -> None:
        self._site = site
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self._site / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        content = _compressed(path, path.stat().st_mtime_ns) if path.is_file() else b""
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")
        self.send_header("Content-Length", str(len(content)))
        if content:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@cache
def _compressed(path: Path, changed: int) -> bytes:  # noqa: ARG001  (of a changed file it is made anew)
    return gzip.compress(path.read_bytes(), 9)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, site))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def has_browser(part: str) -> bool:
    """Whether there is a browser; else says that the part is left out, and how to get one."""
    found = find_browser() is not None
    if not found:
        print(f"{part}: left out, there is no browser; {CURE}", flush=True)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that there is."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def fresh_page(browser: Browser, slow_network: bool = False) -> Iterator[Page]:
    """A page of a phone that has seen nothing yet, its processor slowed down. No worker: what one fetches for later is
    no part of seeing a page."""
    context = browser.new_context(viewport=VIEWPORT, service_workers="block")  # type: ignore[arg-type]
    try:
        page = context.new_page()
        session: CDPSession = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        if slow_network:
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", {"offline": False, **_SLOW_4G})
        yield page
    finally:
        context.close()
