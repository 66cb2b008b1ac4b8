"""A paper as a SCORM course, in scorm-again and in a platform with Moodle's limits."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe import grave_findings
from playwright.sync_api import Browser, Page
from serving import serving
from watch import Watch

from quiz.exams.frame import Head
from quiz.exams.line import Sitting, encode
from quiz.frozen.reading import read_paper
from quiz.frozen.shapes import QuestionKey
from quiz.papers.exporters import export
from quiz.papers.exporters.neutral import of_paper
from tests.quiz.exams.sittings import SAMPLE

HERE = Path(__file__).parent
PAPER = read_paper(SAMPLE)
PLATFORMS = ("strict_platform", "scorm_again")
START, NEXT = "开始", ".hb-run__bar button:last-child"


def unpacked(use: str) -> dict[str, bytes]:
    """The files of a course's package."""
    (content,) = export("scorm", of_paper(PAPER, use == "exam")).files
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Platforms with a course in a frame of theirs."""
    site = tmp_path_factory.mktemp("platforms")
    shutil.copy(HERE.parents[1] / "node_modules/scorm-again/dist/scorm12.min.js", site)
    for use in ("exam", "practice"):
        (site / use).mkdir()
        (site / use / "index.html").write_bytes(unpacked(use)["index.html"])
        for platform in PLATFORMS:
            shutil.copy(HERE / f"{platform}.js", site)
            scripts = ("scorm12.min", platform) if platform == "scorm_again" else (platform,)
            tags = "".join(f'<script src="{script}.js"></script>' for script in scripts)
            frame = f'<iframe src="{use}/index.html" width="390" height="844"></iframe>'
            (site / f"{platform}.{use}.html").write_text(f"<!doctype html><title>x</title>{tags}{frame}", "utf-8")
    with serving(site, with_policy=False) as address:
        yield address


class Visitor:
    """Somebody in a browser who comes and goes."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server

    def come(self, platform: str, use: str, query: str = "") -> Any:
        """The frame of the course."""
        self.page.goto(f"{self.server}{platform}.{use}.html?{query}")
        frame = self.page.frame_locator("iframe")
        frame.locator("h1, legend").first.wait_for()
        return frame

    def leave(self) -> dict[str, Any]:
        """What the platform has once the course was closed; browsers may say twice that a page goes."""
        self.page.frames[1].evaluate("window.dispatchEvent(new Event('pagehide'))")
        self.page.evaluate("document.querySelector('iframe').remove()")
        found: dict[str, Any] = self.page.evaluate("window.platform")
        assert (found["refused"], found["finished"]) == ([], 1)
        return found

    def left_at(self, answers: list[Any], status: str = "incomplete") -> None:
        """Puts into the platform what a visit would have left that gave these answers."""
        line = encode(PAPER.paper, Sitting(Head(start=1_000_000, used=60), tuple(answers)))
        values = {"cmi.core.lesson_status": status, "cmi.suspend_data": line, "cmi.core.lesson_location": "2"}
        self.page.goto(f"{self.server}scorm12.min.js")
        strict = {"values": values}
        saved = {"strict_platform": strict, "scorm_again": values}
        self.page.evaluate("saved => { window.name = JSON.stringify(saved); }", saved)
        self.page.context.add_init_script(
            """if (!sessionStorage.getItem("platform") && window.name.startsWith("{") && window === window.top) {
              const of = location.pathname.includes("scorm_again") ? "scorm_again" : "strict_platform";
              sessionStorage.setItem("platform", JSON.stringify(JSON.parse(window.name)[of]));
            }"""
        )


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Visitor]:
    watch = Watch(urlsplit(server).netloc)
    context = browser.new_context(viewport={"width": 430, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    watch.follow(page)
    yield Visitor(page, server)
    context.close()
    assert watch.complaints == []


def right(key: QuestionKey) -> Any:
    """The right answer as a line has it."""
    if key.right is not None:
        return key.right[0] if len(key.right) == 1 else key.right
    return next(each for each in (key.truth, key.number, key.order, key.pairs) if each is not None)


RIGHT = [right(key) for key in PAPER.key.questions]
POINTS = [question.points for question in PAPER.paper.questions]


def hand_in(frame: Any) -> None:
    frame.get_by_role("button", name="全部题目").click()
    frame.get_by_role("button", name="看一遍再交").click()
    frame.get_by_role("button", name="交卷").click()
    frame.locator("h1").wait_for()


each_platform = pytest.mark.parametrize("platform", PLATFORMS)


@each_platform
def test_opening_and_closing_is_not_passed(visitor: Visitor, platform: str) -> None:
    frame = visitor.come(platform, "exam", "mastery=80")
    frame.get_by_role("button", name=START).wait_for()
    found = visitor.leave()
    assert found["values"]["cmi.core.lesson_status"] == "incomplete"
    frame = visitor.come(platform, "exam", "mastery=80")
    frame.get_by_role("button", name=START).click()
    found = visitor.leave()
    assert found["values"]["cmi.core.lesson_status"] == "incomplete"
    assert not [call for call in found["log"] if "score" in call]


@each_platform
def test_a_course_goes_on_where_it_was_left(visitor: Visitor, platform: str) -> None:
    frame = visitor.come(platform, "exam", "mastery=80")
    frame.get_by_role("button", name=START).click()
    frame.get_by_role("radio").nth(1).check()
    frame.locator(NEXT).click()
    frame.get_by_role("radio").nth(2).check()
    found = visitor.leave()
    kept = found["values"]["cmi.suspend_data"]
    assert len(kept) < 200
    assert kept.isascii()
    assert kept.isalnum()
    frame = visitor.come(platform, "exam", "mastery=80")
    assert frame.get_by_role("radio").nth(2).is_checked()
    frame.locator(".hb-cells button").first.click()
    assert frame.get_by_role("radio").nth(1).is_checked()
    assert visitor.leave()["values"]["cmi.core.lesson_status"] == "incomplete"


@pytest.mark.parametrize(
    ("platform", "wrong", "status"),
    [("strict_platform", (5,), "passed"), ("strict_platform", (0, 1), "failed"), ("scorm_again", (0, 1), "failed")],
)
def test_an_exam_tells_the_score_once_it_is_handed_in(
    visitor: Visitor, platform: str, wrong: tuple[int, ...], status: str
) -> None:
    visitor.left_at([None if place in wrong else given for place, given in enumerate(RIGHT)])
    frame = visitor.come(platform, "exam", "mastery=80")
    assert "得分" not in frame.locator("body").inner_text()
    hand_in(frame)
    points = 100 - sum(POINTS[place] for place in wrong)
    assert f"得分 {points} 分" in frame.locator("h1").inner_text()
    found = visitor.leave()
    values = found["values"]
    assert (values["cmi.core.lesson_status"], values["cmi.core.score.raw"]) == (status, str(points))
    results = [values[f"cmi.interactions.{place}.result"] for place in range(len(RIGHT))]
    assert [place for place, result in enumerate(results) if result == "wrong"] == list(wrong)
    if platform == "strict_platform":
        first = next(place for place, call in enumerate(found["log"]) if "score.raw" in call)
        assert not [call for call in found["log"][:first] if "passed" in call or "failed" in call]
    frame = visitor.come(platform, "exam", "mastery=80")  # once more: it stays as it is
    assert f"得分 {points} 分" in frame.locator("h1").inner_text()
    assert visitor.leave()["values"]["cmi.core.lesson_status"] == status


def test_practice_shows_reasons_and_keeps_the_best_score(visitor: Visitor) -> None:
    platform = "strict_platform"
    visitor.left_at([None, *RIGHT[1:]])
    frame = visitor.come(platform, "practice")
    hand_in(frame)
    text = frame.locator("body").inner_text().replace("\u00a0", " ")  # at which a number keeps with its unit
    best = 100 - POINTS[0]
    for key in PAPER.key.questions:
        assert key.because in text
        assert key.clause_number in text
    assert text.count("答错了") == 1
    frame.get_by_role("button", name="再练一遍").click()
    hand_in(frame)
    assert "得分 0 分" in frame.locator("h1").inner_text()
    values = visitor.leave()["values"]
    assert (values["cmi.core.lesson_status"], values["cmi.core.score.raw"]) == ("completed", str(best))
    frame = visitor.come(platform, "practice")
    assert f"最高成绩：{best} 分" in frame.locator("body").inner_text()


def test_who_only_looks_leaves_nothing(visitor: Visitor) -> None:
    frame = visitor.come("strict_platform", "exam", "mode=review")
    assert "答了不记成绩" in frame.locator("body").inner_text()
    frame.get_by_role("button", name=START).click()
    frame.get_by_role("radio").first.check()
    hand_in(frame)
    assert not [call for call in visitor.leave()["log"] if call.startswith("LMSSetValue")]


def test_without_a_platform_it_works_and_says_so(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(f"{visitor.server}practice/index.html")
    assert "不在学习平台里打开" in page.locator("body").inner_text()
    assert "不构成法律意见" in page.locator("body").inner_text()
    page.get_by_role("button", name=START).click()
    hand_in(page)
    assert grave_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_package_is_one_course_of_one_page() -> None:
    for use, mastery in (("exam", "<adlcp:masteryscore>80</adlcp:masteryscore>"), ("practice", "")):
        files = unpacked(use)
        assert sorted(files) == ["imsmanifest.xml", "index.html"]
        manifest = files["imsmanifest.xml"].decode()
        assert mastery in manifest
        assert ("masteryscore" in manifest) == bool(mastery)
        for part in (
            "<schemaversion>1.2</schemaversion>",
            'adlcp:scormtype="sco"',
            'href="index.html"',
            "Moodle 4.5.6",
        ):
            assert part in manifest
        assert PAPER.paper.number in manifest
    assert unpacked("exam") == unpacked("exam")
    assert json.loads(json.dumps(PAPER.paper.title)) in unpacked("exam")["index.html"].decode()
