"""The built handbook on an origin of its own: what its pages do, they cannot do to the editor.

It lies at `localhost` and another port, the editor at 127.0.0.1: another origin, and for cookies another site. Nothing
can be written here. The path is drawn at random, so that a draft is not read by other people of the machine.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from handbook import Phrase
from macros.assets import csp
from macros.editor.guard import SAFE, misdirected, refuse, with_headers

_HEADERS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Preview:
    """Answers for the built handbook, under the policy that was built with it."""

    def __init__(self, site: Path, port: int) -> None:
        self.site = site
        self.host = f"localhost:{port}"
        prefix = secrets.token_hex(9)
        self.address = f"http://{self.host}/{prefix}/"
        files = StaticFiles(directory=site, html=True, check_dir=False)  # it is asked only once the site is there
        self.app = Starlette(routes=[Mount(f"/{prefix}", files)])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One answer; every one carries a policy."""
        if scope["type"] != "http":
            return
        policy = self._policy()
        answer = self._refusal(scope, policy) or self.app
        headers = _HEADERS | {"Content-Security-Policy": policy or _NOTHING}
        await answer(scope, receive, with_headers(send, headers))

    def _refusal(self, scope: Scope, policy: str) -> Response | None:
        mistaken = misdirected(scope, self.host)
        if mistaken:
            return mistaken
        if scope["method"] not in SAFE:
            return refuse(405, Phrase("macros.editor.refusals.read_only"))
        if not policy:
            return refuse(503, Phrase("macros.editor.refusals.building"))
        return None

    def _policy(self) -> str:
        """The site's own policy; empty while there is no site."""
        try:
            return (self.site / csp.FILE).read_text("utf-8").strip()
        except OSError:
            return ""
