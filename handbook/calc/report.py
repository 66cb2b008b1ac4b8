"""A run told on a terminal: results, what is said about them, then the working line by line with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from handbook.calc.filling import Filled, shown_value
from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import Lang
from handbook.lang.typography import aligned
from handbook.lang.units import MOST_DECIMALS, decimal, scale
from handbook.policy.book import Parameter, PolicyBook
from handbook.rules.explain import MARKS, Explainer, trace_data
from handbook.rules.formatting import ValueFormatter, exact_text
from handbook.rules.formulas.refusal import STOPPED
from handbook.rules.formulas.tables import Table
from handbook.rules.reading.vanishing import vanishing
from handbook.rules.rule import CountedParameter, RuleStep, takers
from handbook.rules.trace import Trace
from handbook.schema.timeline import Dated
from handbook.schema.values import Value


class Report:
    """One run in one language."""

    def __init__(self, book: PolicyBook, trace: Trace, filled: Filled, lang: Lang) -> None:
        self.book, self.trace, self.filled = book, trace, filled
        self.rule, self.lang = trace.rule, lang
        self._format = ValueFormatter(lang)
        self._explainer = Explainer(trace.rule, lang)
        self._data = trace_data(trace, lang)
        self._done = {step["id"]: step for step in self._data["steps"]}

    def _say(self, key: str, **facts: object) -> str:
        return say(f"handbook.calc.report.{key}", self.lang, **facts)

    def example_line(self) -> str:
        """Says that some numbers are nobody's; empty where all were given."""
        labels = [f"{each.label[self.lang]}" for each in self.rule.inputs if each.id in self.filled.from_example]
        return self._say("from_example", inputs=language(self.lang).list.join(labels)) if labels else ""

    def ignored_lines(self) -> Iterator[str]:
        """What was given for inputs that are not asked, to no effect."""
        yield from self._not_asked(self.filled.ignored, "handbook.calc.report.ignored")

    def contradicted_lines(self) -> Iterator[str]:
        """What was given for inputs that the other answers rule out."""
        yield from self._not_asked(self.filled.contradicted, "handbook.calc.rows.not_asked")

    def _not_asked(self, ids: Sequence[str], key: str) -> Iterator[str]:
        for entry in map(self.rule.input, ids):
            if entry and entry.ask_when:
                yield say(key, self.lang, label=entry.label, when=self._explainer.in_words(entry.ask_when))

    def refusal_line(self) -> str:
        """Why it could not be worked out."""
        if self.trace.refusal and self.trace.refusal.code == STOPPED:
            return self._say("stopped", reason=self._data["refused"]["text"])
        step, reason = self.rule.step(self.trace.refused_at), self._data["refused"]["text"]
        label = step.label[self.lang] if step else self.rule.title[self.lang]
        return self._say("refused", label=label, reason=reason)

    # as text

    def lines(self) -> Iterator[str]:
        """Everything, results first."""
        yield f"{self.rule.title[self.lang]}  {self.rule.id}"
        yield self._say("rules_of", day=self._format.day(self.trace.on))
        yield ""
        yield from aligned(list(self._results()))
        lines = [f"{MARKS[each['tone']]} {each['text']}" for each in self._data["outcomes"]]
        yield from ["", *lines] if lines else []
        yield from ["", *self._input_lines()] if self.rule.inputs else []
        yield from ["", *self._working()]
        yield from ["", *self._parameter_lines()] if self.rule.parameters else []
        for each in self._passed():
            command = f"handbook calc {each['rule']} --input {each['input']}={each['value']}"
            yield from ["", self._say("pass_on", title=each["title"], command=command)]

    def _passed(self) -> list[dict[str, str]]:
        """The calculators that can go on with a result, unrounded."""
        found = []
        for step, other, entry in takers(self.rule, self.book.rules.values()):
            value = self.trace.value(step)
            if not isinstance(value, Fraction):
                continue
            digits, exact = decimal(value * scale(entry.unit), places=MOST_DECIMALS)
            if exact:
                plain = {"rule": other.id, "input": entry.id, "value": digits.replace(",", "")}
                found.append(plain | {"title": other.title[self.lang]})
        return found

    def _results(self) -> Iterator[list[str]]:
        """Each result; one that is missing says so, unless another took its turn."""
        for step in filter(None, map(self.rule.step, self.rule.results)):
            if not self._skipped(step.id):
                yield [step.label[self.lang], self._done[step.id]["shown"] or "—"]
            elif step.id in vanishing(self.rule):
                yield [step.label[self.lang], self._explainer.missing(self.trace, step.id)]

    def _skipped(self, id: str) -> bool:
        return "skipped" in self._done[id]

    def _input_lines(self) -> Iterator[str]:
        yield self._say("given")
        sources = {
            "given": "",
            "default": self._say("default"),
            "example": self._say("example"),
        }
        rows = [[f"  {each['label']}", each["shown"], each["id"], sources[each["from"]]] for each in self._inputs()]
        yield from aligned(rows)

    def _working(self) -> Iterator[str]:
        yield self._say("working")
        idle = [step for step in self.rule.steps if self._is_idle(step.id)]
        for step in self.rule.steps:
            yield from (f"  {line}" for line in (self._step(step) if step not in idle else ()))
        if idle:
            yield f"  {self._say('idle', n=len(idle))}"

    def _is_idle(self, id: str) -> bool:
        """Whether a step had nothing to do, in any row where it has rows."""
        return self._skipped(id) or all("skipped" in row for row in self._done[id].get("rows", [{}]))

    def _step(self, step: RuleStep) -> Iterator[str]:
        done, label = self._done[step.id], step.label[self.lang]
        yield label if "rows" in done else f"{label}  {done['shown'] or '—'}"
        formula = self._explainer.formula(step)
        lines = [(self._say("formula"), formula), *self._numbers(done, formula), *self._clause(step)]
        if step.when:
            lines.insert(0, (self._say("only_if"), self._explainer.in_words(step.when)))
        yield from aligned([["  " + word, text] for word, text in lines])

    def _numbers(self, done: Mapping[str, Any], formula: str) -> Iterator[tuple[str, str]]:
        """The working where it says anything new; of a step that is done for every row, a line each."""
        word = self._say("numbers")
        if "rows" not in done:
            if done.get("working", "") not in ("", done.get("shown"), formula):
                yield word, done["working"]
            return
        rows = [
            [
                self._say("row", number=number),
                row.get("shown", self._format.words["skipped"]),
                row.get("working", "") if row.get("working") != row.get("shown") else "",
            ]
            for number, row in enumerate(done["rows"], 1)
        ]
        for number, line in enumerate(aligned(rows)):
            yield "" if number else word, line

    def _clause(self, step: RuleStep) -> Iterator[tuple[str, str]]:
        if step.clause:
            clause = self.book.clause(step.clause)
            yield self._say("clause"), f"{clause.say_number(self.lang)}  {clause.entry.title[self.lang]}"

    def _parameter_lines(self) -> Iterator[str]:
        yield self._say("values")
        rows = []
        for each in self._parameters():
            since, coming = each["from"], each["next"]
            row = [f"  {each['label']}", each["shown"] or "—", self._say("since", day=since)]
            if each["value"] is None:
                row[2] = self._say("only_since", day=since)
            change = self._say("coming", day=coming["from"], value=coming["shown"]) if coming else ""
            rows.append([*row, change, each["name"]])
        yield from aligned(rows)

    # as data

    def data(self) -> dict[str, Any]:
        """The trace as the browser has it, with what went into it."""
        results = [step for step in map(self.rule.step, self.rule.results) if step]
        return {
            **self._data,
            "title": self.rule.title[self.lang],
            "results": [{"id": step.id, "label": step.label[self.lang], "unit": step.unit} for step in results],
            "inputs": self._inputs(),
            "parameters": self._parameters(),
            **({"passes": passed} if (passed := self._passed()) else {}),
        }

    def _inputs(self) -> list[dict[str, Any]]:
        return [
            {
                "id": entry.id,
                "label": entry.label[self.lang],
                "value": _data(self.filled.values[entry.id]),
                "shown": shown_value(self.rule, entry.id, self.filled.values[entry.id], self._format),
                "from": self.filled.source[entry.id],
            }
            for entry in self.rule.inputs
            if entry.id in self.filled.source
        ]

    def _parameters(self) -> list[dict[str, Any]]:
        return [self._parameter(parameter) for parameter in self.rule.parameters.values()]

    def _parameter(self, counted: CountedParameter) -> dict[str, Any]:
        parameter, day = self.book.param(counted.name), self.trace.on
        timeline = parameter.timeline
        here = timeline.at(day) if timeline.covers(day) else None
        coming = timeline.next_after(day)
        following = {"from": str(coming.since), "shown": self._shown(parameter, coming)} if coming and here else None
        return {
            "name": counted.name,
            "label": counted.label[self.lang],
            "unit": counted.unit,
            "value": _data(counted.at(day)) if here else None,
            "shown": self._shown(parameter, here) if here else None,
            "from": str((here or timeline.steps[0]).since),
            "next": following,
        }

    def _shown(self, parameter: Parameter, step: Dated[Value]) -> str:
        """A value; where it was looked up the rows of a table that were hit, or the values of the days that were meant.
        Of a table that was not, how many rows it has."""
        hits = self.trace.frame.hits.get(parameter.name, {})
        today = step == parameter.timeline.at(self.trace.on)
        if today and any(isinstance(hit, Dated) and not isinstance(hit.value, Table) for hit in hits):
            return self._format.words["comma"].join(self._dated(parameter, hit) for hit in hits)
        if not isinstance(step.value, tuple):
            return parameter.say_step(step, self.lang)
        if today and hits:
            table = self.trace.frame.parameters[parameter.name]
            return self._format.words["comma"].join(self._explainer.row(table, row) for row in hits)
        return self._format.words["l:count"].format(n=len(step.value))

    def _dated(self, parameter: Parameter, step: Dated[Any]) -> str:
        """One of several values, as rules count with them, with the day from which it is in force."""
        value = self._format.value(step.value, self._explainer.shown[parameter.name], MOST_DECIMALS)
        return self._format.words["l:since"].format(value=value, day=self._format.day(step.since))


def _data(value: Any) -> Any:
    """Exact values as JSON has them: numbers as texts, rows as mappings."""
    if isinstance(value, Mapping):
        return {name: _data(each) for name, each in value.items()}
    return [_data(each) for each in value] if isinstance(value, list) else exact_text(value)
