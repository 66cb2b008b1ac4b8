"""The bank: every question there is on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property, lru_cache

from handbook import PolicyBook, changes_by_day, frozen
from quiz.question import Question, as_text, fingerprint_of_all
from quiz.source import Sourced


@frozen
class Bank:
    """The questions of a day by id, in the order of the ids."""

    book: PolicyBook
    day: date
    questions: Mapping[str, Question]
    sources: Mapping[Hashable, Sourced] = field(default_factory=dict, repr=False)  # what they are made of, for the next

    @cached_property
    def version(self) -> str:
        """Changes with anything that a learner sees."""
        return fingerprint_of_all(map(_content, self.questions.values()))

    @cached_property
    def public(self) -> Bank:
        """The same without what is kept for exams: all that the site may have."""
        return self._of(lambda question: not question.reserved)

    @cached_property
    def reserved(self) -> Bank:
        """What is kept for exams, alone."""
        return self._of(lambda question: question.reserved)

    @cached_property
    def changed(self) -> Mapping[str, date]:
        """The last day on which the words of a clause changed, or one of its values; of clauses of which none has
        changed up to the bank's day there is nothing."""
        days: dict[str, date] = {}
        for each in changes_by_day(self.book):  # newest first
            if each.day <= self.day:
                clauses = [clause for change in each.changes for clause in change.clauses]
                for clause in (*clauses, *(text.clause for text in each.texts)):
                    days.setdefault(clause.id, each.day)
        return days

    def of_clause(self, id: str) -> tuple[Question, ...]:
        """The questions that test a clause."""
        return self._by_clause.get(id, ())

    def of_chapter(self, id: str) -> tuple[Question, ...]:
        """The questions that test a clause of a chapter."""
        return self._by_chapter.get(id, ())

    def _of(self, fits: Callable[[Question], bool]) -> Bank:
        return Bank(self.book, self.day, {id: each for id, each in self.questions.items() if fits(each)})

    @cached_property
    def _by_clause(self) -> Mapping[str, tuple[Question, ...]]:
        return _by(lambda question: question.clause, self.questions.values())

    @cached_property
    def _by_chapter(self) -> Mapping[str, tuple[Question, ...]]:
        return _by(lambda question: question.chapter, self.questions.values())


@lru_cache(maxsize=2_000)  # a bank has most questions of the one before
def _content(question: Question) -> str:
    """All that a learner sees of a question."""
    own = [question.id, question.hash, question.clause, question.level, list(question.roles)]
    texts = [question.stem, question.because, *(option.text for option in question.options)]
    return as_text([*own, [[text.zh, text.en] for text in texts], [sorted(question.asks), sorted(question.tells)]])


def _by(key: Callable[[Question], str], questions: Iterable[Question]) -> Mapping[str, tuple[Question, ...]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        found[key(question)].append(question)
    return {id: tuple(each) for id, each in found.items()}
