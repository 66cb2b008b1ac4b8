"""Two versions of the policy compared in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handbook.book import PolicyBook
from handbook.impact.limits import LimitChange, limit_changes
from handbook.impact.questions import QuestionChanges, Side, question_changes
from handbook.impact.staff import StaffChange, staff_changes
from handbook.impact.texts import TextChange, text_changes
from handbook.impact.values import EntryChange, ValueChange, entry_changes, value_changes
from handbook.problems import Problem


@dataclass(frozen=True)
class Impact:
    """All that a change does. `questions` is None where the quiz is not installed."""

    today: date
    before: PolicyBook
    after: PolicyBook
    values: tuple[ValueChange, ...]
    entries: tuple[EntryChange, ...]
    texts: tuple[TextChange, ...]
    staff: tuple[StaffChange, ...]
    limits: tuple[LimitChange, ...]
    questions: QuestionChanges | None

    @property
    def nothing(self) -> bool:
        """Whether readers would notice no difference, and no record differs."""
        return not (self.values or self.entries or self.texts or self.staff or self.limits or self._questions)

    @property
    def _questions(self) -> bool:
        return bool(self.questions and (self.questions.changes or self.questions.problems))

    def placed(self, told: Callable[[Problem], Problem]) -> Impact:
        """The same with problems of questions at places that people know."""
        if self.questions is None:
            return self
        problems = tuple(told(problem) for problem in self.questions.problems)
        return replace(self, questions=replace(self.questions, problems=problems))

    @property
    def roles(self) -> tuple[str, ...]:
        """Whom it concerns: the roles of the clauses that read otherwise, each once."""
        return tuple(dict.fromkeys(role for text in self.texts for role in text.clause.entry.roles))


def compare(before: PolicyBook, after: PolicyBook, today: date, data_before: Path, data_after: Path) -> Impact:
    """What differs between two sound books, seen on `today`; the directories are for floors above."""
    values = tuple(value_changes(before, after, today))
    days = sorted({today, *(change.since for change in values)})
    alike = before.digest == after.digest
    return Impact(
        today,
        before,
        after,
        values,
        tuple(entry_changes(before, after)),
        tuple(text_changes(before, after, values, today)),
        () if alike else tuple(staff_changes(before, after, days)),
        tuple(limit_changes(before, after, today)),
        question_changes(Side(before, data_before), Side(after, data_after), [day for day in days if day >= today]),
    )
