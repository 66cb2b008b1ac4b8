"""What stands on a paper and on its key, in words, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbook import Lang, PolicyBook, say
from quiz.kinds.answer import LETTERS
from quiz.papers.documents.words import FIELDS, say_heading, say_label
from quiz.papers.item import Item
from quiz.papers.paper import Paper
from quiz.question import Line

POINTS = 1  # of a question: the result is a share of them, as the pass mark is


@dataclass(frozen=True)
class Note:
    """A line below an answer: what it is (`解析：`) and what it says."""

    label: str
    text: str


@dataclass(frozen=True)
class Key:
    """What is right: in words, as data, and why. `data` is letters, a truth, a number as text, or letters by place."""

    answer: str
    data: object
    id: str
    clause: str
    hash: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Entry:
    """One question: what is asked, what there is to choose from, where to write; `key` is there on a key only."""

    number: int
    kind: str
    points: int
    stem: str
    items: tuple[str, ...]  # of a matching question: what stands on the left, with a blank before it
    choices: tuple[tuple[str, str], ...]
    bracket: str  # behind the stem, for a letter or a sign
    blank: str  # on a line of its own
    key: Key | None = None


@dataclass(frozen=True)
class Part:
    """The questions of one kind under their heading."""

    kind: str
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Sheet:
    """A whole document. `edition` stands on every page."""

    lang: Lang
    title: str
    paper_id: str
    edition: str
    about: str
    fields: tuple[str, ...]  # to fill in by hand; none on a key
    parts: tuple[Part, ...]
    note: str
    is_key: bool


def paper_sheet(paper: Paper, book: PolicyBook, lang: Lang, title: str) -> Sheet:
    """The paper: nothing in it tells an answer."""
    parts = _parts(paper, lang, {})
    fields = tuple(say(name, lang) for name in FIELDS)
    return _sheet(paper, book, lang, title or say("quiz.papers.paper", lang), fields, parts, is_key=False)


def key_sheet(paper: Paper, book: PolicyBook, lang: Lang, title: str) -> Sheet:
    """The key of a paper."""
    keys = {item.number: _key(item, book, lang) for item in paper.items}
    title = say("quiz.papers.key_of", lang, title=title or say("quiz.papers.paper", lang))
    return _sheet(paper, book, lang, title, (), _parts(paper, lang, keys), is_key=True)


def _sheet(
    paper: Paper,
    book: PolicyBook,
    lang: Lang,
    title: str,
    fields: tuple[str, ...],
    parts: tuple[Part, ...],
    is_key: bool,
) -> Sheet:
    edition = say("quiz.papers.edition", lang, id=paper.id, policy=book.digest, bank=paper.version)
    count = len(paper.items)
    about = say("quiz.papers.about", lang, day=paper.day, count=count, points=count * POINTS)
    return Sheet(lang, title, paper.id, edition, about, fields, parts, say("quiz.papers.note", lang), is_key)


def _parts(paper: Paper, lang: Lang, keys: dict[int, Key]) -> tuple[Part, ...]:
    return tuple(
        Part(
            kind.kind,
            say_heading(place, kind, len(items), POINTS, lang),
            tuple(_entry(item, lang, keys.get(item.number)) for item in items),
        )
        for place, (kind, items) in enumerate(paper.parts(), 1)
    )


def _entry(item: Item, lang: Lang, key: Key | None) -> Entry:
    question, answer = item.question, item.question.answer
    items = tuple(text if key else f"____ {text}" for text in answer.items(lang))
    bracket = say("quiz.papers.bracket", lang) if answer.bracketed and not key else ""
    blank = "" if key else answer.blank(lang)
    line = say_label("quiz.papers.answer", lang) + blank if blank else ""
    choices = tuple(item.choices(lang))
    return Entry(item.number, question.kind, POINTS, question.stem[lang], items, choices, bracket, line, key)


def _key(item: Item, book: PolicyBook, lang: Lang) -> Key:
    question = item.question
    notes = tuple(_notes(item, book, lang))
    return Key(item.marked(lang), question.answer.data(item.shown), question.id, question.clause, question.hash, notes)


def _notes(item: Item, book: PolicyBook, lang: Lang) -> Iterator[Note]:
    """Why, how it is worked out, why the others are wrong, and the clause."""
    question = item.question
    yield Note(say_label("quiz.papers.why", lang), question.because[lang])
    if question.working:
        yield Note(say_label("quiz.papers.working", lang), say_working(question.working, lang))
    for place, index in enumerate(item.shown):
        if question.options and (why := question.options[index].why):
            yield Note(say_label("quiz.papers.because_not", lang, letter=LETTERS[place]), why[lang])
    clause = book.clause(question.clause)
    yield Note(say_label("quiz.papers.clause", lang), f"{clause.say_number(lang)} {clause.entry.title[lang]}")


def say_working(lines: Sequence[Line], lang: Lang) -> str:
    """A working, a line each. Where nothing was worked out, what comes out is not written twice."""
    said = [
        say(
            "quiz.papers.line_alone" if line.working[lang] in ("—", line.result[lang]) else "quiz.papers.line",
            lang,
            label=line.label[lang],
            working=line.working[lang],
            result=line.result[lang],
        )
        for line in lines
    ]
    return "\n".join(said if len(said) == 1 else ["", *said])
