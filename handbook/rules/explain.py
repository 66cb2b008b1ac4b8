"""What a run came to, in words: made from its trace when somebody asks for them.

Written once more for the browser in `explain.js`; the parity test compares both, letter by letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from handbook.lang.languages import Lang, Text, written_for
from handbook.lang.traditional import to_traditional
from handbook.lang.typography import joined
from handbook.rules.compiling.evaluation import Frame, NamedValues, evaluator
from handbook.rules.compiling.python import Skipped
from handbook.rules.formatting import Display, exact_text
from handbook.rules.formulas.kinds import SwitchKind
from handbook.rules.formulas.refusal import STOPPED, Refusal
from handbook.rules.formulas.tree import Tree
from handbook.rules.inputs import display_of
from handbook.rules.printing import Printer
from handbook.rules.reasons import reason_of
from handbook.rules.rule import InputRows, Rule, RuleStep, names_in
from handbook.rules.trace import StepTrace, Trace

MARKS = {"note": "●", "good": "✓", "warning": "!"}  # before what is said, in plain text


class Told(Protocol):
    """What an outcome is said with: a trace, or what of one it needs."""

    @property
    def names(self) -> NamedValues: ...

    @property
    def frame(self) -> Frame: ...


class Explainer(Printer):
    """Explains the runs of one rule in one language."""

    def __init__(self, rule: Rule, lang: Lang) -> None:
        super().__init__(names_of(rule), lang)
        self._outcomes = {outcome.id: outcome for outcome in rule.outcomes}

    def working(self, tree: Tree, trace: Trace, row: Mapping[str, Any] | None = None) -> str:
        """A formula with the values of a run put in, and those of one row where it has rows."""
        return self.with_values(tree, {**trace.names, **(row or {})}, trace.frame)

    def formula(self, step: RuleStep) -> str:
        """A step's formula in words, with what it comes to where it does not apply."""
        text = self.in_words(step.tree)
        if step.otherwise is None:
            return text
        return text + self.say.words["or_else"].replace("{x}", self.in_words(step.otherwise))

    def working_of(self, step: RuleStep, trace: Trace, row: Mapping[str, Any] | None = None) -> str:
        """The formula that a step's value is from, with the values of a run put in."""
        names = {**trace.names, **(row or {})}
        if step.otherwise is None or self._applies(step, names, trace.frame):
            return self.with_values(step.tree, names, trace.frame)
        return self.say.words["instead"].replace("{x}", self.with_values(step.otherwise, names, trace.frame))

    def _applies(self, step: RuleStep, names: NamedValues, frame: Frame) -> bool:
        try:
            held = step.when is None or self.evaluator_of(step.when)(names, frame)
            return bool(held) and self.evaluator_of(step.tree)(names, frame) is not None
        except Skipped:
            return False

    def missing(self, trace: Trace, id: str) -> str:
        """What stands for a step that was skipped: that it does not apply, and on which condition it would."""
        condition = _unmet(trace, id)
        if condition is None:
            return self.say.words["skipped"]
        return self.say.words["skipped_unless"].replace("{when}", self.in_words(condition))

    def names_in(self, id: str) -> tuple[str, ...]:
        """The inputs and steps whose values an outcome shows."""
        pieces = self._outcomes[id].say[written_for(self.lang)]
        return tuple(str(piece[1]) for piece in pieces if not isinstance(piece, str) and piece[0] == "v")

    def outcome(self, trace: Told, id: str) -> str:
        """What an outcome says, with the run's values in it; a value that there is not is a dash."""
        return self.said(trace, self._outcomes[id].say)

    def said(self, trace: Told, say: Mapping[Lang, Sequence[str | Tree]]) -> str:
        """Words of the rule with a run's values in them."""
        return joined(*(self._piece(piece, trace) for piece in say[written_for(self.lang)]))

    def _piece(self, piece: str | Tree, trace: Told) -> str:
        if isinstance(piece, str):
            return to_traditional(piece) if self.lang == "zh-Hant" else piece
        try:
            return (
                self.value(trace.names[piece[1]], piece[1])
                if piece[0] == "v"
                else self.value_of_parameter(piece[1], trace.frame)
            )
        except (KeyError, Refusal):
            return "—"


