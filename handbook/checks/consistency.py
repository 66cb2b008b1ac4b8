"""What must hold between parameters, on every date at which one of them changes (`consistency.yml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from handbook.align import place_in_text
from handbook.draft import Draft, Located
from handbook.models import ConsistencyEntry
from handbook.problems import Place, Problem
from handbook.rules.analysis import Scope, Tree, analyse
from handbook.rules.evaluation import Frame, evaluator
from handbook.rules.explain import Printer
from handbook.rules.kinds import Switch, say_kind
from handbook.rules.rule import CountedParameter, values_on
from handbook.rules.saying import Shown
from handbook.rules.stock import Stock
from handbook.words import WRITTEN, Lang


def check_consistency(draft: Draft) -> Iterator[Problem]:
    """Each entry is told once, at the value that breaks it first."""
    stock = Stock(draft)
    for located in draft.consistency:
        yield from _Check(draft, stock, located).problems()


class _Check:
    """One entry of the file."""

    def __init__(self, draft: Draft, stock: Stock, located: Located[ConsistencyEntry]) -> None:
        self.draft, self.stock, self.located, self.entry = draft, stock, located, located.entry
        self.read = analyse(self.entry.must, Scope(stock.kind_of, stock.known_parameters))
        self.parameters = {name: stock.parameter(name) for name in self.read.parameters}

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the expression; where nothing is, the first day on which it does not hold."""
        told = [*self._slips()]
        yield from told
        if told or self.read.slips:
            return
        if self.read.kind != Switch():
            part = {"part": self.entry.must, "found": say_kind(self.read.kind) if self.read.kind else "—"}
            yield self._at(0, "formula_needs_condition", part)
        elif not self.parameters:
            yield self._at(0, "formula_no_parameter", {})
        else:
            yield from self._broken()

    def _slips(self) -> Iterator[Problem]:
        for slip in self.read.slips:
            code, name = slip.code, str(slip.facts.get("name", ""))
            if code == "unknown_parameter" and self.draft.knows_parameter(name):
                if not self.stock.is_sound(name):
                    continue  # it has problems of its own
                code = "formula_words_parameter"
            yield self._at(slip.index, code, slip.facts)

    def _broken(self) -> Iterator[Problem]:
        holds = evaluator(self.read.tree)
        for day in self._days():
            frame = Frame(values_on(self.parameters, day), self.stock.calendars)
            try:
                held = holds({}, frame)
            except ZeroDivisionError:
                yield self._at(0, "formula_zero", {"day": day})
                return
            if not held:
                shown = {lang: self._shown(frame, lang) for lang in WRITTEN}
                message = {"zh": self.entry.message.zh, "en": self.entry.message.en}
                facts = {"day": day, "message": message, "shown": shown}
                yield Problem(self._culprit(day), "inconsistent", self.entry.id, facts, self.entry.severity)
                return

    def _days(self) -> list[date]:
        """The dates at which one of them changes, from the day on which all of them have a value."""
        days = [[step.since for step in parameter.timeline.steps] for parameter in self.parameters.values()]
        complete = max(min(each) for each in days)
        return sorted({day for each in days for day in each if day >= complete})

    def _culprit(self, day: date) -> Place:
        """The value that took effect on `day`; of several the last."""
        places = [
            located.place("values", index, "value")
            for located in (self.draft.parameters[name] for name in self.parameters)
            for index in range(len(located.entry.values))
            if located.entry.values[index].since == day
        ]
        return places[-1]

    def _shown(self, frame: Frame, lang: Lang) -> str:
        """The expression with the values put in; of a compared sum, what it comes to."""
        printer = Printer(_shown(self.parameters), lang)
        match self.read.tree:
            case ("cmp", (("+" | "-" | "*" | "/"), *_) as left, "==", _):
                total = Fraction(evaluator(left)({}, frame))
                return f"{printer.with_values(left, {}, frame)} = {printer.say.amount(total, self._unit(left))}"
        return printer.with_values(self.read.tree, {}, frame) + (" does not hold" if lang == "en" else " 不成立")

    def _unit(self, tree: Tree) -> str | None:
        """The unit all parameters of a sum are shown in, if it is one."""
        units = {parameter.unit for parameter in self.parameters.values()}
        return units.pop() if len(units) == 1 and tree[0] in "+-" else None

    def _at(self, index: int, code: str, facts: Mapping[str, object]) -> Problem:
        spot = self.located.spot.find(("must",))
        text = self.entry.must
        place = place_in_text(self.located.source, spot, text, min(index, len(text) - 1))
        return Problem(place, code, self.entry.id, facts)


def _shown(parameters: Mapping[str, CountedParameter]) -> dict[str, Shown]:
    return {name: Shown(parameter.label, parameter.kind, parameter.unit) for name, parameter in parameters.items()}
