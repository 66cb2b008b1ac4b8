"""What there is to answer in a question, and its right answer: one class for each kind of question.

A kind is a module that derives `Answer`, and a line in `quiz.kinds`. Nothing else asks which kind a question is of:
what differs by kind is a method or an attribute here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, Literal, Protocol, Self

from handbook import WRITTEN, Lang, Text, Words, frozen

LETTERS = "ABCDEFGH"
Mixed = Callable[[Sequence[str]], list[int]]  # an order of texts that follows from them alone: places of what is shown
Mistake = Literal[
    "previous_value",  # what held before the last change, or will hold after the next
    "neighbour_value",  # the value of a rule that stands beside this one
    "unit_confusion",  # hours for days, calendar days for working days
    "boundary",  # off by one, or the boundary counted on the wrong side
    "forgotten_cap",  # a limit, a rounding or a floor left out
    "swapped_roles",  # the right act by the wrong person
    "skipped_step",  # a step left out or done out of turn
    "wrong_rule",  # another rule applied, or the rule stretched to what it does not say
    "common_belief",  # what people think the rule says
]


@frozen
class Option:
    """One answer of a single or multiple choice. A wrong one is a `mistake` that people make, and `why` says so."""

    text: Words
    right: bool = False
    mistake: Mistake | None = None
    why: Words | None = None


@frozen
class Pair:
    """Two things that belong together. Several pairs may share what stands on the right."""

    left: Words
    right: Words


class Draft(Protocol):
    """An entry that people wrote, with its placeholders filled and its formulas worked out: parts of an answer."""

    def options(self) -> tuple[Option, ...]:
        """The options as they are written; or the computed key and the mistakes that differ from it."""

    def truth(self) -> bool:
        """The `answer` that is true or false."""

    def number(self) -> tuple[Fraction, str | None]:
        """The `answer` that is a formula, as people type it, and its unit."""

    def order(self) -> tuple[Words, ...]:
        """The steps in their right order."""

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs."""


@frozen
class Answer(ABC):
    """What there is to answer, and the key. What is shown in an order of chance is counted by `count`; `shown[i]` is
    the index of what stands at place i of a paper."""

    kind: ClassVar[str]
    title: ClassVar[Text]  # of the kind: `单项选择题`
    needs: ClassVar[tuple[str, ...]] = ()  # the keys of an entry that people write
    reads: ClassVar[Literal["", "truth", "value", "number"]] = ""  # what the key `answer` of an entry is
    marks_options: ClassVar[bool] = False  # whether the right ones are marked among the options of an entry
    judges_stem: ClassVar[bool] = False  # whether it is the stem itself that is true or false

    # what people write

    @classmethod
    def needed(cls, given: Collection[str]) -> tuple[str, ...]:  # noqa: ARG003
        """The keys that an entry needs that has the keys `given`."""
        return cls.needs

    @classmethod
    def rights_needed(cls, right: int, wrong: int) -> Text | None:  # noqa: ARG003
        """How many right options there should be, in words; None where the numbers of options are well."""
        return None

    @classmethod
    @abstractmethod
    def drawn(cls, draft: Draft) -> Self:
        """The answer of an entry."""

    # the key

    @property
    @abstractmethod
    def key(self) -> object:
        """The right answer as plain data, the same in every language and whatever the order of the options."""

    @abstractmethod
    def say(self, lang: Lang) -> str:
        """The right answer in words."""

    def lines(self, lang: Lang) -> list[str]:
        """The answer, a line each thing that there is to answer; with the wrong options and why they are wrong."""
        return [f"✓ {self.say(lang)}"]

    def offered(self) -> tuple[Option, ...]:
        """The options to choose from; none of a kind that has none."""
        return ()

    def only_right(self) -> int | None:
        """The index of the one right option; None of a kind that may have none, or several."""
        return None

    def texts(self) -> Iterator[Words]:
        """Every text beside the stem."""
        yield from ()

    def faults(self) -> Iterator[str]:
        """Why no format should get it; in English, for developers."""
        if self.lacks_key():
            yield "the key is missing"
        if self.count > len(LETTERS):
            yield f"there are more than {len(LETTERS)} to choose from"
        name, texts = self.distinct()
        if any(len({each[lang] for each in texts}) < len(texts) for lang in WRITTEN):
            yield f"two {name} are the same"

    @abstractmethod
    def lacks_key(self) -> bool:
        """Whether nothing tells what is right."""

    def distinct(self) -> tuple[str, Sequence[Words]]:
        """The texts that must differ from each other, and what they are, in English."""
        return "", ()

    # on paper

    @property
    def count(self) -> int:
        """How many things are shown in an order of chance."""
        return 0

    def unit_suffix(self, lang: Lang) -> str:  # noqa: ARG002
        """The unit behind a field to fill in; empty where there is none."""
        return ""

    @abstractmethod
    def frozen(self, lang: Lang, mixed: Mixed) -> tuple[dict[str, Any], dict[str, Any]]:
        """What a frozen paper shows of the question beside its stem, and what its key says is right, by the names of
        `quiz.frozen.shapes`."""

    # elsewhere

    @abstractmethod
    def browser(self, lang: Lang) -> dict[str, Any]:
        """What the site's scripts get, by the letters that `docs/assets/js/quiz/kinds/` knows."""

    # lints

    def sought(self, lang: Lang) -> tuple[str, list[str]] | None:  # noqa: ARG002
        """The key, and the wrong options, for which a stem is searched; None where a stem cannot give the key away."""
        return None

    def is_worked_out(self) -> bool:
        """Whether the key of a written question is always worked out from figures, which the stem may well give."""
        return False

    @classmethod
    def uneven(cls, answers: Mapping[str, Answer]) -> Iterator[tuple[str, dict[str, object]]]:  # noqa: ARG003
        """What is uneven in all questions of the kind, by id: codes of messages with their facts."""
        yield from ()
