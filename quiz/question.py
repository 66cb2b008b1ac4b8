"""A question, whatever it was made from and wherever it goes: pages, papers and exports know nothing else.

Texts are plain words in the written languages; Traditional Chinese is `words["zh-Hant"]`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Literal

from handbook import Place, Words, frozen
from quiz.kinds.answer import Answer, Option

Origin = Literal["parameter", "workflow", "case", "scenario"]
ORIGINS: tuple[Origin, ...] = ("parameter", "workflow", "case", "scenario")
LEVELS = (1, 2, 3)  # to know, to understand, to apply
HASH_DIGITS = 8  # hexadecimal digits of a hash that is shown


@frozen
class Line:
    """One line of a working: what it is, the formula with its numbers, what comes out, and the clause applied."""

    label: Words
    working: Words
    result: Words
    clause: str | None = None


@frozen(eq=False)  # a question is itself, so that what is made for it can be kept by it
class Question:
    """One question.

    `id` is stable and ASCII (`service.answer_time.single`); `level` is 1 (to know) to 3 (to apply). The `answer` is of
    one of the kinds, and has the key.
    `asks` and `tells` name facts: two questions of which one tells what the other asks must not share a paper.
    """

    id: str
    clause: str
    roles: tuple[str, ...]
    level: int
    source: Origin
    stem: Words
    because: Words
    answer: Answer
    work: Callable[[], tuple[Line, ...]] = tuple  # gives `working`, which few ask for
    asks: frozenset[str] = frozenset()
    tells: frozenset[str] = frozenset()
    parameters: tuple[str, ...] = ()  # whose values make the key
    basis: tuple[str, ...] = ()  # the facts behind it, as texts
    place: Place | None = None  # where it is written, of one that people wrote
    disputed: bool = False  # whether what is asked rests on a value that passes a legal limit
    reserved: bool = False  # kept for exams: no page of the site and no practice may have it

    @cached_property
    def working(self) -> tuple[Line, ...]:
        """How the key is worked out, of a question that a rule answers."""
        return self.work()

    @property
    def chapter(self) -> str:
        return self.clause.partition(".")[0]

    @property
    def kind(self) -> str:
        """The name of the kind."""
        return self.answer.kind

    @property
    def options(self) -> tuple[Option, ...]:
        """What there is to choose from, of single and multiple choices."""
        return self.answer.offered()

    @property
    def key(self) -> object:
        """The right answer as plain data, the same in every language and whatever the order of the options."""
        return self.answer.key

    @cached_property
    def hash(self) -> str:
        """A fingerprint of the key and of the facts behind it, eight hexadecimal digits. Wording does not count."""
        return fingerprint([self.kind, self.key, list(self.basis)])


def clash(one: Question, other: Question) -> bool:
    """Whether one of two questions tells what the other asks, or both ask the same."""
    return bool(one.asks & other.asks or one.tells & other.asks or one.asks & other.tells)


def fingerprint(data: object, digits: int = HASH_DIGITS) -> str:
    """A short stable hash of plain data."""
    return hashlib.sha256(as_text(data).encode()).hexdigest()[:digits]


def fingerprint_of_all(items: Iterable[str]) -> str:
    """That of a list whose items are such texts already, and need not be there at one time."""
    found = hashlib.sha256(b"[")
    for number, item in enumerate(items):
        found.update(f"{',' if number else ''}{item}".encode())
    found.update(b"]")
    return found.hexdigest()[:HASH_DIGITS]


def as_text(data: object) -> str:
    """Plain data as the one text of which hashes are made."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
