"""What several documents have in common: how they begin, headings of parts, grids of answers."""

from __future__ import annotations

from collections.abc import Sequence

from handbook import Lang, Phrase, language, say
from quiz.frozen.shapes import POINTS, FrozenPaper
from quiz.frozen.signs import say_number
from quiz.papers.documents.answering import is_bracketed, per_row
from quiz.papers.documents.items import Item, Part
from quiz.papers.documents.model import Block, Document, Row, Table, Title

LABEL = 100  # how wide the labels of a grid are
LINE = 1000


def document(paper: FrozenPaper, what: str, versions: Sequence[str], bound: bool, blocks: Sequence[Block]) -> Document:
    """A document of that kind, of one version or of several."""
    lang = paper.language
    number, letters = say_number(paper.number), "".join(versions)
    said = language(lang).list.join(say("quiz.papers.version", lang, version=each) for each in versions)
    kind = say(f"quiz.papers.document.{what}", lang)
    return Document(
        lang=lang,
        name=f"{number}-{letters}-{what}",
        title=f"{paper.title} {number} {letters} {kind}",
        head=" · ".join([paper.title, say("quiz.papers.number", lang, number=number), said, kind]),
        sheet=f"{number} {letters}",
        bound=bound,
        blocks=tuple(blocks),
    )


def title(paper: FrozenPaper, what: str, versions: Sequence[str]) -> Title:
    """The title of a document; of the paper itself it names nothing but the paper."""
    lang = paper.language
    named = paper.title
    if what != "paper":
        kind = say(f"quiz.papers.document.{what}", lang)
        named = say("quiz.papers.titled_document", lang, title=named, document=kind)
    if len(versions) == 1:
        named = say("quiz.papers.titled", lang, title=named, version=versions[0])
    return Title(
        above="  ".join(filter(None, [paper.company, paper.department])),
        title=named,
        left=say("quiz.papers.in_force", lang, day=paper.day, bank=paper.bank),
        right=say("quiz.papers.frame", lang, points=POINTS, enough=paper.pass_, minutes=paper.minutes),
    )


def heading(part: Part, lang: Lang) -> str:
    """`一、单项选择题（共 8 题，每题 5 分；只有一个正确答案）`."""
    each = part.items[0].question.points
    worth = ("quiz.papers.each", each) if part.is_even else ("quiz.papers.together", part.points)
    return say(
        "quiz.papers.heading",
        lang,
        place=language(lang).numeral(part.place),
        kind=kind_title(part.kind, lang),
        count=Phrase("quiz.papers.count", {"n": len(part.items)}),
        worth=Phrase(worth[0], {"n": worth[1]}),
        how=say(f"quiz.kinds.{part.kind}.how", lang),
    )


def kind_title(kind: str, lang: Lang) -> str:
    """`单项选择题`."""
    return say(f"quiz.kinds.{kind}.title", lang)


def grid(part: Part, items: Sequence[Item], rows: Sequence[Row]) -> Table:
    """A grid with a column a question, behind one for labels: of the same measures on the sheet and on the strip, so
    that one can be laid on the other."""
    each = (LINE - LABEL) // per_row(part.kind)
    return Table("fives" if is_bracketed(part.kind) else "grid", (LABEL, *[each] * len(items)), tuple(rows))


def in_rows(part: Part) -> list[tuple[Item, ...]]:
    """The questions of a part, so many as go into a row of a grid."""
    count = per_row(part.kind)
    return [part.items[start : start + count] for start in range(0, len(part.items), count)]


def numbers_row(items: Sequence[Item], lang: Lang) -> Row:
    """The numbers of the questions of a grid."""
    return Row("head", (say("quiz.papers.column.number", lang), *(str(item.number) for item in items)))
