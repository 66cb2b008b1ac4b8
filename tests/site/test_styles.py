"""Pages look the same without the theme's styles that were left out, in every state that scripts can put them into."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from built import PAGES, ROOT
from markdown import markdown
from playwright.sync_api import Page
from pymdownx.tabbed import TabbedExtension
from search_box import find, open_search
from watch import OpenPage

from macros.assets import styles
from macros.assets.purge import names_in, purged, used_names

ALL = bool(os.environ.get("ALL_PICTURES"))  # ALL_PICTURES=1 make test ARGS=tests/site/test_styles.py
THEME = "assets/stylesheets"
WHOLE = "whole.css"  # the same file with all of the theme's styles
# Lets the page have the whole file instead of the other, in the state in which it is.
EXCHANGE = """(name) => new Promise((done) => {
  const link = document.querySelector("link[rel=stylesheet]");
  link.onload = () => done();
  link.href = link.href.replace(/[^/]*$/, name);
})"""
SCHEMES = ("light", "dark")
TRIES = 6  # a browser draws the edges of letters not always alike; a style that is missing is missing each time


def _drawer(page: Page) -> None:
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator(".md-sidebar--primary .md-nav__link").first.wait_for()


def _languages(page: Page) -> None:
    page.locator(".md-select button").first.focus()


def _note(page: Page) -> None:
    page.locator("a.hb-value").first.click()
    page.locator("dialog[open]").wait_for()


def _search(page: Page) -> None:
    open_search(page)
    find(page, "迟到12分钟")
    page.keyboard.press("ArrowDown")


def _question(page: Page) -> None:
    page.locator(".hb-quiz legend").wait_for()


def _printed(page: Page) -> None:
    page.emulate_media(media="print")


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "drawer": ("chapters/pay/", _drawer),
    "languages": ("", _languages),
    "note of a value": ("chapters/discipline/", _note),
    "search": ("chapters/general/", _search),
    "practice": ("practice/#chapter=pay", _question),
    "printed": ("calculators/month_pay/", _printed),
    "keyboard": ("", lambda page: page.keyboard.press("Tab")),
    "scrolled": ("book/", lambda page: page.evaluate("scrollTo(0, 3000)")),
    "not there": ("404.html", lambda _: None),
}
WIDTHS = {"drawer": (390,)}  # elsewhere there is none
FEW = [("", "", 390), ("chapters/workflows/", "", 1280), ("chapters/pay/", "drawer", 390)]
FEW += [("chapters/discipline/", "note of a value", 1280), ("chapters/general/", "search", 390)]
EVERY = [(path, "", width) for path in PAGES for width in (390, 1280)]
EVERY += [(path, name, width) for name, (path, _) in STATES.items() for width in WIDTHS.get(name, (390, 1280))]


ADDED = """
!!! warning "Mind this"
    It is new.

??? note
    Folded.

=== "One"
    The first.

=== "Two"
    The second.
"""


@cache
def _theme() -> str:
    package = find_spec("material")
    assert package is not None
    assert package.origin is not None
    return styles.theme_styles(Path(package.origin).parent / "templates" / THEME)


def _whole() -> bytes:
    return (_theme() + styles.text(ROOT / "docs", styles.EVERY_PAGE)).encode()


@pytest.mark.parametrize(("path", "state", "width"), EVERY if ALL else FEW)
def test_pictures_are_the_same(open_page: OpenPage, tmp_path: Path, path: str, state: str, width: int) -> None:
    page = open_page(path, "zh", width)
    page.wait_for_load_state("networkidle")
    if state:
        STATES[state][1](page)
    page.route(f"**/{WHOLE}", lambda route: route.fulfill(body=_whole(), content_type="text/css"))
    whole, purged = set[tuple[str, bytes]](), set[tuple[str, bytes]]()
    for _ in range(TRIES):
        whole |= _pictures(page, WHOLE)
        purged |= _pictures(page, f"{styles.EVERY_PAGE}.css")
        if {scheme for scheme, _ in whole & purged} == set(SCHEMES):
            return
    for name, pictures in (("whole", whole), ("purged", purged)):
        for scheme, picture in pictures:
            (tmp_path / f"{scheme}-{name}.png").write_bytes(picture)
    pytest.fail(f"other pictures: {tmp_path}")


def test_what_an_author_adds_keeps_its_styles(open_page: OpenPage, site: Path) -> None:
    """Admonitions and tabs, which the handbook has nowhere yet: with them in a page, their styles stay."""
    tabs = TabbedExtension(alternate_style=True)  # the only style that the theme has
    article = markdown(ADDED, extensions=["admonition", "pymdownx.details", tabs])
    before = (site / "about/index.html").read_text("utf-8")
    after = re.sub(r"(<article\b[^>]*>).*(</article>)", rf"\1{article}\2", before, flags=re.DOTALL)
    scripts = [path.read_text("utf-8") for path in site.glob("assets/j*/*.js")]
    ours = styles.text(ROOT / "docs", styles.EVERY_PAGE)
    without, with_them = (
        purged(_theme(), used_names(names_in(html), scripts), beside=ours) for html in (before, after)
    )
    page = open_page()
    page.route("**/added/", lambda route: route.fulfill(body=after, content_type="text/html"))
    page.route("**/b.css", lambda route: route.fulfill(body=without + ours, content_type="text/css"))
    page.route("**/a.css", lambda route: route.fulfill(body=with_them + ours, content_type="text/css"))
    page.route(f"**/{WHOLE}", lambda route: route.fulfill(body=_whole(), content_type="text/css"))
    page.goto(page.url + "added/")
    page.wait_for_load_state("networkidle")
    assert _pictures(page, "b.css") & _pictures(page, WHOLE) == set()  # the comparison sees what is missing
    same = set[str]()
    for _ in range(TRIES):
        same |= {scheme for scheme, _ in _pictures(page, "a.css") & _pictures(page, WHOLE)}
    assert same == set(SCHEMES)


def _pictures(page: Page, name: str) -> set[tuple[str, bytes]]:
    """The whole page in light and dark, with that file of styles."""
    page.evaluate(EXCHANGE, name)
    found = set()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found.add((scheme, page.screenshot(full_page=True, animations="disabled", caret="hide")))
    return found
