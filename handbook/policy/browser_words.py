"""The words around a rule's own that its page can need: no more, since every page carries its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook.lang.languages import Lang
from handbook.rules.formulas.computing import COMPUTATIONS
from handbook.rules.formulas.kinds import ChoiceKind, DayKind, MomentKind, NumberKind, SwitchKind, TableKind
from handbook.rules.reading.vanishing import vanishing
from handbook.rules.rule import InputField, InputRows, Rule
from handbook.rules.words import words_in

_REFUSED_ANYWHERE = {"no_value", "not_whole", "out_of_range"}  # by parameters, and by days that move
_OF_DAYS = ("l:since", "l:days")  # lookups of parameters on days of their own
_ENDS: Mapping[str, str] = {"min": "earliest", "max": "latest"}


def page_words(rule: Rule, lang: Lang) -> dict[str, str]:
    """By the names that they have in `words_in`."""
    known = words_in(lang)
    wrong = {f"e:{name}" for name in _wrong_answers(rule)}
    unneeded = set(_unneeded(rule, known)) | {name for name in known if name.startswith("e:") and name not in wrong}
    return {name: text for name, text in known.items() if name not in unneeded}


def _unneeded(rule: Rule, known: Mapping[str, str]) -> Iterator[str]:
    functions = {part[1] for part in rule.parts if part[0] in ("call", "each")}
    refused = {code for name in functions for code in COMPUTATIONS[name].refuses} | _REFUSED_ANYWHERE
    yield from (f"f:{name}" for name in COMPUTATIONS if name not in functions)
    yield from (f"r:{code}" for each in COMPUTATIONS.values() for code in each.refuses if code not in refused)
    if not any(isinstance(parameter.kind, TableKind) for parameter in rule.parameters.values()):
        yield from (name for name in known if name.startswith("l:") and name not in _OF_DAYS)
    if all(part[0] != "d" for part in rule.parts):
        yield from _OF_DAYS
    if all(step.otherwise is None for step in rule.steps):
        yield from ("or_else", "instead")
    if not vanishing(rule):
        yield "skipped_unless"


def _wrong_answers(rule: Rule) -> Iterator[str]:
    """What may be wrong with an answer. The page asks for a day itself, too."""
    yield from ("missing", "day")
    for entry in rule.inputs:
        if isinstance(entry, InputRows):
            yield from ("most", "row")
        for field in entry.fields if isinstance(entry, InputRows) else (entry,):
            yield from _wrong_with(field)


def _wrong_with(field: InputField) -> Iterator[str]:
    match field.kind:
        case NumberKind():
            yield from ("points", "min", "max")
            if field.parts:
                yield from ("parts", "parts_whole", "parts_most")
            else:
                yield from ("number", "precision" if field.precision else "whole")
        case ChoiceKind():
            yield "choice"
        case SwitchKind():
            yield "switch"
        case MomentKind():
            yield "moment"
        case DayKind() if field.of_month:
            yield "month"
    for bound in field.bounds:
        end = _ENDS[bound.end] if isinstance(field.kind, (DayKind, MomentKind)) else bound.end
        yield f"{end}_of" if bound.by else end
