"""What bounds an input by another is told at the field, in a form of its own that no page of the policy has."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from built import ROOT
from playwright.sync_api import Browser, Page, Route, expect

from handbook.policy.browser_data import emit
from handbook.policy.load import open_book
from handbook.rules.script import emit_script

POLICY = ROOT / "tests" / "handbook" / "policy"
RULE = """\
title: {zh: 试, en: Try}
about: {zh: 试一试, en: A try}
clause: discipline.attendance.late
inputs:
  joined: {label: {zh: 入职日期, en: Joined}, date: day, example: 2020-03-01}
  leaves: {label: {zh: 离职, en: Leaves}, switch: true, example: true}
  left: {label: {zh: 离职日期, en: Left}, date: day, min: joined, ask_when: leaves, example: 2026-03-31}
  trips: {label: {zh: 出差, en: Trips}, rows: {
    begins: {label: {zh: 开始, en: Begins}, date: day, max: left},
    ends: {label: {zh: 结束, en: Ends}, date: day, min: begins}}}
steps: [{id: served, label: {zh: 天数, en: Served}, formula: left - joined, unit: day, otherwise: days(0)}]
results: [served]
"""
PAGE = """<!doctype html><meta charset="utf-8"><body><script type="module">
import { EntryForm } from "/docs/assets/js/calculator/form.js";
import { exampleGiven } from "/docs/assets/js/calculator/inputs.js";
const ui = new Proxy({}, { get: (_, key) => String(key) });
const rule = { ...RULE, ui, today: "2026-07-01", links: {} };
const form = new EntryForm(rule, ui, { changed() {}, submitted() {}, copy() {}, reset() {} });
document.body.append(form.element);
form.enter({ given: exampleGiven(rule) });
</script>"""


@pytest.fixture
def form(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page with nothing but the form."""
    policy = shutil.copytree(POLICY, tmp_path / "policy", ignore=shutil.ignore_patterns("cases"))
    (policy / "rules" / "try.yml").write_text(RULE, "utf-8")
    book = open_book(policy, date(2026, 11, 23))
    rule = book.rule("try")
    html = PAGE.replace("RULE", json.dumps(emit(rule, book, "en")))

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(
                body=html.replace("<body>", f"<body><script>{emit_script(rule)}</script>"), content_type="text/html"
            )
        else:
            route.fulfill(path=ROOT / path.lstrip("/"))

    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", answer)
    page.goto("http://form.test/")
    yield page
    context.close()


def test_a_date_before_the_one_that_bounds_it_is_told_at_the_field(form: Page) -> None:
    told = form.locator("#try-left-error")
    form.locator("#try-left").fill("2020-02-29")
    expect(told).to_be_hidden()
    form.locator("#try-left").blur()
    expect(told).to_have_text("Left must not be before Joined (1 March 2020); found 2020-02-29")
    form.locator("#try-joined").fill("2020-02-29")
    expect(told).to_be_hidden()
    form.locator("#try-joined").fill("2020-03-02")
    expect(told).to_have_text("Left must not be before Joined (2 March 2020); found 2020-02-29")


def test_what_is_not_asked_bounds_no_row_and_rows_bound_themselves(form: Page) -> None:
    form.locator(".hb-rows__add").click()
    begins, ends = (form.locator(f"#try-trips-1-{name}") for name in ("begins", "ends"))
    told = [form.locator(f"#try-trips-1-{name}-error") for name in ("begins", "ends")]
    begins.fill("2026-04-01")
    ends.fill("2026-03-30")
    ends.blur()
    expect(told[0]).to_have_text("Begins must not be after Left (31 March 2026); found 2026-04-01")
    expect(told[1]).to_be_hidden()  # nothing right bounds it
    form.locator("#try-leaves-1").check()
    expect(form.locator("#try-left")).to_be_hidden()
    expect(told[0]).to_be_hidden()
    expect(told[1]).to_have_text("Ends must not be before Begins (1 April 2026); found 2026-03-30")
