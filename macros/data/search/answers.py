"""What the search answers to a number: a step of a rule for every value of one input, where that alone decides it.

Whatever else is entered is unknown here (`knowing.py`), and where that is needed, there is no answer. So what is
answered holds for everybody; the calculator has no other answer, but may refuse what contradicts itself.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from handbook import (
    AskEntry,
    Explainer,
    InputField,
    InputRows,
    PolicyBook,
    Rule,
    say_amount,
    to_traditional,
    write_text,
)
from macros.data.search.knowing import OneKnown
from macros.site.edition import Edition, written

VALUE = "{value}"  # where the number goes in the address of the calculator

Run = tuple[int, int, str]  # from, to, and the answer in words


def answers(edition: Edition) -> list[dict[str, Any]]:
    """Of each question that a rule declares: the rule, its calculator's entries, and by the day from which they hold
    the answers, as runs of whole numbers [from, to, words]. A question without an answer is left out."""
    found = []
    for rule in edition.book.rules.values():
        for ask in rule.asks if rule.listed else ():
            field = _field(rule, ask)
            if segments := _segments(edition, rule, ask, field):
                typed = _typed(edition, ask, field, segments[0][1])
                found.append(_entry(edition, rule, ask, field) | {"try": typed, "segments": segments})
    return found


def _typed(edition: Edition, ask: AskEntry, field: InputField, runs: list[Run]) -> str:
    """What somebody might type, shown to who does not know what to ask: the first word, and a number from amid those
    that are answered today; empty where none is."""
    words = getattr(ask.words, written(edition.lang))
    if not runs or not words:
        return ""
    first, last, _ = runs[len(runs) // 2]
    word = to_traditional(words[0]) if edition.lang == "zh-Hant" else words[0]
    return f"{word} {say_amount(Fraction((first + last) // 2), field.unit, edition.lang)}"


def _entry(edition: Edition, rule: Rule, ask: AskEntry, field: InputField) -> dict[str, Any]:
    step = rule.step(ask.answer)
    assert step is not None
    return {
        "rule": rule.id,
        "entries": "&".join(f"{entry.id}={_entered(entry, field)}" for entry in rule.inputs),
        "unit": field.unit,
        "least": int(field.min),
        "most": int(field.max),
        "label": field.label[edition.lang],
        "answer": step.label[edition.lang],
        "words": [*ask.words.zh, *ask.words.en],
        "unless": [*ask.unless.zh, *ask.unless.en],
    }


def _field(rule: Rule, ask: AskEntry) -> InputField:
    """The input: a number with a unit and few enough values, as every policy is checked for."""
    fields = [each for entry in rule.inputs for each in (entry.fields if isinstance(entry, InputRows) else [entry])]
    return next(each for each in fields if each.id == ask.input)


def _entered(entry: InputField | InputRows, asked: InputField) -> str:
    """What the calculator opens with: the number, and of everything else the default or the example, but for days: an
    example's day would be taken for the reader's own and could make another sum of the number."""
    if isinstance(entry, InputRows):
        if asked not in entry.fields:
            return ""
        row = entry.example[0] if entry.example else {}
        return ",".join(VALUE if each == asked else write_text(each, row.get(each.id)) for each in entry.fields)
    if entry != asked and entry.default is None and isinstance(entry.opening, date):
        return ""
    return VALUE if entry == asked else write_text(entry, entry.opening if entry.default is None else entry.default)


def _segments(edition: Edition, rule: Rule, ask: AskEntry, field: InputField) -> list[tuple[str, list[Run]]]:
    """From the edition's day on, and from each day on which a value of the rule changes."""
    segments: list[tuple[str, list[Run]]] = []
    for day in _days(rule, edition.day):
        runs = _runs(rule, ask, field, day, Explainer(rule, edition.lang))
        if not segments or segments[-1][1] != runs:
            segments.append((str(day), runs))
    return segments if any(runs for _, runs in segments) else []


def _days(rule: Rule, first: date) -> list[date]:
    changes = {step.since for each in rule.parameters.values() for step in each.timeline.steps}
    return [first, *sorted(day for day in changes if day > first)]


def _runs(rule: Rule, ask: AskEntry, field: InputField, day: date, explainer: Explainer) -> list[Run]:
    runs: list[Run] = []
    least, values = _known_values(rule, field, ask.answer, day)
    for number, value in enumerate(values, least):
        said = "" if value is None else explainer.value(value, ask.answer)
        if said and runs and runs[-1][1:] == (number - 1, said):
            runs[-1] = (runs[-1][0], number, said)
        elif said:
            runs.append((number, number, said))
    return runs


@lru_cache(maxsize=256)  # the same for all languages of a site
def _known_values(rule: Rule, field: InputField, step: str, day: date) -> tuple[int, tuple[Any, ...]]:
    """The least whole number that a field takes, and what a step comes to for it and each that follows."""
    least, most = -int(-field.min // 1), int(field.max // 1)
    known = OneKnown(rule, field.id, step, day)
    return least, tuple(known.comes_to(Fraction(number)) for number in range(least, most + 1))


def prepare(book: PolicyBook, day: date) -> None:
    """Work out all values for a day and those after it, so that processes that part from this one need not."""
    for rule in book.rules.values():
        for ask in rule.asks if rule.listed else ():
            if field := _field(rule, ask):
                for each in _days(rule, day):
                    _known_values(rule, field, ask.answer, each)
