"""Entries that have another name now: the same content, or the same history, under a name that was not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Any

from handbook.impact.differences.entry import Entries, Entry
from handbook.lang.prose import CLAUSE
from handbook.records import frozen

_LIKE = 0.6  # of an entry's texts, that must be the same
_FORMULAS = ("when", "must", "formula")
_ORDER = ("parameter", "clause", "group", "chapter", "section", "role", "term", "rule", "guardrail", "consistency")
_SEEN = (*_ORDER, "case", "question")


@frozen
class Renames:
    """Old names and the new ones, by kind."""

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.names.values())

    def of(self, kind: str, old: str) -> str:
        """The name now of what had the old one."""
        return self.names.get(kind, {}).get(old, old)

    def before(self, kind: str, new: str) -> str:
        """The name that it had before."""
        return next((old for old, now in self.names.get(kind, {}).items() if now == new), new)

    def text(self, text: str) -> str:
        """A text or formula with the parameters and clauses in it by their new names."""
        return self._dotted.sub(lambda found: found[1] + self._names[found[2]], text) if self._names else text

    def id(self, id: str) -> str:
        """An id that begins with a name or has one between its dots, with the new name there."""
        for old in sorted(self._all, key=len, reverse=True):
            if id.startswith(f"{old}."):
                return self._all[old] + id[len(old) :]
        return ".".join(self._all.get(part, part) for part in id.split("."))

    def same(self, old: Any, new: Any) -> bool:
        """Whether two single values say the same, a name meaning what has it now."""
        if type(old) is not type(new):
            return False
        if str(old) == str(new):
            return True
        return isinstance(old, str) and new in (self.text(old), self._plain.get(old))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {old: new for kind in ("parameter", "clause") for old, new in self.names.get(kind, {}).items()}

    @cached_property
    def _plain(self) -> dict[str, str]:
        kinds = (names for kind, names in self.names.items() if kind not in ("parameter", "clause"))
        return {old: new for names in kinds for old, new in names.items()}

    @cached_property
    def _all(self) -> dict[str, str]:
        return self._names | self._plain

    @cached_property
    def _dotted(self) -> re.Pattern[str]:
        names = sorted(self._names, key=len, reverse=True)
        return re.compile(rf"(?<![\w.])((?:{CLAUSE}\.)?)({'|'.join(map(re.escape, names))})(?!\w|\.\w)")


def find_renames(before: Entries, after: Entries) -> Renames:
    """Each entry that is gone with the new one that is most like it, if any is like enough."""
    found: dict[str, dict[str, str]] = {}
    for kind in _SEEN:
        gone = [entry for key, entry in before.items() if key[0] == kind and key not in after]
        new = [entry for key, entry in after.items() if key[0] == kind and key not in before]
        pairs = dict(_pairs(gone, new, Renames(found)))
        if pairs:
            found[kind] = pairs
    return Renames(found)


def _pairs(gone: list[Entry], new: list[Entry], known: Renames) -> Iterator[tuple[str, str]]:
    """The likest first; of equals those whose last part stayed."""
    theirs = [_texts(now.data, Renames()) for now in new]
    scores = []
    for old in gone:
        mine = _texts(old.data, known)
        for now, others in zip(new, theirs):
            like = len(mine & others) / max(len(mine), len(others), 1)
            if like >= _LIKE and _same_history(old, now):
                scores.append((-like, old.name.rpartition(".")[2] != now.name.rpartition(".")[2], old.name, now.name))
    taken: set[tuple[str, str]] = set()
    for _, _, name, other in sorted(scores):
        if ("old", name) not in taken and ("new", other) not in taken:
            taken |= {("old", name), ("new", other)}
            yield name, other


def _same_history(old: Entry, new: Entry) -> bool:
    """Of a parameter: the same values from the same days. Nothing else has a history."""
    if old.kind != "parameter":
        return True
    return all(old.data.get(key) == new.data.get(key) for key in ("values", "unit", "type"))


def _texts(data: Any, known: Renames, key: str = "") -> frozenset[str]:
    """The words and formulas of an entry; what it is acknowledged or decided by says nothing about what it is."""
    if isinstance(data, dict):
        parts = [_texts(value, known, name) for name, value in data.items() if name not in ("acknowledged", "values")]
    elif isinstance(data, list):
        parts = [_texts(value, known, key) for value in data]
    elif isinstance(data, str) and key in ("zh", "en", *_FORMULAS):
        return frozenset([f"{key}:{known.text(data)}"])
    else:
        return frozenset()
    return frozenset().union(*parts)
