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
_DATED = ("values", "revisions")  # their days are compared elsewhere


def check_any(tree: Tree) -> list[Problem]:
    """Everything of a file: of its texts, then of its mappings and lists, from the outside in."""
    found = list(_of_texts(tree))
    _look(tree.data, (), tree.root, found)
    return found


def _of_texts(tree: Tree) -> Iterator[Problem]:
    numbered = "\\" in tree.root.of.lines.text  # else no text has a sign by its number
    for spot, text in tree.texts_where(lambda text: text.endswith('"') or (numbered and any(bad_signs(text)))):
        if _FIGURES.isdisjoint(spot.path):
            yield from _text(text, spot)


def _look(data: Any, path: Path, root: Spot, found: list[Problem]) -> None:
    """Add what is wrong with a mapping or list, and with those in it; where that is, is looked up only then."""
    if isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, (dict, list)):
                _look(value, (*path, index), root, found)
    elif isinstance(data, dict):
        if "en" in data and not str(data["en"]).isascii():
            found += _swapped(data, path, root)
        for key, value in data.items():
            if isinstance(value, (dict, list)) and key not in _FIGURES:
                within = (*path, key)
                if isinstance(value, list) and key not in _DATED:
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
        if isinstance(item, (bool, int, Decimal, type(None))) or (isinstance(item, dict) and "id" in item):
            continue
        first = items.index(item)
        if first < index:
            line = root.find((*path, first)).place.line
            facts = {"line": line, "found": str(item) if not isinstance(item, dict) else "…"}
            yield Problem(root.find((*path, index)).place, "listed_twice", "", facts)
