"""The shapes of `questions/*.yml`: what HR and trainers may write of questions, key by key."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from handbook.models import ClauseId, Identifier, Shape, UnitText
from handbook.rule_models import CASE_ID
from handbook.words import Sentence, Words
from quiz.question import Kind, Mistake

Level = Literal[1, 2, 3]


class OptionEntry(Shape):
    """An answer to choose: the right one, or a mistake that people make and why it is one."""

    text: Words
    right: bool = False
    mistake: Mistake | None = None
    why: Words | None = None


class MistakeEntry(Shape):
    """A wrong value of a computed answer: a formula, or the same question under a parameter's previous value."""

    is_: Sentence | None = Field(default=None, alias="is")
    previous: Sentence | None = None
    mistake: Mistake | None = None
    why: Words


class PairEntry(Shape):
    """Two things that belong together."""

    left: Words
    right: Words


class DrawEntry(Shape):
    """A number that every variant of a pattern draws anew: from … to …, both included, in steps."""

    from_: Any = Field(alias="from")  # a number or a formula
    to: Any
    step: Any = 1
    unit: UnitText | None = None


class QuestionEntry(Shape):
    """One question that people wrote: a scenario, or with `draw` a pattern for several."""

    id: Annotated[str, Field(pattern=CASE_ID)]
    clause: ClauseId
    kind: Kind
    level: Level
    ask: Words
    because: Words
    roles: list[Identifier] = Field(default_factory=list)
    holds: Sentence | None = None  # what must be true for the question to be right
    options: list[OptionEntry] = Field(default_factory=list)
    answer: Any = None  # true or false, or a formula
    unit: UnitText | None = None  # of the answer, where the formula does not say it: percent
    mistakes: list[MistakeEntry] = Field(default_factory=list)
    order: list[Words] = Field(default_factory=list)
    pairs: list[PairEntry] = Field(default_factory=list)
    draw: dict[Identifier, DrawEntry] = Field(default_factory=dict)
    variants: int = 3
    rule: Identifier | None = None
    given: dict[Identifier, Any] = Field(default_factory=dict)
