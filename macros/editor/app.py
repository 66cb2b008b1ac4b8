"""The editor as a web application: its routes behind the guard, the built handbook beside them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from handbook.book import Unknown
from handbook.problems import PolicyError
from macros.editor.desk import Desk
from macros.editor.guard import Guard
from macros.editor.views import Views

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Editor:
    """The application and the address, with its token, under which it answers."""

    app: ASGIApp
    address: str


def editor(desk: Desk, host: str, port: int, token: str = "") -> Editor:
    """An editor at a desk. The token is random unless given by a test."""
    token = token or secrets.token_urlsafe(18)
    base = f"/{token}"
    views = Views(desk, base)
    routes = [
        Route("/", views.home),
        Route("/status", views.status),
        Route("/parameter/{id}", views.parameter),
        Route("/parameter/{id}/try", views.try_parameter, methods=["POST"]),
        Route("/parameter/{id}/save", views.save_parameter, methods=["POST"]),
        Route("/parameter/{id}/take-back", views.take_back, methods=["POST"]),
        Route("/clause/{id}", views.clause),
        Route("/clause/{id}/try", views.try_clause, methods=["POST"]),
        Route("/clause/{id}/save", views.save_clause, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
        Mount("/site", _Site(desk)),
    ]
    handlers = {PolicyError: views.broken, Unknown: views.unknown}
    app = Starlette(routes=[Mount(base, routes=routes)], exception_handlers=handlers)
    return Editor(Guard(app, token, (f"{host}:{port}", f"localhost:{port}")), f"http://{host}:{port}{base}/")


class _Site:
    """The built handbook; until it is there, a word about that."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.files = StaticFiles(directory=desk.site, html=True, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.desk.site.is_dir():
            text = "手册正在生成，请稍后刷新。 The handbook is being built; reload in a moment."
            await PlainTextResponse(text, 503, {"Retry-After": "3"})(scope, receive, send)
            return
        await self.files(scope, receive, send)
