"""GIFT, the text format that many systems read.

A title is the question's id; Moodle also takes the id from the comment before it.
"""

from __future__ import annotations

from handbook import Lang, PolicyBook
from quiz.kinds.formats import gift_text
from quiz.papers.exporters.neutral import Batch
from quiz.papers.exporters.parts import by_category, feedback, stem_with_unit
from quiz.question import Question


def gift(batch: Batch, book: PolicyBook, lang: Lang) -> bytes:
    """The file, by categories. GIFT cannot say whether options may be mixed."""
    blocks = []
    for path, questions in by_category(batch, book, lang):
        blocks.append(f"$CATEGORY: {path}")
        blocks += [_block(question, book, lang) for question in questions]
    return ("\n\n".join(blocks) + "\n").encode()


def _block(question: Question, book: PolicyBook, lang: Lang) -> str:
    lines = [*question.answer.gift(lang), f"####{gift_text(feedback(question, book, lang))}"]
    answers = "\n".join(f"\t{line}" for line in lines)
    stem = gift_text(stem_with_unit(question, lang))
    return f"// [id:{question.id}]\n::{gift_text(question.id)}::[plain]{stem} {{\n{answers}\n}}"
