"""GIFT, a text format of Moodle's which other systems read as well.

A title is the question's id; Moodle also takes the id from the comment before it. GIFT has no place for points, nor for
what a second try costs, and cannot say whether options may be mixed.
"""

from __future__ import annotations

from collections.abc import Iterator

from quiz.papers.exporters.entries import (
    Batch,
    Entry,
    Number,
    Options,
    Pairs,
    Steps,
    Truth,
    explanation,
    stem_with_unit,
)
from quiz.papers.exporters.moodle import category_path, weights

_SPECIAL = "\\~=#{}:"


def gift(batch: Batch) -> bytes:
    """The file, by categories."""
    blocks = [f"// {batch.made_for}\n// {batch.about}"]
    for name, entries in batch.categories:
        blocks.append(f"$CATEGORY: {category_path(name)}")  # a name is not escaped: Moodle takes it as it stands
        blocks += [_block(entry, batch) for entry in entries]
    return ("\n\n".join(blocks) + "\n").encode()


def _block(entry: Entry, batch: Batch) -> str:
    lines = [*_answers(entry), f"####{_formatted(explanation(entry, batch.lang))}"]
    answers = "\n".join(f"\t{line}" for line in lines)
    stem = _escaped(stem_with_unit(entry, batch.lang))
    return f"// [id:{entry.id}]\n::{_escaped(entry.id)}::[plain]{stem} {{\n{answers}\n}}"


def _answers(entry: Entry) -> Iterator[str]:
    match entry.answer:
        case Options() as answer:
            for place, (text, why) in enumerate(zip(answer.texts, answer.whys)):
                because = f"#{_formatted(why)}" if why else ""
                yield f"{_mark(answer, place)}{_formatted(text)}{because}"
        case Truth(is_true):
            yield "TRUE" if is_true else "FALSE"
        case Number(digits):
            yield f"#={digits}"  # Moodle takes a bare #0 for no answer at all
        case Steps() as answer:  # GIFT has no ordering: it is matching, each step with its place
            yield from (f"={_left(step)} -> {place}" for place, step in enumerate(answer.in_order(), 1))
        case Pairs() as answer:
            yield from (f"={_left(left)} -> {_escaped(right)}" for left, right in answer.matched())


def _mark(answer: Options, place: int) -> str:
    """What stands before an option. A wrong one has a weight as well, as a text that begins with a percent sign would
    be taken for one."""
    if not answer.several and place in answer.rights:
        return "="
    return f"~%{weights(answer)[place]}%"


def _left(text: str) -> str:
    """What stands on the left; the first arrow of a line ends it."""
    return _formatted(text).replace("->", "→")


def _formatted(text: str) -> str:
    """A text that may have a format before it, in brackets: one that begins with a bracket has one, so that it is not
    taken for that."""
    return f"[plain]{_escaped(text)}" if text.startswith("[") else _escaped(text)


def _escaped(text: str) -> str:
    """Signs that mean something in GIFT, written so that they do not; a line stays one line."""
    escaped = "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in text).replace("\n", "\\n")
    return escaped.replace("&&0", "& &0")  # Moodle holds escaped signs as &&058; while it reads
