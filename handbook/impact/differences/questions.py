"""Questions that a change makes read or answered otherwise. They live on the floor above, which registers itself.

A floor above offers a function under the entry point `handbook.impact` named `questions`:
`(ComparedPolicy, ComparedPolicy, days) -> Iterable[QuestionChange]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from handbook.files.installed import entry_points
from handbook.impact.differences.changes import ComparedPolicy, QuestionChange, QuestionChanges
from handbook.impact.differences.renames import Renames

GROUP, NAME = "handbook.impact", "questions"


CompareQuestions = Callable[[ComparedPolicy, ComparedPolicy, Sequence[date]], QuestionChanges]


def question_changes(
    before: ComparedPolicy, after: ComparedPolicy, renames: Renames, days: Sequence[date]
) -> QuestionChanges | None:
    """None where no floor above has questions."""
    found: Iterable[CompareQuestions] = (point.load() for point in entry_points(group=GROUP, name=NAME))
    compare = next(iter(found), None)
    if compare is None:
        return None
    changes = compare(before, after, days)
    return replace(changes, changes=tuple(_with_names(changes.changes, renames)))


def _with_names(changes: Iterable[QuestionChange], renames: Renames) -> Iterator[QuestionChange]:
    """Questions whose ids are made from a name are the same under its new one: only another answer is a change."""
    gone = {renames.id(change.id): change for change in changes if change.after is None}
    renamed = {id: change for id, change in gone.items() if id != change.id}
    met = {change.id for change in changes if change.before is None and change.id in renamed}
    for change in changes:
        if change.id in met:
            same = replace(change, before=renamed[change.id].before)
            if same.before != same.after:
                yield same
        elif not (change.after is None and renames.id(change.id) in met):
            yield change
