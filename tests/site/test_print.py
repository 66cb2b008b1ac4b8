"""On paper: no buttons and menus, all clauses, contents, and each chapter on a new sheet."""

from __future__ import annotations

import re

import pytest
from built import FOLDERS, policy
from playwright.sync_api import Page, expect
from seeing import made
from watch import OpenPage, Watch

from handbook.lang.languages import Lang

CHROME = (
    ".md-header, .md-tabs, .md-sidebar, .md-footer, .md-top, .headerlink, .hb-search, [data-hb-print],"
    " .hb-dialog, .hb-notes"
)
SHOWN = "elements => elements.filter(e => e.getClientRects().length).map(e => e.className)"
DARK = 0.45  # from 0 for black to 1 for white
PRESSED = "button, .md-button, .hb-calculate, input[type=search], .md-content__button"
# The most sheets that a page may take: what its text needs, and no empty one.
PAPER = {
    "chapters/discipline/": 3,
    "chapters/workflows/": 5,
    "numbers/": 4,
    "for/hr/": 8,
    "for/new/": 9,
    "calculators/attendance_deduction/": 3,
    "calculators/month_pay/": 4,
    "404.html": 1,
}
# What is behind and around each piece of text, and its own colour.
COLOURS = """() => [...document.querySelectorAll("article *")].filter((e) => e.getClientRects().length
    && [...e.childNodes].some((child) => child.nodeType === 3 && child.data.trim())).map((e) => {
  const style = getComputedStyle(e), block = getComputedStyle(e.closest("p, li, td, th, dt, dd, div"));
  const page = getComputedStyle(document.body).backgroundColor;
  const own = `${e.tagName} ${e.className} ${style.backgroundColor} ${style.borderTopColor}`;
  return `${own} ${block.backgroundColor} ${block.borderLeftColor} ${page} | ${style.color}`;
})"""
ALL_THERE = "['.hb-line', '.hb-calc__picture'].every(each => document.querySelector(each))"  # of a calculator
SHEET = re.compile(rb"/Type\s*/Page\b")


def print_page(page: Page) -> int:
    """Print it; the number of sheets."""
    page.emulate_media(media="print")
    return len(SHEET.findall(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("path", ["chapters/discipline/", "chapters/workflows/", "numbers/", "book/"])
def test_menus_are_left_out(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.emulate_media(media="print")
    assert page.locator(CHROME).evaluate_all(SHOWN) == []
    assert page.locator("h1").is_visible()


def test_chapter_prints(open_page: OpenPage) -> None:
    page = open_page("chapters/discipline/")
    page.emulate_media(media="print")
    for clause in next(chapter for chapter in policy().chapters if chapter.id == "discipline").clauses:
        assert page.locator(f"[id='{clause.id}']").is_visible()


@pytest.mark.parametrize("lang", FOLDERS)
def test_whole_book_prints(open_page: OpenPage, lang: Lang) -> None:
    page = open_page("book/", lang)
    sheets = print_page(page)
    assert len(policy().chapters) + 1 <= sheets <= 60
    text = page.locator("article").inner_text()
    missing = [id for id, clause in policy().clauses.items() if clause.entry.title[lang] not in text]
    assert missing == []
    unseen = [id for id in policy().clauses if not page.locator(f"[id='{id}']").is_visible()]
    assert unseen == []


def test_book_has_contents(open_page: OpenPage) -> None:
    page = open_page("book/")
    page.emulate_media(media="print")
    links = page.locator(".hb-contents a")
    targets = links.evaluate_all("links => links.map(link => decodeURIComponent(link.hash.slice(1)))")
    sections = [f"{chapter.id}.{section.id}" for chapter in policy().chapters for section in chapter.sections]
    assert [target for target in targets if "." not in target] == [chapter.id for chapter in policy().chapters]
    assert [target for target in targets if "." in target] == sections
    assert links.first.is_visible()


def test_each_chapter_of_the_book_starts_a_sheet(open_page: OpenPage) -> None:
    page = open_page("book/")
    page.emulate_media(media="print")
    breaks = page.locator(".hb-chapter").evaluate_all("all => all.map(e => getComputedStyle(e).breakBefore)")
    assert breaks == ["page"] * len(policy().chapters)


@pytest.mark.parametrize(("path", "most"), PAPER.items())
def test_paper_is_light_and_full_and_has_nothing_to_press(open_page: OpenPage, path: str, most: int) -> None:
    page = made(open_page(path, width=390))
    sheets = print_page(page)
    if path.startswith("calculators/"):
        page.wait_for_function(f"() => {ALL_THERE}")  # printing brings its working and its picture
    light = page.evaluate(COLOURS)
    assert sheets <= most
    assert page.locator(PRESSED).evaluate_all(SHOWN) == []
    assert len(light) > 3
    assert [line for line in light if _lightness(line.rsplit(" | ", 1)[1]) > DARK] == []
    page.emulate_media(media="screen", color_scheme="dark")
    page.locator("body[data-md-color-scheme=slate]").wait_for()
    page.emulate_media(media="print", color_scheme="dark")
    assert [pair for pair in zip(light, page.evaluate(COLOURS), strict=True) if pair[0] != pair[1]][:5] == []


def test_print_button(open_page: OpenPage) -> None:
    page = open_page("book/")
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator("[data-hb-print]").click()
    assert page.evaluate("window.printed")


def _lightness(colour: str) -> float:
    """From 0 for black to 1 for white; what is transparent is the paper."""
    red, green, blue, *alpha = (float(part) for part in re.findall(r"[\d.]+", colour))
    return 1.0 if alpha == [0.0] else (red + green + blue) / 3 / 255


def test_a_calculator_that_nobody_has_used_prints_with_its_working(open_page: OpenPage, watch: Watch) -> None:
    page = open_page("calculators/month_pay/", width=390)
    made(page).wait_for_load_state("networkidle")
    assert not any("working" in request.url for request in watch.requests)
    page.emulate_media(media="print")
    assert page.locator(".hb-explained table tr").count() > 15
    expect(page.locator(".hb-explained table")).to_contain_text("6,580 元")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".hb-calc__picture")).to_be_visible()
    expect(page.locator(".hb-working .hb-line").first).to_be_visible()
    expect(page.locator(".hb-explained__example")).to_have_count(0)


def test_the_button_prints_when_the_working_and_the_picture_have_come(open_page: OpenPage) -> None:
    page = open_page("calculators/month_pay/", width=390)
    page.evaluate(f"window.print = () => {{ document.title = {ALL_THERE} }}")
    page.locator(".hb-calc__actions button", has_text="打印").evaluate("button => button.click()")
    expect(page).to_have_title("true")
