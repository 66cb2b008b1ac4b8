"""`handbook edit` in a real browser, from the list to the saved file and the handbook that shows it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from axe import findings
from editor_running import Editing
from playwright.sync_api import Browser, Page, expect

from tests.macros.project import copy_project

FINE, LATE = "attendance.minor_fine", "discipline.attendance.late"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editing]:
    """A copy of the project, in git, with the editor running on it as HR starts it."""
    project = copy_project(tmp_path_factory.mktemp("editing") / "project")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "first")):
        identity = ("-c", "user.name=T", "-c", "user.email=t@example.com")
        subprocess.run(["git", *identity, *words], cwd=project, check=True)
    with Editing(project, "--today", "2026-11-23") as editing:
        yield editing


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Security" in message.text else None)
    yield page
    context.close()
    assert complaints == []


def check_axe(page: Page) -> None:
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_list_is_searched_as_one_types(editor: Editing, page: Page) -> None:
    editor.enter(page)
    page.get_by_label("查找").fill("迟到 扣款")
    shown = page.locator("tbody tr:visible")
    expect(shown.filter(has_text=FINE)).to_have_count(1)
    assert shown.count() < 10
    check_axe(page)
    page.get_by_label("查找").fill("没有这个词")
    expect(page.locator("#none")).to_contain_text("没有找到")


def test_a_mistake_is_told_while_it_is_typed_and_forbids_saving(editor: Editing, page: Page) -> None:
    page.goto(f"{editor.enter(page)}parameter/{FINE}")
    expect(page.locator("#save")).to_be_disabled()
    page.locator("[name=from]").fill("2027-07-01")
    page.locator("[name=value]").fill("35元")
    expect(page.locator("#bad-field-value")).to_contain_text("只写数，不写单位")
    expect(page.locator("[name=value]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#save")).to_be_disabled()
    check_axe(page)
    page.locator("[name=value]").fill("35")
    expect(page.locator("#result")).to_contain_text("由 30 元改为 35 元")
    expect(page.locator("#bad-field-value")).to_be_empty()
    expect(page.locator("#save")).to_be_enabled()
    check_axe(page)


def test_a_value_is_saved_committed_and_shown_in_the_handbook(editor: Editing, page: Page) -> None:
    project, address = editor.project, editor.enter(page)
    page.goto(f"{address}parameter/{FINE}")
    page.locator("[name=from]").fill("2027-07-01")
    page.locator("[name=value]").fill("35")
    page.locator("[name=commit]").check()
    page.locator("#who").fill("李四")
    page.locator("#mail").fill("li@example.com")
    expect(page.locator("#save")).to_be_enabled()
    page.locator("#save").tap()
    expect(page.locator("h1")).to_contain_text("已保存")
    expect(page.locator("main")).to_contain_text("git push -u origin hr/2026-11-23-attendance-minor-fine")
    check_axe(page)
    branch = "hr/2026-11-23-attendance-minor-fine"
    log = subprocess.check_output(["git", "log", "-1", "--format=%an", "--stat", branch], cwd=project, text=True)
    assert log.startswith("李四")
    assert "2 insertions(+)" in log
    expect(page.locator("#status")).to_be_empty()
    preview = page.get_by_role("link", name="看手册").get_attribute("href")
    page.goto(f"{preview}changes/")
    expect(page.locator("article")).to_contain_text("35 元")


def test_a_text_is_previewed_and_a_scheduled_value_taken_back(editor: Editing, page: Page) -> None:
    project, address = editor.project, editor.enter(page)
    page.goto(f"{address}clause/{LATE}")
    text = page.locator("[name='text.zh']")
    text.fill(text.input_value().replace("每次扣", "每一次扣"))
    expect(page.locator("#result ins").first).to_contain_text("一")
    check_axe(page)
    page.goto(f"{address}parameter/{FINE}")
    row = page.locator("tr.coming").filter(has_text="2027-01-01")
    row.get_by_role("button", name="撤回").tap()
    expect(page.locator("h1")).to_contain_text("已保存")
    assert "from: 2027-01-01" not in (project / "policy_data/parameters/attendance.yml").read_text("utf-8")


def test_without_scripts_the_form_still_works(editor: Editing, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{editor.enter(page)}parameter/awards.teamwork")
    page.locator("[name=from]").fill("2027-08-01")
    page.locator("[name=value]").fill("1200")
    page.locator("#try").click()
    expect(page.locator("#result")).to_contain_text("1,200 元")
    page.locator("#save").click()
    expect(page.locator("h1")).to_contain_text("已保存")
    context.close()
