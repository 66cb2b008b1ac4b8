"""What a run came to, in words: made from its trace when somebody asks for them.

Written once more for the browser in `explain.js`; the parity test compares both, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol

from handbook.lang.languages import Lang, Text, written_for
from handbook.lang.traditional import to_traditional
from handbook.lang.typography import joined
from handbook.lang.units import DECIMALS, decimal, scale
from handbook.lang.words import Words
from handbook.records import frozen
from handbook.rules.compiling.evaluation import Frame, NamedValues, evaluator, rows_of
from handbook.rules.compiling.python import Skipped
from handbook.rules.formatting import Display, exact_text
from handbook.rules.formulas.kinds import SwitchKind, TableKind
from handbook.rules.formulas.refusal import STOPPED, Refusal
from handbook.rules.formulas.tree import Tree
from handbook.rules.inputs import display_of
from handbook.rules.printing import MOST_TERMS, UNKNOWN, Printer
from handbook.rules.reasons import reason_of
from handbook.rules.rule import InputRows, Rule, RuleStep, names_in
from handbook.rules.trace import StepTrace, Trace
from handbook.rules.words import words_in

MARKS = {"note": "●", "good": "✓", "warning": "!"}  # before what is said, in plain text


MOST_USED = 4  # values that a result is said to be from


class _Unsayable(Exception):
    """A formula is no plain sum of values that have names."""


@frozen
class _Part:
    """What is added up to a result, or taken off it: a named value; `terms` are those of the rows it is the sum of."""

    minus: bool
    name: str
    rows: str = ""
    terms: tuple[Fraction, ...] = ()


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
        return text + self.say.words["or_else"].replace("{x}", self._instead(step) or self.in_words(step.otherwise))

    def _instead(self, step: RuleStep) -> str:
        """What a step comes to where it does not apply, where that is a plain number: with the step's unit."""
        match step.otherwise:
            case ("#", number):
                return self.say.amount(number, step.unit)
        return ""

    def working_of(self, step: RuleStep, trace: Trace, row: Mapping[str, Any] | None = None) -> str:
        """The formula that a step's value is from, with the values of a run put in."""
        names = {**trace.names, **(row or {})}
        if step.otherwise is None or self._applies(step, names, trace.frame):
            return self.with_values(step.tree, names, trace.frame)
        text = self._instead(step) or self.with_values(step.otherwise, names, trace.frame)
        return self.say.words["instead"].replace("{x}", text)

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

    def told(self, trace: Trace) -> str:
        """How the first result there is came about, as a person would say it: what it is the sum of, `3 次迟到：20 +
        20 + 103.45 元`, else the values that it is from. Empty where there is nothing to say."""
        step = None if trace.refusal else _headline(trace)
        if step is None or step.otherwise:
            return ""
        try:
            return self._added_up(step, trace)
        except _Unsayable:
            return self._from(step, trace)

    def _added_up(self, step: RuleStep, trace: Trace) -> str:
        words = self.say.words
        parts = tuple(_named(step.id, trace, step.unit, minus=False))
        if len(parts) > MOST_TERMS or parts == (_Part(minus=False, name=step.id),):
            raise _Unsayable
        said = words["semicolon"].join(self._part(part, trace, alone=len(parts) == 1) for part in parts)
        return said and said + words["stop"]

    def _part(self, part: _Part, trace: Trace, alone: bool) -> str:
        words, shown = self.say.words, self.shown[part.name]
        label, value = shown.label[self.lang], self.value(trace.names[part.name], part.name)
        if part.terms:
            entry = trace.rule.input(part.rows)
            label = counted(entry.label, self.lang).replace("{n}", str(len(part.terms))) if entry else label
            value = self._terms_of(part.terms, shown.unit, value, alone)
        return (joined(words["less"], label) if part.minus else label) + words["colon"] + value

    def _terms_of(self, terms: Sequence[Fraction], unit: str | None, total: str, alone: bool) -> str:
        """`20 + 20 + 103.45 元`, beside other parts and of many terms with what they come to."""
        if len(terms) == 1:
            return total
        digits = [decimal(term * scale(unit), unit, DECIMALS)[0] for term in terms]
        if len(terms) > MOST_TERMS:
            return f"{' + '.join(digits[: MOST_TERMS - 1])} + … = {total}"
        if alone:
            return " + ".join([*digits[:-1], self.say.amount(terms[-1], unit)])
        return f"{' + '.join(digits)} = {total}"

    def _from(self, step: RuleStep, trace: Trace) -> str:
        words = self.say.words
        try:
            used = dict.fromkeys(_used(step.tree, trace))
        except _Unsayable:
            return ""
        said = [text for form, name in used if (text := self._valued(form, name, trace))]
        return words["from"].replace("{values}", words["comma"].join(said[:MOST_USED])) if said else ""

    def _valued(self, form: str, name: str, trace: Trace) -> str:
        """A name with its value; nothing where it has none, or is a list, a table, yes or no."""
        shown, value = self.shown[name], trace.names.get(name)
        if form == "p" and not isinstance(shown.kind, TableKind):
            return joined(shown.label[self.lang], " ", self.value_of_parameter(name, trace.frame))
        if form == "p" or value is None or isinstance(value, (bool, list)):
            return ""
        return joined(shown.label[self.lang], " ", self.value(value, name))

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


