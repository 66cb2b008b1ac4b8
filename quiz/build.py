"""Making the bank of a day: from parameters, workflows and worked cases, and from what people wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

from handbook import CaseEntry, Difference, Located, PolicyBook, Problem
from quiz.bank import Bank
from quiz.models import QuestionEntry
from quiz.question import Question
from quiz.source import Made, Source, make_noted
from quiz.sources.environment import Environment
from quiz.sources.facts import matching_questions, parameter_questions
from quiz.sources.worked import case_question
from quiz.sources.workflows import workflow_questions
from quiz.sources.written.checking import check_formulas, check_names, check_texts, warn_of_numbers
from quiz.sources.written.drawing import Drawing
from quiz.sources.written.files import Written
from quiz.sources.written.findings import Findings
from quiz.sources.written.forms import form_problems
from quiz.sources.written.ranges import ranges_of
from quiz.sources.written.reading import read_entry


def build_bank(
    book: PolicyBook,
    written: Written,
    day: date,
    parameters: Collection[str] | None = None,
    before: Bank | None = None,
    noted: bool = False,
) -> tuple[Bank, list[Problem]]:
    """The bank of a day. Entries with problems are left out and told.

    Of the questions about a single parameter it has those of `parameters` alone, where these are given. Where it is
    `noted` what each is made of, the next bank can take over what still holds; and so does this one of a bank of the
    same day, made `before`.
    """
    sources = _sources(book, written, day, book.parameters if parameters is None else parameters)
    old = before if before and before.day == day else Bank(book, day, {})
    of_sources = make_noted(sources, book, old.sources, Difference(old.book, book)) if noted else {}
    made = [each.made for each in of_sources.values()] if noted else [source.make(book) for source in sources]
    every = (question for each in made for question in each.questions)
    questions = {question.id: question for question in sorted(every, key=lambda question: question.id)}
    problems = [*written.problems, *(problem for each in made for problem in each.problems)]
    return Bank(book, day, MappingProxyType(questions), of_sources), problems


def _sources(book: PolicyBook, written: Written, day: date, parameters: Iterable[str]) -> Iterator[Source]:
    for name in parameters:
        yield Source(("parameter", name), None, partial(_of_parameter, day, name))
    yield Source("matching", None, lambda book: Made(tuple(matching_questions(book, day))))
    yield Source("workflows", None, lambda book: Made(tuple(workflow_questions(book))))
    for case in book.cases:
        yield Source(("case", case.id), case, partial(_of_case, day, case))
    for entry in written.entries:
        yield Source(entry.place(), entry.source.text, partial(_of_entry, day, entry))


def _of_parameter(day: date, name: str, book: PolicyBook) -> Made:
    return Made(tuple(parameter_questions(book, day, name)))


def _of_case(day: date, case: CaseEntry, book: PolicyBook) -> Made:
    question = case_question(Environment.of(book, day), case)
    return Made((question,) if question else ())


def _of_entry(day: date, entry: Located[QuestionEntry], book: PolicyBook) -> Made:
    return written_questions(Environment.of(book, day), entry)


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
