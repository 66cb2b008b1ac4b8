"""Sentences of a clause in which a parameter's value stands: with the value, with another one, or with a blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

from handbook import WRITTEN, Clause, Lang, PolicyBook, Span, Words, frozen

BLANK = "____"
_HIDDEN: Mapping[Lang, str] = {"zh": "（略）", "en": "(omitted)", "zh-Hant": "（略）"}
_HIDING = re.compile(f" ?({BLANK}|{_HIDDEN['zh']}) ?")  # Chinese has no spaces around what stands for a value
_WHOLE = 100  # percent
_PARAGRAPH = "\n\n"
_END = {"zh": re.compile(r"(?<=[。！？])"), "en": re.compile(r"(?<=[.!?])\s+")}
_BARE_ENDS = " 。；.;"


@frozen(eq=False)
class Sentence:
    """What a clause says up to the end of the first sentence that shows a parameter, as of a day."""

    book: PolicyBook
    clause: Clause
    name: str
    day: date

    def with_blank(self) -> Words:
        """With a blank for the value, and without values that would tell it."""
        return self._words(lambda span, lang: BLANK if span.ref == self.name else self._kept(span, lang))

    def with_value(self, value: Words | None = None) -> Words:
        """With the value in force; or with another one, and without values that would tell which is right."""
        if value is None:
            return self._words(lambda span, _lang: span.text)
        return self._words(lambda span, lang: value[lang] if span.ref == self.name else self._kept(span, lang))

    def _kept(self, span: Span, lang: Lang) -> str:
        """Another value; hidden where it reads the same as the one that is asked for, or where all of them together
        make a hundred percent."""
        is_same = span.text == self.book.param(self.name).say(self.day, lang)
        return _HIDDEN[lang] if is_same or span.ref in self._parts_of_a_whole else span.text

    @cached_property
    def _parts_of_a_whole(self) -> frozenset[str]:
        """The parameters in it that are percentages and with this one sum to a hundred."""
        names = {span.ref for span in self._spans["zh"] if span.kind == "value"}
        of_unit = [name for name in names if self.book.param(name).unit == "percent"]
        values = [self.book.param(name).at(self.day) for name in of_unit]
        total = sum(value for value in values if isinstance(value, Decimal))
        return frozenset(of_unit) if self.name in of_unit and len(of_unit) > 1 and total == _WHOLE else frozenset()

    def values_shown(self) -> frozenset[str]:
        """The other parameters whose values stand in it."""
        spans = (span for lang in WRITTEN for span in self._spans[lang])
        return frozenset(span.ref for span in spans if span.kind == "value" and span.ref != self.name)

    def in_order(self, value: Decimal) -> bool:
        """Whether another value keeps the order of the numbers shown: “from … to below 80 points” has no 90 points, and
        the second of three rising fines is not above the third. Any does where they neither rise nor fall."""
        rise = rises(self._numbers.values())
        return rise is None or rises({**self._numbers, self.name: value}.values()) == rise

    @cached_property
    def _numbers(self) -> Mapping[str, Any]:
        """The numbers of the parameter's unit that are shown, in their order, by the names of the parameters."""
        unit = self.book.param(self.name).unit
        hidden = self._parts_of_a_whole - {self.name}
        row = dict.fromkeys(span.ref for span in self._spans["zh"] if span.kind == "value" and span.ref not in hidden)
        return {name: self.book.param(name).at(self.day) for name in row if self.book.param(name).unit == unit}

    def ends_with_it(self) -> bool:
        """Whether the parameter is the last in it."""
        return [span.ref for span in self._spans["zh"] if span.kind == "value"][-1] == self.name

    def _words(self, show: Callable[[Span, Lang], str]) -> Words:
        texts = {}
        for lang in WRITTEN:
            text = "".join(show(span, lang) if span.kind == "value" else span.text for span in self._spans[lang])
            text = re.sub(r"\s+", " ", text).strip(_BARE_ENDS)
            texts[lang] = _HIDING.sub(r"\1", text) if lang == "zh" else text
            texts[lang] = texts[lang][:1].upper() + texts[lang][1:]
        return Words(**texts)

    @cached_property
    def _spans(self) -> Mapping[Lang, Sequence[Span]]:
        return {lang: self._first(lang) for lang in WRITTEN}

    def _first(self, lang: Lang) -> Sequence[Span]:
        for paragraph in _paragraphs(self.book.say(self.clause.prose, lang, self.day)):
            if any(span.ref == self.name for span in paragraph):
                return _up_to(paragraph, self.name, lang)
        raise LookupError(f"{self.clause.id} does not show {self.name}")


def rises(numbers: Iterable[Any]) -> bool | None:
    """Whether every number is more than the one before; False where every one is less, None where neither holds."""
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    found = {step > 0 if step else None for step in steps}
    return found.pop() if len(found) == 1 else None


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    paragraph: list[Span] = []
    for span in spans:
        first, *others = span.text.split(_PARAGRAPH) if span.kind == "words" else [span.text]
        paragraph.append(replace(span, text=first) if others else span)
        for other in others:
            yield paragraph
            paragraph = [replace(span, text=other)]
    yield paragraph


def _up_to(paragraph: Sequence[Span], name: str, lang: Lang) -> list[Span]:
    """A paragraph as far as the end of the sentence in which a parameter's value stands. What stands before tells whom
    and what the sentence is about. A sentence does not end inside quotation marks."""
    kept: list[Span] = []
    shown, is_quoted = False, False
    for span in paragraph:
        shown = shown or span.ref == name
        pieces = _END[lang].split(span.text) if span.kind == "words" and shown else [span.text]
        for number, piece in enumerate(pieces):
            if number and not is_quoted:
                return kept
            text = " " + piece if number and lang == "en" else piece
            kept.append(span if len(pieces) == 1 else replace(span, text=text))
            is_quoted = (piece.count("“") - piece.count("”") + is_quoted) > 0
    return kept
