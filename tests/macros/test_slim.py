"""Pages lose indentation and blank lines, and nothing else."""

from __future__ import annotations

import pytest

from macros.render.slim import slim


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>\n\n    one\n  two \n</p>\n\n\n", "<p>\none\ntwo\n</p>\n"),
        ("<p>a</p>\r\n\r\n  <p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<b>a</b>  <b>b</b>", "<b>a</b>  <b>b</b>"),
        ("<p>\n　　缩进\n</p>", "<p>\n　　缩进\n</p>"),  # full-width spaces are words
        ("<pre class=x>\n  a\n\n  b\n</pre>\n\n  <p>", "<pre class=x>\n  a\n\n  b\n</pre>\n<p>"),
        ("<SCRIPT>\n\n  1\n</SCRIPT>\n\n", "<SCRIPT>\n\n  1\n</SCRIPT>\n"),
        ("<textarea>\n\n  1\n</textarea>\n\n<present>\n\n", "<textarea>\n\n  1\n</textarea>\n<present>\n"),
    ],
)
def test_only_breaks_between_lines_shrink(html: str, expected: str) -> None:
    assert slim(html) == expected
    assert slim(expected) == expected
