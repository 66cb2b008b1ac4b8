"""Whether the two halves of a paper fit, and each question its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from handbook import fields_of
from quiz.frozen.shapes import POINTS, FrozenFile, FrozenQuestion, QuestionAnswer, QuestionKey

Path = tuple[str | int, ...]
_MOST_OPTIONS = 8

ANSWERS: Mapping[str, str] = {
    "single": "right",
    "multiple": "right",
    "true_false": "truth",
    "numeric": "number",
    "ordering": "order",
    "matching": "pairs",
}  # what is right in a key, of each kind


def misfits(file: FrozenFile) -> Iterator[tuple[Path, str]]:
    """Places in the file, and what does not fit there: names of phrases of `quiz.parts.misfit`."""
    questions, keys = file.paper.questions, file.key.questions
    if sum(question.points for question in questions) != POINTS:
        yield ("paper", "questions"), "points"
    if len(questions) != len(keys):
        yield ("key", "questions"), "count"
        return
    for place, (question, key) in enumerate(zip(questions, keys)):
        if not _is_whole(question):
            yield ("paper", "questions", place), "question"
        elif not _is_answered(question, key) or not _has_reasons(question, key):
            yield ("key", "questions", place), "answer"
    for place, correction in enumerate(file.key.corrections):
        asked = correction.question
        if correction.revision > file.key.revision or asked >= len(questions):
            yield ("key", "corrections", place), "correction"
        elif not _is_answered(questions[asked], correction.old):
            yield ("key", "corrections", place), "answer"


def _is_whole(question: FrozenQuestion) -> bool:
    """Whether it has what its kind shows, and nothing else."""
    given = question.given_names() - {"kind", "points", "stem"}
    needed = {"numeric": {"unit"}, "true_false": set(), "matching": {"options", "lefts"}}
    if given != needed.get(question.kind, {"options"}):
        return False
    least = 1 if question.kind == "matching" else 2
    counts = [len(texts) for name, texts in (("options", question.options), ("lefts", question.lefts)) if name in given]
    return all(least <= count <= _MOST_OPTIONS for count in counts)


def _is_answered(question: FrozenQuestion, answer: QuestionAnswer) -> bool:
    """Whether an answer is of the question's kind, and its places are there."""
    name, count = ANSWERS[question.kind], len(question.options)
    given = {field.key for field in fields_of(QuestionAnswer) if getattr(answer, field.key) is not None}
    if given != ({"number", "say"} if name == "number" else {name}):
        return False
    places = getattr(answer, name) if name in ("right", "order", "pairs") else ()
    sound: dict[str, Callable[[], bool]] = {
        "right": lambda: list(places) == sorted(set(places)) and len(places) > 0,
        "order": lambda: sorted(places) == list(range(count)),
        "pairs": lambda: len(places) == len(question.lefts),
    }
    return all(place < count for place in places) and sound.get(name, lambda: True)()


def _has_reasons(question: FrozenQuestion, key: QuestionKey) -> bool:
    """Whether there is a reason, if only an empty one, for each option to choose from."""
    return len(key.why or ()) == (len(question.options) if question.kind in ("single", "multiple") else 0)
