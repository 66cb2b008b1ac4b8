"""The place on a page: kept where the language is switched, found by a link with what stood after it in a message."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from built import FOLDERS
from playwright.sync_api import Browser, Page, expect
from seeing import expect_in_view
from watch import OpenPage

LATE, SECRET = "discipline.attendance.late", "discipline.attitude.confidentiality"
AFTER = (
    "。",
    "）",
    ")",
    "，",
    ".",
    "&quot;",
    "%E3%80%82",
    "%EF%BC%89%E3%80%82",
    "%22",
    "%E3%80",
    "”请看",
    "&gt;&nbsp;",
    "&from=singlemessage",
    "_",
)
PHONE = 390


def switch(page: Page, there: str) -> None:
    """As a reader does it, with a mouse or a finger."""
    page.locator(".md-select > button").hover()
    page.locator(f"a[data-hb-language][hreflang='{there}']").click()
    page.wait_for_function("lang => document.documentElement?.lang === lang", arg=there)
    page.wait_for_load_state()


def scroll_to(page: Page, id: str, by: int = 0) -> None:
    page.locator(f"[id='{id}']").evaluate("(e, by) => { e.scrollIntoView(); scrollBy(0, by) }", by)


@pytest.mark.parametrize(("here", "there"), list(permutations(FOLDERS, 2)))
def test_language_switch_keeps_page_and_clause(open_page: OpenPage, server: str, here: str, there: str) -> None:
    page = open_page(f"chapters/discipline/#{LATE}", here)
    switch(page, there)
    page.wait_for_url(f"{server}{FOLDERS[there]}chapters/discipline/#{LATE}")
    expect_in_view(page.locator(f"[id='{LATE}']"))


@pytest.mark.parametrize("anchor", ["", f"#{LATE}"])
def test_language_switch_keeps_what_is_on_the_screen(open_page: OpenPage, anchor: str) -> None:
    page = open_page(f"chapters/discipline/{anchor}", "zh", PHONE)
    scroll_to(page, SECRET, 60)  # a little below the heading, which the header hides
    switch(page, "en")
    page.wait_for_url(f"**/en/chapters/discipline/#{SECRET}")
    expect_in_view(page.locator(f"[id='{SECRET}']"))
    page.evaluate("scrollTo(0, 0)")
    switch(page, "zh")
    page.wait_for_url("**/chapters/discipline/")
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize(
    ("path", "id", "by"),  # by: so that the header hides it not
    [
        ("", "numbers", -70),
        ("numbers/", "attendance.minor_fine", 0),
        ("glossary/", "supervisor", -70),
        ("for/agent/", "discipline", -40),
    ],
)
def test_language_switch_keeps_the_place_on_each_kind_of_page(open_page: OpenPage, path: str, id: str, by: int) -> None:
    page = open_page(path, "zh", PHONE)
    scroll_to(page, id, by)
    switch(page, "en")
    page.wait_for_url(f"**/#{id}")
    expect_in_view(page.locator(f"[id='{id}']"))


def test_language_switch_takes_a_calculators_figures_along(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/#clause=discipline.attendance.late", "zh", PHONE)
    scroll_to(page, "clauses")
    kept = page.evaluate("location.hash")
    switch(page, "en")
    assert "=" in kept
    assert page.evaluate("location.hash") == kept


def test_language_switch_on_the_home_page_and_404(open_page: OpenPage, server: str) -> None:
    for path in ("", "404.html"):
        page = open_page(path)
        switch(page, "en")
        page.wait_for_url(f"{server}en/")


def test_a_link_is_found_with_what_stood_after_it(open_page: OpenPage) -> None:
    for after in AFTER:
        page = open_page(f"chapters/discipline/#{LATE}{after}", "zh", PHONE)
        page.wait_for_url(f"**/#{LATE}")
        expect_in_view(page.locator(f"[id='{LATE}']"))


def test_a_link_to_a_clause_that_is_gone_leads_to_its_section(open_page: OpenPage) -> None:
    page = open_page("chapters/discipline/#discipline.attitude.gone", "zh", PHONE)
    page.wait_for_url("**/#discipline.attitude")
    expect_in_view(page.locator("[id='discipline.attitude']"))
    page = open_page("chapters/discipline/#nothing。", "zh", PHONE)
    assert page.url.endswith("#nothing%E3%80%82")
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("path", ["practice/#chapter=pay", "calculators/month_pay/#top"])
def test_what_is_no_place_is_left_alone(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    expect(page.locator("h1").first).to_be_attached()
    assert page.url.endswith(path)


def test_from_files_links_lead_to_pages_and_notes_open(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.locator(f".md-content a[href$='#{LATE}']").first.click()
    page.wait_for_url(f"**/chapters/discipline/index.html#{LATE}")
    page.locator("a.hb-value").first.click()
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    switch(page, "en")
    page.wait_for_url(f"**/en/chapters/discipline/index.html#{LATE}")
    page.close()
