"""Words of the policy in a comment: Markdown and the forges show them as they stand and make nothing of them."""

from __future__ import annotations

import re
from itertools import groupby

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handbook.impact.differences.text_diff import DiffPiece
from handbook.impact.report.blocks import MarkedText, Paragraph, Report, ReportSection, Table, TaskList
from handbook.impact.report.escape import bold, line, literal
from handbook.impact.report.markdown import as_markdown

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"<span>", "</span>", "<del>", "</del>", "<ins>", "</ins>", "<sub>", "</sub>"}
INLINE = {"text", "text_special", "strong_open", "strong_close", "html_inline"}

# What the forges look for in shown text, after their documentation.
SETS_OFF = [
    r"@[A-Za-z0-9_\"-]",
    r"[#!&][0-9]",
    r"\$[0-9A-Za-z`]",
    r"[~%][\"'\w{]",
    r"\*iteration:",
    r"\[(vulnerability|feature_flag|issue|epic|contact|cadence|wiki_page|work_item):",
    r"\[\[",
    r"\[[-+].*[-+]\]",
    r"\{[-+].*[-+]\}",
    r"[A-Za-z][A-Za-z0-9+.-]*://",
    r"(?i)\bwww\.",
    r":[A-Za-z0-9_+-]+:",
    r"(?i)\bGH-[0-9]",
    r"\b[A-Z][A-Z0-9_]+-[0-9]",
    r"(?i)[0-9a-f]{7}",
    r"\$.*\$",
]
PLANTED = [
    "@all", "@company/everyone", "a@b.example", "@dependabot merge", "!1", "#1", "a/b#12", "~label",
    "~\"two words\"", "%milestone", "%{project_path}", "$1", "$x^2$", "$$", "$`x`$", "&1", "*iteration:3",
    "[vulnerability:1]", "[[page]]", "[link](javascript:x)", "![i](x 't')", "[^1]", "[-gone-]", "{+new+}",
    "http://x.example/a", "www.x.example", "HTTPS://X.example", "mailto:a@b.example", "4f3a12b",
    "0123456789abcdef0123456789abcdef01234567", ":tada:", ":+1:", "GH-1", "CVE-2026-12345",
    "<!-- handbook-report -->", "<details>", "<script>", "</sub>", "<img src=x onerror=y>", "&lt;b&gt;",
    "&copy;", "&#64;all", "a|b", "\\", "\\|", "`code`", "```mermaid", "**bold**", "_em_", "~~gone~~", "# title",
    "- [ ] task", "1. list", "2) list", "> quote", "---", "===", "    code", "/approve 谢谢", "/close",
    "a\n/merge", "a\r\nb", "a\u2028b", "\u200b@all", "…。", "**", "* * *", "1234567 元", "50%的", "| --- |",
    "::tada:", "迟到（旷工）",
]  # fmt: skip
SIGNS = "@#!~%$&*[]{}()<>|\\`_:/.-+=^\"' \t\n09afgGHw字。"
TEXTS = st.one_of(
    st.lists(st.sampled_from([*PLANTED, " ", "字"]), min_size=1, max_size=4).map("".join), st.text(SIGNS, max_size=12)
)


def one_line(text: str) -> str:
    return re.sub(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+", " ", text)


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens if token.type == "inline" for child in token.children or []]


def shown(tokens: list[Token], told: str) -> None:
    """What is shown is the text as it stands, and no stretch of it sets anything off."""
    parts = inline(tokens)
    assert {part.type for part in parts} <= INLINE
    assert {part.content for part in parts if part.type == "html_inline"} <= OURS
    assert "".join(part.content for part in parts if part.type.startswith("text")).replace("\u200b", "") == told
    for is_text, run in groupby(parts, lambda part: part.type.startswith("text")):
        stretch = "".join(part.content for part in run)
        if is_text:
            assert [pattern for pattern in SETS_OFF if re.search(pattern, stretch)] == []


def plain(text: str) -> str:
    return one_line(text).strip().replace("\u200b", "")


@settings(deadline=None, max_examples=150)
@given(TEXTS)
@example("/approve 谢谢")
@example("\\|")
def test_a_text_is_shown_as_it_stands(text: str) -> None:
    told = plain(text)
    shown(MARKDOWN.parse(f"| a |\n| --- |\n| {literal(text.strip())} |")[9:-3], told)
    shown(MARKDOWN.parse(f"x · {literal(text)}"), ("x · " + plain("x" + text)[1:]).rstrip())
    own = MARKDOWN.parse(line(text))
    shown(own, told)
    assert [token.type for token in own] in (["paragraph_open", "inline", "paragraph_close"], [])
    if told:
        shown(MARKDOWN.parse(bold(text)), told)
        assert re.match(r"\w|&#\d+;", line(text))


@pytest.mark.parametrize("text", PLANTED)
def test_no_line_of_a_report_begins_with_the_policys_words(text: str) -> None:
    pieces = (DiffPiece("same", text), DiffPiece("struck", text), DiffPiece("added", text))
    blocks = (
        Paragraph(text), Table((text, "b"), ((text, text),)), MarkedText(text, text, pieces), TaskList(((False, text),))
    )  # fmt: skip
    report = as_markdown(
        Report("zh", text, text, (text, "1234abcd", "5678abcd"), text, (ReportSection(text, blocks),), text)
    )
    for row in report.splitlines():
        assert not row.startswith(("/", " ", "\t", "<!", "<d", "---", "===", "```")), row
    tokens = MARKDOWN.parse(report)
    assert [token.tag for token in tokens if token.nesting == 1] == [
        "h2", "p", "p", "h3", "p", "table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td",
        "p", "blockquote", "p", "ul", "li", "p", "p",
    ]  # fmt: skip
    for token in tokens:
        if token.type == "inline":
            parts = token.children or []
            assert {part.type for part in parts} <= INLINE | {"code_inline"}
            assert {part.content for part in parts if part.type == "html_inline"} <= OURS


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_spaces_around_a_change_stay(text: str) -> None:
    """In a redline the stretches stand beside one another."""
    padded = f"x {text} x"
    assert literal(padded).startswith("x ")
    assert literal(padded).endswith(" x")
