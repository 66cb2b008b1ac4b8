"""A first visit is light: all that a browser asks for, as a server would compress it."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from built import FOLDERS, language_of, read_pages, resolve
from seeing import until
from watch import OpenPage, Watch

KB = 1024
MOST_KB = 75
MOST_KB_BY_KIND = {
    "calculators/": 90,
    "practice/": 90,
    "trainers/": 90,
    "acknowledge/": 85,
}
PARTS = {".html": "page", ".css": "styles", ".js": "scripts"}
MAP = "sitemap.xml"  # the theme's script reads it
THEMES_SCRIPT = "assets/javascripts/"
# What a page's script asks for at once. Whether that is all is seen in a browser, once for each script.
ASKED_FOR_AT_ONCE = {
    "practice/": ("assets/quiz/index.js",),
    "trainers/paper/": ("assets/quiz/index.js",),
    "trainers/signoff/": ("assets/quiz/signoff.js",),
    "acknowledge/": ("assets/quiz/signoff.js",),
}
IN_BROWSER = (
    "",
    "chapters/workflows/",
    "calculators/month_pay/",
    "calculators/performance_bonus/",
    "calculators/dismissal_review/",
    "practice/",
    "for/new/",
    "changes/",
    "trainers/paper/",
    "trainers/signoff/",
    "acknowledge/",
    "trainers/grade/",
    "404.html",
)
SCRIPTS = "assets/js/"  # of ours, alike in each language
AFTERWARDS = "assets/js/offline.js"  # asked for once the page is loaded
ICON = "assets/images/favicon.svg"  # not asked for where no window shows it; weighed in any case


@cache
def weight(file: Path) -> float:
    return len(gzip.compress(file.read_bytes(), 9)) / KB


@cache
def files_of(site: Path) -> dict[str, set[Path]]:
    """By the address of each page the files of a first visit to it."""
    found = {}
    for url, page in read_pages(site).items():
        here = url.removeprefix(FOLDERS[language_of(url)])
        folder = url.removesuffix(here)
        shown = (link for link in page.links if link.tag != "a")  # what a link leads to is another visit
        loaded = {link.target for link in shown if link.tag == "script" or link.target.endswith((".css", ".svg"))}
        files = {resolve(page, target) for target in loaded}
        more = {
            f"{folder}{file}" for file in ("sitemap.xml", *ASKED_FOR_AT_ONCE.get(here, ()))
        }  # the theme reads the map
        found[url] = {page.path, *(site / file[0] for file in files if file), *(site / file for file in more)}
    return found


def parts_of(site: Path, files: set[Path]) -> dict[str, float]:
    """The weight in KB of each part of a visit."""
    parts: dict[str, float] = {}
    for file in files:
        name = PARTS.get(file.suffix, "rest")
        name = "theme's script" if THEMES_SCRIPT in file.relative_to(site).as_posix() else name
        parts[name] = parts.get(name, 0) + weight(file)
    return parts


def test_every_page_is_light(site: Path) -> None:
    told, heavy = [], []
    heaviest: dict[str, tuple[float, str]] = {}
    pages = {url: parts_of(site, files) for url, files in files_of(site).items()}
    for url, parts in pages.items():
        here = url.removeprefix(FOLDERS[language_of(url)])
        kind = next((kind for kind in MOST_KB_BY_KIND if here.startswith(kind)), "")
        whole = sum(parts.values())
        heaviest[kind] = max(heaviest.get(kind, (0, "")), (whole, url))
        if whole > MOST_KB_BY_KIND.get(kind, MOST_KB):
            heavy.append(url)
    for whole, url in heaviest.values():
        each = ", ".join(f"{name} {size:.1f}" for name, size in sorted(pages[url].items(), key=lambda part: -part[1]))
        told.append(f"{whole:5.1f} KB {url or 'home'}: {each}")
    print("\n" + "\n".join(told))
    assert heavy == [], "\n".join(told)


def test_each_script_is_seen_in_a_browser(site: Path) -> None:
    files_by_url = files_of(site)
    scripts = {url: {each.name for each in files if SCRIPTS in str(each)} for url, files in files_by_url.items()}
    assert set().union(*scripts.values()) == set().union(*(scripts[url] for url in IN_BROWSER))


@pytest.mark.parametrize("path", IN_BROWSER)
def test_a_browser_asks_for_these_files(open_page: OpenPage, watch: Watch, site: Path, path: str) -> None:
    expected = files_of(site)[path] | {site / AFTERWARDS}

    def asked_for() -> set[Path]:
        return {site / ICON, *(_file(site, request.url) for request in watch.requests)}

    page = open_page(path, width=390)
    until(page, lambda: expected <= asked_for())
    page.wait_for_load_state("networkidle")
    assert asked_for() == expected
    assert weight(site / AFTERWARDS) < 2


def _file(site: Path, url: str) -> Path:
    path = unquote(urlsplit(url).path).removeprefix("/")
    return site / path / "index.html" if path.endswith("/") or not path else site / path
