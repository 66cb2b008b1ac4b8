"""Numbers that variants of a question draw: from … to …, both included, in steps; checked like the inputs of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from handbook import BARE, NumberKind, Refusal, decimal, evaluator, frozen, reason_of, say_kind, unify
from quiz.chance import Chance
from quiz.sources.environment import Environment, ReadFormula, typed
from quiz.sources.written.findings import Findings
from quiz.sources.written.reading import Bounds, ReadEntry

MOST_STEPS = 10_000  # numbers in a range
_KEYS = ("from", "to", "step")


@frozen
class Range:
    """The numbers from `low` to at most `high` by `step`, of which there is at least one."""

    low: Fraction
    high: Fraction
    step: Fraction

    @property
    def count(self) -> int:
        return int((self.high - self.low) / self.step) + 1

    @property
    def last(self) -> Fraction:
        return self.low + (self.count - 1) * self.step

    def __iter__(self) -> Iterator[Fraction]:
        return (self.low + index * self.step for index in range(self.count))

    def draw(self, chance: Chance) -> Fraction:
        """One of the numbers."""
        return self.low + chance.below(self.count) * self.step


def ranges_of(entry: ReadEntry, findings: Findings) -> dict[str, Range]:
    """The range of each name whose `from`, `to` and `step` were read; what is wrong with one is noted."""
    ranges = {}
    for name, bounds in entry.bounds.items():
        drawn = _Drawn(entry.environment, name, entry.drawn[name], entry.written.draw[name].unit, findings)
        found = drawn.range(bounds)
        if found:
            ranges[name] = found
    return ranges


@frozen
class _Drawn:
    """A number that is drawn: its name, its kind, the text of its unit."""

    environment: Environment
    name: str
    kind: NumberKind
    unit: str | None
    findings: Findings

    def range(self, bounds: Bounds) -> Range | None:
        """The range, or None where something is wrong."""
        low, high, step = (self._value(key, bounds[key]) for key in _KEYS)
        if low is None or high is None or step is None:
            return None
        found = Range(low, high, step)
        wrong = self._wrong(found)
        if wrong:
            key, code, facts = wrong
            self.findings.error(("draw", self.name, key), code, day=self.environment.day, **facts)
            return None
        if found.last != high and not any(read.parameters for read in bounds.values() if read):
            facts = {"low": low, "high": high, "step": step, "last": found.last}
            shown = {key: self._as_written(each) for key, each in facts.items()}
            self.findings.warning(("draw", self.name, "to"), "quiz.question_draw_end", **shown)
        return found

    def _wrong(self, found: Range) -> tuple[str, str, dict[str, Any]] | None:
        """What is wrong with the three numbers together: the key at which it is, the message and its facts."""
        low, high, step = (self._as_written(each) for each in (found.low, found.high, found.step))
        if found.step <= 0:
            return "step", "quiz.question_draw_step", {"step": step}
        if found.low > found.high:
            return "to", "quiz.question_draw_order", {"low": low, "high": high}
        if found.count > MOST_STEPS:
            facts = {"low": low, "high": high, "step": step, "most": f"{MOST_STEPS:,}"}
            return "to", "quiz.question_draw_many", facts
        return None

    def _value(self, key: str, read: ReadFormula | None) -> Fraction | None:
        """A bound or step as a number of the drawn unit; None where it is none, which is noted."""
        if read is None:
            return None  # noted before
        path, day = ("draw", self.name, key), self.environment.day
        if not isinstance(read.kind, NumberKind):
            self.findings.error(path, "quiz.question_draw_kind", found=say_kind(read.kind))
            return None
        literal = not read.parameters and read.kind.unit in (None, BARE)  # of the unit that is drawn
        if not literal and unify(read.kind, self.kind) is None:
            facts = {"found": say_kind(read.kind), "right": say_kind(self.kind)}
            self.findings.error(path, "quiz.question_draw_unit", **facts)
            return None
        try:
            value = evaluator(read.tree)({}, self.environment.frame())
        except Refusal as refusal:
            reason = reason_of(refusal, self.environment.parameters)
            self.findings.error(path, "quiz.question_not_worked_out", day=day, reason=reason)
            return None
        except ZeroDivisionError:
            self.findings.error(path, "formula_zero", day=day)
            return None
        return Fraction(value) / typed(Fraction(1), self.unit) if literal else Fraction(value)

    def _as_written(self, value: Fraction) -> str:
        """A number as it is written in the file."""
        return decimal(typed(value, self.unit))[0]
