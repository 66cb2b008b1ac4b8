"""The editor as a web application: its routes behind the guard, the built handbook on another port."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from handbook import PolicyError, Unknown, frozen, say
from macros.editor.guard import ENDED, LOGIN, STATIC, Guard, refuse
from macros.editor.preview import Preview
from macros.editor.sessions import Sessions
from macros.editor.views import Views
from macros.editor.workspace import Workspace

FILES = Path(__file__).parent / "static"


@frozen
class Editor:
    """One application for two ports: the editor answers on its own, the preview on the other."""

    guard: ASGIApp
    preview: Preview
    address: str
    sessions: Sessions
    preview_port: int = field(kw_only=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The port is that of the socket, not what the request says."""
        server = scope.get("server") or ("", 0)
        answer = self.preview if server[1] == self.preview_port else self.guard
        await answer(scope, receive, send)

    def invitation(self, used: Callable[[], None] = lambda: None) -> str:
        """An address that lets one browser in, once."""
        return f"{self.address}{LOGIN}?once={self.sessions.invite(used)}"


def editor(workspace: Workspace, host: str, port: int, preview_port: int) -> Editor:
    """An editor at a workspace."""
    sessions = Sessions()
    preview = Preview(workspace.site, preview_port)
    views = Views(workspace, f"/{sessions.prefix}", preview.address)
    routes = [
        Route("/", views.home),
        Route("/status", views.status),
        Route("/branches", views.branches),
        Route("/branches/take-out", views.take_out, methods=["POST"]),
        Route("/parameter/{id}", views.parameter),
        Route("/parameter/{id}/try", views.try_parameter, methods=["POST"]),
        Route("/parameter/{id}/save", views.save_parameter, methods=["POST"]),
        Route("/parameter/{id}/take-back", views.take_back, methods=["POST"]),
        Route("/clause/{id}", views.clause),
        Route("/clause/{id}/try", views.try_clause, methods=["POST"]),
        Route("/clause/{id}/save", views.save_clause, methods=["POST"]),
    ]

    def login(request: Request) -> Response:
        """Spend the word and go on to the pages, whose address has none."""
        to, title = f"/{sessions.prefix}/", say("macros.editor.editor", workspace.lang)
        # Not a redirect: a browser that came from elsewhere would not send the cookie along with it.
        page = (
            f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={to}">'
            f'<title>{title}</title><p><a href="{to}">{title}</a></p>'
        )
        response = HTMLResponse(page)
        if request.method == "GET" and sessions.admit(request.query_params.get("once", ""), response):
            return response
        return refuse(401, ENDED)

    app = Starlette(
        routes=[
            Route(f"/{LOGIN}", login),
            Mount(f"/{STATIC}", StaticFiles(directory=FILES)),
            Mount(f"/{sessions.prefix}", routes=routes),
        ],
        exception_handlers={PolicyError: views.broken, Unknown: views.unknown},
    )
    return Editor(
        Guard(app, f"{host}:{port}", sessions),
        preview,
        f"http://{host}:{port}/",
        sessions,
        preview_port=preview_port,
    )
