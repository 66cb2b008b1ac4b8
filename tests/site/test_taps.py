"""How many taps what is asked for most takes on a phone, from the home page on, with the answer in sight at the end."""

from __future__ import annotations

import pytest
from built import TODAY, policy
from playwright.sync_api import Locator, Page
from search_box import BOX, LINK
from watch import OpenPage

from handbook.lang.languages import Lang

PHONE = 390
# Whether a text stands on the screen, in one element as small as can be.
IN_SIGHT = """(text) => [...document.querySelectorAll("main *, dialog *, [role=dialog] *")].some((each) => {
  const { top, bottom, height } = each.getBoundingClientRect();
  const seen = height && top >= 0 && bottom <= innerHeight;
  return seen && (each.innerText || "").replace(/\\u00a0/g, " ").includes(text);
})"""


class Finger:
    """Taps and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, place: Locator) -> None:
        place.first.tap()
        self.taps += 1

    def sees(self, text: str) -> None:
        """Wait until it is on the screen."""
        self.page.wait_for_function(IN_SIGHT, arg=text.replace("\u00a0", " "))


@pytest.fixture
def finger(open_page: OpenPage) -> Finger:
    return Finger(open_page("", "zh", PHONE))


def value(name: str, lang: Lang = "zh") -> str:
    return policy().param(name).say(TODAY, lang)


def test_late_twelve_minutes_and_its_cost(finger: Finger) -> None:
    finger.tap(finger.page.locator("[data-hb-search=open]"))
    finger.page.locator(BOX).fill("迟到12分钟")
    finger.sees(value("attendance.minor_fine"))
    finger.tap(finger.page.locator(LINK))
    finger.sees(value("attendance.minor_fine"))
    assert finger.taps <= 2


@pytest.mark.parametrize(
    ("clause", "name", "most"),
    [
        ("workflows.complaint.first_plan", "service.complaint_plan_time", 1),
        ("discipline.attendance.late", "attendance.minor_fine", 1),
    ],
)
def test_a_question_of_the_home_page_is_answered(finger: Finger, clause: str, name: str, most: int) -> None:
    finger.tap(finger.page.locator(f"main a[href$='#{clause}']"))
    finger.sees(value(name))
    assert finger.taps <= most


def test_days_of_leave(finger: Finger) -> None:
    finger.tap(finger.page.locator("main a[href$='#pay.benefits.annual_leave']"))
    finger.sees("5 天")
    finger.tap(finger.page.locator("main .hb-calculate a[href*='annual_leave']"))
    finger.sees(policy().rule("annual_leave").inputs[0].label["zh"])  # empty, until it is known whose leave
    assert finger.taps <= 2


def test_what_changed(finger: Finger) -> None:
    finger.tap(finger.page.locator("main a[href$='changes/']"))
    finger.page.wait_for_url("**/changes/")
    finger.sees("2027-01-01")
    assert finger.taps <= 2
