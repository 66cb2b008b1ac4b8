"""Exams are graded by a trainer, in the site and on the page that stands alone, with the files of `quiz exam grade`."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from built import FOLDERS
from playwright.sync_api import Browser, Page, expect
from watch import OpenPage

from handbook.shapes.reading import fitted
from quiz.exams.frame import Head
from quiz.exams.page import page_parts
from quiz.exams.seats import new_seats
from quiz.frozen.shapes import FrozenFile
from quiz.grading.page import answer_headings, grade_page
from quiz.grading.results import Results, grade
from quiz.grading.typed import read_sheet
from quiz.grading.writing import all_files, results_csv, results_xlsx
from quiz.staff import Person
from tests.quiz.grading.handed import line, sample_file

FILE = fitted(FrozenFile, sample_file())
TYPED = "BBACE VX206.9 BDACBAA"  # every answer of the sample right, one key an answer where it has one


def messages() -> str:
    """A chat with forty people's lines, a damaged one, and a second one of the same person."""
    luck = random.Random(3)
    lines = [
        line(FILE, luck, Head(name=f"员工{at}", staff_number=f"{at:04}", used=60 * at), sure=0.7) for at in range(40)
    ]
    again = line(FILE, luck, Head(name="员工5", staff_number="0005"), sure=0.5)
    return "\n".join([*(f"员工{at} 10:{at:02}\n{each}" for at, each in enumerate(lines)), lines[3][:-5], again])


def by_command(text: str) -> Results:
    """The same by the command's own code, with one typed paper."""
    cells = ["纸", "9001", "A", "B", "B", "ACE", "V", "X", "206.9", "BDAC", "BAA"]
    rows = [(1, ["姓名", "工号", "版本", *map(str, range(1, 9))]), (2, cells)]
    return grade(FILE, text, read_sheet(rows, FILE.paper, answer_headings())[0])


