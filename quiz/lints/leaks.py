"""The answer of one question told by another one that may stand on the same paper."""

from __future__ import annotations

from collections.abc import Iterator

from handbook import WRITTEN, Lang, Problem
from quiz.bank import Bank
from quiz.lints.located import problem_of
from quiz.lints.normal import stands_in
from quiz.question import Question, clash


def leak_problems(bank: Bank) -> Iterator[Problem]:
    """Each question that people wrote whose key stands in another one's stem, told once. Of two made ones it is known
    what one tells of the other, and they never share a paper."""
    for question in (each for each in bank.questions.values() if each.source == "scenario"):
        for other in bank.of_clause(question.clause):
            answer = "" if other is question or clash(question, other) else _told(question, other)
            if answer:
                yield problem_of(bank, question, "quiz.lint_told", "warning", answer=answer, other=other.id)
                break


def _told(question: Question, other: Question) -> str:
    """The key of a question, where the stem of the other has it and none of the wrong options; else empty. What
    Traditional tells, the Simplified tells as well."""
    return next(filter(None, (_told_in(question, other, lang) for lang in WRITTEN)), "")


def _told_in(question: Question, other: Question, lang: Lang) -> str:
    sought = question.answer.sought(lang)
    if sought is None or not _is_words(sought[0]):
        return ""  # figures that are worked out meet by chance; of those of the policy it is known what tells them
    key, wrong = sought
    stem = other.stem[lang]
    return key if stands_in(key, stem) and not any(stands_in(text, stem) for text in wrong) else ""


def _is_words(text: str) -> bool:
    return not any(sign.isdigit() for sign in text)
