"""A site below a path of its host: the search, and the page for what is not there, at any depth, in each language."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from built import FOLDERS, ROOT, build
from playwright.sync_api import Browser, Page, expect
from search_box import find, open_search
from serving import serving
from watch import Watch

from macros.site.serve import error_page
from macros.site.watching.live_reload import Server

UNDER = "/some/path/"
ADDRESS = f"https://handbook.example{UNDER}"
TITLES = {"zh": "没有这一页", "en": "This page is not there", "zh-Hant": "沒有這一頁"}
QUERIES = {"zh": "迟到", "en": "late", "zh-Hant": "遲到"}
MISSED = {  # what stood after the address in a message: the page that was meant
    "chapters/discipline/。": "chapters/discipline/",
    "chapters/discipline/)": "chapters/discipline/",
    "chapters/discipline，": "chapters/discipline/",
    "en/chapters/pay/%E3%80%82": "en/chapters/pay/",
    "zh-Hant/chapters/pay/%E3%80": "zh-Hant/chapters/pay/",
    "numbers%EF%BC%89": "numbers/",
    "numbers/”请看": "numbers/",
    "calculators/month_pay/%22": "calculators/month_pay/",
    "en/practice.": "en/practice/",
    "。": "",
}
MISSING = {"zh": ("nope", "no/such/place/"), "en": ("no/such/place/",), "zh-Hant": ("no/such/place/",)}


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site with its address in the configuration, built of what the other build has kept."""
    root = tmp_path_factory.mktemp("addressed")
    for part in ("docs", "macros", "policy_data", "handbook", "quiz"):
        (root / part).symlink_to(ROOT / part)
    for config in ROOT.glob("mkdocs*.yml"):
        shutil.copy(config, root)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"\nsite_url: {ADDRESS}\n")
    shutil.copytree(ROOT / ".build", root / ".build")
    build(root, root / "site")
    yield root / "site"
    shutil.rmtree(root)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def _works(page: Page, lang: str, address: str) -> None:
    """The page is styled and in that language, at the address that was asked for, and its search leads to a clause."""
    expect(page.locator("h1")).to_have_text(TITLES[lang])
    assert page.url == address
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator(".md-header").evaluate("header => getComputedStyle(header).position") == "sticky"
    _searches(page, lang)


def _searches(page: Page, lang: str) -> None:
    root = page.url[: page.url.index("/", 8)]
    open_search(page)
    [first, *_] = find(page, QUERIES[lang])
    page.locator("[data-hb-search=result]").first.click()
    page.wait_for_url(first)
    assert first.startswith(root)
    assert page.locator("article h1").inner_text()
    assert "/404" not in page.url


@pytest.mark.parametrize("lang", FOLDERS)
def test_the_search_leads_to_a_clause(page: Page, site: Path, lang: str) -> None:
    with serving(site, under=UNDER) as address:
        watch = Watch(urlsplit(address).netloc)
        watch.follow(page)
        page.goto(f"{address}{FOLDERS[lang]}chapters/pay/")
        _searches(page, lang)
        assert urlsplit(page.url).path.startswith(f"{UNDER}{FOLDERS[lang]}chapters/")
        assert watch.complaints == []


@pytest.mark.parametrize("lang", FOLDERS)
@pytest.mark.parametrize("under", ["/", UNDER])
def test_what_is_not_there(page: Page, request: pytest.FixtureRequest, lang: str, under: str) -> None:
    site: Path = request.getfixturevalue("addressed" if under == UNDER else "site")
    with serving(site, under=under) as address:
        watch = Watch(urlsplit(address).netloc)
        watch.follow(page)
        for missing in MISSING[lang]:
            asked = f"{address}{FOLDERS[lang]}{missing}"
            page.goto(asked)
            page.wait_for_url(asked)
            _works(page, lang, asked)
        assert [told for told in watch.complaints if "status of 404" not in told] == []


@contextmanager
def _while_writing(site: Path) -> Iterator[str]:
    """The address of the site as `make serve` has it."""
    server = Server("127.0.0.1", 0, site, lambda code: error_page(site, code), lambda: None)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.url
    finally:
        server.shutdown()


@pytest.mark.parametrize("host", ["/", UNDER, "make serve"])
def test_an_address_with_what_stood_after_it_leads_to_the_page(
    page: Page, request: pytest.FixtureRequest, host: str
) -> None:
    site: Path = request.getfixturevalue("addressed" if host == UNDER else "site")
    with _while_writing(site) if host == "make serve" else serving(site, under=host) as address:
        for missed, meant in MISSED.items():
            page.goto(address + missed, wait_until="commit")
            shown = "titles => { const h1 = document.querySelector('h1'); return h1 && !titles.includes(h1.innerText) }"
            page.wait_for_function(shown, arg=list(TITLES.values()))
            assert page.url.startswith(address + meant)


def test_each_language_knows_its_address(addressed: Path) -> None:
    for folder in FOLDERS.values():
        html = (addressed / folder / "chapters/pay/index.html").read_text("utf-8")
        assert f'<link rel="canonical" href="{ADDRESS}{folder}chapters/pay/"' in html.replace("href=h", 'href="h')
        assert f"{ADDRESS}{folder}chapters/pay/" in (addressed / folder / "sitemap.xml").read_text("utf-8")
