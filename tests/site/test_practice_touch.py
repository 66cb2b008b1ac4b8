"""Practice on a phone: every kind answered with taps alone, right and wrong, on targets that a finger can hit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from practising import MAIN, VERDICT, check, expect_verdict, first_of, question_of, words_in
from watch import Watch

from quiz.kinds import KINDS
from quiz.kinds.numeric import plain_number
from quiz.question import Question

PHONE = {"width": 390, "height": 844}
LEAST = 44  # px, WCAG 2.5.5
TARGETS = (".hb-quiz__option", ".hb-quiz button", ".hb-quiz select", ".hb-quiz input[type=text]", ".hb-quiz__leave")


@pytest.fixture
def phone(browser: Browser, server: str, watch: Watch) -> Iterator[Page]:
    """A page of a phone: no mouse, no keys, the width that the page asks for."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page = context.new_page()
    watch.follow(page)
    page.goto(f"{server}practice/")
    yield page
    context.close()
    assert watch.complaints == []


def start(page: Page, question: Question) -> None:
    """A run of the question's clause, as a link on the clause's page opens it."""
    page.goto(f"{page.url.partition('#')[0]}#clause={question.clause}")


def tap_option(page: Page, text: str) -> None:
    shown = words_in(page, ".hb-quiz__option > span:first-of-type")
    page.locator(".hb-quiz__option").nth(shown.index(text)).tap()


def answer(page: Page, question: Question, right: bool) -> None:
    match question.kind:
        case "true_false":
            page.locator(".hb-quiz__option").nth(0 if question.answer.truth is right else 1).tap()
        case "single":
            tap_option(page, next(option.text.zh for option in question.options if option.right is right))
        case "multiple":
            keys = [option.text.zh for option in question.options if option.right]
            for text in keys if right else keys[:1]:
                tap_option(page, text)
        case "numeric":
            assert question.answer.number is not None
            field = page.locator(".hb-quiz__number")
            field.tap()
            expect(field).to_be_focused()
            field.fill(plain_number(question.answer.number + (not right), None))  # the keyboard on the screen
        case "ordering":
            steps = [step.zh for step in question.answer.order]
            put_in_order(page, steps if right else steps[::-1])
        case "matching":
            match_pairs(page, question, right)


def put_in_order(page: Page, steps: list[str]) -> None:
    """With the arrows alone: the first of a row's buttons moves it up, the second down."""
    rows = page.locator(".hb-quiz__steps li")
    for place, step in enumerate(steps[:-1]):
        at = words_in(page, ".hb-quiz__steps li > span").index(step)
        for row in range(at, place, -1):
            rows.nth(row).get_by_role("button").first.tap()
    expect(rows.locator("> span")).to_have_text(steps)
    rows.first.get_by_role("button").last.tap()
    expect(rows.nth(1).locator("> span")).to_have_text(steps[0])
    rows.nth(1).get_by_role("button").first.tap()
    expect(rows.locator("> span")).to_have_text(steps)


def match_pairs(page: Page, question: Question, right: bool) -> None:
    """The list that opens is the phone's own: choosing in it is all that a page sees of it."""
    lists = page.locator(".hb-quiz select")
    chosen = [pair.right.zh for pair in question.answer.pairs]
    if not right:
        chosen[0] = next(text for text in chosen if text != chosen[0])
    for place, text in enumerate(chosen):
        lists.nth(place).tap()
        expect(lists.nth(place)).to_be_focused()
        lists.nth(place).select_option(label=text)


def go_on(page: Page) -> None:
    page.locator(MAIN).tap()


