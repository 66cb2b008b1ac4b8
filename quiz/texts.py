"""Texts of questions: words with placeholders for what is drawn, for a rule's results, for parameters and clauses.

`{{ minutes }}`, `{{ total }}`, `{{ attendance.minor_fine }}`, `{{ clause.discipline.attendance.late }}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handbook.typography import needs_space
from handbook.words import Words

_MARK = re.compile(r"\{\{.*?\}\}|\{\{|\}\}|\{%|\{#")
_NAME = re.compile(r"\{\{\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){0,3})\s*\}\}")


@dataclass(frozen=True)
class Reference:
    """A placeholder: its name (empty where it cannot be read), how it is written, and its offset in the text."""

    name: str
    written: str
    index: int


Say = Callable[[str], Words]  # what stands for a name


def references(text: str) -> Iterator[Reference]:
    """The placeholders of a text."""
    for mark in _MARK.finditer(text):
        name = _NAME.fullmatch(mark[0])
        yield Reference(name[1] if name else "", mark[0], mark.start())


def fill(text: Words, say: Say) -> Words:
    """Both languages with their placeholders filled."""
    return Words(zh=_filled(text.zh, lambda name: say(name).zh, True), en=_filled(text.en, lambda name: say(name).en))


def _filled(text: str, say: Callable[[str], str], chinese: bool = False) -> str:
    told, end = "", 0
    for found in references(text):
        for piece in (text[end : found.index], say(found.name)):
            told += (" " if chinese and needs_space(told, piece) else "") + piece
        end = found.index + len(found.written)
    rest = text[end:]
    return told + (" " if chinese and needs_space(told, rest) else "") + rest
