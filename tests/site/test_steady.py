"""Nothing moves while a page opens, however late its scripts come: a finger that is on its way hits what it aims at."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect
from watch import OpenPage, Watch

MOVED = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { moved += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 300);
})"""
SEEN = "() => performance.getEntriesByName('first-contentful-paint').length"
MOST = 0.01  # of the screen, times how far; what browsers call good is below 0.1


@pytest.mark.parametrize(
    ("path", "script", "there"),
    [
        ("calculators/month_pay/", "waterfall", ".hb-picture"),
        ("calculators/performance_bonus/", "steps", ".hb-picture"),
        ("calculators/dismissal_review/", "timeline", ".hb-picture"),
        ("calculators/annual_leave/", "calculator", ".hb-calc__form"),
        ("practice/", "practice", ".hb-quiz__main"),
    ],
)
def test_what_has_been_seen_stays_where_it_is(open_page: OpenPage, path: str, script: str, there: str) -> None:
    def late(route: Route) -> None:
        page.wait_for_function(SEEN)
        route.continue_()

    page = open_page("", width=390)
    page.route(f"**/assets/js/{script}.js", late)
    page = open_page(path, width=390)
    expect(page.locator(there).first).to_be_visible()
    assert page.evaluate(MOVED) <= MOST


def test_without_its_picture_a_calculator_works(open_page: OpenPage, watch: Watch) -> None:
    page = open_page("", width=390)
    page.route("**/assets/js/steps.js", lambda route: route.abort())
    page = open_page("calculators/performance_bonus/", width=390)
    page.locator("#performance_bonus-score").fill("85")
    expect(page.locator(".hb-answer__sum strong")).to_be_visible()
    expect(page.locator(".hb-picture")).to_have_count(0)
    watch.complaints.clear()
