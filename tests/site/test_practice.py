"""Practice as learners use it: every kind by keyboard, right and wrong, progress that stays, storage that fails."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from axe import grave_findings
from built import FOLDERS, policy
from holding import Holding
from playwright.sync_api import Page, expect
from practising import KEY, MAIN, VERDICT, bank, expect_verdict, first_of, kept_entries, question_of, words_in
from watch import OpenPage, Watch

from handbook.lang.languages import Lang
from macros.data.quiz_data import KEPT_DIGITS
from quiz.kinds import KINDS
from quiz.kinds.numeric import plain_number
from quiz.question import Question


def answer(page: Page, question: Question, right: bool) -> None:
    """Answer with the keyboard."""
    match question.kind:
        case "true_false":
            page.keyboard.press("1" if question.answer.truth is right else "2")
        case "single":
            wanted = {option.text.zh for option in question.options if option.right is right}
            shown = words_in(page, ".hb-quiz__option > span:first-of-type")
            page.keyboard.press(str(next(place for place, text in enumerate(shown, 1) if text in wanted)))
        case "multiple":
            keys = {option.text.zh for option in question.options if option.right}
            shown = words_in(page, ".hb-quiz__option > span:first-of-type")
            places = [str(place) for place, text in enumerate(shown, 1) if text in keys]
            for place in places if right else places[:1]:
                page.keyboard.press(place)
        case "numeric":
            assert question.answer.number is not None
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
        shown = words_in(page, ".hb-quiz__steps li > span")
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
    kept = kept_entries(page)[question.id]
    assert kept[0] == question.hash[:KEPT_DIGITS]
    assert kept[1] == (1 if right else 0)


def test_a_number_may_be_typed_as_people_do(open_page: OpenPage) -> None:
    page, question = find_kind(open_page, "numeric")
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
    page.evaluate(f"for (const store of [localStorage, sessionStorage]) store.removeItem('{KEY}.run')")
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
    assert page.evaluate(f"localStorage.getItem('{KEY}.unreadable.1')") == stored
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, "another"])
    page.reload()
    expect(page.locator(".hb-quiz__notice")).to_contain_text("另存一份")
    asides = [page.evaluate(f"localStorage.getItem('{KEY}.unreadable.{number}')") for number in (1, 2, 3)]
    assert asides == [stored, "another", None]
    page.reload()
    expect(page.locator(".hb-quiz__today")).to_be_visible()
    expect(page.locator(".hb-quiz__notice")).to_have_count(0)


def test_progress_of_the_first_schema_is_taken_over(open_page: OpenPage) -> None:
    question = next(iter(bank().questions.values()))
    page = open_page("practice/")
    old = {"schema": 1, "seen": {question.id: [question.hash, True, "2026-11-01"]}}
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", ["handbook.quiz", json.dumps(old)]
    )  # of all sites of a host
    page.reload()
    expect(page.locator(f"a[href='#chapter={question.chapter}'] span")).to_contain_text("已掌握 1 /")


def test_practice_without_storage(open_page: OpenPage) -> None:
    page = open_page("practice/")
    page.add_init_script(
        "for (const name of ['getItem', 'setItem']) {"
        " const real = Storage.prototype[name];"
        " Storage.prototype[name] = function (key, ...rest) {"
        "  if (key.includes('handbook.quiz')) throw new Error('no'); return real.call(this, key, ...rest); }; }"
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
    page.locator(".hb-quiz__take-along summary").click()
    page.get_by_role("button", name="复制代码").click()
    code = page.locator(".hb-quiz__code").input_value()
    assert re.fullmatch(r"[A-Za-z0-9_=-]+", code)
    begun = page.get_by_role("link", name="接着练", exact=True)
    expect(begun).to_be_visible()
    page.get_by_role("button", name="清除进度").click()
    assert kept_entries(page) == {}
    expect(begun).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    expect(begun).to_be_visible()
    before = kept_entries(page)
    assert question.id in before
    page.locator(".hb-quiz__take-along summary").click()
    page.get_by_role("button", name="清除进度").click()
    page.locator(".hb-quiz__take-along summary").click()
    for sent, said in (
        ("no code", "这不是进度文件或代码"),
        (code[:-9], "代码不完整"),
        (f"进度代码：“{code}”。", f"已读入 {len(before)} 题"),
    ):
        page.locator(".hb-quiz__code").fill(sent)
        page.get_by_role("button", name="读入代码").click()
        expect(page.locator(".hb-quiz__carried")).to_contain_text(said)
        expect(page.locator(".hb-quiz__carried")).to_be_in_viewport()
    assert kept_entries(page) == before


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
    expect(page.locator(".hb-quiz__today .hb-quiz__main")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert grave_findings(page) == []
    page.locator(".hb-quiz__take-along summary").click()
    targets = page.locator(".hb-quiz a, .hb-quiz button, .hb-quiz summary")
    heights = targets.evaluate_all("all => all.map((each) => each.getBoundingClientRect().height)")
    assert min(heights) >= 44


def test_two_tabs_keep_what_was_answered_in_either(open_page: OpenPage) -> None:
    page = open_page("practice/#mixed")
    other = page.context.new_page()
    other.goto(page.url.replace("mixed", "chapter=pay"))
    ids = []
    for tab in (page, other, page):
        ids.append(question_of(tab).id)
        answer(tab, question_of(tab), right=True)
        tab.locator(MAIN).click()
        tab.locator(MAIN).click()
        for each in (page, other):  # what one tab keeps comes to another a little later
            each.wait_for_function("([key, id]) => localStorage.getItem(key)?.includes(id)", arg=[KEY, ids[-1]])
    assert set(kept_entries(page)) == set(ids)
    other.goto(page.url.partition("#")[0])
    expect(other.locator("a[href='#score']")).to_be_visible()
    before = other.locator(".hb-quiz__known").first.inner_text()
    other.locator(".hb-quiz__take-along summary").click()
    other.locator(".hb-quiz__code").fill("half of a code")
    question_of(page)
    answer(page, question_of(page), right=True)
    page.locator(MAIN).click()
    expect(other.locator(".hb-quiz__known").first).not_to_have_text(before, use_inner_text=True)
    expect(other.locator(".hb-quiz__code")).to_have_value("half of a code")


def test_a_run_goes_on_after_a_reload_the_way_back_and_a_closed_app(open_page: OpenPage) -> None:
    page = open_page("practice/#daily", width=390)
    answer(page, question_of(page), right=True)
    page.locator(MAIN).click()
    page.locator(MAIN).click()
    second = question_of(page)
    page.reload()
    assert question_of(page).id == second.id
    answer(page, second, right=False)
    page.locator(MAIN).click()
    expect_verdict(page, second, right=False)
    page.locator(f"{VERDICT} blockquote a").click()
    page.wait_for_url("**/chapters/**")
    page.go_back()
    expect_verdict(page, second, right=False)
    expect(page.locator(".hb-quiz__head")).to_contain_text("第 2 题，共 10 题")
    page.reload()
    expect_verdict(page, second, right=False)
    assert kept_entries(page)[second.id][3:] == [1, 1]  # judged once
    page.locator(MAIN).click()
    third = question_of(page)
    page.evaluate("sessionStorage.clear()")  # as where the app was closed
    page.goto(page.url.partition("#")[0])
    expect(page.locator(".hb-quiz__due")).to_have_text("上次练到第 3 题，共 10 题")
    page.locator(".hb-quiz__today a").click()
    assert question_of(page).id == third.id


IN_SIGHT = """async () => {
  const one = (selector) => document.querySelector(`.hb-quiz ${selector}`);
  const all = (selector) => [...document.querySelectorAll(`.hb-quiz ${selector}`)];
  const until = async (done) => { while (!done()) await new Promise((resolve) => setTimeout(resolve)); };
  const give = (field, value, type) => { field.value = value; field.dispatchEvent(new Event(type)); };
  const hidden = [];
  let asked = 0;
  while (!one(".hb-quiz__sum")) {
    await until(() => one("legend") && !one(".hb-quiz__verdict p"));
    asked += 1;
    const stem = one("legend").textContent;
    const options = all(".hb-quiz__option input");
    if (options.length) options[options.length - 1].click();
    all("select").forEach((field) => give(field, field.options[1].value, "change"));
    all(".hb-quiz__number").forEach((field) => give(field, "7", "input"));
    one(".hb-quiz__main").click();
    const box = (element) => element.getBoundingClientRect();
    const foot = box(one(".hb-quiz__foot"));
    const verdict = box(one(".hb-quiz__verdict"));
    const reasons = all(".hb-quiz__why").map((each) => box(each).bottom);
    const seen = box(one(".hb-quiz__head")).top >= 0 && box(one("fieldset")).bottom <= foot.top + 1 &&
      Math.max(...reasons) <= verdict.bottom + 1 && foot.bottom <= innerHeight + 1;
    if (!seen) hidden.push(stem);
    one(".hb-quiz__main").click();
    await until(() => !one(".hb-quiz__verdict p"));
  }
  return [asked, hidden];
}"""


def test_question_answer_and_reason_are_in_sight_on_a_phone(open_page: OpenPage) -> None:
    """Of the whole bank, answered badly, nine of ten without scrolling."""
    ids = ",".join(bank().questions)
    for lang in FOLDERS:
        asked, hidden = open_page(f"practice/#q={ids}", lang, width=390).evaluate(IN_SIGHT)
        print(f"{lang}: {len(hidden)} of {asked} are not whole in sight")
        assert asked == len(bank().questions)
        assert len(hidden) <= asked / 10, hidden


def test_a_phone_that_lies_on_its_side_shows_the_verdict(open_page: OpenPage) -> None:
    question = first_of("single")
    page = open_page(f"practice/#q={question.id}", width=390)
    page.set_viewport_size({"width": 844, "height": 390})
    answer(page, question_of(page), right=True)
    page.keyboard.press("Enter")
    expect(page.locator(f"{VERDICT} p").first).to_be_in_viewport()
    expect(page.locator(MAIN)).to_be_in_viewport()


def test_a_new_hire_has_a_path_with_an_end(open_page: OpenPage) -> None:
    page = open_page("", width=390)
    page.locator("article a[href$='for/new/']").first.click()
    page.wait_for_url("**/for/new/")
    heads = page.locator(".hb-path h2").all_inner_texts()
    assert [head[0] for head in heads] == ["读", "练", "签"]
    assert page.evaluate("document.documentElement.scrollHeight") < 2000
    assert grave_findings(page) == []
    expect(page.locator(".hb-path__sum")).to_contain_text("读过 0 条")
    page.get_by_role("button", name="开始读").click()
    fold = page.locator(".hb-path details").first
    fold.locator("p").last.scroll_into_view_if_needed()
    expect(fold.locator("summary")).to_contain_text("✓ 读过")
    page.reload()
    expect(fold.locator("summary")).to_contain_text("✓ 读过")
    expect(page.locator(".hb-path details").last.locator("summary")).not_to_contain_text("✓")
    page.get_by_role("link", name="开始练习").click()
    clauses = {each.id for each in policy().clauses.values() if each.entry.must_know}
    count = int(re.findall(r"\d+", page.locator(".hb-quiz__head").inner_text())[-1])
    for _ in range(count):
        question = question_of(page)
        assert question.clause in clauses
        answer(page, question, right=True)
        page.locator(MAIN).click()
        page.locator(MAIN).click()
    page.locator(".hb-quiz__sum").wait_for()
    open_page("for/new/", width=390)
    expect(page.locator(".hb-path__practised")).to_have_text(f"上次 {count} 题，答对 {count} 题。")
    expect(page.locator(".hb-path a[href$='acknowledge/']")).to_be_visible()


def test_empty_modes_say_so(open_page: OpenPage) -> None:
    page = open_page("practice/#mistakes")
    expect(page.locator(".hb-quiz__empty")).to_contain_text("这里没有要练的题")


def test_a_chapter_weighs_little(site: Path) -> None:
    for folder in FOLDERS.values():
        data = site / folder / "assets" / "quiz"
        own = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in data.glob("*.js")}
        script = len(gzip.compress((site / folder / "assets/js/practice.js").read_bytes(), 9))
        assert max(own.values()) + own["index.js"] + script <= 60 * 1024


def test_a_run_that_was_left_before_its_questions_came_moves_nothing(open_page: OpenPage) -> None:
    page = open_page("practice/", width=390)
    page.locator(".hb-quiz__hub").wait_for()
    pay = Holding(page, "**/assets/quiz/pay.js")
    page.evaluate("location.hash = '#chapter=pay'")
    page.locator(".hb-quiz__run").wait_for(state="attached")
    page.evaluate("location.hash = '#'")
    page.locator(".hb-quiz__hub").wait_for()
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => scrollY > 0")
    pay.let_go()
    assert page.evaluate("scrollY") > 0
    assert page.evaluate(f"sessionStorage.getItem('{KEY}.run')") is None
