"""Where a character of a text stands in the file: texts are folded over lines, quoted, or written as a block."""

from __future__ import annotations

from handbook.files.source import Source
from handbook.files.yaml.lines import Lines
from handbook.files.yaml.tree import Spot
from handbook.problems.problem import Place


def place_in_text(source: Source, spot: Spot, text: str, index: int) -> Place:
    """The place in the file of a text's character at `index`; of its beginning where that cannot be found."""
    offset = offset_in_file(source.text[spot.start : spot.end], text, index)
    if offset is None:
        return spot.place
    return Place(source.file, *Lines(source.text).position(spot.start + offset))


def offset_in_file(raw: str, text: str, index: int) -> int | None:
    """The offset in `raw`, a scalar as the file has it, of the character at `index` of its value `text`.

    Spaces do not count, since folding changes them. None where the two cannot be matched (escapes in quotes).
    """
    position = _start(raw)
    for sign in text[: index + 1]:
        if sign.isspace():
            continue
        while position < len(raw) and raw[position] != sign:
            if not (raw[position].isspace() or raw[position] in "\\'"):
                return None
            position += 1
        position += 1
    return position - 1 if position <= len(raw) else None


def _start(raw: str) -> int:
    """Where the words begin: after the line of `|` or `>`, or after the opening quote."""
    if raw[:1] in ("|", ">"):
        return len(raw.splitlines(keepends=True)[0])
    return 1 if raw[:1] in ("'", '"') else 0
