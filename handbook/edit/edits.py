"""Changes to the data of one file, and the proof that the changed text says exactly that and nothing else.

`carry_out` is the only way from an edit to a text, so no edit escapes the proof.
"""

from __future__ import annotations

import copy
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handbook.edit import splice
from handbook.files.reading import read_source
from handbook.files.signs import bad_signs
from handbook.files.source import Source
from handbook.files.yaml.tree import Path, Spot
from handbook.files.yaml.writing import as_read, same, texts_of
from handbook.problems.problem import PolicyError, Problem
from handbook.records import frozen

Zone = tuple[int, int]  # offsets into a text

_COMMENT = re.compile(r"#[^\r\n\x85\u2028\u2029]*")  # the last three break lines for YAML too
_NOWHERE: Zone = (0, 0)


class Edit(ABC):
    """One change of the data of a file. `path` is where in it: a list for entries, a mapping for keys."""

    path: Path

    @abstractmethod
    def written(self) -> Any:
        """What would be written anew."""

    @abstractmethod
    def change(self, part: Any) -> None:
        """Make the change in the part of the data at `path`."""

    @abstractmethod
    def cut(self, text: str, spot: Spot, part: Any) -> str:
        """Make the change in the text. Raises CannotCut, and may be wrong where people wrote something odd."""

    def losing(self, text: str, spot: Spot) -> Zone:  # noqa: ARG002  (most lose nothing)
        """Where comments may go with what they belong to."""
        return _NOWHERE


@frozen
class Insert(Edit):
    """One more entry in a list, before the one that has `index` or after the last."""

    path: Path
    index: int
    entry: Mapping[str, Any]

    def written(self) -> Any:
        return self.entry

    def change(self, part: Any) -> None:
        part.insert(self.index, as_read(self.entry))

    def cut(self, text: str, spot: Spot, part: Any) -> str:  # noqa: ARG002  (the text tells all)
        return splice.insert(text, spot, self.index, self.entry)


@frozen
class Remove(Edit):
    """An entry taken out of a list, with the comments that belong to it."""

    path: Path
    index: int

    def written(self) -> Any:
        return None

    def change(self, part: Any) -> None:
        del part[self.index]

    def cut(self, text: str, spot: Spot, part: Any) -> str:  # noqa: ARG002
        return splice.remove(text, spot, self.index)

    def losing(self, text: str, spot: Spot) -> Zone:
        return splice.own_lines(text, spot, self.index) or _NOWHERE


@frozen
class Put(Edit):
    """A key of a mapping given a value: instead of the one it has, or as its last key."""

    path: Path
    key: str
    value: Any

    def written(self) -> Any:
        return self.value

    def change(self, part: Any) -> None:
        part[self.key] = _in_order_of(part.get(self.key), as_read(self.value))

    def cut(self, text: str, spot: Spot, part: Any) -> str:
        return splice.put(text, spot, part, self.key, self.value)

    def losing(self, text: str, spot: Spot) -> Zone:
        """Comments between the lines of a table that is written anew."""
        value = spot.children.get(self.key) if isinstance(spot.children, dict) else None
        return splice.inside(text, value) if value and value.children else _NOWHERE


def carry_out(source: Source, edits: Sequence[Edit], name: str) -> str:
    """The file's text with the edits made, one after the other. `name` is what they change, for messages.

    Raises PolicyError where a text has a sign that no file may have, and where it is not proved that the data differ in
    what was intended and in nothing else, and that every other comment is still there.
    """
    for edit in edits:
        source = _carried_out(source, edit, name)
    return source.text


def _carried_out(source: Source, edit: Edit, name: str) -> Source:
    assert source.tree is not None
    spot = source.tree.root.find(edit.path)
    for bad in (bad for text in texts_of(edit.written()) for bad in bad_signs(text)):
        raise PolicyError([Problem(spot.place, bad.code, name, bad.facts)])
    wanted = copy.deepcopy(source.tree.data)
    edit.change(_part(wanted, edit.path))
    if same(wanted, source.tree.data):
        return source
    try:
        text = edit.cut(source.text, spot, _part(source.tree.data, edit.path))
    except splice.CannotCut:
        text = source.text
    after = read_source(source.path, source.file, source.name, encoded(text, source))
    mended = after.text != text  # the reader took a typo for what it was meant to be
    if mended or after.tree is None or not same(after.tree.data, wanted) or not _keeps(source, after, edit):
        raise PolicyError([Problem(spot.place, "unproved", name)])
    return after


def encoded(text: str, source: Source) -> bytes:
    """The bytes of a file with this text; a byte-order mark that was there stays."""
    return (b"\xef\xbb\xbf" if source.marked else b"") + text.encode()


def path_to(root: Spot, wanted: Spot) -> Path:
    """The path at which a spot of a tree stands."""
    return next(path for path, spot in _walk(root) if spot == wanted)


def _walk(spot: Spot, path: Path = ()) -> Iterator[tuple[Path, Spot]]:
    """A spot and all below it, in the order of the file."""
    yield path, spot
    steps = spot.children.items() if isinstance(spot.children, dict) else enumerate(spot.children or ())
    for step, child in steps:
        yield from _walk(child, (*path, step))


def _part(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _in_order_of(standing: Any, value: Any) -> Any:
    """A value whose keys are those that stand is written in their order."""
    if isinstance(standing, dict) and isinstance(value, dict) and standing.keys() == value.keys():
        return {key: _in_order_of(standing[key], value[key]) for key in standing}
    if isinstance(standing, list) and isinstance(value, list) and len(standing) == len(value):
        return [_in_order_of(before, after) for before, after in zip(standing, value)]
    return value


def _keeps(before: Source, after: Source, edit: Edit) -> bool:
    """Whether all comments are still there, in order, but for those that may go."""
    assert before.tree is not None
    start, end = edit.losing(before.text, before.tree.root.find(edit.path))
    old, new = _comments(before), [comment for _, comment in _comments(after)]
    first = [comment for at, comment in old if at < start]
    last = [comment for at, comment in old if at >= max(start, end)]
    between = new[len(first) : len(new) - len(last)]
    return new == [*first, *between, *last] and set(between) <= {comment for _, comment in old}


def _comments(source: Source) -> list[tuple[int, str]]:
    """The comments of a file with their offsets. Whatever is not in a text and begins with # is one."""
    assert source.tree is not None
    found: list[tuple[int, str]] = []
    at, whole = 0, len(source.text)
    for start, end in [*_texts(source), (whole, whole)]:
        found += [(comment.start(), comment[0]) for comment in _COMMENT.finditer(source.text, at, start)]
        at = end
    return found


def _texts(source: Source) -> Iterator[Zone]:
    """Where keys and values stand, in the order of the file; of a text in lines, the lines below its head."""
    assert source.tree is not None
    for _, spot in _walk(source.tree.root):
        if spot.key:
            yield spot.key.start, spot.key.end
        if spot.children is None:
            yield splice.inside(source.text, spot)
