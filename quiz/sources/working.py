"""The working of a rule as lines that stand below a computed question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from handbook import WRITTEN, RuleStep, Trace, Words, explainer_of
from quiz.question import Line

MOST_LINES = 14  # a reader of a phone gives up before


def lines_of(trace: Trace) -> tuple[Line, ...]:
    """Every step that was taken, rows by row."""
    return tuple(_line(trace, *taken) for taken in islice(_taken(trace), MOST_LINES))


def results_of(trace: Trace) -> tuple[str, ...]:
    """What comes out of each of these lines, in Chinese."""
    explainer = explainer_of(trace.rule, "zh")
    return tuple(explainer.value(value, step.id) or "—" for step, value, _ in islice(_taken(trace), MOST_LINES))


def _taken(trace: Trace) -> Iterator[tuple[RuleStep, Any, Mapping[str, Any] | None]]:
    """Step, value and row, if it was done for rows."""
    for step, done in zip(trace.rule.steps, trace.steps):
        if done.rows is None:
            if not done.skipped:
                yield step, done.value, None
            continue
        for value, row in zip(done.rows, trace.frame.rows[step.each or ""]):
            if value is not None:
                yield step, value, row


def _line(trace: Trace, step: RuleStep, value: Any, row: Mapping[str, Any] | None) -> Line:
    explainers = {lang: explainer_of(trace.rule, lang) for lang in WRITTEN}
    working = {lang: each.working_of(step, trace, row) or "—" for lang, each in explainers.items()}
    result = {lang: each.value(value, step.id) or "—" for lang, each in explainers.items()}
    return Line(step.label, Words(**working), Words(**result), step.clause)
