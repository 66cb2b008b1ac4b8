"""An exam is sat on its page: from a server and from a file, with and without places to keep answers, to its line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe import grave_findings
from playwright.sync_api import Browser, Page, Route, expect
from seeing import until
from serving import serving
from test_old_browser import LATER
from watch import Watch

from handbook.shapes.reading import fitted
from macros.assets import csp
from quiz.exams.codes import new_code
from quiz.exams.frame import read_line
from quiz.exams.line import Reading, decode
from quiz.exams.page import exam_page, page_parts
from quiz.exams.pasted import pasted
from quiz.frozen.orders import orders
from quiz.frozen.shapes import FrozenPaper, number_of
from tests.quiz.exams.sittings import SAMPLE, sample

PAPER = sample()
NEXT, START = ".hb-run__bar button:last-child", "form button"
NO_STORES = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
IDBFactory.prototype.open = () => { throw new DOMException("blocked", "SecurityError"); };
"""
SILENT_DATABASE = "IDBFactory.prototype.open = () => ({});"
# A busy device has lost what localStorage took last, and reads the database later than the page waits.
LATE_DATABASE = """
localStorage.clear();
const { open } = IDBFactory.prototype, { openCursor } = IDBObjectStore.prototype;
IDBFactory.prototype.open = function (...given) {
  const asked = {}, real = open.call(this, ...given);
  real.onsuccess = () => (window.answer = () => asked.onsuccess(Object.assign(asked, { result: real.result })));
  return asked;
};
IDBObjectStore.prototype.openCursor = function () {
  const real = openCursor.call(this);
  real.addEventListener("success", () => real.result || (window.answered = true));
  return real;
};
"""
BUSY = "收到。"  # after having been busy at first
NO_COPYING = """
document.execCommand = () => false;
Object.defineProperty(navigator, "clipboard", { value: undefined });
"""


def _in(lang: str) -> FrozenPaper:
    seen = {**json.loads(SAMPLE.read_text(encoding="utf-8"))["paper"], "language": lang}
    return fitted(FrozenPaper, {**seen, "number": number_of(seen)})