def low_targets(page: Page) -> list[str]:
    """What is lower than a finger needs, with its height."""
    measure = """all => all.map((each) => [each.getBoundingClientRect().height, each.outerHTML.slice(0, 80)])"""
    found = page.locator(", ".join(TARGETS)).locator("visible=true").evaluate_all(measure)
    assert found
    return [f"{height} {html}" for height, html in found if height < LEAST]


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_by_touch(phone: Page, kind: str, right: bool) -> None:
    start(phone, first_of(kind))
    while (question := question_of(phone)).kind != kind:
        answer(phone, question, right=True)
        check(phone)
        expect_verdict(phone, question, right=True)
        go_on(phone)
    assert low_targets(phone) == []
    answer(phone, question, right)
    check(phone)
    expect_verdict(phone, question, right)
    assert low_targets(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_tap_answers_and_a_second_thought_counts_where_several_are_right(phone: Page) -> None:
    multiple = first_of("multiple")
    start(phone, multiple)
    while (question := question_of(phone)).kind != "multiple":
        answer(phone, question, right=True)
        if question.kind in ("single", "true_false"):
            expect(phone.locator(f"{VERDICT} p").first).to_contain_text("答对了")
        check(phone)
        go_on(phone)
    wrong = next(option.text.zh for option in question.options if not option.right)
    tap_option(phone, wrong)
    tap_option(phone, wrong)
    answer(phone, question, right=True)
    check(phone)
    expect_verdict(phone, question, right=True)


def test_right_wrong_and_missed_look_different(phone: Page) -> None:
    start(phone, first_of("multiple"))
    while (question := question_of(phone)).kind != "multiple":
        answer(phone, question, right=True)
        check(phone)
        go_on(phone)
    keys = [option.text.zh for option in question.options if option.right]
    tap_option(phone, keys[0])
    tap_option(phone, next(option.text.zh for option in question.options if not option.right))
    check(phone)
    looks = {}
    for name, sign in (("right", "✓"), ("wrong", "✗"), ("missed", "○")):
        shown = phone.locator(f".hb-quiz__option--{name}").first
        expect(shown).to_contain_text(sign)
        looks[name] = shown.evaluate(
            "(each) => { const look = getComputedStyle(each);"
            " return [look.borderTopStyle, look.borderTopColor, look.backgroundColor].join() }"
        )
    assert len(set(looks.values())) == 3


# Every finger that comes down, whatever it hits; what is typed on the keys of the screen is no tap.
COUNT_TAPS = """() => { window.taps = 0; window.addEventListener("pointerdown", () => { window.taps += 1; }, true); }"""


def quickly(page: Page, question: Question) -> None:
    """With the fewest taps: a number's field waits for its keys."""
    if question.kind == "numeric":
        assert question.answer.number is not None
        expect(page.locator(".hb-quiz__number")).to_be_focused()
        page.keyboard.type(plain_number(question.answer.number, None))
    else:
        answer(page, question, right=True)
    if question.kind not in ("single", "true_false"):
        go_on(page)
    expect(page.locator(f"{VERDICT} p").first).to_be_visible()


def test_ten_questions_are_21_taps_or_fewer(phone: Page) -> None:
    phone.evaluate(COUNT_TAPS)
    phone.locator(".hb-quiz__today a").tap()
    for _ in range(10):
        quickly(phone, question_of(phone))
        go_on(phone)
    expect(phone.locator(".hb-quiz__sum")).to_have_text("答对 10 题，共 10 题")
    assert phone.evaluate("taps") <= 21
    expect(phone.locator(".hb-quiz__day")).to_contain_text("今天练完了，明天有 10 题要复习")
    phone.get_by_role("link", name="回到练习首页").tap()
    expect(phone.locator(".hb-quiz__due")).to_contain_text("今天练完了，明天有 10 题要复习")


def test_of_an_order_every_step_says_whether_it_is_in_its_place(phone: Page) -> None:
    start(phone, first_of("ordering"))
    while (question := question_of(phone)).kind != "ordering":
        answer(phone, question, right=True)
        check(phone)
        go_on(phone)
    steps = [step.zh for step in question.answer.order]
    put_in_order(phone, [steps[1], steps[0], *steps[2:]])
    go_on(phone)
    marks = ["✗ 应在第 2 步", "✗ 应在第 1 步", *["✓"] * (len(steps) - 2)]
    expect(phone.locator(".hb-quiz__steps .hb-quiz__mark")).to_have_text(marks)
    looks = phone.locator(".hb-quiz__steps li").evaluate_all("all => all.map((each) => each.className)")
    assert looks == ["hb-quiz__option--wrong"] * 2 + ["hb-quiz__option--right"] * (len(steps) - 2)
