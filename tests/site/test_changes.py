"""What changes and when, as readers see it: the page, the feed, the banner of a page that has grown old."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from built import FOLDERS, TODAY, policy
from playwright.sync_api import Browser, expect

NEXT = "2027-01-01"
LAST_MOMENT = datetime(2026, 12, 31, 15, 59, 30, tzinfo=UTC)  # 23:59:30 in Shanghai
FIRST_MOMENT = datetime(2026, 12, 31, 16, 0, 30, tzinfo=UTC)  # 00:00:30 in Shanghai
ZONES = ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati")
LATE = "discipline.attendance.late"


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("lang", FOLDERS)
def test_a_page_read_after_a_change_says_that_it_is_old(browser: Browser, server: str, lang: str, zone: str) -> None:
    """By Shanghai's day, wherever the reader is; on a page left open, when the reader returns to it."""
    context = browser.new_context(timezone_id=zone, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.clock.set_fixed_time(LAST_MOMENT)
    page.goto(f"{server}{FOLDERS[lang]}chapters/discipline/")
    expect(page.locator("meta[name='hb-ahead']")).to_have_attribute("content", NEXT)
    banner = page.locator(".hb-outdated[role='status']")
    expect(banner).to_have_count(0)
    page.clock.set_fixed_time(FIRST_MOMENT)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(banner).to_contain_text(NEXT)
    page.reload()
    expect(banner).to_contain_text(NEXT)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    banner.locator("a").click()
    page.wait_for_url(f"**/{FOLDERS[lang]}changes/")
    context.close()


@pytest.mark.parametrize("lang", FOLDERS)
def test_every_entry_of_the_feed_leads_to_its_place(site: Path, lang: str) -> None:
    folder = site / FOLDERS[lang]
    page = (folder / "changes" / "index.html").read_text("utf-8")
    links = [link.attrib["href"] for link in ET.parse(folder / "feed.xml").iter("{http://www.w3.org/2005/Atom}link")]
    places = [link.partition("#")[2] for link in links if "#" in link]
    assert len(places) >= 4
    assert [place for place in places if f'id="{place}"' not in page] == []


@pytest.mark.parametrize("lang", FOLDERS)
def test_every_page_names_the_feed(site: Path, lang: str) -> None:
    folder = site / FOLDERS[lang]
    for page, target in (("index.html", "feed.xml"), ("chapters/pay/index.html", "../../feed.xml")):
        assert 'type="application/atom+xml" title=' in (folder / page).read_text("utf-8")
        assert f'href="{target}"' in (folder / page).read_text("utf-8")


def test_the_page_of_changes_tells_values_and_texts(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}changes/#attendance.minor_fine@{NEXT}")
    first = page.locator(".hb-change").filter(has_text="轻微迟到或早退每次扣款").first
    for said in ("20 元", "30 元", "原因", "影响客服专员", "职代会〔2026〕6号"):
        expect(first).to_contain_text(said)
    expect(page.locator(".hb-change").filter(has_text="条文有改动")).to_contain_text("不计入辞退")
    page.close()


def test_changes_are_shown_by_role(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server}changes/")
    changes, days = page.locator(".hb-change:visible"), page.locator("article h2:visible")
    changes.first.evaluate("change => change.dataset.roles = 'agent'")  # alone on its day
    all_of_them, all_days = changes.count(), days.count()
    page.get_by_role("button", name="人事部").click()
    expect(page.get_by_role("button", name="人事部")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="全部")).to_have_attribute("aria-pressed", "false")
    shown = changes.evaluate_all("all => all.map((each) => each.dataset.roles ?? '')")
    assert 0 < len(shown) < all_of_them
    assert all("hr" in roles.split() for roles in shown if roles)
    assert days.count() < all_days, "no day stands there without a change"
    page.get_by_role("button", name="全部").click()
    assert (changes.count(), days.count()) == (all_of_them, all_days)
    context.close()


@pytest.mark.parametrize("lang", FOLDERS)
def test_a_legal_limit_stands_closed_on_the_page_of_hr_alone(browser: Browser, server: str, lang: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{server}{FOLDERS[lang]}chapters/discipline/#{LATE}")
    assert page.locator(".hb-guardrail").count() == 0
    page.goto(f"{server}{FOLDERS[lang]}for/hr/")
    notes = page.locator(".hb-guardrail")
    assert notes.count() == sum(1 for guardrail in policy().guardrails if guardrail.now(TODAY))
    note = notes.first
    assert note.get_attribute("open") is None
    note.locator("summary").click()
    expect(note).to_contain_text("2027-06-30")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
