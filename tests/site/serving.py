"""A server for a built site, with the header that the build wrote for it or without."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from macros.assets import csp


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


class _WithPolicy(_QuietHandler):
    def end_headers(self) -> None:
        policy = (Path(self.directory) / csp.FILE).read_text(encoding="utf-8").strip()
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()


class _Host(_WithPolicy):
    """As hosts show a site: below a path, with its page for every address that is not there, at any depth."""

    under = "/"
    asked: list[str] | None = None

    def send_head(self) -> Any:
        path = urlsplit(self.path).path
        if self.asked is not None:
            self.asked.append(path)
        self.path = f"/{path.removeprefix(self.under)}" if path.startswith(self.under) else "/404.html"
        found = Path(self.translate_path(self.path))
        if (found / "index.html" if self.path.endswith("/") else found).exists():
            return super().send_head()
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        return BytesIO(page)


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A browser that leaves in the middle of an answer is no error."""


@contextmanager
def serving(site: Path, with_policy: bool = True, under: str = "", asked: list[str] | None = None) -> Iterator[str]:
    """The address of the site, with a slash at the end; with `under`, a path such as `/handbook/`, as a host has it,
    which can write down what it is `asked` for."""
    handler = _WithPolicy if with_policy else _QuietHandler
    if under:
        handler = type("_HostUnder", (_Host,), {"under": under, "asked": asked})
    # TCPServer's own bind: HTTPServer's asks for this machine's name, which can take seconds.
    web = _QuietServer(("127.0.0.1", 0), partial(handler, directory=str(site)), bind_and_activate=False)
    socketserver.TCPServer.server_bind(web)
    web.server_name, web.server_port = "127.0.0.1", web.server_address[1]
    web.server_activate()
    threading.Thread(target=web.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{web.server_port}{under or '/'}"
    finally:
        web.shutdown()
        web.server_close()
