"""GIFT, the text format that many systems read. It has no ordering: that is matching, each step with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook.book import PolicyBook
from handbook.words import Lang
from quiz.exporters.parts import chapter_title, feedback, number, stem_with_unit
from quiz.question import Question

_SPECIAL = "\\~=#{}:"


def gift(questions: Sequence[Question], book: PolicyBook, lang: Lang) -> bytes:
    """The file, by chapters as categories."""
    blocks, category = [], ""
    for question in sorted(questions, key=lambda each: (list(book.clauses).index(each.clause), each.id)):
        title = chapter_title(question, book, lang)
        if title != category:
            category = title
            blocks.append(f"$CATEGORY: $course$/{title.replace('/', '//')}")
        answers = "\n".join(f"\t{line}" for line in _answers(question, book, lang))
        blocks.append(f"::{_safe(question.id)}::[plain]{_safe(stem_with_unit(question, lang))} {{\n{answers}\n}}")
    return ("\n\n".join(blocks) + "\n").encode()


def _answers(question: Question, book: PolicyBook, lang: Lang) -> Iterator[str]:
    match question.kind:
        case "single":
            for option in question.options:
                why = f"#{_safe(option.why[lang])}" if option.why else ""
                yield f"{'=' if option.right else '~'}{_safe(option.text[lang])}{why}"
        case "multiple":
            rights = sum(option.right for option in question.options)
            wrongs = len(question.options) - rights
            for option in question.options:
                share = 100 / rights if option.right else -100 / wrongs
                why = f"#{_safe(option.why[lang])}" if option.why else ""
                yield f"~%{f'{share:.5f}'.rstrip('0').rstrip('.')}%{_safe(option.text[lang])}{why}"
        case "true_false":
            yield "TRUE" if question.truth else "FALSE"
        case "numeric":
            yield f"#{number(question)}"
        case "ordering":
            yield from (f"={_safe(step[lang])} -> {place}" for place, step in enumerate(question.order, 1))
        case "matching":
            yield from (f"={_safe(pair.left[lang])} -> {_safe(pair.right[lang])}" for pair in question.pairs)
    yield f"####{_safe(feedback(question, book, lang))}"


def _safe(text: str) -> str:
    """Signs that mean something in GIFT, written so that they do not; a line stays one line."""
    escaped = "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in text)
    return escaped.replace("\n", "\\n").replace("->", "→")
