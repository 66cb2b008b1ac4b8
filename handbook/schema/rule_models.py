"""The shapes of `rules/` and `cases/`: what HR may write of calculators and worked cases, key by key."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from handbook.lang.units import UNITS
from handbook.lang.words import SearchWords, Sentence, Words
from handbook.schema import fitting
from handbook.schema.fitting import Fitting
from handbook.schema.models import (
    IDENTIFIER,
    ClauseId,
    Identifier,
    Number,
    Precision,
    UnitName,
    UnitText,
    number,
)
from handbook.shapes.marks import Before, ByKeys, ByType, ByValue, Facets, Schema, Tag
from handbook.shapes.shape import Shape, field

RESULT_OF = r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"  # rule.step
CASE_ID = r"^[a-z0-9]+(-[a-z0-9.]+)*$"

Options = Annotated[
    Annotated[list[Identifier], Facets(min_length=2, examples=[["good", "pass"]]), Tag("some terms")]
    | Annotated[dict[Identifier, Words], Facets(min_length=2), Tag("some words")],
    ByType(list, "some terms", "some words"),
]


def _as_formula(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else str(value) if type(value) is int else value


# A formula that may well be a number alone.
FormulaOrNumber = Annotated[Sentence, Before(_as_formula), Schema({"type": ["string", "number"], "minLength": 1})]


def _limit(value: object) -> object:
    return value if isinstance(value, str) and re.match(IDENTIFIER, value) else number(value)


# A bound of a number: a number, or an input before it.
Limit = Annotated[
    Decimal | str,
    Before(_limit),
    Schema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": IDENTIFIER}]}),
]


class AnyInput(Shape):
    label: Words
    hint: Words | None = None


class NumberInput(AnyInput):
    """A number with a unit and bounds; `precision` counts decimals, two for money and none for the rest.

    With `parts` it is answered in several units, `[hour, minute]`, and is a whole number of the last.
    """

    unit: UnitText | None = field(default=None, examples=["minute"])
    min: Limit = field(examples=[0])
    max: Limit = field(examples=[100])
    precision: Precision | None = None
    parts: Annotated[list[UnitName], Facets(min_length=2)] | None = field(default=None, examples=[["minute", "second"]])
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

    date: Literal["day", "month", "moment"] = field(examples=["day"])
    min: _Day | str | None = field(default=None, examples=["joined"])
    max: _Day | str | None = field(default=None, examples=[_Day(2030, 12, 31)])
    default: _Day | str | None = None
    example: _Day | str | None = None


_BY_KIND = ByKeys({key: f"{key} input" for key in ("rows", "choices", "switch", "date")}, "number input")
_FIELD_KINDS = (
    Annotated[NumberInput, Tag("number input")]
    | Annotated[ChoiceInput, Tag("choices input")]
    | Annotated[SwitchInput, Tag("switch input")]
    | Annotated[DateInput, Tag("date input")]
)
FieldEntry = Annotated[_FIELD_KINDS, _BY_KIND]


class Asked(Shape):
    """An input, which may be asked only where a condition over those before it holds; a field is asked in every row.

    Beside its label a column of a sheet may be headed by one of its `aliases`.
    """

    aliases: SearchWords = field(default=SearchWords(), examples=[{"zh": ["迟到"], "en": ["late"]}])
    ask_when: Sentence | None = field(default=None, examples=['kind == "leaving"'])


class AskedNumber(Asked, NumberInput):
    """A number that is asked. `from` is the result of another rule that it may take over: `final_score.score`."""

    source: Annotated[str, Facets(pattern=RESULT_OF)] | None = field(
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

    rows: dict[Identifier, FieldEntry] = field(min_length=1)
    most: Annotated[int, Facets(least=1, most=1000)] = field(default=60, examples=[20])
    example: list[dict[str, Any]] = field(default=[], examples=[[{"minutes": 8}, {"minutes": 12}]])


_INPUT_KINDS = (
    Annotated[AskedNumber, Tag("number input")]
    | Annotated[AskedChoice, Tag("choices input")]
    | Annotated[AskedSwitch, Tag("switch input")]
    | Annotated[AskedDate, Tag("date input")]
    | Annotated[RowsInput, Tag("rows input")]
)
InputEntry = Annotated[_INPUT_KINDS, _BY_KIND]


class UseEntry(Shape):
    """The steps of another rule, in this place."""

    use: Identifier = field(examples=["bonus_by_grade"])


class StepEntry(Shape):
    """One line of the working: a formula with a name, worked out once or, with `each`, for every row of a list."""

    id: Identifier = field(examples=["total"])
    label: Words
    formula: Sentence = field(examples=["base / pay.paid_days_per_month"])
    unit: UnitText | None = field(default=None, examples=["CNY"])
    choices: Options | None = None
    each: Identifier | None = field(default=None, examples=["late"])
    when: Sentence | None = field(default=None, examples=["total > 0"])
    otherwise: FormulaOrNumber | None = field(default=None, examples=[0])
    clause: ClauseId | None = None


AnyStep = Annotated[
    Annotated[StepEntry, Tag("a step")] | Annotated[UseEntry, Tag("a use")],
    ByKeys({"use": "a use"}, "a step"),
]


class OutcomeEntry(Shape):
    """Something to be said where a condition holds; it is a result, not an error."""

    id: Identifier = field(examples=["nothing"])
    when: Sentence = field(examples=["total > 0"])
    tone: Literal["note", "good", "warning"] = "note"
    say: Words


class StopEntry(Shape):
    """A refusal in words: where the condition holds, this is said and nothing is worked out."""

    id: Identifier | None = field(default=None, examples=["left_too_early"])
    when: Sentence = field(examples=["left < joined"])
    say: Words


class Bar(Shape):
    """A step or input as a bar of a waterfall."""

    step: Identifier = field(examples=["base"])
    minus: bool = False


class WaterfallPicture(Shape):
    """What adds up to a total, and what is taken from it."""

    kind: Annotated[Literal["waterfall"], Fitting(fitting.picture("waterfall"))]
    bars: list[Bar] = field(min_length=1, examples=[[{"step": "base"}, {"step": "deduction", "minus": True}]])
    total: Identifier = field(examples=["pay"])


class StepsPicture(Shape):
    """A result as a step function of one number."""

    kind: Annotated[Literal["steps"], Fitting(fitting.picture("steps"))]
    along: Identifier = field(examples=["score"])
    height: Identifier = field(examples=["bonus"])


class TimelinePicture(Shape):
    """Rows with a day on the calendar."""

    kind: Annotated[Literal["timeline"], Fitting(fitting.picture("timeline"))]
    rows: Identifier = field(examples=["late"])
    day: Identifier = field(examples=["day"])
    amount: Identifier = field(examples=["amount"])


PictureEntry = Annotated[
    Annotated[WaterfallPicture, Tag("waterfall")]
    | Annotated[StepsPicture, Tag("steps")]
    | Annotated[TimelinePicture, Tag("timeline")],
    ByValue("kind"),
]


class AskEntry(Shape):
    """A number that people type into the search, what they say with it, and the step that answers."""

    input: Identifier = field(examples=["minutes"])
    answer: Identifier = field(examples=["charged"])
    words: SearchWords = field(examples=[{"zh": ["迟到"], "en": ["late"]}])
    unless: SearchWords = SearchWords()


class RuleFile(Shape):
    """`rules/<id>.yml`: something that the policy lets a person work out."""

    title: Words
    about: Words
    clause: ClauseId
    listed: bool = True
    as_of: Identifier | None = None
    inputs: dict[Identifier, InputEntry] = field(default={})
    steps: list[AnyStep] = field(min_length=1)
    results: list[Identifier] = field(min_length=1, examples=[["total"]])
    refuse: list[StopEntry] = field(default=[])
    outcomes: list[OutcomeEntry] = field(default=[])
    picture: PictureEntry | None = None
    ask: list[AskEntry] = field(default=[])


class CaseQuestion(Shape):
    """How a case is asked in quizzes: in words of its own that give all that is needed, about one result of the rule.

    A result that is true or false is asked as a statement. Without a clause, that of the result's step counts.
    """

    words: Words
    result: Identifier | None = field(default=None, examples=["total"])
    clause: ClauseId | None = None


AskOfCase = Annotated[
    Annotated[Literal[True], Tag("as it is given")] | Annotated[CaseQuestion, Tag("in its own words")],
    ByType(bool, "as it is given", "in its own words"),
]


class CaseEntry(Shape):
    """A worked case: what a rule must give, to the fen."""

    id: Annotated[str, Facets(pattern=CASE_ID, examples=["late-three-absent-one"])]
    title: Words
    rule: Identifier = field(examples=["attendance_deduction"])
    on: date = field(examples=[date(2026, 3, 31)])
    parameters: dict[str, Any] = field(default={}, alias="with", examples=[{"attendance.minor_limit": 10}])
    given: dict[str, Any] = field(examples=[{"base": 4500}])
    expect: dict[str, Any] = field(default={}, examples=[{"total": Decimal("350.35")}])
    says: list[Identifier] | None = field(default=None, examples=[["gap"]])
    refused: str | None = field(default=None, examples=["no_calendar"])
    note: Words | None = None
    ask: AskOfCase | None = field(default=None, examples=[True])  # whether quizzes ask it
