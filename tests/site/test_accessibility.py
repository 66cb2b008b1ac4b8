"""axe-core finds nothing serious on any kind of page, in light and dark, on a phone and on a wide screen."""

from __future__ import annotations

import pytest
from axe import grave_findings_light_and_dark
from built import KINDS
from search_box import LINK, find, open_search
from seeing import made
from watch import OpenPage

# In another language words are longer or shorter; those of Traditional are as long as those of Simplified.
PAGES = [*(("zh", path) for path in KINDS), ("en", ""), ("en", "chapters/discipline/"), ("zh-Hant", "numbers/")]
QUERIES = {"zh": "迟到", "en": "late", "zh-Hant": "遲到"}

widths = pytest.mark.parametrize("width", [390, 1280])


def check(findings: list[str]) -> None:
    assert not findings, "\n".join(findings)


@widths
def test_pages(open_page: OpenPage, width: int) -> None:
    check(
        [
            finding
            for lang, path in PAGES
            for finding in grave_findings_light_and_dark(made(open_page(path, lang, width)))
        ],
    )


# What is as dark as its ground while it has the focus, which a finger leaves behind, too. What changes slowly must not.
FAINT = """() => {
  const calm = new CSSStyleSheet();
  calm.replaceSync("* { transition: none !important; }");
  document.adoptedStyleSheets = [calm];
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((each) => each / 255).map((each) => each ** 2.2);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const ground = (each) => {
    const own = getComputedStyle(each).backgroundColor;
    return (numbers(own)[3] ?? 1) > 0.5 || !each.parentElement ? own : ground(each.parentElement);
  };
  return [...document.querySelectorAll("a, button, summary")].filter((each) => {
    if (!each.getClientRects().length || !each.innerText.trim()) return false;
    each.focus({ preventScroll: true });
    const [one, other] = [light(getComputedStyle(each).color), light(ground(each))];
    return document.activeElement === each && Math.max(one, other) / Math.min(one, other) < 3;
  }).map((each) => `${location.pathname} ${each.className} ${each.innerText}`);
}"""
PRESSED_ON = ("", "practice/", "for/new/", "calculators/attendance_deduction/", "trainers/paper/", "acknowledge/")


def test_what_has_the_focus_can_be_read(open_page: OpenPage) -> None:
    check([faint for path in PRESSED_ON for faint in made(open_page(path, width=390)).evaluate(FAINT)])


@widths
def test_explanation_of_a_value(open_page: OpenPage, width: int) -> None:
    page = open_page("chapters/discipline/", "zh", width)
    page.locator("a.hb-value").first.click()
    page.locator("dialog[open]").wait_for()
    check(grave_findings_light_and_dark(page))


@pytest.mark.parametrize(("lang", "width"), [("zh", 390), ("zh", 1280), ("en", 1280), ("zh-Hant", 390)])
def test_search_with_results(open_page: OpenPage, lang: str, width: int) -> None:
    page = open_page("chapters/discipline/", lang, width)
    open_search(page)
    find(page, QUERIES[lang])
    page.locator(LINK).first.wait_for()
    check(grave_findings_light_and_dark(page))


@pytest.mark.parametrize("path", ["", "chapters/discipline/"])
def test_drawer_on_a_phone(open_page: OpenPage, path: str) -> None:
    page = open_page(path, "zh", 390)
    page.locator("label.md-header__button[for=__drawer]").click()
    page.wait_for_function(
        "() => document.querySelector('.md-sidebar--primary').getBoundingClientRect().left >= 0"
        " && document.querySelector('#__drawer').checked"
    )
    check(grave_findings_light_and_dark(page))
