"""Two texts as one with what was struck and what was added: Chinese by characters, English by words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from handbook.records import frozen

# What stays or is replaced as a whole: words, or single characters beside whole numbers and Latin words.
_CHARACTERS = re.compile(r"[0-9A-Za-z.,%]*[0-9A-Za-z%]|.", re.DOTALL)
_UNITS = {"en": re.compile(r"\s+|[\w'’.,%-]*\w|.", re.DOTALL)}
_ISLAND = 2  # so short a stretch that stayed between two changes reads worse than one change


@frozen
class DiffPiece:
    """A stretch of text that stayed, was struck, or was added."""

    kind: Literal["same", "struck", "added"]
    text: str


def diff_texts(before: str, after: str, lang: str) -> tuple[DiffPiece, ...]:
    """The pieces in reading order; what was struck stands before what was added in its place."""
    if before == after:
        return (DiffPiece("same", before),) if before else ()
    units = _UNITS.get(lang, _CHARACTERS)
    return tuple(_pieces(units.findall(before), units.findall(after)))


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffPiece]:
    struck, added = "", ""
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = "".join(before[i:j]) if kind == "equal" else ""
        if kind == "equal" and not (0 < len(same.strip()) < _ISLAND and (struck or added) and j < len(before)):
            yield from _change(struck, added)
            struck, added = "", ""
            yield DiffPiece("same", same)
        else:
            struck += "".join(before[i:j])
            added += "".join(after[k:m])
    yield from _change(struck, added)


def _change(struck: str, added: str) -> Iterator[DiffPiece]:
    if struck:
        yield DiffPiece("struck", struck)
    if added:
        yield DiffPiece("added", added)
