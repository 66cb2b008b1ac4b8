"""Holds back what a page asks for, as a slow line or a busy machine does, until the test lets it come."""

from __future__ import annotations

from playwright.sync_api import Page, Route
from seeing import until


class Holding:
    """What a page asks for from now on under a pattern of addresses."""

    def __init__(self, page: Page, pattern: str) -> None:
        self._page, self._pattern = page, pattern
        self._routes: list[Route] = []
        page.route(pattern, self._hold)

    def _hold(self, route: Route) -> None:
        self._routes.append(route)

    def let_go(self) -> None:
        """What the page has asked for, or asks for next, comes, and from now on all does."""
        until(self._page, lambda: self._routes)
        for route in self._routes:
            route.continue_()
            if response := route.request.response():
                response.finished()
        self._page.unroute(self._pattern)  # afterwards: with the last pattern the browser lets go of all by itself
        self._page.evaluate("() => new Promise((go) => setTimeout(go))")  # a script has run
