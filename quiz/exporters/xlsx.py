"""Spreadsheets: a generic one with every question, and named profiles of columns that other platforms take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handbook.book import PolicyBook
from handbook.words import Lang
from quiz.exporters.parts import chapter_title, feedback, number, options_mixed, stem_with_unit
from quiz.question import KIND_WORDS, KINDS, Kind, Question
from quiz.spreadsheet import workbook
from quiz.wording import LETTERS, TRUE_FALSE

_LEVELS = {1: ("易", "easy"), 2: ("中", "medium"), 3: ("难", "hard")}
_EXAM_NAMES: Mapping[Kind, str] = {
    "single": "单选题",
    "multiple": "多选题",
    "true_false": "判断题",
    "numeric": "填空题",
}
Cell = Callable[[Question, PolicyBook, Lang], object]


@dataclass(frozen=True)
class Profile:
    """The columns of a sheet: heading and what stands below it; and the kinds it has room for."""

    kinds: tuple[Kind, ...]
    columns: tuple[tuple[str, Cell], ...]


def xlsx(profile: str) -> Callable[[Sequence[Question], PolicyBook, Lang], bytes]:
    """The exporter of a profile."""

    def write(questions: Sequence[Question], book: PolicyBook, lang: Lang) -> bytes:
        columns = PROFILES[profile].columns
        rows: list[list[object]] = [[heading for heading, _ in columns]]
        rows += [[cell(question, book, lang) for _, cell in columns] for question in questions]
        return workbook({"questions": rows}, [30 if len(heading) > 1 else 20 for heading, _ in columns])

    return write


def _choices(question: Question, lang: Lang) -> list[str]:
    if question.options:
        return [option.text[lang] for option in options_mixed(question)]
    if question.kind == "true_false":
        return [TRUE_FALSE[True][lang], TRUE_FALSE[False][lang]]
    return [step[lang] for step in question.order] or [
        f"{pair.left[lang]} = {pair.right[lang]}" for pair in question.pairs
    ]


def _choice(place: int) -> Cell:
    def cell(question: Question, _book: PolicyBook, lang: Lang) -> object:
        choices = _choices(question, lang)
        return choices[place] if place < len(choices) else ""

    return cell


def _key(question: Question, _book: PolicyBook, lang: Lang) -> object:
    match question.kind:
        case "numeric":
            return number(question)
        case "true_false":
            return TRUE_FALSE[bool(question.truth)][lang]
        case "ordering" | "matching":
            return "; ".join(_choices(question, lang))
    return "".join(LETTERS[place] for place, option in enumerate(options_mixed(question)) if option.right)


_OPTIONS = tuple((f"选项{LETTERS[place]}", _choice(place)) for place in range(6))
PROFILES: Mapping[str, Profile] = {
    "generic": Profile(
        KINDS,
        (
            ("id", lambda question, _book, _lang: question.id),
            ("hash", lambda question, _book, _lang: question.hash),
            ("clause", lambda question, _book, _lang: question.clause),
            ("chapter", chapter_title),
            ("kind", lambda question, _book, _lang: question.kind),
            ("level", lambda question, _book, _lang: question.level),
            ("question", lambda question, _book, lang: stem_with_unit(question, lang)),
            *((f"option {LETTERS[place]}", _choice(place)) for place in range(8)),
            ("answer", _key),
            ("explanation", feedback),
        ),
    ),
    "exam": Profile(
        tuple(_EXAM_NAMES),
        (
            ("题型", lambda question, _book, _lang: _EXAM_NAMES[question.kind]),
            ("题干", lambda question, _book, lang: stem_with_unit(question, lang)),
            *_OPTIONS,
            ("答案", _key),
            ("解析", feedback),
            ("难度", lambda question, _book, lang: _LEVELS[question.level][lang == "en"]),
            ("章节", chapter_title),
            ("题型名称", lambda question, _book, lang: KIND_WORDS[question.kind][lang]),
        ),
    ),
}
