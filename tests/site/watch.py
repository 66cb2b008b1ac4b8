"""Keeps a record of what pages ask for and complain about.

That they reach nobody else is the browser's doing (`ALONE`): were their requests let through one by one here, no page
would be given from the cache, and each would cost half as much again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

OpenPage = Callable[..., Page]
# For the browser to be started with: it finds no host but this machine.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


@dataclass
class Watch:
    """What the pages of one test asked for and complained about."""

    host: str
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Note everything the page does, and complain where it asks another host."""
        page.on("request", self._asked)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: message.type == "error" and self.complaints.append(f"{page.url}: {message.text}"),
        )

    def _asked(self, request: Request) -> None:
        self.requests.append(request)
        parts = urlsplit(request.url)
        if parts.netloc != self.host and parts.scheme not in {"data", "blob", "about"}:
            self.complaints.append(f"a request to another host: {request.url}")
