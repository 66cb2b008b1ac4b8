"""What each kind of question must have, may have and has no use for."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.draft import Located
from handbook.examples import EXAMPLES
from handbook.problems import Problem
from handbook.shapes import describe
from quiz.models import QuestionEntry
from quiz.question import Kind

_MOST = 8  # letters A to H
_MAX_VARIANTS = 20
# Keys that a kind needs; a single choice has options, or an answer with mistakes.
_NEEDS: dict[Kind, tuple[str, ...]] = {
    "single": (),
    "multiple": ("options",),
    "true_false": ("answer",),
    "numeric": ("answer",),
    "ordering": ("order",),
    "matching": ("pairs",),
}
_OWN = ("options", "answer", "mistakes", "order", "pairs")
_FEWEST = {"options": 3, "order": 3, "pairs": 3, "mistakes": 2}


def form_problems(located: Located[QuestionEntry]) -> Iterator[Problem]:
    """What is wrong with the form of an entry."""
    entry = located.entry

    def tell(path: tuple[str | int, ...], code: str, **facts: object) -> Problem:
        return Problem(located.place(*path), code, entry.id, facts)

    needed = _needed(entry)
    for key in needed:
        if _is_empty(entry, key):
            yield tell((), "question_key_needed", kind=entry.kind, key=key, example=EXAMPLES.get(key, "answer: 20"))
    for key in _OWN:
        if key not in needed and not _is_empty(entry, key):
            yield tell((key,), "question_key_idle", kind=entry.kind, key=key)
    for key, least in _FEWEST.items():
        found = len(getattr(entry, key))
        if key in needed and 0 < found < least:
            yield tell((key,), "question_few", key=key, least=least, found=found)
        if found > _MOST:
            yield tell((key,), "question_many", key=key, most=_MOST, found=found)
    if not 1 <= entry.variants <= _MAX_VARIANTS:
        yield tell(("variants",), "question_many", key="variants", most=_MAX_VARIANTS, found=entry.variants)
    if entry.kind == "true_false" and not isinstance(entry.answer, bool) and entry.answer is not None:
        yield tell(("answer",), "question_truth", found=describe(entry.answer))
    if entry.given and not entry.rule:
        yield tell(("given",), "question_key_idle", kind=entry.kind, key="given")
    yield from _options(located)


def _options(located: Located[QuestionEntry]) -> Iterator[Problem]:
    entry = located.entry
    for index, option in enumerate(entry.options):
        if option.right == (option.mistake is not None) or (not option.right and option.why is None):
            yield Problem(located.place("options", index), "question_option", entry.id)
    for index, mistake in enumerate(entry.mistakes):
        one_way = (mistake.is_ is None) != (mistake.previous is None)
        if not one_way or (mistake.is_ is not None) != (mistake.mistake is not None):
            yield Problem(located.place("mistakes", index), "question_mistake", entry.id)
    if entry.options:
        rights = sum(option.right for option in entry.options)
        wrong = len(entry.options) - rights
        if (entry.kind == "single" and rights != 1) or (entry.kind == "multiple" and (rights < 2 or wrong < 1)):
            single = entry.kind == "single"
            least = {"zh": "一个" if single else "至少两个", "en": "one" if single else "at least two (and one wrong)"}
            yield Problem(located.place("options"), "question_rights", entry.id, {"least": least, "found": rights})


def _needed(entry: QuestionEntry) -> tuple[str, ...]:
    if entry.kind == "single":
        return ("answer", "mistakes") if entry.answer is not None or entry.mistakes else ("options",)
    return _NEEDS[entry.kind]


def _is_empty(entry: QuestionEntry, key: str) -> bool:
    value = getattr(entry, key)
    return value is None or value == []
