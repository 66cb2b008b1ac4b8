"""Which answers are right, by the key as it is or as it was before a correction."""

from __future__ import annotations

from collections.abc import Sequence

from handbook import frozen
from quiz.exams.answers import Given
from quiz.frozen.shapes import FrozenPaper, FrozenQuestion, PaperKey, QuestionAnswer

LETTERS = "ABCDEFGH"
TRUE, FALSE = "√", "×"
_NONE = "-"  # beside a left side that nothing was matched to


@frozen
class Marks:
    """What answers are worth: points, and the places of the questions that were not answered right."""

    points: int
    passed: bool
    wrong: tuple[int, ...]


def mark(paper: FrozenPaper, key: Sequence[QuestionAnswer], answers: Sequence[Given]) -> Marks:
    """Mark answers that stand in the paper's own order and by its own places. A question counts whole or not at all."""
    marked = zip(paper.questions, key, answers)
    wrong = tuple(place for place, (_, right, given) in enumerate(marked) if not is_right(right, given))
    points = sum(question.points for place, question in enumerate(paper.questions) if place not in wrong)
    return Marks(points, points >= paper.pass_, wrong)


def is_right(key: QuestionAnswer, given: Given) -> bool:
    """Whether an answer is right. Of a single choice whose key was corrected, each of several may be."""
    if given is None:
        return False
    if key.truth is not None:
        return given == key.truth
    if key.number is not None:
        return plain_number(str(given)) == key.number
    if isinstance(given, int):
        return given in (key.right or ())
    return given == (key.right or key.order or key.pairs)


def plain_number(text: str) -> str:
    """A number without zeros that say nothing: `07.50` is `7.5`."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = digits.partition(".")
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    value = f"{whole}.{decimals}" if decimals else whole
    return value if value == "0" else sign + value


def at_revision(key: PaperKey, revision: int) -> tuple[QuestionAnswer, ...]:
    """What counted as right when the key was of this revision: later corrections are undone, the last one first."""
    answers: list[QuestionAnswer] = list(key.questions)
    for correction in reversed(key.corrections):
        if correction.revision > revision:
            answers[correction.question] = correction.old
    return tuple(answers)


def in_letters(question: FrozenQuestion, given: Given) -> str:
    """An answer as one writes it on paper: `B`, `ACD`, `√`, `110.34`; empty where there is none."""
    if given is None or isinstance(given, str):
        return given or ""
    if question.kind == "true_false":
        return TRUE if given else FALSE
    places = given if isinstance(given, tuple) else (given,)
    return "".join(_NONE if place is None else LETTERS[place] for place in places)
