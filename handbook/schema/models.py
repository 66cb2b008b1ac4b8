"""The shapes of the policy's files: what HR may write, key by key.

These models are the only list of fields: the loader, the checks, the JSON Schema and the forms are made from them.
Numbers are exact decimals; strict mode turns no text into a number and no number into text.
Annotations are real ones here, not texts (`from __future__`), as in all modules with shapes.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Generic, Literal, TypeVar

from handbook.lang.languages import Lang
from handbook.lang.units import UNIT_NAMES, UNITS
from handbook.lang.words import SearchWords, Sentence, Words
from handbook.schema import fitting
from handbook.schema.fitting import Fitting
from handbook.shapes.marks import After, Before, ByValue, Facets, OneOf, Schema, Tag
from handbook.shapes.reading import Misfit
from handbook.shapes.shape import Shape, field

IDENTIFIER = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
CLAUSE_ID = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2}$"
SOURCE_REF = r"^[0-9]+/[0-9]+/[0-9]+$"


def number(value: object) -> Decimal:
    """A number of a file, exact. Raises Misfit."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise Misfit.of("not_number", value)


def _given(value: object) -> Decimal | None:
    return None if value == NOTHING else number(value)


NOTHING = "none"  # what a table gives behind its end
Number = Annotated[Decimal, Before(number)]
Gives = Annotated[
    Decimal | None,
    Before(_given),
    Schema({"anyOf": [{"type": "number"}, {"const": NOTHING}]}),
]
Identifier = Annotated[str, Facets(pattern=IDENTIFIER, examples=["late"])]
ClauseId = Annotated[str, Facets(pattern=CLAUSE_ID, examples=["discipline.attendance.late"])]
SourceRef = Annotated[str, Facets(pattern=SOURCE_REF, examples=["7/1/2"])]


_WITH_OTHERS = [name for name, unit in UNITS.items() if not unit.bare]  # those that stand beside a slash


def _units(value: str) -> str:
    if value not in UNIT_NAMES and not all(part in _WITH_OTHERS for part in value.split("/")):
        raise Misfit.of("units", value)
    return value


UnitName = Annotated[str, OneOf(UNIT_NAMES), Facets(examples=["CNY"])]
_ONE_UNIT = f"({'|'.join(_WITH_OTHERS)})"
_UNIT_SCHEMA = {  # the list is what an editor offers
    "anyOf": [{"enum": [*UNIT_NAMES]}, {"type": "string", "pattern": f"^{_ONE_UNIT}(/{_ONE_UNIT})*$"}]
}
# One unit, or one by another: CNY/day.
UnitText = Annotated[str, Facets(examples=["CNY"]), After(_units), Schema(_UNIT_SCHEMA)]

Precision = Annotated[int, Facets(least=0, most=6)]
Year = Annotated[int, Facets(least=2000, most=2100)]

V = TypeVar("V")


class DatedEntry(Shape, Generic[V]):
    """A value, the day from which it is in force, and the decision behind it: the days on which staff were consulted,
    on which it was decided, and on which everybody was told."""

    since: date = field(alias="from", examples=[date(2026, 1, 1)])
    value: Annotated[V, Fitting(fitting.value)]
    consulted: date | None = field(default=None, examples=[date(2025, 12, 1)])
    decided: date | None = field(default=None, examples=[date(2025, 12, 10)])
    ref: Sentence | None = None
    told: date | None = field(default=None, examples=[date(2025, 12, 20)])
    note: Words | None = None


Region = Literal["national", "guangdong", "shenzhen", "shanghai", "beijing", "jiangsu", "zhejiang"]
# regulation: of a government or ministry, its documents as well; interpretation: of the Supreme People's Court, binding
LegalKind = Literal["statute", "regulation", "interpretation", "judicial", "opinion"]
CheckedIn = Literal["official", "secondary"]  # the official text, or only what others print or say of it
Force = Literal["must", "must_not", "may"]


class LegalNote(Shape):
    """What the law says, in neutral words: how strong that is, where it holds, when it was looked up and in what."""

    kind: LegalKind = field(examples=["statute"])
    region: Region = "national"
    checked: date = field(examples=[date(2026, 11, 25)])
    checked_in: CheckedIn = "official"
    review_by: date = field(examples=[date(2027, 11, 30)])
    says: Words


class Confirmation(Shape):
    """Who has confirmed a supplement, and when."""

    by: Sentence
    on: date = field(examples=[date(2026, 11, 10)])


class Origin(Shape):
    """Where a provision comes from: a place in the source policy, a supplement that HR must confirm, or both."""

    any_of: ClassVar = ("source", "supplement")

    source: SourceRef | None = field(default=None, examples=["7/1/2"])
    supplement: Words | None = None
    confirmed: Confirmation | None = None  # the supplement

    def _check(self) -> None:
        if self.source is None and self.supplement is None:
            raise Misfit.of("no_origin", self)


