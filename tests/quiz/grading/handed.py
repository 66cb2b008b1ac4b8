"""What comes in of an exam: lines of people who know some of it, and files whose key was corrected."""

from __future__ import annotations

import json
import random
from typing import Any

from quiz.exams.answers import Given
from quiz.exams.frame import Head
from quiz.exams.line import Sitting, encode
from quiz.exams.seats import Seat
from quiz.frozen.orders import orders
from quiz.frozen.shapes import FrozenFile, FrozenQuestion
from tests.quiz.exams.sittings import SAMPLE, drawn_answer

_ANSWERS = ("right", "truth", "number", "say", "order", "pairs")


def seated(seat: int, name: str, number: str, code: str) -> Seat:
    """A seat with the code that belongs to it."""
    return Seat(seat=seat, name=name, number=number, code=code)


def sample_file() -> dict[str, Any]:
    """The data of the sample paper with its key."""
    data: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return data


def corrected(data: dict[str, Any], question: int, **new: object) -> dict[str, Any]:
    """A file whose key counts something else as right, from its next revision on."""
    key = data["key"]
    old = {name: each for name, each in key["questions"][question].items() if name in _ANSWERS}
    revision = key["revision"] + 1
    told = {"revision": revision, "day": "2026-12-03", "question": question, "old": old, "why": "印错了"}
    questions = [each | new if place == question else each for place, each in enumerate(key["questions"])]
    return data | {"key": key | {"revision": revision, "corrections": [*key["corrections"], told],
                                 "questions": questions}}  # fmt: skip


def line(file: FrozenFile, luck: random.Random, head: Head, code: str | None = None, sure: float = 0.6) -> str:
    """The line of somebody who knows so much of it and answers the rest by chance."""
    order = orders(file.paper, head.variant)
    seen: list[Given] = []
    for index in order.questions:
        question = file.paper.questions[index]
        knows = luck.random() < sure
        seen.append(_right(file, index, order.options[index]) if knows else drawn_answer(luck, question))
    return encode(file.paper, Sitting(head, tuple(seen)), code)


def _right(file: FrozenFile, index: int, order: tuple[int, ...]) -> Given:
    """What is right, by the places that the learner saw."""
    question: FrozenQuestion = file.paper.questions[index]
    key = file.key.questions[index]
    if question.kind in ("true_false", "numeric"):
        return key.truth if key.number is None else key.number
    places = tuple(order.index(place) for place in key.right or key.order or key.pairs or ())
    if question.kind == "single":
        return places[0]
    return tuple(sorted(places)) if question.kind == "multiple" else places
