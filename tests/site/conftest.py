"""The built site, a server for it, and pages in a browser that may talk to nobody else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from built import FOLDERS, ROOT, build
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import serving
from slowness import slow_down
from watch import ALONE, OpenPage, Watch

from tests.patience import PATIENCE_MS
from tools.browser import ARGUMENTS, CURE, find_browser

expect.set_options(timeout=PATIENCE_MS)
HEIGHTS = {320: 640, 390: 844}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site in its three languages as of TODAY, built once: of several workers, by the first that needs it."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    own = tmp_path_factory.getbasetemp()
    folder = (own if alone else own.parent) / "handbook"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "lock"):
        if not (folder / "site").exists():
            build(ROOT, folder / "site")
    yield folder / "site"
    if alone:
        shutil.rmtree(folder, ignore_errors=True)


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
        chromium = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, ALONE])
        chromium.new_context = _patient(chromium.new_context)  # type: ignore[method-assign]
        chromium.new_page = _patient(chromium.new_page)  # type: ignore[method-assign]
        yield chromium
        with suppress(Exception):
            chromium.close()


def _patient(make: Callable[..., Any]) -> Callable[..., Any]:
    """Windows that wait as long as all tests do. None stores the whole handbook; test_offline.py lets its own do so."""

    def made(**options: Any) -> Any:
        window = make(**{"service_workers": "block", **options})
        window.set_default_timeout(PATIENCE_MS)
        slow_down(window)
        return window

    return made


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
