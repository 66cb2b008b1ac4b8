"""Getting about: by touch, by keyboard, in any language, without JavaScript, on the narrowest phone."""

from __future__ import annotations

import re

import pytest
from built import FOLDERS, KINDS, PAGES, TODAY, policy
from playwright.sync_api import Locator, Page, expect
from seeing import expect_in_view, made
from watch import OpenPage

from handbook.lang.languages import Lang
from handbook.lang.units import UNITS
from handbook.policy.book import Section

PHONE, NARROWEST = 390, 320
FINE = "attendance.minor_fine"
LATE = "discipline.attendance.late"
DRAWER = "label.md-header__button[for=__drawer]"
ORDERED = [(chapter, section) for chapter in policy().chapters for section in chapter.sections if section.ordered]

# What we made to be touched. Words within a line of text may be lower; the law of touch excepts them, we ask for 24.
TAP_TARGETS = (
    ".hb-value, .hb-index a, .hb-doors li, .hb-list a, .hb-related a, .hb-step__no, .hb-clause__no, #hb-q, .md-button,"
    " .md-tabs__link, .hb-calculate a, summary, .hb-dialog button, .hb-dialog a"
)
PRIMARY_TARGETS = ".hb-index a, .hb-doors li, #hb-q, .md-button, .md-tabs__link"
TOO_SMALL = """([selector, width, height]) => [...document.querySelectorAll(selector)].flatMap(element => {
  const box = element.getBoundingClientRect();
  const shown = box.width && getComputedStyle(element).visibility === 'visible';
  const small = box.width + 0.5 < width || box.height + 0.5 < height;
  const name = element.className.baseVal || element.className || element.id;
  return shown && small ? [`${name} ${element.textContent.trim().slice(0, 20)} ${box.width}x${box.height}`] : [];
})"""
WIDER_THAN_THE_WINDOW = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('.md-content *, .md-footer *')]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(element => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 30)}`)
    .concat(`${document.documentElement.scrollWidth} px`)"""


def check(faults: list[str]) -> None:
    assert not faults, f"{len(faults)}:\n" + "\n".join(faults[:30])


# Finding a rule


@pytest.mark.parametrize("lang", FOLDERS)
def test_question_on_the_home_page_is_one_tap_from_its_rule(open_page: OpenPage, lang: str) -> None:
    page = open_page("", lang, PHONE)
    page.locator(f".hb-index a[href$='#{LATE}']").tap()
    page.wait_for_url(f"**/chapters/discipline/#{LATE}")
    expect_in_view(page.locator(f"[id='{LATE}']"))


def test_any_rule_is_two_taps_from_the_home_page(open_page: OpenPage) -> None:
    page = open_page("", "zh", PHONE)
    page.locator(".hb-chapters a[href*='chapters/discipline']").tap()
    page.wait_for_url("**/chapters/discipline/")
    expect(page.locator(f"[id='{LATE}']")).to_have_count(1)  # the chapter is one tap, the clause is on it


@pytest.mark.parametrize("role", ["new", "agent", "supervisor", "trainer", "hr"])
def test_role_card_leads_to_rules(open_page: OpenPage, role: str) -> None:
    page = open_page("", "zh", PHONE)
    page.locator(f".hb-doors li:has(a[href*='for/{role}/'])").tap()
    page.wait_for_url(f"**/for/{role}/")
    page.locator("article summary").first.tap()  # the clauses of a chapter come when it is opened
    page.locator(
        ".md-content a[href*='/chapters/'][href*='#'], .md-content a[href*='../chapters/'][href*='#']"
    ).first.tap()
    page.wait_for_url("**/chapters/**#*")


# By keyboard


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_drawer_by_keyboard(open_page: OpenPage, key: str) -> None:
    page = open_page("", "zh", PHONE)
    page.locator(DRAWER).focus()
    page.keyboard.press(key)
    expect(page.locator("#__drawer")).to_be_checked()
    link = page.locator(".md-sidebar--primary a.md-nav__link:visible").first
    link.wait_for()
    page.locator(DRAWER).focus()
    page.keyboard.press(key)
    expect(page.locator("#__drawer")).not_to_be_checked()


def test_first_tab_stops_are_named_and_seen(open_page: OpenPage) -> None:
    page = open_page("chapters/pay/", "zh", PHONE)
    for _ in range(8):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.ariaLabel || e.title || e.innerText, s.outlineStyle, e.outerHTML.slice(0, 120)] }"
        )
        assert stop[0].strip(), f"no name: {stop[2]}"


def test_language_menu_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("chapters/pay/")
    page.locator(".md-select > button").focus()
    page.keyboard.press("Tab")
    expect(page.locator("a[data-hb-language]:focus")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/chapters/pay/")


# What a finger can hit


@pytest.mark.parametrize(
    "path",
    ["", "chapters/workflows/", "chapters/discipline/", "numbers/", "for/agent/", "for/hr/", "for/new/", "changes/"],
)
def test_tap_targets(open_page: OpenPage, path: str) -> None:
    page = open_page(path, "zh", PHONE)
    small = page.evaluate(TOO_SMALL, [TAP_TARGETS, 24, 24])
    low = page.evaluate(TOO_SMALL, [PRIMARY_TARGETS, 24, 44])
    check([*(f"under 24: {line}" for line in small), *(f"primary, under 44: {line}" for line in low)])


def test_tap_targets_in_the_explanation(open_page: OpenPage) -> None:
    page = open_page("chapters/discipline/", "zh", PHONE)
    page.locator("a.hb-value").first.tap()
    page.locator("dialog[open]").wait_for()
    check(page.evaluate(TOO_SMALL, ["dialog button, dialog a", 24, 44]))


@pytest.mark.parametrize(
    ("lang", "paths"),
    [
        ("zh", (*PAGES, "404.html")),
        ("en", (*PAGES, "404.html")),
        ("zh-Hant", (*KINDS, "calculators/month_pay/", "practice/")),  # its words are as long as those of zh
    ],
    ids=FOLDERS,
)
def test_no_page_is_wider_than_the_phone_and_every_value_is_explained(
    open_page: OpenPage, lang: str, paths: tuple[str, ...]
) -> None:
    """Nor with letters twice as large."""
    page = open_page("", lang, PHONE)
    sizes = page.context.new_cdp_session(page)
    faults = []
    for path in paths:
        page = made(open_page(path, lang, PHONE))
        dumb = page.locator("a.hb-value:not([aria-haspopup])").all_inner_texts()
        faults += [f"{path}: {text} is not explained" for text in dumb]
        for width, letters in ((PHONE, 32), (PHONE, 16), (NARROWEST, 16)):
            sizes.send("Page.setFontSizes", {"fontSizes": {"standard": letters}})
            page.set_viewport_size({"width": width, "height": 700})
            found = page.evaluate(WIDER_THAN_THE_WINDOW)
            faults += [f"{path} at {width}, letters of {letters}: {line}" for line in found]
    check(faults)


# The explanation of a value


def late_fine(page: Page) -> Locator:
    return page.locator(f"[id='{LATE}'] ~ p a.hb-value[href$='#{FINE}']").first


@pytest.mark.parametrize("lang", FOLDERS)
def test_explanation_says_value_since_and_next_change(open_page: OpenPage, lang: Lang) -> None:
    page = open_page("chapters/discipline/", lang, PHONE)
    late_fine(page).tap()
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    parameter = policy().param(FINE)
    words = dialog.inner_text()
    assert parameter.say(TODAY, lang) in words
    assert parameter.timeline.at(TODAY).since.isoformat() in words
    coming = dialog.locator(".hb-note__next").inner_text()
    assert "2027-01-01" in coming
    assert "30" in coming
    assert page.get_by_role("dialog", name=parameter.entry.label[lang]).count() == 1


@pytest.mark.parametrize("how", ["Escape", "button", "outside"])
def test_explanation_closes_and_returns_the_focus(open_page: OpenPage, how: str) -> None:
    page = open_page("chapters/discipline/")
    late_fine(page).focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    if how == "Escape":
        page.keyboard.press("Escape")
    elif how == "button":
        page.locator("dialog button").click()
    else:
        page.mouse.click(5, 5)
    dialog.wait_for(state="hidden")
    expect(page.locator(f"a.hb-value[href$='#{FINE}']:focus")).to_have_count(1)


def test_explanation_leads_to_the_key_numbers(open_page: OpenPage) -> None:
    page = open_page("chapters/discipline/", "zh", PHONE)
    late_fine(page).tap()
    page.locator("dialog[open] a").last.tap()
    page.wait_for_url(f"**/numbers/#{FINE}")
    expect_in_view(page.locator(f"[id='{FINE}']"))


def test_without_javascript_a_value_leads_to_its_row(open_page: OpenPage) -> None:
    page = open_page("chapters/discipline/", "zh", PHONE, javascript=False)
    late_fine(page).tap()
    page.wait_for_url(f"**/numbers/#{FINE}")
    row = page.locator("tr", has=page.locator(f"[id='{FINE}']"))
    assert policy().param(FINE).say(TODAY, "zh") in row.inner_text()
    expect_in_view(row)


# Workflows


@pytest.mark.parametrize("lang", FOLDERS)
def test_steps_are_the_ordered_clauses(open_page: OpenPage, lang: Lang) -> None:
    page = open_page("chapters/workflows/", lang)
    steps = iter(page.locator(".hb-step").all())
    for _, section in ORDERED:
        for number, (clause, deadline) in enumerate(zip(section.clauses, _deadlines(section, lang), strict=True), 1):
            step = next(steps)
            assert step.locator(".hb-step__no").text_content() == str(number)
            assert step.locator(f"[id='{clause.id}']").count() == 1
            assert _bare(clause.entry.title[lang]) in _bare(step.locator("h3").text_content() or "")
            limit = step.locator(".hb-time")
            assert deadline in (limit.text_content() or "") if deadline else limit.count() == 0
    assert next(steps, None) is None


@pytest.mark.parametrize("path", ["chapters/workflows/", "chapters/discipline/"])
def test_number_of_a_clause_is_its_permanent_link(open_page: OpenPage, path: str) -> None:
    page = open_page(path, "zh", PHONE)
    number = page.locator("h3 .hb-clause__no, h3 .hb-step__no").nth(1)
    target = (number.get_attribute("href") or "").removeprefix("#")
    number.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/#{target}")
    expect_in_view(page.locator(f"h3[id='{target}']"))


@pytest.mark.parametrize("lang", FOLDERS)
def test_answers_stand_beside_the_questions_of_the_home_page(open_page: OpenPage, lang: Lang) -> None:
    page = open_page("", lang, PHONE)
    row = page.locator(f".hb-index a[href$='#{LATE}']")
    assert policy().param(FINE).say(TODAY, lang) in row.inner_text().replace("\xa0", " ")
    assert page.locator(".hb-index a:has(.hb-row__answer b)").count() >= 6


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _deadlines(section: Section, lang: Lang) -> list[str]:
    """The time limit of each step: the first duration in its clause, or nothing."""
    found = []
    for clause in section.clauses:
        named = [policy().param(name) for name in clause.parameters]
        limits = [each for each in named if each.unit and UNITS[each.unit].duration]
        found.append(limits[0].say(TODAY, lang) if limits else "")
    return found
