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
# What Jinja would take for its own: whole marks, and openings that are never closed.
_MARKS = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}|\{[{%#][^{}]*\}?")
_TRIMMING = re.compile(r"\{\{[-+]|.*[-+]\}\}", re.DOTALL)  # `{{- … -}}` would eat the spaces and lines around it
_NAME = r"[a-z][a-z0-9_]*(?:\s*[.．。]\s*[a-z][a-z0-9_]*)+"
_LOOSE = re.compile(rf"[{{｛]{{1,2}}\s*({_NAME})\s*[}}｝]{{0,2}}|({_NAME})\s*[}}｝]{{1,2}}")
_SHOWN = 40  # characters of a bad placeholder that a message repeats
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
    if not any(brace in text for brace in "{}｛｝"):
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
    if not mark.startswith("{{") or _TRIMMING.match(mark):
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
            yield _slip(mark[0], mark.start())
    for loose in _LOOSE.finditer(without_marks(text, " ")):
        yield _slip(loose[0], loose.start())


def _slip(found: str, index: int) -> ProseSlip:
    """Where its name can be told, the placeholder is shown as it should be."""
    found = found.strip()
    if found.startswith("{{") and not found.endswith("}"):  # never closed: the sentence behind it is not its name
        begun = re.match(rf"\{{\{{\s*{_NAME}", found)
        found = begun[0] if begun else found
    shown = found if len(found) <= _SHOWN else found[: _SHOWN - 1] + "…"
    name = re.sub(r"\s*[.．。]\s*", ".", found.strip("{}｛｝ \n\t"))
    right = f"{{{{ {name} }}}}"
    if re.fullmatch(_NAME, name) and _read(right):
        return ProseSlip("placeholder_form", index, shown, right)
    return ProseSlip("bad_placeholder", index, shown)


def references(prose: Prose) -> Iterator[ParameterRef | ClauseRef]:
    """The placeholders of a text, in order, repeated where it repeats them."""
    for piece in prose:
        if not isinstance(piece, Said):
            yield piece


def mark_offsets(text: str) -> list[int]:
    """Offsets of the placeholders of a readable text, in order."""
    return [mark.start() for mark in _MARKS.finditer(text)]


def without_marks(text: str, filler: str) -> str:
    """The text with every sign of a placeholder replaced, so that offsets stay."""
    return _MARKS.sub(lambda mark: filler * len(mark[0]), text)
