"""Types into the site's search box and reads what it finds."""

from __future__ import annotations

from urllib.parse import unquote

from playwright.sync_api import Page

BOX = "[data-hb-search=box]"
STATUS = "[data-hb-search=status]"
LINK = "[data-hb-search=result]"
OPENER = "[data-hb-search=open]"


def open_search(page: Page) -> None:
    """Open the search and wait until it answers; before a page is loaded, nothing of it listens to keys."""
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.locator(BOX).wait_for()
    page.locator(".hb-find__chapter, " + LINK).first.wait_for()


def find(page: Page, query: str) -> list[str]:
    """The addresses that the search shows for `query`, in order."""
    page.locator(BOX).fill(query)
    said = "([status, query]) => document.querySelector(status).innerText.includes(query)"
    page.wait_for_function(said, arg=[STATUS, query])
    return shown(page)


def shown(page: Page) -> list[str]:
    """The addresses of the results."""
    hrefs = page.locator(LINK).evaluate_all("links => links.map(link => link.href)")
    return [unquote(href) for href in hrefs]


def anchors(hrefs: list[str]) -> list[str]:
    """The anchors among addresses, in order."""
    return [href.partition("#")[2] for href in hrefs]
