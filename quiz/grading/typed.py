"""Answers on paper, typed by a marker: `B`, `ACD`, `√`, `110.34`, letters in their order, or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TypeVar

from handbook import frozen
from quiz.exams.answers import LONGEST_NUMBER, Given, at_home
from quiz.frozen.orders import orders
from quiz.frozen.shapes import FrozenPaper, FrozenQuestion
from quiz.grading.marking import LETTERS

Row = tuple[int, Sequence[str]]  # its number in the sheet, from 1, and its cells
Headings = Mapping[str, Collection[str]]  # what a column may be called: of `name`, `number`, `version`
T = TypeVar("T")
_TRUE = ("√", "✓", "✔", "对", "對", "正确", "正確", "是", "T", "TRUE", "Y", "YES", "V", "1")
_FALSE = ("×", "✗", "✘", "错", "錯", "错误", "錯誤", "否", "F", "FALSE", "N", "NO", "X", "0")
_BETWEEN = re.compile(r"[ \u00a0\u3000,，、;；.。]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NOT_DIGIT = re.compile("[^0-9]")
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # what input methods make of letters and digits


@frozen
class TypedPaper:
    """The answers of somebody's paper by the places, and in the order, of the paper itself; `version` is a letter."""

    name: str
    number: str
    version: str
    answers: tuple[Given, ...]


@frozen
class SheetProblem:
    """What is wrong in a sheet of answers: `kind` is a key of `quiz.grading.typed`, with its facts."""

    kind: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


class NoAnswer(ValueError):
    """A text that can be no answer to its question."""


def read_answer(question: FrozenQuestion, text: str) -> Given:
    """An answer by the letters that stand on the paper. Raises NoAnswer."""
    plain = _upper(text.translate(_WIDE))
    if question.kind == "numeric":
        return _number(plain)
    plain = _BETWEEN.sub("", plain)
    if not plain.strip("-"):
        return None
    if question.kind == "true_false":
        return _truth(plain)
    places = tuple(_place(question, sign) for sign in plain)
    if question.kind == "matching":
        return _fitting(places, len(places) == len(question.lefts))
    chosen = tuple(place for place in places if place is not None)
    if question.kind == "single":
        return _fitting(chosen, len(chosen) == len(places) == 1)[0]
    once = len(set(chosen)) == len(places)
    if question.kind == "multiple":
        return tuple(sorted(_fitting(chosen, once)))
    return _fitting(chosen, once and len(chosen) == len(question.options))


def at_paper(paper: FrozenPaper, version: str, answers: Iterable[Given]) -> tuple[Given, ...]:
    """Answers in the order of a version, in the order and by the places of the paper itself."""
    order = orders(paper, version)
    home: list[Given] = [None] * len(paper.questions)
    for index, given in zip(order.questions, answers):
        home[index] = at_home(paper.questions[index], given, order.options[index])
    return tuple(home)


def read_sheet(
    rows: Sequence[Row], paper: FrozenPaper, headings: Headings
) -> tuple[list[TypedPaper], list[SheetProblem]]:
    """The papers of a sheet, a person a row, and all that is wrong in it. The numbers of the questions head the columns
    of the answers, which stand there in the order of the person's version."""
    for at, (_, cells) in enumerate(rows):
        asked = _questions(cells, len(paper.questions))
        if asked:
            about = {name: _column(cells, headings[name]) for name in ("name", "number", "version")}
            reader = _Reader(paper, asked, about)
            return [each for row in rows[at + 1 :] for each in reader.read(*row)], reader.problems
    return [], [SheetProblem("no_head", {"count": len(paper.questions)})]


class _Reader:
    """Reads rows whose columns are known: those of the questions in order, and those that say who and which version."""

    def __init__(self, paper: FrozenPaper, asked: Sequence[int], about: Mapping[str, int | None]) -> None:
        self.paper, self.asked, self.about = paper, asked, about
        self.problems: list[SheetProblem] = []

    def read(self, row: int, cells: Sequence[str]) -> Iterator[TypedPaper]:
        name, number, version = (self._text(cells, self.about[each]) for each in ("name", "number", "version"))
        version = _upper(version.translate(_WIDE)) or "A"
        if not name and not number:
            self.problems.append(SheetProblem("nobody", {"row": row}))
        elif version not in LETTERS:
            self.problems.append(SheetProblem("version", {"row": row, "text": version}))
        else:
            yield TypedPaper(name, number, version, at_paper(self.paper, version, self._answers(row, cells, version)))

    def _answers(self, row: int, cells: Sequence[str], version: str) -> Iterator[Given]:
        order = orders(self.paper, version).questions
        for place, (index, column) in enumerate(zip(order, self.asked), 1):
            text = self._text(cells, column)
            try:
                yield read_answer(self.paper.questions[index], text)
            except NoAnswer:
                self.problems.append(SheetProblem("answer", {"row": row, "question": place, "text": text}))
                yield None

    def _text(self, cells: Sequence[str], column: int | None) -> str:
        return _trimmed(cells[column]) if column is not None and column < len(cells) else ""


def _questions(cells: Sequence[str], count: int) -> list[int]:
    """The columns of questions 1 to `count`; empty where one is missing."""
    numbers = [_NOT_DIGIT.sub("", cell.translate(_WIDE)) for cell in cells]
    columns = [numbers.index(str(number)) for number in range(1, count + 1) if str(number) in numbers]
    return columns if len(columns) == count else []


def _column(cells: Sequence[str], called: Collection[str]) -> int | None:
    return next((at for at, cell in enumerate(cells) if _upper(_BETWEEN.sub("", cell)) in called), None)


def _trimmed(text: str) -> str:
    return text.strip(" \t\n\u00a0\u3000")


def _upper(text: str) -> str:
    return re.sub("[a-z]", lambda letter: letter[0].upper(), text)


def _number(text: str) -> Given:
    plain = re.sub("[ \u00a0\u3000￥¥]", "", text)
    if plain in ("", "-"):
        return None
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain) or len(plain) > LONGEST_NUMBER:
        raise NoAnswer
    return plain


def _truth(plain: str) -> bool:
    if plain not in _TRUE + _FALSE:
        raise NoAnswer
    return plain in _TRUE


def _place(question: FrozenQuestion, sign: str) -> int | None:
    if sign == "-":
        return None
    place = LETTERS.find(sign)
    if not 0 <= place < len(question.options):
        raise NoAnswer
    return place


def _fitting(places: tuple[T, ...], fits: bool) -> tuple[T, ...]:
    if not fits:
        raise NoAnswer
    return places
