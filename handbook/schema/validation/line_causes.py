"""Typos of input methods in a line that are behind an error of its value: `zh：迟到` is text where a mapping is due."""

from __future__ import annotations

import re
from functools import cached_property

from handbook.files.line_typos import COLONS, LineTypo, find_line_typos
from handbook.files.yaml.lines import Lines
from handbook.files.yaml.tree import Spot
from handbook.records import frozen
from handbook.shapes.reading import Finding


@frozen
class LineCauses:
    """The typos in the lines of one file."""

    text: str

    def of(self, finding: Finding, spot: Spot) -> list[LineTypo]:
        """The typos in the lines of the value at `spot` that explain the finding."""
        kind, last = finding.kind, str(finding.path[-1]) if finding.path else ""
        if kind == "unknown_key" and spot.key:
            line = spot.key.place.line
            return [typo for typo in self._typos if typo.line == line and _is_in_key(typo, last)]
        first, end = spot.place.line, self._lines.position(max(spot.start, spot.end - 1))[0]
        inside = [typo for typo in self._typos if first <= typo.line <= end]
        if kind == "missing_key":
            return [typo for typo in inside if re.search(rf"\b{re.escape(last)}: ", typo.mended)]
        return inside if isinstance(finding.found, str) and spot.plain else []

    @cached_property
    def _typos(self) -> list[LineTypo]:
        return list(find_line_typos(self._lines.rows))

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


def _is_in_key(typo: LineTypo, key: str) -> bool:
    """Whether the typo stands in the key itself, as in the key `zh：迟到` of `{zh：迟到, en: late}`."""
    return any(sign in key for sign in f":{COLONS}") and key[:20] in typo.row
