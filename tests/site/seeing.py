"""Waits for what people see, and for what pages ask for: neither is there at once when a page is loaded."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page

from tests.patience import PATIENCE

_IN_VIEW = "(e) => { const y = e.getBoundingClientRect().top; return y >= -1 && y < innerHeight }"


def expect_in_view(locator: Locator) -> None:
    """The top of the element comes to stand in the window."""
    locator.page.wait_for_function(_IN_VIEW, arg=locator.element_handle())


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Until the condition holds of what the test was told of the page, such as its requests."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        page.wait_for_timeout(20)
