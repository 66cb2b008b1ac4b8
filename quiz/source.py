"""What questions are made of, one thing at a time, so that the next bank takes over what still holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping

from handbook import AskedBook, Difference, Part, PolicyBook, Problem, frozen
from quiz.question import Question


@frozen
class Made:
    """Questions made from a source, and its problems."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...] = ()


@frozen
class Source:
    """A parameter, a case, an entry that people wrote: what questions are made of. `itself` is all of it that is asked
    of no book, `make` asks a book for the rest."""

    name: Hashable
    itself: object
    make: Callable[[PolicyBook], Made]


@frozen
class Sourced:
    """What was made of a source, what that said, and the parts of the book that were asked for."""

    made: Made
    itself: object
    parts: frozenset[Part]


def make_noted(
    sources: Iterable[Source], book: PolicyBook, before: Mapping[Hashable, Sourced], difference: Difference
) -> dict[Hashable, Sourced]:
    """By its name, what is made of each source on a day. What was made `before` on the same day, and asked only for
    what the two books have alike, is taken over: the very same questions."""
    found: dict[Hashable, Sourced] = {}
    for source in sources:
        old = before.get(source.name)
        if old is None or old.itself != source.itself or difference.concerns(old.parts):
            asked = AskedBook(book)
            old = Sourced(source.make(asked), source.itself, frozenset(asked.parts))
        found[source.name] = old
    return found
