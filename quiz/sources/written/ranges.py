"""Numbers that variants of a question draw: from … to …, both included, in steps; checked like the inputs of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from handbook.lang.languages import WRITTEN
from handbook.lang.units import decimal
from handbook.rules.formulas.evaluation import evaluator
from handbook.rules.formulas.kinds import BARE, NumberKind, say_kind, unify
from handbook.rules.formulas.refusal import Refusal
from quiz.chance import Chance
from quiz.sources.environment import Read, World, typed

MOST_STEPS = 10_000  # numbers in a range
_KEYS = ("from", "to", "step")

Tell = Callable[..., None]  # (path, code, **facts)


@dataclass(frozen=True)
class Range:
    """The numbers from `low` to at most `high` by `step`, of which there is at least one."""

    low: Fraction
    high: Fraction
    step: Fraction

    @property
    def count(self) -> int:
        return int((self.high - self.low) / self.step) + 1

    def __iter__(self) -> Iterator[Fraction]:
        return (self.low + index * self.step for index in range(self.count))

    def draw(self, chance: Chance) -> Fraction:
        """One of the numbers."""
        return self.low + chance.below(self.count) * self.step


class Draws:
    """What an entry draws. `kinds` are the kinds of the numbers by name, `units` the texts of their units."""

    def __init__(
        self, world: World, kinds: Mapping[str, NumberKind], units: Mapping[str, str | None], tell: Tell, warn: Tell
    ) -> None:
        self.world, self.kinds, self.units, self._tell, self._warn = world, kinds, units, tell, warn

    def ranges(self, written: Mapping[str, Mapping[str, Read | None]]) -> dict[str, Range]:
        """The range of each name whose `from`, `to` and `step` were read; what is wrong with one is told."""
        found = {name: self._range(name, parts) for name, parts in written.items()}
        return {name: each for name, each in found.items() if each}

    def _range(self, name: str, parts: Mapping[str, Read | None]) -> Range | None:
        values = [self._value(name, key, parts[key]) for key in _KEYS]
        low, high, step = values
        if low is None or high is None or step is None:
            return None
        found = Range(low, high, step)
        wrong = self._wrong(name, found)
        if wrong:
            key, code, facts = wrong
            self._tell(("draw", name, key), code, day=self.world.day, **facts)
            return None
        last = low + (found.count - 1) * step
        if last != high and not any(read.parameters for read in parts.values() if read):
            facts = {"low": low, "high": high, "step": step, "last": last}
            shown = {key: self._shown(name, each) for key, each in facts.items()}
            self._warn(("draw", name, "to"), "quiz.question_draw_end", **shown)
        return found

    def _wrong(self, name: str, found: Range) -> tuple[str, str, dict[str, Any]] | None:
        """What is wrong with the three numbers together: the key at which it is, the message and its facts."""
        low, high, step = (self._shown(name, each) for each in (found.low, found.high, found.step))
        if found.step <= 0:
            return "step", "quiz.question_draw_step", {"step": step}
        if found.low > found.high:
            return "to", "quiz.question_draw_order", {"low": low, "high": high}
        if found.count > MOST_STEPS:
            return "to", "quiz.question_draw_many", {"low": low, "high": high, "step": step, "most": f"{MOST_STEPS:,}"}
        return None

    def _value(self, name: str, key: str, read: Read | None) -> Fraction | None:
        """A bound or step as a number of the drawn unit; None, and told, where it is none."""
        if read is None:
            return None  # told before
        path, kind = ("draw", name, key), self.kinds[name]
        if not isinstance(read.kind, NumberKind):
            self._tell(path, "quiz.question_draw_kind", found=say_kind(read.kind))
            return None
        literal = not read.parameters and read.kind.unit in (None, BARE)  # of the unit that is drawn
        if not literal and unify(read.kind, kind) is None:
            self._tell(path, "quiz.question_draw_unit", found=say_kind(read.kind), right=say_kind(kind))
            return None
        try:
            value = evaluator(read.tree)({}, self.world.frame())
        except Refusal as refusal:
            reason = {lang: refusal.text(lang) for lang in WRITTEN}
            self._tell(path, "quiz.question_not_worked_out", day=self.world.day, reason=reason)
            return None
        except ZeroDivisionError:
            self._tell(path, "formula_zero", day=self.world.day)
            return None
        return Fraction(value) / typed(Fraction(1), self.units[name]) if literal else Fraction(value)

    def _shown(self, name: str, value: Fraction) -> str:
        """A number as it is written in the file."""
        return decimal(typed(value, self.units[name]))[0]
