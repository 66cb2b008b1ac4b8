"""What people type finds the clause they mean, in every language, in the site's real search box."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from built import FOLDERS
from search_box import LINK, QUERY, anchors, find, open_search, shown
from watch import OpenPage

QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text(encoding="utf-8"))
FIRST_HITS = 3


@pytest.mark.parametrize("lang", FOLDERS)
def test_queries_find_their_clause(open_page: OpenPage, lang: str) -> None:
    page = open_page("", lang)
    open_search(page)
    missed, first, in_three = [], 0, 0
    for case in QUERIES[lang]:
        hits = anchors(find(page, case["query"]))
        wanted = case.get("first") or case["in_three"]
        first += hits[:1] == [wanted]
        in_three += wanted in hits[:FIRST_HITS]
        if wanted not in hits[: 1 if "first" in case else FIRST_HITS]:
            missed.append(f"{case['query']}: wanted {wanted}, found {hits[:6]}")
    print(f"\n{lang}: of {len(QUERIES[lang])} queries {first} found first, {in_three} among the first {FIRST_HITS}")
    assert not missed, "\n".join(missed)


def test_there_are_enough_queries() -> None:
    assert sum(map(len, QUERIES.values())) >= 30
    assert set(QUERIES) == set(FOLDERS)


def test_result_leads_to_the_clause(open_page: OpenPage) -> None:
    page = open_page("", "zh", 390)
    open_search(page)
    find(page, "迟到 罚款")
    page.locator(LINK, has_text="迟到与早退").first.click()
    page.wait_for_url("**/chapters/discipline/**")
    heading = page.locator("[id='discipline.attendance.late']")
    heading.wait_for()
    page.wait_for_function(
        "() => { const top = document.getElementById('discipline.attendance.late').getBoundingClientRect().top;"
        " return top >= 0 && top < innerHeight / 2 }"
    )


@pytest.mark.parametrize("query", ["迟到 罚款", "申诉"])
def test_typing_on_the_home_page_searches(open_page: OpenPage, query: str) -> None:
    page = open_page("", "zh", 390)
    box = page.locator("#hb-q")
    box.focus()
    page.keyboard.type(query[0])
    page.wait_for_function("selector => document.activeElement.matches(selector)", arg=QUERY)
    page.keyboard.type(query[1:])
    page.locator(LINK).first.wait_for()
    assert page.locator(QUERY).input_value() == query


def test_input_method_on_the_home_page_is_left_in_peace(open_page: OpenPage) -> None:
    """While characters are being composed the cursor stays; the finished words are searched for."""
    page = open_page("")
    page.locator("#hb-q").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "chi", "selectionStart": 3, "selectionEnd": 3})
    assert page.evaluate("document.activeElement.id") == "hb-q"
    session.send("Input.insertText", {"text": "迟到"})
    page.locator(LINK).first.wait_for()
    assert page.locator(QUERY).input_value() == "迟到"


def test_query_in_the_address(open_page: OpenPage) -> None:
    page = open_page(f"?q={quote('最低工资')}")
    page.locator(LINK).first.wait_for()
    assert anchors(shown(page))[0] == "pay.structure.minimum_wage"


def test_nothing_found_says_so(open_page: OpenPage) -> None:
    page = open_page("")
    open_search(page)
    assert find(page, "qqqxyz") == []
