"""Words: no absolutes that people guess from, no boundary left open, no number unguarded, no answer in the stem."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.lang.languages import WRITTEN, Lang
from handbook.problems.problem import Problem
from quiz.bank import Bank
from quiz.lints.options import normal
from quiz.lints.telling import tell
from quiz.papers.wording import say_number
from quiz.question import Question

_ABSOLUTE = {
    "zh": re.compile(r"总是|从不|从来不|绝不|绝对|一律|永远|任何情况下|百分之百|无论如何"),
    "en": re.compile(
        r"\b(always|never|absolutely|under no circumstances|in every case|no matter what)\b", re.IGNORECASE
    ),
}
# Words that leave open whether the boundary counts, unless the sentence says so.
_OPEN = {
    "zh": re.compile(r"\d[^，。；？]{0,8}(之间|左右|上下|之内)|(大约|大概|差不多) ?\d"),
    "en": re.compile(r"\bbetween \S+ and\b|\b(about|around|roughly|approximately) \d|\buntil \d", re.IGNORECASE),
}
_SAID = {"zh": re.compile(r"含|包括"), "en": re.compile(r"inclusive|included|including|not included", re.IGNORECASE)}
_SHORT = 3  # signs: shorter answers stand in many a stem by chance


def wording_problems(bank: Bank, question: Question) -> Iterator[Problem]:
    """What is wrong with the words of a question."""
    for lang in WRITTEN:
        yield from _absolutes(bank, question, lang)
        yield from _boundaries(bank, question, lang)
        if _gives_away(question, lang):
            yield tell(bank, question, "quiz.lint_own_answer", answer=_answer(question, lang))
            return


def _absolutes(bank: Bank, question: Question, lang: Lang) -> Iterator[Problem]:
    """In what is to be judged: options and statements. A made statement has the policy's own words."""
    if question.source in ("parameter", "workflow", "case"):
        return
    judged = [option.text[lang] for option in question.options]
    judged += [question.stem[lang]] if question.kind == "true_false" else []
    for text in judged:
        found = _ABSOLUTE["en" if lang == "en" else "zh"].search(text)
        if found:
            yield tell(bank, question, "quiz.lint_absolute", "warning", word=found[0])


def _boundaries(bank: Bank, question: Question, lang: Lang) -> Iterator[Problem]:
    form = "en" if lang == "en" else "zh"
    found = _OPEN[form].search(question.stem[lang])
    if found and not _SAID[form].search(question.stem[lang]):
        yield tell(bank, question, "quiz.lint_boundary", word=found[0])


def _gives_away(question: Question, lang: Lang) -> bool:
    """Whether the stem has the key in it and none of the wrong options."""
    if question.kind == "numeric":
        return question.source == "parameter" and _stands_in(_answer(question, lang), question.stem[lang])
    if question.kind != "single" or question.source == "case":
        return False  # a computed answer may well be one of the figures given
    stem = question.stem[lang]
    wrong = any(_stands_in(option.text[lang], stem) for option in question.options if not option.right)
    return _stands_in(_answer(question, lang), stem) and not wrong


def _stands_in(answer: str, stem: str) -> bool:
    sought, text = normal(answer), normal(stem)
    if len(sought) < _SHORT:
        return False
    return re.search(rf"(?<!\d){re.escape(sought)}", text) is not None


def _answer(question: Question, lang: Lang) -> str:
    if question.kind == "numeric":
        return say_number(question, lang)
    return next(option.text[lang] for option in question.options if option.right)
