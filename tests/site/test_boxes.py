"""A number in several units is entered in boxes beside each other: the form alone, with a rule of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import grave_findings
from built import ROOT, TODAY
from playwright.sync_api import Browser, Page, Route

from handbook.lang.languages import Lang
from handbook.policy.browser_data import emit
from handbook.policy.load import open_book

SMALL = ROOT / "tests" / "handbook" / "policy"
RULE = """\
title: {zh: 工时, en: Hours}
about: {zh: 每天多少工时。, en: How long a day is.}
clause: discipline.attendance.late
inputs:
  worked:
    label: {zh: 每天工时, en: Hours a day}
    hint: {zh: 不算午休。, en: Without the break.}
    unit: hour
    parts: [hour, minute]
    min: 0
    max: 24
    example: 7.5
  late:
    label: {zh: 加班, en: Overtime}
    rows:
      day: {label: {zh: 日期, en: Day}, date: day}
      more: {label: {zh: 多久, en: How long}, unit: hour, parts: [hour, minute], min: 0, max: 12, default: 1}
    example: [{day: 2026-03-02, more: 2.25}]
steps:
  - {id: all, label: {zh: 合计, en: Total}, formula: worked + sum(more), unit: hour}
results: [all]
"""
PAGE = """\
<!doctype html><html lang="LANG"><meta name="viewport" content="width=device-width"><title>x</title>
<link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/base.css">
<link rel="stylesheet" href="/css/calculator.css"><link rel="stylesheet" href="/css/form.css">
<style>html{font-size:125%}</style>
<body class="md-typeset"><main></main><script type="module">
import { EntryForm } from "/js/calculator/form.js";
import { exampleGiven } from "/js/calculator/inputs.js";
import { toFragment, fromFragment } from "/js/calculator/state.js";
const rule = RULE;
const ui = new Proxy({}, { get: (_, key) => String(key) });
const form = new EntryForm(rule, ui, { changed() {}, submitted() {}, copy() {}, reset() {} });
document.querySelector("main").append(form.element);
form.enter({ given: exampleGiven(rule), on: rule.today });
window.address = () => toFragment(rule, form.texts.given);
window.read = () => JSON.stringify(form.read().given);
window.follow = (address) => form.enter(fromFragment(rule, address));
</script></body></html>
"""


@pytest.fixture
def form(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The form in a phone's window; its modules come straight from the project's files."""
    lang: Lang = getattr(request, "param", "zh")
    policy = shutil.copytree(SMALL, tmp_path / "policy", ignore=shutil.ignore_patterns("cases"))
    (policy / "rules" / "try.yml").write_text(RULE, "utf-8")
    book = open_book(policy, TODAY)
    rule = json.dumps({**emit(book.rule("try"), book, lang), "today": str(TODAY)})
    text = PAGE.replace("LANG", lang).replace("RULE", rule)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://form.test")
        if path == "/":
            route.fulfill(body=text, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=ROOT / "docs" / "assets" / path[1:])

    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.route("http://form.test/**", answer)
    page.goto("http://form.test/")
    page.wait_for_function("() => window.follow !== undefined")
    yield page
    page.close()


def _boxes(page: Page, label: str) -> list[str]:
    return [page.get_by_label(f"{label}：{unit}").input_value() for unit in ("小时", "分钟")]


def test_boxes_are_filled_read_and_written_as_one_number(form: Page) -> None:
    assert _boxes(form, "每天工时") == ["7", "30"]
    assert _boxes(form, "多久") == ["2", "15"]
    assert form.evaluate("address()") == "worked=7h30m&late=2026-03-02,2h15m"
    hours, minutes = form.get_by_label("每天工时：小时"), form.get_by_label("每天工时：分钟")
    hours.fill("")
    minutes.fill("90")
    assert json.loads(form.evaluate("read()"))["worked"] == "3/2"
    minutes.blur()
    assert _boxes(form, "每天工时") == ["1", "30"], "tidied on leaving"
    minutes.fill("")
    hours.fill("6:45")
    assert form.evaluate("address()") == "worked=6:45&late=2026-03-02,2h15m"
    hours.blur()
    assert _boxes(form, "每天工时") == ["6", "45"]
    form.evaluate("follow('#worked=8&late=2026-03-02,20分钟')")
    assert _boxes(form, "每天工时") == ["8", "0"]
    assert _boxes(form, "多久") == ["0", "20"]


def test_what_is_wrong_is_told_below_both_boxes(form: Page) -> None:
    hours, minutes = form.get_by_label("每天工时：小时"), form.get_by_label("每天工时：分钟")
    minutes.fill("75")
    hours.focus()
    assert not form.locator("#try-worked-error").is_visible(), "the other box is the same field"
    hours.blur()
    told = "每天工时里满 60 分钟要进位，照“7 小时 30 分钟”这样填；现在是“7h75m”"
    assert form.locator("#try-worked-error").text_content() == told
    assert [box.get_attribute("aria-invalid") for box in (hours, minutes)] == ["true", "true"]
    minutes.fill("45")
    assert not form.locator("#try-worked-error").is_visible()


def test_a_default_shows_through_while_both_boxes_are_empty(form: Page) -> None:
    form.evaluate("follow('#worked=8&late=2026-03-02,')")
    hours, minutes = form.get_by_label("多久：小时"), form.get_by_label("多久：分钟")
    assert [box.get_attribute("placeholder") for box in (hours, minutes)] == ["1", "0"]
    minutes.fill("20")
    assert [box.get_attribute("placeholder") for box in (hours, minutes)] == ["", ""]
    assert json.loads(form.evaluate("read()"))["late"] == [{"day": "2026-03-02", "more": "1/3"}]


def test_boxes_have_names_and_stand_beside_each_other(form: Page) -> None:
    hours, minutes = (form.get_by_label(f"每天工时：{unit}").bounding_box() for unit in ("小时", "分钟"))
    assert hours is not None
    assert minutes is not None
    assert hours["y"] == minutes["y"]
    assert hours["x"] + hours["width"] < minutes["x"]
    assert form.get_by_role("group", name="每天工时", exact=True).count() == 1
    assert form.evaluate("document.documentElement.scrollWidth") <= 390
    assert grave_findings(form) == []
