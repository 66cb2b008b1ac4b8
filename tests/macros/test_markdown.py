"""Words of the policy show on the page exactly as they are written, wherever a template puts them."""

from __future__ import annotations

import html
import json
import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from macros.render.markdown import escape, in_script, lines, link, paragraphs, shown
from macros.site.pages import environment

EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "md_in_html"]  # those of the site
# Where a template puts words, and what stands there for the page's own.
PLACES = {
    "a paragraph": "@",
    "within a line": "前 @ 后",
    "a heading": "## @ { #id }",
    "a list": "-   @",
    "below a list's first line": "-   前\n\n    @\n",
    "bold": "前<strong>@</strong>后",
    "a link": "前 [@](page.md) 后",
    "a link of HTML": '前 <a class="x" href="../page/">@</a> 后',
    "HTML alone": '<h2 id="x">@</h2>\n<ul>\n<li><a href="#y">后</a></li>\n</ul>',
    "before a link": "@[20](page.md)",
    "before an attribute list": "@\n{: .class }",
    "a cell": "| 前 | 后 |\n| --- | --- |\n| @ | 后 |",
    "a block of HTML": '<div class="x"><p>@</p></div>',
    "HTML in a list": '-   前\n\n    <p class="x"><a href="#y">@</a></p>\n',
    "Markdown in HTML": "<div markdown>\n-   @\n</div>",
    "an attribute of a block": '<p title="@">x</p>',
    "an attribute in a line": '前 <span title="@">x</span>',
}
OWN_WORDS = {"前", "后", "20", "x"}
NASTY = [
    "1. 不是列表",
    "12) no list",
    "# 不是标题",
    "- no list",
    "+ 1",
    "---",
    "===",
    "~~~",
    ": x",
    "*强调* **粗** _斜_ __粗__ ***x***",
    "a_b_c __init__ _a",
    "<b>&amp;</b> &lt;b&gt; &#60;",
    "[x](javascript:alert(1)) ![i](x \"t\") [a]: http://x",
    "看这里!",
    "[TOC]",
    "{ #id } {: .class } {{ 7*7 }} {% x %} {# x #}",
    "A|B",
    "--|--",
    "C:\\n \\* \\",
    "`x` ``y``",
    "<script>alert(1)</script><!-- x -->",
    "</script><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "<http://example.com> http://example.com a@example.com",
    ":smile: [^1] *[HTML]: x",
    "\x02wzxhzdk:0\x03",
]  # fmt: skip


def rendered(place: str, words: str) -> str:
    return markdown.markdown(PLACES[place].replace("@", words), extensions=EXTENSIONS)


def visible(place: str, page: str) -> str:
    """The words of the page; of an attribute, its value."""
    if "attribute of" in place or "attribute in" in place:
        page = re.findall(r'title="([^"]*)"', page)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def skeleton(page: str) -> str:
    """The page's elements without their words."""
    return re.sub(r'title="[^"]*"', "", "".join(re.findall(r"<[^>]*>", page)))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", NASTY)
def test_nothing_is_taken_as_markup(text: str, place: str) -> None:
    page = rendered(place, escape(text))
    expected = visible(place, rendered(place, "W")).replace("W", text.replace("\x02", "").replace("\x03", ""))
    assert visible(place, page) == " ".join(expected.split())
    assert skeleton(page) == skeleton(rendered(place, "W"))


@given(st.text(alphabet="a1 迟。.,)(#*_-+=~:[]{}<>&|`\\!\"'\n", min_size=1, max_size=30), st.sampled_from([*PLACES]))
@settings(deadline=None)
def test_any_words_show_as_they_are(text: str, place: str) -> None:
    words = "词" + text  # some places mean nothing without words
    page = rendered(place, escape(words))
    assert visible(place, page) == " ".join(visible(place, rendered(place, "W")).replace("W", words).split())
    assert skeleton(page) == skeleton(rendered(place, "W"))


@given(st.lists(st.text(alphabet="a1 迟.)#*_-+=~:[]{}<&|`\\!\n ", min_size=1, max_size=20), min_size=1, max_size=3))
@settings(deadline=None)
def test_paragraphs_are_kept_and_nothing_else(texts: list[str]) -> None:
    told = "\n\n".join(texts).strip()
    page = markdown.markdown(paragraphs(lines(told)), extensions=EXTENSIONS)
    assert html.unescape(re.sub(r"<[^>]*>", " ", page)).split() == told.split()
    assert set(re.findall(r"<[^>]*>", page)) <= {"<p>", "</p>"}
    assert page.count("<p>") == len([each for each in re.split(r"\n\s*\n", told) if each.strip()])


def test_ids_stay_what_they_are() -> None:
    assert escape("discipline.attendance.late_arrival") == "discipline.attendance.late_arrival"


def test_link_with_classes() -> None:
    assert link("20 元", "../numbers/#a.b", "hb-value") == '<a class="hb-value" href="../numbers/#a.b">20 元</a>'
    assert link("*", "../x/") == '<a href="../x/">&#42;</a>'


def test_markup_is_not_escaped_again() -> None:
    assert shown(escape("*")) == "&#42;"
    assert shown(Markup("<b>")) == "<b>"
    assert shown(7) == "7"


def test_a_template_cannot_forget_to_escape() -> None:
    template = '{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(a) }} {{ a ~ b }} {{ [a, b] | join(", ") }} {{ "" }}'
    told = environment().from_string(template).render(a="*<", b="_")
    assert told == "<i>&#42;&#60;</i> &#42;&#60;&#95; &#42;&#60;, &#95; "


def test_data_in_a_script_cannot_end_it() -> None:
    data = {"a": "</script><!--\u2028\u2029 & '\""}
    told = in_script(data)
    assert json.loads(told) == data
    assert not any(sign in told for sign in "<\u2028\u2029")
