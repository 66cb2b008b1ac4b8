"""Checking the questions: today and on every day on which a value is going to change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

from handbook import PolicyBook, PolicyError, Problem, causes_first, frozen, open_book
from quiz.bank import Bank
from quiz.build import build_bank
from quiz.lints import lint
from quiz.sources.written.files import Written, read_questions


@frozen
class Checked:
    """The bank of today, and everything that is wrong with it, now or from a day on: looked for when asked for."""

    bank: Bank
    written: Written
    while_made: tuple[Problem, ...]  # of entries that are not in the bank because of it
    banks: dict[date, Bank]  # those of this and of days to come that were made last, by day
    noted: bool = False  # whether the next ones may take over what still holds of them

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, causes first."""
        problems = [*self.while_made, *lint(self.bank)]
        known = {(problem.place, problem.code) for problem in problems}
        for day in _days_of_change(self.bank.book, self.bank.day):
            found = self._later(day)
            later = [problem for problem in found if (problem.place, problem.code) not in known]
            known |= {(problem.place, problem.code) for problem in later}
            problems += later  # what is wrong today is wrong then, too
        return tuple(causes_first(problems))

    def _later(self, day: date) -> Iterator[Problem]:
        """What will be wrong then. Style does not change with a day, and is told already."""
        later, problems = build_bank(self.bank.book, self.written, day, before=self.banks.get(day), noted=self.noted)
        self.banks[day] = later
        yield from problems
        yield from (problem for problem in lint(later) if problem.severity == "error")

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid using the questions."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def check_questions(
    data: Path, book: PolicyBook, today: date, before: Checked | None = None, noted: bool = False
) -> Checked:
    """Read and make the questions of a policy directory whose book is sound. What still holds of what was made of it
    `before` is taken over, where both are `noted`."""
    written, days = read_questions(data), {today, *_days_of_change(book, today)}
    banks = {day: bank for day, bank in before.banks.items() if day in days} if before else {}
    banks[today], problems = build_bank(book, written, today, before=banks.get(today), noted=noted)
    return Checked(banks[today], written, tuple(problems), banks, noted)


def checked_bank(data: Path, today: date) -> Checked:
    """The bank of a day with what is wrong with it. Raises PolicyError where the policy itself has errors."""
    return check_questions(data, open_book(data, today), today)


def open_bank(data: Path, today: date) -> Bank:
    """The bank of a day. Raises PolicyError where the policy or a question has errors."""
    checked = checked_bank(data, today)
    if checked.errors:
        raise PolicyError(checked.errors)
    return checked.bank


def _days_of_change(book: PolicyBook, today: date) -> list[date]:
    steps = (step.since for parameter in book.parameters.values() for step in parameter.timeline.steps)
    return sorted({since for since in steps if since > today})
