"""A trainer's paper: drawn on the page as by the command, shared as a link, printed without a key."""

from __future__ import annotations

from functools import cache

import pytest
from axe import grave_findings
from built import FOLDERS, ROOT, TODAY
from playwright.sync_api import Page, expect
from watch import OpenPage, Watch

from handbook.lang.languages import Lang
from quiz.bank import Bank
from quiz.check import open_bank
from quiz.papers.paper import Paper, Request, draw


@cache
def bank() -> Bank:
    return open_bank(ROOT / "policy_data", TODAY)


def drawn(request: Request) -> Paper:
    return draw(bank().questions.values(), bank().version, TODAY, request)


def stems(page: Page) -> list[str]:
    return [text.partition(". ")[2] for text in page.locator(".hb-sheet__question > p:first-child").all_inner_texts()]


def test_the_paper_is_the_commands(open_page: OpenPage) -> None:
    page = open_page("trainers/paper/#n=12&seed=期末&chapters=discipline,pay&mix=50,30,20")
    paper = drawn(Request(12, "期末", ("discipline", "pay"), mix=(50, 30, 20)))
    expect(page.locator(".hb-sheet__about")).to_contain_text(paper.id)
    assert stems(page) == [item.question.stem.zh for item in paper.items]
    expect(page.locator(".hb-paper code")).to_have_text(
        "quiz paper -n 12 --seed '期末' --chapters pay,discipline --mix 50,30,20 --out paper.html --key key.html"
    )
    assert grave_findings(page) == []


def test_the_paper_has_no_key_and_the_key_has(open_page: OpenPage) -> None:
    page = open_page("trainers/paper/#n=15&seed=k")
    page.wait_for_selector(".hb-sheet")
    assert "✓" not in page.locator(".hb-sheet").inner_text()
    page.evaluate("window.print = () => { window.printed = document.querySelector('.hb-sheet').innerText; }")
    page.get_by_role("button", name="打印试卷").click()
    assert "✓" not in page.evaluate("window.printed")
    page.get_by_role("button", name="打印答案").click()
    printed = page.evaluate("window.printed")
    for item in drawn(Request(15, "k")).items:
        assert f"✓ {item.marked('zh').partition('（')[0]}" in printed
        assert item.question.because.zh in printed
    assert "✓" not in page.locator(".hb-sheet").inner_text()


def test_a_paper_is_made_when_it_is_asked_for(open_page: OpenPage, watch: Watch) -> None:
    page = open_page("trainers/paper/#top")
    expect(page.locator(".hb-paper__said")).to_have_text("按“出卷”，或者改动上面任何一项，试卷就出在下面。")
    assert [request.url for request in watch.requests if request.url.endswith("assets/quiz/pay.js")] == []
    page.get_by_role("button", name="出卷").press("Enter")
    page.wait_for_selector(".hb-sheet")
    assert stems(page) == [item.question.stem.zh for item in drawn(Request(20, "1")).items]
    expect(page.get_by_role("button", name="出卷")).to_be_focused()
    assert page.url.endswith("#n=20&seed=1")
    again = open_page("trainers/paper/")
    again.locator("input[name=number]").fill("5")
    expect(again.locator(".hb-sheet__question")).to_have_count(5)


def test_too_many_are_refused_with_what_there_is(open_page: OpenPage) -> None:
    page = open_page("trainers/paper/#n=90&seed=1&chapters=general")
    page.locator(".hb-paper__said button").first.click()
    page.wait_for_selector(".hb-sheet")
    assert len(stems(page)) == int(page.locator("input[name=number]").input_value()) < 90
    page.locator("input[name=mix1]").fill("50")
    expect(page.locator(".hb-paper__said")).to_contain_text("合计 100，现在是 50")


def test_a_class_practises_the_same_questions(open_page: OpenPage) -> None:
    page = open_page("trainers/paper/#n=3&seed=class")
    link = page.locator(".hb-paper__bar input").input_value()
    practice = open_page(link.partition("/practice/")[2].join(["practice/", ""]))
    expect(practice.locator(".hb-quiz__notice")).to_contain_text(drawn(Request(3, "class")).id)
    expect(practice.locator(".hb-quiz__head")).to_contain_text("共 3 题")
    expect(practice.locator(".hb-quiz legend")).to_have_text(drawn(Request(3, "class")).items[0].question.stem.zh)
    other = open_page("practice/#paper=XXXX-XXXX&v=00000000&n=3&seed=class")
    expect(other.locator(".hb-quiz__notice")).to_contain_text("题库变了")


def test_a_class_without_the_drawing_script_can_try_again(open_page: OpenPage, watch: Watch) -> None:
    page = open_page("practice/")
    page.route("**/assets/js/drawing.js", lambda route: route.abort())
    page.evaluate("location.hash = 'paper=X&v=0&n=2&seed=s'")
    expect(page.get_by_role("alert")).to_contain_text("加载失败")
    page.unroute("**/assets/js/drawing.js")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".hb-quiz__head")).to_contain_text("共 2 题")
    assert all("net::ERR_FAILED" in complaint for complaint in watch.complaints)
    watch.complaints.clear()


@pytest.mark.parametrize("lang", FOLDERS)
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_builder_is_for_everybody(open_page: OpenPage, lang: Lang, width: int, scheme: str) -> None:
    page = open_page("trainers/paper/", lang, width, scheme)
    page.locator(".hb-paper__form button:not([type])").click()
    page.wait_for_selector(".hb-sheet")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert grave_findings(page) == []
