"""What differs in the entries of two policies, key by key, whatever kind of file they stand in.

Nothing that differs in a file is left out: what other parts of the report tell better (values, texts) is taken out only
by those parts themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handbook.impact.differences.contents import KINDS, Entries, Entry, Order, named
from handbook.impact.differences.renames import Renames

_ROWS = ("id", "from", "at_least", "use", "step")  # the keys by which rows of a list are told apart
_WORDS = {"zh", "en", "zh-Hant"}
Path = tuple[str | int, ...]  # keys; a number is a place in a list, counted from 1


class _Absent:
    """Nothing is written there, which is not the same as a null."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


@dataclass(frozen=True)
class KeyChange:
    """A value, text or whole part that differs; the path is empty for an entry that is new or gone."""

    path: Path
    before: Any
    after: Any


@dataclass(frozen=True)
class EntryChange:
    """An entry of a file in which something differs. `renamed` is its old name, where it has another now."""

    entry: Entry
    keys: tuple[KeyChange, ...]
    renamed: str | None = None
    state: str = "changed"  # or "new" or "gone"

    @property
    def is_record(self) -> bool:
        """Whether only the record of decisions on values differs: who decided what a value is, when, and why."""
        return self.entry.kind == "parameter" and bool(self.keys) and all(map(_is_record, self.keys))

    def without(self, told: Callable[[KeyChange], KeyChange | None]) -> EntryChange | None:
        """The same without what is told elsewhere; None where all is."""
        keys = tuple(key for key in map(told, self.keys) if key)
        return replace(self, keys=keys) if keys or self.renamed or self.state != "changed" else None


def changed_entries(before: Entries, after: Entries, renames: Renames) -> Iterator[EntryChange]:
    """Every entry that is new, gone, renamed or not as it was: by kind, then in the order of the files."""
    old = {(kind, renames.of(kind, name)): entry for (kind, name), entry in before.items()}
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    for key in sorted(dict.fromkeys([*after, *old]), key=lambda key: ranks[key[0]]):
        change = _change(old.get(key), after.get(key), renames)
        if change:
            yield change


def _change(old: Entry | None, new: Entry | None, renames: Renames) -> EntryChange | None:
    if old is None or new is None:
        entry = new or old
        assert entry
        if _is_order(entry.data) or (isinstance(entry.data, dict) and all(map(_is_order, entry.data.values()))):
            return None  # all that stands in the file is told by itself
        state = "new" if old is None else "gone"
        change = KeyChange((), ABSENT, entry.data) if new else KeyChange((), entry.data, ABSENT)
        return EntryChange(entry, (change,), None, state)
    keys = [KeyChange(("file",), old.home, new.home)] if old.home != new.home else []
    keys += _differences(_without_name(old), _without_name(new), (), renames)
    renamed = old.name if old.name != new.name else None
    return EntryChange(new, tuple(keys), renamed) if keys or renamed else None


def _without_name(entry: Entry) -> Any:
    """An id that is the entry's name is told as such."""
    last = entry.name.rpartition(".")[2]
    if isinstance(entry.data, dict) and entry.data.get("id") in (entry.name, last):
        return {key: value for key, value in entry.data.items() if key != "id"}
    return entry.data


def _differences(old: Any, new: Any, path: Path, renames: Renames) -> Iterator[KeyChange]:
    if isinstance(old, Order) and isinstance(new, Order):
        if _moved(old.names, new.names, renames):
            yield KeyChange((*path, "order"), list(old.names), list(new.names))
    elif is_words(old) and is_words(new):
        if any(not renames.same(old.get(lang), new.get(lang)) for lang in _WORDS):
            yield KeyChange(path, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _of_mappings(old, new, path, renames)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(old, new, path, renames)
    elif not renames.same(old, new):
        yield KeyChange(path, old, new)


def _of_mappings(old: Mapping[str, Any], new: Mapping[str, Any], path: Path, renames: Renames) -> Iterator[KeyChange]:
    was = {key if key in new else _key_now(key, new, renames): value for key, value in old.items()}
    for key in dict.fromkeys([*was, *new]):
        here = (*path, str(key))
        if key in was and key in new:
            yield from _differences(was[key], new[key], here, renames)
        else:
            yield KeyChange(here, was.get(key, ABSENT), new.get(key, ABSENT))


def _key_now(key: str, new: Mapping[str, Any], renames: Renames) -> str:
    return next((name for name in new if renames.same(key, name)), key)


def _of_lists(old: list[Any], new: list[Any], path: Path, renames: Renames) -> Iterator[KeyChange]:
    rows = named(old, _ROWS), named(new, _ROWS)
    if all(rows):
        yield from _of_mappings(*rows, path, renames)
        if _moved(tuple(rows[0]), tuple(rows[1]), renames):
            yield KeyChange((*path, "order"), list(rows[0]), list(rows[1]))
        return
    if not any(isinstance(each, (dict, list)) for each in (*old, *new)):
        if len(old) != len(new) or not all(map(renames.same, old, new)):
            yield KeyChange(path, old, new)
        return
    for index in range(max(len(old), len(new))):
        was, now = (rows[index] if index < len(rows) else ABSENT for rows in (old, new))
        yield from _differences(was, now, (*path, index + 1), renames)


def _is_record(key: KeyChange) -> bool:
    """A decision, or a step at which the value stays what it is."""
    return key.path[:1] == ("values",) and (len(key.path) == 2 or key.path[2] in ("decided", "ref", "note"))


def _is_order(data: Any) -> bool:
    return isinstance(data, Order)


def _moved(old: tuple[str, ...], new: tuple[str, ...], renames: Renames) -> bool:
    """Whether what is on both sides stands in another order."""
    was = [next((each for each in new if renames.same(name, each)), name) for name in old]
    return [name for name in was if name in new] != [name for name in new if name in was]


def is_words(value: Any) -> bool:
    """Whether it is one text in several languages."""
    told = isinstance(value, dict) and {"zh", "en"} <= value.keys() <= _WORDS
    return told and all(isinstance(text, str) for text in value.values())
