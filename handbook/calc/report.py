"""A run told on a terminal: results, what is said about them, then the working line by line with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handbook.calc.filling import Filled, shown_value
from handbook.commands.console import Say, widths
from handbook.lang.languages import Lang
from handbook.policy.book import PolicyBook
from handbook.rules.explain import Explainer, trace_data
from handbook.rules.formatting import ValueFormatter, exact_text
from handbook.rules.reading.vanishing import vanishing
from handbook.rules.rule import CountedParameter, RuleStep
from handbook.rules.run import Trace

MARKS = {"note": "●", "good": "✓", "warning": "!"}


class Report:
    """One run in one language."""

    def __init__(self, book: PolicyBook, trace: Trace, filled: Filled, lang: Lang) -> None:
        self.book, self.trace, self.filled = book, trace, filled
        self.rule, self.lang = trace.rule, lang
        self.say, self._format = Say(lang), ValueFormatter(lang)
        self._explainer = Explainer(trace.rule, lang)
        self._told = trace_data(trace, lang)
        self._done = {step["id"]: step for step in self._told["steps"]}

    def example_line(self) -> str:
        """Says that some numbers are nobody's; empty where all were given."""
        labels = [f"{each.label[self.lang]}" for each in self.rule.inputs if each.id in self.filled.from_example]
        told = self._format.words["comma"].join(labels)
        zh, en = f"没有填的用了例子里的数，不是你的：{told}", f"Not given, so taken from the example, not yours: {told}"
        return self.say(zh, en) if labels else ""

    def refusal_line(self) -> str:
        """Why it could not be worked out."""
        step, reason = self.rule.step(self.trace.refused_at), self._told["refused"]["text"]
        label = step.label[self.lang] if step else self.rule.title[self.lang]
        return self.say(f"✗ 算不出“{label}”：{reason}", f"✗ “{label}” cannot be worked out: {reason}")

    # as text

    def lines(self) -> Iterator[str]:
        """Everything, results first."""
        yield f"{self.rule.title[self.lang]}  {self.rule.id}"
        yield self.say(f"按 {self.trace.on} 有效的规定计算", f"by the rules in force on {self.trace.on}")
        yield ""
        yield from widths(list(self._results()))
        said = [f"{MARKS[each['tone']]} {each['text']}" for each in self._told["outcomes"]]
        yield from ["", *said] if said else []
        yield from ["", *self._input_lines()] if self.rule.inputs else []
        yield from ["", *self._working()]
        yield from ["", *self._parameter_lines()] if self.rule.parameters else []

    def _results(self) -> Iterator[list[str]]:
        """Each result; one that is missing says so, unless another took its turn."""
        for step in filter(None, map(self.rule.step, self.rule.results)):
            if not self._skipped(step.id):
                yield [step.label[self.lang], self._done[step.id]["shown"] or "—"]
            elif step.id in vanishing(self.rule):
                yield [step.label[self.lang], self._format.words["skipped"]]

    def _skipped(self, id: str) -> bool:
        return "skipped" in self._done[id]

    def _input_lines(self) -> Iterator[str]:
        yield self.say("填写的内容", "What was given")
        sources = {
            "given": "",
            "default": self.say("没有填，按默认", "not given: default"),
            "example": self.say("没有填，用例子", "not given: example"),
        }
        rows = [[f"  {each['label']}", each["shown"], each["id"], sources[each["from"]]] for each in self._inputs()]
        yield from widths(rows)

    def _working(self) -> Iterator[str]:
        yield self.say("算法", "The working")
        for step in self.rule.steps:
            yield from (f"  {line}" for line in self._step(step))

    def _step(self, step: RuleStep) -> Iterator[str]:
        done, label = self._done[step.id], step.label[self.lang]
        if self._skipped(step.id):
            yield f"{label}  {self._format.words['skipped']}"
        else:
            yield label if "rows" in done else f"{label}  {done['shown'] or '—'}"
        formula = self._explainer.in_words(step.tree)
        lines = [(self.say("算式", "formula"), formula), *self._numbers(done, formula), *self._clause(step)]
        if step.when:
            lines.insert(0, (self.say("条件", "only if"), self._explainer.in_words(step.when)))
        yield from widths([["  " + word, text] for word, text in lines])

    def _numbers(self, done: Mapping[str, Any], formula: str) -> Iterator[tuple[str, str]]:
        """The working where it says anything new; of a step that is done for every row, a line each."""
        word = self.say("数字", "numbers")
        if "rows" not in done:
            if done.get("working", "") not in ("", done.get("shown"), formula):
                yield word, done["working"]
            return
        rows = [
            [
                self.say(f"第 {number} 行", f"row {number}"),
                row.get("shown", self._format.words["skipped"]),
                row.get("working", "") if row.get("working") != row.get("shown") else "",
            ]
            for number, row in enumerate(done["rows"], 1)
        ]
        for number, line in enumerate(widths(rows)):
            yield "" if number else word, line

    def _clause(self, step: RuleStep) -> Iterator[tuple[str, str]]:
        if step.clause:
            clause = self.book.clause(step.clause)
            yield self.say("条款", "clause"), f"{clause.say_number(self.lang)}  {clause.entry.title[self.lang]}"

    def _parameter_lines(self) -> Iterator[str]:
        yield self.say("用到的数", "Values used")
        rows = []
        for each in self._parameters():
            since, coming = each["from"], each["next"]
            row = [f"  {each['label']}", each["shown"] or "—", self.say(f"{since} 起", f"from {since}")]
            if each["value"] is None:
                row[2] = self.say(f"{since} 起才有", f"only from {since}")
            zh, en = "", ""
            if coming:
                zh = f"{coming['from']} 起改为 {coming['shown']}"
                en = f"from {coming['from']}: {coming['shown']}"
            rows.append([*row, self.say(zh, en), each["name"]])
        yield from widths(rows)

    # as data

    def data(self) -> dict[str, Any]:
        """The trace as the browser has it, with what went into it."""
        results = [step for step in map(self.rule.step, self.rule.results) if step]
        return {
            **self._told,
            "title": self.rule.title[self.lang],
            "results": [{"id": step.id, "label": step.label[self.lang], "unit": step.unit} for step in results],
            "inputs": self._inputs(),
            "parameters": self._parameters(),
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
        ]

    def _parameters(self) -> list[dict[str, Any]]:
        return [self._parameter(parameter) for parameter in self.rule.parameters.values()]

    def _parameter(self, counted: CountedParameter) -> dict[str, Any]:
        parameter, day = self.book.param(counted.name), self.trace.on
        timeline = parameter.timeline
        here = timeline.at(day) if timeline.covers(day) else None
        coming = timeline.next_after(day)
        told = {"from": str(coming.since), "shown": parameter.say_step(coming, self.lang)} if coming and here else None
        return {
            "name": counted.name,
            "label": counted.label[self.lang],
            "unit": counted.unit,
            "value": _data(counted.at(day)) if here else None,
            "shown": parameter.say_step(here, self.lang) if here else None,
            "from": str((here or timeline.steps[0]).since),
            "next": told,
        }


def _data(value: Any) -> Any:
    """Exact values as JSON has them: numbers as texts, rows as mappings."""
    if isinstance(value, Mapping):
        return {name: _data(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_data(each) for each in value]
    return [_data(each) for each in value] if isinstance(value, list) else exact_text(value)
