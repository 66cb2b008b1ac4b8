"""Texts with placeholders, of clauses, terms, rules and questions: one reader for all of them.

A text is a Jinja template of which only names are allowed: `{{ attendance.minor_fine }}` is a parameter,
`{{ clause.pay.structure.day_wage }}` a clause, and where a text has `local` names, `{{ total }}` is one of them.
Jinja parses what is not plainly one; nothing is executed, so nothing can escape. Which names exist is decided
elsewhere: see `handbook/schema/placeholders.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from handbook.records import frozen

# What Jinja would take for its own: whole marks, and openings that are never closed.
_MARKS = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}|\{[{%#][^{}]*\}?")
_TRIMMING = r"(?s)\{\{[-+]|.*[-+]\}\}"  # `{{- … -}}` would eat the spaces and lines around it
_WORD = r"[a-z][a-z0-9_]*"
_PLAIN_MARK = re.compile(rf"\{{\{{ *((?!(?:true|false|none|not)\b){_WORD}(?:\.{_WORD})*) *\}}\}}")  # the usual form
_NAME = rf"{_WORD}(?:\s*[.．。]\s*{_WORD})+"
# Of mistakes, and so compiled where they are needed.
_LOOSE = rf"[{{｛]{{1,2}}\s*({_NAME})\s*[}}｝]{{0,2}}|({_NAME})\s*[}}｝]{{1,2}}"
_LOOSE_LOCAL = rf"[{{｛]{{1,2}}\s*({_WORD})\s*[}}｝]{{1,2}}"  # with both: a word alone may be just a word
_BRACES = r"[{}｛｝]+"
_SHOWN = 40  # characters of a bad placeholder that a message repeats
CLAUSE = "clause"  # so no group of parameters may have this name


@frozen
class PlainText:
    """Words as they stand."""

    text: str


@frozen
class ParameterRef:
    """A placeholder for a parameter's value."""

    name: str


@frozen
class ClauseRef:
    """A placeholder for a clause's title."""

    id: str


@frozen
class LocalRef:
    """A placeholder for a name of the text's own: an input or step of its rule, a number drawn for its question."""

    name: str


Reference = ParameterRef | ClauseRef | LocalRef
Piece = PlainText | Reference
Prose = tuple[Piece, ...]


@frozen
class PlaceholderTypo:
    """A placeholder that cannot be read: `index` is its offset in the text."""

    code: str
    index: int
    found: str
    right: str = ""


class BadProse(ValueError):
    """A text with unreadable placeholders; carries all of them."""

    def __init__(self, typos: list[PlaceholderTypo]) -> None:
        self.typos = typos
        super().__init__("; ".join(typo.found for typo in typos))


def has_braces(text: str) -> bool:
    """Whether it may have placeholders, or something that was meant for one."""
    return "{" in text or "}" in text or "｛" in text or "｝" in text  # a search for one of them takes longer


@lru_cache(maxsize=100_000)
def parse(text: str, local: bool = False) -> Prose:
    """Words and placeholders in order; `local` names only where they are asked for. Raises BadProse with every typo."""
    if not has_braces(text):
        return (PlainText(text),)
    pieces, end = list[Piece](), 0
    for mark in _MARKS.finditer(text):
        reference, words = _read(mark[0], local), text[end : mark.start()]
        if reference is None or has_braces(words):
            raise BadProse(list(_typos(text, local)))
        pieces += (PlainText(words), reference) if words else (reference,)
        end = mark.end()
    if has_braces(text[end:]):
        raise BadProse(list(_typos(text, local)))
    return (*pieces, PlainText(text[end:])) if end < len(text) else tuple(pieces)


@lru_cache(maxsize=100_000)
def _read(mark: str, local: bool) -> Reference | None:
    """What a placeholder names; None where it is anything but a name."""
    plain = _PLAIN_MARK.fullmatch(mark)
    names = plain[1].split(".") if plain else _read_by_jinja(mark)
    group, *rest = names or ("",)
    if group == CLAUSE and len(rest) == 3:
        return ClauseRef(".".join(rest))
    if group != CLAUSE and len(rest) == 1:
        return ParameterRef(f"{group}.{rest[0]}")
    return LocalRef(group) if local and names and not rest else None


def _read_by_jinja(mark: str) -> list[str] | None:
    """The parts of a dotted name that is written in any way that Jinja knows; None where it is none."""
    if not mark.startswith("{{") or re.match(_TRIMMING, mark):
        return None
    from jinja2 import TemplateError, nodes  # takes longer than all plain names of a policy
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    try:
        body = ImmutableSandboxedEnvironment(keep_trailing_newline=True).parse(mark).body
    except (TemplateError, ValueError, RecursionError):
        return None
    found = [node for output in body for node in output.iter_child_nodes()]
    node, names = found[0] if len(found) == 1 else None, list[str]()
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    return [node.name, *reversed(names)] if isinstance(node, nodes.Name) else None


def _typos(text: str, local: bool) -> Iterator[PlaceholderTypo]:
    typos = [_typo(mark[0], mark.start(), local) for mark in _MARKS.finditer(text) if _read(mark[0], local) is None]
    rest = without_marks(text, " ")
    if not has_braces(rest):  # as in most texts
        yield from typos
        return
    for pattern in (_LOOSE, _LOOSE_LOCAL) if local else (_LOOSE,):
        typos += [_typo(loose[0], loose.start(), local) for loose in re.finditer(pattern, rest)]
        rest = re.sub(pattern, lambda loose: " " * len(loose[0]), rest)
    yield from typos or (
        PlaceholderTypo("stray_brace", brace.start(), brace[0][:_SHOWN]) for brace in re.finditer(_BRACES, rest)
    )


def _typo(found: str, index: int, local: bool) -> PlaceholderTypo:
    """Where its name can be read, the placeholder is shown as it should be."""
    found = found.strip()
    if found.startswith("{{") and not found.endswith("}"):  # never closed: the sentence behind it is not its name
        begun = re.match(rf"\{{\{{\s*{_NAME}", found)
        found = begun[0] if begun else found
    shown = found if len(found) <= _SHOWN else found[: _SHOWN - 1] + "…"
    name = re.sub(r"\s*[.．。]\s*", ".", found.strip("{}｛｝ \n\t"))
    right = f"{{{{ {name} }}}}"
    if re.fullmatch(rf"{_NAME}|{_WORD}", name) and _read(right, local):
        return PlaceholderTypo("placeholder_form", index, shown, right)
    return PlaceholderTypo("bad_placeholder", index, shown)


def references(prose: Prose) -> Iterator[Reference]:
    """The placeholders of a text, in order, repeated where it repeats them."""
    for piece in prose:
        if not isinstance(piece, PlainText):
            yield piece


def mark_offsets(text: str) -> list[int]:
    """Offsets of the placeholders of a readable text, in order."""
    return [mark.start() for mark in _MARKS.finditer(text)]


def without_marks(text: str, filler: str) -> str:
    """The text with every sign of a placeholder replaced, so that offsets stay."""
    return _MARKS.sub(lambda mark: filler * len(mark[0]), text)
