"""Signs that a text may not have. A title stands in menus, tabs, headings and lists: one line, and nothing like markup.

Pages escape whatever they show; this is for the other places where titles end up, and for what was never meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.align import place_in_text
from handbook.draft import Draft
from handbook.problems import Problem
from handbook.shapes import names_along
from handbook.signs import BadSign, bad_signs
from handbook.source import Source
from handbook.tree import Path
from handbook.words import LANGS

TITLES = ("title", "label", "term", "name")  # the keys whose words are titles; those of `choices` are, too
NOT_IN_TITLES = re.compile("<|[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BREAKS = "\n\r\x85\u2028\u2029"


def check_signs(draft: Draft) -> Iterator[Problem]:
    """Texts with a sign that they may not have: one problem each, at the first.

    Bad signs that stand in a file as such were told when it was read; here are those that are written by their codes.
    """
    for source in draft.sources:
        yield from _of_texts(source)


def _of_texts(source: Source) -> Iterator[Problem]:
    if source.tree is None:
        return
    for path, spot, text in source.tree.texts():
        found = _in_title(text.strip()) if _is_title(path) else None
        raw = source.text[spot.start : spot.end]
        bad = found or next((bad for bad in bad_signs(text.strip()) if bad.sign not in raw), None)
        if bad:
            place = place_in_text(source, spot, text.strip(), bad.index)
            where = ".".join(names_along(path, source.tree.data))
            yield Problem(place, bad.code, where, bad.facts)


def _in_title(text: str) -> BadSign | None:
    found = NOT_IN_TITLES.search(text)
    return BadSign(_code(found[0]), found.start(), found[0]) if found else None


def _is_title(path: Path) -> bool:
    return path[-1:] != () and path[-1] in LANGS and (path[-2] in TITLES or "choices" in path[-3:-2])


def _code(sign: str) -> str:
    if sign == "<":
        return "angle_in_title"
    return "break_in_title" if sign in _BREAKS else "control_character"
