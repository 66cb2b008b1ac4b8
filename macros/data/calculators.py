"""What a calculator's page carries: the rule as data for the browser, and its example worked out for everybody else."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from handbook import (
    Explainer,
    Input,
    InputField,
    Rule,
    RuleStep,
    StepTrace,
    Trace,
    emit,
    emit_script,
    frozen,
    layout_of,
    run,
    takers,
    unbroken,
    vanishing,
)
from macros.assets import styles
from macros.assets.bundle import minified, uri
from macros.render.markdown import in_script
from macros.render.writer import address
from macros.site.edition import Edition

_SCRIPTS = "assets/rules"
# What only explaining needs: the page gets it when somebody is about to see an explanation or a picture.
_OF_STEPS = ("when", "formula", "otherwise", "clause", "own")
_SHOWN = ("label", "kind", "unit", "options")  # how a step is shown, if that is not to be seen at once
_OF_RULES = ("title", "about", "clause", "clauses", "links")
_WORDS = re.compile(
    r"[flr]:|(and|or|not|if|else_if|otherwise|or_else|instead|items|open|close|skipped_unless|semicolon|stop|less|from|each|counted|counted_each)$"
)
_UI = re.compile(r"calc_(parameter|value|since|next|no_value|from_clause)$")
# What the pictures of each kind say; a page has that of its own.
_OF_PICTURES = {"waterfall": r"waterfall", "steps": r"chart|here|range_.*", "timeline": r"timeline|key_.*"}


@frozen
class RuleScript:
    """What a rule has in the browser beside its page, and its address in the site."""

    uri: str
    text: str


def prepare(rules: Collection[Rule]) -> None:
    """Make what is the same in all languages, so that processes that part from this one need not: the scripts at once,
    which takes less than one after the other."""
    minified({f"{rule.id}.js": _emitted(rule) for rule in rules}, "rules")
    for rule in rules:
        layout_of(rule)


@lru_cache(maxsize=256)
def rule_script(rule: Rule) -> RuleScript:
    """What works a rule out, the same in every language."""
    (text,) = minified({f"{rule.id}.js": _emitted(rule)}, "rules").values()
    return _named(rule.id, text)


def _named(name: str, text: str) -> RuleScript:
    """Its name changes with it, so that no page works with one that a browser has kept."""
    return RuleScript(f"{_SCRIPTS}/{name}-{sha256(text.encode()).hexdigest()[:8]}.js", text)


@lru_cache(maxsize=256)
def _emitted(rule: Rule) -> str:
    return emit_script(rule)


def _moved(data: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Takes these out, as far as they are there."""
    return {name: data.pop(name) for name in names if name in data}


@frozen
class Line:
    """One line of the working."""

    label: str
    formula: str
    workings: tuple[tuple[str, str], ...]  # numbers put in, and the result; one a row
    clause: str | None


