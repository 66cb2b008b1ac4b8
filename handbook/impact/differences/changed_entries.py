"""What differs in the entries of two policies, key by key, whatever kind of file they stand in.

Nothing that differs in a file is left out: what other parts of the report tell better (values, texts) is taken out only
by those parts themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handbook.impact.differences.changes import EntryChange, KeyChange, KeyPath
from handbook.impact.differences.entry import (
    ABSENT,
    KINDS,
    LANGUAGES,
    Entries,
    Entry,
    NameOrder,
    is_words,
    rows_by_name,
)
from handbook.impact.differences.renames import Renames

_ROWS = ("id", "from", "at_least", "more_than", "use", "step")  # the keys by which rows of a list are told apart


def changed_entries(before: Entries, after: Entries, renames: Renames) -> Iterator[EntryChange]:
    """Every entry that is new, gone, renamed or not as it was: by kind, then in the order of the files."""
    old = {(kind, renames.of(kind, name)): entry for (kind, name), entry in before.items()}

    for key in sorted(dict.fromkeys([*after, *old]), key=lambda key: KINDS.index(key[0])):
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


def _differences(old: Any, new: Any, path: KeyPath, renames: Renames) -> Iterator[KeyChange]:
    if isinstance(old, NameOrder) and isinstance(new, NameOrder):
        if _moved(old.names, new.names, renames):
            yield KeyChange((*path, "order"), list(old.names), list(new.names))
    elif is_words(old) and is_words(new):
        if any(not renames.same(old.get(lang), new.get(lang)) for lang in LANGUAGES):
            yield KeyChange(path, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _of_mappings(old, new, path, renames)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(old, new, path, renames)
    elif not renames.same(old, new):
        yield KeyChange(path, old, new)


def _of_mappings(
    old: Mapping[str, Any], new: Mapping[str, Any], path: KeyPath, renames: Renames
) -> Iterator[KeyChange]:
    was = {key if key in new else _key_now(key, new, renames): value for key, value in old.items()}
    for key in dict.fromkeys([*was, *new]):
        here = (*path, str(key))
        if key in was and key in new:
            yield from _differences(was[key], new[key], here, renames)
        else:
            yield KeyChange(here, was.get(key, ABSENT), new.get(key, ABSENT))


def _key_now(key: str, new: Mapping[str, Any], renames: Renames) -> str:
    return next((name for name in new if renames.same(key, name)), key)


def _of_lists(old: list[Any], new: list[Any], path: KeyPath, renames: Renames) -> Iterator[KeyChange]:
    rows = rows_by_name(old, _ROWS), rows_by_name(new, _ROWS)
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


def _is_order(data: Any) -> bool:
    return isinstance(data, NameOrder)


def _moved(old: tuple[str, ...], new: tuple[str, ...], renames: Renames) -> bool:
    """Whether what is on both sides stands in another order."""
    was = [next((each for each in new if renames.same(name, each)), name) for name in old]
    return [name for name in was if name in new] != [name for name in new if name in was]
