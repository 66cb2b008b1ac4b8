"""The shapes of `rules/` and `cases/`: what HR may write of calculators and worked cases, key by key."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from handbook.models import LIMITS, ClauseId, Identifier, Number, Precision, Shape, UnitText
from handbook.words import Sentence, Words

CASE_ID = r"^[a-z0-9]+(-[a-z0-9.]+)*$"

Options = Annotated[
    Annotated[list[Identifier], Field(min_length=2), Tag("some terms")]
    | Annotated[dict[Identifier, Words], Field(min_length=2), Tag("some words")],
    Discriminator(lambda value: "some terms" if isinstance(value, (list, tuple)) else "some words"),
]


class _Field(Shape):
    label: Words
    hint: Words | None = None


class NumberInput(_Field):
    """A number with a unit and bounds; `precision` counts decimals, two for money and none for the rest."""

    unit: UnitText | None = None
    min: Number
    max: Number
    precision: Precision | None = None
    default: Number | None = None
    example: Number | None = None

    @property
    def decimals(self) -> int:
        money = self.unit == "CNY"
        return self.precision if self.precision is not None else 2 * money


class ChoiceInput(_Field):
    """One of several options: terms of the glossary by their ids, or options with their own words."""

    choices: Options
    default: str | None = None
    example: str | None = None


class SwitchInput(_Field):
    """Yes or no."""

    switch: Literal[True]
    default: bool | None = None
    example: bool | None = None


_Day = date  # the next class has a key of that name


class DateInput(_Field):
    """A day, or a day and a time of day."""

    date: Literal["day", "moment"]
    default: _Day | str | None = None
    example: _Day | str | None = None


def _input_kind(entry: Any) -> str:
    for key in ("rows", "choices", "switch", "date"):
        if (isinstance(entry, dict) and key in entry) or hasattr(entry, key):
            return f"{key} input"
    return "number input"


_FIELD_KINDS = (
    Annotated[NumberInput, Tag("number input")]
    | Annotated[ChoiceInput, Tag("choices input")]
    | Annotated[SwitchInput, Tag("switch input")]
    | Annotated[DateInput, Tag("date input")]
)
FieldEntry = Annotated[_FIELD_KINDS, Discriminator(_input_kind)]


class RowsInput(_Field):
    """A list of rows, each with the same fields."""

    rows: dict[Identifier, FieldEntry] = Field(min_length=1)
    most: Annotated[int, Field(ge=LIMITS["most"][0], le=LIMITS["most"][1])] = 60
    example: list[dict[str, Any]] = Field(default_factory=list)


InputEntry = Annotated[_FIELD_KINDS | Annotated[RowsInput, Tag("rows input")], Discriminator(_input_kind)]


class UseEntry(Shape):
    """The steps of another rule, in this place."""

    use: Identifier


class StepEntry(Shape):
    """One line of the working: a formula with a name, worked out once or, with `each`, for every row of a list."""

    id: Identifier
    label: Words
    formula: Sentence
    unit: UnitText | None = None
    choices: Options | None = None
    each: Identifier | None = None
    when: Sentence | None = None
    clause: ClauseId | None = None


def _step_kind(entry: Any) -> str:
    return "a use" if (isinstance(entry, dict) and "use" in entry) or hasattr(entry, "use") else "a step"


AnyStep = Annotated[
    Annotated[StepEntry, Tag("a step")] | Annotated[UseEntry, Tag("a use")],
    Discriminator(_step_kind),
]


class OutcomeEntry(Shape):
    """Something to be said where a condition holds; it is a result, not an error."""

    id: Identifier
    when: Sentence
    tone: Literal["note", "good", "warning"] = "note"
    say: Words


class Bar(Shape):
    """A step or input as a bar of a waterfall."""

    step: Identifier
    minus: bool = False


class WaterfallPicture(Shape):
    """What adds up to a total, and what is taken from it."""

    kind: Literal["waterfall"]
    bars: list[Bar] = Field(min_length=1)
    total: Identifier


class StepsPicture(Shape):
    """A result as a step function of one number."""

    kind: Literal["steps"]
    along: Identifier
    height: Identifier


class TimelinePicture(Shape):
    """Rows with a day on the calendar."""

    kind: Literal["timeline"]
    rows: Identifier
    day: Identifier
    amount: Identifier


PictureEntry = Annotated[WaterfallPicture | StepsPicture | TimelinePicture, Field(discriminator="kind")]


class RuleFile(Shape):
    """`rules/<id>.yml`: something that the policy lets a person work out."""

    title: Words
    about: Words
    clause: ClauseId
    listed: bool = True
    as_of: Identifier | None = None
    inputs: dict[Identifier, InputEntry] = Field(default_factory=dict)
    steps: list[AnyStep] = Field(min_length=1)
    results: list[Identifier] = Field(min_length=1)
    outcomes: list[OutcomeEntry] = Field(default_factory=list)
    picture: PictureEntry | None = None


class CaseEntry(Shape):
    """A worked case: what a rule must give, to the fen."""

    id: Annotated[str, Field(pattern=CASE_ID)]
    title: Words
    rule: Identifier
    on: date
    parameters: dict[str, Any] = Field(default_factory=dict, alias="with")
    given: dict[str, Any]
    expect: dict[str, Any] = Field(default_factory=dict)
    says: list[Identifier] | None = None
    refused: str | None = None
    note: Words | None = None
