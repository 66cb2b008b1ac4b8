"""A question as it stands on a paper: its number, and the order of what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from handbook import Lang
from quiz.kinds.answer import LETTERS
from quiz.question import Question


@dataclass(frozen=True)
class Item:
    """A question on a paper. `shown[i]` is the index, in the answer, of what stands at place i: an option, a step to
    be put in order, a text on the right of pairs."""

    number: int
    question: Question
    shown: tuple[int, ...]

    def choices(self, lang: Lang) -> list[tuple[str, str]]:
        """Letter and text of what is shown."""
        return [(LETTERS[place], self.question.answer.text(index, lang)) for place, index in enumerate(self.shown)]

    def marked(self, lang: Lang) -> str:
        """The right answer as it is marked on paper: `B`, `A C`, `√（对）`, `20 元`, `C A B`, `1-C 2-A`."""
        return self.question.answer.marked(self.shown, lang)
