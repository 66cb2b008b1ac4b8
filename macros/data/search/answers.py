"""What the search answers to a number: a step of a rule for every value of one input, where that alone decides it.

Whatever else is entered is unknown here. A condition that is known decides between two parts of a formula; where the
part that is left needs something unknown, there is no answer. So what is answered holds for everybody; the calculator
has no other answer, but may refuse what contradicts itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from handbook import (
    AskEntry,
    Explainer,
    Frame,
    InputField,
    InputRows,
    PolicyBook,
    Refusal,
    Rule,
    Skipped,
    Tree,
    evaluator,
    say_amount,
    to_traditional,
    values_on,
    walk,
    write_text,
)
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
    return least, tuple(known_value(rule, field.id, Fraction(n), step, day) for n in range(least, most + 1))


def prepare(book: PolicyBook, day: date) -> None:
    """Work out all values for a day and those after it, so that processes that part from this one need not."""
    for rule in book.rules.values():
        for ask in rule.asks if rule.listed else ():
            if field := _field(rule, ask):
                for each in _days(rule, day):
                    _known_values(rule, field, ask.answer, each)


class _Unknown(Exception):
    """It needs something that is not known."""


def known_value(rule: Rule, input: str, value: Fraction, step: str, day: date) -> Any:
    """What a step comes to where one input is all that is known; None where that does not decide it. Of a row, what may
    be left out is left out."""
    names: dict[str, Any] = {**_left_out(rule, input), input: value}
    frame = Frame(values_on(rule.parameters, day), rule.calendars, {}, names)
    for each in rule.steps:
        with suppress(_Unknown, Skipped, Refusal, ZeroDivisionError):
            held = each.when is None or _work_out(each.when, names, frame)
            if tree := each.tree if held else each.otherwise:
                names[each.id] = _work_out(tree, names, frame)
    refused = any(_holds(stop.when, names, frame) for stop in rule.stops)
    asked = rule.input(input)
    if refused or (asked and asked.ask_when and not _holds(asked.ask_when, names, frame)):
        return None
    return names.get(step)


def _left_out(rule: Rule, input: str) -> dict[str, Any]:
    """What the fields beside an input of a row stand for where nothing is entered in them."""
    rows = (entry.fields for entry in rule.inputs if isinstance(entry, InputRows))
    fields = next((fields for fields in rows if input in {each.id for each in fields}), ())
    return {each.id: each.default for each in fields if each.default is not None}


def _holds(tree: Tree, names: Mapping[str, Any], frame: Frame) -> bool | None:
    """Whether a condition holds; None where that is not known."""
    with suppress(_Unknown, Skipped, Refusal, ZeroDivisionError):
        return bool(_work_out(tree, names, frame))
    return None


def _work_out(tree: Tree, names: Mapping[str, Any], frame: Frame) -> Any:
    decided = _decided(tree, names, frame)
    needed = _needed(decided)
    if needed is None or not needed <= names.keys():
        raise _Unknown
    return evaluator(decided)(names, frame)


@lru_cache(maxsize=1024)  # a few trees, each worked out for hundreds of values
def _needed(tree: Tree) -> frozenset[str] | None:
    """The names that a tree needs; None where it also goes through rows."""
    parts = [*walk(tree)]
    if any(part[0] == "each" for part in parts):
        return None
    return frozenset(part[1] for part in parts if part[0] == "v")


def _decided(tree: Tree, names: Mapping[str, Any], frame: Frame) -> Tree:
    """A tree without its conditions: of each, the part that it chooses."""
    if not _chooses(tree):
        return tree
    if tree[0] == "if":
        _, test, then, other = tree
        return _decided(then if _work_out(test, names, frame) else other, names, frame)
    return tuple(_decided(part, names, frame) if _is_tree(part) else part for part in tree)


@lru_cache(maxsize=1024)
def _chooses(tree: Tree) -> bool:
    return any(part[0] == "if" for part in walk(tree))


def _is_tree(part: Any) -> bool:
    return isinstance(part, tuple) and bool(part) and isinstance(part[0], str)
