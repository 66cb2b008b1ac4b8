"""The pages in the oldest browsers that they are made for, and a script that fails where it must not lose anything.

What such a browser lacks is taken away before the page's scripts run; the linters hold the rest of the floor.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from search_box import anchors, find, open_search
from seeing import until
from watch import OpenPage, Watch

# Built-ins that came after iOS 14 or Chromium 86.
LATER = """
for (const [owner, names] of [
  [Array.prototype, ["at", "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"]],
  [Array, ["fromAsync"]],
  [String.prototype, ["at", "isWellFormed", "toWellFormed"]],
  [Object, ["hasOwn", "groupBy"]],
  [Map, ["groupBy"]],
  [Set.prototype, ["union", "intersection", "difference", "isSubsetOf"]],
  [Promise, ["try", "withResolvers"]],
  [Crypto.prototype, ["randomUUID"]],
  [URL, ["canParse", "parse"]],
  [Intl, ["ListFormat", "Segmenter"]],
  [AbortSignal, ["timeout", "any"]],
  [Document.prototype, ["startViewTransition"]],
  [Element.prototype, ["checkVisibility", "setHTMLUnsafe"]],
  [HTMLElement.prototype, ["showPopover", "hidePopover", "togglePopover"]],
  [HTMLInputElement.prototype, ["showPicker"]],
  [window, ["structuredClone", "reportError", "Iterator", "HTMLDialogElement", "WeakRef", "FinalizationRegistry",
    "BroadcastChannel", "CompressionStream", "DecompressionStream", "requestIdleCallback", "navigation", "scheduler"]],
]) for (const name of names) delete owner[name];
"""
# Something goes wrong while a form is built.
FAILING = """
const create = Document.prototype.createElement;
Document.prototype.createElement = function (tag, ...rest) {
  if (["fieldset", "progress"].includes(tag)) throw new Error("planted");
  return create.call(this, tag, ...rest);
};
"""
# Each kind of page, with what its scripts make.
PAGES = {
    "": "button[data-hb-search]",
    "chapters/discipline/": "a.hb-value",
    "chapters/workflows/": "h1",
    "numbers/": "h1",
    "glossary/": "h1",
    "calendar/": "h1",
    "changes/": "h1",
    "for/new/": "h1",
    "for/hr/": "h1",
    "book/": "[data-hb-print]",
    "calculators/": "h1",
    "calculators/attendance_deduction/": ".hb-answer__sum strong",
    "calculators/performance_bonus/": ".hb-answer table",
    "calculators/dismissal_review/": ".hb-answer__sum strong",
    "practice/": ".hb-quiz__today",
    "trainers/": "h1",
    "trainers/paper/": ".hb-paper__form",
    "trainers/grade/": "hb-grade button",
    "trainers/signoff/": "hb-signoff button",
    "acknowledge/": "hb-acknowledge input",
    "404.html": "h1",
}
WRITTEN_BY_THE_BUILD = {
    "calculators/attendance_deduction/": ".hb-static",
    "practice/": ".hb-static",
    "trainers/paper/": ".hb-static",
}


def reloaded_with(page: Page, script: str) -> Page:
    page.add_init_script(script)
    page.reload()
    return page


def test_no_page_needs_a_later_built_in(open_page: OpenPage) -> None:
    page = reloaded_with(open_page(""), LATER)
    for path, made in PAGES.items():
        page = open_page(path)
        assert page.evaluate("typeof structuredClone + typeof [].findLast") == "undefinedundefined"
        page.keyboard.press("Tab")  # what is below comes when the page is used
        expect(page.locator(made).first).to_be_visible()
        expect(page.locator(".hb-static:visible")).to_have_count(0)


def test_the_search_finds_without_them(open_page: OpenPage) -> None:
    page = reloaded_with(open_page("chapters/pay/"), LATER)
    open_search(page)
    assert anchors(find(page, "迟到12分钟"))[0] == "discipline.attendance.late"


def test_a_paper_is_made_without_them(open_page: OpenPage) -> None:
    page = reloaded_with(open_page("trainers/paper/"), LATER)
    page.locator(".hb-paper__form button.hb-paper__main").click()
    expect(page.frame_locator(".hb-print__sheet").locator("h1")).to_be_visible()


def test_a_question_is_answered_without_them(open_page: OpenPage) -> None:
    page = reloaded_with(open_page("practice/#chapter=pay"), LATER)
    expect(page.locator(".hb-quiz legend:focus, .hb-quiz__number:focus")).to_have_count(1)


def test_a_value_leads_to_its_page_where_no_sheet_can_open(open_page: OpenPage) -> None:
    page = reloaded_with(open_page("chapters/discipline/"), LATER)
    page.locator("a.hb-value").first.click()
    page.wait_for_url("**/numbers/#*")


@pytest.mark.parametrize("path", WRITTEN_BY_THE_BUILD)
def test_what_the_build_wrote_stays_where_the_script_fails(open_page: OpenPage, watch: Watch, path: str) -> None:
    page = reloaded_with(open_page(path), FAILING)
    expect(page.locator(WRITTEN_BY_THE_BUILD[path])).to_be_visible()
    page.wait_for_function("() => performance.getEntriesByType('resource').length > 0")
    expect(page.locator(".hb-static")).to_contain_text("较新的浏览器")
    expect(page.locator(".hb-calc__form, .hb-quiz__today, .hb-sheet")).to_have_count(0)
    expect(page.locator(WRITTEN_BY_THE_BUILD[path])).to_be_visible()
    until(page, lambda: bool(watch.complaints))
    assert {text.removeprefix(f"{page.url}: ") for text in watch.complaints} == {"planted"}
    watch.complaints.clear()