@pytest.fixture
def alone(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page as a file, opened from the disk; it may complain of nothing and ask for nothing."""
    (tmp_path / "grade.html").write_bytes(grade_page(page_parts("grade"), "zh"))
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: request.url.startswith("http") and complaints.append(request.url))
    page.goto((tmp_path / "grade.html").as_uri())
    yield page
    context.close()
    assert complaints == []


def open_paper(page: Page, folder: Path) -> None:
    path = folder / "sample.paper.json"
    path.write_bytes(FILE.content)
    page.set_input_files("input[type=file]", path)
    expect(page.locator(".hb-grade__loaded")).to_contain_text("Q3W7-YQEP")


def type_paper(page: Page, number: str, name: str, keys: str) -> None:
    page.fill("input[name=staff_number]", number)
    page.press("input[name=staff_number]", "Enter")
    page.fill("input[name=name]", name)
    page.press("input[name=name]", "Enter")
    page.keyboard.type(keys)
    page.keyboard.press("Enter")


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value.path().read_bytes()


def test_a_chat_and_a_typed_paper_give_the_files_of_the_command(alone: Page, tmp_path: Path) -> None:
    text = messages()
    open_paper(alone, tmp_path)
    alone.fill("textarea", text)
    expect(alone.locator(".hb-grade__figures")).to_contain_text("40 人")
    type_paper(alone, "9001", "纸", TYPED)
    expect(alone.locator(".hb-grade__entry .hb-grade__said")).to_contain_text("已录入 纸，共 1 份")
    results = by_command(text)
    assert saved(alone, "下载成绩表（Excel）") == results_xlsx(results, "zh")
    assert saved(alone, "CSV") == results_csv(results, "zh")
    assert saved(alone, "全部文件（ZIP）") == all_files(FILE, results, "zh")
    expect(alone.get_by_text("这一段像答卷")).to_have_count(1)


def test_what_was_pasted_a_moment_ago_is_in_the_file(alone: Page, tmp_path: Path) -> None:
    open_paper(alone, tmp_path)
    text = messages()
    alone.fill("textarea", line(FILE, random.Random(3), Head(name="甲", staff_number="1"), sure=0))  # has failed
    kept = alone.get_by_role("button", name="CSV", exact=True).element_handle()
    pasted_and_pressed = """([kept, text]) => {
      const paste = document.querySelector("textarea");
      paste.value = text;
      paste.dispatchEvent(new Event("input"));
      kept.click();
    }"""
    with alone.expect_download() as download:
        alone.evaluate(pasted_and_pressed, [kept, text])
    assert download.value.path().read_bytes() == results_csv(grade(FILE, text), "zh")
    assert kept.evaluate("button => button.isConnected")  # it is not drawn anew below somebody's finger


SLOWLY_READ = """const read = Blob.prototype.arrayBuffer;
Blob.prototype.arrayBuffer = async function () {
  if (this.name.endsWith(".json")) await new Promise((go) => setTimeout(go, 500));
  return read.call(this);
}"""


def test_what_is_brought_while_a_paper_is_read_waits_for_it(alone: Page, tmp_path: Path) -> None:
    alone.evaluate(f"() => {{ {SLOWLY_READ} }}")
    (tmp_path / "sample.paper.json").write_bytes(FILE.content)
    answers = "姓名,工号,版本,1,2,3,4,5,6,7,8\n纸,9001,A,B,B,ACE,V,X,206.9,BDAC,BAA\n"
    (tmp_path / "typed.csv").write_text(answers, encoding="utf-8")
    for name in ("sample.paper.json", "typed.csv"):
        alone.set_input_files("input[type=file]", tmp_path / name)
    expect(alone.locator("tr", has_text="9001")).to_have_count(1)


def test_seats_that_come_while_a_paper_is_typed_leave_what_is_typed(alone: Page, tmp_path: Path) -> None:
    open_paper(alone, tmp_path)
    alone.fill("input[name=staff_number]", "90")
    seats = new_seats(FILE.paper, [Person(1, "王五", "9001")])
    (tmp_path / "seats.json").write_bytes(seats.content)
    alone.set_input_files("input[type=file]", tmp_path / "seats.json")
    expect(alone.locator(".hb-grade__loaded")).to_contain_text("座位名单 1 人")
    alone.locator("input[name=staff_number]").press_sequentially("01")
    alone.press("input[name=staff_number]", "Enter")
    expect(alone.locator("input[name=name]")).to_have_value("王五")


def test_one_of_two_lines_is_chosen_and_a_typed_paper_taken_back(alone: Page, tmp_path: Path) -> None:
    open_paper(alone, tmp_path)
    alone.fill("textarea", messages())
    choice = alone.locator(".hb-grade__choice input:not(:checked)")
    row = alone.locator("tr", has_text="0005")
    before = row.locator("td").nth(2).inner_text()
    choice.click()  # the page is drawn anew by it
    expect(row.locator("td").nth(2)).not_to_have_text(before)
    type_paper(alone, "9001", "纸", TYPED)
    expect(alone.locator("tr", has_text="9001")).to_have_count(1)
    alone.get_by_role("button", name="撤销").click()
    expect(alone.locator("tr", has_text="9001")).to_have_count(0)


def test_a_corrected_key_keeps_both_results(alone: Page, tmp_path: Path) -> None:
    open_paper(alone, tmp_path)
    type_paper(alone, "1", "甲", f"A{TYPED[1:]}")
    alone.get_by_text("答案印错了？改标准答案").click()
    alone.get_by_label("正确答案", exact=True).fill("AB")
    alone.get_by_label("原因").fill("选项 A 也对")
    alone.get_by_role("button", name="改答案", exact=True).click()
    expect(alone.locator(".hb-grade__results")).to_contain_text("→ 100 分")
    with alone.expect_download() as download:
        alone.get_by_role("button", name="保存新的试卷文件").click()
    kept = fitted(FrozenFile, json.loads(download.value.path().read_bytes()))
    assert (kept.key.revision, kept.key.questions[0].right) == (2, (0, 1))
    assert kept.paper == FILE.paper


def test_files_are_known_by_what_is_in_them(alone: Page, tmp_path: Path) -> None:
    open_paper(alone, tmp_path)
    (tmp_path / "chat.txt").write_text(messages(), encoding="utf-8")
    (tmp_path / "bad.csv").write_text("姓名,1,2,3,4,5,6,7,8\n甲,Z\n", encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    alone.set_input_files("input[type=file]", [tmp_path / name for name in ("chat.txt", "bad.csv", "other.json")])
    loaded = alone.locator(".hb-grade__loaded")
    for text in ("已读入“chat.txt”", "第 2 行第 1 题的答案“Z”不对", "“other.json”认不出来"):
        expect(loaded).to_contain_text(text)
    expect(alone.locator(".hb-grade__figures")).to_contain_text("40 人")


def test_with_a_list_of_seats_the_absent_are_told(alone: Page, tmp_path: Path) -> None:
    seats = new_seats(FILE.paper, [Person(1, "甲", "001"), Person(2, "乙", "002"), Person(3, "丙", "003")])
    (tmp_path / "x.seats.json").write_bytes(seats.content)
    open_paper(alone, tmp_path)
    alone.set_input_files("input[type=file]", tmp_path / "x.seats.json")
    expect(alone.locator(".hb-grade__loaded")).to_contain_text("座位名单 3 人")
    alone.fill("textarea", line(FILE, random.Random(1), Head(seat=1), seats.codes[1], sure=1))
    expect(alone.locator(".hb-grade__figures")).to_contain_text("1 人，缺 2 人")
    for number in ("002", "003"):
        expect(alone.locator("tr", has_text=number)).to_contain_text("没有交卷")


@pytest.mark.parametrize("lang", FOLDERS)
def test_the_site_has_the_same_page_and_saves_it(open_page: OpenPage, tmp_path: Path, lang: str) -> None:
    page = open_page("trainers/grade/", lang, 390)
    expect(page.locator(".hb-grade__results details")).to_be_hidden()
    open_paper(page, tmp_path)
    first, second, *_ = page.locator(".hb-grade__strip li").evaluate_all("all => all.map((each) => each.offsetTop)")
    assert first == second
    page.fill("textarea", messages())
    expect(page.locator(".hb-grade__figures dd").first).to_contain_text("40")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    with page.expect_download() as download:
        page.locator(".hb-grade > p button").click()
    own = download.value.path().read_bytes()
    assert own == grade_page(page_parts("grade"), lang, page.url.partition("trainers/")[0])  # type: ignore[arg-type]


def test_what_cannot_be_made_is_told_beside_its_button(browser: Browser, server: str, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}trainers/grade/")
    page.locator(".hb-grade__page").wait_for()
    open_paper(page, tmp_path)
    page.fill("#hb-grade-paste", messages())
    told = page.locator(".hb-grade__results > [role=alert]")
    page.route("**/handouts.js", lambda route: route.abort())
    page.get_by_role("button", name="全部文件").click()
    expect(told).to_contain_text("没有读到")
    page.locator(".hb-grade > p button").click()
    expect(page.locator(".hb-grade > p [role=alert]")).to_contain_text("没有读到")
    page.unroute("**/handouts.js")
    page.evaluate("() => void (URL.createObjectURL = () => { throw new Error('no room') })")
    for name, file in (("全部文件", ".zip"), ("下载成绩表", ".xlsx")):
        page.get_by_role("button", name=name).click()
        expect(told).to_contain_text(f"{file}”没有做成")
    context.close()


def test_personal_sheets_lead_to_practice_of_just_that(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("trainers/grade/")
    open_paper(page, tmp_path)
    type_paper(page, "1", "甲", "")
    page.keyboard.press("Enter")
    html = saved(page, "补学单（打开就能打印）").decode()
    assert "practice/#questions=late-once,workflows.enquiry.next" in html


def test_practice_asks_the_questions_of_an_address(open_page: OpenPage) -> None:
    page = open_page("practice/#questions=attendance.minor_fine.single,kept.for.exams;discipline.attendance.late")
    expect(page.locator(".hb-quiz legend")).to_be_visible()
    expect(page.locator(".hb-quiz")).to_contain_text("2")
