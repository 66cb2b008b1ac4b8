"""Texts of the policy: sentences with placeholders for parameters and clauses.

A text is a Jinja template of which only names are allowed: `{{ attendance.minor_fine }}` is a parameter,
`{{ clause.pay.structure.day_wage }}` a clause. Jinja parses it; nothing is executed, so nothing can escape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

_ENVIRONMENT = ImmutableSandboxedEnvironment(keep_trailing_newline=True)
_MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{[{%#].*", re.DOTALL)
_LOOSE_BRACE = re.compile(r"(?:[{｛]{1,2})\s*([a-z_]+(?:\.[a-z_]+)+)\s*(?:[}｝]{1,2})")
_TRIMMING = re.compile(
    r"\{\{[-+]|.*[-+]\}\}", re.DOTALL
)  # Jinja's `{{- … -}}` would eat the spaces and lines around it
CLAUSE = "clause"  # so no group of parameters may have this name


@dataclass(frozen=True)
class Said:
    """Words as they stand."""

    text: str


@dataclass(frozen=True)
class ParameterRef:
    """A placeholder for a parameter's value."""

    name: str


@dataclass(frozen=True)
class ClauseRef:
    """A placeholder for a clause's title."""

    id: str


Piece = Said | ParameterRef | ClauseRef
Prose = tuple[Piece, ...]


@dataclass(frozen=True)
class ProseSlip:
    """A placeholder that cannot be read: `index` is its offset in the text."""

    code: str
    index: int
    found: str
    right: str = ""


class BadProse(ValueError):
    """A text with unreadable placeholders; carries all of them."""

    def __init__(self, slips: list[ProseSlip]) -> None:
        self.slips = slips
        super().__init__("; ".join(slip.found for slip in slips))


@lru_cache(maxsize=100_000)
def parse(text: str) -> Prose:
    """Words and placeholders in order. Raises BadProse with every slip."""
    if "{" not in text and "｛" not in text:
        return (Said(text),)
    slips = list(_slips(text))
    if slips:
        raise BadProse(slips)
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for mark in _MARKS.finditer(text):
        if mark.start() > end:
            yield Said(text[end : mark.start()])
        reference = _read(mark[0])
        assert reference is not None  # told as a slip before
        yield reference
        end = mark.end()
    if end < len(text):
        yield Said(text[end:])


@lru_cache(maxsize=100_000)
def _read(mark: str) -> ParameterRef | ClauseRef | None:
    """What a placeholder names; None where it is anything but a name."""
    if _TRIMMING.match(mark):
        return None
    try:
        found = [node for output in _ENVIRONMENT.parse(mark).body for node in output.iter_child_nodes()]
        return _reference(found[0]) if len(found) == 1 else None
    except (TemplateError, ValueError, RecursionError):
        return None


def _reference(node: nodes.Node) -> ParameterRef | ClauseRef:
    """Raises ValueError where the node is anything but a dotted name of the right length."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        raise ValueError("not a name")
    names.append(node.name)
    group, *rest = reversed(names)
    if group == CLAUSE and len(rest) == 3:
        return ClauseRef(".".join(rest))
    if group != CLAUSE and len(rest) == 1:
        return ParameterRef(f"{group}.{rest[0]}")
    raise ValueError("a name of the wrong length")


def _slips(text: str) -> Iterator[ProseSlip]:
    for mark in _MARKS.finditer(text):
        if _read(mark[0]) is None:
            yield ProseSlip("bad_placeholder", mark.start(), mark[0].strip())
    blanked = _MARKS.sub(lambda mark: " " * len(mark[0]), text)
    for loose in _LOOSE_BRACE.finditer(blanked):
        yield ProseSlip("single_brace", loose.start(), loose[0], f"{{{{ {loose[1]} }}}}")


def references(prose: Prose) -> Iterator[ParameterRef | ClauseRef]:
    """The placeholders of a text, in order, repeated where it repeats them."""
    for piece in prose:
        if not isinstance(piece, Said):
            yield piece


def place_offsets(raw: str) -> list[int]:
    """Offsets of the placeholders in a piece of a file, in the order in which `parse` meets them."""
    return [mark.start() for mark in _MARKS.finditer(raw)]
