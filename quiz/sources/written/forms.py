"""What each kind of question must have, may have and has no use for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook import Example, Fact, Located, Phrase, Problem, describe, example_under, fields_of
from quiz.kinds import KINDS
from quiz.kinds.answer import LETTERS
from quiz.models import QuestionEntry

_MOST = len(LETTERS)
_MAX_VARIANTS = 20
_SIGNS = "ABCDEFGH12345678"
_LETTERS = re.compile(r"[A-H1-8\s\[\]'\",，、]+")  # how people write the answers `A`, `A C`, `[A, C]`
_FEWEST = {"options": 3, "order": 3, "pairs": 3, "mistakes": 2}


def form_problems(located: Located[QuestionEntry]) -> Iterator[Problem]:
    """What is wrong with the form of an entry."""
    entry = located.entry
    lettered = _lettered(entry)
    if lettered:
        yield Problem(located.place("answer"), "quiz.question_answer_marked", entry.id, {"option": lettered})
    else:
        yield from _rights(located)  # else the marks are still to be made
    yield from _keys(located, () if lettered else ("answer",))
    yield from _counts(located)
    truth = KINDS[entry.kind].reads == "truth"
    if truth and not isinstance(entry.answer, bool) and entry.answer is not None:
        yield Problem(located.place("answer"), "quiz.question_truth", entry.id, {"found": describe(entry.answer)})
    yield from _options(located)


def _keys(located: Located[QuestionEntry], answer: tuple[str, ...]) -> Iterator[Problem]:
    """Keys that are missing, and those that would do nothing; the answer only where it has not been told."""
    entry, needed = located.entry, _needed(located.entry)
    for key in needed:
        if _is_empty(entry, key):
            facts = {"kind": entry.kind, "key": key, "example": _example(entry.kind, key)}
            yield Problem(located.place(), "quiz.question_key_needed", entry.id, facts)
    idle = [key for key in ("options", *answer, "mistakes", "order", "pairs") if key not in needed]
    idle += ["given"] if not entry.rule else []
    for key in idle:
        if not _is_empty(entry, key):
            yield Problem(located.place(key), "quiz.question_key_idle", entry.id, {"kind": entry.kind, "key": key})
    if "variants" in entry.given_names() and not entry.draw:
        yield Problem(located.place("variants"), "quiz.question_variants_idle", entry.id)


def _counts(located: Located[QuestionEntry]) -> Iterator[Problem]:
    entry, needed = located.entry, _needed(located.entry)
    found = {key: len(getattr(entry, key)) for key in _FEWEST} | {"variants": entry.variants}
    for key, least in {**_FEWEST, "variants": 1}.items():
        most = _MAX_VARIANTS if key == "variants" else _MOST
        if found[key] < least and (key == "variants" or (key in needed and found[key])):
            yield Problem(
                located.place(key), "quiz.question_few", entry.id, {"key": key, "least": least, "found": found[key]}
            )
        if found[key] > most:
            yield Problem(
                located.place(key), "quiz.question_many", entry.id, {"key": key, "most": most, "found": found[key]}
            )


def _lettered(entry: QuestionEntry) -> Fact | None:
    """The options that an answer such as `A` means, in words; None where the answer is no such thing."""
    if not KINDS[entry.kind].marks_options or not entry.options or entry.mistakes or entry.answer is None:
        return None
    written = str(entry.answer).strip()
    same = [place for place, option in enumerate(entry.options) if written in (option.text.zh, option.text.en)]
    signs = re.findall("[A-H1-8]", written.upper()) if _LETTERS.fullmatch(written.upper()) else []
    meant = same or [place for sign in signs if (place := _SIGNS.index(sign) % _MOST) < len(entry.options)]
    if not meant:
        return Phrase("quiz.parts.right_option")
    texts = [entry.options[place].text for place in dict.fromkeys(meant)]
    return {"zh": "".join(f"“{text.zh}”" for text in texts), "en": ", ".join(f"“{text.en}”" for text in texts)}


def _options(located: Located[QuestionEntry]) -> Iterator[Problem]:
    entry = located.entry
    for index, option in enumerate(entry.options):
        unmarked = not option.right and option.mistake is None and option.why is None
        if unmarked and _lettered(entry):
            continue  # the one that is meant, which has been told
        if option.right == (option.mistake is not None) or (not option.right and option.why is None):
            yield Problem(located.place("options", index), "quiz.question_option", entry.id)
    for index, mistake in enumerate(entry.mistakes):
        one_way = (mistake.is_ is None) != (mistake.previous is None)
        if not one_way or (mistake.is_ is not None) != (mistake.mistake is not None):
            yield Problem(located.place("mistakes", index), "quiz.question_mistake", entry.id)


def _rights(located: Located[QuestionEntry]) -> Iterator[Problem]:
    entry = located.entry
    rights = sum(option.right for option in entry.options)
    wrong = len(entry.options) - rights
    least = KINDS[entry.kind].rights_needed(rights, wrong)
    if entry.options and least:
        yield Problem(located.place("options"), "quiz.question_rights", entry.id, {"least": least, "found": rights})


def _needed(entry: QuestionEntry) -> tuple[str, ...]:
    return KINDS[entry.kind].needed(
        [field.info.name for field in fields_of(QuestionEntry) if not _is_empty(entry, field.info.name)]
    )


def _example(kind: str, key: str) -> Example:
    return example_under(QuestionEntry, key, [{"kind": kind}])


def _is_empty(entry: QuestionEntry, key: str) -> bool:
    value = getattr(entry, key)
    return value in (None, [], {})