class AnyParameter(Origin):
    label: Words
    why: Words
    legal: list[LegalNote] = field(default=[])
    review_by: date | None = field(default=None, examples=[date(2027, 12, 31)])
    quiz: bool = True  # whether questions are made of its value by itself


class NumberParameter(AnyParameter):
    """A number with a unit and bounds."""

    type: Literal["number"] = "number"
    unit: UnitName
    counts_as: UnitText | None = None  # the unit in formulas where it says more: hours a day, a percentage of a day
    min: Annotated[Number, Fitting(fitting.least)]
    max: Annotated[Number, Fitting(fitting.most)]
    precision: Precision = 0
    values: Annotated[list[DatedEntry[Number]], Fitting(fitting.values)] = field(min_length=1)


class TextParameter(AnyParameter):
    """Words, such as the company's name."""

    type: Literal["text"]
    values: Annotated[list[DatedEntry[Words]], Fitting(fitting.values)] = field(min_length=1)


class DateParameter(AnyParameter):
    """A day."""

    type: Literal["date"]
    values: Annotated[list[DatedEntry[date]], Fitting(fitting.values)] = field(min_length=1)


class SwitchWords(Shape):
    true: Words
    false: Words


class SwitchParameter(AnyParameter):
    """On or off, with the words that the text shows for each."""

    type: Literal["switch"]
    choices: SwitchWords
    values: Annotated[list[DatedEntry[bool]], Fitting(fitting.values)] = field(min_length=1)


class ChoiceParameter(AnyParameter):
    """One of several named options."""

    type: Literal["choice"]
    choices: Annotated[dict[Identifier, Words], Fitting(fitting.choices)] = field(min_length=2)
    values: Annotated[list[DatedEntry[str]], Fitting(fitting.values)] = field(min_length=1)


class Band(Shape):
    """From `at_least` on (inclusive), or beyond `more_than`, up to the next band, the table gives `gives`.

    The last band may give none: there the table ends.
    """

    one_of: ClassVar = ("at_least", "more_than")

    at_least: Number | None = field(default=None, examples=[10])
    more_than: Number | None = field(default=None, examples=[10])
    gives: Gives = field(examples=[5])

    def _check(self) -> None:
        if (self.at_least is None) == (self.more_than is None):
            raise Misfit.of("band_edge", self)

    @property
    def edge(self) -> tuple[Decimal, bool]:
        """Where it begins, and whether only beyond that; edges are in the order of the bands."""
        return (self.more_than, True) if self.at_least is None else (self.at_least, False)  # type: ignore[return-value]


Bands = Annotated[tuple[Band, ...], Facets(min_length=1)]


class BandsParameter(AnyParameter):
    """A table of bands: what is given depends on how much there is of something."""

    type: Literal["bands"]
    unit: UnitName
    counts_as: UnitText | None = None  # what the table gives, as for a number
    by: UnitName = field(examples=["year"])
    below: Number | None = field(default=None, examples=[0])  # what it gives below its first row
    min: Annotated[Number, Fitting(fitting.least)]
    max: Annotated[Number, Fitting(fitting.most)]
    precision: Precision = 0
    values: Annotated[list[DatedEntry[Bands]], Fitting(fitting.values)] = field(min_length=1)


ParameterEntry = Annotated[
    Annotated[NumberParameter, Tag("number")]
    | Annotated[TextParameter, Tag("text")]
    | Annotated[DateParameter, Tag("date")]
    | Annotated[SwitchParameter, Tag("switch")]
    | Annotated[ChoiceParameter, Tag("choice")]
    | Annotated[BandsParameter, Tag("bands")],
    ByValue("type", "number"),
]


class ParameterFile(Shape):
    """`parameters/<group>.yml`: the group's title, then one entry a parameter."""

    others: ClassVar = ParameterEntry

    title: Words


class Revision(Shape):
    """That a clause's text was changed: from which day, by which decision, and what people notice."""

    since: date = field(alias="from", examples=[date(2026, 1, 1)])
    decided: date | None = None
    ref: Sentence | None = None
    note: Words


class Addition(Shape):
    """A paragraph that is added to the source's text: what it says, and why it is a supplement."""

    text: Words
    supplement: Words
    confirmed: Confirmation | None = None


