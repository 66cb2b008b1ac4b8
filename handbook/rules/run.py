"""Running a rule: the value of every step in order, which outcomes hold, or why it cannot be worked out.

`run` takes exact values and gives a trace. Sheets of a million rows do without both:

    program = program_on(rule, day)
    values, outcomes, work, refusal = program.compute(450000, 0, [8, 12, 45], 10)

`program.arguments` tells what each argument is, in order: of shape `Scaled` a whole number over its denominator and
within its bounds (4500 yuan are 450000 over 100); else the value as it is, as of a day, an option or a switch. All
fields of a list come as columns, lists of equal length, of at most as many rows as the input allows. Nothing is
checked: what does not fit needs the program that is made with `exact=True`, which takes Fractions. `given_to` makes
the arguments of exact values.

An input that is not asked may be None.

`program.results` tells the same of `values`: columns for steps with rows; None for a step, or in a row, that was
skipped; a Fraction where the shape is "exact". `outcomes` are truths in the rule's order. With a `refusal` there is,
instead of outcomes, the number of the step that it stopped at (one more than the last: the outcomes), and only the
values before it count; see `refusal_of`. A rule with `as_of` needs the program of the day that its input names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from itertools import compress
from typing import Any

from handbook.records import frozen
from handbook.rules.compiling.code import BOUNDED, Argument, Code, Result, Scaled
from handbook.rules.compiling.python import rule_function
from handbook.rules.compiling.rules import Variant, compile_rule, given_by, variant_of, whole_of
from handbook.rules.formulas.refusal import STOPPED, Refusal
from handbook.rules.rule import CountedParameter, InputRows, Rule, day_of
from handbook.rules.trace import Trace, rows_given

Compute = Callable[..., tuple[tuple[Any, ...], Any, int, Refusal | ZeroDivisionError | None]]


@frozen
class Program:
    """A rule as a function of raw values, under the parameters' values of a day. With `exact` numbers are Fractions."""

    arguments: tuple[Argument, ...]
    results: tuple[Result, ...]
    compute: Compute
    exact: bool


def run(
    rule: Rule, given: Mapping[str, Any], on: date, parameters: Mapping[str, CountedParameter] | None = None
) -> Trace:
    """Work a rule out. `given` are values that `inputs.accept` has let through; `on` is the day whose rules apply;
    `parameters` stand in for the rule's own, to see what other values would give."""
    day = day_of(rule, given, on)
    program = program_on(rule, day, parameters)
    raw = given_to(program, rule, given)
    if raw is None:
        program = program_on(rule, day, parameters, exact=True)
        raw = _columns(rule, given)
    values, outcomes, work, refusal = program.compute(*raw)
    known = rule.parameters if parameters is None else parameters
    if refusal:
        told = refusal_of(refusal)
        at = rule.steps[outcomes].id if outcomes < len(rule.steps) and told.code != STOPPED else ""
        return Trace(rule, day, given, known, program.results, values[:outcomes], (), work, told, at)
    held = tuple(compress((outcome.id for outcome in rule.outcomes), outcomes))
    return Trace(rule, day, given, known, program.results, values, held, work)


def refusal_of(refusal: Refusal | ZeroDivisionError) -> Refusal:
    """Why it cannot be worked out, as it is told."""
    return Refusal("divide_by_zero") if isinstance(refusal, ZeroDivisionError) else refusal


# arguments


def given_to(program: Program, rule: Rule, given: Mapping[str, Any]) -> list[Any] | None:
    """The arguments of a program. None where it counts with whole numbers and one of them is beyond its bounds."""
    found = _columns(rule, given)
    if program.exact:
        return found
    if any(len(given.get(entry.id, ())) > entry.most for entry in rule.inputs if isinstance(entry, InputRows)):
        return None
    for number, argument in enumerate(program.arguments):
        shape = argument.shape
        if isinstance(shape, Scaled) and found[number] is not None:
            column = [whole_of(shape, each) for each in (found[number] if argument.rows else [found[number]])]
            if None in column:
                return None
            found[number] = column if argument.rows else column[0]
    return found


def _columns(rule: Rule, given: Mapping[str, Any]) -> list[Any]:
    """Exact values in the order of a program's arguments, of rows a column each."""
    found: list[Any] = []
    for entry in rule.inputs:
        if isinstance(entry, InputRows):
            rows = rows_given(entry, given.get(entry.id, ()))
            found += [[row[each.id] for row in rows] for each in entry.fields]
        else:
            found.append(given.get(entry.id, entry.default))
    return found


# programs


def program_on(
    rule: Rule, day: date, parameters: Mapping[str, CountedParameter] | None = None, *, exact: bool = False
) -> Program:
    """The program of a rule as of a day. `parameters` stand in for the rule's own."""
    if parameters is None:
        return _on_day(rule, day, exact)
    return _made(rule, {name: parameters[name] for name in rule.parameters}, day, exact)


@lru_cache(maxsize=1000)
def _on_day(rule: Rule, day: date, exact: bool) -> Program:
    return _made(rule, rule.parameters, day, exact)


def _made(rule: Rule, parameters: Mapping[str, CountedParameter], day: date, exact: bool) -> Program:
    variant = variant_of(rule, parameters, day, exact=exact)
    code, make = _compiled(rule.coded, variant)
    compute = make(rule.calendars, lambda name: parameters[name].at(day), *given_by(code, parameters, day))
    return Program(code.arguments, code.results, compute, variant.exact)


@lru_cache(maxsize=256)
def _compiled(rule: Rule, variant: Variant) -> tuple[Code, Callable[..., Compute]]:
    """Made once: it takes much longer than a run."""
    code = compile_rule(rule, variant, BOUNDED)
    return code, rule_function(code)
