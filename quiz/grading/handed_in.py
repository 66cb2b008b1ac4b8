"""Files that came in of an exam: sheets of typed answers, and texts in which lines are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from handbook import CommandRefused, Lang, Phrase, SheetError, Text, frozen, reason, say
from quiz.frozen.shapes import FrozenPaper
from quiz.grading.page import answer_headings
from quiz.grading.typed import SheetProblem, TypedPaper, read_sheet
from quiz.staff import sheet_rows

MAX_BYTES = 20_000_000
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"


@frozen
class HandedIn:
    """What is in the files: one text, and the papers that were typed."""

    text: str
    typed: tuple[TypedPaper, ...]


class BadAnswers(CommandRefused):
    """A sheet of answers with mistakes in it, all of them."""

    def __init__(self, path: Path, problems: Sequence[SheetProblem]) -> None:
        super().__init__(_Lines(path, tuple(problems)))


@frozen
class _Lines(Text):
    path: Path
    problems: tuple[SheetProblem, ...]

    def __getitem__(self, lang: Lang, /) -> str:
        said = (say(f"quiz.grading.typed.{each.kind}", lang, **each.facts) for each in self.problems)
        return "\n".join(f"✗ {self.path}: {line}" for line in said)


def read_handed_in(paths: Sequence[Path], paper: FrozenPaper) -> HandedIn:
    """Read files, each a sheet of answers where it has a row with the numbers of all questions, else a text. Raises
    CommandRefused."""
    texts: list[str] = []
    typed: list[TypedPaper] = []
    for path in paths:
        try:
            raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        except OSError as error:
            raise CommandRefused(Phrase("quiz.exams.unreadable", {"path": path, "reason": reason(error)})) from error
        if raw is None:
            raise CommandRefused(Phrase("quiz.grading.large", {"path": path}))
        found = _of_file(path, raw, paper)
        if isinstance(found, str):
            texts.append(found)
        else:
            typed += found
    return HandedIn("\n".join(texts), tuple(typed))


def _of_file(path: Path, raw: bytes, paper: FrozenPaper) -> str | list[TypedPaper]:
    try:
        rows = sheet_rows(path)
    except SheetError as error:
        if raw.startswith(_ZIP) or (text := _decoded(raw)) is None:
            raise CommandRefused(error.messages[0]) from error
        return text
    papers, problems = read_sheet(rows, paper, answer_headings())
    if any(each.kind == "no_head" for each in problems):
        return _decoded(raw) or "\n".join("\t".join(cells) for _, cells in rows)  # what a form has collected
    if problems:
        raise BadAnswers(path, problems)
    return papers


def _decoded(raw: bytes) -> str | None:
    """A text in the encodings that Excel and chats save; None for anything else."""
    if raw.startswith(_ZIP):
        return None
    for encoding in ("utf-16",) if raw.startswith(_WIDE) else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
