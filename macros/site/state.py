"""The book that the site shows: loaded once, and kept while somebody is in the middle of a mistake.

MkDocs reads its configuration anew at every rebuild, so this state lives here, in a module that stays loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook.policy.book import PolicyBook
from handbook.policy.load import load
from handbook.problems.problem import Problem
from quiz.bank import Bank
from quiz.check import check_questions


@dataclass(frozen=True)
class Shelf:
    """The book to show (the last good one, or None where there was none yet) and what is wrong with the files now."""

    book: PolicyBook | None
    bank: Bank | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the files from being shown."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


_shelves: dict[Path, Shelf] = {}
_forgiving = False


def forgive() -> None:
    """From now on somebody is watching the pages: a mistake is shown there and stops nothing."""
    global _forgiving  # noqa: PLW0603  (one process builds for one purpose)
    _forgiving = True


def forgiving() -> bool:
    """Whether mistakes are shown on the pages instead of stopping the build."""
    return _forgiving


def stock(data: Path, today: date) -> Shelf:
    """Read the files; where they have errors, keep the book that was there."""
    data = _as_people_type_it(data)
    loaded = load(data, today)
    previous = _shelves.get(data)
    if loaded.book is None:
        kept = (previous.book, previous.bank) if previous else (None, None)
        shelf = Shelf(*kept, loaded.problems)
    else:
        checked = check_questions(data, loaded.book, today)
        bank = previous.bank if checked.errors and previous else checked.bank
        shelf = Shelf(loaded.book, bank, (*loaded.problems, *checked.problems))
    _shelves[data] = shelf
    return shelf


def take(data: Path, today: date) -> Shelf:
    """What was stocked last; stocked now if nothing was."""
    return _shelves.get(_as_people_type_it(data)) or stock(data, today)


def _as_people_type_it(path: Path) -> Path:
    """Relative to where the command runs, if it lies below: so messages name files shortly."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
