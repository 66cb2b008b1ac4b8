"""What a run came to, as data without words; `explain.py` makes the words when somebody asks for them.

A program gives raw values. A trace makes exact ones of them, and names and rows for explanations, when it is asked.
Which inputs are asked may depend on the answers before them: `Asking` is told those in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from handbook.records import frozen
from handbook.rules.compiling.code import Result, Scaled, Shape
from handbook.rules.compiling.evaluation import Frame, NamedValues, evaluator
from handbook.rules.compiling.python import Skipped
from handbook.rules.formulas.kinds import ListKind
from handbook.rules.formulas.refusal import STOPPED, Refusal
from handbook.rules.formulas.workdays import Calendars
from handbook.rules.rule import CountedParameter, ExactValue, Input, InputRows, Rule, values_on


@frozen
class StepTrace:
    """What came of a step: a value, or one value a row (None for a row it does not apply to). `skipped`: nothing."""

    id: str
    value: ExactValue | None = None
    rows: tuple[ExactValue | None, ...] | None = None
    skipped: bool = False


@frozen
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
    def asked(self) -> tuple[Input, ...]:
        """The inputs that are asked: the others have no value, whatever was given."""
        return tuple(asked(self.rule, self.given, self._values))

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        return values_on(self.parameters, self.on)

    @cached_property
    def names(self) -> NamedValues:
        """The values of inputs and steps outside all rows, for explanations."""
        given = {e.id: self.given.get(e.id, e.default) for e in self.asked if not isinstance(e, InputRows)}
        return given | {done.id: done.value for done in self.steps if done.value is not None}

    @cached_property
    def frame(self) -> Frame:
        """All else that explanations work formulas out with."""
        rows = {e.id: rows_given(e, self.given.get(e.id, ())) for e in self.asked if isinstance(e, InputRows)}
        for step, done in zip(self.rule.steps, self.steps):
            if isinstance(step.kind, ListKind) and isinstance(done.value, list):
                rows[step.id] = [{step.id: each} for each in done.value]
            if step.each and done.rows:
                for row, value in zip(rows[step.each], done.rows):
                    if value is not None:
                        row[step.id] = value
        return Frame(self._values, self.rule.calendars, dict(rows), self.names, self.work, bounded=False)

    @property
    def refused_as(self) -> str | None:
        """What a worked case calls the reason that it was refused for: the rule's own by its id."""
        if self.refusal is None:
            return None
        return str(self.refusal.facts["id"]) if self.refusal.code == STOPPED else self.refusal.code

    def value(self, id: str) -> ExactValue | tuple[ExactValue | None, ...] | None:
        """The value of a step (of one with rows, all of them); None where it was skipped or not reached."""
        for result, raw in zip(self.results, self.raw):
            if result.id == id:
                done = _step(result, raw)
                return done.rows if done.rows is not None else done.value
        return None


class Asking:
    """The answers so far. `parameters` are the values of a day."""

    def __init__(self, parameters: Mapping[str, Any], calendars: Calendars) -> None:
        self._names: dict[str, Any] = {}
        self._frame = Frame(parameters, calendars, {}, self._names)

    def asks(self, entry: Input) -> bool:
        """Whether an input is asked. Where that cannot be told for a reason of the rule, it is: a run will say why."""
        if entry.ask_when is None:
            return True
        try:
            return bool(evaluator(entry.ask_when)(self._names, self._frame))
        except Skipped:
            return False
        except (Refusal, ZeroDivisionError):
            return True

    def answer(self, entry: Input, value: Any) -> None:
        """Take an exact value that was accepted, or the rows of a list."""
        if isinstance(entry, InputRows):
            self._frame.rows[entry.id] = rows_given(entry, value or ())
        elif (known := entry.default if value is None else value) is not None:
            self._names[entry.id] = known


def rows_given(entry: InputRows, rows: Any) -> list[dict[str, Any]]:
    """The rows of a list that are given, whole."""
    return [{each.id: row.get(each.id, each.default) for each in entry.fields} for row in rows]


def asked(rule: Rule, given: Mapping[str, Any], parameters: Mapping[str, Any]) -> Iterator[Input]:
    """The inputs that are asked, where these exact values are given. `parameters` are the values of the day."""
    asking = Asking(parameters, rule.calendars)
    for entry in rule.inputs:
        if asking.asks(entry):
            asking.answer(entry, given.get(entry.id))
            yield entry


def _step(result: Result, raw: Any) -> StepTrace:
    if raw is None:
        return StepTrace(result.id, skipped=True)
    if result.rows:
        return StepTrace(result.id, rows=tuple(exact_of(result.shape, each) for each in raw))
    return StepTrace(result.id, exact_of(result.shape, raw))


def exact_of(shape: Shape, raw: Any) -> Any:
    """The exact value that a raw one stands for."""
    return Fraction(raw, shape.denominator) if isinstance(shape, Scaled) and raw is not None else raw
