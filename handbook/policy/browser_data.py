"""A rule as plain data for the browser: the same trees, words in one language, dated values, working days.

The trees are what explanations print; they are worked out by the functions of the rule's script
(`handbook/rules/script.py`), and nothing of a formula is parsed or evaluated in the browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from handbook.lang.language import language
from handbook.lang.languages import LANGS, Lang, written_for
from handbook.lang.parts import Parts, patterns_of, sizes_of
from handbook.lang.traditional import to_traditional
from handbook.lang.units import UNIT_FUNCTIONS, UNITS, scale, unit_forms, unit_label
from handbook.lang.words import Words
from handbook.policy.book import PolicyBook
from handbook.policy.browser_words import page_words
from handbook.rules.explain import counted
from handbook.rules.formatting import exact_text
from handbook.rules.formulas.kinds import (
    ChoiceKind,
    DayKind,
    ListKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    TableKind,
    ValueKind,
)
from handbook.rules.formulas.tree import Tree, walk
from handbook.rules.inputs import unit_suffixes, write_text
from handbook.rules.reading.vanishing import vanishing
from handbook.rules.rule import (
    Bound,
    CountedParameter,
    Input,
    InputField,
    InputRows,
    Outcome,
    Rule,
    RuleStep,
    Stop,
    names_in,
)

_KINDS: dict[type, str] = {
    NumberKind: "number", ChoiceKind: "choice", SwitchKind: "switch", DayKind: "day", MomentKind: "moment",
    ListKind: "list", TableKind: "bands",
}  # fmt: skip


def emit(rule: Rule, book: PolicyBook, lang: Lang) -> dict[str, Any]:
    """A rule in one language. Numbers are exact texts, `3` or `69/20`; days are ISO texts."""
    emitter = _Emitter(rule, lang)
    return {
        "id": rule.id,
        "lang": lang,
        "title": rule.title[lang],
        "about": rule.about[lang],
        "clause": rule.clause,
        "asOf": rule.as_of,
        "inputs": [emitter.input(entry) for entry in rule.inputs],
        "steps": [emitter.step(step) for step in rule.steps],
        "results": list(rule.results),
        "mayBeMissing": list(vanishing(rule)),
        "stops": [[emitter.stop(stop) for stop in stops] for stops in rule.stops_before],
        "outcomes": [emitter.outcome(outcome) for outcome in rule.outcomes],
        "picture": rule.picture.as_data() if rule.picture else None,
        "parameters": {name: emitter.parameter(p) for name, p in rule.parameters.items()},
        "clauses": {id: emitter.clause(id, book) for id in _clauses(rule, book)},
        "concerned": _concerned(rule),
        "calendars": emitter.calendars() if rule.needs_calendar else None,
        "units": {unit: _unit(unit, lang) for unit in sorted(emitter.units)},
        "words": emitter.words(),
    }


def _clauses(rule: Rule, book: PolicyBook) -> list[str]:
    """The clauses of the rule, of all its steps, and those in which its parameters are written."""
    steps = [step.clause for step in rule.steps if step.clause]
    users = [clause.id for name in rule.parameters for clause in book.users(name)]
    return list(dict.fromkeys([rule.clause, *steps, *users]))


def _concerned(rule: Rule) -> dict[str, list[str]]:
    """The inputs that a clause is about, by clause: those that its steps name."""
    lists = {each.id: entry.id for entry in rule.inputs if isinstance(entry, InputRows) for each in entry.fields}
    inputs = {entry.id: entry.id for entry in rule.inputs} | lists
    found: dict[str, dict[str, None]] = {}
    for step in rule.steps:
        named = [step.each or "", *(name for tree in (step.tree, step.when) if tree for name in names_in(tree))]
        if step.clause and (ids := dict.fromkeys(inputs[name] for name in named if name in inputs)):
            found.setdefault(step.clause, {}).update(ids)
    return {clause: [*ids] for clause, ids in found.items()}


class _Emitter:
    """Collects the units on the way: only those the rule shows are emitted."""

    def __init__(self, rule: Rule, lang: Lang) -> None:
        self.rule, self.lang = rule, lang
        self.units: set[str] = set()
        for step in rule.steps:
            self._collect(step.tree)
            if step.otherwise:
                self._collect(step.otherwise)

    def input(self, entry: Input) -> dict[str, Any]:
        if not isinstance(entry, InputRows):
            return self._field(entry)
        return {
            "id": entry.id,
            "kind": "rows",
            "label": entry.label[self.lang],
            "hint": self._hint(entry.hint),
            **self._when(entry),
            "counted": counted(entry.label, self.lang),
            "most": entry.most,
            "fields": [self._field(each) for each in entry.fields],
            "example": [
                {each.id: _given(each, row[each.id]) for each in entry.fields if each.id in row}
                for row in entry.example
            ],
        }

    def _field(self, entry: InputField) -> dict[str, Any]:
        data = {
            "id": entry.id,
            "kind": _KINDS[type(entry.kind)],
            "label": entry.label[self.lang],
            "hint": self._hint(entry.hint),
            **self._when(entry),
            **({"bounds": [self._bound(entry, bound) for bound in entry.bounds]} if entry.bounds else {}),
            "default": _given(entry, entry.default),
            "example": _given(entry, entry.opening if entry.default is None else entry.example),
        }
        if isinstance(entry.kind, NumberKind):
            self._unit(entry.unit)
            data |= {
                "unit": entry.unit,
                "suffix": unit_label(entry.unit, self.lang) if entry.unit else "",
                "suffixes": unit_suffixes(entry),
                "min": _exact(entry, entry.min),
                "max": _exact(entry, entry.max),
                "precision": entry.precision,
                **_scale(entry.unit),
                **self._parts(entry.parts),
            }
        if isinstance(entry.kind, ChoiceKind):  # an option may be entered by its label in any language
            names = [
                (id, dict.fromkeys([words[self.lang], *(words[lang] for lang in LANGS)]))
                for id, words in entry.kind.options
            ]
            return data | {"options": [[id, *labels] for id, labels in names]}
        return data | ({"month": True} if entry.of_month else {}) | self._options(entry.kind)

    def _parts(self, units: Parts) -> dict[str, Any]:
        """The units that share an answer, with how many of the last each is, and how it may be written."""
        for unit in units:
            self._unit(unit)
        parts = [
            {"unit": unit, "sign": UNITS[unit].sign, "label": unit_label(unit, self.lang), "size": size}
            for unit, size in zip(units, sizes_of(units) if units else ())
        ]
        return {"parts": parts, "patterns": patterns_of(units)} if units else {}

    def step(self, step: RuleStep) -> dict[str, Any]:
        self._unit(step.unit)
        return {
            "id": step.id,
            "label": step.label[self.lang],
            "kind": _KINDS[type(step.kind)],
            "unit": step.unit,
            "each": step.each,
            "when": self._tree(step.when) if step.when else None,
            "formula": self._tree(step.tree),
            **({"otherwise": self._tree(step.otherwise)} if step.otherwise else {}),
            "clause": step.clause,
            "own": step.own,
            **self._options(step.kind),
        }

    def outcome(self, outcome: Outcome) -> dict[str, Any]:
        return {"id": outcome.id, "tone": outcome.tone, "say": self._said(outcome.say)}

    def stop(self, stop: Stop) -> dict[str, Any]:
        return {"id": stop.id, "say": self._said(stop.say)}

    def _said(self, say: Mapping[Lang, Sequence[str | Tree]]) -> list[Any]:
        pieces = say[written_for(self.lang)]
        return [self._text(piece) if isinstance(piece, str) else self._tree(piece) for piece in pieces]

    def _bound(self, entry: InputField, bound: Bound) -> dict[str, Any]:
        if bound.by:
            return {"end": bound.end, "by": bound.by.id, "label": bound.by.label[self.lang]}
        return {"end": bound.end, "limit": _given(entry, bound.limit)}

    def _when(self, entry: Input) -> dict[str, Any]:
        return {"askWhen": self._tree(entry.ask_when)} if entry.ask_when else {}

    def parameter(self, parameter: CountedParameter) -> dict[str, Any]:
        self._unit(parameter.unit)
        self._unit(parameter.by)
        return {
            "label": parameter.label[self.lang],
            "kind": _KINDS[type(parameter.kind)],
            "unit": parameter.unit,
            **({"by": parameter.by} if parameter.by else {}),
            **self._options(parameter.kind),
            "values": [[str(step.since), exact_text(step.value)] for step in parameter.timeline.steps],
        }

    def clause(self, id: str, book: PolicyBook) -> dict[str, Any]:
        clause = book.clause(id)
        return {
            "title": clause.entry.title[self.lang],
            "number": clause.say_number(self.lang),
            "parameters": [name for name in clause.parameters if name in self.rule.parameters],
        }

    def calendars(self) -> dict[str, Any]:
        tables = self.rule.calendars
        return {
            str(year): {"off": [str(day) for day in off], "makeUp": [str(day) for day in tables.make_up[year]]}
            for year, off in tables.off.items()
        }

    def words(self) -> dict[str, str]:
        """The words around the rule's own."""
        known = language(self.lang)
        return page_words(self.rule, self.lang) | {"day": known.day_pattern, "months": " ".join(known.months)}

    def _tree(self, tree: Tree) -> list[Any]:
        if tree[0] == "#":
            return ["#", str(tree[1])]
        if tree[0] == "t":
            return ["t", tree[1], tree[2][self.lang]]
        return [self._part(part) for part in tree]

    def _part(self, part: Any) -> Any:
        if not isinstance(part, tuple):
            return part
        return self._tree(part) if part and isinstance(part[0], str) else [self._tree(each) for each in part]

    def _collect(self, tree: Tree) -> None:
        for part in walk(tree):
            if part[0] == "call" and part[1] in UNIT_FUNCTIONS:
                self._unit(UNIT_FUNCTIONS[part[1]])
                self._unit(part[3])
            elif part[:2] == ("call", "rate_days"):
                self._unit("day")
            elif part[0] == "each" and len(part) > 5:
                self._unit(part[5])

    def _unit(self, unit: str | None) -> None:
        if unit:
            self.units.add(unit)

    def _options(self, kind: ValueKind) -> dict[str, Any]:
        """The words of a choice's options, and a switch's own words for on and off."""
        if isinstance(kind, SwitchKind) and kind.words:
            return {"options": [[key, words[self.lang]] for key, words in zip(("true", "false"), kind.words)]}
        if not isinstance(kind, ChoiceKind):
            return {}
        return {"options": [[id, words[self.lang]] for id, words in kind.options]}

    def _hint(self, hint: Words | None) -> str:
        return hint[self.lang] if hint else ""

    def _text(self, text: str) -> str:
        return to_traditional(text) if self.lang == "zh-Hant" else text


def _unit(unit: str, lang: Lang) -> dict[str, Any]:
    """What is known of a unit, as far as it is not as usual: its forms by plural category, how numbers of it count."""
    known = UNITS[unit] if unit in UNITS else replace(UNITS[unit.partition("/")[0]], function="")
    facts = {"decimals": known.decimals, "ordinal": known.ordinal, "function": known.function}
    return {"forms": dict(unit_forms(unit, lang)), **{key: fact for key, fact in facts.items() if fact}, **_scale(unit)}


def _scale(unit: str | None) -> dict[str, str]:
    return {"scale": str(scale(unit))} if scale(unit) != 1 else {}


def _given(entry: InputField, value: Any) -> Any:
    """A value as the browser's engine takes it, which is as people enter it: texts, and booleans as they are."""
    if isinstance(value, Fraction):
        return _exact(entry, value)
    return value if value is None or isinstance(value, bool) else write_text(entry, value)


def _exact(entry: InputField, number: Fraction) -> str:
    """A number as one, also where people say it in several units."""
    return write_text(replace(entry, parts=()) if entry.parts else entry, number)
