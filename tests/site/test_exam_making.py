"""A trainer makes an exam on the site: the same files as by the command, seats and slips among them."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from axe import grave_findings
from built import ROOT
from playwright.sync_api import Page, expect
from watch import OpenPage

from handbook.shapes.reading import fitted
from quiz.exams.page import exam_page, page_parts
from quiz.exams.seats import SeatsFile
from quiz.exams.slips import slips
from quiz.frozen.reading import read_paper

SAMPLE = ROOT / "tests" / "quiz" / "papers" / "sample.paper.json"
PART = ".hb-paper__exam"


def opened(open_page: OpenPage, lang: str = "zh") -> Page:
    page = open_page("trainers/paper/", lang, width=390)
    page.locator(".hb-paper__opening input").set_input_files(SAMPLE)
    page.locator(f"{PART} summary").click()
    page.locator(f"{PART} textarea").wait_for()
    return page


def saved(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.locator(f"{PART} button").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_page_is_the_commands(open_page: OpenPage) -> None:
    page = opened(open_page)
    assert grave_findings(page) == []
    assert saved(page) == ("exam.html", exam_page(page_parts("exam"), read_paper(SAMPLE).paper))
    expect(page.locator(f"{PART} [role=status]")).to_contain_text("exam.html")


def test_with_a_list_everybody_has_a_seat(open_page: OpenPage) -> None:
    page = opened(open_page, "en")
    page.locator(f"{PART} textarea").fill("姓名,工号\n张三,0042\n李四,0042")
    page.locator(f"{PART} button").click()
    expect(page.locator(f"{PART} [role=status]")).to_contain_text("0042")  # twice
    page.locator(f"{PART} textarea").fill("姓名,工号\n张三,0042\n李四,0043")
    page.locator(f"{PART} input[type=url]").fill("exam.html")
    page.locator(f"{PART} button").click()
    expect(page.locator(f"{PART} [role=status]")).to_contain_text("whole address")
    page.locator(f"{PART} input[type=url]").fill("http://10.0.0.5/exam.html")
    name, content = saved(page)
    assert name == "exam-Q3W7YQEP.zip"
    files = {each: archive.read(each) for archive in [ZipFile(BytesIO(content))] for each in archive.namelist()}
    frozen = read_paper(SAMPLE)
    seats = fitted(SeatsFile, json.loads(files["private/Q3W7YQEP.seats.json"]))
    assert seats.is_sound
    assert [each.name for each in seats.seats] == ["张三", "李四"]
    assert files == {
        "public/exam.html": exam_page(page_parts("exam"), frozen.paper, has_seats=True),
        "private/Q3W7YQEP.paper.json": frozen.content,
        "private/Q3W7YQEP.seats.json": seats.content,
        "private/slips.html": slips(frozen.paper, seats, "http://10.0.0.5/exam.html"),
    }
