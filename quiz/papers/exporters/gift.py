"""GIFT, the text format that many systems read. It has no ordering: that is matching, each step with its place.

A title is the question's id; Moodle also takes the id from the comment before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook.lang.languages import Lang
from handbook.policy.book import PolicyBook
from quiz.papers.exporters.neutral import Batch
from quiz.papers.exporters.parts import by_category, feedback, number, shares, stem_with_unit
from quiz.question import Option, Question

_SPECIAL = "\\~=#{}:"


def gift(batch: Batch, book: PolicyBook, lang: Lang) -> bytes:
    """The file, by categories. GIFT cannot say whether options may be mixed."""
    blocks = []
    for path, questions in by_category(batch, book, lang):
        blocks.append(f"$CATEGORY: {path}")
        blocks += [_block(question, book, lang) for question in questions]
    return ("\n\n".join(blocks) + "\n").encode()


def _block(question: Question, book: PolicyBook, lang: Lang) -> str:
    answers = "\n".join(f"\t{line}" for line in _answers(question, book, lang))
    stem = _safe(stem_with_unit(question, lang))
    return f"// [id:{question.id}]\n::{_safe(question.id)}::[plain]{stem} {{\n{answers}\n}}"


def _answers(question: Question, book: PolicyBook, lang: Lang) -> Iterator[str]:
    match question.kind:
        case "single":
            for option in question.options:
                yield f"{'=' if option.right else '~'}{_option(option, lang)}"
        case "multiple":
            for option, share in zip(question.options, shares(question)):
                yield f"~%{share}%{_option(option, lang)}"
        case "true_false":
            yield "TRUE" if question.truth else "FALSE"
        case "numeric":
            yield f"#{number(question)}"
        case "ordering":
            yield from (f"={_safe(step[lang])} -> {place}" for place, step in enumerate(question.order, 1))
        case "matching":
            yield from (f"={_safe(pair.left[lang])} -> {_safe(pair.right[lang])}" for pair in question.pairs)
    yield f"####{_safe(feedback(question, book, lang))}"


def _option(option: Option, lang: Lang) -> str:
    """Text and feedback. A percent sign at the beginning would be a weight."""
    text = _safe(option.text[lang])
    why = f"#{_safe(option.why[lang])}" if option.why else ""
    return f"{'％' + text[1:] if text.startswith('%') else text}{why}"


def _safe(text: str) -> str:
    """Signs that mean something in GIFT, written so that they do not; a line stays one line."""
    escaped = "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in text)
    return escaped.replace("\n", "\\n").replace("->", "→")
