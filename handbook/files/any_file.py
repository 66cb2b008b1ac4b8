"""What is wrong with a part of a file whatever kind of file it is: languages swapped, an item listed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from handbook.files.signs import bad_signs
from handbook.files.yaml.tree import Path, Spot, Tree
from handbook.problems.problem import Problem

_FIRST_HAN = "\u3400"
_HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
_FIGURES = frozenset(("given", "expect", "with", "example"))  # what people enter or get may well be the same twice
_COLLECTIONS, _NO_NAMES = (dict, list), (bool, int, Decimal, type(None))
_DATED = ("values", "revisions")  # their days are compared elsewhere


def check_any(tree: Tree) -> list[Problem]:
    """Everything of a file: of its texts, then of its mappings and lists, from the outside in."""
    found = list(_of_texts(tree))
    if type(tree.data) in _COLLECTIONS:
        _look(tree.data, (), tree.root, found)
    return found


def _of_texts(tree: Tree) -> Iterator[Problem]:
    numbered = "\\" in tree.root.of.lines.text and any(bad_signs("\n".join(text for _, text in tree.rows())))
    for row, text in tree.rows():
        if text[-1:] == '"' or numbered:
            spot = tree.spot(row)
            if _FIGURES.isdisjoint(spot.path):
                yield from _text(text, spot)


def _look(data: Any, path: Path, root: Spot, found: list[Problem]) -> None:
    """Add what is wrong with a mapping or list, and with those in it; where that is, is looked up only then."""
    keyed = type(data) is dict
    if keyed and "en" in data and not str(data["en"]).isascii():
        found += _swapped(data, path, root)
    for step, value in data.items() if keyed else enumerate(data):
        if type(value) in _COLLECTIONS and step not in _FIGURES:
            within = (*path, step)
            if keyed and type(value) is list and step not in _DATED:
                found += _twice(value, within, root)
            _look(value, within, root, found)


def _text(text: str, spot: Spot) -> Iterator[Problem]:
    """Of a text in quotes or in lines, or one that ends with a quote."""
    if not spot.plain:
        yield from _escaped(text, spot)
    elif text.count('"') % 2:
        yield Problem(spot.place, "half_quote")


def _escaped(text: str, spot: Spot) -> Iterator[Problem]:
    """Signs that a quoted text has by their numbers, as in "\\u200b"; those in the file itself are reported before."""
    for bad in bad_signs(text):
        if bad.code in ("invisible_sign", "control_character"):
            yield Problem(spot.place, bad.code, "", bad.facts)
            return


def _swapped(data: dict[str, Any], path: Path, root: Spot) -> Iterator[Problem]:
    """A text whose Chinese stands under `en` and whose English under `zh`."""
    zh, en = str(data.get("zh", "")), str(data["en"])
    if max(en) < _FIRST_HAN:
        return  # as most are
    zh, en = (_PLACEHOLDER.sub("", text) for text in (zh, en))
    if re.search("[A-Za-z]", zh) and not re.search(_HAN, zh) and re.search(_HAN, en):
        yield Problem(root.find((*path, "zh")).place, "languages_swapped")


def _twice(items: list[Any], path: Path, root: Spot) -> Iterator[Problem]:
    """Items that say the same as one before; those with an id are known by it, and numbers may be the same."""
    for index, item in enumerate(items):
        if type(item) in _NO_NAMES or (type(item) is dict and "id" in item):
            continue
        first = items.index(item)
        if first < index:
            line = root.find((*path, first)).place.line
            facts = {"line": line, "found": str(item) if not isinstance(item, dict) else "…"}
            yield Problem(root.find((*path, index)).place, "listed_twice", "", facts)
