"""Spreadsheets: a generic one with every question, and named profiles of columns that other platforms take.

A further profile is an entry in `PROFILES`. A second sheet says what each column holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handbook import Lang, Listed, Phrase, PolicyBook, Text, say
from quiz.archives.workbook import Rows, workbook
from quiz.kinds import KINDS
from quiz.kinds.answer import LETTERS
from quiz.papers.exporters.neutral import Batch
from quiz.papers.exporters.parts import chapter_title, feedback, mixed_options, stem_with_unit
from quiz.question import Question

Cell = Callable[[Question, PolicyBook, Lang], str | int]


@dataclass(frozen=True)
class Column:
    """A column: its heading, what stands below it, what that is, and how wide it is."""

    heading: str
    cell: Cell
    means: Text
    width: int = 14


@dataclass(frozen=True)
class Profile:
    """The columns of a sheet, and the kinds and options that it has room for."""

    title: Text
    kinds: tuple[str, ...]
    most_options: int
    columns: tuple[Column, ...]


def xlsx(profile: str) -> Callable[[Batch, PolicyBook, Lang], bytes]:
    """The exporter of a profile."""

    def write(batch: Batch, book: PolicyBook, lang: Lang) -> bytes:
        columns = PROFILES[profile].columns
        questions = map(mixed_options, batch.questions) if batch.may_mix else batch.questions
        rows: list[list[str | int]] = [[column.heading for column in columns]]
        rows += [[column.cell(question, book, lang) for column in columns] for question in questions]
        sheets: dict[str, Rows] = {"questions": rows, "columns": _explained(columns, lang)}
        return workbook(sheets, [column.width for column in columns], head=1, own_widths={"columns": (16, 90)})

    return write


def _explained(columns: Sequence[Column], lang: Lang) -> list[list[str]]:
    rows: list[list[str]] = [[say("quiz.exports.column", lang), say("quiz.exports.means", lang)]]
    rows += [[column.heading, column.means[lang]] for column in columns]
    return rows


def _stem(question: Question, _book: PolicyBook, lang: Lang) -> str:
    return stem_with_unit(question, lang)


def _choice(place: int) -> Cell:
    def cell(question: Question, _book: PolicyBook, lang: Lang) -> str:
        choices = question.answer.choices(lang)
        return choices[place] if place < len(choices) else ""

    return cell


def _key(question: Question, _book: PolicyBook, lang: Lang) -> str:
    return question.answer.cell(lang)


def _whys(question: Question, _book: PolicyBook, lang: Lang) -> str:
    """Why each wrong option is wrong, a line each, by letter."""
    options = enumerate(question.options)
    return "\n".join(f"{LETTERS[place]}: {option.why[lang]}" for place, option in options if option.why)


def _options(heading: str, count: int, means: Text) -> tuple[Column, ...]:
    return tuple(Column(heading.format(LETTERS[place]), _choice(place), means, 24) for place in range(count))


def _level(question: Question, _book: PolicyBook, lang: Lang) -> str:
    return say(f"quiz.exports.level.{question.level}", lang)


@dataclass(frozen=True)
class _InChinese(Text):
    """A text that is Chinese in every language: platforms in China know the kinds by no other names."""

    text: Text

    def __getitem__(self, lang: Lang, /) -> str:
        return self.text["zh"]


def _exam_name(question: Question, _book: PolicyBook, lang: Lang) -> str:
    return _InChinese(question.answer.exam)[lang] if question.answer.exam else ""


_KEY_MEANS = Phrase("quiz.exports.columns.key")
_EXPLANATION = Phrase("quiz.exports.columns.explanation")
_KINDS = Listed(
    tuple(Phrase("quiz.exports.named", {"name": name, "title": kind.title}) for name, kind in KINDS.items())
)
_EXAM_KINDS = Listed(tuple(_InChinese(kind.exam) for kind in KINDS.values() if kind.exam))
PROFILES: Mapping[str, Profile] = {
    "generic": Profile(
        Phrase("quiz.exports.xlsx"),
        tuple(KINDS),
        len(LETTERS),
        (
            Column("id", lambda question, _book, _lang: question.id, Phrase("quiz.exports.columns.id"), 32),
            Column("hash", lambda question, _book, _lang: question.hash, Phrase("quiz.exports.columns.hash")),
            Column("clause", lambda question, _book, _lang: question.clause, Phrase("quiz.exports.columns.clause"), 28),
            Column("chapter", chapter_title, Phrase("quiz.exports.columns.chapter"), 18),
            Column(
                "kind",
                lambda question, _book, _lang: question.kind,
                Phrase("quiz.exports.columns.kind", {"kinds": _KINDS}),
            ),
            Column("level", lambda question, _book, _lang: question.level, Phrase("quiz.exports.columns.level"), 8),
            Column("question", _stem, Phrase("quiz.exports.columns.question"), 50),
            *_options("option {}", len(LETTERS), Phrase("quiz.exports.columns.option")),
            Column("answer", _key, Phrase("quiz.exports.columns.answer", {"key": _KEY_MEANS}), 24),
            Column("explanation", feedback, _EXPLANATION, 60),
            Column("why not", _whys, Phrase("quiz.exports.columns.why_not"), 50),
        ),
    ),
    # The headings are those that platforms in China look for, whatever the language.
    "exam": Profile(
        Phrase("quiz.exports.xlsx_exam"),
        tuple(name for name, kind in KINDS.items() if kind.exam),
        6,
        (
            Column("题型", _exam_name, Phrase("quiz.exports.exam.kind", {"kinds": _EXAM_KINDS})),
            Column("题干", _stem, Phrase("quiz.exports.columns.question"), 50),
            *_options("选项{}", 6, Phrase("quiz.exports.exam.option")),
            Column("答案", _key, _KEY_MEANS),
            Column("解析", feedback, _EXPLANATION, 60),
            Column("难度", _level, Phrase("quiz.exports.exam.level"), 8),
            Column("章节", chapter_title, Phrase("quiz.exports.columns.chapter"), 18),
        ),
    ),
}
