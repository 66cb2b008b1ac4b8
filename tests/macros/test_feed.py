"""The feed of changes: well formed, with ids that stay, scheduled changes included, links that lead somewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from handbook.edit.proposal import NewValue, propose_value
from handbook.lang.languages import LANGS, Lang
from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from macros.data.feed import feed
from macros.site.edition import Edition
from quiz.bank import Bank
from quiz.check import open_bank

pytestmark = pytest.mark.slow

POLICY = Path(__file__).parents[2] / "policy_data"
TODAY = date(2026, 11, 23)
ATOM = "{http://www.w3.org/2005/Atom}"
FINE = "changes/#attendance.minor_fine@2027-01-01"


@cache
def policy() -> PolicyBook:
    return open_book(POLICY, TODAY)


@cache
def bank() -> Bank:
    return open_bank(POLICY, TODAY)


def edition(book: PolicyBook, lang: Lang, day: date = TODAY) -> Edition:
    return Edition(book, day, lang, "手册 & <Handbook>", bank())


def parsed(book: PolicyBook, lang: Lang = "zh", day: date = TODAY, site: str = "") -> ET.Element:
    return ET.fromstring(feed(edition(book, lang, day), site))


def text(element: ET.Element, name: str) -> str:
    found = element.findtext(f"{ATOM}{name}")
    assert found
    return found


def by_link(root: ET.Element) -> dict[str, ET.Element]:
    return {entry.find(f"{ATOM}link").attrib["href"]: entry for entry in root.iter(f"{ATOM}entry")}  # type: ignore[union-attr]


def test_a_value_set_to_what_it_is_is_not_told() -> None:
    before, after = propose_value(POLICY, "awards.teamwork", NewValue(TODAY, 1000), TODAY).books
    assert feed(edition(after, "zh")) == feed(edition(before, "zh"))


@pytest.mark.parametrize("lang", LANGS)
def test_what_an_atom_feed_must_have(lang: Lang) -> None:
    root = parsed(policy(), lang)
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [text(each, "id") for each in (root, *root.iter(f"{ATOM}entry"))]
    assert len(ids) == len(set(ids)) >= 5
    assert all(id.startswith("urn:uuid:") for id in ids)
    for each in (root, *root.iter(f"{ATOM}entry")):
        assert text(each, "title")
        assert datetime.fromisoformat(text(each, "updated")).utcoffset() == timedelta(hours=8)
    assert text(root, "updated") == max(text(entry, "updated") for entry in root.iter(f"{ATOM}entry"))


def test_a_scheduled_change_is_told_in_readers_terms() -> None:
    entry = by_link(parsed(policy()))[FINE]
    assert text(entry, "title") == "轻微迟到或早退每次扣款：30 元（2027-01-01 起）"
    assert text(entry, "updated") == "2026-11-10T00:00:00+08:00"
    said = text(entry, "content")
    for part in ("已定，2027-01-01 起生效", "20 元", "原因：", "影响：客服专员", "职代会〔2026〕6号"):
        assert part in said
    assert entry.find(f"{ATOM}category") is not None


def test_once_in_force_it_is_the_same_entry_no_longer_scheduled() -> None:
    before, after = (by_link(parsed(policy(), "zh", day))[FINE] for day in (TODAY, date(2027, 1, 1)))
    assert text(before, "id") == text(after, "id")
    assert after.find(f"{ATOM}category") is None


def test_an_unrelated_value_changes_no_other_entry() -> None:
    before, after = propose_value(POLICY, "awards.teamwork", NewValue(date(2027, 3, 1), 900), TODAY).books
    old, new = ({k: ET.tostring(e) for k, e in by_link(parsed(book)).items()} for book in (before, after))
    assert {key: new[key] for key in old} == old
    assert set(new) - set(old) == {"changes/#awards.teamwork@2027-03-01"}


def test_languages_have_entries_of_their_own() -> None:
    ids = [text(by_link(parsed(policy(), lang))[FINE], "id") for lang in LANGS]
    assert len(set(ids)) == len(LANGS)


def test_links_are_whole_where_the_address_is_known() -> None:
    links = by_link(parsed(policy(), site="https://handbook.example/en/"))
    assert f"https://handbook.example/en/{FINE}" in links
