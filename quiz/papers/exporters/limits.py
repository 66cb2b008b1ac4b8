"""What a consumer takes, and what of a batch it would not, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook import Lang, Phrase, Text, frozen
from quiz.kinds import KINDS
from quiz.papers.exporters.entries import Answered, Entry, Number, Options, Pairs, Steps, Truth, explanation

EVERY: tuple[type[Answered], ...] = (Options, Truth, Number, Steps, Pairs)


@frozen
class Limits:
    """What there may be to answer, how many options, how many signs of a text; None where nothing is known of a limit.
    `alone`: on the right of pairs each text belongs to one on the left."""

    answers: tuple[type[Answered], ...] = EVERY
    most_options: int | None = None
    stem: int | None = None
    option: int | None = None
    explanation: int | None = None
    alone: bool = False
    one_key: bool = False  # of a single choice just one option may count
    one_blank: bool = False


def refusals(entry: Entry, limits: Limits, lang: Lang) -> Iterator[Text]:
    """Why a consumer would not take a question."""
    answer = entry.answer
    if not isinstance(answer, limits.answers):
        yield _reason("kind", kind=KINDS[entry.kind].title)
    if limits.stem and len(entry.stem) > limits.stem:
        yield _reason("stem", most=limits.stem)
    if limits.explanation and len(explanation(entry, lang)) > limits.explanation:
        yield _reason("explanation", most=limits.explanation)
    match answer:
        case Options():
            if limits.most_options and len(answer.texts) > limits.most_options:
                yield _reason("options", most=limits.most_options)
            if limits.option and max(map(len, answer.texts)) > limits.option:
                yield _reason("option", most=limits.option)
            if limits.one_key and not answer.several and len(answer.rights) > 1:
                yield _reason("keys")
        case Pairs():
            if limits.alone and sorted(answer.places) != list(range(len(answer.rights))):
                yield _reason("alone")
        case Number():
            if limits.one_blank and len(re.findall("__+", entry.stem)) > 1:
                yield _reason("blanks")
        case _:
            pass


def _reason(name: str, **facts: object) -> Text:
    return Phrase(f"quiz.exports.reasons.{name}", facts)
