"""What explanations add about values that pass a legal limit: a rule of the company need not hold in law."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from handbook import PolicyBook, Words
from quiz.wording import joined, words


def noted(because: Words, book: PolicyBook, day: date, parameters: Collection[str]) -> Words:
    """An explanation with what is to be known of each legal limit about `parameters` that is passed on a day; a note
    that two limits share comes once."""
    notes = [limit.entry.note or words("quiz.questions.disputed") for limit in book.passed_by(parameters, day)]
    for note in {note.zh: note for note in notes}.values():
        because = joined(because, note)
    return because
