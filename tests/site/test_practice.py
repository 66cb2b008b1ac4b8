"""Practice as learners use it: every kind by keyboard, right and wrong, progress that stays, storage that fails."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from axe import grave_findings
from built import FOLDERS
from playwright.sync_api import Page, expect
from practising import MAIN, VERDICT, bank, expect_verdict, first_of, question_of
from watch import OpenPage, Watch

from handbook.lang.languages import Lang
from macros.data.quiz_data import KEPT_DIGITS
from quiz.kinds import KINDS
from quiz.kinds.numeric import plain_number
from quiz.question import Question

KEY = "handbook.quiz"


def answer(page: Page, question: Question, right: bool) -> None:
    """Answer with the keyboard."""
    match question.kind:
        case "true_false":
            page.keyboard.press("1" if question.answer.truth is right else "2")
        case "single":
            wanted = {option.text.zh for option in question.options if option.right is right}
            shown = page.locator(".hb-quiz__option > span:first-of-type").all_inner_texts()
            page.keyboard.press(str(next(place for place, text in enumerate(shown, 1) if text in wanted)))
        case "multiple":
            keys = {option.text.zh for option in question.options if option.right}
            shown = page.locator(".hb-quiz__option > span:first-of-type").all_inner_texts()
            places = [str(place) for place, text in enumerate(shown, 1) if text in keys]
            for place in places if right else places[:1]:
                page.keyboard.press(place)
        case "numeric":
            assert question.answer.number is not None
            page.keyboard.press("Tab")
            page.keyboard.type(plain_number(question.answer.number + (not right), None))
        case "ordering":
            steps = [step.zh for step in question.answer.order]
            put_in_order(page, steps if right else steps[::-1])
        case "matching":
            for place, pair in enumerate(question.answer.pairs):
                page.locator(".hb-quiz select").nth(place).select_option(label=pair.right.zh)
            if not right:
                other = next(
                    each.right.zh
                    for each in question.answer.pairs
                    if each.right.zh != question.answer.pairs[0].right.zh
                )
                page.locator(".hb-quiz select").first.select_option(label=other)


def put_in_order(page: Page, steps: list[str]) -> None:
    for place, step in enumerate(steps):
        shown = page.locator(".hb-quiz__steps li > span").all_inner_texts()
        page.locator(".hb-quiz__steps li").nth(shown.index(step)).focus()
        for _ in range(shown.index(step) - place):
            page.keyboard.press("ArrowUp")


def find_kind(open_page: OpenPage, kind: str) -> tuple[Page, Question]:
    """A run of a clause that has a question of the kind, at that question."""
    page = open_page(f"practice/#clause={first_of(kind).clause}")
    while True:
        question = question_of(page)
        if question.kind == kind:
            return page, question
        answer(page, question, right=True)
        page.locator(MAIN).click()
        page.locator(MAIN).click()


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_by_keyboard(open_page: OpenPage, kind: str, right: bool) -> None:
    page, question = find_kind(open_page, kind)
    assert grave_findings(page) == []
    answer(page, question, right)
    page.keyboard.press("Enter") if kind not in ("matching", "ordering") else page.locator(MAIN).press("Enter")
    expect_verdict(page, question, right)
    assert grave_findings(page) == []
    kept = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["entries"][question.id]
    assert kept[0] == question.hash[:KEPT_DIGITS]
    assert kept[1] == (1 if right else 0)


def test_a_number_may_be_typed_as_people_do(open_page: OpenPage) -> None:
    page, question = find_kind(open_page, "numeric")
    page.keyboard.press("Tab")
    page.keyboard.type("二十")
    expect(page.locator(".hb-quiz__hint")).to_contain_text("请填一个数")
    expect(page.locator(MAIN)).to_be_disabled()
    assert question.answer.number is not None
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in plain_number(question.answer.number, None))
    page.locator(".hb-quiz__number").fill(f" {wide} ")
    page.keyboard.press("Enter")
    expect(page.locator(VERDICT)).to_contain_text("答对了")


def test_a_run_ends_with_a_score_and_what_to_read(open_page: OpenPage) -> None:
    page = open_page("practice/#daily")
    for _ in range(10):
        answer(page, question_of(page), right=False)
        page.locator(MAIN).click()
        page.locator(MAIN).click()
    expect(page.locator(".hb-quiz__sum")).to_have_text("答对 0 题，共 10 题")
    expect(page.get_by_role("heading", name="请重读这几条")).to_be_visible()
    assert grave_findings(page) == []
    page.locator("a[href='#mistakes']").click()
    expect(page.locator(".hb-quiz__head")).to_contain_text("共 10 题")


def test_progress_stays_and_changed_facts_begin_anew(open_page: OpenPage) -> None:
    page, question = find_kind(open_page, "true_false")
    answer(page, question, right=True)
    page.keyboard.press("Enter")
    kept = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    kept["entries"][question.id][0] = "00000000"
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(kept)])
    page.reload()
    assert question_of(page).id == question.id  # what changed comes first
    expect(page.locator(".hb-quiz__changed")).to_have_text("这一条改过了，请再做一次。")


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        "[]",
        '{"schema": 9, "entries": {}}',
        '{"schema": 2, "entries": {"a": [1]}}',
        '{"schema": 2, "entries": null}',
    ],
)
def test_unreadable_progress_is_put_aside(open_page: OpenPage, stored: str) -> None:
    page = open_page("practice/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, stored])
    page.reload()
    expect(page.locator(".hb-quiz__notice")).to_contain_text("另存一份")
    assert page.evaluate("localStorage.getItem('handbook.quiz.unreadable')") == stored
    assert grave_findings(page) == []


def test_progress_of_the_first_schema_is_taken_over(open_page: OpenPage) -> None:
    question = next(iter(bank().questions.values()))
    page = open_page("practice/")
    old = {"schema": 1, "seen": {question.id: [question.hash, True, "2026-11-01"]}}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(old)])
    page.reload()
    expect(page.locator(f"a[href='#chapter={question.chapter}'] span")).to_contain_text("已掌握 1 /")


def test_practice_without_storage(open_page: OpenPage) -> None:
    page = open_page("practice/")
    page.add_init_script(
        "for (const name of ['getItem', 'setItem']) {"
        " const real = Storage.prototype[name];"
        " Storage.prototype[name] = function (key, ...rest) {"
        "  if (key.startsWith('handbook.quiz')) throw new Error('no'); return real.call(this, key, ...rest); }; }"
    )
    page.reload()
    expect(page.locator(".hb-quiz__notice")).to_contain_text("浏览器不让保存进度")
    page.locator("a[href='#mixed']").click()
    answer(page, question_of(page), right=True)
    page.locator(MAIN).click()
    expect(page.locator(VERDICT)).to_contain_text("答对了")


def test_progress_is_carried_to_another_device_and_reset_can_be_undone(open_page: OpenPage) -> None:
    page, question = find_kind(open_page, "true_false")
    answer(page, question, right=True)
    page.keyboard.press("Enter")
    page.locator(".hb-quiz__leave").click()
    page.get_by_role("button", name="显示代码").click()
    code = page.locator(".hb-quiz__code").input_value()
    assert re.fullmatch(r"[A-Za-z0-9_=-]+", code)
    page.get_by_role("button", name="清除进度").click()
    assert json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["entries"] == {}
    page.get_by_role("button", name="撤销").click()
    before = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["entries"]
    assert question.id in before
    page.get_by_role("button", name="清除进度").click()
    page.locator(".hb-quiz__code").fill("no code")
    page.get_by_role("button", name="导入代码").click()
    expect(page.get_by_text("这不是进度文件或代码")).to_be_visible()
    page.locator(".hb-quiz__code").fill(code)
    page.get_by_role("button", name="导入代码").click()
    assert json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["entries"] == before


def test_a_chapter_that_does_not_load_can_be_tried_again(open_page: OpenPage, watch: Watch) -> None:
    page = open_page("practice/")
    page.route("**/assets/quiz/pay.js", lambda route: route.abort())
    page.locator("a[href='#chapter=pay']").click()
    expect(page.get_by_role("alert")).to_contain_text("加载失败")
    page.unroute("**/assets/quiz/pay.js")
    page.get_by_role("button", name="再试一次").click()
    assert question_of(page).chapter == "pay"
    assert [complaint.partition(": ")[2] for complaint in watch.complaints] == [
        "Failed to load resource: net::ERR_FAILED"
    ]
    watch.complaints.clear()


@pytest.mark.parametrize("lang", FOLDERS)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_the_hub_is_for_everybody(open_page: OpenPage, lang: Lang, width: int, scheme: str) -> None:
    page = open_page("practice/", lang, width, scheme)
    expect(page.locator(".hb-quiz__doors a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert grave_findings(page) == []
    heights = (
        "[...document.querySelectorAll('.hb-quiz :is(a, button)')].map((each) => each.getBoundingClientRect().height)"
    )
    assert min(page.evaluate(heights)) >= 44


def test_empty_modes_say_so(open_page: OpenPage) -> None:
    page = open_page("practice/#mistakes")
    expect(page.locator(".hb-quiz__empty")).to_contain_text("这里没有要练的题")


def test_a_chapter_weighs_little(site: Path) -> None:
    for folder in FOLDERS.values():
        data = site / folder / "assets" / "quiz"
        own = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in data.glob("*.js")}
        script = len(gzip.compress((site / folder / "assets/js/practice.js").read_bytes(), 9))
        assert max(own.values()) + own["index.js"] + script <= 60 * 1024