@pytest.fixture(scope="module")
def exams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with nothing but pages of exams, and the policy that the build would write for it."""
    site = tmp_path_factory.mktemp("exams")
    parts = page_parts("exam")
    pages = {"plain": exam_page(parts, PAPER), "seats": exam_page(parts, PAPER, has_seats=True)}
    pages |= {lang: exam_page(parts, _in(lang)) for lang in ("en", "zh-Hant")}
    for name, content in pages.items():
        (site / csp.OWN_PAGES / name).mkdir(parents=True)
        (site / csp.OWN_PAGES / name / "exam.html").write_bytes(content)
    csp.write_policy(site, set())
    return site


@pytest.fixture(scope="module")
def server(exams: Path) -> Iterator[str]:
    with serving(exams) as address:
        yield f"{address}{csp.OWN_PAGES}/"


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    """visit(name, script, scheme, answer, clock): a page of an exam on a phone; in the end nothing has complained.

    `script` runs before the page's own; `answer` is the server's to what is handed in.
    """
    watch = Watch(urlsplit(server).netloc)
    posted: list[str] = []
    with ExitStack() as stack:

        def visit(
            name: str = "plain", script: str = "", scheme: str = "light", answer: str = "", clock: str = ""
        ) -> Page:
            context = browser.new_context(
                viewport={"width": 390, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
            )
            stack.callback(context.close)
            if script:
                context.add_init_script(script)
            page = context.new_page()
            watch.follow(page)
            if clock:
                page.clock.install(time=clock)

            def hand_in(route: Route) -> None:
                posted.append(route.request.post_data or "")
                busy = answer == BUSY and len(posted) < 3  # to the word that somebody begins, and to the first line
                route.fulfill(status=429 if busy else 200, body="" if busy else answer)

            context.route("**/hand-in", hand_in)
            page.goto(f"{server}{name}/exam.html")
            page.locator("h1").wait_for()
            return page

        visit.posted = posted  # type: ignore[attr-defined]
        yield visit
        assert [each for each in watch.complaints if "429 (Too Many Requests)" not in each] == []


def begin(page: Page, name: str = "张三", number: str = "0042") -> None:
    page.locator("[name=name]").fill(name)
    page.locator("[name=staff_number]").fill(number)
    page.locator(START).click()
    page.locator("legend").first.wait_for()


def line_of(page: Page) -> str:
    """The line in its plain form, once it is there."""
    (piece,) = pasted(page.locator("textarea").input_value())
    assert piece.is_whole
    return piece.text


def hand_in(page: Page) -> str:
    page.locator(".hb-actions button").first.click()
    return line_of(page)


def to_the_end(page: Page) -> None:
    while page.locator(NEXT).count():
        page.locator(NEXT).click()


def test_an_exam_is_sat_to_its_line(visit: Visit) -> None:
    """Every kind of question, by someone who looks at everything; the trainer's computer takes the line."""
    page = visit(answer="收到。12 分钟。")
    begin(page)
    expect(page.locator("legend")).to_be_focused()
    page.keyboard.press("Tab")
    page.locator("label").nth(1).click()  # single: B
    page.locator(NEXT).click()
    page.get_by_role("button", name="先放着").click()
    page.locator(NEXT).click()
    for place in (0, 2):  # multiple: A, C
        page.locator("label").nth(place).click()
    page.locator(NEXT).click()
    page.get_by_label("正确").check()
    page.locator(NEXT).click()
    page.get_by_label("错误").check()
    page.locator(NEXT).click()
    page.locator("input[inputmode=decimal]").fill("１,２３４.50 元")
    expect(page.locator(".hb-hint")).to_have_text("读作 1234.5")
    page.locator(NEXT).click()
    for place, letter in enumerate("DCBA"):
        page.locator("select").nth(place).select_option(letter)
        expect(page.locator(".hb-hint")).to_have_text("" if place == 3 else "每一步都选了、没有重复，才算答了")
    faults = grave_findings(page)
    page.locator(NEXT).click()
    page.locator("select").nth(1).select_option("B")
    page.get_by_role("button", name="全部题目").click()
    assert page.locator("fieldset").count() == 8
    page.locator(NEXT).click()
    assert "还有 1 题没有答" in page.locator("h1").inner_text()
    assert "没有答的：第 2 题" in page.locator("main").inner_text()
    assert "先放着的：第 2 题" in page.locator("main").inner_text()
    faults += grave_findings(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    line = hand_in(page)
    found = decode(line, PAPER)
    assert isinstance(found, Reading)
    assert found.answers == (1, None, (0, 2), True, False, "1234.5", (3, 2, 1, 0), (None, 1, None))
    assert (found.head.name, found.head.staff_number, found.head.resumed) == ("张三", "0042", 0)
    expect(page.locator(".hb-notice")).to_have_text("培训负责人的电脑已经收到，不用再发。 12 分钟。")
    begun, handed = visit.posted  # type: ignore[attr-defined]
    assert (read_line(begun).head.kind, read_line(begun).head.name, handed) == (2, "张三", line)
    assert faults + grave_findings(page) == []


def test_a_seat_comes_with_the_link_and_seals_the_line(visit: Visit, server: str) -> None:
    page = visit("seats", scheme="dark")
    codes = {seat: new_code(PAPER.number, seat) for seat in (7, 8)}
    page.goto("about:blank")
    page.goto(f"{server}seats/exam.html#seat=7&code={codes[8]}")
    page.locator(START).click()
    expect(page.get_by_role("alert")).to_contain_text("不对")
    page.locator("[name=code]").fill(codes[7][:4].lower() + " " + codes[7][4:].replace("0", "o"))
    assert grave_findings(page) == []
    page.locator(START).click()
    page.locator("label").first.click()
    order = orders(PAPER, "0007")
    expect(page.locator(".hb-stem")).to_have_text(PAPER.questions[order.questions[0]].stem)
    assert grave_findings(page) == []
    to_the_end(page)
    line = hand_in(page)
    found = decode(line, PAPER, codes)
    assert isinstance(found, Reading)
    index = order.questions[0]
    assert found.answers[index] == order.options[index][0]
    assert not isinstance(decode(line, PAPER, {7: codes[8]}), Reading)


def test_answers_come_back_after_a_reload_and_after_a_crash(visit: Visit) -> None:
    """A crash loses what localStorage took last: then the database has it."""
    page = visit()
    begin(page)
    page.locator("label").nth(2).click()
    page.evaluate("localStorage.clear()")
    page.reload()
    page.get_by_role("button", name="接着答：张三 0042（已答 1 题）").click()
    expect(page.locator("input").nth(2)).to_be_checked()
    to_the_end(page)
    line = hand_in(page)
    page.reload()
    page.get_by_role("button", name="再看答卷").click()
    assert line_of(page) == line
    head = read_line(line).head
    assert (head.resumed, head.kind) == (1, 0)


def test_a_database_that_answers_late_loses_no_answers(visit: Visit) -> None:
    page = visit()
    begin(page)
    page.locator("label").nth(2).click()
    page.add_init_script(LATE_DATABASE)
    page.reload()
    page.locator(START).wait_for()
    expect(page.get_by_role("button", name="接着答")).to_have_count(0)
    page.evaluate("() => answer()")
    page.wait_for_function("() => window.answered")
    begin(page)
    expect(page.locator("input").nth(2)).to_be_checked()


@pytest.mark.parametrize(("script", "said"), [(NO_STORES, "只记在网址里"), (SILENT_DATABASE, "存在这台设备上")])
def test_answers_outlast_a_reload_whatever_a_browser_keeps(visit: Visit, script: str, said: str) -> None:
    page = visit(script=script)
    expect(page.locator(".hb-rules")).to_contain_text(said)
    begin(page)
    page.locator("label").nth(2).click()
    page.reload()
    page.get_by_role("button", name="接着答").click()
    expect(page.locator("input").nth(2)).to_be_checked()


def test_a_second_window_is_told(visit: Visit) -> None:
    page = visit()
    begin(page)
    page.locator("label").nth(1).click()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="接着答").click()
    other.locator("label").nth(2).click()
    expect(page.locator("h1")).to_have_text("这份答卷已经在另一个窗口里打开")
    page.get_by_role("button", name="回到这个窗口答").click()
    page.get_by_role("button", name="接着答").click()
    expect(page.locator("input").nth(2)).to_be_checked()
    expect(other.locator("h1")).to_have_text("这份答卷已经在另一个窗口里打开")


