"""An entry worked out for one draw of its numbers: its rule run, its formulas evaluated, its placeholders filled.

From that the parts of an answer are made, for the kinds of question.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from handbook import (
    WRITTEN,
    ClauseRef,
    Display,
    Input,
    InputRows,
    NumberKind,
    ParameterRef,
    Reference,
    Refusal,
    Skipped,
    Trace,
    ValueKind,
    Words,
    evaluator,
    frozen,
    names_of,
    unit_text,
)
from quiz.kinds.answer import Option, Pair
from quiz.models import MistakeEntry
from quiz.sources.amounts import spread
from quiz.sources.environment import Environment, ReadFormula, can_be_typed, in_words, typed
from quiz.sources.written.findings import Findings
from quiz.sources.written.reading import ReadEntry
from quiz.sources.written.texts import fill
from quiz.wording import words


class NothingShown(LookupError):
    """A placeholder names a step that was skipped: this draw gives no question; another may."""


@frozen
class WorkedOut:
    """An entry with its drawn numbers, and the run of its rule where it has one."""

    entry: ReadEntry
    drawn: Mapping[str, Fraction]
    environment: Environment
    trace: Trace | None

    def value(self, read: ReadFormula) -> Any:
        """What a formula gives. Raises Refusal, Skipped or ZeroDivisionError."""
        frame = self.trace.frame if self.trace else self.environment.frame()
        return evaluator(read.tree)(self._values(), frame)

    def display(self, read: ReadFormula) -> Display:
        """How an answer is shown: as the parameter, step or number is that it names, else in its unit."""
        label, unit = words("quiz.questions.answer"), self.entry.written.unit
        if unit:
            return Display(label, read.kind, unit)
        if read.tree[0] == "p":
            return Display(label, read.kind, self.environment.parameters[read.tree[1]].unit)
        if read.tree[0] == "v":
            return self._displays()[read.tree[1]]
        return Display(label, read.kind, unit_text(read.kind) if isinstance(read.kind, NumberKind) else None)

    def fill(self, text: Words) -> Words:
        """A text with its placeholders filled. Raises NothingShown."""
        return fill(text, self._shown)

    def _shown(self, reference: Reference) -> Words:
        book, day = self.environment.book, self.environment.day
        if isinstance(reference, ClauseRef):
            return words("quiz.questions.clause_title", title=book.clauses[reference.id].entry.title)
        if isinstance(reference, ParameterRef):
            return Words(**{lang: book.param(reference.name).say(day, lang) for lang in WRITTEN})
        values = self._values()
        if reference.name not in values:
            raise NothingShown(reference.name)
        return in_words(values[reference.name], self._displays()[reference.name])

    def _values(self) -> dict[str, Any]:
        return {**(self.trace.names if self.trace else {}), **self.drawn}

    def _displays(self) -> dict[str, Display]:
        own = {
            name: Display(Words(zh=name, en=name), self.entry.drawn[name], each.unit)
            for name, each in self.entry.written.draw.items()
        }
        return (names_of(self.entry.rule) if self.entry.rule else {}) | own


def work_out(entry: ReadEntry, drawn: Mapping[str, Fraction], environment: Environment) -> WorkedOut:
    """Run the rule of an entry with what is drawn. Raises BadInput, and Refusal where nothing comes out."""
    plain = WorkedOut(entry, drawn, environment, None)
    if entry.rule is None:
        return plain
    inputs = {each.id: each for each in entry.rule.inputs}
    given = {name: _given(value, inputs.get(name), plain) for name, value in entry.written.given.items()}
    trace = environment.run(entry.rule, given)
    if trace.refusal:
        raise trace.refusal
    return WorkedOut(entry, drawn, environment, trace)


def _given(value: Any, entry: Input | None, plain: WorkedOut) -> Any:
    """What is given to an input: a number, or for each row a mapping or the number of its one field."""
    if not (isinstance(entry, InputRows) and isinstance(value, list)):
        return _number(value, getattr(entry, "unit", None), plain)
    units = {field.id: field.unit for field in entry.fields}
    return [
        {key: _number(each, units.get(key), plain) for key, each in row.items()}
        if isinstance(row, dict)
        else _number(row, entry.fields[0].unit, plain)
        for row in value
    ]


def _number(value: Any, unit: str | None, plain: WorkedOut) -> Any:
    """A formula over drawn numbers, as it would be typed; everything else as it stands."""
    formula = plain.entry.given.get(value) if isinstance(value, str) else None
    if formula is None:
        return value
    found = plain.value(formula)
    return typed(found, unit) if isinstance(found, Fraction) else found


_FEWEST_WRONG = 2
_FAILURES = (Refusal, Skipped, ZeroDivisionError)


class TooFewDiffer(ValueError):
    """Too few wrong answers differ from the right one: this draw gives no question; another may."""


@frozen
class EntryDraft:
    """The parts of the answer of an entry. A `quiz.kinds.answer.Draft`."""

    worked_out: WorkedOut
    findings: Findings

    def options(self) -> tuple[Option, ...]:
        entry, fill = self.worked_out.entry, self.worked_out.fill
        if entry.answer:
            return self._computed(entry.answer)
        return tuple(
            Option(fill(each.text), each.right, each.mistake, fill(each.why) if each.why else None)
            for each in sorted(entry.written.options, key=lambda option: not option.right)
        )

    def truth(self) -> bool:
        return bool(self.worked_out.entry.written.answer)

    def number(self) -> tuple[Fraction, str | None]:
        read = self.worked_out.entry.answer
        assert read
        unit = self.worked_out.display(read).unit
        number = typed(self.worked_out.value(read), unit)
        if not can_be_typed(number):
            self.findings.error(("answer",), "quiz.question_not_typed", found=str(number))
        return number, unit or None

    def order(self) -> tuple[Words, ...]:
        return tuple(self.worked_out.fill(step) for step in self.worked_out.entry.written.order)

    def pairs(self) -> tuple[Pair, ...]:
        fill = self.worked_out.fill
        return tuple(Pair(fill(pair.left), fill(pair.right)) for pair in self.worked_out.entry.written.pairs)

    def _computed(self, answer: ReadFormula) -> tuple[Option, ...]:
        """The key, and three of the mistakes that differ from it and from each other. Raises TooFewDiffer."""
        entry, display = self.worked_out.entry, self.worked_out.display(answer)
        right = self.worked_out.value(answer)
        wrong: dict[Any, Option] = {}
        for mistake, read in zip(entry.written.mistakes, entry.mistakes):
            value = self._mistaken(mistake, read, answer)
            if value is None or value == right or value in wrong:
                continue
            own = display if read is None or _alike(read.kind, answer.kind) else self.worked_out.display(read)
            why = self.worked_out.fill(mistake.why)
            wrong[value] = Option(in_words(value, own), mistake=mistake.mistake or "previous_value", why=why)
        if len(wrong) < _FEWEST_WRONG:
            raise TooFewDiffer
        kept = spread(f"{entry.written.id}{sorted(self.worked_out.drawn.items())}", right, list(wrong))
        return (Option(in_words(right, display), right=True), *(wrong[value] for value in kept))

    def _mistaken(self, mistake: MistakeEntry, read: ReadFormula | None, answer: ReadFormula) -> Any:
        """What somebody gets who makes the mistake; None where nothing comes out."""
        now, name = self.worked_out, str(mistake.previous)
        try:
            if read:
                return now.value(read)
            before = now.environment.book.param(name).timeline.before(now.environment.day)
            if before is None:
                return None
            return work_out(now.entry, now.drawn, now.environment.with_value(name, before.value)).value(answer)
        except _FAILURES:
            return None


def _alike(one: ValueKind, other: ValueKind) -> bool:
    return type(one) is type(other) and getattr(one, "unit", None) == getattr(other, "unit", None)
