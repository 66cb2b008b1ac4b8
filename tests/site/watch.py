"""Keeps a record of what pages ask for and complain about, and keeps them from talking to anybody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, Route

OpenPage = Callable[..., Page]


@dataclass
class Watch:
    """What the pages of one test asked for and complained about."""

    host: str
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Note everything the page does, and let it talk to our server only."""
        page.on("request", lambda request: self.requests.append(request))  # noqa: PLW0108  (needs a real function)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: message.type == "error" and self.complaints.append(f"{page.url}: {message.text}"),
        )
        page.route(lambda url: urlsplit(url).netloc != self.host, self._refuse)

    def _refuse(self, route: Route) -> None:
        if urlsplit(route.request.url).scheme in {"data", "blob", "about"}:
            route.continue_()
            return
        self.complaints.append(f"a request to another host: {route.request.url}")
        route.abort()
