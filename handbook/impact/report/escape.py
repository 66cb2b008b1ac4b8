"""Words of the policy in a comment of GitLab, GitHub or Gitea: they are shown as they stand and set nothing off.

Two layers read a comment. Markdown reads signs; against it signs are escaped. Then the forge looks for what it makes
links, names and pictures of (`@all`, `#1`, `!1`, `:tada:`, addresses, commits) in the text as *shown*, so that escaping
is of no use; there a space of no width stands where it would begin to look. `$` stands in an element of its own, as
GitHub's documentation has it, since its formulas are found after Markdown.
"""

from __future__ import annotations

import re

GAP = "&#8203;"  # U+200B as an entity, so that one sees it in the source
_LINE_ENDS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_SIGNS = {sign: f"\\{sign}" for sign in "\\`*_[]~#"} | {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "&#124;",
    "$": "<span>$</span>",
    "\u200b": GAP,
}
_SIGN = re.compile("|".join(re.escape(sign) for sign in _SIGNS))
_NUMBER = re.compile(r"\d+(?![\d.)])")
# What a forge would begin to read at, each up to the place of the gap.
_BEGINNINGS = re.compile(
    r"""
      @(?=\S)                                 # people and groups, mail
    | [\#!](?=\d)                             # issues, merge requests
    | [~%](?=["'\w{])                         # labels, milestones, placeholders
    | &(?=\d)                                 # epics
    | \*(?=iteration:)
    | \[(?=[\[+-]|\w+:)                       # [[page]], [- inline diff -], [vulnerability:1]
    | \{(?=[+-])
    | :(?=//) | :(?=[\w+-]+:)                 # addresses, emoji
    | (?<![a-z0-9])www(?=\.)
    | (?<![a-z0-9])(?:gh|gl|ghsa)(?=-)        # GH-1
    | (?<![A-Za-z0-9])(?-i:[A-Z][A-Z0-9_]+)(?=-\d)   # CVE-2026-1, keys of other trackers
    | [0-9a-f]{6}(?=[0-9a-f])                 # commits have 7 signs and more
    """,
    re.VERBOSE | re.IGNORECASE,
)


def literal(text: str) -> str:
    """The text on one line, fit to stand anywhere but at the beginning of a line."""
    apart = _BEGINNINGS.sub(lambda found: f"{found[0]}\u200b", _one_line(text))
    return _SIGN.sub(lambda found: _SIGNS[found[0]], apart)


def bold(text: str) -> str:
    """The same in bold type, also at the beginning of a line."""
    return f"**{literal(text.strip())}**"


def line(text: str) -> str:
    """The same as a line of its own. Its first sign stands as an entity unless it is a letter, or a number that counts
    no list, so that none is a command (`/approve`) or the beginning of anything."""
    one_line = _one_line(text).lstrip()
    if not one_line or one_line[0].isalpha() or _NUMBER.match(one_line):
        return literal(one_line)
    return f"&#{ord(one_line[0])};{GAP}{literal(one_line[1:])}"


def _one_line(text: str) -> str:
    return _LINE_ENDS.sub(" ", text)
