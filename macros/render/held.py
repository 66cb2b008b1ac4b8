"""Blocks of HTML held out of a page while Markdown works on it: it would read each twice, only to leave it as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import unescape

from markdown.util import BLOCK_LEVEL_ELEMENTS

_BLOCKS = "|".join(sorted(set(BLOCK_LEVEL_ELEMENTS) - {"hr"}))
_START = re.compile(rf"^(?P<indent> {{0,3}})<(?P<name>{_BLOCKS})\b", re.MULTILINE)
_UNSURE = re.compile(r"<!--|<\?|<!\[|\t|^ {0,3}[`~]{3}", re.MULTILINE)  # what hides tags, and what Markdown changes
_ID = re.compile(r"""<a\b[^>]*?\sname="([^"]*)"|\sid="([^"]*)\"""")
_BLANK = re.compile(r" *(?:\n *)?(?:\n|\Z)")
_FEWEST = 100  # signs: a shorter block is no slower to read than what would stand for it
_HELD = '<hr data-held="{}">'
_PLACE = re.compile(r'<hr data-held="(\d+)">')


def hold_blocks(markdown: str) -> tuple[str, list[str]]:
    """The text with marks in place of what is HTML from one blank line to another, and these blocks.

    A block with Markdown in it stays, and so does all that follows what is not well-formed.
    """
    if _UNSURE.search(markdown):
        return markdown, []
    parts: list[str] = []
    blocks: list[str] = []
    done, start = 0, _START.search(markdown)
    while start and (end := _end(markdown, start)):
        block = markdown[start.start() : end]
        if _stands_alone(markdown, start, end) and len(block) >= _FEWEST and " markdown" not in block:
            parts += [markdown[done : start.start()], _HELD.format(len(blocks))]
            blocks.append(block)
            done = end
        start = _START.search(markdown, end)
    return "".join([*parts, markdown[done:]]), blocks


def _end(text: str, start: re.Match[str]) -> int | None:
    """Where a block ends, with those that follow it without a blank line; None where one is not well-formed."""
    following: re.Match[str] | None = start
    end: int | None = None
    while following and (end := _end_of_one(text, following)):
        following = _START.match(text, end + 1) if text[end : end + 1] == "\n" else None
    return end


def _end_of_one(text: str, start: re.Match[str]) -> int | None:
    depth = 0
    for found in _tags(start["name"]).finditer(text, start.start()):
        depth += -1 if found[1] else 1
        if depth == 0:
            return found.end()
    return None


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}\b[^>]*>")


def _stands_alone(text: str, start: re.Match[str], end: int) -> bool:
    """Between blank lines, not indented."""
    begun = start.start()
    return (begun == 0 or text[begun - 2 : begun] == "\n\n") and not start["indent"] and bool(_BLANK.match(text, end))


def put_back(html: str, blocks: Sequence[str]) -> str:
    """What Markdown made, with the blocks in their places."""
    return _PLACE.sub(lambda found: blocks[int(found[1])], html)


def ids(blocks: Sequence[str]) -> set[str]:
    """Everything in the blocks that a link may lead to."""
    return {unescape(one or other) for block in blocks for one, other in _ID.findall(block)}
