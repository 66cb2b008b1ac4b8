"""The site's search: a dialog of its own, in every language, however text gets into its box."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from built import FOLDERS
from holding import Holding
from playwright.sync_api import Browser, Page, expect
from search_box import BOX, LINK, OPENER, STATUS, anchors, find, open_search, shown
from watch import OpenPage, Watch

QUERIES = {
    "zh": {"chidao": "late", "被罚款了不服找谁": "appeal", "7.3": "absence"},
    "en": {"appealing a penalty": "appeal", "late 12 minutes": "late", "abscence": "absence"},
    "zh-Hant": {"遲到12分鐘": "late", "申訴期限": "appeal", "第七章第三條": "absence"},
}  # tests/macros searches for many more, without a browser
FIRST_HITS = 3
LATE = "discipline.attendance.late"
LOADED_BY_SEARCH = ("assets/search/", "assets/js/search.js", "assets/css/search.css")


@pytest.mark.parametrize("lang", FOLDERS)
def test_queries_find_their_clause(open_page: OpenPage, lang: str) -> None:
    page = open_page("", lang)
    open_search(page)
    found = {query: anchors(find(page, query))[0].rpartition(".")[2] for query in QUERIES[lang]}
    assert found == QUERIES[lang]


@pytest.mark.parametrize("path", ["", "chapters/pay/", "practice/"])
def test_nothing_is_loaded_before_somebody_searches(open_page: OpenPage, watch: Watch, path: str) -> None:
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    assert [request.url for request in watch.requests if any(each in request.url for each in LOADED_BY_SEARCH)] == []
    assert not any("search" in request.url for request in watch.requests)
    open_search(page)
    assert anchors(find(page, "迟到"))[0] == LATE


def test_result_leads_to_the_clause(open_page: OpenPage) -> None:
    page = open_page("", "zh", 390)
    open_search(page)
    find(page, "迟到 罚款")
    page.locator(LINK, has_text="迟到与早退").first.click()
    page.wait_for_url("**/chapters/discipline/**")
    heading = page.locator(f"[id='{LATE}']")
    heading.wait_for()
    page.wait_for_function(
        f"() => {{ const top = document.getElementById('{LATE}').getBoundingClientRect().top;"
        " return top >= 0 && top < innerHeight / 2 }"
    )


def test_result_on_the_same_page(open_page: OpenPage) -> None:
    page = open_page("chapters/discipline/")
    open_search(page)
    find(page, "旷工")
    page.keyboard.press("Enter")
    page.wait_for_url("**#discipline.attendance.absence")
    expect(page.locator(BOX)).to_be_hidden()


def test_back_finds_the_query(open_page: OpenPage) -> None:
    page = open_page("chapters/pay/")
    open_search(page)
    before = find(page, "罚款")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chapters/rewards/**")
    page.go_back()
    page.locator(LINK).first.wait_for()
    assert page.locator(BOX).input_value() == "罚款"
    assert shown(page) == before
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator(BOX).count() == 0


@pytest.mark.parametrize("query", ["迟到 罚款", "申诉"])
def test_typing_on_the_home_page_searches(open_page: OpenPage, query: str) -> None:
    page = open_page("", "zh", 390)
    box = page.locator("#hb-q")
    box.focus()
    page.keyboard.type(query[0])
    page.wait_for_function("selector => document.activeElement.matches(selector)", arg=BOX)
    page.keyboard.type(query[1:])
    page.locator(LINK).first.wait_for()
    assert page.locator(BOX).input_value() == query


def test_input_method_on_the_home_page_is_left_in_peace(open_page: OpenPage) -> None:
    """While characters are being composed the cursor stays; the finished words are searched for."""
    page = open_page("")
    page.locator("#hb-q").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "chi", "selectionStart": 3, "selectionEnd": 3})
    assert page.evaluate("document.activeElement.id") == "hb-q"
    session.send("Input.insertText", {"text": "迟到"})
    page.locator(LINK).first.wait_for()
    assert page.locator(BOX).input_value() == "迟到"


def test_what_is_typed_on_the_home_page_before_the_search_has_come_is_kept(open_page: OpenPage) -> None:
    page = open_page("")
    search = Holding(page, "**/assets/js/search.js")
    page.locator("#hb-q").press_sequentially("迟到")
    search.let_go()
    expect(page.locator(BOX)).to_have_value("迟到")
    page.keyboard.type("罚款")
    expect(page.locator(BOX)).to_have_value("迟到罚款")


def test_an_input_method_is_left_in_peace_by_a_search_that_comes_late(open_page: OpenPage) -> None:
    page = open_page("")
    search = Holding(page, "**/assets/js/search.js")
    page.locator("#hb-q").press_sequentially("迟")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "dao", "selectionStart": 3, "selectionEnd": 3})
    search.let_go()
    page.locator(BOX).wait_for(state="attached")
    expect(page.locator("#hb-q")).to_be_focused()
    session.send("Input.insertText", {"text": "到"})
    expect(page.locator(BOX)).to_have_value("迟到")


def test_what_is_typed_after_the_slash_stands_in_the_box(open_page: OpenPage) -> None:
    page = open_page("chapters/pay/")
    search = Holding(page, "**/assets/js/search.js")
    page.keyboard.type("/pau")
    page.keyboard.press("Backspace")
    page.keyboard.type("y n")
    search.let_go()
    expect(page.locator(BOX)).to_have_value("pay n")
    page.keyboard.type("ow")
    expect(page.locator(BOX)).to_have_value("pay now")
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_hidden()


def test_a_search_that_is_left_before_it_has_come_does_not_open(open_page: OpenPage) -> None:
    page = open_page("chapters/pay/")
    search = Holding(page, "**/assets/js/search.js")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    search.let_go()
    page.locator(BOX).wait_for(state="attached")
    expect(page.locator(BOX)).to_be_hidden()


def test_enter_before_there_are_results_follows_the_first(open_page: OpenPage) -> None:
    page = open_page("chapters/discipline/")
    index = Holding(page, "**/assets/search/index.js")
    page.keyboard.press("/")
    page.locator(BOX).fill("旷工")
    page.keyboard.press("Enter")
    index.let_go()
    page.wait_for_url("**#discipline.attendance.absence")
    expect(page.locator(BOX)).to_be_hidden()


def test_text_without_keys_is_searched(open_page: OpenPage) -> None:
    """Pasted, dictated and handwritten text comes without a key; letters of an input method search while composing."""
    page = open_page("")
    open_search(page)
    session = page.context.new_cdp_session(page)
    session.send("Input.insertText", {"text": "旷工"})
    page.locator(LINK).first.wait_for()
    assert anchors(shown(page))[0] == "discipline.attendance.absence"
    page.locator(BOX).fill("")
    session.send("Input.imeSetComposition", {"text": "chidao", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_function("selector => document.querySelector(selector)?.href.endsWith('late')", arg=LINK)
    page.locator(BOX).dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "isComposing": True})
    assert page.locator(BOX).is_visible()


def test_query_in_the_address(open_page: OpenPage) -> None:
    page = open_page(f"?q={quote('最低工资')}")
    page.locator(LINK).first.wait_for()
    assert anchors(shown(page))[0] == "pay.structure.minimum_wage"


def test_nothing_found_leads_on(open_page: OpenPage) -> None:
    page = open_page("")
    open_search(page)
    assert find(page, "qqqxyz") == []
    assert page.locator(".hb-find__chapter").count() == 9
    assert "8001" in page.locator(".hb-find__help").inner_text()
    page.locator(".hb-find__chapter").nth(6).click()
    page.wait_for_url("**/chapters/discipline/")


def test_what_fits_badly_leads_on_as_well(open_page: OpenPage) -> None:
    page = open_page("")
    open_search(page)
    assert 0 < len(find(page, "足球比赛")) <= FIRST_HITS  # so that the way on is seen without scrolling
    assert page.locator(".hb-find__help").is_visible()
    assert page.locator(".hb-find__chapter").count() == 9


@pytest.mark.parametrize("lang", FOLDERS)
def test_an_empty_box_shows_what_can_be_asked(open_page: OpenPage, lang: str) -> None:
    page = open_page("", lang, 390)
    open_search(page)
    examples = page.locator("[data-hb-search=try]").all_inner_texts()
    assert len(examples) == 3
    for each in examples:
        page.get_by_role("button", name=each).click()
        expect(page.locator("[data-hb-search=answer] strong")).to_be_visible()
        expect(page.locator(BOX)).to_have_value(each)
        page.locator(BOX).fill("")


def test_a_number_is_answered_and_worked_out(open_page: OpenPage) -> None:
    page = open_page("chapters/discipline/", "zh", 390)
    open_search(page)
    assert anchors(find(page, "迟到12分钟"))[0] == LATE
    answer = page.locator("[data-hb-search=answer]")
    assert "20 元" in answer.inner_text()
    answer.click()
    page.wait_for_url("**/calculators/attendance_deduction/**")
    expect(page.locator(".hb-card-sum")).to_contain_text("20 元")
    assert "12" in [field.input_value() for field in page.locator(".hb-calc input[inputmode]").all()]


def test_a_number_is_shown_as_it_was_typed(open_page: OpenPage) -> None:
    page = open_page("practice/", "zh-Hant", 390)
    open_search(page)
    find(page, "遲到12分鐘")
    assert "12分鐘" in page.locator("[data-hb-search=answer]").inner_text()


def test_a_calculator_opens_without_the_day_of_an_example(open_page: OpenPage) -> None:
    page = open_page("chapters/pay/", "zh", 390)
    open_search(page)
    find(page, "年假12年")
    answer = page.locator("[data-hb-search=answer]")
    assert "10 天" in answer.inner_text()
    answer.click()
    page.wait_for_url("**/calculators/annual_leave/**")
    page.locator("#annual_leave-service_years").wait_for()
    assert page.locator("#annual_leave-service_years").input_value() == "12"
    assert page.locator("#annual_leave-joined").input_value() == ""
    assert page.locator(".hb-field__error:visible").count() == 1


def test_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("chapters/pay/")
    page.locator(OPENER).focus()
    page.keyboard.press("Enter")
    page.locator(BOX).wait_for()
    find(page, "年假")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(LINK).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".hb-find :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(OPENER)).to_be_focused()
    expect(page.locator(BOX)).to_be_hidden()


def test_slash_in_a_field_is_a_slash(open_page: OpenPage) -> None:
    page = open_page("calculators/attendance_deduction/")
    field = page.locator("input[type=text]:visible, input:not([type]):visible").first
    field.focus()
    page.keyboard.press("/")
    assert page.locator(BOX).count() == 0


@pytest.fixture
def bare_page(browser: Browser) -> Iterator[Page]:
    """A page in a window of its own, watched by nobody."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


