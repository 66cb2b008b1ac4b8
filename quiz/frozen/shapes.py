"""The shapes of a `*.paper.json`. Who makes what a learner sees is given `FrozenFile.paper` and nothing else.

Annotations are real ones here, as in all modules with shapes. A tuple stands in a file as a list. Places count from 0.
"""

import hashlib
from functools import cached_property
from typing import Annotated, Any, Literal

from handbook import Facets, Shape, field
from quiz.frozen.canonical import canonical
from quiz.frozen.signs import base32

FORMAT = "handbook-paper"
SCHEMA = 1
POINTS = 100  # of every paper, all in all
MOST_QUESTIONS = 100
NUMBER = r"^[0-9A-HJKMNP-TV-Z]{8}$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

Kind = Literal["single", "multiple", "true_false", "numeric", "ordering", "matching"]
Language = Literal["zh", "en", "zh-Hant"]
LANGUAGES: tuple[Language, ...] = ("zh", "en", "zh-Hant")
MOST_MINUTES = 600
Day = Annotated[str, Facets(pattern=DAY, examples=["2026-12-01"])]
Number = Annotated[str, Facets(pattern=NUMBER, examples=["CVFXBXNY"])]
Decimals = Annotated[str, Facets(pattern=r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$", examples=["110.34"])]
Filled = Annotated[str, Facets(min_length=1)]
Place = Annotated[int, Facets(least=0, most=7)]
Places = tuple[Place, ...]
Texts = tuple[str, ...]
FilledTexts = tuple[Filled, ...]


class FrozenQuestion(Shape):
    """A question as a learner sees it. `options` are what there is to choose from or to put in order, of matching what
    stands on the right; `lefts` what stands on the left. `unit` is of a number, empty where it has none."""

    kind: Kind
    points: Annotated[int, Facets(least=1, most=POINTS)]
    stem: Filled
    options: FilledTexts = ()
    lefts: FilledTexts = ()
    unit: str = ""


class FrozenPaper(Shape):
    """All that a learner may see: version A of the paper as it is printed. `pass` is in points, the texts in one
    language; `bank` is the version of the bank of which it was drawn."""

    number: Number
    title: Filled
    company: str
    department: str
    day: Day
    bank: str
    language: Language
    minutes: Annotated[int, Facets(least=1, most=MOST_MINUTES)]
    pass_: Annotated[int, Facets(least=0, most=POINTS)] = field(alias="pass")
    questions: Annotated[tuple[FrozenQuestion, ...], Facets(min_length=1, max_length=MOST_QUESTIONS)]

    @cached_property
    def content_number(self) -> str:
        """The number that follows from all the rest; `number` is the same, or somebody changed the file."""
        return number_of(self.as_data(given_only=True))


class QuestionAnswer(Shape):
    """What is right: places of options (`right`; of a single choice each one counts), a truth, a number as plain
    decimal text and as it is said, the places of the steps in their right order, the place for each left side."""

    right: Places | None = None
    truth: bool | None = None
    number: Decimals | None = None
    say: str | None = None
    order: Places | None = None
    pairs: Places | None = None


class QuestionKey(QuestionAnswer):
    """What belongs to the question at the same place: where it is from, what is right, and why. `why` has a text for
    each option, empty where there is none; `working` label, working and result of each line."""

    id: Filled
    hash: Annotated[str, Facets(pattern=r"^[0-9a-f]{8}$")]
    clause: Filled
    clause_number: str
    text: str  # of the clause
    because: str
    why: Texts | None = None
    working: tuple[tuple[str, str, str], ...] = ()


class Drawn(Shape):
    """What was asked for, the seed, and the policy's version. Empty lists mean all."""

    seed: str
    policy: str
    count: Annotated[int, Facets(least=1, most=MOST_QUESTIONS)]
    chapters: FilledTexts = ()
    roles: FilledTexts = ()
    kinds: tuple[Kind, ...] = ()
    mix: tuple[int, ...] = ()
    must_know: bool = False
    changed_since: Day | None = None
    without: tuple[Number, ...] = ()  # papers of which no question comes again
    reserved: Literal["also", "only"] | None = None  # whether of the questions that are kept for exams


class Correction(Shape):
    """A key that was corrected after people had sat the paper: from which revision on, which question, what was right
    before, and why."""

    revision: Annotated[int, Facets(least=2)]
    day: Day
    question: Annotated[int, Facets(least=0, most=MOST_QUESTIONS - 1)]
    old: QuestionAnswer
    why: str


class PaperKey(Shape):
    """All that a learner must not see."""

    revision: Annotated[int, Facets(least=1)]
    drawn: Drawn
    corrections: tuple[Correction, ...]
    questions: tuple[QuestionKey, ...]


class FrozenFile(Shape):
    """The whole file."""

    format: Literal["handbook-paper"]
    schema_: Literal[1] = field(alias="schema")
    paper: FrozenPaper
    key: PaperKey

    @cached_property
    def content(self) -> bytes:
        """The canonical bytes. Raises NotCanonical."""
        return canonical(self.as_data(given_only=True))


def number_of(paper: dict[str, Any]) -> str:
    """A paper's number: 40 bits of the hash of all that a learner sees. The key has no part in it. Raises
    NotCanonical."""
    seen = {name: value for name, value in paper.items() if name != "number"}
    return base32(hashlib.sha256(canonical(seen)).digest(), 8)
