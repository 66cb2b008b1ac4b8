"""What a change of the policy does to the questions: for `handbook diff`, which finds this by its entry point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from handbook import (
    WRITTEN,
    Clause,
    ComparedPolicy,
    OutgrownPaper,
    Parameter,
    PolicyBook,
    Problem,
    QuestionChange,
    QuestionChanges,
    Words,
)
from quiz.bank import Bank
from quiz.build import build_bank
from quiz.frozen.shapes import Language, QuestionKey
from quiz.frozen.signs import say_number
from quiz.outdated import How, outdated, papers_beside
from quiz.question import Question
from quiz.sources.written.files import Written, read_questions


def changed_questions(before: ComparedPolicy, after: ComparedPolicy, days: Sequence[date]) -> QuestionChanges:
    """Questions whose key differs on one of the days, each told once; and new problems of written ones."""
    written = {side.data: read_questions(side.data) for side in (before, after)}
    touched = _touched(before.book, after.book)
    changes: dict[str, QuestionChange] = {}
    problems: dict[tuple[str, str], Problem] = {}
    for day in days:
        old, wrong_before = _bank(before, written[before.data], day, touched)
        new, wrong_after = _bank(after, written[after.data], day, touched)
        for change in _changes(old, new, day):
            changes.setdefault(change.id, change)
        known = {(problem.code, problem.where) for problem in wrong_before}
        for problem in wrong_after:
            if (problem.code, problem.where) not in known:
                problems.setdefault((problem.code, problem.where), problem)
    papers = tuple(_outgrown(before, after, days, changes))
    return QuestionChanges(tuple(changes.values()), tuple(problems.values()), papers)


def _outgrown(
    before: ComparedPolicy, after: ComparedPolicy, days: Sequence[date], changes: Mapping[str, QuestionChange]
) -> Iterator[OutgrownPaper]:
    """The frozen papers beside either policy that asks what the change answers otherwise, or quote what it rewords."""

    def judge(key: QuestionKey, lang: Language) -> How | None:
        change = changes.get(key.id)
        if change and change.before:
            return "key" if change.after else "gone"
        texts = ([_text(side.book, key.clause, lang, day) for side in (before, after)] for day in days)
        return "text" if any(old != new for old, new in texts) else None

    for data in {side.data.parent.resolve(): side.data for side in (before, after)}.values():
        for name, file in papers_beside(data).files:
            found = outdated(file, judge)
            if found:
                places = tuple(each.number for each in found)
                yield OutgrownPaper(name, say_number(file.paper.number), file.paper.title, places)


def _text(book: PolicyBook, id: str, lang: Language, day: date) -> str | None:
    clause = book.clauses.get(id)
    return book.plain(clause.prose, lang, day) if clause else None


def _touched(before: PolicyBook, after: PolicyBook) -> frozenset[str]:
    """The parameters about which a question may be answered otherwise: of all others the entry is the same, the
    clauses that show them, and the parameters with which they are compared."""
    names = {*before.parameters, *after.parameters}
    edited = {name for name in names if _entry(before.parameters, name) != _entry(after.parameters, name)}
    clauses = {
        id for id in {*before.clauses, *after.clauses} if _entry(before.clauses, id) != _entry(after.clauses, id)
    }
    touched = edited | {name for name in names if _ids(before.users(name)) != _ids(after.users(name))}
    alike = [_alike(book) for book in (before, after)]
    for kin in {*alike[0], *alike[1]}:
        of_both = [each.get(kin, ()) for each in alike]
        if of_both[0] != of_both[1] or not edited.isdisjoint(of_both[0]):
            touched |= {*of_both[0], *of_both[1]}
    for book in (before, after):
        shown = clauses | {clause.id for name in edited for clause in book.users(name)}
        touched |= {name for id in shown & book.clauses.keys() for name in book.clauses[id].parameters}
    return frozenset(touched)


def _entry(parts: Mapping[str, Parameter] | Mapping[str, Clause], name: str) -> object:
    part = parts.get(name)
    return part and part.entry


def _ids(clauses: Iterable[Clause]) -> list[str]:
    return [clause.id for clause in clauses]


def _alike(book: PolicyBook) -> Mapping[tuple[str, str | None], Sequence[str]]:
    """The names of the parameters of each group and unit: the wrong values of one are those of the others."""
    names: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for name, parameter in book.parameters.items():
        names[parameter.group, parameter.unit].append(name)
    return names


def _bank(
    side: ComparedPolicy, written: Written, day: date, touched: Collection[str]
) -> tuple[Bank, Sequence[Problem]]:
    """The bank of a day, without what cannot differ, and the errors of what people wrote."""
    here = [name for name in side.book.parameters if name in touched]
    bank, problems = build_bank(side.book, written, day, here)
    return bank, [problem for problem in problems if problem.severity == "error"]


def _changes(old: Bank, new: Bank, day: date) -> Iterator[QuestionChange]:
    for id in dict.fromkeys([*old.questions, *new.questions]):
        before, after = old.questions.get(id), new.questions.get(id)
        question = after or before
        assert question
        answers = [_answer(each) if each else None for each in (before, after)]
        if answers[0] != answers[1]:
            yield QuestionChange(id, question.clause, day, question.stem, *answers)


def _answer(question: Question) -> Words:
    """The key in words of both languages."""
    return Words(**{lang: question.answer.say(lang) for lang in WRITTEN})
