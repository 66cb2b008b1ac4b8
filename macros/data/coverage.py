"""Which clause is tested by which questions: the grid that trainers see, with its gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from handbook import Chapter, Clause, frozen
from macros.site.edition import Edition
from quiz import KINDS, KINDS_OF_MUST_KNOW

LATELY = timedelta(days=365)
AHEAD = timedelta(days=60)


@frozen
class Row:
    """A clause, how many questions of each kind test it, and what trainers should look at."""

    clause: Clause
    counts: tuple[int, ...]  # in the order of KINDS
    changed: bool  # one of its values changed within a year, or will soon

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def is_gap(self) -> bool:
        """Untested; or a must-know clause with questions of too few kinds."""
        kinds = sum(count > 0 for count in self.counts)
        return kinds == 0 or (self.clause.entry.must_know and kinds < KINDS_OF_MUST_KNOW)


def coverage_columns(edition: Edition) -> Sequence[str]:
    """The kinds of question in words, in the order of `Row.counts`."""
    return [edition.words(kind.title) for kind in KINDS.values()]


def coverage(edition: Edition) -> Iterator[tuple[Chapter, list[Row]]]:
    """The rows of every chapter."""
    found: Counter[tuple[str, str]] = Counter()
    for question in edition.bank.questions.values():
        found[question.clause, question.kind] += 1
    for chapter in edition.book.chapters:
        rows = [
            Row(clause, tuple(found[clause.id, kind] for kind in KINDS), _changed(edition, clause))
            for clause in chapter.clauses
        ]
        yield chapter, rows


def _changed(edition: Edition, clause: Clause) -> bool:
    first, last = edition.day - LATELY, edition.day + AHEAD
    steps = (step for name in clause.parameters for step in edition.book.param(name).timeline.changes[1:])
    return any(first <= step.since <= last for step in steps)
