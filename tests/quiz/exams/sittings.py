"""Papers, seats and sittings by chance, for all who read or write lines."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from handbook.shapes.reading import fitted
from quiz.exams.answers import Given
from quiz.exams.frame import Head
from quiz.exams.line import Sitting
from quiz.frozen.orders import orders
from quiz.frozen.shapes import FrozenPaper, FrozenQuestion, number_of

SAMPLE = Path(__file__).parents[1] / "papers" / "sample.paper.json"
NAMES = ("张三", "欧阳娜娜", "Ann O'Neill", "阿卜杜拉·买买提", "𠮷野家", "é", "")
KINDS = ("single", "multiple", "true_false", "numeric", "ordering", "matching")


def sample() -> FrozenPaper:
    """The sample paper as learners see it: it has every kind of question."""
    return fitted(FrozenPaper, json.loads(SAMPLE.read_text(encoding="utf-8"))["paper"])


def drawn_paper(luck: random.Random) -> FrozenPaper:
    """A paper with questions of any kinds and sizes."""
    seen: dict[str, Any] = {
        "title": "测验",
        "company": "",
        "department": "",
        "day": "2026-12-01",
        "bank": "18c1c9cf",
        "language": "zh",
        "minutes": 30,
        "pass": 80,
        "questions": [_question(luck, luck.choice(KINDS)) for _ in range(luck.randint(1, 8))],
    }
    return fitted(FrozenPaper, {**seen, "number": number_of(seen)})


def _question(luck: random.Random, kind: str) -> dict[str, Any]:
    question: dict[str, Any] = {"kind": kind, "points": 1, "stem": f"题 {luck.random()}"}
    if kind in ("single", "multiple", "ordering", "matching"):
        question["options"] = [f"项 {place}" for place in range(luck.randint(2, 8))]
    if kind == "matching":
        question["lefts"] = [f"左 {place}" for place in range(luck.randint(1, 8))]
    return question


def drawn_sitting(luck: random.Random, paper: FrozenPaper, seat: int = 0, kind: int = 0) -> Sitting:
    """A sitting by chance; a question in five is not answered."""
    head = Head(
        kind=kind,
        seat=seat,
        version=0 if seat else luck.randrange(8),
        name="" if seat else luck.choice(NAMES),
        staff_number="" if seat else luck.choice(("0042", "A-17", "")),
        start=luck.randrange(1 << 24),
        used=luck.randrange(1 << 16),
        resumed=luck.randrange(16),
        left=luck.randrange(32),
        odd_clock=luck.random() < 0.1,
    )
    answers = [drawn_answer(luck, paper.questions[place]) for place in orders(paper, head.variant).questions]
    return Sitting(head, tuple(answers))


def drawn_answer(luck: random.Random, question: FrozenQuestion) -> Given:
    """Any answer that the question can have."""
    if luck.random() < 0.2:
        return None
    places = range(len(question.options))
    match question.kind:
        case "single":
            return luck.choice(places)
        case "true_false":
            return luck.random() < 0.5
        case "multiple":
            return tuple(sorted(luck.sample(places, luck.randint(1, len(places)))))
        case "numeric":
            return luck.choice(("0", "-1.5", "110.34", "3000", "123456789012345", f"{luck.randrange(10**6)}.5"))
        case "ordering":
            return tuple(luck.sample(places, len(places)))
        case _:
            given = tuple(luck.choice((None, *places)) for _ in question.lefts)
            return given if set(given) != {None} else None


def as_data(sitting: Sitting) -> dict[str, Any]:
    """The same as the browser has it."""
    return {"head": vars(sitting.head), "answers": list(sitting.answers)}
