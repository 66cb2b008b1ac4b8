"""A question, whatever it was made from and wherever it goes: pages, papers and exports know nothing else.

Texts are plain words in the written languages; Traditional Chinese is `words["zh-Hant"]`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal, get_args

from handbook.lang.words import Words
from handbook.problems.problem import Place

Kind = Literal["single", "multiple", "true_false", "numeric", "ordering", "matching"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Source = Literal["parameter", "workflow", "case", "scenario"]
SOURCES: tuple[Source, ...] = get_args(Source)
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
MISTAKES: tuple[Mistake, ...] = get_args(Mistake)
LEVELS = (1, 2, 3)  # to know, to understand, to apply
TELLTALE = 8  # hexadecimal digits of a hash that is shown


@dataclass(frozen=True)
class Option:
    """One answer of a single or multiple choice. A wrong one is a `mistake` that people make, and `why` says so."""

    text: Words
    right: bool = False
    mistake: Mistake | None = None
    why: Words | None = None


@dataclass(frozen=True)
class Pair:
    """Two things that belong together. Several pairs may share what stands on the right."""

    left: Words
    right: Words


@dataclass(frozen=True)
class Line:
    """One line of a working: what it is, the formula with its numbers, what comes out, and the clause applied."""

    label: Words
    working: Words
    result: Words
    clause: str | None = None


@dataclass(frozen=True)
class Question:
    """One question. What its kind does not need is empty.

    `id` is stable and ASCII (`service.answer_time.single`); `level` is 1 (to know) to 3 (to apply). The key is
    the right ones of `options` (single: exactly one; multiple: two or more), `truth`, `number` (as people type it: 80
    for 80%; of the unit `unit`, a text such as `CNY`), `order` (the right order; shown mixed) or `pairs`.
    `asks` and `tells` name facts: two questions of which one tells what the other asks must not share a paper.
    """

    id: str
    clause: str
    roles: tuple[str, ...]
    kind: Kind
    level: int
    source: Source
    stem: Words
    because: Words
    options: tuple[Option, ...] = ()
    truth: bool | None = None
    number: Fraction | None = None
    unit: str | None = None
    order: tuple[Words, ...] = ()
    pairs: tuple[Pair, ...] = ()
    work: Callable[[], tuple[Line, ...]] = field(default=tuple, compare=False)  # gives `working`, which few ask for
    asks: frozenset[str] = frozenset()
    tells: frozenset[str] = frozenset()
    parameters: tuple[str, ...] = ()  # whose values make the key
    basis: tuple[str, ...] = ()  # the facts behind it, as texts
    place: Place | None = field(default=None, compare=False)  # where it is written, of one that people wrote

    @cached_property
    def working(self) -> tuple[Line, ...]:
        """How the key is worked out, of a question that a rule answers."""
        return self.work()

    @property
    def chapter(self) -> str:
        return self.clause.partition(".")[0]

    @property
    def key(self) -> object:
        """The right answer as plain data, the same in every language and whatever the order of the options."""
        match self.kind:
            case "single" | "multiple":
                return sorted(option.text.zh for option in self.options if option.right)
            case "true_false":
                return self.truth
            case "numeric":
                return [str(self.number), self.unit]
            case "ordering":
                return [words.zh for words in self.order]
            case "matching":
                return sorted([pair.left.zh, pair.right.zh] for pair in self.pairs)

    @cached_property
    def hash(self) -> str:
        """A fingerprint of the key and of the facts behind it, eight hexadecimal digits. Wording does not count."""
        return fingerprint([self.kind, self.key, list(self.basis)])


def fingerprint(data: object, digits: int = TELLTALE) -> str:
    """A short stable hash of plain data."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


KIND_WORDS: Mapping[Kind, Words] = {
    "single": Words(zh="单项选择题", en="Single choice"),
    "multiple": Words(zh="多项选择题", en="Multiple choice"),
    "true_false": Words(zh="判断题", en="True or false"),
    "numeric": Words(zh="填数题", en="Numbers"),
    "ordering": Words(zh="排序题", en="Put in order"),
    "matching": Words(zh="配对题", en="Match"),
}
MISTAKE_WORDS: Mapping[Mistake, Words] = {
    "previous_value": Words(zh="不是现在的值", en="Not the value in force"),
    "neighbour_value": Words(zh="相邻规定的值", en="A neighbouring rule's value"),
    "unit_confusion": Words(zh="单位弄错", en="Wrong unit"),
    "boundary": Words(zh="界限差一点", en="Off at the boundary"),
    "forgotten_cap": Words(zh="漏了限额", en="A limit forgotten"),
    "swapped_roles": Words(zh="弄错了人", en="The wrong person"),
    "skipped_step": Words(zh="步骤漏了或乱了", en="A step skipped or out of turn"),
    "wrong_rule": Words(zh="用错了规定", en="The wrong rule"),
    "common_belief": Words(zh="想当然", en="A common belief"),
}
