"""What may have been meant, and what was found, in words: the parts of a message that many checks share."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from handbook.problems.problem import Fact


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known name that resembles `name` most, if one does."""
    names = sorted(known)
    same = [each for each in names if each.lower() == name.lower()]
    near = same[:1] or difflib.get_close_matches(name[:100], names, 3, likeness)
    near.sort(key=lambda each: sorted(each) != sorted(name))  # letters in another order before other letters
    if not near and "." in name:  # a long dotted name with a slip in one part
        near = [known for known in names if known.rpartition(".")[2] == name.rpartition(".")[2]][:1]
    return near[0] if near else None


def guess(name: str, known: Iterable[str]) -> Fact:
    """A remark `(did you mean …?)` where a known name is near, else nothing."""
    near = nearest(name, known)
    return {"zh": f"（是不是 {near}？）", "en": f" (did you mean {near}?)"} if near else {"zh": "", "en": ""}


def describe(found: Any) -> Fact:
    """A value in words, for messages."""
    if found is None:
        return {"zh": "空的", "en": "nothing"}
    if isinstance(found, bool):
        return {"zh": f" {str(found).lower()}", "en": str(found).lower()}
    if isinstance(found, dict):
        return {"zh": "一组“键: 值”", "en": "a mapping"}
    if isinstance(found, list):
        return {"zh": "一个列表", "en": "a list"}
    if isinstance(found, str):
        short = found if len(found) <= 40 else found[:39] + "…"
        return {"zh": f"“{short}”", "en": f"“{short}”"}
    return {"zh": f" {found}", "en": str(found)}
