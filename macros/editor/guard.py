"""Who may talk to the editor: a browser on this machine that was given the address, and no page from elsewhere.

The address has a random token; a foreign Host (a name that was pointed at 127.0.0.1) and a foreign Origin (another
site's form) are refused; bodies are small.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64 * 1024  # bytes; the longest clause with both languages is under 4 KB
_TOO_LARGE = "内容太多。 Too much was sent."
_SAFE = ("GET", "HEAD")
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # the token stays here; with no-referrer a form would send no Origin
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_OWN = ("script-src", "style-src", "connect-src", "form-action")
_NONE = ("default-src", "base-uri", "frame-ancestors")
EDITING = "; ".join([*(f"{what} 'none'" for what in _NONE), *(f"{what} 'self'" for what in _OWN), "img-src data:"])


class Guard:
    """Lets through what comes from the editor's own pages; everything else gets a short refusal."""

    def __init__(self, app: ASGIApp, token: str, hosts: Iterable[str]) -> None:
        self.app, self.token, self.hosts = app, token, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        refused = self._refusal(scope)
        if refused:
            await refused(scope, receive, send)
            return
        replay = await _whole(receive)
        if replay is None:
            await _refuse(413, _TOO_LARGE)(scope, receive, send)
            return
        await self.app(scope, replay, _with_headers(send, scope["path"], self.token))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers, method = Headers(scope=scope), scope["method"]
        host = headers.get("host", "")
        if host not in self.hosts:
            return _refuse(421, "只接受来自本机地址的请求。 Only requests to this machine's own address are accepted.")
        given = scope["path"].split("/")[1]
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return _refuse(404, "地址不完整，请用终端里显示的地址打开。 Open the address that the terminal shows.")
        if method not in (*_SAFE, "POST"):
            return _refuse(405, "不支持这种请求。 This method is not used here.")
        if method not in _SAFE and headers.get("origin") != f"http://{host}":
            return _refuse(403, "只接受本页面提交的表单。 Only forms of these pages are accepted.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return _refuse(413, _TOO_LARGE)
        return None


def _refuse(status: int, text: str) -> PlainTextResponse:
    return PlainTextResponse(text, status, _HEADERS | {"Connection": "close"})


async def _whole(receive: Receive) -> Receive | None:
    """The body taken in at once and given again; None where it is too large. It may come without its length."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            break
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def _with_headers(send: Send, path: str, token: str) -> Send:
    """The handbook's own pages bring their policy for scripts in a file; the editing pages are given theirs here."""

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if not path.startswith(f"/{token}/site/"):
                headers["Content-Security-Policy"] = EDITING
        await send(message)

    return add