def _unmet(trace: Trace, id: str) -> Tree | None:
    """The condition that did not hold, of a step that was skipped, an input that was not asked, or what it needs."""
    rule, there = trace.rule, {*trace.names, *trace.frame.rows}
    entry, step = rule.input(id), rule.step(id)
    condition = entry.ask_when if entry else step.when if step else None
    try:
        if condition and not evaluator(condition)(trace.names, trace.frame):
            return condition
    except Skipped:
        pass
    needed = [name for tree in (condition, step and step.tree) if tree for name in names_in(tree)]
    found = (_unmet(trace, name) for name in needed if name not in there)
    return next((each for each in found if each), None)


@dataclass(frozen=True)
class WhyRefused(Text):
    """Why a run was refused, in the rule's own words where they are its own."""

    trace: Trace

    def __getitem__(self, lang: Lang, /) -> str:
        rule, refusal = self.trace.rule, self.trace.refusal
        assert refusal is not None
        id = str(refusal.facts.get("id", ""))
        if stop := rule.stop(id) if refusal.code == STOPPED else None:
            return explainer_of(rule, lang).said(self.trace, stop.say)
        entry = rule.input(id)
        facts = {**refusal.facts, "label": entry.label} if entry else refusal.facts
        return reason_of(Refusal(refusal.code, **facts), self.trace.parameters)[lang]


def names_of(rule: Rule) -> dict[str, Display]:
    """How each input, step and parameter of a rule is shown."""
    shown = {name: Display(p.label, p.kind, p.unit, p.by) for name, p in rule.parameters.items()}
    for entry in rule.inputs:
        if isinstance(entry, InputRows):
            shown[entry.id] = Display(entry.label, SwitchKind(), None)
        for each in entry.fields if isinstance(entry, InputRows) else (entry,):
            shown[each.id] = display_of(each)
    shown |= {step.id: Display(step.label, step.kind, step.unit) for step in rule.steps}
    return shown


@lru_cache(maxsize=128)
def explainer_of(rule: Rule, lang: Lang) -> Explainer:
    """The explainer of a rule, made once."""
    return Explainer(rule, lang)


def trace_data(trace: Trace, lang: Lang) -> dict[str, Any]:
    """A run as data with its texts, the same to the byte as the browser's."""
    explainer = explainer_of(trace.rule, lang)
    refused: dict[str, Any] | None = None
    if trace.refusal:
        own = {"id": trace.refusal.facts["id"]} if trace.refusal.code == STOPPED else {}
        refused = {"step": trace.refused_at, "code": trace.refusal.code, **own, "text": WhyRefused(trace)[lang]}
    held = [outcome for outcome in trace.rule.outcomes if outcome.id in trace.outcomes]
    said = [{"id": each.id, "tone": each.tone, "text": explainer.outcome(trace, each.id)} for each in held]
    steps = [_step_data(explainer, trace, *pair) for pair in zip(trace.rule.steps, trace.steps)]
    return {"rule": trace.rule.id, "on": str(trace.on), "steps": steps, "outcomes": said, "refused": refused}


def _step_data(explainer: Explainer, trace: Trace, step: RuleStep, done: StepTrace) -> dict[str, Any]:
    if done.skipped:
        return {"id": step.id, "skipped": True}
    if done.rows is None:
        return {"id": step.id, **_value_data(explainer, trace, step, done.value, None)}
    rows = trace.frame.rows[step.each or ""]
    entries = [
        {"skipped": True} if value is None else _value_data(explainer, trace, step, value, row)
        for value, row in zip(done.rows, rows)
    ]
    return {"id": step.id, "rows": entries}


def _value_data(
    explainer: Explainer, trace: Trace, step: RuleStep, value: Any, row: Mapping[str, Any] | None
) -> dict[str, Any]:
    return {
        "value": exact_text(value),
        "shown": explainer.value(value, step.id),
        "working": explainer.working_of(step, trace, row),
    }
