"""Running a rule: every step in order, what it says, or why it cannot be worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handbook.rules.formulas.evaluation import Frame, NamedValues, Skipped, rows_of
from handbook.rules.formulas.kinds import ListKind
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.rule import ExactValue, InputRows, Outcome, Rule, RuleStep


@dataclass(frozen=True)
class StepTrace:
    """What came of a step: a value, or one value a row (None for a row it does not apply to). `skipped`: nothing."""

    step: RuleStep
    value: ExactValue | None = None
    rows: tuple[ExactValue | None, ...] | None = None
    skipped: bool = False


@dataclass(frozen=True)
class Trace:
    """A whole run. `names` and `frame` hold every value, for explanations; `refused_at` is the step that stopped it."""

    rule: Rule
    on: date
    steps: tuple[StepTrace, ...]
    said: tuple[Outcome, ...]
    names: NamedValues
    frame: Frame
    refusal: Refusal | None = None
    refused_at: str = ""

    def value(self, id: str) -> ExactValue | tuple[ExactValue | None, ...] | None:
        """The value of a step (of one with rows, all of them); None where it was skipped or not reached."""
        for done in self.steps:
            if done.step.id == id:
                return done.rows if done.rows is not None else done.value
        return None


def run(rule: Rule, given: Mapping[str, Any], on: date) -> Trace:
    """Work a rule out. `given` are values that `inputs.accept` has let through; `on` is the day whose rules apply."""
    names, rows = _start(rule, given)
    dated = names.get(rule.as_of) if rule.as_of else None
    day = dated.date() if isinstance(dated, datetime) else dated or on
    frame = Frame(rule.values_on(day), rule.calendars, rows, names)
    done: list[StepTrace] = []
    at = ""
    try:
        for step in rule.steps:
            at = step.id
            done.append(_step(step, names, frame))
        at = ""
        said = tuple(outcome for outcome in rule.outcomes if _holds(outcome, names, frame))
    except ZeroDivisionError:
        return Trace(rule, day, tuple(done), (), names, frame, Refusal("divide_by_zero"), at)
    except Refusal as refusal:
        return Trace(rule, day, tuple(done), (), names, frame, refusal, at)
    finally:
        frame.bounded = False
    return Trace(rule, day, tuple(done), said, names, frame)


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


def _step(step: RuleStep, names: dict[str, Any], frame: Frame) -> StepTrace:
    try:
        if step.each:
            rows: Any = rows_of(frame, step.each)
            return StepTrace(step, rows=tuple(_row_value(step, names, row, frame) for row in rows))
        if step.holds and not step.holds(names, frame):
            return StepTrace(step, skipped=True)
        names[step.id] = value = step.compute(names, frame)
    except Skipped:
        return StepTrace(step, skipped=True)
    if isinstance(step.kind, ListKind):
        frame.rows[step.id] = [{step.id: each} for each in value]
    return StepTrace(step, value)


def _row_value(step: RuleStep, names: NamedValues, row: dict[str, Any], frame: Frame) -> ExactValue | None:
    visible = {**names, **row}
    try:
        if step.holds and not step.holds(visible, frame):
            return None
        row[step.id] = value = step.compute(visible, frame)
    except Skipped:
        return None
    result: ExactValue = value
    return result


def _holds(outcome: Outcome, names: NamedValues, frame: Frame) -> bool:
    try:
        return bool(outcome.holds(names, frame))
    except Skipped:
        return False
