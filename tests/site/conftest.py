"""The built site, a server for it, and pages in a browser that may talk to nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from built import FOLDERS, ROOT, build
from playwright.sync_api import Browser, Page, sync_playwright
from serving import serving
from watch import OpenPage, Watch

from tools.browser import ARGUMENTS, CURE, find_browser

HEIGHTS = {320: 640, 390: 844}
TIMEOUT_MS = 10_000


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site in its three languages as of TODAY, built once."""
    target = tmp_path_factory.mktemp("handbook") / "site"
    build(ROOT, target)
    yield target
    shutil.rmtree(target.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the site, with a slash at the end. Every browser test runs under the policy of the build."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium. Where there is none the run fails and says how to get one; it never skips."""
    path = find_browser()
    if path is None:
        pytest.exit(f"没有浏览器。请运行 no browser; run: {CURE}", returncode=1)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        # Otherwise each window would store the whole handbook; test_offline.py lets its own do so.
        chromium.new_context = partial(chromium.new_context, service_workers="block")  # type: ignore[method-assign]
        yield chromium
        with suppress(Exception):
            chromium.close()


@pytest.fixture
def watch(server: str) -> Watch:
    """The record of the test's pages; `open_page` checks at the end that there was nothing to complain of."""
    return Watch(urlsplit(server).netloc)


@pytest.fixture
def open_page(browser: Browser, server: str, watch: Watch) -> Iterator[OpenPage]:
    """open_page(path, lang, width, scheme): a page of the site. The same kind of window is used again within a test."""
    windows: dict[tuple[int, str, bool], Page] = {}

    def window(width: int, scheme: str, javascript: bool) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            color_scheme=scheme,
            has_touch=width < 600,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        watch.follow(page)
        return page

    def open_page(
        path: str = "", lang: str = "zh", width: int = 1280, scheme: str = "light", javascript: bool = True
    ) -> Page:
        key = (width, scheme, javascript)
        if key not in windows:
            windows[key] = window(*key)
        page = windows[key]
        address = f"{server}{FOLDERS[lang]}{path}"
        if page.url.partition("#")[0] == address.partition("#")[0]:
            page.goto("about:blank")  # otherwise only the anchor would change
        page.goto(address)
        return page

    yield open_page
    for page in windows.values():
        page.context.close()
    assert watch.complaints == []
