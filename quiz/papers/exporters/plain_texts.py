"""Plain text as platforms take it: for 道一云学苑, for Blackboard, and the form that many Chinese programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quiz.kinds.answer import LETTERS
from quiz.papers.exporters.entries import (
    Batch,
    Entry,
    Number,
    Options,
    Pairs,
    Steps,
    Truth,
    explanation,
    one_line,
    stem_with_blank,
    stem_with_unit,
)

_TRUTHS = {True: "正确", False: "错误"}


def dao1yun(batch: Batch) -> bytes:
    """道一云学苑: `答案:`, several letters parted by a semicolon; a number is filled into a blank."""

    def lines(number: int, entry: Entry) -> Iterator[str]:
        filled_in = "[填空题](系统评分)" if isinstance(entry.answer, Number) else ""
        yield f"{number}. {_stem(entry, batch)}{filled_in}"
        yield from _lettered(entry)
        yield f"答案:{_answer(entry, ';')}"
        yield f"解析:{one_line(explanation(entry, batch.lang))}"

    return _numbered(batch, lines)


def plain(batch: Batch) -> bytes:
    """The common form: `【答案】`, several letters run together, what is filled in stands in brackets."""

    def lines(number: int, entry: Entry) -> Iterator[str]:
        yield f"{number}. {_stem(entry, batch)}"
        yield from _lettered(entry)
        answer = _answer(entry, "")
        yield f"【答案】{f'({answer})' if isinstance(entry.answer, Number) else answer}"
        yield f"【解析】{one_line(explanation(entry, batch.lang))}"

    return _numbered(batch, lines)


def blackboard(batch: Batch) -> bytes:
    """Blackboard: a question a line, its parts parted by tabs, words for what is right in English. No place for why."""
    rows = (_row(entry, stem_with_unit(entry, batch.lang)) for entry in batch.entries)
    return "".join("\t".join(one_line(part) for part in row) + "\n" for row in rows).encode()


def _row(entry: Entry, stem: str) -> list[str]:
    match entry.answer:
        case Options() as answer:
            row = ["MA" if answer.several else "MC", stem]
            for place, text in enumerate(answer.texts):
                row += [text, "correct" if place in answer.rights else "incorrect"]
            return row
        case Truth(is_true):
            return ["TF", stem, "true" if is_true else "false"]
        case Number(digits):
            return ["NUM", stem, digits, "0"]
        case Steps() as answer:
            return ["ORD", stem, *answer.in_order()]
        case Pairs() as answer:
            return ["MAT", stem, *(text for pair in answer.matched() for text in pair)]


def _numbered(batch: Batch, lines: Callable[[int, Entry], Iterator[str]]) -> bytes:
    """Questions with numbers before them and an empty line between them."""
    blocks = ("\n".join(lines(number, entry)) for number, entry in enumerate(batch.entries, 1))
    return ("\n\n".join(blocks) + "\n").encode()


def _stem(entry: Entry, batch: Batch) -> str:
    return one_line(stem_with_blank(entry, batch.lang))


def _lettered(entry: Entry) -> Iterator[str]:
    if isinstance(entry.answer, Options):
        yield from (f"{letter}. {one_line(text)}" for letter, text in zip(LETTERS, entry.answer.texts))


def _answer(entry: Entry, between: str) -> str:
    match entry.answer:
        case Options() as answer:
            return between.join(LETTERS[place] for place in sorted(answer.rights))
        case Truth(is_true):
            return _TRUTHS[is_true]
        case Number(digits):
            return digits
        case Steps() | Pairs():
            raise ValueError(f"{entry.id} is of a kind that has no such answer")
