"""Sign-off on the site: sheets of a pasted list, a line that somebody gets, and who is missing."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from axe import grave_findings
from built import TODAY, policy
from playwright.sync_api import Page, expect
from watch import OpenPage, Watch

from handbook.lang.languages import Lang
from quiz.signoff.acknowledgement import Acknowledgement, read_acknowledgement
from quiz.signoff.checking import as_workbook, compare, in_text
from quiz.signoff.documents import Training, attendance_list, signoff_sheet
from quiz.signoff.version import PolicyVersion, version_of
from quiz.staff import open_staff

LIST = "姓名\t工号\t岗位\n张三\t1001\t客服\n李四\t1002\t主管\n王五\t1003\t\n"
TITLE = "物流客服员工手册"


@cache
def version(day: date = TODAY) -> PolicyVersion:
    return version_of(policy(), TITLE, day, "zh")


def saved(page: Page, name: str, place: int = 0) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).nth(place).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def acknowledged(page: Page, name: str, number: str, role: str = "agent") -> str:
    page.get_by_label("姓名").fill(name)
    page.get_by_label("工号").fill(number)
    page.locator("select[name=role]").select_option(role)
    page.get_by_label("我已收到并阅读").check()
    page.get_by_role("button", name="生成确认码").click()
    return page.get_by_label("确认码", exact=True).input_value()


# A file that somebody brings is read when the test says so.
HELD_FILES = """() => { Blob.prototype.arrayBuffer = async function () {
  await new Promise((go) => (window.letGo = go));
  return new Response(this).arrayBuffer();
}; }"""


def test_the_list_that_was_given_last_counts(open_page: OpenPage) -> None:
    page = open_page("trainers/signoff/")
    said = page.locator(".hb-sign__said").first
    page.get_by_label("粘贴名单").wait_for()
    page.evaluate(HELD_FILES)
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": "姓名\n赵六\n".encode()}
    page.locator("input[accept='.xlsx,.csv,.txt']").first.set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("粘贴名单").fill(LIST)
    expect(said).to_contain_text("共 3 人")
    page.evaluate("() => { letGo(); return new Promise((go) => setTimeout(go, 100)); }")
    expect(said).to_contain_text("共 3 人")


def test_a_pasted_list_becomes_the_commands_sheets(open_page: OpenPage, tmp_path: Path, watch: Watch) -> None:
    page = open_page("trainers/signoff/")
    page.get_by_label("粘贴名单").fill(LIST)
    expect(page.locator(".hb-sign__said").first).to_contain_text("共 3 人")
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    people = open_staff(tmp_path / "list.txt")
    asked = len(watch.requests)
    name, content = saved(page, "下载 XLSX")
    assert (name, content) == (f"签收表 {TODAY}.xlsx", signoff_sheet(version(), people).as_workbook())
    page.get_by_label("培训名称").fill("新人培训")
    page.get_by_label("地点").fill("一号会议室")
    training = Training("新人培训", place="一号会议室")
    assert saved(page, "下载 XLSX", 1)[1] == attendance_list(version(), people, training).as_workbook()
    assert [each.url.rpartition("/")[2] for each in watch.requests[asked:] if not each.url.startswith("blob")] == [
        "files.js"
    ]


def test_what_is_wrong_in_a_list_is_told_at_its_place(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("trainers/signoff/")
    page.get_by_role("button", name="核对").click()
    expect(page.locator(".hb-sign__said").first).to_contain_text("先在上面粘贴名单")
    path = tmp_path / "list.csv"
    path.write_bytes("姓名,工号\n张三,1001\n,1002\n李四,1001\n".encode("gb18030"))
    page.get_by_label("或者选一个文件").set_input_files(path)
    told = page.locator(".hb-sign__said li")
    expect(told).to_have_text(["第 3 行 A 列：没有姓名", "第 4 行 B 列：工号 1001 和第 2 行的相同；一人一个工号"])
    (tmp_path / "list.xlsx").write_bytes(b"PK no workbook")
    page.get_by_label("或者选一个文件").set_input_files(tmp_path / "list.xlsx")
    expect(page.locator(".hb-sign__said").first).to_contain_text("工作簿读不出来")


def test_who_has_read_gets_a_line_and_is_found(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("acknowledge/", width=390)
    page.get_by_role("button", name="生成确认码").click()
    expect(page.get_by_role("alert")).to_have_text("请填姓名。")
    expect(page.locator(".hb-sign__clauses details")).to_have_count(len(version().clauses))
    line = acknowledged(page, "张　三", "１００１")
    expect(page.locator(".hb-sign__clauses details")).to_have_count(
        sum("agent" in each.roles for each in version().clauses)
    )
    found = read_acknowledgement(line.replace(" ", ""))
    assert isinstance(found, Acknowledgement)
    assert (found.name, found.number, found.role) == ("张三", "1001", "agent")
    assert (found.digest, found.since) == (version().digest, version().since)
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    page.get_by_role("button", name="打印收条").click()
    receipt = page.frame_locator("iframe").locator("body")
    expect(receipt).to_contain_text(f"《{TITLE}》收条")
    expect(receipt).to_contain_text(line)
    assert grave_findings(page) == []

    trainers = open_page("trainers/signoff/")
    trainers.get_by_label("粘贴名单").fill(LIST)
    chat = f"收到 {line}\n{line[:70]}"
    trainers.get_by_label("粘贴收到的消息").fill(chat)
    people = open_staff(_written(tmp_path / "list.txt", LIST))
    marked = tmp_path / "表.csv"
    marked.write_text(
        f"《{TITLE}》{version().since} 起的版本，编号 {version().digest}\n姓名,工号,本人签名\n李四,1002,√\n", "utf-8"
    )
    trainers.get_by_label("签过的表").set_input_files(marked)
    trainers.get_by_role("button", name="核对", exact=True).click()
    result = trainers.locator(".hb-sign__said").last
    expect(result).to_contain_text("共 3 人：已签 2，签的是旧版 0，未签 1；待查 1 项")
    expect(result).to_contain_text("还没有签： 王五 1003")
    expect(result.locator("li")).to_contain_text(["不完整，请本人重新发"])
    trainers.get_by_label("签过的表").set_input_files([])
    trainers.get_by_role("button", name="核对", exact=True).click()
    _, content = saved(trainers, "下载核对结果")
    assert content == as_workbook(version(), compare(version(), people, in_text(chat)))


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_wrong_is_told_beside_its_field(open_page: OpenPage) -> None:
    page = open_page("acknowledge/", width=390)
    for field in ("[name=name]", "[name=read]"):
        page.locator(".hb-sign__main").tap()
        wrong, told = page.locator(f"{field}:focus").bounding_box(), page.locator(".hb-sign__error").bounding_box()
        assert told is not None
        assert wrong is not None
        assert 0 <= told["y"] - wrong["y"] < 200
        page.locator("[name=name]").fill("张三")


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), [("zh", 390, "dark"), ("en", 1280, "light"), ("zh-Hant", 390, "light")]
)
@pytest.mark.parametrize("address", ["trainers/signoff/", "acknowledge/"])
def test_the_pages_are_for_everybody(open_page: OpenPage, address: str, lang: Lang, width: int, scheme: str) -> None:
    page = open_page(address, lang, width, scheme)
    page.wait_for_selector(".hb-sign__main")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert grave_findings(page) == []


def test_a_page_whose_data_do_not_come_can_try_again(open_page: OpenPage, watch: Watch) -> None:
    page = open_page("")
    page.route("**/assets/quiz/signoff.js", lambda route: route.abort())
    page.goto(page.url + "acknowledge/")
    expect(page.get_by_role("alert")).to_contain_text("没有加载完")
    page.unroute("**/assets/quiz/signoff.js")
    page.get_by_role("button", name="再试一次").click()
    page.wait_for_selector(".hb-sign__form")
    watch.complaints.clear()
