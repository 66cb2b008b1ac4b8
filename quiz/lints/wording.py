"""Words: no absolutes that people guess from, no boundary left open, no number unguarded, no answer in the stem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handbook import WRITTEN, Lang, Problem
from quiz.lints.located import PlacedQuestion
from quiz.lints.normal import stands_in
from quiz.question import Question

_ABSOLUTE: Mapping[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"总是|从不|从来不|绝不|绝对|一律|永远|任何情况下|百分之百|无论如何"),
    "en": re.compile(
        r"\b(always|never|absolutely|under no circumstances|in every case|no matter what)\b", re.IGNORECASE
    ),
}
# Words that leave open whether the boundary counts, unless the sentence says so.
_OPEN: Mapping[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"\d[^，。；？]{0,8}(之间|左右|上下|之内)|(大约|大概|差不多) ?\d"),
    "en": re.compile(r"\bbetween \S+ and\b|\b(about|around|roughly|approximately) \d|\buntil \d", re.IGNORECASE),
}
_SAID: Mapping[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"含|包括"),
    "en": re.compile(r"inclusive|included|including|not included", re.IGNORECASE),
}
_BY_POLICY: Mapping[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"制度|规定|条款|第.{1,3}条"),
    "en": re.compile(r"\b(policy|rules?|clauses?)\b", re.IGNORECASE),
}


def wording_problems(asked: PlacedQuestion) -> Iterator[Problem]:
    """What is wrong with the words of a question."""
    for lang in WRITTEN:
        yield from _absolutes(asked, lang)
        yield from _boundaries(asked, lang)
        yield from _unqualified(asked, lang)
        answer = _given_away(asked.question, lang)
        if answer:
            yield asked.problem("quiz.lint_own_answer", answer=answer)
            return


def _absolutes(asked: PlacedQuestion, lang: Lang) -> Iterator[Problem]:
    """In what is to be judged: options and statements. A made statement has the policy's own words."""
    question = asked.question
    if question.source in ("parameter", "workflow", "case"):
        return
    judged = [option.text[lang] for option in question.options]
    judged += [question.stem[lang]] if question.answer.judges_stem else []
    for text in judged:
        found = _ABSOLUTE[lang].search(text)
        if found:
            yield asked.problem("quiz.lint_absolute", "warning", word=found[0])


def _boundaries(asked: PlacedQuestion, lang: Lang) -> Iterator[Problem]:
    stem = asked.question.stem[lang]
    found = _OPEN[lang].search(stem)
    if found and not _SAID[lang].search(stem):
        yield asked.problem("quiz.lint_boundary", word=found[0])


def _unqualified(asked: PlacedQuestion, lang: Lang) -> Iterator[Problem]:
    """An amount asked for that is disputed in law, where the stem does not say that the policy is meant."""
    question = asked.question
    if question.source == "case" and question.disputed and not _BY_POLICY[lang].search(question.stem[lang]):
        yield asked.problem("quiz.lint_unqualified", lang=lang)


def _given_away(question: Question, lang: Lang) -> str:
    """The key, where the stem has it in it and none of the wrong options; else empty.

    An answer that is worked out may well be one of the figures given.
    """
    sought = question.answer.sought(lang)
    worked_out = question.source == "case" or (question.source != "parameter" and question.answer.is_worked_out())
    if sought is None or worked_out:
        return ""
    key, wrong = sought
    stem = question.stem[lang]
    return key if stands_in(key, stem) and not any(stands_in(text, stem) for text in wrong) else ""
