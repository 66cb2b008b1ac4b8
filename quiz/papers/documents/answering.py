"""How a question of each kind is answered by hand, and how its right answer is written. `printing/answering.js` does
the same."""

from __future__ import annotations

from collections.abc import Mapping

from handbook import Lang, say
from quiz.frozen.shapes import QuestionAnswer
from quiz.papers.documents.items import Item
from quiz.papers.documents.model import Columns

TIED = "\u00a0"  # a blank at which no line breaks
LINE = "____________"
_SHORT_LINE = "____"
_FOUR, _TWO = 17, 40  # the widest option of which four, or two, go into a line
_WIDE = 0x2E80  # from here on signs are as wide as high
_PER_ROW: Mapping[str, int] = {
    "single": 15,
    "multiple": 10,
    "true_false": 15,
    "numeric": 5,
    "ordering": 3,
    "matching": 2,
}
_BRACKETED = ("single", "multiple", "true_false")


def width_of(text: str) -> int:
    """How wide a text is, roughly, in halves of a Chinese sign."""
    return sum(2 if ord(sign) >= _WIDE else 1 for sign in text)


def columns_of(texts: tuple[str, ...]) -> Columns:
    """How many options go beside each other."""
    if any("\n" in text for text in texts):
        return 1
    widest = max(map(width_of, texts), default=0)
    return 4 if widest <= _FOUR else 2 if widest <= _TWO else 1


def per_row(kind: str) -> int:
    """How many answers of a kind have room in a row of a grid."""
    return _PER_ROW[kind]


def is_bracketed(kind: str) -> bool:
    """Whether a letter or a sign is the answer, for which a bracket behind the stem has room."""
    return kind in _BRACKETED


def blank_of(item: Item, lang: Lang) -> str:
    """The line on which the answer is written, empty where it is written elsewhere."""
    question = item.question
    if question.kind == "numeric":
        return say("quiz.papers.fill_in", lang, blank=f"{LINE}{TIED}{question.unit}" if question.unit else LINE)
    if question.kind == "ordering":
        return say("quiz.papers.fill_in", lang, blank=f"{TIED}→{TIED}".join([_SHORT_LINE] * len(item.shown)))
    return ""


def room_of(item: Item) -> str:
    """What stands where the answer is written into a grid."""
    question = item.question
    if question.kind == "numeric":
        return f"{TIED * 8}{question.unit}" if question.unit else ""
    if question.kind == "ordering":
        return "→".join([TIED * 3] * len(item.shown))
    if question.kind == "matching":
        return " ".join(f"{place}-{_SHORT_LINE}" for place in range(1, len(question.lefts) + 1))
    return ""


def mark_of(item: Item, answer: QuestionAnswer, lang: Lang) -> str:
    """What is right, to mark by: `B`, `ACD`, `√`, `20 元`, `CAB`, `1-C 2-A`."""
    if answer.right is not None:
        letters = sorted(map(item.letter, answer.right))
        return ("/" if item.question.kind == "single" else "").join(letters)
    if answer.order is not None:
        return "".join(map(item.letter, answer.order))
    if answer.pairs is not None:
        return " ".join(f"{place}-{item.letter(option)}" for place, option in enumerate(answer.pairs, 1))
    if answer.truth is not None:
        return say("quiz.papers.true" if answer.truth else "quiz.papers.false", lang)
    return answer.say or ""


def told_of(item: Item, answer: QuestionAnswer, lang: Lang) -> str:
    """The same for people who read it: `√（对）`."""
    if answer.truth is not None:
        return say("quiz.kinds.true_false.mark_right" if answer.truth else "quiz.kinds.true_false.mark_wrong", lang)
    return mark_of(item, answer, lang)
