"""Signs that a text may not have. A title stands in menus, tabs, headings and lists: one line, and nothing like markup.

Pages escape whatever they show; this is for the other places where titles end up, and for what was never meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.files.signs import describe_sign
from handbook.files.source import Source
from handbook.files.yaml.align import place_in_text
from handbook.files.yaml.tree import Path
from handbook.lang.languages import LANGS
from handbook.problems.problem import Problem
from handbook.schema.draft import Draft
from handbook.schema.validation.paths import names_along

TITLES = ("title", "label", "term", "name")  # the keys whose words are titles; those of `choices` are, too
NOT_IN_TITLES = re.compile("<|[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BREAKS = "\n\r\x85\u2028\u2029"


def check_signs(draft: Draft) -> Iterator[Problem]:
    """Titles and labels with a sign that they may not have: one problem each, at the first."""
    for source in draft.sources:
        yield from _of_titles(source)


def _of_titles(source: Source) -> Iterator[Problem]:
    if source.tree is None:
        return
    for row, text in source.tree.rows():
        if text.isprintable() and "<" not in text:
            continue  # as most are
        spot = source.tree.spot(row)
        found = NOT_IN_TITLES.search(text.strip()) if _is_title(spot.path) else None
        if found:
            place = place_in_text(source, spot, text.strip(), found.start())
            where = ".".join(names_along(spot.path, source.tree.data))
            yield Problem(place, _code(found[0]), where, describe_sign(found[0]))


def _is_title(path: Path) -> bool:
    match path:
        case [*_, "choices", _, lang]:
            return lang in LANGS
        case [*_, key, lang]:
            return key in TITLES and lang in LANGS
    return False


def _code(sign: str) -> str:
    if sign == "<":
        return "angle_in_title"
    return "break_in_title" if sign in _BREAKS else "control_character"
