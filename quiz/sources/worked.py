"""Questions made from the worked cases that say `ask`: the figures are the case's, the answer is computed from the
rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from handbook import (
    WRITTEN,
    BadInput,
    CaseEntry,
    CaseQuestion,
    ChoiceKind,
    Clause,
    Display,
    Input,
    InputField,
    InputRows,
    Lang,
    Listed,
    Phrase,
    Rule,
    RuleStep,
    Text,
    Trace,
    Words,
    display_of,
    frozen,
)
from quiz.kinds.answer import Answer, Option
from quiz.kinds.numeric import Numeric
from quiz.kinds.single import Single
from quiz.kinds.true_false import TrueFalse
from quiz.question import Question
from quiz.sources.environment import Environment, can_be_typed, in_words, typed
from quiz.sources.facts import told
from quiz.sources.notes import noted
from quiz.sources.working import Branches, Working
from quiz.wording import both, words

_NOTHING = Words(zh="—", en="—")
_MANY_GIVEN = 3  # figures: with so many a case is applied in more than one step


def case_question(environment: Environment, case: CaseEntry) -> Question | None:
    """The question of a case that is to be asked, as long as the rules in force give it an answer."""
    rule = environment.book.rules.get(case.rule)
    return _Case(environment, case, rule).question() if rule and case.ask else None


@frozen
class _Case:
    environment: Environment
    case: CaseEntry
    rule: Rule

    @property
    def own(self) -> CaseQuestion | None:
        """How the case itself words the question."""
        return self.case.ask if isinstance(self.case.ask, CaseQuestion) else None

    def question(self) -> Question | None:
        """The question, or None where nothing comes out that can be asked on this day."""
        try:
            trace = self.environment.run(self.rule, self.case.given)
        except BadInput:
            return None  # told by `handbook check`
        step = self.rule.step((self.own and self.own.result) or self.rule.results[0])
        value = trace.value(step.id) if step else None
        if trace.refusal or step is None or value is None:
            return None
        answer = self._answer(value, step, trace)
        return self._question(trace, step, *answer) if answer else None

    def _answer(self, value: Any, step: RuleStep, trace: Trace) -> tuple[Answer, Words] | None:
        """The answer, and how it is asked for; None where it cannot be asked."""
        label, shown = step.label, Display(step.label, step.kind, step.unit)
        match value:
            case bool():
                return TrueFalse(value), words("quiz.questions.case.conclusion", label=label)
            case Fraction() if can_be_typed(number := typed(value, shown.unit)):
                asked = words("quiz.questions.case.how_much", label=label)
                return Numeric(number, shown.unit), asked
            case str() if isinstance(shown.kind, ChoiceKind) and len(shown.kind.options) > 2:
                right = in_words(value, shown)
                branches = Branches(step, trace)
                wrong = [
                    self._wrong(branches.why_not(id, value), text, right)
                    for id, text in shown.kind.options
                    if id != value
                ]
                asked = words("quiz.questions.case.which", label=label)
                return Single((Option(right, right=True), *wrong)), asked
        return None

    @staticmethod
    def _wrong(reason: tuple[str, Words] | None, text: Words, right: Words) -> Option:
        key, test = reason or ("wrong", Words(zh="", en=""))
        why = words(f"quiz.questions.case.{key}", test=test, wrong=text, right=right)
        return Option(text, mistake="boundary", why=why)

    def _question(self, trace: Trace, step: RuleStep, answer: Answer, asked: Words) -> Question:
        rule, clause, working = self.rule, self._clause(step), Working(trace, {step.id})
        book, day, because = self.environment.book, self.environment.day, self._because(clause)
        stem = self.own.words if self.own else self._stem(trace, asked)
        return Question(
            id=f"case.{self.case.id}",
            clause=clause.id,
            roles=tuple(clause.entry.roles),
            level=3 if len(self.case.given) >= _MANY_GIVEN or isinstance(answer, TrueFalse) else 2,
            source="case",
            stem=stem,
            because=noted(because, book, day, working.parameters),
            disputed=bool(book.passed_by(working.parameters, day)),
            work=working.lines,
            asks=frozenset({f"case:{self.case.id}"}),
            tells=told(book, clause, day, stem),
            parameters=tuple(rule.parameters),
            basis=working.results(),
            answer=answer,
        )

    def _clause(self, step: RuleStep) -> Clause:
        """The clause that the case says it is about, else that of the step that is asked for."""
        clauses = self.environment.book.clauses
        return clauses[(self.own and self.own.clause) or step.clause or self.rule.clause]

    def _because(self, clause: Clause) -> Words:
        """What the case shows, and where it is laid down; the working itself stands below where there is room."""
        number = {lang: clause.say_number(lang) for lang in WRITTEN}
        because = words("quiz.questions.case.because", number=number, title=self.case.title)
        note = self.case.note
        return words("quiz.questions.case.because_noted", because=because, note=note) if note else because

    def _stem(self, trace: Trace, asked: Words) -> Words:
        """What is given as the calculator names it; what the case leaves at its default is left out."""
        given = tuple(
            words("quiz.questions.case.given", label=entry.label, value=self._value(entry, trace))
            for entry in self.rule.inputs
            if entry.id in self.case.given
        )
        shown = both(Listed(given, "semicolon")) if given else _NOTHING
        return words("quiz.questions.case.stem", rule=self.rule.title, given=shown, asked=asked)

    def _value(self, entry: Input, trace: Trace) -> Text:
        if isinstance(entry, InputRows):
            return self._rows(entry, trace)
        return self._field(entry, trace.names[entry.id])

    def _field(self, entry: InputField, value: Any) -> Text:
        return _NOTHING if value is None else in_words(value, display_of(entry))

    def _rows(self, entry: InputRows, trace: Trace) -> Text:
        rows = tuple(self._row(entry, row) for row in trace.frame.rows[entry.id])
        return Listed(rows) if any(row["zh"] for row in rows) else Phrase("quiz.questions.case.none")

    def _row(self, entry: InputRows, row: Mapping[str, Any]) -> dict[Lang, str]:
        fields = [self._field(field, row[field.id]) for field in entry.fields if row.get(field.id) is not None]
        return {lang: " ".join(field[lang] for field in fields) for lang in WRITTEN}
