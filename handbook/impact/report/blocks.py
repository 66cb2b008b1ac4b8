"""A report as titled sections of plain blocks, which every format writes in its own way."""

from __future__ import annotations

from handbook.impact.differences.text_diff import DiffPiece
from handbook.records import frozen


@frozen
class Paragraph:
    """Words."""

    text: str


@frozen
class Table:
    """Rows of cells under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class MarkedText:
    """A text with what was struck and added; `about` says when and why."""

    title: str
    about: str
    pieces: tuple[DiffPiece, ...]


@frozen
class TaskList:
    """Things to be done; those that are done already are marked."""

    items: tuple[tuple[bool, str], ...]


Block = Paragraph | Table | MarkedText | TaskList


@frozen
class ReportSection:
    """Blocks under a title."""

    title: str
    blocks: tuple[Block, ...]


@frozen
class Report:
    """A whole report. `sentence` alone is what one pastes into a chat; `versions` are the word for one, and the two."""

    lang: str
    title: str
    sentence: str
    versions: tuple[str, str, str]
    about: str
    sections: tuple[ReportSection, ...]
    note: str

    @property
    def head(self) -> str:
        """What was compared, and when it is looked at."""
        version, before, after = self.versions
        return f"{version} {before} → {after} · {self.about}"
