"""Spreadsheets: a generic one with every question, and named profiles of columns that other platforms take.

A further profile is an entry in `PROFILES`. A second sheet says what each column holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handbook.lang.languages import Lang
from handbook.lang.words import Words
from handbook.policy.book import PolicyBook
from quiz.kinds import KINDS
from quiz.kinds.answer import LETTERS
from quiz.papers.exporters.neutral import Batch
from quiz.papers.exporters.parts import chapter_title, feedback, mixed_options, stem_with_unit
from quiz.papers.spreadsheet import workbook
from quiz.question import Question

_LEVELS = {1: Words(zh="易", en="easy"), 2: Words(zh="中", en="medium"), 3: Words(zh="难", en="hard")}
_COLUMN, _MEANS = Words(zh="列名", en="Column"), Words(zh="内容", en="What it holds")
Cell = Callable[[Question, PolicyBook, Lang], object]


@dataclass(frozen=True)
class Column:
    """A column: its heading, what stands below it, what that is, and how wide it is."""

    heading: str
    cell: Cell
    means: Words
    width: int = 14


@dataclass(frozen=True)
class Profile:
    """The columns of a sheet, and the kinds and options that it has room for."""

    title: Words
    kinds: tuple[str, ...]
    most_options: int
    columns: tuple[Column, ...]


def xlsx(profile: str) -> Callable[[Batch, PolicyBook, Lang], bytes]:
    """The exporter of a profile."""

    def write(batch: Batch, book: PolicyBook, lang: Lang) -> bytes:
        columns = PROFILES[profile].columns
        questions = map(mixed_options, batch.questions) if batch.may_mix else batch.questions
        rows: list[list[object]] = [[column.heading for column in columns]]
        rows += [[column.cell(question, book, lang) for column in columns] for question in questions]
        sheets = {"questions": rows, "columns": _explained(columns, lang)}
        return workbook(sheets, [column.width for column in columns], head=1, own_widths={"columns": (16, 90)})

    return write


def _explained(columns: Sequence[Column], lang: Lang) -> list[list[object]]:
    rows: list[list[object]] = [[_COLUMN[lang], _MEANS[lang]]]
    rows += [[column.heading, column.means[lang]] for column in columns]
    return rows


def _stem(question: Question, _book: PolicyBook, lang: Lang) -> object:
    return stem_with_unit(question, lang)


def _choice(place: int) -> Cell:
    def cell(question: Question, _book: PolicyBook, lang: Lang) -> object:
        choices = question.answer.choices(lang)
        return choices[place] if place < len(choices) else ""

    return cell


def _key(question: Question, _book: PolicyBook, lang: Lang) -> object:
    return question.answer.cell(lang)


def _whys(question: Question, _book: PolicyBook, lang: Lang) -> object:
    """Why each wrong option is wrong, a line each, by letter."""
    options = enumerate(question.options)
    return "\n".join(f"{LETTERS[place]}: {option.why[lang]}" for place, option in options if option.why)


def _options(heading: str, count: int, means: Words) -> tuple[Column, ...]:
    return tuple(Column(heading.format(LETTERS[place]), _choice(place), means, 24) for place in range(count))


_KEY_MEANS = Words(
    zh="单选、多选：正确选项的字母，多个字母连写；判断：对或错；填数：数字，不带单位",
    en="Single and multiple choice: the letters of the right options, run together; true or false: the word; "
    "numbers: the digits without a unit",
)
_MIXED_MEANS = Words(
    zh="选项，顺序已打乱，每次导出相同", en="An option. Their order is mixed, the same in every export"
)
PROFILES: Mapping[str, Profile] = {
    "generic": Profile(
        Words(zh="电子表格", en="Spreadsheet"),
        tuple(KINDS),
        len(LETTERS),
        (
            Column(
                "id",
                lambda question, _book, _lang: question.id,
                Words(zh="题目编号，不会改变", en="The question's id, which never changes"),
                32,
            ),
            Column(
                "hash",
                lambda question, _book, _lang: question.hash,
                Words(
                    zh="答案和所依据事实的指纹，制度改了它就变", en="A fingerprint of the key and the facts behind it"
                ),
            ),
            Column(
                "clause",
                lambda question, _book, _lang: question.clause,
                Words(zh="所依据条款的编号", en="The id of the clause"),
                28,
            ),
            Column("chapter", chapter_title, Words(zh="所在的章", en="The chapter"), 18),
            Column(
                "kind",
                lambda question, _book, _lang: question.kind,
                Words(
                    zh="、".join(f"{name}：{kind.title.zh}" for name, kind in KINDS.items()),
                    en=", ".join(f"{name}: {kind.title.en}" for name, kind in KINDS.items()),
                ),
            ),
            Column(
                "level",
                lambda question, _book, _lang: question.level,
                Words(zh="难度：1 记住，2 理解，3 运用", en="1 to know, 2 to understand, 3 to apply"),
                8,
            ),
            Column("question", _stem, Words(zh="题干", en="What is asked"), 50),
            *_options(
                "option {}",
                len(LETTERS),
                Words(
                    zh="选项（顺序已打乱，每次导出相同）；排序题为各步骤，按正确顺序；配对题为“左 = 右”",
                    en="An option, in an order that is mixed and the same in every export; of an ordering the steps "
                    "in the right order; of a matching `left = right`",
                ),
            ),
            Column(
                "answer",
                _key,
                Words(
                    zh=f"{_KEY_MEANS.zh}；排序、配对：全部内容，用分号隔开",
                    en=f"{_KEY_MEANS.en}; ordering and matching: all of it, with semicolons between",
                ),
                24,
            ),
            Column("explanation", feedback, Words(zh="解析、计算和条款", en="Why, the working, and the clause"), 60),
            Column("why not", _whys, Words(zh="每个错误选项错在哪里", en="Why each wrong option is wrong"), 50),
        ),
    ),
    "exam": Profile(
        Words(zh="考试平台导入表", en="Import sheet of exam platforms"),
        tuple(name for name, kind in KINDS.items() if kind.exam),
        6,
        (
            Column(
                "题型",
                lambda question, _book, _lang: question.answer.exam,
                Words(
                    zh="、".join(filter(None, (kind.exam for kind in KINDS.values()))),
                    en="The kind, as platforms in China name it",
                ),
            ),
            Column("题干", _stem, Words(zh="题干", en="What is asked"), 50),
            *_options("选项{}", 6, _MIXED_MEANS),
            Column("答案", _key, _KEY_MEANS),
            Column("解析", feedback, Words(zh="解析、计算和条款", en="Why, the working, and the clause"), 60),
            Column(
                "难度",
                lambda question, _book, lang: _LEVELS[question.level][lang],
                Words(zh="易、中、难", en="easy, medium, hard"),
                8,
            ),
            Column("章节", chapter_title, Words(zh="所在的章", en="The chapter"), 18),
        ),
    ),
}
