"""A key that turns out to be wrong: what was right before stays in the file, with the day and the reason."""

from __future__ import annotations

from typing import Any

from handbook import fitted
from quiz.frozen.fitting import ANSWERS
from quiz.frozen.shapes import FrozenFile, FrozenQuestion
from quiz.grading.marking import plain_number
from quiz.grading.typed import NoAnswer, read_answer


def corrected_file(file: FrozenFile, question: int, answer: str, why: str, day: str) -> FrozenFile | None:
    """The file with another key for a question (its place in the paper), of the next revision; None where nothing would
    change. `answer` is in letters, as one types answers. Raises NoAnswer."""
    right = read_key(file.paper.questions[question], answer)
    data = file.as_data(given_only=True)
    key, before = data["key"], data["key"]["questions"][question]
    old = {name: before[name] for name in right}
    if old == right:
        return None
    key["revision"] += 1
    key["corrections"].append({"revision": key["revision"], "day": day, "question": question, "old": old, "why": why})
    before.update(right)
    return fitted(FrozenFile, data)


def read_key(question: FrozenQuestion, text: str) -> dict[str, Any]:
    """What counts as right, of a single choice also several options. Raises NoAnswer."""
    kind = "multiple" if question.kind == "single" else question.kind
    given = read_answer(question.with_values(kind=kind), text)
    if given is None or (isinstance(given, tuple) and None in given):
        raise NoAnswer
    if kind == "numeric":
        number = plain_number(str(given))
        return {"number": number, "say": f"{number} {question.unit}" if question.unit else number}
    return {ANSWERS[kind]: list(given) if isinstance(given, tuple) else given}
