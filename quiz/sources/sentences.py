"""Sentences of a clause in which a parameter's value stands: whole, with another value, or with a blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from handbook import WRITTEN, Clause, Lang, PolicyBook, Span, Words

BLANK = "____"
_HIDDEN = "……"
_END = {"zh": re.compile(r"(?<=[。；！？])"), "en": re.compile(r"(?<=[.;!?])\s+")}
_BARE_ENDS = " 。；.;"


@dataclass(frozen=True, eq=False)
class Sentence:
    """The first sentence of a clause that shows a parameter, as of a day."""

    book: PolicyBook
    clause: Clause
    name: str
    day: date

    def with_blank(self) -> Words:
        """With a blank for the value; another value that reads the same is hidden, as it would tell it."""

        def show(span: Span, lang: Lang) -> str:
            if span.ref == self.name:
                return BLANK
            return _HIDDEN if span.text == self.book.param(self.name).say(self.day, lang) else span.text

        return self._words(show)

    def with_value(self, value: Words | None = None) -> Words:
        """With the value in force, or with another one."""
        return self._words(lambda span, lang: value[lang] if value and span.ref == self.name else span.text)

    def values_shown(self) -> frozenset[str]:
        """The other parameters whose values stand in it."""
        spans = (span for lang in WRITTEN for span in self._spans[lang])
        return frozenset(span.ref for span in spans if span.kind == "value" and span.ref != self.name)

    def begins_with_it(self) -> bool:
        """Whether the parameter is the first in it."""
        return next(span.ref for span in self._spans["zh"] if span.kind == "value") == self.name

    def _words(self, show: Callable[[Span, Lang], str]) -> Words:
        texts = {}
        for lang in WRITTEN:
            text = "".join(show(span, lang) if span.kind == "value" else span.text for span in self._spans[lang])
            text = re.sub(r"\s+", " ", text).strip(_BARE_ENDS)
            text = text.replace(f" {BLANK}", BLANK).replace(f"{BLANK} ", BLANK) if lang == "zh" else text
            texts[lang] = text[:1].upper() + text[1:]
        return Words(**texts)

    @cached_property
    def _spans(self) -> Mapping[Lang, Sequence[Span]]:
        return {lang: self._first(lang) for lang in WRITTEN}

    def _first(self, lang: Lang) -> Sequence[Span]:
        for sentence in _sentences(self.book.say(self.clause.prose, lang, self.day), lang):
            if any(span.ref == self.name for span in sentence):
                return sentence
        raise LookupError(f"{self.clause.id} does not show {self.name}")


def _sentences(spans: Sequence[Span], lang: Lang) -> Iterator[list[Span]]:
    sentence: list[Span] = []
    for span in spans:
        if span.kind != "words":
            sentence.append(span)
            continue
        first, *others = _END[lang].split(span.text)
        sentence.append(Span("words", first))
        for other in others:
            yield sentence
            sentence = [Span("words", other)]
    yield sentence
