"""The shapes of `questions/*.yml`: what HR and trainers may write of questions, key by key.

Annotations are real ones here, as in all modules with shapes.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from handbook import (
    CASE_ID,
    Around,
    ClauseId,
    Facets,
    Fitting,
    Identifier,
    Number,
    OneOf,
    Phrase,
    Sentence,
    Shape,
    UnitText,
    Words,
    field,
)
from quiz.kinds import KINDS
from quiz.kinds.answer import Answer, Mistake

Level = Literal[1, 2, 3]


def _example(name: str) -> Phrase:
    return Phrase(f"quiz.fields.examples.{name}")


_WHY = _example("only_beyond")
_OPTIONS = [
    {"text": _example("report_first"), "right": True},
    {"text": _example("leave_first"), "mistake": "wrong_rule", "why": _WHY},
    {"text": _example("do_not_report"), "mistake": "wrong_rule", "why": _WHY},
]

_MISTAKES = [
    {"is": "total / 2", "mistake": "forgotten_cap", "why": _WHY},
    {"is": "total * 2", "mistake": "wrong_rule", "why": _WHY},
]
_ORDER = [
    _example("check_first"),
    _example("then_answer"),
    _example("last_record"),
]
_PAIRS = [
    {"left": _example("excellent"), "right": _example("increase")},
    {"left": _example("good"), "right": _example("no_change")},
    {"left": _example("fail"), "right": _example("decrease")},
]
_DRAW = {"minutes": {"from": 1, "to": "attendance.minor_limit", "unit": "minute"}}


def _upper(around: Around) -> Any:
    """The largest number drawn, above the smallest."""
    least = around[0].get("from") if around else 1
    return least + 9 if isinstance(least, int) else 60


def _kind(around: Around) -> Any:
    """The kind of a question, by the keys that it has."""
    entry = around[0] if around else {}
    return next((name for name, kind in KINDS.items() if _suits(kind, entry)), next(iter(KINDS)))


def _suits(kind: type[Answer], entry: Mapping[str, Any]) -> bool:
    """Whether an entry has what the kind needs."""
    needed, options = kind.needed(entry), entry.get("options")
    if not entry.keys() >= set(needed):
        return False
    if "answer" in needed and isinstance(entry["answer"], bool) != (kind.reads == "truth"):
        return False
    if "options" not in needed or not isinstance(options, list):
        return True
    rights = sum(bool(isinstance(each, dict) and each.get("right")) for each in options)
    return kind.rights_needed(rights, len(options) - rights) is None


def _answer(around: Around) -> Any:
    """An answer: a truth, or a formula."""
    kind = KINDS.get(around[0].get("kind", "")) if around else None
    return True if kind and kind.reads == "truth" else "total"


class OptionEntry(Shape):
    """An answer to choose: the right one, or a mistake that people make and why it is one."""

    text: Words
    right: bool = False
    mistake: Mistake | None = None
    why: Words | None = None


class MistakeEntry(Shape):
    """A wrong value of a computed answer: a formula, or the same question under a parameter's previous value."""

    is_: Sentence | None = field(default=None, alias="is", examples=["total / 2"])
    previous: Sentence | None = field(default=None, examples=["attendance.minor_fine"])
    mistake: Mistake | None = None
    why: Words


class PairEntry(Shape):
    """Two things that belong together."""

    left: Words
    right: Words


class DrawEntry(Shape):
    """A number that every variant of a pattern draws anew: from … to …, both included, in steps."""

    from_: Any = field(alias="from", examples=[1])  # a number or a formula
    to: Annotated[Any, Fitting(_upper)]
    step: Any = field(default=1, examples=[1])
    unit: UnitText | None = field(default=None, examples=["minute"])


class QuestionEntry(Shape):
    """One question that people wrote: a scenario, or with `draw` a pattern for several."""

    id: Annotated[str, Facets(pattern=CASE_ID, examples=["late-once"])]
    clause: ClauseId
    kind: Annotated[str, OneOf(tuple(KINDS)), Fitting(_kind)]
    level: Level = field(examples=[1])
    ask: Words
    because: Words
    roles: list[Identifier] = field(default=[], examples=[["agent", "supervisor"]])
    use: Literal["exam"] | None = None  # kept for exams: the site never has it
    holds: Sentence | None = None  # what must be true for the question to be right
    # Numbers in the texts that are no matter of the policy.
    free_numbers: list[Number] = field(default=[], examples=[[10]])
    options: list[OptionEntry] = field(default=[], examples=[_OPTIONS])
    answer: Annotated[Any, Fitting(_answer)] = None  # true or false, or a formula
    unit: UnitText | None = None  # of the answer, where the formula does not say it: percent
    mistakes: list[MistakeEntry] = field(default=[], examples=[_MISTAKES])
    order: list[Words] = field(default=[], examples=[_ORDER])
    pairs: list[PairEntry] = field(default=[], examples=[_PAIRS])
    draw: dict[Identifier, DrawEntry] = field(default={}, examples=[_DRAW])
    variants: int = field(default=3, examples=[3])
    rule: Identifier | None = field(default=None, examples=["attendance_deduction"])
    given: dict[Identifier, Any] = field(default={}, examples=[{"base": 4500}])


QUESTIONS_FILE = list[QuestionEntry]  # what `questions/*.yml` holds, for its JSON Schema
