"""Cuts into a file's text at the places of its parts. The rest stays byte for byte: comments, order, line ends.

A cut only does what its name says as far as it can see; `handbook/edit/edits.py` proves it before anybody relies on it.

What belongs to an entry of a list (`own_lines`), and so moves or goes with it:
- the comment behind it, on its last line;
- the comment lines directly above it;
- the comment lines directly below it that are indented deeper than its dash (in `[…]`: than its first sign).
A comment that a blank line sets off from the entry below it belongs to none and stays where it is, and so do one on the
line of the list's own key and one that follows the last entry without being indented deeper.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from handbook.files.yaml.parsing import NotYaml, read_tree
from handbook.files.yaml.tree import Spot
from handbook.files.yaml.writing import flow, same

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANKS_AND_COMMENTS = re.compile(r"(?:\s|#[^\r\n\x85\u2028\u2029]*)*")  # these three break lines for YAML too
_COMMENT_LINE = re.compile(r"([ \t]*)#[^\r\n]*")
_BEHIND = re.compile(r"[ \t]*,?[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*([^\r\n]*)")
_BLOCK_INDENT = re.compile(r"[\r\n]( +)[^ \r\n]")
_WIDTH = 120


class CannotCut(Exception):
    """The file is written in a way that is not known here."""


def insert(text: str, values: Spot, index: int, entry: Mapping[str, Any]) -> str:
    """The text with one more entry in the list `values`, before the one that now has `index` or after the last."""
    items = _items(values)
    above = own_lines(text, values, index) if index < len(items) else None
    below = own_lines(text, values, index - 1) if index and not above else None
    if not above and not below:
        if _in_brackets(text, values):
            return _insert_in_row(text, items, index, entry)
        raise CannotCut
    line_end = _line_end(text, (above or below or (0, 0))[1])
    neighbour = index if above else index - 1
    column, missing = _column(text, _beginning(text, values, neighbour)), ""
    if _in_brackets(text, values):
        comma = _comma_behind(text, items[neighbour])
        rows, missing = " " * column + flow(dict(entry)) + ("," if above else comma), "" if comma else ","
    else:
        rows = _rows(entry, column, line_end)
    if above:
        return f"{text[: above[0]]}{rows}{line_end}{text[above[0] :]}"
    assert below
    end = items[neighbour].end
    return f"{text[:end]}{missing}{text[end : below[1]]}{line_end}{rows}{text[below[1] :]}"


def remove(text: str, values: Spot, index: int) -> str:
    """The text without one entry of the list `values`, which has others."""
    items = _items(values)
    if len(items) == 1:
        raise CannotCut
    lines = own_lines(text, values, index)
    if lines is None:
        return _remove_from_row(text, items, index)
    start, end = lines
    before, after = text[:start], text[end:]
    if _in_brackets(text, values) and index == len(items) - 1 and not _comma_behind(text, items[index]):
        comma = _past_blanks(text, items[index - 1].end)
        before = text[:comma] + text[comma + 1 : start]
    if not after:  # the file's last line goes with the line end before it
        return before.removesuffix("\n").removesuffix("\r")
    return before + _LINE_END.sub("", after, count=1)


def put(text: str, mapping: Spot, standing: Mapping[str, Any], key: str, value: Any) -> str:
    """The text with `key` of a mapping set to `value`: what `standing` has there replaced, or a new key at the end."""
    children = mapping.children
    if not isinstance(children, dict) or not children:
        raise CannotCut
    if key in children:
        return replace(text, children[key], standing[key], value)
    written = f"{key}: {flow(value)}"
    if _in_brackets(text, mapping):
        last = max(children.values(), key=lambda child: child.start)
        return f"{text[: last.end]}, {written}{text[last.end :]}"
    at = _end_of_line(text, mapping.end)
    return f"{text[:at]}{_line_end(text, at)}{' ' * (mapping.place.column - 1)}{written}{text[at:]}"


def replace(text: str, spot: Spot, standing: Any, value: Any) -> str:
    """The text with the value at `spot` written anew; a comment behind it stays.

    Of a mapping or list that keeps its keys or its length only the parts that differ are written anew.
    """
    if same(standing, value):
        return text
    parts = _parts(spot, standing, value)
    if parts is not None:
        for child, before, after in sorted(parts, key=lambda part: -part[0].start):
            text = replace(text, child, before, after)
        return text
    if spot.children and not _in_brackets(text, spot) and spot.key:
        return _instead_of_lines(text, spot, spot.key, value)
    written = flow(value)
    if _in_lines(text, spot):
        written = _block(text, spot, value) or written + _head(text, spot)
    blank = " " if spot.start == spot.end else ""
    return f"{text[: spot.start]}{blank}{written}{text[spot.end :]}"


def own_lines(text: str, values: Spot, index: int) -> tuple[int, int] | None:
    """Where the lines that belong to an entry begin and end, the last without its line end.

    None where it shares its lines with something else, as in `[{…}, {…}]`.
    """
    items = _items(values)
    start, item = _beginning(text, values, index), items[index]
    column, at = _column(text, start), _start_of_line(text, start)
    found = _BEHIND.match(text, item.end)
    if text[at:start].strip() or found is None:
        return None
    floor = items[index - 1].end if index else 0
    return _with_comments_above(text, at, floor, column), _with_comments_below(text, found.end(), column)


def inside(text: str, spot: Spot) -> tuple[int, int]:
    """Where a value's own signs are, in which a # begins no comment that stays when it is written anew.

    Of a mapping or list in lines, the lines below its key, to the last one's end; of a text in lines, those below its
    head; else from the first sign to the last.
    """
    if spot.children and not _in_brackets(text, spot) and spot.key:
        return _end_of_line(text, spot.key.end), _end_of_line(text, spot.end)
    if _in_lines(text, spot):
        return min(_end_of_line(text, spot.start), spot.end), spot.end
    return spot.start, spot.end


def _in_lines(text: str, spot: Spot) -> bool:
    """Whether it is a text written as `|` or `>` and lines below."""
    return spot.children is None and not spot.plain and text.startswith(("|", ">"), spot.start)


def _with_comments_above(text: str, start: int, floor: int, column: int) -> int:
    """Where the comment lines directly above the line at `start` begin, those of the entry before left out."""
    lines: list[tuple[int, int]] = []
    at = start
    while at > floor:
        above = _start_of_line(text, len(text[:at].removesuffix("\n").removesuffix("\r")))
        found = _COMMENT_LINE.match(text, above)
        if above < floor or not found:
            break
        lines.append((above, len(found[1])))
        at = above
    while lines and lines[-1][1] > column:
        lines.pop()
    return lines[-1][0] if lines else start


def _with_comments_below(text: str, end: int, column: int) -> int:
    """Where the comment lines directly below the line that ends at `end` end, of those that are indented deeper."""
    if not text[_start_of_line(text, end) : end].strip():  # a text that keeps its blank lines sets them off
        return end
    while found := _LINE_END.match(text, end):
        comment = _COMMENT_LINE.match(text, found.end())
        if not comment or len(comment[1]) <= column:
            break
        end = comment.end()
    return end


def _parts(spot: Spot, standing: Any, value: Any) -> list[tuple[Spot, Any, Any]] | None:
    """What a value is replaced by part by part; None where it must be written anew as a whole."""
    if isinstance(spot.children, dict) and isinstance(value, Mapping) and standing.keys() == value.keys():
        return [(spot.children[key], standing[key], value[key]) for key in value]
    if isinstance(spot.children, list) and isinstance(value, Sequence) and not isinstance(value, str):
        return list(zip(spot.children, standing, value)) if len(standing) == len(value) else None
    return None


def _instead_of_lines(text: str, spot: Spot, key: Spot, value: Any) -> str:
    """A mapping or list in lines, written behind its key instead; a comment on the key's line stays there."""
    colon = text.index(":", key.end) + 1
    behind = text[colon : _end_of_line(text, colon)]
    return f"{text[:colon]} {flow(value)}{behind}{text[_end_of_line(text, spot.end) :]}"


