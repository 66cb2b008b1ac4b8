"""One answer in a line: how each kind of question is written in bits, and read.

An answer is None where nothing was answered. Else a place (single), places in ascending order (multiple), true or
false, a decimal text (numeric), all places in the order given (ordering), or a place or None for each left (matching).
Places are those that the learner saw.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from quiz.exams.bits import BitReader, BitWriter, Unfit, width
from quiz.frozen.shapes import FrozenQuestion

Given: TypeAlias = "int | bool | str | tuple[int | None, ...] | None"

LONGEST_NUMBER = 15  # signs
_DIGITS = "0123456789.-"
_DIGIT, _END = 4, 15  # bits, and what stands behind the last one
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def put_answer(bits: BitWriter, question: FrozenQuestion, given: Given) -> None:
    """Write an answer. Raises Unfit for one that the question cannot have."""
    _FORMS[question.kind](question).put(bits, given)


def take_answer(bits: BitReader, question: FrozenQuestion) -> Given:
    """Read it again. Raises Unfit."""
    return _FORMS[question.kind](question).take(bits)


def most_bits(question: FrozenQuestion) -> int:
    """How many bits the longest answer takes."""
    return _FORMS[question.kind](question).most


def at_home(question: FrozenQuestion, given: Given, order: Sequence[int]) -> Given:
    """The answer by the paper's own places; `order` has these as the learner saw them."""
    if question.kind == "single":
        return order[given] if isinstance(given, int) else None
    if not isinstance(given, tuple):
        return given
    places = tuple(None if place is None else order[place] for place in given)
    return tuple(sorted(each for each in places if each is not None)) if question.kind == "multiple" else places


class _Form(ABC):
    """How a kind's answers are written. `most` is in bits."""

    most: int

    def __init__(self, question: FrozenQuestion) -> None:
        self.count = len(question.options)
        self.lefts = len(question.lefts)

    @abstractmethod
    def put(self, bits: BitWriter, given: Given) -> None: ...

    @abstractmethod
    def take(self, bits: BitReader) -> Given: ...

    def put_place(self, bits: BitWriter, given: Given) -> None:
        """0 for none, else the place and one."""
        if given is None:
            bits.put(0, width(self.count))
        elif type(given) is int and 0 <= given < self.count:
            bits.put(given + 1, width(self.count))
        else:
            raise Unfit("no such place")

    def take_place(self, bits: BitReader) -> int | None:
        value = bits.take(width(self.count))
        if value > self.count:
            raise Unfit("no such place")
        return value - 1 if value else None


class _Single(_Form):
    def __init__(self, question: FrozenQuestion) -> None:
        super().__init__(question)
        self.most = width(self.count)

    def put(self, bits: BitWriter, given: Given) -> None:
        self.put_place(bits, given)

    def take(self, bits: BitReader) -> Given:
        return self.take_place(bits)


class _TrueFalse(_Form):
    """0 for none, 1 for true, 2 for false."""

    most = 2

    def put(self, bits: BitWriter, given: Given) -> None:
        if given is not None and not isinstance(given, bool):
            raise Unfit("neither true nor false")
        bits.put(0 if given is None else 1 if given else 2, 2)

    def take(self, bits: BitReader) -> Given:
        value = bits.take(2)
        if value > 2:
            raise Unfit("neither true nor false")
        return value == 1 if value else None


class _Multiple(_Form):
    """A bit an option."""

    def __init__(self, question: FrozenQuestion) -> None:
        super().__init__(question)
        self.most = self.count

    def put(self, bits: BitWriter, given: Given) -> None:
        places = _places(given)
        if given is not None and (not places or places != tuple(filter(places.__contains__, range(self.count)))):
            raise Unfit("not places in ascending order")
        for place in range(self.count):
            bits.put(int(place in places), 1)

    def take(self, bits: BitReader) -> Given:
        return tuple(place for place in range(self.count) if bits.take(1)) or None


class _Numeric(_Form):
    """Four bits a sign, 15 behind the last."""

    most = _DIGIT * (LONGEST_NUMBER + 1)

    def put(self, bits: BitWriter, given: Given) -> None:
        if given is not None and not (isinstance(given, str) and _is_number(given)):
            raise Unfit("no number")
        for sign in given or "":
            bits.put(_DIGITS.index(sign), _DIGIT)
        bits.put(_END, _DIGIT)

    def take(self, bits: BitReader) -> Given:
        text = ""
        while (value := bits.take(_DIGIT)) != _END:
            if value >= len(_DIGITS):
                raise Unfit("no digit")
            text += _DIGITS[value]
        if text and not _is_number(text):
            raise Unfit("no number")
        return text or None


class _Ordering(_Form):
    """Whether there is an answer, then the places."""

    def __init__(self, question: FrozenQuestion) -> None:
        super().__init__(question)
        self.of_a_place = width(self.count - 1)
        self.most = 1 + self.count * self.of_a_place

    def put(self, bits: BitWriter, given: Given) -> None:
        bits.put(int(given is not None), 1)
        if given is not None:
            places = _places(given)
            self._check(places)
            for place in places:
                bits.put(place, self.of_a_place)

    def take(self, bits: BitReader) -> Given:
        if not bits.take(1):
            return None
        places = tuple(bits.take(self.of_a_place) for _ in range(self.count))
        self._check(places)
        return places

    def _check(self, places: Sequence[int]) -> None:
        if sorted(places) != list(range(self.count)):
            raise Unfit("not every place once")


class _Matching(_Form):
    """For each left as for a single choice."""

    def __init__(self, question: FrozenQuestion) -> None:
        super().__init__(question)
        self.most = self.lefts * width(self.count)

    def put(self, bits: BitWriter, given: Given) -> None:
        places = (None,) * self.lefts if given is None else given
        if not isinstance(places, tuple) or len(places) != self.lefts:
            raise Unfit("not a place for each left")
        if given is not None and set(places) == {None}:
            raise Unfit("an answer without any place")
        for place in places:
            self.put_place(bits, place)

    def take(self, bits: BitReader) -> Given:
        places = tuple(self.take_place(bits) for _ in range(self.lefts))
        return places if set(places) != {None} else None


def _places(given: Given) -> tuple[int, ...]:
    places = tuple(each for each in given if type(each) is int) if isinstance(given, tuple) else ()
    if given is not None and places != given:
        raise Unfit("not places")
    return places


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and len(text) <= LONGEST_NUMBER


_FORMS: Mapping[str, type[_Form]] = {
    "single": _Single,
    "multiple": _Multiple,
    "true_false": _TrueFalse,
    "numeric": _Numeric,
    "ordering": _Ordering,
    "matching": _Matching,
}
