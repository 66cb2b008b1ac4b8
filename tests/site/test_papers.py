"""A trainer's paper: made on the page as by the command, to the byte; kept, opened again, practised together."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe import grave_findings
from built import FOLDERS, ROOT, TODAY
from holding import Holding
from playwright.sync_api import Browser, Page, expect
from watch import OpenPage, Watch

from handbook.lang.languages import Lang
from quiz.bank import Bank
from quiz.check import open_bank
from quiz.frozen.reading import parse_paper
from quiz.frozen.shapes import FrozenFile
from quiz.frozen.signs import say_number
from quiz.papers.defaults import Defaults
from quiz.papers.drawing import Request, draw
from quiz.papers.freezing import Head, freeze

SAMPLE = ROOT / "tests" / "quiz" / "papers" / "sample.paper.json"
MADE = ".hb-paper__made"


@cache
def bank() -> Bank:
    return open_bank(ROOT / "policy_data", TODAY).public


def by_command(request: Request, lang: Lang = "zh", used: tuple[str, ...] = (), **head: Any) -> FrozenFile:
    given = Defaults.of(bank().book, TODAY, lang)
    above = Head(
        **{"title": given.title, "company": given.company, "department": "", "minutes": 30, "pass_mark": 80, **head}
    )
    return freeze(draw(bank(), request, used), bank(), request, above, lang)


def fill(page: Page, **fields: str) -> None:
    page.locator(".hb-paper__form").wait_for()
    page.evaluate("for (const part of document.querySelectorAll('.hb-paper__form details')) part.open = true")
    for name, value in fields.items():
        page.locator(f".hb-paper__form [name={name}]").fill(value)


def tick(page: Page, name: str, *values: str) -> None:
    for value in values:
        page.locator(f".hb-paper__form [name={name}][value={value}]").check()


def make(page: Page) -> None:
    """Makes a paper, and waits until it stands in the place of the one before."""
    page.locator(MADE).evaluate_all("all => all.forEach((each) => each.setAttribute('data-before', ''))")
    page.locator(".hb-paper__form button.hb-paper__main").click()
    page.locator(f"{MADE}:not([data-before]) .hb-print__list li").first.wait_for()


def saved(page: Page) -> bytes:
    with page.expect_download() as download:
        page.locator(f"{MADE} button.hb-paper__main").click()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}\.paper\.json", download.value.suggested_filename)
    return Path(download.value.path()).read_bytes()


def test_the_paper_that_was_asked_for_last_stays(open_page: OpenPage) -> None:
    page = open_page("trainers/paper/")
    pay = Holding(page, "**/assets/quiz/pay.js")
    fill(page, count="3", seed="first")
    tick(page, "chapters", "pay")
    page.locator(".hb-paper__form button.hb-paper__main").click()
    expect(page.locator(".hb-paper__said")).not_to_be_empty()
    page.locator(".hb-paper__form [name=chapters][value=pay]").uncheck()
    tick(page, "chapters", "discipline")
    fill(page, seed="second")
    make(page)
    pay.let_go()
    number = say_number(by_command(Request(3, "second", ("discipline",))).paper.number)
    expect(page.locator("#made")).to_contain_text(number)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_file_is_the_commands(open_page: OpenPage, lang: Lang) -> None:
    page = open_page("trainers/paper/", lang)
    head = {"title": "期末“考试”", "department": "客服部"}
    fill(page, count="12", seed="期末", mix1="50", mix2="30", mix3="20", minutes="45", **{"pass": "60"}, **head)
    tick(page, "chapters", "pay", "discipline")
    make(page)
    expect(page.locator("#made")).to_be_focused()
    expected = by_command(
        Request(12, "期末", ("discipline", "pay"), mix=(50, 30, 20)), lang, minutes=45, pass_mark=60, **head
    )
    assert saved(page) == expected.content
    expect(page.locator("#made")).to_contain_text(say_number(expected.paper.number))
    code = page.locator(f"{MADE} code").inner_text()
    assert code.startswith("quiz paper new -n 12 --seed '期末' --chapters discipline,pay --mix 50,30,20 --title ")
    assert grave_findings(page) == []


def test_what_the_policy_says_stands_in_the_form_and_the_seed_is_chance(open_page: OpenPage) -> None:
    page = open_page("trainers/paper/")
    make(page)
    files = [parse_paper(saved(page), "x")]
    make(page)
    files.append(parse_paper(saved(page), "x"))
    assert [(len(file.paper.questions), file.paper.minutes, file.paper.pass_) for file in files] == [(20, 30, 80)] * 2
    assert len({file.key.drawn.seed for file in files}) == 2
    assert files[0].content == by_command(Request(20, files[0].key.drawn.seed)).content
    expect(page.locator(".hb-paper__open")).to_contain_text("谁都查得到答案")


def test_a_make_up_paper_must_know_only(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("trainers/paper/")
    first = by_command(Request(20, "a"))
    path = tmp_path / "first.paper.json"
    path.write_bytes(first.content)
    fill(page, count="15", seed="b")
    page.locator(".hb-paper__form [name=must]").check()
    page.locator(".hb-paper__form input[type=file]").set_input_files(path)
    expect(page.locator(".hb-paper__left")).to_contain_text("1 份卷")
    make(page)
    request = Request(15, "b", must_know=True, without=(first.paper.number,))
    assert saved(page) == by_command(request, used=tuple(key.id for key in first.key.questions)).content


def test_an_old_paper_is_opened_and_a_damaged_one_refused(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("trainers/paper/")
    opener = page.locator(".hb-paper__opening input")
    opener.set_input_files(SAMPLE)
    page.locator(f"{MADE} .hb-print__list li").first.wait_for()
    assert saved(page) == SAMPLE.read_bytes()
    expect(page.locator(MADE)).to_contain_text("这是以前定下的卷")
    assert page.locator(".hb-paper__together").count() == 0  # the bank does not have its questions
    text = SAMPLE.read_text("utf-8")
    for row in json.loads((SAMPLE.parent / "damaged.json").read_text("utf-8"))[::5]:
        damaged = tmp_path / f"{row['refused']}.paper.json"
        damaged.write_text(text.replace(row["old"], row["new"], 1), encoding="utf-8")
        opener.set_input_files(damaged)
        expect(page.locator(".hb-paper__said")).to_contain_text(f"“{damaged.name}”")
        assert "{" not in page.locator(".hb-paper__said").inner_text()
    page.evaluate(
        """text => {
            const given = new DataTransfer();
            given.items.add(new File([text], "dropped.paper.json"));
            const event = new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true });
            document.querySelector(".hb-paper__form").dispatchEvent(event);
        }""",
        text,
    )
    expect(page.locator(".hb-paper__said")).to_be_empty()
    expect(page.locator("#made")).to_contain_text("Q3W7-YQEP")


def test_what_is_wrong_is_said(open_page: OpenPage) -> None:
    page = open_page("trainers/paper/")
    button, wrong = page.locator(".hb-paper__form button.hb-paper__main"), page.locator(".hb-paper__wrong")
    for fields, told in (
        ({"count": "0"}, "1 到 100"),
        ({"count": "20", "mix1": "50"}, "合计 100，现在是 50"),
        ({"mix1": "", "minutes": "9999"}, "1 到 600"),
        ({"minutes": "30", "pass": ""}, "0 到 100"),
        ({"pass": "80", "title": "a\u200b\u2028b"}, "不能写进试卷的字符"),
    ):
        fill(page, **fields)
        button.click()
        expect(wrong).to_contain_text(told)
    fill(page, title="", count="90", seed="1")
    tick(page, "chapters", "general")
    button.click()
    wrong.locator("button").click()
    page.locator(f"{MADE} .hb-print__list li").first.wait_for()
    expect(wrong).to_be_hidden()
    assert len(parse_paper(saved(page), "x").paper.questions) == int(page.locator("[name=count]").input_value()) < 90


def test_what_cannot_be_made_is_told(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}trainers/paper/")
    page.locator(".hb-paper__opening input").set_input_files(SAMPLE)
    page.locator(f"{MADE} .hb-print__list li").first.wait_for()
    page.evaluate("() => void (URL.createObjectURL = () => { throw new Error('no room') })")
    page.locator(f"{MADE} .hb-print__list button", has_text="Word").first.click()
    expect(page.locator(f"{MADE} .hb-print__shown")).to_contain_text(".docx”没有做成")
    context.close()


def test_a_class_practises_with_the_papers_letters_and_order(open_page: OpenPage) -> None:
    page = open_page("trainers/paper/")
    fill(page, count="4", seed="class")
    tick(page, "kinds", "single", "ordering")
    make(page)
    file = parse_paper(saved(page), "x")
    page.locator(".hb-paper__together summary").click()
    page.locator(".hb-paper__together button").click()
    expect(page.locator(".hb-paper__together [role=status]")).to_have_text("已复制。")
    link = page.locator(".hb-paper__together textarea").input_value()
    practice = open_page("practice/#" + link.partition("#")[2])
    expect(practice.locator(".hb-quiz__notice")).to_contain_text(say_number(file.paper.number))
    expect(practice.locator(".hb-quiz__head")).to_contain_text("共 4 题")
    first = file.paper.questions[0]
    expect(practice.locator(".hb-quiz legend")).to_have_text(first.stem)
    shown = practice.locator(".hb-quiz__option").all_inner_texts()
    assert [text.split() for text in shown] == [[letter, *text.split()] for letter, text in zip("ABCD", first.options)]
    practice.keyboard.press("b")
    expect(practice.locator(".hb-quiz__option input").nth(1)).to_be_checked()
    other = open_page("practice/#" + link.partition("#")[2].replace(f"v={bank().version}", "v=00000000"))
    expect(other.locator(".hb-quiz__notice")).to_contain_text("题库变了")


def test_just_some_questions_are_practised_without_a_paper(open_page: OpenPage) -> None:
    ids = [question.id for question in bank().questions.values()][:3]
    page = open_page(f"practice/#q={','.join(ids)}")
    expect(page.locator(".hb-quiz__head")).to_contain_text("共 3 题")
    assert page.locator(".hb-quiz__notice").count() == 0


def test_what_cannot_be_loaded_can_be_tried_again(open_page: OpenPage, watch: Watch) -> None:
    page = open_page("trainers/paper/")
    page.locator(".hb-paper__form").wait_for()
    page.route("**/assets/js/papers.js", lambda route: route.abort())
    page.locator(".hb-paper__form button.hb-paper__main").click()
    expect(page.locator(".hb-paper__said")).to_contain_text("加载失败")
    page.unroute("**/assets/js/papers.js")
    make(page)
    assert all("net::ERR_FAILED" in complaint for complaint in watch.complaints)
    watch.complaints.clear()


@pytest.mark.parametrize("lang", FOLDERS)
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_page_is_for_everybody(open_page: OpenPage, lang: Lang, width: int, scheme: str) -> None:
    page = open_page("trainers/paper/", lang, width, scheme)
    fill(page)
    make(page)
    page.evaluate("document.querySelector('.hb-paper__together').open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert grave_findings(page) == []


def test_no_question_that_is_kept_for_exams_is_on_the_site(site: Path) -> None:
    """The sample policy keeps some for exams: nothing of them is in any file that is published."""
    kept = open_bank(ROOT / "policy_data", TODAY).reserved.questions.values()
    assert kept
    secret = {text for each in kept for text in (each.id, each.stem.zh, each.stem.en, each.because.zh)}
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".js", ".json", ".xml", ".md", ".txt"):
            content = path.read_text("utf-8")
            assert not any(text in content for text in secret), path
