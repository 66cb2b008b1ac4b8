"""Questions that people wrote: read from their files, checked, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.problems.problem import Problem
from handbook.schema.draft import Located
from quiz.models import QuestionEntry
from quiz.question import Question
from quiz.sources.environment import Environment
from quiz.sources.written.checking import check_formulas, check_names, check_texts, warn_of_numbers
from quiz.sources.written.drawing import Drawing
from quiz.sources.written.findings import Findings
from quiz.sources.written.forms import form_problems
from quiz.sources.written.ranges import ranges_of
from quiz.sources.written.reading import read_entry


@dataclass(frozen=True)
class Made:
    """Questions made from an entry, and its problems."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]


def written_questions(environment: Environment, located: Located[QuestionEntry], seeds: Sequence[int] = ()) -> Made:
    """The questions of one entry, or what is wrong with it. `seeds` number the variants, by default 1 to `variants`."""
    findings = Findings(located)
    questions = tuple(_questions(environment, located, seeds, findings))
    return Made(questions if findings.sound else (), tuple(findings.problems))


def _questions(
    environment: Environment, located: Located[QuestionEntry], seeds: Sequence[int], findings: Findings
) -> Sequence[Question]:
    """Each check needs what the checks before it have found to be right."""
    findings.problems += form_problems(located)
    check_names(environment.book, located.entry, findings)
    if not findings.sound:
        return ()
    entry = read_entry(environment, located)
    check_formulas(entry, findings)
    ranges = ranges_of(entry, findings)
    check_texts(entry, findings)
    if not findings.sound:
        return ()
    warn_of_numbers(entry, findings)
    return tuple(Drawing(entry, ranges, findings).questions(seeds))
