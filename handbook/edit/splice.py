"""Cuts into a file's text at the places of its parts. The rest stays byte for byte: comments, order, line ends."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

from handbook.edit.yaml_words import flow
from handbook.tree import Spot

_LINE_END = re.compile(r"\r\n|\n|\r")


def insert_entry(text: str, values: Spot, index: int, entry: Mapping[str, Any]) -> str:
    """The text with one more entry in the list `values`, before the one that now has `index` or after the last."""
    items = _items(values)
    if text[values.start] == "[":
        return _insert_in_row(text, items, index, entry)
    neighbour = items[min(index, len(items) - 1)]
    rows = _rows(entry, _indent(text, neighbour), _line_end(text))
    if index < len(items):
        at = _line_start(text, neighbour.start)
        return text[:at] + rows + _line_end(text) + text[at:]
    at = _last_line_end(text, neighbour)
    return text[:at] + _line_end(text) + rows + text[at:]


def remove_entry(text: str, values: Spot, index: int) -> str:
    """The text without one entry of the list `values`."""
    items = _items(values)
    spot = items[index]
    if text[values.start] == "[":
        if index:
            return text[: items[index - 1].end] + text[spot.end :]
        return text[: spot.start] + (text[items[1].start :] if len(items) > 1 else text[spot.end :])
    start, end = _line_start(text, spot.start), _last_line_end(text, spot)
    if end == len(text):  # the file's last line goes with the line end before it
        return text[:start].removesuffix(_line_end(text))
    found = _LINE_END.match(text, end)
    return text[:start] + text[found.end() if found else end :]


def put(text: str, mapping: Spot, key: str, value: Any) -> str:
    """The text with `key` of a mapping set to `value`: the old value replaced, or a new line after the last."""
    children = mapping.children
    assert isinstance(children, dict)
    if key in children:
        return replace(text, children[key], value)
    written = f"{key}: {flow(value)}"
    last = max(children.values(), key=lambda child: child.start)
    if text[mapping.start] == "{":
        return f"{text[: last.end]}, {written}{text[last.end :]}"
    at = _last_line_end(text, last)
    first = min((child.key for child in children.values() if child.key), key=lambda spot: spot.start)
    return f"{text[:at]}{_line_end(text)}{' ' * (first.place.column - 1)}{written}{text[at:]}"


def replace(text: str, spot: Spot, value: Any) -> str:
    """The text with the value at `spot` written anew; a comment behind it stays."""
    end = _value_end(text, spot)
    written = flow(value)
    if isinstance(value, str) and text[spot.start] in ">|" and not spot.plain:
        written = _block(value, _indent_of_block(text, spot), _line_end(text))
    return f"{text[: spot.start]}{written}{text[end:]}"


def _block(value: str, indent: int, line_end: str) -> str:
    """A long text in lines, as it stood before: folded, or with its own line ends where it has some."""
    if "\n" in value:
        sign, rows = "|-", value.split("\n")
    else:
        sign, rows = ">-", textwrap.wrap(value, 120 - indent, break_long_words=False, break_on_hyphens=False)
    return line_end.join([sign, *(" " * indent + row if row.strip() else "" for row in rows)])


def _indent_of_block(text: str, spot: Spot) -> int:
    """By how much the lines of a folded text are indented."""
    found = re.compile(r"[\r\n]+( +)").search(text, spot.start, spot.end)
    return len(found[1]) if found else spot.place.column + 1


def _insert_in_row(text: str, items: list[Spot], index: int, entry: Mapping[str, Any]) -> str:
    written = flow(dict(entry))
    if index < len(items):
        at = items[index].start
        return f"{text[:at]}{written}, {text[at:]}"
    at = items[-1].end
    return f"{text[:at]}, {written}{text[at:]}"


def _rows(entry: Mapping[str, Any], indent: int, line_end: str) -> str:
    """An entry as block lines: `- from: …`, then a line a key."""
    rows = [f"{key}: {flow(value)}" for key, value in entry.items()]
    return line_end.join(" " * indent + ("  " if number else "- ") + row for number, row in enumerate(rows))


def _items(values: Spot) -> list[Spot]:
    assert isinstance(values.children, list)
    assert values.children
    return values.children


def _indent(text: str, item: Spot) -> int:
    """The column of the dash before an item, from 0."""
    start = _line_start(text, item.start)
    return text.index("-", start) - start


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _last_line_end(text: str, spot: Spot) -> int:
    """Where the line with the end of a value ends, with a comment behind it, before the line end."""
    end = _value_end(text, spot)
    found = _LINE_END.search(text, end)
    return found.start() if found else len(text)


def _value_end(text: str, spot: Spot) -> int:
    """Where a value's last sign ends; the parser puts the ends of blocks behind the blank lines that follow them."""
    children = spot.children.values() if isinstance(spot.children, dict) else spot.children
    if children and text[spot.start] not in "{[":
        return max(_value_end(text, child) for child in children)
    return spot.start + len(text[spot.start : spot.end].rstrip())


def _line_end(text: str) -> str:
    """The file's own line end, that of its first line."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"
