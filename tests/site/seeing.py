"""Waits for what people see, and for what pages are heard of: neither is there at once when a page is loaded."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from tests import patience

_IN_VIEW = "(e) => { const y = e.getBoundingClientRect().top; return y >= -1 && y < innerHeight }"

# Elements of ours begin as what the build has written. They are made in turns, some when their data has come.
_MADE = """() => [...document.querySelectorAll("*")].every((each) => !each.localName.startsWith("hb-")
  || each.querySelector(":scope > :not(script, .hb-static) :is(a, button, input)"))"""


def made(page: Page) -> Page:
    """The page, when all that its scripts make of it at first is there."""
    page.wait_for_function(_MADE)
    return page


def expect_in_view(locator: Locator) -> None:
    """The top of the element comes to stand in the window."""
    locator.page.wait_for_function(_IN_VIEW, arg=locator.element_handle())


def until(page: Page, condition: Callable[[], object]) -> None:
    """Until the condition holds of what the test is told of the page, such as its requests."""
    patience.until(condition, lambda seconds: page.wait_for_timeout(seconds * 1000))
