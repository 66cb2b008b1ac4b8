"""Texts of questions with their placeholders filled: what is drawn, a rule's results, parameters, clauses."""

from __future__ import annotations

from collections.abc import Callable

from handbook import ParameterRef, PlainText, Reference, Words, needs_space, parse, references

Say = Callable[[Reference], Words]  # what stands for a placeholder


def fill(text: Words, say: Say) -> Words:
    """Both languages with their placeholders filled. The text was checked before: it has no errors."""
    return Words(zh=_filled(text.zh, lambda ref: say(ref).zh, True), en=_filled(text.en, lambda ref: say(ref).en))


def _filled(text: str, say: Callable[[Reference], str], chinese: bool = False) -> str:
    filled = ""
    for piece in parse(text, local=True):
        shown = piece.text if isinstance(piece, PlainText) else say(piece)
        filled += (" " if chinese and needs_space(filled, shown) else "") + shown
    return filled


def parameters_in(text: Words) -> list[str]:
    """The parameters that a text shows."""
    return [ref.name for ref in references(parse(text.zh, local=True)) if isinstance(ref, ParameterRef)]
