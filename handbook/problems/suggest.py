"""What may have been meant, and what was found, in words: the parts of a message that many checks share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handbook.lang.catalogue import NOTHING, Phrase
from handbook.lang.languages import Text

LIKENESS = 0.6  # of two names, from 0 to 1, from which on one may have been meant for the other


def nearest(name: str, known: Iterable[str], likeness: float = LIKENESS) -> str | None:
    """The known name that resembles `name` most, if one does."""
    near = resembling(name, known, likeness)
    return near[0] if near else None


def resembling(name: str, known: Iterable[str], likeness: float = LIKENESS) -> list[str]:
    """At most three known names that resemble `name`, the most like first; one that differs only in case alone."""
    names = sorted(known)
    same = [each for each in names if each.lower() == name.lower()]
    near = same[:1] or _alike(name[:100], names, likeness)
    near.sort(key=lambda each: sorted(each) != sorted(name))  # letters in another order before other letters
    if not near and "." in name:  # a long dotted name with a typo in one part
        near = [known for known in names if known.rpartition(".")[2] == name.rpartition(".")[2]][:1]
    return near


def _alike(name: str, names: list[str], likeness: float) -> list[str]:
    from difflib import get_close_matches  # which a policy without a mistake does not need

    return get_close_matches(name, names, 3, likeness)


def guess(name: str, known: Iterable[str]) -> Text:
    """A remark `(did you mean …?)` where a known name is near, else nothing."""
    near = nearest(name, known)
    return Phrase("handbook.parts.did_you_mean", {"name": near}) if near else NOTHING


def describe(found: Any) -> Text:
    """A value in words, for messages."""
    if found is None:
        return Phrase("handbook.parts.found.nothing")
    if isinstance(found, bool):
        return Phrase("handbook.parts.found.value", {"found": str(found).lower()})
    if isinstance(found, dict):
        return Phrase("handbook.parts.found.mapping")
    if isinstance(found, list):
        return Phrase("handbook.parts.found.list")
    if isinstance(found, str):
        short = found if len(found) <= 40 else found[:39] + "…"
        return Phrase("handbook.parts.found.text", {"found": short})
    return Phrase("handbook.parts.found.value", {"found": str(found)})