DENIED = """
    for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
"""


def test_where_storage_is_denied(bare_page: Page, server: str) -> None:
    bare_page.add_init_script(DENIED)
    bare_page.goto(server)
    open_search(bare_page)
    assert anchors(find(bare_page, "迟到"))[0] == LATE


@pytest.mark.parametrize("lang", FOLDERS)
def test_opened_as_a_file(bare_page: Page, site: Path, lang: str) -> None:
    bare_page.goto((site / FOLDERS[lang] / "chapters/pay/index.html").as_uri())
    open_search(bare_page)
    found = find(bare_page, "late" if lang == "en" else "迟到")
    assert anchors(found)[0] == LATE
    bare_page.keyboard.press("Enter")
    bare_page.wait_for_url("**/chapters/discipline/index.html#discipline.attendance.late")


def test_where_it_cannot_be_loaded_it_says_so_and_tries_again(bare_page: Page, server: str) -> None:
    bare_page.route("**/assets/search/index.js", lambda route: route.abort())
    bare_page.goto(server)
    bare_page.keyboard.press("/")
    bare_page.wait_for_function("selector => document.querySelector(selector)?.innerText.includes('网络')", arg=STATUS)
    bare_page.unroute("**/assets/search/index.js")
    bare_page.keyboard.press("Escape")
    open_search(bare_page)
    assert anchors(find(bare_page, "迟到"))[0] == LATE
    assert bare_page.locator(BOX).count() == 1