def counted(label: Words, lang: Lang) -> str:
    """What several rows of a list are called, with `{n}` for how many: `{n} 次迟到` of `每次迟到`."""
    words = words_in(lang)
    each = re.fullmatch(words["each"], label[lang])
    return words["counted"].replace("{label}", label[lang]) if each is None else each.expand(words["counted_each"])


def _headline(trace: Trace) -> RuleStep | None:
    """The step of the first result that there is."""
    done = {step.id: step for step, each in zip(trace.rule.steps, trace.steps) if each.value is not None}
    return next((done[id] for id in trace.rule.results if id in done), None)


def _parts(tree: Tree, trace: Trace, unit: str | None, minus: bool) -> Iterator[_Part]:
    """What a formula adds up, without what is zero. Raises _Unsayable where it does something else."""
    match tree:
        case (("+" | "-") as sign, left, right):
            yield from _parts(left, trace, unit, minus)
            yield from _parts(right, trace, unit, minus ^ (sign == "-"))
        case ("if", *_):
            yield from _parts(_taken(tree, trace)[-1], trace, unit, minus)
        case ("v", name):
            yield from _named(name, trace, unit, minus)
        case _ if tree != ("#", 0):
            raise _Unsayable


def _named(name: str, trace: Trace, unit: str | None, minus: bool) -> Iterator[_Part]:
    value, step = trace.names.get(name), trace.rule.step(name)
    if not isinstance(value, Fraction):
        raise _Unsayable
    if value == 0:
        return
    if step and step.unit == unit and not step.otherwise:
        tree = _uncapped(step.tree, value, trace)
        match tree:
            case ("each", "sum", rows, ((("v" | "if"), *_) as term,), *_):
                yield _Part(minus, name, rows, _terms(rows, term, trace))
                return
            case (("+" | "-" | "if"), *_):
                try:
                    yield from [*_parts(tree, trace, unit, minus)]
                    return
                except _Unsayable:
                    pass
    yield _Part(minus, name)


def _uncapped(tree: Tree, value: Fraction, trace: Trace) -> Tree:
    """Of a sum that a named value caps the sum, where that is what it came to."""
    match tree:
        case ("call", "min" | "max", ("+" | "-", *_) as total, ("v", cap)) if trace.names.get(cap) != value:
            tree = total
    return tree


def _terms(rows: str, term: Tree, trace: Trace) -> tuple[Fraction, ...]:
    """What each row adds; of a branching without the rows that add nothing."""
    compute, found = evaluator(term), list[Fraction]()
    for row in rows_of(trace.frame, rows):
        with suppress(Skipped):
            found.append(compute({**trace.names, **row}, trace.frame))
    return tuple(each for each in found if each or term[0] == "v")


def _taken(tree: Tree, trace: Trace) -> tuple[Tree, Tree]:
    """The condition of a branching, and the branch taken. Raises _Unsayable where that cannot be told."""
    _, test, then, other = tree
    try:
        return test, then if evaluator(test)(trace.names, trace.frame) else other
    except UNKNOWN as error:
        raise _Unsayable from error


def _used(tree: Tree, trace: Trace) -> Iterator[tuple[str, str]]:
    """The values and parameters that a formula has used; of rows none."""
    match tree:
        case ("v" | "p", name):
            yield tree[0], name
        case ("each" | "d", *_):
            return
        case ("if", *_):
            for part in _taken(tree, trace):
                yield from _used(part, trace)
        case _:
            for part in tree:
                if isinstance(part, tuple):
                    yield from _used(part, trace)


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


@frozen
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
    return {
        "rule": trace.rule.id,
        "on": str(trace.on),
        "steps": steps,
        "outcomes": said,
        "told": explainer.told(trace),
        "refused": refused,
    }


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