class Calculator:
    """One rule on one page."""

    def __init__(self, rule: Rule, edition: Edition) -> None:
        self.rule, self.edition = rule, edition
        self.explainer = Explainer(rule, edition.lang)

    def data(self) -> Markup:
        """What the browser needs to work the rule out, as JSON that may stand inside a page."""
        data, _ = self._emitted
        passes = [*self._passes()]
        if passes:
            data = data | {"passes": passes}
        addresses = {
            "details": self._relative(self.details.uri),
            "working": self._relative(uri("working")),
            "style": self._relative(styles.uri("working")),
        }
        return in_script(data | addresses)

    @cached_property
    def details(self) -> RuleScript:
        """What it needs to explain the result, as a script: also a page without a server can load one."""
        _, details = self._emitted
        text = json.dumps(details, ensure_ascii=False, separators=(",", ":"))
        return _named(f"{self.rule.id}-details", f"(globalThis.handbookDetails??={{}}).{self.rule.id}={text};\n")

    @cached_property
    def _emitted(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The rule in two parts, for its page and for its details."""
        data = emit(self.rule, self.edition.book, self.edition.lang)
        data["ui"] = self._words()
        data["today"] = str(self.edition.day)
        data["links"] = {id: self._address(id) for id in data["clauses"]}
        shown = self._shown()
        later = [_OF_STEPS if step["id"] in shown else _OF_STEPS + _SHOWN for step in data["steps"]]
        details: dict[str, Any] = {"steps": [*map(_moved, data["steps"], later)]}
        details["stops"] = [_moved(stop, ("say",)) for stops in data["stops"] for stop in stops]
        details["outcomes"] = [_moved(outcome, ("say",)) for outcome in data["outcomes"]]
        for name, wanted in (("words", _WORDS), ("ui", _UI)):
            details[name] = _moved(data[name], [*filter(wanted.match, data[name])])
        return data, details | _moved(data, _OF_RULES)

    def _shown(self) -> set[str]:
        """The steps that are seen before anything is explained: results, parts of a picture, what is passed on."""
        picture = self.rule.picture.as_data() if self.rule.picture else {}
        names = [each for each in picture.values() if isinstance(each, str)]
        bars = [bar["step"] for bar in picture.get("bars", ())]
        return {*self.rule.results, *names, *bars, *(each["step"] for each in self._passes())}

    def _words(self) -> dict[str, Any]:
        """The words of the page, without those of pictures that it does not have."""
        kind = self.rule.picture and self.rule.picture.kind
        others = re.compile(f"calc_({'|'.join(said for each, said in _OF_PICTURES.items() if each != kind)})$")
        return {name: text for name, text in self.edition.script_words("calc").items() if not others.match(name)}

    def _passes(self) -> Iterator[dict[str, str]]:
        """The results that other calculators go on with, each with what their address begins with."""
        for step, other, entry in takers(self.rule, self.edition.book.rules.values()):
            target = address(self.edition.calculator_uri(other), self.edition.calculator_uri(self.rule))
            text = self.edition.say("calc_page.pass_on", title=self.edition.words(other.title))
            yield {"step": step, "href": f"{target}#{entry.id}=", "text": text}

    def _relative(self, script: str) -> str:
        """A script's address from this page."""
        return posixpath.relpath(script, self.edition.calculator_uri(self.rule).removesuffix(".md"))

    def _address(self, id: str) -> str:
        """A clause's address from this page, as the finished site has it."""
        page = address(self.edition.clause_uri(id), self.edition.calculator_uri(self.rule))
        return f"{page}#{id}"

    @cached_property
    def example(self) -> Trace:
        """The example as of the edition's day."""
        return run(self.rule, {entry.id: entry.opening for entry in self.rule.inputs}, self.edition.day)

    def given(self) -> Iterator[tuple[str, str]]:
        """The example's inputs in words."""
        for entry in self.example.asked:
            yield entry.label[self.edition.lang], unbroken(self._said(entry))

    def _said(self, entry: Input) -> str:
        comma = self.edition.list_comma
        if isinstance(entry, InputField):
            return self._value(entry, entry.opening)
        rows = [
            " ".join(self._value(each, row[each.id]) for each in entry.fields if each.id in row)
            for row in entry.example
        ]
        return comma.join(rows) or "—"

    def _value(self, entry: InputField, value: Any) -> str:
        return self.explainer.value(value, entry.id) if value is not None else "—"

    def results(self) -> Iterator[tuple[str, str]]:
        """Labels and values of the results there are, the headline first; one that is missing says so."""
        done = {each.id: (step, each) for step, each in zip(self.rule.steps, self.example.steps)}
        for id in self.rule.results:
            step, found = done.get(id, (None, None))
            if not step or not found or (found.skipped and id not in vanishing(self.rule)):
                continue  # refused before it, or another result took its turn
            shown = self.explainer.missing(self.example, id) if found.skipped else self.explainer.value(found.value, id)
            yield step.label[self.edition.lang], unbroken(shown)

    def told(self) -> str:
        """How the first result of the example came about."""
        return unbroken(self.explainer.told(self.example))

    def said(self) -> Iterator[str]:
        """What the outcomes say of the example: first what matters most, as on the page."""
        warnings = {outcome.id for outcome in self.rule.outcomes if outcome.tone == "warning"}
        lead = next((id for id in self.example.outcomes if id in warnings), None)
        for outcome in sorted(self.example.outcomes, key=lambda id: id != lead):
            yield unbroken(self.explainer.outcome(self.example, outcome))

    def lines(self) -> Iterator[Line]:
        """The working of the example, line by line, without what comes to nothing and is no result."""
        for step, done in zip(self.rule.steps, self.example.steps):
            is_nothing = isinstance(done.value, Fraction) and not done.value and step.id not in self.rule.results
            if not done.skipped and not is_nothing:
                label = step.label[self.edition.lang]
                yield Line(label, self.explainer.formula(step), tuple(self._workings(step, done)), step.clause)

    def _workings(self, step: RuleStep, done: StepTrace) -> Iterator[tuple[str, str]]:
        if done.rows is None:
            yield self._working(step, done.value, None)
            return
        for value, row in zip(done.rows, self.example.frame.rows[step.each or ""]):
            if value is not None:
                yield self._working(step, value, row)

    def _working(self, step: RuleStep, value: Any, row: Mapping[str, Any] | None) -> tuple[str, str]:
        working, result = self.explainer.working_of(step, self.example, row), self.explainer.value(value, step.id)
        return unbroken(working), unbroken(result)
