"""What is wrong with a part of a file whatever kind of file it is: languages swapped, an item listed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from handbook.files.signs import bad_signs
from handbook.files.yaml.tree import Spot
from handbook.problems.problem import Problem

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
_FIGURES = ("given", "expect", "with", "example")  # what people enter or get may well be the same twice
_DATED = ("values", "revisions")  # their days are compared elsewhere


def check_any(data: Any, spot: Spot) -> list[Problem]:
    """Everything of a file's data, from the outside in."""
    found: list[Problem] = []
    _check(data, spot, found)
    return found


def _check(data: Any, spot: Spot, found: list[Problem]) -> None:
    if isinstance(data, str):
        if not spot.plain or data.endswith('"'):
            found += _text(data, spot)
    elif isinstance(data, dict):
        if "en" in data:
            found += _swapped(data, spot)
        for (key, value), child in zip(data.items(), spot.parts()):
            if isinstance(value, (str, dict, list)) and key not in _FIGURES:
                if isinstance(value, list) and key not in _DATED:
                    found += _twice(value, child)
                _check(value, child, found)
    elif isinstance(data, list):
        for value, child in zip(data, spot.parts()):
            if isinstance(value, (str, dict, list)):
                _check(value, child, found)


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


def _swapped(data: dict[str, Any], spot: Spot) -> Iterator[Problem]:
    """A text whose Chinese stands under `en` and whose English under `zh`."""
    zh, en = str(data.get("zh", "")), str(data.get("en", ""))
    if not _HAN.search(en):
        return  # as most are
    zh, en = (_PLACEHOLDER.sub("", text) for text in (zh, en))
    if re.search("[A-Za-z]", zh) and not _HAN.search(zh) and _HAN.search(en):
        yield Problem(spot.find(("zh",)).place, "languages_swapped")


def _twice(items: list[Any], spot: Spot) -> Iterator[Problem]:
    """Items that say the same as one before; those with an id are known by it, and numbers may be the same."""
    for index, item in enumerate(items):
        if isinstance(item, (bool, int, Decimal, type(None))) or (isinstance(item, dict) and "id" in item):
            continue
        first = items.index(item)
        if first < index:
            facts = {"line": spot.find((first,)).place.line, "found": str(item) if not isinstance(item, dict) else "…"}
            yield Problem(spot.find((index,)).place, "listed_twice", "", facts)
