"""What is printed of a paper: how its pages break, and the list from which a trainer prints and saves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe import grave_findings
from built import ROOT
from playwright.sync_api import Browser, Page, expect
from watch import OpenPage

from quiz.frozen.reading import read_paper
from quiz.papers.documents import FORMATS, documents

FILE = ROOT / "tests" / "quiz" / "papers" / "sample.paper.json"
PAPER = read_paper(FILE)
SHEETS = re.compile(rb"/Type\s*/Page\b")
# How many lines each bracket is on, at many widths of the page.
BRACKETS = """() => {
  const lines = [];
  for (let width = 200; width < 700; width += 7) {
    document.body.style.maxWidth = `${width}px`;
    for (const stem of document.querySelectorAll(".stem")) {
      const text = stem.lastChild, start = text.data.lastIndexOf("（\\u00a0");
      if (start < 1) continue;
      const range = document.createRange();
      range.setStart(text, start - 1); // with what stands before it
      range.setEnd(text, text.length);
      lines.push(new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size);
    }
  }
  return lines;
}"""


AFTER = "(all) => all.map((each) => getComputedStyle(each).breakAfter)"


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Page:
    """A window that shows printed documents."""
    return browser.new_page()


def show(page: Page, what: str, file: Path = FILE) -> None:
    (document,) = documents(read_paper(file), what)
    page.set_content(FORMATS["html"](document).decode())


def test_no_bracket_is_broken_nor_left_alone(sheet: Page) -> None:
    show(sheet, "paper")
    lines = sheet.evaluate(BRACKETS)
    assert len(lines) > 300
    assert set(lines) == {1}


def test_a_heading_keeps_with_what_comes_below_and_a_question_with_itself(sheet: Page) -> None:
    show(sheet, "paper")
    keeps = "(all) => all.map((each) => [getComputedStyle(each).breakInside, each.children.length > 1])"
    pieces = sheet.locator(".keep").evaluate_all(keeps)
    assert pieces == [["avoid", True]] * sheet.locator("h2").count()
    show(sheet, "key")  # may be long: its headings keep with the beginnings alone
    assert set(sheet.locator("h2, .long .stem").evaluate_all(AFTER)) == {"avoid"}
    show(sheet, "paper")
    assert set(sheet.locator(".q").evaluate_all("(all) => all.map((each) => getComputedStyle(each).breakInside)")) == {
        "avoid"
    }


def test_pages_are_numbered_and_say_what_they_are(sheet: Page) -> None:
    show(sheet, "key")
    assert len(SHEETS.findall(sheet.pdf(prefer_css_page_size=True))) > 1
    assert sheet.locator(".sheet > thead").evaluate("(head) => getComputedStyle(head).display") == "table-header-group"
    assert sheet.locator(".sheet > thead").inner_text().strip() == "客服部制度考试 · 试卷 Q3W7-YQEP · A 卷 · 答案与解析"
    assert "counter(page)" in sheet.evaluate("[...document.styleSheets[0].cssRules].at(-1).cssText")


@pytest.mark.parametrize("lang", ["sample", "sample.en"])
def test_the_answer_sheet_of_fifty_questions_is_one_page(sheet: Page, lang: str) -> None:
    file = read_paper(FILE.with_name(f"{lang}.paper.json"))
    asked = {question.kind: question for question in file.paper.questions}
    counts = {"single": 14, "multiple": 6, "true_false": 20, "numeric": 7, "ordering": 2, "matching": 1}
    questions = tuple(asked[kind] for kind, count in counts.items() for _ in range(count))
    file = file.with_values(paper=file.paper.with_values(questions=questions))
    (document,) = documents(file, "sheet")
    sheet.set_content(FORMATS["html"](document).decode())
    assert len(SHEETS.findall(sheet.pdf(prefer_css_page_size=True))) == 1


def panel(open_page: OpenPage, lang: str = "zh", width: int = 1280, scheme: str = "light") -> Page:
    """The page of papers with the paper opened, of which the language is Chinese."""
    page = open_page("trainers/paper/", lang, width, scheme)  # type: ignore[arg-type]
    page.locator(".hb-paper input[type=file]").first.set_input_files(FILE)
    page.frame_locator(".hb-print__sheet").locator("h1").wait_for()
    return page


def test_each_document_is_printed_by_itself(open_page: OpenPage) -> None:
    page = panel(open_page)
    names = page.locator(".hb-print__name")
    assert names.all_inner_texts() == ["试卷", "阅卷条", "答案与解析"]
    page.get_by_label("卷数").select_option("2")
    page.get_by_label("答题卡上").check()
    assert names.all_inner_texts() == [
        *("试卷 · A 卷", "试卷 · B 卷", "答题卡 · A 卷", "答题卡 · B 卷"),
        *("阅卷条", "答案与解析 · A 卷", "答案与解析 · B 卷", "各卷对照"),
    ]
    frame = page.frame_locator(".hb-print__sheet")
    expect(frame.locator(".remark").first).to_have_text("答案都写在答题卡上，写在试卷上的不算分。")
    assert frame.locator("body").evaluate("(body) => getComputedStyle(body).paddingLeft") != "0px"  # it has its style
    page.locator(".hb-print__sheet").evaluate(
        """(frame) => Object.defineProperty(frame, "contentWindow", {
             get: () => ({ focus() {}, print() { window.printed = frame.contentDocument.title; } }),
           })"""
    )
    page.get_by_role("button", name="打印：试卷 · B 卷").click()
    page.wait_for_function("() => window.printed")
    assert page.evaluate("window.printed") == "客服部制度考试 Q3W7-YQEP B 试卷"
    expect(page.locator(".hb-print__shown")).to_have_text("正在看：试卷 · B 卷")


@pytest.mark.parametrize(("form", "name"), [("docx", "Word"), ("xlsx", "Excel"), ("html", "网页")])
def test_what_is_saved_is_what_the_command_writes(open_page: OpenPage, form: str, name: str) -> None:
    page = panel(open_page)
    with page.expect_download() as saved:
        page.get_by_role("button", name=f"{name}：答案与解析").click()
    (key,) = documents(PAPER, "key")
    assert saved.value.suggested_filename == f"Q3W7-YQEP-A-key.{form}"
    assert Path(saved.value.path()).read_bytes() == FORMATS[form](key)


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), [("zh", 390, "dark"), ("en", 1280, "light"), ("zh-Hant", 390, "light")]
)
def test_the_list_is_for_everybody(open_page: OpenPage, lang: str, width: int, scheme: str) -> None:
    page = panel(open_page, lang, width, scheme)
    page.locator(".hb-print select").select_option("2")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert grave_findings(page) == []
