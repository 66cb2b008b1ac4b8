"""Opens a page in a browser, brings it into the state that its picture shows, and takes the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page

from tools.screenshots.shots import LONG, WIDTHS, Shot

SEARCHED = {"zh": "迟到12分钟", "zh-Hant": "遲到12分鐘", "en": "late 12 minutes"}
LOCALES = {"zh": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}
_WIDEST = 1024  # from here on the theme shows its menu beside the page


def _search(page: Page, shot: Shot) -> None:
    page.locator("[data-hb-search=open]").click()
    page.locator("[data-hb-search=box]").fill(SEARCHED[shot.lang])
    page.locator("[data-hb-search=result]").first.wait_for()


def _note(page: Page, _: Shot) -> None:
    page.locator("a.hb-value").first.click()
    page.locator("dialog[open]").wait_for()


def _menu(page: Page, _: Shot) -> None:
    page.locator("label[for=__drawer][role=button]").click()
    page.locator(".md-sidebar--primary .md-nav__link").first.wait_for()


# What fills the window, whatever stands below: its picture is the window's.
WINDOWS: Mapping[str, Callable[[Page, Shot], None]] = {"search": _search, "note": _note, "menu": _menu}


def take(browser: Browser, address: str, shot: Shot, folder: Path) -> Path:
    """Take one picture of the site at `address`; the file."""
    size = {"width": shot.width, "height": WIDTHS.get(shot.width, 800)}
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        has_touch=shot.width < _WIDEST,
        reduced_motion="reduce",
        locale=LOCALES[shot.lang],  # of the browser's own words, such as those of a field for a day
    )
    try:
        page = context.new_page()
        page.goto(address + shot.path, wait_until="networkidle")
        file = folder / shot.file
        if shot.kind in WINDOWS:
            WINDOWS[shot.kind](page, shot)
            page.screenshot(path=file, animations="disabled", caret="hide")
        else:
            _whole_page(page, shot.width, file)
        return file
    finally:
        context.close()


def _whole_page(page: Page, width: int, file: Path) -> None:
    """The page from its head down, as far as anybody looks."""
    height = min(LONG, page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=file, full_page=True, clip=clip, animations="disabled", caret="hide")  # type: ignore[arg-type]
