"""What learners get: the paper and the answer sheet. Nothing here is given a key. `printing/for_learners.js` makes the
same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from handbook import Lang, language, say
from quiz.frozen.shapes import POINTS, FrozenPaper
from quiz.papers.documents import common
from quiz.papers.documents.answering import TIED, blank_of, columns_of, is_bracketed, room_of
from quiz.papers.documents.items import LETTERS, Item, Part, items_of, parts_of
from quiz.papers.documents.model import Block, Document, Fields, Heading, Question, Remark, Row, Table

Place = Literal["paper", "sheet"]  # where answers are written

_FIELDS = ("name", "number", "department", "date", "signature")
_PART, _TOTAL, _MARKER = 100, 110, 190  # widths of the columns of the score box
_BLANK = "____ "


def paper_document(paper: FrozenPaper, version: str, place: Place) -> Document:
    """The paper; what is filled in stands on it only where the answers do."""
    lang, parts = paper.language, parts_of(items_of(paper, version))
    blocks: list[Block] = [common.title(paper, "paper", [version])]
    if place == "paper":
        blocks += [_fields(paper), score_box(parts, lang)]
    blocks.append(Remark(say(f"quiz.papers.place.{place}", lang)))
    for part in parts:
        blocks.append(Heading(common.heading(part, lang)))
        blocks += [question(part, item, lang, place) for item in part.items]
    blocks.append(Remark(say("quiz.papers.note", lang)))
    return common.document(paper, "paper", [version], True, blocks)


def sheet_document(paper: FrozenPaper, version: str) -> Document:
    """The answer sheet."""
    lang, parts = paper.language, parts_of(items_of(paper, version))
    blocks: list[Block] = [common.title(paper, "sheet", [version]), _fields(paper), score_box(parts, lang)]
    blocks.append(Remark(say("quiz.papers.place.on_sheet", lang)))
    for part in parts:
        blocks += [Heading(common.heading(part, lang)), *_rooms(part, lang)]
    return common.document(paper, "sheet", [version], True, blocks)


def question(part: Part, item: Item, lang: Lang, place: Place | None) -> Question:
    """A question with room for its answer where it is written on the paper; on a key (None) there is none."""
    asked = item.question
    stem, line, blank = asked.stem, "", _BLANK if place == "paper" else ""
    if place == "paper" and is_bracketed(asked.kind):
        stem = f"{stem}{TIED}{say('quiz.papers.bracket', lang)}"
    elif place == "paper":
        line = blank_of(item, lang)
    elif place == "sheet" and asked.unit:
        stem = f"{stem}{TIED}{say('quiz.papers.unit', lang, unit=asked.unit)}"
    options = tuple(
        say("quiz.papers.choice", lang, letter=letter, text=asked.options[option])
        for letter, option in zip(LETTERS, item.shown)
    )
    return Question(
        number=item.number,
        before="" if part.is_even else say("quiz.papers.worth", lang, n=asked.points),
        stem=stem,
        items=tuple(
            blank + say("quiz.papers.item", lang, place=number, text=left) for number, left in enumerate(asked.lefts, 1)
        ),
        options=options,
        columns=columns_of(options),
        line=line,
        part=common.kind_title(part.kind, lang),
        points=asked.points,
    )


def score_box(parts: Sequence[Part], lang: Lang) -> Table:
    """What each part counts, what was reached, and who marked it."""
    each = (common.LINE - _PART - _TOTAL - _MARKER) // len(parts)
    points = [part.points for part in parts]
    heads = [language(lang).numeral(part.place) for part in parts]
    return Table(
        "score",
        (_PART, *[each] * len(parts), _TOTAL, _MARKER),
        (
            Row("head", (_score("part", lang), *heads, _score("total", lang), _score("marker", lang))),
            Row("text", (_score("full", lang), *map(str, points), str(POINTS), "")),
            Row("write", (_score("reached", lang), *[""] * (len(parts) + 2))),
        ),
    )


def _score(name: str, lang: Lang) -> str:
    return say(f"quiz.papers.score.{name}", lang)


def _fields(paper: FrozenPaper) -> Fields:
    """What is filled in by hand; not the department where the paper names it."""
    names = [name for name in _FIELDS if name != "department" or not paper.department]
    return Fields(tuple(say(f"quiz.papers.field.{name}", paper.language) for name in names))


def _rooms(part: Part, lang: Lang) -> Iterator[Table]:
    for items in common.in_rows(part):
        rooms = Row("write", (say("quiz.papers.column.answer", lang), *map(room_of, items)))
        yield common.grid(part, items, [common.numbers_row(items, lang), rooms])
