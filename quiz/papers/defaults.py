"""What a paper has where nobody says otherwise: the policy says how many questions, how long, and what is a pass."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handbook import Lang, PolicyBook, frozen, say

# The parameters of the policy, and what holds where it has none of that name.
_NUMBERS = {"quiz.exam_questions": 20, "quiz.exam_minutes": 30, "quiz.pass_mark": 80}
_COMPANY = "organization.name"


@frozen
class Defaults:
    """Of a paper in one language. The pass mark is in percent of the points, which are a hundred."""

    title: str
    company: str
    count: int
    minutes: int
    pass_mark: int

    @classmethod
    def of(cls, book: PolicyBook, day: date, lang: Lang) -> Defaults:
        """Those of a policy on a day."""
        known = book.parameters.get(_COMPANY)
        company = known.say(day, lang) if known and known.timeline.covers(day) else ""
        numbers = (_number(book, name, day, otherwise) for name, otherwise in _NUMBERS.items())
        return cls(say("quiz.parts.paper_title", lang), company, *numbers)


def _number(book: PolicyBook, name: str, day: date, otherwise: int) -> int:
    parameter = book.parameters.get(name)
    value = parameter.at(day) if parameter and parameter.timeline.covers(day) else None
    return int(value) if isinstance(value, Decimal) else otherwise
