"""What the pages show while the files have a mistake quotes the files, and never becomes markup."""

from __future__ import annotations

import html
import re

import markdown
import pytest

from handbook.lang.languages import LANGS, Lang
from handbook.problems.problem import Place, Problem
from macros.site.making.problem_page import bad_page, banner, problem_page
from macros.site.making.state import SiteState

NASTY = "</code></li><script>x()</script> [a](javascript:x()) **b** `c` {: onclick=x() } &lt; \" ' \n\n# d"
STATE = SiteState(
    None, None, (Problem(Place("roles.yml", 2, 3), "file_name_id", NASTY, {"file": NASTY, "found": NASTY}),)
)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_shown_as_it_stands(lang: Lang) -> None:
    rendered = markdown.markdown(problem_page(STATE, lang), extensions=["attr_list", "md_in_html", "fenced_code"])
    for page, elements in ((banner(STATE, lang), "div p strong ul li code"), (rendered, "h1 ul li code")):
        assert set(re.findall(r"<(\w+)[^>]*>", page)) == set(elements.split())
        assert words(page).count(" ".join(NASTY.split())) >= 2


def test_so_is_the_reason_of_a_page_that_cannot_be_rendered() -> None:
    rendered = markdown.markdown(bad_page("about.md", NASTY), extensions=["attr_list", "md_in_html", "fenced_code"])
    assert words(rendered) == f"about.md {' '.join(NASTY.split())}"
