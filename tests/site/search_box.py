"""Types into the site's search box and reads what it finds."""

from __future__ import annotations

from urllib.parse import unquote

from playwright.sync_api import Page

QUERY = '[data-md-component="search-query"]'
META = ".md-search-result__meta"
LINK = ".md-search-result__list .md-search-result__link"


def open_search(page: Page) -> None:
    """Put the cursor in the search box and wait until the index has been read."""
    page.locator(QUERY).evaluate("box => box.focus()")
    page.wait_for_function(f"""() => !/初始化|正在|initializ/i.test(document.querySelector("{META}").innerText)""")


def find(page: Page, query: str) -> list[str]:
    """The addresses that the search shows for `query`, in order."""
    box = page.locator(QUERY)
    box.fill("")
    box.press("End")  # the theme listens to keys
    page.wait_for_function(f"() => !document.querySelector('{LINK}')")
    before = page.locator(META).inner_text()
    box.fill(query)
    box.press("End")
    page.wait_for_function("([meta, before]) => document.querySelector(meta).innerText !== before", arg=[META, before])
    return shown(page)


def shown(page: Page) -> list[str]:
    """The addresses of the results that a reader sees without opening anything."""
    links = page.locator(LINK)
    hrefs = links.evaluate_all("links => links.filter(link => !link.closest('details')).map(link => link.href)")
    return [unquote(href) for href in hrefs]


def anchors(hrefs: list[str]) -> list[str]:
    """The anchors among addresses, in order: the clauses and terms, not their pages."""
    return [anchor.partition("?")[0] for href in hrefs if (anchor := href.partition("#")[2])]
