"""The shapes of `rules/` and `cases/`: what HR may write of calculators and worked cases, key by key."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from handbook.lang.units import UNITS
from handbook.lang.words import SearchWords, Sentence, Words
from handbook.schema import fitting
from handbook.schema.choices import ByKeys
from handbook.schema.fitting import Fitting
from handbook.schema.models import (
    IDENTIFIER,
    ClauseId,
    Identifier,
    Number,
    Precision,
    Shape,
    UnitName,
    UnitText,
    number,
)

RESULT_OF = r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"  # rule.step
CASE_ID = r"^[a-z0-9]+(-[a-z0-9.]+)*$"

Options = Annotated[
    Annotated[list[Identifier], Field(min_length=2, examples=[["good", "pass"]]), Tag("some terms")]
    | Annotated[dict[Identifier, Words], Field(min_length=2), Tag("some words")],
    Discriminator(lambda value: "some terms" if isinstance(value, (list, tuple)) else "some words"),
]


def _as_formula(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else str(value) if type(value) is int else value


# A formula that may well be a number alone.
FormulaOrNumber = Annotated[
    Sentence, BeforeValidator(_as_formula), WithJsonSchema({"type": ["string", "number"], "minLength": 1})
]


def _limit(value: object) -> object:
    return value if isinstance(value, str) and re.match(IDENTIFIER, value) else number(value)


# A bound of a number: a number, or an input before it.
Limit = Annotated[
    Decimal | str,
    BeforeValidator(_limit),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": IDENTIFIER}]}),
]


class AnyInput(Shape):
    label: Words
    hint: Words | None = None


class NumberInput(AnyInput):
    """A number with a unit and bounds; `precision` counts decimals, two for money and none for the rest.

    With `parts` it is answered in several units, `[hour, minute]`, and is a whole number of the last.
    """

    unit: UnitText | None = Field(default=None, examples=["minute"])
    min: Limit = Field(examples=[0])
    max: Limit = Field(examples=[100])
    precision: Precision | None = None
    parts: Annotated[list[UnitName], Field(min_length=2)] | None = Field(default=None, examples=[["minute", "second"]])
    default: Number | None = None
    example: Number | None = None

    @property
    def decimals(self) -> int:
        unit = UNITS.get(self.unit or "")
        return self.precision if self.precision is not None else unit.decimals if unit else 0


class ChoiceInput(AnyInput):
    """One of several options: terms of the glossary by their ids, or options with their own words."""

    choices: Options
    default: str | None = None
    example: str | None = None


class SwitchInput(AnyInput):
    """Yes or no."""

    switch: Literal[True]
    default: bool | None = None
    example: bool | None = None


_Day = date  # the next class has a key of that name


class DateInput(AnyInput):
    """A day, a day that stands for its month, or a day and a time of day."""

    date: Literal["day", "month", "moment"] = Field(examples=["day"])
    min: _Day | str | None = Field(default=None, examples=["joined"])
    max: _Day | str | None = Field(default=None, examples=[_Day(2030, 12, 31)])
    default: _Day | str | None = None
    example: _Day | str | None = None


_BY_KIND = ByKeys({key: f"{key} input" for key in ("rows", "choices", "switch", "date")}, "number input")
_FIELD_KINDS = (
    Annotated[NumberInput, Tag("number input")]
    | Annotated[ChoiceInput, Tag("choices input")]
    | Annotated[SwitchInput, Tag("switch input")]
    | Annotated[DateInput, Tag("date input")]
)
FieldEntry = Annotated[_FIELD_KINDS, Discriminator(_BY_KIND)]


class Asked(Shape):
    """An input, which may be asked only where a condition over those before it holds; a field is asked in every row.

    Beside its label a column of a sheet may be headed by one of its `aliases`.
    """

    aliases: SearchWords = Field(default=SearchWords(), examples=[{"zh": ["迟到"], "en": ["late"]}])
    ask_when: Sentence | None = Field(default=None, examples=['kind == "leaving"'])


class AskedNumber(Asked, NumberInput):
    """A number that is asked. `from` is the result of another rule that it may take over: `final_score.score`."""

    source: Annotated[str, Field(pattern=RESULT_OF)] | None = Field(
        default=None, alias="from", examples=["final_score.score"]
    )


class AskedChoice(Asked, ChoiceInput):
    """One of several options that is asked."""


class AskedSwitch(Asked, SwitchInput):
    """Yes or no that is asked."""


class AskedDate(Asked, DateInput):
    """A day that is asked."""


class RowsInput(Asked, AnyInput):
    """A list of rows, each with the same fields."""

    rows: dict[Identifier, FieldEntry] = Field(min_length=1)
    most: Annotated[int, Field(ge=1, le=1000)] = Field(default=60, examples=[20])
    example: list[dict[str, Any]] = Field(default=[], examples=[[{"minutes": 8}, {"minutes": 12}]])


_INPUT_KINDS = (
    Annotated[AskedNumber, Tag("number input")]
    | Annotated[AskedChoice, Tag("choices input")]
    | Annotated[AskedSwitch, Tag("switch input")]
    | Annotated[AskedDate, Tag("date input")]
    | Annotated[RowsInput, Tag("rows input")]
)
InputEntry = Annotated[_INPUT_KINDS, Discriminator(_BY_KIND)]


class UseEntry(Shape):
    """The steps of another rule, in this place."""

    use: Identifier = Field(examples=["bonus_by_grade"])


class StepEntry(Shape):
    """One line of the working: a formula with a name, worked out once or, with `each`, for every row of a list."""

    id: Identifier = Field(examples=["total"])
    label: Words
    formula: Sentence = Field(examples=["base / pay.paid_days_per_month"])
    unit: UnitText | None = Field(default=None, examples=["CNY"])
    choices: Options | None = None
    each: Identifier | None = Field(default=None, examples=["late"])
    when: Sentence | None = Field(default=None, examples=["total > 0"])
    otherwise: FormulaOrNumber | None = Field(default=None, examples=[0])
    clause: ClauseId | None = None


AnyStep = Annotated[
    Annotated[StepEntry, Tag("a step")] | Annotated[UseEntry, Tag("a use")],
    Discriminator(ByKeys({"use": "a use"}, "a step")),
]


class OutcomeEntry(Shape):
    """Something to be said where a condition holds; it is a result, not an error."""

    id: Identifier = Field(examples=["nothing"])
    when: Sentence = Field(examples=["total > 0"])
    tone: Literal["note", "good", "warning"] = "note"
    say: Words


class StopEntry(Shape):
    """A refusal in words: where the condition holds, this is said and nothing is worked out."""

    id: Identifier | None = Field(default=None, examples=["left_too_early"])
    when: Sentence = Field(examples=["left < joined"])
    say: Words


class Bar(Shape):
    """A step or input as a bar of a waterfall."""

    step: Identifier = Field(examples=["base"])
    minus: bool = False


class WaterfallPicture(Shape):
    """What adds up to a total, and what is taken from it."""

    kind: Annotated[Literal["waterfall"], Fitting(fitting.picture("waterfall"))]
    bars: list[Bar] = Field(min_length=1, examples=[[{"step": "base"}, {"step": "deduction", "minus": True}]])
    total: Identifier = Field(examples=["pay"])


class StepsPicture(Shape):
    """A result as a step function of one number."""

    kind: Annotated[Literal["steps"], Fitting(fitting.picture("steps"))]
    along: Identifier = Field(examples=["score"])
    height: Identifier = Field(examples=["bonus"])


class TimelinePicture(Shape):
    """Rows with a day on the calendar."""

    kind: Annotated[Literal["timeline"], Fitting(fitting.picture("timeline"))]
    rows: Identifier = Field(examples=["late"])
    day: Identifier = Field(examples=["day"])
    amount: Identifier = Field(examples=["amount"])


PictureEntry = Annotated[WaterfallPicture | StepsPicture | TimelinePicture, Field(discriminator="kind")]


class AskEntry(Shape):
    """A number that people type into the search, what they say with it, and the step that answers."""

    input: Identifier = Field(examples=["minutes"])
    answer: Identifier = Field(examples=["charged"])
    words: SearchWords = Field(examples=[{"zh": ["迟到"], "en": ["late"]}])
    unless: SearchWords = SearchWords()


class RuleFile(Shape):
    """`rules/<id>.yml`: something that the policy lets a person work out."""

    title: Words
    about: Words
    clause: ClauseId
    listed: bool = True
    as_of: Identifier | None = None
    inputs: dict[Identifier, InputEntry] = Field(default={})
    steps: list[AnyStep] = Field(min_length=1)
    results: list[Identifier] = Field(min_length=1, examples=[["total"]])
    refuse: list[StopEntry] = Field(default=[])
    outcomes: list[OutcomeEntry] = Field(default=[])
    picture: PictureEntry | None = None
    ask: list[AskEntry] = Field(default=[])


class CaseQuestion(Shape):
    """How a case is asked in quizzes: in words of its own that give all that is needed, about one result of the rule.

    A result that is true or false is asked as a statement. Without a clause, that of the result's step counts.
    """

    words: Words
    result: Identifier | None = Field(default=None, examples=["total"])
    clause: ClauseId | None = None


AskOfCase = Annotated[
    Annotated[Literal[True], Tag("as it is given")] | Annotated[CaseQuestion, Tag("in its own words")],
    Discriminator(lambda value: "as it is given" if isinstance(value, bool) else "in its own words"),
]


class CaseEntry(Shape):
    """A worked case: what a rule must give, to the fen."""

    id: Annotated[str, Field(pattern=CASE_ID, examples=["late-three-absent-one"])]
    title: Words
    rule: Identifier = Field(examples=["attendance_deduction"])
    on: date = Field(examples=[date(2026, 3, 31)])
    parameters: dict[str, Any] = Field(default={}, alias="with", examples=[{"attendance.minor_limit": 10}])
    given: dict[str, Any] = Field(examples=[{"base": 4500}])
    expect: dict[str, Any] = Field(default={}, examples=[{"total": Decimal("350.35")}])
    says: list[Identifier] | None = Field(default=None, examples=[["gap"]])
    refused: str | None = Field(default=None, examples=["no_calendar"])
    note: Words | None = None
    ask: AskOfCase | None = Field(default=None, examples=[True])  # whether quizzes ask it
