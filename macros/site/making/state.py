"""What the site shows: the policy read once, and the last good one kept while its files have a mistake.

MkDocs reads its configuration anew at every rebuild, so this state lives here, in a module that stays loaded.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from handbook import PolicyBook, Problem, forget_files, frozen, load
from macros.render.kept import Kept, code_of, digest
from macros.site.tolerance import tolerates_mistakes
from quiz import Bank, Checked, check_questions


@frozen
class SiteState:
    """The book to show (the last good one, or None where there was none yet) and what is wrong with the files now. The
    bank has no question that is kept for exams: the site cannot show what it does not have."""

    book: PolicyBook | None
    bank: Bank | None
    of_policy: tuple[Problem, ...]
    questions: Checked | None = None  # None where the policy has errors, and where another process looks at them
    bank_before: Bank | None = None  # to show instead, where a question turns out to have an error

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the policy and with the questions, which are looked at now."""
        return (*self.of_policy, *(_wrong_with(self.questions) if self.questions else ()))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the files from being shown."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def _wrong_with(checked: Checked) -> tuple[Problem, ...]:
    """What is wrong with the questions. Those in which nothing was are not looked at again on the same day."""
    texts = {located.source.name: located.source.text for located in checked.written.entries}
    key = digest(str(checked.bank.day), checked.bank.book.digest, *texts.values())
    if _sound().get(key):
        return ()
    if not checked.problems:
        _sound().put(key, True)
        _sound().save()
    return checked.problems


@cache
def _sound() -> Kept:
    return Kept("sound", code_of("handbook", "quiz"), rest_goes=True)


_states: dict[Path, SiteState] = {}
_checked: dict[Path, Checked] = {}  # the questions that were made last, of which the next ones take over what holds


def read_state(data: Path, today: date) -> SiteState:
    """Read the files; where they have errors, keep the book that was there. The questions are not looked at yet."""
    read_policy(data, today)
    return make_questions(data, today)


def read_policy(data: Path, today: date) -> SiteState:
    """The same without the questions, which are still to be made."""
    data = _as_people_type_it(data)
    loaded = load(data, today)
    if not tolerates_mistakes():
        forget_files()  # a build reads them once
    previous = _states.get(data)
    if loaded.book is None:
        kept = (previous.book, previous.bank) if previous else (None, None)
        state = SiteState(*kept, loaded.problems)
    else:
        state = SiteState(loaded.book, None, loaded.problems, bank_before=previous.bank if previous else None)
    _states[data] = state
    return state


def make_questions(data: Path, today: date) -> SiteState:
    """Make the questions of the policy that was read last, where it is new."""
    data = _as_people_type_it(data)
    state = _states[data]
    if state.book and not state.bank:
        checked = check_questions(data, state.book, today, _checked.get(data), noted=tolerates_mistakes())
        _checked[data] = checked
        state = _states[data] = replace(state, bank=checked.bank.public, questions=checked)
    return state


def settled(data: Path) -> SiteState:
    """What was read last, its questions looked at: where one has an error, those that were there before stay."""
    data = _as_people_type_it(data)
    state = _states[data]
    if state.errors and state.bank_before:
        state = _states[data] = replace(state, bank=state.bank_before)
    return state


def last_state(data: Path, today: date) -> SiteState:
    """What was read last; read now if nothing was."""
    return _states.get(_as_people_type_it(data)) or read_state(data, today)


def leave_questions_to_parent() -> None:
    """This process only shows what was read: whatever was not looked at yet, the process that it came from looks at."""
    for data, state in _states.items():
        if "problems" not in vars(state):
            _states[data] = replace(state, questions=None)


def _as_people_type_it(path: Path) -> Path:
    """Relative to where the command runs, if it lies below: so messages name files shortly."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
