"""What no question asks: must-know clauses need questions of two kinds, parameters need one; no question twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from handbook import LANGS, Lang, Problem
from quiz.bank import Bank
from quiz.lints.located import problem_of
from quiz.lints.normal import normal, shown
from quiz.question import Question

KINDS_OF_MUST_KNOW = 2
_BLANK = "____"


def coverage_problems(bank: Bank) -> Iterator[Problem]:
    """Gaps are warnings: a new clause must not close the site before somebody has written its questions."""
    kinds: dict[str, set[str]] = defaultdict(set)
    asked: set[str] = set()
    first: dict[tuple[Lang, str, str], str] = {}
    for question in bank.questions.values():
        kinds[question.clause].add(question.kind)
        asked |= question.asks
        stems = [(lang, question.kind, stem) for lang, stem in zip(LANGS, _stems(question))]
        twin = next((first[stem] for stem in stems if stem in first), None)
        if twin:
            yield problem_of(bank, question, "quiz.lint_twice", other=twin)
        first.update((stem, question.id) for stem in stems if stem not in first)
    for id, clause in bank.book.clauses.items():
        if clause.entry.must_know and len(kinds[id]) < KINDS_OF_MUST_KNOW:
            yield Problem(clause.place, "quiz.lint_must_know", id, {"found": len(kinds[id])}, "warning")
    for name, parameter in bank.book.parameters.items():
        if parameter.entry.quiz and name not in asked and parameter.timeline.covers(bank.day):
            yield Problem(parameter.place, "quiz.lint_parameter", name, {}, "warning")


@lru_cache(maxsize=2_000)  # a question that one bank has taken over from another is not looked at again
def _stems(question: Question) -> tuple[str, ...]:
    """What it asks, in each language, in the form in which twins are alike."""
    return tuple(normal(shown(question.stem, lang).replace(_BLANK, "blank")) for lang in LANGS)
