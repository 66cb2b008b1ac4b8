"""What a run came to, as data without words; `explain.py` makes the words when somebody asks for them.

A program gives raw values. A trace makes exact ones of them, and names and rows for explanations, when it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from handbook.rules.compiling.code import Result, Scaled, Shape
from handbook.rules.compiling.evaluation import Frame, NamedValues
from handbook.rules.formulas.kinds import ListKind
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.rule import CountedParameter, ExactValue, InputRows, Rule, values_on


@dataclass(frozen=True)
class StepTrace:
    """What came of a step: a value, or one value a row (None for a row it does not apply to). `skipped`: nothing."""

    id: str
    value: ExactValue | None = None
    rows: tuple[ExactValue | None, ...] | None = None
    skipped: bool = False


@dataclass(frozen=True)
class Trace:
    """A whole run. `outcomes` are the ids of those that hold; `refused_at` is the step that stopped it. `raw` are the
    values of the steps before it, which are what `results` tell; `work` is how many parts of formulas were worked out
    for single rows."""

    rule: Rule
    on: date
    given: Mapping[str, Any]
    parameters: Mapping[str, CountedParameter]
    results: Sequence[Result]
    raw: Sequence[Any]
    outcomes: tuple[str, ...]
    work: int
    refusal: Refusal | None = None
    refused_at: str = ""

    @cached_property
    def steps(self) -> tuple[StepTrace, ...]:
        """What came of each step, up to where it was refused."""
        return tuple(_step(result, raw) for result, raw in zip(self.results, self.raw))

    @cached_property
    def names(self) -> NamedValues:
        """The values of inputs and steps outside all rows, for explanations."""
        given = {e.id: self.given.get(e.id, e.default) for e in self.rule.inputs if not isinstance(e, InputRows)}
        return given | {done.id: done.value for done in self.steps if done.value is not None}

    @cached_property
    def frame(self) -> Frame:
        """All else that explanations work formulas out with."""
        rows = {e.id: rows_given(e, self.given) for e in self.rule.inputs if isinstance(e, InputRows)}
        for step, done in zip(self.rule.steps, self.steps):
            if isinstance(step.kind, ListKind) and isinstance(done.value, list):
                rows[step.id] = [{step.id: each} for each in done.value]
            if step.each and done.rows:
                for row, value in zip(rows[step.each], done.rows):
                    if value is not None:
                        row[step.id] = value
        values = values_on(self.parameters, self.on)
        return Frame(values, self.rule.calendars, dict(rows), self.names, self.work, bounded=False)

    def value(self, id: str) -> ExactValue | tuple[ExactValue | None, ...] | None:
        """The value of a step (of one with rows, all of them); None where it was skipped or not reached."""
        for result, raw in zip(self.results, self.raw):
            if result.id == id:
                done = _step(result, raw)
                return done.rows if done.rows is not None else done.value
        return None


def rows_given(entry: InputRows, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a list that are given, whole."""
    return [{each.id: row.get(each.id, each.default) for each in entry.fields} for row in given.get(entry.id, ())]


def _step(result: Result, raw: Any) -> StepTrace:
    if raw is None:
        return StepTrace(result.id, skipped=True)
    if result.rows:
        return StepTrace(result.id, rows=tuple(exact_of(result.shape, each) for each in raw))
    return StepTrace(result.id, exact_of(result.shape, raw))


def exact_of(shape: Shape, raw: Any) -> Any:
    """The exact value that a raw one stands for."""
    return Fraction(raw, shape.denominator) if isinstance(shape, Scaled) and raw is not None else raw