def test_the_time_is_told_and_never_ends_the_exam(visit: Visit) -> None:
    """Also by a clock that is years ahead, and before a computer that is busy at first."""
    page = visit(clock="2090-01-01", answer=BUSY)
    begin(page)
    until(page, lambda: visit.posted)  # type: ignore[attr-defined]  # its patience is by the clock that goes on
    said, shown = page.locator("[aria-live=polite]"), page.locator(".hb-run__top b")
    for minutes, words in ((20, "还有 10 分钟"), (5, "还有 5 分钟"), (4, "还有不到 1 分钟"), (3, "时间到了，请交卷")):
        page.clock.fast_forward(minutes * 60_000)
        page.clock.run_for(2_000)
        expect(said).to_have_text(words if minutes < 20 else "还有 10 分钟")
        expect(shown).to_have_text(words)
    page.locator("label").first.click()
    to_the_end(page)
    head = read_line(hand_in(page)).head
    assert head.used >= 32 * 60
    assert head.start == 2**24 - 1
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".hb-notice")).to_have_text("培训负责人的电脑已经收到，不用再发。 ")


@pytest.mark.parametrize(("lang", "start", "html"), [("en", "Start", "en"), ("zh-Hant", "開始答題", "zh-Hant")])
def test_a_page_speaks_its_papers_language(visit: Visit, lang: str, start: str, html: str) -> None:
    page = visit(lang)
    expect(page.locator(START)).to_have_text(start)
    assert page.locator("html").get_attribute("lang") == html
    page.locator(START).click()
    expect(page.get_by_role("alert")).not_to_be_empty()  # no name
    begin(page)
    to_the_end(page)
    expect(page.locator("h1")).to_contain_text("8")


def test_a_file_is_enough_for_the_oldest_browsers(browser: Browser, exams: Path) -> None:
    """Without a server, without what browsers learnt later, and where nothing can be copied."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(LATER)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.goto((exams / csp.OWN_PAGES / "plain/exam.html").as_uri())
    begin(page)
    page.locator("label").nth(1).click()
    to_the_end(page)
    line = hand_in(page)
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    page.evaluate("document.body.prepend(Object.assign(document.createElement('textarea'), { id: 'paste' }))")
    page.locator("#paste").focus()
    page.keyboard.press("ControlOrMeta+V")
    assert [piece.text for piece in pasted(page.locator("#paste").input_value())] == [line]
    page.evaluate(NO_COPYING)
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_text("请长按上面的框")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="存成文件").click()
    assert [piece.text for piece in pasted(download.value.path().read_text(encoding="utf-8"))] == [line]
    assert complaints == []
    context.close()


def test_without_a_script_the_page_says_what_to_do(browser: Browser, exams: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((exams / csp.OWN_PAGES / "plain/exam.html").as_uri())
    expect(page.locator(".hb-static")).to_contain_text("浏览器打开")
    context.close()
