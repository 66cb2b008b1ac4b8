"""Making the bank of a day: from parameters, workflows and worked cases, and from what people wrote."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from handbook import Located, PolicyBook, Problem
from quiz.bank import Bank
from quiz.models import QuestionEntry
from quiz.question import Question
from quiz.sources.environment import Environment
from quiz.sources.facts import parameter_questions
from quiz.sources.worked import case_questions
from quiz.sources.workflows import workflow_questions
from quiz.sources.written.checking import check_formulas, check_names, check_texts, warn_of_numbers
from quiz.sources.written.drawing import Drawing
from quiz.sources.written.files import Written
from quiz.sources.written.findings import Findings
from quiz.sources.written.forms import form_problems
from quiz.sources.written.ranges import ranges_of
from quiz.sources.written.reading import read_entry


def build_bank(
    book: PolicyBook, written: Written, day: date, parameters: Collection[str] | None = None
) -> tuple[Bank, list[Problem]]:
    """The bank of a day. Entries with problems are left out and told.

    Of the questions about a single parameter it has those of `parameters` alone, where these are given.
    """
    environment, problems = Environment.of(book, day), list(written.problems)
    made: list[Question] = [
        *parameter_questions(book, day, parameters),
        *workflow_questions(book),
        *case_questions(environment),
    ]
    for entry in written.entries:
        result = written_questions(environment, entry)
        made += result.questions
        problems += result.problems
    questions = {question.id: question for question in sorted(made, key=lambda question: question.id)}
    return Bank(book, day, MappingProxyType(questions)), problems


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
