"""Sentences of a clause in which a parameter's value stands: whole, with another value, or with a blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from handbook import WRITTEN, Clause, Lang, PolicyBook, Span, Words

BLANK = "____"
_HIDDEN = "……"
_END = {"zh": re.compile(r"(?<=[。；！？])"), "en": re.compile(r"(?<=[.;!?])\s+")}
_BARE_ENDS = " 。；.;"


def with_blank(book: PolicyBook, clause: Clause, name: str, day: date) -> Words:
    """The sentence with a blank for the value; another value that reads the same is hidden, as it would tell it."""

    def show(span: Span, lang: Lang) -> str:
        if span.ref == name:
            return BLANK
        return _HIDDEN if span.text == book.param(name).say(day, lang) else span.text

    return _sentence(book, clause, name, day, show)


def with_value(book: PolicyBook, clause: Clause, name: str, day: date, value: Words | None = None) -> Words:
    """The sentence with the value in force, or with another one."""
    return _sentence(
        book, clause, name, day, lambda span, lang: value[lang] if value and span.ref == name else span.text
    )


def values_shown(book: PolicyBook, clause: Clause, name: str, day: date) -> frozenset[str]:
    """The other parameters whose values stand in the same sentence."""
    spans = (span for lang in WRITTEN for span in _spans(book, clause, name, day, lang))
    return frozenset(span.ref for span in spans if span.kind == "value" and span.ref != name)


def is_first(book: PolicyBook, clause: Clause, name: str, day: date) -> bool:
    """Whether it is the first parameter of its sentence."""
    return next(span.ref for span in _spans(book, clause, name, day, "zh") if span.kind == "value") == name


def _sentence(book: PolicyBook, clause: Clause, name: str, day: date, show: Callable[[Span, Lang], str]) -> Words:
    texts = {}
    for lang in WRITTEN:
        spans = _spans(book, clause, name, day, lang)
        text = "".join(show(span, lang) if span.kind == "value" else span.text for span in spans)
        text = re.sub(r"\s+", " ", text).strip(_BARE_ENDS)
        text = text.replace(f" {BLANK}", BLANK).replace(f"{BLANK} ", BLANK) if lang == "zh" else text
        texts[lang] = text[:1].upper() + text[1:]
    return Words(**texts)


def _spans(book: PolicyBook, clause: Clause, name: str, day: date, lang: Lang) -> Sequence[Span]:
    """The first sentence that shows the parameter."""
    for sentence in _sentences(book.say(clause.prose, lang, day), lang):
        if any(span.ref == name for span in sentence):
            return sentence
    raise LookupError(f"{clause.id} does not show {name}")


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
