"""The parts of an answer, from an entry that was worked out: for the kinds of question to make their answers of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from handbook import Refusal, Skipped, ValueKind, Words
from quiz.kinds.answer import Option, Pair
from quiz.models import MistakeEntry
from quiz.sources.environment import ReadFormula, can_be_typed, in_words, typed
from quiz.sources.written.findings import Findings
from quiz.sources.written.worked_out import WorkedOut, work_out

_FEWEST_WRONG = 2
_FAILURES = (Refusal, Skipped, ZeroDivisionError)


class TooFewDiffer(ValueError):
    """Too few wrong answers differ from the right one: this draw gives no question; another may."""


@dataclass(frozen=True)
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
        """The key, and the mistakes that differ from it and from each other. Raises TooFewDiffer."""
        entry, display = self.worked_out.entry, self.worked_out.display(answer)
        values = [self.worked_out.value(answer)]
        options = [Option(in_words(values[0], display), right=True)]
        for mistake, read in zip(entry.written.mistakes, entry.mistakes):
            value = self._mistaken(mistake, read, answer)
            if value is None or value in values:
                continue
            values.append(value)
            own = display if read is None or _alike(read.kind, answer.kind) else self.worked_out.display(read)
            why = self.worked_out.fill(mistake.why)
            options.append(Option(in_words(value, own), mistake=mistake.mistake or "previous_value", why=why))
        if len(options) <= _FEWEST_WRONG:
            raise TooFewDiffer
        return tuple(options)

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
