"""Who may talk to the editor: a browser on this machine that was let in, and no page from elsewhere.

A foreign Host (a name that was pointed at 127.0.0.1) and a foreign Origin (another site's form, a page of the preview)
are refused; what lies behind the door needs the session's cookie; bodies are small.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handbook import Phrase, Text
from macros.editor.sessions import Sessions

MAX_BODY = 64 * 1024  # bytes; the longest clause with both languages is under 4 KB
LOGIN, STATIC = "login", "static"
OPEN = (LOGIN, STATIC)  # what may be read without the cookie: no word of the policy
SAFE = ("GET", "HEAD")
_OWN = ("script-src", "style-src", "connect-src", "form-action")
_NONE = ("default-src", "base-uri", "frame-ancestors")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "; ".join(
        [*(f"{what} 'none'" for what in _NONE), *(f"{what} 'self'" for what in _OWN), "img-src data:"]
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers send `Origin: null` with a form
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TOO_LARGE, ENDED = Phrase("macros.editor.refusals.too_large"), Phrase("macros.editor.refusals.ended")


class Guard:
    """Lets through what comes from the editor's own pages; everything else gets a short refusal."""

    def __init__(self, app: ASGIApp, host: str, sessions: Sessions) -> None:
        self.app, self.host, self.sessions = app, host, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        guarded = with_headers(send, HEADERS)
        refused = self._refusal(scope)
        if refused:
            await refused(scope, receive, guarded)
            return
        replay = await _whole(receive)
        if replay is None:
            await refuse(413, TOO_LARGE)(scope, receive, guarded)
            return
        await self.app(scope, replay, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, method = Headers(scope=scope), scope["method"]
        mistaken = misdirected(scope, self.host)
        if mistaken:
            return mistaken
        if method not in (*SAFE, "POST"):
            return refuse(405, Phrase("macros.editor.refusals.method"))
        if method not in SAFE and headers.get("origin") != f"http://{self.host}":
            return refuse(403, Phrase("macros.editor.refusals.origin"))
        first = scope["path"].split("/")[1]
        if first not in OPEN and not (first == self.sessions.prefix and self.sessions.knows(headers)):
            return refuse(401, ENDED)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return refuse(413, TOO_LARGE)
        return None


def misdirected(scope: Scope, host: str) -> Response | None:
    """The refusal of a request that is meant for another server, or of no path of this one."""
    if Headers(scope=scope).get("host", "") != host:
        return refuse(421, Phrase("macros.editor.refusals.host", {"own": f"http://{host}/"}))
    if not scope["path"].startswith("/"):
        return refuse(400, Phrase("macros.editor.refusals.address"))
    return None


def refuse(status: int, words: Text) -> Response:
    """A page of its own, in both languages. `words` are the program's, never somebody's."""
    lines = f'<p>{words["zh"]}</p><p lang="en">{words["en"]}</p>'
    page = (
        '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{status}</title><link rel="stylesheet" href="/{STATIC}/editor.css"><main role="alert">{lines}</main>'
    )
    return HTMLResponse(page, status, {"Connection": "close"})


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


def with_headers(send: Send, headers: Mapping[str, str]) -> Send:
    """Every answer that is sent carries these headers, whoever made it."""

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer = MutableHeaders(scope=message)
            for name, value in headers.items():
                answer[name] = value
        await send(message)

    return add