class ClauseEntry(Origin):
    """One provision. `force` is that of the source's own words: a duty, a ban, a permission; none where it only says
    how things are. `inferred` are those of them that were read into the source and are to be compared with it."""

    id: Identifier
    title: Words
    roles: list[Identifier] = field(min_length=1, examples=[["agent", "supervisor"]])
    actor: Identifier | None = field(default=None, examples=["agent"])
    shared_with: list[Identifier] = field(
        default=[], examples=[["supervisor"]]
    )  # who else does part of what `actor` does
    only_if: Words | None = None  # of a step in an ordered section that does not come every time: when it comes
    must_know: bool = False
    search: SearchWords = SearchWords()
    see: list[ClauseId] = field(default=[], examples=[["discipline.attendance.late"]])
    revisions: list[Revision] = field(default=[])
    force: list[Force] | None = field(default=None, examples=[["must", "must_not"]])
    inferred: list[Force] = field(default=[], examples=[["must"]])
    text: Words
    added: list[Addition] = field(default=[])
    legal: list[LegalNote] = field(default=[])

    @property
    def whole(self) -> Words:
        """The text with what is added to it, a paragraph each."""
        texts = [self.text, *(each.text for each in self.added)]
        if len(texts) == 1:
            return self.text
        given = any(each.zh_hant for each in texts)
        langs: list[Lang] = ["zh", "en", "zh-Hant"] if given else ["zh", "en"]
        whole = {lang: "\n\n".join(each[lang] for each in texts) for lang in langs}
        return Words(zh=whole["zh"], en=whole["en"], **({"zh_hant": whole["zh-Hant"]} if given else {}))


class SectionEntry(Shape):
    """Clauses that belong together; in an `ordered` section they are the steps of a workflow."""

    id: Identifier
    title: Words
    ordered: bool = False
    clauses: list[ClauseEntry] = field(min_length=1)


class ChapterFile(Shape):
    """`chapters/<number>-<id>.yml`."""

    id: Identifier
    title: Words
    summary: Words
    sections: list[SectionEntry] = field(min_length=1)


class RoleEntry(Shape):
    """Somebody whom clauses concern or who acts in a workflow; a `reader` has a page of his or her own.

    On the page of `hr` or a `trainer` stands besides what they alone look after.
    """

    label: Words
    reader: bool = False
    page: Literal["hr", "trainer"] | None = field(default=None, examples=["hr"])
    intro: Words | None = None
    contact: Words | None = None


class AlsoWords(Shape):
    """Other words people use for a term."""

    zh: list[Sentence] = field(default=[])
    en: list[Sentence] = field(default=[])


class TermEntry(Shape):
    """A word of the policy and what it means there."""

    id: Identifier
    term: Words
    also: AlsoWords = AlsoWords()
    means: Words
    clauses: list[ClauseId] = field(default=[], examples=[["discipline.attendance.late"]])


class GlossaryFile(Shape):
    """`glossary.yml`."""

    terms: list[TermEntry]


class DaysOff(Shape):
    """A run of days off, both ends included."""

    since: date = field(alias="from", examples=[date(2026, 10, 1)])
    until: Annotated[date, Fitting(fitting.end)] = field(alias="to")
    name: Words


class CalendarFile(Shape):
    """`calendar/<year>.yml`: how the year departs from Monday to Friday."""

    year: Year = field(examples=[2026])
    source: Words
    working_days: int = field(examples=[248])
    off: list[DaysOff]
    make_up: list[date] = field(default=[], examples=[[date(2026, 2, 14)]])


class ConsistencyEntry(Shape):
    """Something that must hold between parameters on every date at which one of them changes."""

    id: Identifier
    must: Sentence = field(examples=["appraisal.grade_excellent > appraisal.grade_good"])
    severity: Literal["error", "warning"] = "error"
    message: Words


class Acknowledgement(Shape):
    """Who has seen that a limit is passed and let it stand, why, and until when; then it is asked again. A reason that
    rests on a rule of the policy names its `clause`."""

    by: Sentence
    on: date = field(examples=[date(2026, 11, 10)])
    until: Annotated[date, Fitting(fitting.in_half_a_year)]
    why: Words
    clause: ClauseId | None = None


class GuardrailEntry(Shape):
    """A legal limit: what it would be to pass it (`when`), and what the law says."""

    id: Identifier
    when: Sentence = field(examples=["attendance.minor_fine > yuan(0)"])
    severity: Literal["error", "warning"] = "warning"
    kind: LegalKind | None = field(default=None, examples=["statute"])
    region: Region
    checked: date | None = field(default=None, examples=[date(2026, 11, 25)])
    checked_in: CheckedIn = "official"
    review_by: date | None = field(default=None, examples=[date(2027, 11, 30)])
    cite: Words
    clause: ClauseId
    message: Words
    note: Words | None = None  # what questions on such a value say
    acknowledged: Acknowledgement | None = None
