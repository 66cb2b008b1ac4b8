"""Questions made from the worked cases: the figures are the case's, the answer is computed from the rules in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from handbook import (
    WRITTEN,
    BadInput,
    CaseEntry,
    ChoiceKind,
    Display,
    Input,
    InputField,
    InputRows,
    Lang,
    Listed,
    Phrase,
    Rule,
    Text,
    Trace,
    Words,
)
from quiz.kinds.answer import Answer, Option
from quiz.kinds.numeric import Numeric
from quiz.kinds.single import Single
from quiz.kinds.true_false import TrueFalse
from quiz.question import Question
from quiz.sources.environment import Environment, can_be_typed, in_words, typed
from quiz.sources.working import lines_of, results_of
from quiz.wording import both, words

MOST_OF_A_RULE = 12
_NOTHING = Words(zh="—", en="—")


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
                return TrueFalse(value), words("quiz.questions.case.conclusion", label=label)
            case Fraction() if can_be_typed(number := typed(value, shown.unit)):
                asked = words("quiz.questions.case.how_much", label=label)
                return Numeric(number, shown.unit), asked
            case str() if isinstance(shown.kind, ChoiceKind) and len(shown.kind.options) > 2:
                why = words("quiz.questions.case.wrong")
                wrong = [Option(words, mistake="boundary", why=why) for id, words in shown.kind.options if id != value]
                asked = words("quiz.questions.case.which", label=label)
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
            stem=words("quiz.questions.case.stem", rule=rule.title, given=given, asked=asked),
            because=words("quiz.questions.case.because", number=number),
            work=partial(lines_of, trace),
            asks=frozenset({f"case:{self.case.id}"}),
            parameters=tuple(rule.parameters),
            basis=results_of(trace),
            answer=answer,
        )

    def _given(self, trace: Trace) -> Words:
        """The inputs in words; what the case leaves at its default is left out."""
        given = tuple(
            words("quiz.questions.case.given", label=entry.label, value=self._value(entry, trace))
            for entry in self.rule.inputs
            if entry.id in self.case.given
        )
        return both(Listed(given, "semicolon")) if given else _NOTHING

    def _value(self, entry: Input, trace: Trace) -> Text:
        if isinstance(entry, InputRows):
            return self._rows(entry, trace)
        return self._field(entry, trace.names[entry.id])

    def _field(self, entry: InputField, value: Any) -> Text:
        return _NOTHING if value is None else in_words(value, Display(entry.label, entry.kind, entry.unit))

    def _rows(self, entry: InputRows, trace: Trace) -> Text:
        rows = tuple(self._row(entry, row) for row in trace.frame.rows[entry.id])
        return Listed(rows) if any(row["zh"] for row in rows) else Phrase("quiz.questions.case.none")

    def _row(self, entry: InputRows, row: Mapping[str, Any]) -> dict[Lang, str]:
        fields = [self._field(field, row[field.id]) for field in entry.fields if row.get(field.id) is not None]
        return {lang: " ".join(field[lang] for field in fields) for lang in WRITTEN}