def _block(text: str, spot: Spot, value: Any) -> str | None:
    """A text in lines, as it stood before: folded, or with its own line ends where it has some.

    None where lines would say something else.
    """
    if not isinstance(value, str):
        return None
    found = _BLOCK_INDENT.search(text, spot.start, spot.end)
    indent = len(found[1]) if found else (spot.key or spot).place.column + 1
    sign, rows = ("|" if value.endswith("\n") else "|-"), value.removesuffix("\n").split("\n")
    if "\n" not in value:
        sign, rows = ">-", textwrap.wrap(value, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    lines = [sign + _head(text, spot), *(" " * indent + row if row.strip() else "" for row in rows)]
    written = _line_end(text, spot.start).join(lines)
    try:
        return written if same(read_tree(f"text: {written}\n", "").data, {"text": value}) else None
    except NotYaml:
        return None


def _head(text: str, spot: Spot) -> str:
    """What stands behind the sign of a text in lines: nothing, or a comment."""
    found = _BLOCK_HEAD.match(text, spot.start, spot.end)
    return found[1] if found else ""


def _insert_in_row(text: str, items: list[Spot], index: int, entry: Mapping[str, Any]) -> str:
    written = flow(dict(entry))
    if index:
        at = items[index - 1].end
        return f"{text[:at]}, {written}{text[at:]}"
    at = items[0].start
    return f"{text[:at]}{written}, {text[at:]}"


def _remove_from_row(text: str, items: list[Spot], index: int) -> str:
    item = items[index]
    if index == 0:  # with the comma behind it
        comma = _past_blanks(text, item.end)
        return text[: item.start] + text[item.end : comma] + text[comma + 1 :].lstrip(" \t")
    comma = _past_blanks(text, items[index - 1].end)
    between = text[comma + 1 : item.start]
    return text[:comma] + between.rstrip(" \t") + text[item.end :]


def _rows(entry: Mapping[str, Any], indent: int, line_end: str) -> str:
    """An entry as block lines: `- from: …`, then a line a key."""
    rows = [f"{key}: {flow(value)}" for key, value in entry.items()]
    return line_end.join(" " * indent + ("  " if number else "- ") + row for number, row in enumerate(rows))


def _items(values: Spot) -> list[Spot]:
    if not isinstance(values.children, list) or not values.children:
        raise CannotCut
    return values.children


def _in_brackets(text: str, collection: Spot) -> bool:
    return text[collection.start] in "[{"


def _beginning(text: str, values: Spot, index: int) -> int:
    """Where an item begins: at its dash, or in brackets at its own first sign."""
    items = _items(values)
    if _in_brackets(text, values):
        return items[index].start
    return _past_blanks(text, items[index - 1].end) if index else values.start


def _comma_behind(text: str, item: Spot) -> str:
    """The comma behind an item, or nothing."""
    at = _past_blanks(text, item.end)
    return "," if text.startswith(",", at) else ""


def _past_blanks(text: str, at: int) -> int:
    """The first sign from `at` on that is neither blank nor in a comment."""
    found = _BLANKS_AND_COMMENTS.match(text, at)
    return found.end() if found else at


def _column(text: str, at: int) -> int:
    """The column of an offset, from 0."""
    return at - _start_of_line(text, at)


def _start_of_line(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _end_of_line(text: str, at: int) -> int:
    """Where the line of an offset ends, before the line end."""
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)


def _line_end(text: str, at: int = 0) -> str:
    """The line end that follows an offset, or the file's own, that of its first line: a file may have several kinds."""
    found = _LINE_END.search(text, at) or _LINE_END.search(text)
    return found[0] if found else "\n"
