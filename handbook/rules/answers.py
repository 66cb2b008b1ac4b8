"""What people give to a whole rule: which of its inputs are asked decides what is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from handbook.rules.inputs import BadInput, accept, is_empty, says_something
from handbook.rules.rule import CountedParameter, Input, Rule, day_of, depends_on_answers, values_on
from handbook.rules.trace import Asking, asked


def accept_answers(
    rule: Rule, given: Mapping[str, Any], on: date, parameters: Mapping[str, CountedParameter] | None = None
) -> dict[str, Any]:
    """Exact values for `run` with the same day and parameters, from texts or data. What is given to an input that is
    not asked is left out, whatever it is. Raises BadInput with everything that is wrong."""
    dated: dict[str, Any] = {}
    if any(entry.ask_when for entry in rule.inputs) and rule.as_of:
        as_of = [entry for entry in rule.inputs if entry.id == rule.as_of]
        with suppress(BadInput):
            dated = accept(as_of, {rule.as_of: given.get(rule.as_of)})
    values = values_on(rule.parameters if parameters is None else parameters, day_of(rule, dated, on))
    return accept(rule.inputs, given, Asking(values, rule.calendars))


def asked_on(rule: Rule, given: Mapping[str, Any], on: date) -> Iterator[Input]:
    """The inputs that are asked, where these exact values are given."""
    return asked(rule, given, values_on(rule.parameters, day_of(rule, given, on)))


def ignored(given: Mapping[str, Any], asked: Sequence[Input]) -> tuple[str, ...]:
    """The inputs for which something is given though they are not asked."""
    known = {entry.id for entry in asked}
    return tuple(id for id, raw in given.items() if id not in known and not is_empty(raw))


def contradicted(rule: Rule, given: Mapping[str, Any], values: Mapping[str, Any], on: date) -> tuple[Input, ...]:
    """The inputs that other answers rule out and for which something is given all the same. `values` are what was
    accepted. What no answer would make it ask for, since a parameter rules it out, is not among them."""
    asked = {entry.id for entry in asked_on(rule, values, on)}
    others = (entry for entry in rule.inputs if entry.id not in asked and depends_on_answers(entry))
    return tuple(entry for entry in others if says_something(entry, given.get(entry.id)))
