"""Words of the policy show on the page exactly as they are written."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.markdown import escape, link


def shown(text: str) -> str:
    """What a reader sees of one paragraph."""
    page = markdown.markdown(escape(text), extensions=["attr_list", "tables", "md_in_html"])
    return html.unescape(re.sub(r"<[^>]+>", "", page)).strip()


@pytest.mark.parametrize(
    "text",
    [
        "1. 不是列表",
        "12) no list",
        "# 不是标题",
        "- no list",
        "+ 1",
        "*强调*",
        "a_b_c",
        "<b>&amp;</b>",
        "[x](y)",
        "{ #id }",
        "A|B",
        r"C:\n",
        "`x`",
    ],
)
def test_nothing_is_taken_as_markup(text: str) -> None:
    assert shown(text) == text


@given(st.text(alphabet="a1 迟到。.,)(#*_-+[]{}<>&|`\\!", min_size=1, max_size=30))
def test_any_line_shows_as_it_is(text: str) -> None:
    assert shown(text).split() == text.split()


def test_link_with_attributes() -> None:
    assert link("20 元", "numbers.md#a.b", ".hb-value") == "[20 元](numbers.md#a.b){ .hb-value }"
