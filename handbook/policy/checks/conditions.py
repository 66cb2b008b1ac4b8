"""A condition over parameters, looked at on every date at which one of them changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from handbook.files.yaml.align import place_in_text
from handbook.lang.languages import WRITTEN, Lang
from handbook.problems.problem import Place, Problem, Severity
from handbook.rules.compiling.evaluation import Frame, evaluator
from handbook.rules.formatting import Display
from handbook.rules.formulas.analysis import DOUBTS, analyse
from handbook.rules.formulas.kinds import SwitchKind, say_kind
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.scope import Scope
from handbook.rules.formulas.tree import Tree
from handbook.rules.reading.known_parameters import KnownParameters
from handbook.rules.reasons import reason_of
from handbook.rules.rule import CountedParameter, values_on
from handbook.schema.draft import Draft, Located


class CannotTell(ArithmeticError):
    """On that day it cannot be worked out. `reason` is none where it divides by zero."""

    def __init__(self, day: date, reason: Refusal | None = None) -> None:
        self.day, self.reason = day, reason
        super().__init__(str(day))


class Shown(Mapping[Lang, str]):
    """A condition with the values put in, which takes its words when somebody reads it: few are read."""

    def __init__(self, say: Callable[[Lang], str]) -> None:
        self._say = say

    def __getitem__(self, lang: Lang) -> str:
        return self._say(lang)

    def __iter__(self) -> Iterator[Lang]:
        return iter(WRITTEN)

    def __len__(self) -> int:
        return len(WRITTEN)


class Condition:
    """The text under `key` of an entry, read. Where it has errors it must not be evaluated."""

    def __init__(self, draft: Draft, known: KnownParameters, located: Located[Any], key: str) -> None:
        self.draft, self.known, self.located, self.key = draft, known, located, key
        self.text: str = getattr(located.entry, key)
        self.read = analyse(self.text, Scope(known.kind_of, known.names))
        self.parameters = {name: known.parameter(name) for name in self.read.parameters}

    @property
    def usable(self) -> bool:
        """Whether it can be evaluated; where it cannot, that may have been told of a parameter in it."""
        return self.read.is_right and self.read.kind == SwitchKind() and bool(self.parameters)

    @property
    def sums(self) -> bool:
        """Whether it compares a sum or difference with `==`: then what the sum comes to is shown."""
        match self.read.tree:
            case ("cmp", (("+" | "-" | "*" | "/"), *_), "==", _):
                return True
        return False

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the expression."""
        for error in self.read.errors:
            code, name = error.code, str(error.facts.get("name", ""))
            if code == "unknown_parameter" and self.draft.knows_parameter(name):
                if not self.known.is_sound(name):
                    continue  # it has problems of its own
                code = "formula_words_parameter"
            yield self._at(error.index, code, error.facts, error.names)
        for remark in self.read.remarks:
            severity: Severity = "warning" if remark.code in DOUBTS else "error"
            yield replace(self._at(remark.index, remark.code, remark.facts), severity=severity)
        if self.read.errors:
            return
        if self.read.kind != SwitchKind():
            if self.read.kind:
                yield self.problem("formula_needs_condition", part=self.text, found=say_kind(self.read.kind))
        elif not self.parameters:
            yield self.problem("formula_no_parameter")

    def days(self) -> list[date]:
        """The dates at which one of its parameters changes, from the day on which all of them have a value."""
        days = [[step.since for step in parameter.timeline.steps] for parameter in self.parameters.values()]
        complete = max(min(each) for each in days)
        return sorted({day for each in days for day in each if day >= complete})

    def holds(self, day: date) -> bool:
        """Whether it is so on a day. Raises CannotTell."""
        try:
            return bool(evaluator(self.read.tree)({}, self._frame(day)))
        except ZeroDivisionError:
            raise CannotTell(day) from None
        except Refusal as refusal:
            raise CannotTell(day, refusal) from None

    def shown(self, day: date) -> Mapping[Lang, str]:
        """The expression with the values put in; of a compared sum, what it comes to."""
        return Shown(lambda lang: self._shown(self._frame(day), lang))

    def changed_value(self, day: date) -> Place:
        """The latest value that had taken effect on `day`; of several the last."""
        places = [
            (located.entry.values[index].since, located.place("values", index, "value"))
            for located in (self.draft.parameters[name] for name in self.parameters)
            for index in range(len(located.entry.values))
            if located.entry.values[index].since <= day
        ]
        last = max(since for since, _ in places)
        return [place for since, place in places if since == last][-1]

    def cannot_tell(self, bad: CannotTell) -> Problem:
        """That it cannot be worked out on some day."""
        if not bad.reason:
            return self.problem("formula_zero", day=bad.day)
        return self.problem("formula_refused", day=bad.day, reason=reason_of(bad.reason, self.parameters))

    def rests(self, code: str, names: Iterable[str]) -> tuple[tuple[str, Place], ...]:
        """Of the names in it those that are parameters, with where what `code` is said of is declared."""
        return tuple((name, at) for name in names if (at := self.known.declared(name, code)))

    def problem(self, code: str, **facts: object) -> Problem:
        """A problem of the expression as a whole."""
        return self._at(0, code, facts, self.parameters)

    def _frame(self, day: date) -> Frame:
        return Frame(values_on(self.parameters, day), self.known.calendars)

    def _shown(self, frame: Frame, lang: Lang) -> str:
        from handbook.rules.printing import Printer  # words are made when somebody reads them

        printer = Printer(_shown(self.parameters), lang)
        if self.sums:
            left = self.read.tree[1]
            total = Fraction(evaluator(left)({}, frame))
            return f"{printer.with_values(left, {}, frame)} = {printer.say.amount(total, self._unit(left))}"
        return printer.with_values(self.read.tree, {}, frame)

    def _unit(self, tree: Tree) -> str | None:
        """The unit all parameters of a sum are shown in, if it is one."""
        units = {parameter.unit for parameter in self.parameters.values()}
        return units.pop() if len(units) == 1 and tree[0] in "+-" else None

    def _at(self, index: int, code: str, facts: Mapping[str, object], names: Iterable[str] = ()) -> Problem:
        spot = self.located.spot.find((self.key,))
        place = place_in_text(self.located.source, spot, self.text, index)
        return Problem(place, code, self.located.entry.id, facts, rests=self.rests(code, names))


def _shown(parameters: Mapping[str, CountedParameter]) -> dict[str, Display]:
    return {name: Display(each.label, each.kind, each.unit, each.by) for name, each in parameters.items()}
