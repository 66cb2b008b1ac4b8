"""The shapes of the policy's files: what HR may write, key by key.

These models are the only list of fields: the loader, the checks, the JSON Schema and the forms are made from them.
Numbers are exact decimals; strict mode turns no text into a number and no number into text.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from handbook.units import UNIT_NAMES, UnitName
from handbook.words import SearchWords, Sentence, Words

IDENTIFIER = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
CLAUSE_ID = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2}$"
SOURCE_REF = r"^[0-9]+/[0-9]+/[0-9]+$"
LIMITS = {"precision": (0, 6), "year": (2000, 2100), "most": (1, 1000)}  # of whole numbers


class Shape(BaseModel):
    """A mapping in a file: no unknown keys, no conversions, never changed after loading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise PydanticCustomError("number", "a number is needed")


def _rows(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Number = Annotated[Decimal, BeforeValidator(_number)]
Identifier = Annotated[str, Field(pattern=IDENTIFIER)]
ClauseId = Annotated[str, Field(pattern=CLAUSE_ID)]
SourceRef = Annotated[str, Field(pattern=SOURCE_REF)]


def _unit(value: object) -> object:
    if isinstance(value, str) and not all(part in UNIT_NAMES for part in value.split("/")):
        raise PydanticCustomError("unit", "a unit is needed", {"allowed": ", ".join(UNIT_NAMES)})
    return value


_ONE_UNIT = f"({'|'.join(UNIT_NAMES)})"
_UNIT_SCHEMA = {  # the list is what an editor offers
    "anyOf": [{"enum": [*UNIT_NAMES]}, {"type": "string", "pattern": f"^{_ONE_UNIT}(/{_ONE_UNIT})*$"}]
}
UnitText = Annotated[str, AfterValidator(_unit), WithJsonSchema(_UNIT_SCHEMA)]  # one unit, or one by another: CNY/day

Precision = Annotated[int, Field(ge=LIMITS["precision"][0], le=LIMITS["precision"][1])]
Year = Annotated[int, Field(ge=LIMITS["year"][0], le=LIMITS["year"][1])]

V = TypeVar("V")


class DatedEntry(Shape, Generic[V]):
    """A value, the day from which it is in force, and the decision behind it."""

    since: date = Field(alias="from")
    value: V
    decided: date | None = None
    ref: Sentence | None = None
    note: Words | None = None


class Origin(Shape):
    """Where a provision comes from: a place in the source policy, a supplement that HR must confirm, or both."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["source"]}, {"required": ["supplement"]}]})

    source: SourceRef | None = None
    supplement: Words | None = None

    @model_validator(mode="after")
    def _has_origin(self) -> Origin:
        if self.source is None and self.supplement is None:
            raise PydanticCustomError("no_origin", "source or supplement is needed")
        return self


class _Parameter(Origin):
    label: Words
    why: Words
    legal: Words | None = None
    review_by: date | None = None


class NumberParameter(_Parameter):
    """A number with a unit and bounds."""

    type: Literal["number"] = "number"
    unit: UnitName
    counts_as: UnitText | None = None  # the unit in formulas where it says more: hours a day, a percentage of a day
    min: Number
    max: Number
    precision: Precision = 0
    values: list[DatedEntry[Number]] = Field(min_length=1)


class TextParameter(_Parameter):
    """Words, such as the company's name."""

    type: Literal["text"]
    values: list[DatedEntry[Words]] = Field(min_length=1)


class DateParameter(_Parameter):
    """A day."""

    type: Literal["date"]
    values: list[DatedEntry[date]] = Field(min_length=1)


class _SwitchWords(Shape):
    true: Words
    false: Words


class SwitchParameter(_Parameter):
    """On or off, with the words that the text shows for each."""

    type: Literal["switch"]
    choices: _SwitchWords
    values: list[DatedEntry[bool]] = Field(min_length=1)


class ChoiceParameter(_Parameter):
    """One of several named options."""

    type: Literal["choice"]
    choices: dict[Identifier, Words] = Field(min_length=2)
    values: list[DatedEntry[str]] = Field(min_length=1)


class Band(Shape):
    """From `at_least` (inclusive) up to the next band, the table gives `gives`."""

    at_least: Number
    gives: Number


Bands = Annotated[tuple[Band, ...], Field(min_length=1), BeforeValidator(_rows)]


class BandsParameter(_Parameter):
    """A table of bands: what is given depends on how much there is of something."""

    type: Literal["bands"]
    unit: UnitName
    counts_as: UnitText | None = None  # what the table gives, as for a number
    by: UnitName
    min: Number
    max: Number
    precision: Precision = 0
    values: list[DatedEntry[Bands]] = Field(min_length=1)


def _parameter_type(entry: Any) -> str:
    kind = entry.get("type", "number") if isinstance(entry, dict) else getattr(entry, "type", "number")
    return kind if isinstance(kind, str) else repr(kind)


ParameterEntry = Annotated[
    Annotated[NumberParameter, Tag("number")]
    | Annotated[TextParameter, Tag("text")]
    | Annotated[DateParameter, Tag("date")]
    | Annotated[SwitchParameter, Tag("switch")]
    | Annotated[ChoiceParameter, Tag("choice")]
    | Annotated[BandsParameter, Tag("bands")],
    Discriminator(_parameter_type),
]


class ParameterFile(BaseModel):
    """`parameters/<group>.yml`: the group's title, then one entry a parameter."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[str, ParameterEntry]

    title: Words

    @property
    def entries(self) -> dict[str, Any]:
        """The parameters by name, in the order of the file."""
        return self.__pydantic_extra__


class Revision(Shape):
    """That a clause's text was changed: from which day, by which decision, and what people notice."""

    since: date = Field(alias="from")
    decided: date | None = None
    ref: Sentence | None = None
    note: Words


class ClauseEntry(Origin):
    """One provision."""

    id: Identifier
    title: Words
    roles: list[Identifier] = Field(min_length=1)
    actor: Identifier | None = None
    only_if: Words | None = None  # of a step in an ordered section that does not come every time: when it comes
    must_know: bool = False
    search: SearchWords = SearchWords()
    see: list[ClauseId] = []
    revisions: list[Revision] = []
    text: Words


class SectionEntry(Shape):
    """Clauses that belong together; in an `ordered` section they are the steps of a workflow."""

    id: Identifier
    title: Words
    ordered: bool = False
    clauses: list[ClauseEntry] = Field(min_length=1)


class ChapterFile(Shape):
    """`chapters/<number>-<id>.yml`."""

    id: Identifier
    title: Words
    summary: Words
    sections: list[SectionEntry] = Field(min_length=1)


class RoleEntry(Shape):
    """Somebody whom clauses concern or who acts in a workflow; a `reader` has a page of his or her own."""

    label: Words
    reader: bool = False
    intro: Words | None = None


class AlsoWords(Shape):
    """Other words people use for a term."""

    zh: list[Sentence] = []
    en: list[Sentence] = []


class TermEntry(Shape):
    """A word of the policy and what it means there."""

    id: Identifier
    term: Words
    also: AlsoWords = AlsoWords()
    means: Words
    clauses: list[ClauseId] = []


class GlossaryFile(Shape):
    """`glossary.yml`."""

    terms: list[TermEntry]


class DaysOff(Shape):
    """A run of days off, both ends included."""

    since: date = Field(alias="from")
    until: date = Field(alias="to")
    name: Words


class CalendarFile(Shape):
    """`calendar/<year>.yml`: how the year departs from Monday to Friday."""

    year: Year
    source: Words
    working_days: int
    off: list[DaysOff]
    make_up: list[date] = []


class ConsistencyEntry(Shape):
    """Something that must hold between parameters on every date at which one of them changes."""

    id: Identifier
    must: Sentence
    severity: Literal["error", "warning"] = "error"
    message: Words


Region = Literal["national", "guangdong", "shenzhen", "shanghai", "beijing", "jiangsu", "zhejiang"]


class Acknowledgement(Shape):
    """Who has seen that a limit is passed and let it stand, why, and until when; then it is asked again."""

    by: Sentence
    on: date
    until: date
    why: Words


class GuardrailEntry(Shape):
    """A legal limit: what it would be to pass it (`when`), and what the law says."""

    id: Identifier
    when: Sentence
    severity: Literal["error", "warning"] = "warning"
    region: Region
    cite: Words
    clause: ClauseId
    message: Words
    acknowledged: Acknowledgement | None = None
