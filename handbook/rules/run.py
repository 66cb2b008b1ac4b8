"""Running a rule: the value of every step in order, which outcomes hold, or why it cannot be worked out.

A trace is data without words; `explain.py` makes the words when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from handbook.rules.formulas.evaluation import Evaluator, Frame, NamedValues, Skipped, evaluator, rows_of
from handbook.rules.formulas.kinds import ListKind
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.rule import CountedParameter, ExactValue, InputRows, Rule, RuleStep, values_on


@dataclass(frozen=True)
class StepTrace:
    """What came of a step: a value, or one value a row (None for a row it does not apply to). `skipped`: nothing."""

    id: str
    value: ExactValue | None = None
    rows: tuple[ExactValue | None, ...] | None = None
    skipped: bool = False


@dataclass(frozen=True)
class Trace:
    """A whole run. `outcomes` are the ids of those that hold; `names` and `frame` have every value, for explanations;
    `refused_at` is the step that stopped it."""

    rule: Rule
    on: date
    steps: tuple[StepTrace, ...]
    outcomes: tuple[str, ...]
    names: NamedValues
    frame: Frame
    refusal: Refusal | None = None
    refused_at: str = ""

    def value(self, id: str) -> ExactValue | tuple[ExactValue | None, ...] | None:
        """The value of a step (of one with rows, all of them); None where it was skipped or not reached."""
        for done in self.steps:
            if done.id == id:
                return done.rows if done.rows is not None else done.value
        return None


@dataclass(frozen=True)
class _ReadyStep:
    """A step with its formulas as functions."""

    step: RuleStep
    compute: Evaluator
    holds: Evaluator | None


@dataclass(frozen=True)
class _Program:
    """A rule with its formulas as functions; outcomes by their ids."""

    steps: tuple[_ReadyStep, ...]
    outcomes: Mapping[str, Evaluator]


@lru_cache(maxsize=256)
def _program(rule: Rule) -> _Program:
    """Made once a rule: it takes longer than a run."""
    steps = (_ReadyStep(step, evaluator(step.tree), evaluator(step.when) if step.when else None) for step in rule.steps)
    return _Program(tuple(steps), {outcome.id: evaluator(outcome.when) for outcome in rule.outcomes})


@lru_cache(maxsize=1000)
def _values_on(rule: Rule, day: date) -> Mapping[str, Any]:
    """The values of a day, looked up once for all rows of a sheet."""
    return values_on(rule.parameters, day)


def run(
    rule: Rule, given: Mapping[str, Any], on: date, parameters: Mapping[str, CountedParameter] | None = None
) -> Trace:
    """Work a rule out. `given` are values that `inputs.accept` has let through; `on` is the day whose rules apply;
    `parameters` stand in for the rule's own, to see what other values would give."""
    names, rows = _start(rule, given)
    dated = names.get(rule.as_of) if rule.as_of else None
    day = dated.date() if isinstance(dated, datetime) else dated or on
    values = _values_on(rule, day) if parameters is None else values_on(parameters, day)
    frame = Frame(values, rule.calendars, rows, names)
    program, done, at = _program(rule), list[StepTrace](), ""
    try:
        for ready in program.steps:
            at = ready.step.id
            done.append(_step(ready, names, frame))
        at = ""
        outcomes = tuple(id for id, holds in program.outcomes.items() if _holds(holds, names, frame))
    except ZeroDivisionError:
        return Trace(rule, day, tuple(done), (), names, frame, Refusal("divide_by_zero"), at)
    except Refusal as refusal:
        return Trace(rule, day, tuple(done), (), names, frame, refusal, at)
    finally:
        frame.bounded = False
    return Trace(rule, day, tuple(done), outcomes, names, frame)


def _start(rule: Rule, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Sequence[NamedValues]]]:
    names: dict[str, Any] = {}
    rows: dict[str, Sequence[NamedValues]] = {}
    for entry in rule.inputs:
        if isinstance(entry, InputRows):
            rows[entry.id] = [_row(entry, row) for row in given.get(entry.id, ())]
        else:
            names[entry.id] = given.get(entry.id, entry.default)
    return names, rows


def _row(entry: InputRows, row: Mapping[str, Any]) -> dict[str, Any]:
    return {each.id: row.get(each.id, each.default) for each in entry.fields}


def _step(ready: _ReadyStep, names: dict[str, Any], frame: Frame) -> StepTrace:
    step = ready.step
    try:
        if step.each:
            rows: Any = rows_of(frame, step.each)
            return StepTrace(step.id, rows=tuple(_row_value(ready, names, row, frame) for row in rows))
        if ready.holds and not ready.holds(names, frame):
            return StepTrace(step.id, skipped=True)
        names[step.id] = value = ready.compute(names, frame)
    except Skipped:
        return StepTrace(step.id, skipped=True)
    if isinstance(step.kind, ListKind):
        frame.rows[step.id] = [{step.id: each} for each in value]
    return StepTrace(step.id, value)


def _row_value(ready: _ReadyStep, names: NamedValues, row: dict[str, Any], frame: Frame) -> ExactValue | None:
    visible = {**names, **row}
    try:
        if ready.holds and not ready.holds(visible, frame):
            return None
        row[ready.step.id] = value = ready.compute(visible, frame)
    except Skipped:
        return None
    result: ExactValue = value
    return result


def _holds(holds: Evaluator, names: NamedValues, frame: Frame) -> bool:
    try:
        return bool(holds(names, frame))
    except Skipped:
        return False
