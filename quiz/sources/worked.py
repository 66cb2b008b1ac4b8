"""Questions made from the worked cases: the figures are the case's, the answer is computed from the rules in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from handbook.lang.languages import WRITTEN, Lang
from handbook.lang.words import Words
from handbook.rules.formatting import Display
from handbook.rules.formulas.kinds import ChoiceKind
from handbook.rules.inputs import BadInput
from handbook.rules.rule import Input, InputField, InputRows, Rule
from handbook.rules.run import Trace
from handbook.schema.rule_models import CaseEntry
from quiz.kinds.answer import Answer, Option
from quiz.kinds.numeric import Numeric
from quiz.kinds.single import Single
from quiz.kinds.true_false import TrueFalse
from quiz.question import Question
from quiz.sources.environment import Environment, can_be_typed, in_words, typed
from quiz.sources.working import lines_of, results_of

MOST_OF_A_RULE = 12


def case_questions(environment: Environment) -> Iterator[Question]:
    """A question for every case that holds for everybody; of a rule with many cases, the first ones."""
    taken: Counter[str] = Counter()
    stems: set[str] = set()
    for case in environment.book.cases:
        rule = environment.book.rules.get(case.rule)
        if rule is None or not rule.listed or case.parameters or case.refused or taken[case.rule] >= MOST_OF_A_RULE:
            continue
        question = _Case(environment, case, rule).question()
        if question and question.stem.zh not in stems:
            stems.add(question.stem.zh)
            taken[case.rule] += 1
            yield question


@dataclass(frozen=True)
class _Case:
    environment: Environment
    case: CaseEntry
    rule: Rule

    def question(self) -> Question | None:
        """The question, or None where nothing comes out that can be asked."""
        try:
            trace = self.environment.run(self.rule, self.case.given)
        except BadInput:
            return None  # told by `handbook check`
        step = self.rule.step(self.rule.results[0])
        value = trace.value(self.rule.results[0])
        if trace.refusal or step is None or value is None:
            return None
        answer = self._answer(value, Display(step.label, step.kind, step.unit))
        return self._question(trace, *answer) if answer else None

    def _answer(self, value: Any, shown: Display) -> tuple[Answer, Words] | None:
        """The answer, and how it is asked for; None where it cannot be asked."""
        label = shown.label
        match value:
            case bool():
                return TrueFalse(value), Words(zh=f"结论：{label.zh}。", en=f"Conclusion: {label.en}.")
            case Fraction() if can_be_typed(number := typed(value, shown.unit)):
                asked = Words(zh=f"{label.zh}是多少？", en=f"What is the result: {label.en}?")
                return Numeric(number, shown.unit), asked
            case str() if isinstance(shown.kind, ChoiceKind) and len(shown.kind.options) > 2:
                why = Words(zh="按步骤算，得不出这个结果。", en="The steps do not lead to this result.")
                wrong = [Option(words, mistake="boundary", why=why) for id, words in shown.kind.options if id != value]
                asked = Words(zh=f"{label.zh}是哪一个？", en=f"Which is it: {label.en}?")
                return Single((Option(in_words(value, shown), right=True), *wrong)), asked
        return None

    def _question(self, trace: Trace, answer: Answer, asked: Words) -> Question:
        rule, given = self.rule, self._given(trace)
        clause = self.environment.book.clauses[rule.clause]
        number = {lang: clause.say_number(lang) for lang in WRITTEN}
        return Question(
            id=f"case.{self.case.id}",
            clause=rule.clause,
            roles=tuple(clause.entry.roles),
            level=3,
            source="case",
            stem=Words(zh=f"【{rule.title.zh}】{given.zh}。{asked.zh}", en=f"[{rule.title.en}] {given.en}. {asked.en}"),
            because=Words(
                zh=f"按{number['zh']}一步一步算，过程见下。",
                en=f"Worked out step by step under clause {number['en']}, as shown below.",
            ),
            work=partial(lines_of, trace),
            asks=frozenset({f"case:{self.case.id}"}),
            parameters=tuple(rule.parameters),
            basis=results_of(trace),
            answer=answer,
        )

    def _given(self, trace: Trace) -> Words:
        """The inputs in words; what the case leaves at its default is left out."""
        told: dict[str, list[str]] = {lang: [] for lang in WRITTEN}
        for entry in self.rule.inputs:
            if entry.id not in self.case.given:
                continue
            for lang in WRITTEN:
                value = self._value(entry, trace, lang)
                told[lang].append(f"{entry.label.zh}：{value}" if lang == "zh" else f"{entry.label.en}: {value}")
        return Words(zh="；".join(told["zh"]) or "—", en="; ".join(told["en"]) or "—")

    def _value(self, entry: Input, trace: Trace, lang: Lang) -> str:
        return (
            self._rows(entry, trace, lang)
            if isinstance(entry, InputRows)
            else self._field(entry, trace.names[entry.id], lang)
        )

    def _field(self, entry: InputField, value: Any, lang: Lang) -> str:
        if value is None:
            return "—"
        return in_words(value, Display(entry.label, entry.kind, entry.unit))[lang]

    def _rows(self, entry: InputRows, trace: Trace, lang: Lang) -> str:
        rows = [
            " ".join(
                self._field(field, row.get(field.id), lang) for field in entry.fields if row.get(field.id) is not None
            )
            for row in trace.frame.rows[entry.id]
        ]
        return ("、" if lang == "zh" else ", ").join(rows) or ("无" if lang == "zh" else "none")
