"""Rules of the policy count with whole numbers, but for what is told in `exact_steps.yml`.

Fractions are ten times slower in both runtimes. What makes one out of whole numbers makes fractions of all that comes
after it, so that a change of one formula, or of a parameter's values, may make each evaluation of a rule as slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from parity import ROOT
from trying import SCALES, read

from handbook.policy.load import open_book
from handbook.rules.compiling.code import BOUNDED, SAFE, At, Called, Code, Operation
from handbook.rules.compiling.rules import compile_rule, variant_of
from handbook.rules.formulas.tables import Row, Table
from handbook.rules.rule import CountedParameter, Rule
from handbook.rules.run import program_on, run
from handbook.schema.timeline import Dated, Timeline

ON = date(2026, 11, 26)
BOOK = open_book(ROOT / "policy_data", ON)
TOLD: Mapping[str, Mapping[str, str]] = (
    yaml.safe_load(Path(__file__).with_name("exact_steps.yml").read_text("utf-8")) or {}
)


def _exact_steps(rule: Rule, code: Code) -> list[str]:
    """The steps in which fractions are made, and `outcomes` where an outcome makes some."""
    names, found, at = [*(step.id for step in rule.steps), "outcomes"], dict[str, None](), ""
    for statement in code.body:
        at = names[statement.step] if isinstance(statement, At) else at
        if any(map(_makes_fractions, _parts(statement))):
            found[at] = None
    return list(found)


def _makes_fractions(part: Any) -> bool:
    """What a whole number is made of at once is none, nor what is given to a function."""
    return isinstance(part, (Called, Operation)) and part.shape in ("exact", "any") and part[0] != "exact"


def _parts(part: Any) -> Iterator[Any]:
    if isinstance(part, Operation) and part.sign == "whole":
        part = part._replace(parts=part.parts[0].parts)  # type: ignore[union-attr]
    yield part
    if isinstance(part, (list, tuple)):
        for each in part:
            yield from _parts(each)


@pytest.mark.parametrize("limit", [SAFE, BOUNDED], ids=["browser", "Python"])
@pytest.mark.parametrize("id", BOOK.rules)
def test_what_is_counted_exactly_is_told(id: str, limit: int) -> None:
    rule = BOOK.rules[id]
    variant = variant_of(rule, rule.parameters, ON)
    assert not variant.exact, "a parameter is not within its own bounds"
    assert _exact_steps(rule, compile_rule(rule, variant, limit)) == list(TOLD.get(id, {}))


# what a parameter has on other days, and what a table gives

LOOKING_UP = """\
inputs:
  on: {label: {zh: 日, en: Day}, date: day, default: 2026-03-31}
  served: {label: {zh: 年限, en: Served}, unit: year, min: 0, max: 40, default: 12}
steps:
  - id: fine
    label: {zh: 款, en: Fine}
    formula: value_on(attendance.minor_fine, on) * 2
    unit: CNY
  - id: leave
    label: {zh: 假, en: Leave}
    formula: band(scales.leave, served) * 2
    unit: day
results: [fine, leave]
"""
FINE, LEAVE = "attendance.minor_fine", "scales.leave"


@pytest.fixture(scope="module")
def looking_up() -> Rule:
    book = read(LOOKING_UP, SCALES).book
    assert book
    return book.rule("try")


def _with(rule: Rule, name: str, *values: Any) -> Mapping[str, CountedParameter]:
    """The rule's parameters, with other values of one on the days after each other."""
    steps = tuple(Dated(date(2026, 1, 1 + number), value) for number, value in enumerate(values))
    return {**rule.parameters, name: replace(rule.parameters[name], timeline=Timeline(name, steps))}


def _table(*gives: Fraction) -> Table:
    return Table(LEAVE, tuple(Row(Fraction(start), each) for start, each in enumerate(gives)))


def _came_to(rule: Rule, parameters: Mapping[str, CountedParameter] | None = None) -> Sequence[Any]:
    trace = run(rule, {}, ON, parameters)
    return trace.refusal, trace.value("fine"), trace.value("leave")


def test_what_is_looked_up_is_a_whole_number(looking_up: Rule) -> None:
    assert (
        _exact_steps(looking_up, compile_rule(looking_up, variant_of(looking_up, looking_up.parameters, ON), SAFE))
        == []
    )
    assert not program_on(looking_up, ON).exact
    assert _came_to(looking_up) == (None, 40, 21)


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        (FINE, (Fraction(1, 3), Fraction(20)), (None, 40, 21)),  # finer than it may be, on a day that nobody asks for
        (FINE, (Fraction(20), Fraction(1, 3)), (None, Fraction(2, 3), 21)),
        (FINE, (Fraction(20), Fraction(10**9)), (None, 2 * 10**9, 21)),  # beyond its bounds
        (LEAVE, (_table(Fraction(10), Fraction(50, 7)),), (None, 40, Fraction(100, 7))),
        (LEAVE, (_table(Fraction(61), Fraction(10)),), (None, 40, 20)),
    ],
)
def test_a_value_that_stands_in_and_may_not_be_is_counted_exactly(
    looking_up: Rule, name: str, values: Sequence[Any], found: Sequence[Any]
) -> None:
    parameters = _with(looking_up, name, *values)
    assert program_on(looking_up, ON, parameters).exact
    assert _came_to(looking_up, parameters) == found


def test_values_that_stand_in_and_may_be_are_whole_numbers(looking_up: Rule) -> None:
    for name, values, found in (
        (FINE, (Fraction(20), Fraction(7, 2)), (None, 7, 21)),
        (LEAVE, (_table(Fraction(60), Fraction(0), Fraction(5, 2)),), (None, 40, 5)),
    ):
        parameters = _with(looking_up, name, *values)
        assert not program_on(looking_up, ON, parameters).exact
        assert _came_to(looking_up, parameters) == found
