"""How a browser comes in: an address that works once, then a cookie.

Cookies do not know ports: one for 127.0.0.1 is sent to every server of this machine that the browser visits. So it
is held to a path that is drawn at random for each run, which those servers do not know; and the path alone opens
nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response

COOKIE = "handbook-edit"


class Sessions:
    """Who may come in. One session a run: every browser that was let in holds the same cookie."""

    def __init__(self) -> None:
        self.prefix = secrets.token_hex(6)  # the first part of every path of the editor; no secret
        self._key = secrets.token_urlsafe(24)
        self._invitations: dict[str, Callable[[], None]] = {}

    def invite(self, used: Callable[[], None] = lambda: None) -> str:
        """A word that lets one browser in, once; then `used` is called."""
        word = secrets.token_urlsafe(18)
        self._invitations[word] = used
        return word

    def admit(self, word: str, response: Response) -> bool:
        """Whether the word lets in. If so it is spent, and the response carries the cookie."""
        known = next((each for each in self._invitations if _same(each, word)), None)
        if known is None:
            return False
        used = self._invitations.pop(known)
        response.set_cookie(COOKIE, self._key, path=f"/{self.prefix}", httponly=True, samesite="strict")
        used()
        return True

    def knows(self, headers: Headers) -> bool:
        """Whether a request comes from a browser that was let in."""
        return _same(cookie_parser(headers.get("cookie", "")).get(COOKIE, ""), self._key)


def _same(left: str, right: str) -> bool:
    return secrets.compare_digest(left.encode(), right.encode())
