"""From an entry that was read to questions: a scenario as it stands, a pattern in several variants."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product

from handbook import WRITTEN, BadInput, NotInForce, Refusal, Skipped, Words, frozen, names_in, reason_of
from quiz.chance import Chance
from quiz.kinds import KINDS
from quiz.question import Question
from quiz.sources.facts import told
from quiz.sources.notes import noted
from quiz.sources.working import Working
from quiz.sources.written.findings import Findings
from quiz.sources.written.ranges import Range
from quiz.sources.written.reading import ReadEntry
from quiz.sources.written.texts import parameters_in
from quiz.sources.written.worked_out import EntryDraft, NothingShown, TooFewDiffer, work_out
from quiz.wording import words

_TRIES = 100  # draws for a variant that holds, of each sort


class _DoesNotHold(ValueError):
    """The condition of the entry is not true with what was drawn; with something else it may be."""


@frozen
class Drawing:
    """Draws the numbers of an entry from their `ranges`, and makes its questions."""

    entry: ReadEntry
    ranges: Mapping[str, Range]
    findings: Findings

    def questions(self, seeds: Sequence[int]) -> Iterator[Question]:
        """The question, or its variants, numbered by `seeds`, by default 1 to `variants`."""
        written = self.entry.written
        if not written.draw:
            yield from self._variant("", 0, {})
            return
        seen: dict[tuple[Fraction, ...], str] = {}
        for number in seeds or range(1, written.variants + 1):
            yield from self._variant(f".{number}", number, seen, repeats=bool(seeds))
            if not self.findings.sound:
                return
        if not seeds and len(seen) < written.variants:
            self.findings.error(("variants",), "quiz.question_variants", found=len(seen), wanted=written.variants)

    def _variant(
        self, suffix: str, number: int, seen: dict[tuple[Fraction, ...], str], repeats: bool = False
    ) -> Iterator[Question]:
        """One variant: draw until the entry holds and the options differ; noted where that never happens. `seen` are
        the keys of the variants before, by what was drawn for them: none `repeats` another's, unless it may."""
        reason: Words | None = None
        for drawn in self._draws(number, seen):
            try:
                question = self._question(suffix, drawn)
            except BadInput as bad:
                reason = Words(**{lang: bad.errors[0].text(lang) for lang in WRITTEN})
            except Refusal as refusal:
                reason = Words(
                    **{lang: reason_of(refusal, self.entry.environment.parameters)[lang] for lang in WRITTEN}
                )
            except NotInForce as missing:
                reason = _not_in_force(missing)
            except (_DoesNotHold, TooFewDiffer, NothingShown, Skipped, ZeroDivisionError):
                continue
            else:
                key = str(question.key)
                if key in seen.values() and not repeats:
                    continue
                seen[tuple(drawn.values())] = key
                if self.findings.sound:
                    yield question
                return
        if not seen:
            self._note_why(reason)

    def _draws(self, number: int, seen: Collection[tuple[Fraction, ...]]) -> Iterator[dict[str, Fraction]]:
        """What may be drawn: by chance what was not seen yet, then the first of all others, then by chance whatever."""
        ranges = self.ranges
        if not ranges:
            yield {}
            return
        chances = (Chance(f"{self.entry.written.id}/{number}/{attempt}") for attempt in range(2 * _TRIES))
        by_chance = ({name: each.draw(chance) for name, each in ranges.items()} for chance in chances)
        yield from (drawn for drawn in islice(by_chance, _TRIES) if tuple(drawn.values()) not in seen)
        others = (values for values in product(*ranges.values()) if values not in seen)
        yield from (dict(zip(ranges, values)) for values in islice(others, _TRIES))
        yield from by_chance

    def _note_why(self, reason: Words | None) -> None:
        written, day = self.entry.written, self.entry.environment.day
        if reason:
            facts = {lang: reason[lang] for lang in WRITTEN}
            self.findings.error(("given",), "quiz.question_not_worked_out", day=day, reason=facts)
        elif written.draw or written.mistakes:
            self.findings.error(("draw",), "quiz.question_no_variant", day=day)
        else:
            self.findings.error(("holds",), "quiz.question_out_of_date", day=day, holds=written.holds)

    def _question(self, suffix: str, drawn: Mapping[str, Fraction]) -> Question:
        entry, written, environment = self.entry, self.entry.written, self.entry.environment
        worked_out = work_out(entry, drawn, environment)
        if entry.holds and not worked_out.value(entry.holds):
            raise _DoesNotHold
        book, day, trace = environment.book, environment.day, worked_out.trace
        clause = book.clauses[written.clause]
        parameters = tuple(dict.fromkeys([*entry.parameters, *(entry.rule.parameters if entry.rule else ())]))
        values = [f"{name}={book.param(name).say(day, 'zh')}" for name in parameters]
        stem = worked_out.fill(written.ask)
        working = Working(trace, {*names_in(entry.answer.tree)}) if trace and entry.answer else None
        concerned = entry.concerns | (working.parameters if working else frozenset())
        answer = KINDS[written.kind].drawn(EntryDraft(worked_out, self.findings))
        because = worked_out.fill(written.because)
        explained = noted(because, book, day, concerned)
        return Question(
            id=f"{written.id}{suffix}",
            clause=written.clause,
            roles=tuple(written.roles or clause.entry.roles),
            level=written.level,
            source="case" if written.draw or entry.rule else "scenario",
            stem=stem,
            because=explained,
            disputed=explained != because,
            answer=answer,
            work=working.lines if working else tuple,
            asks=frozenset({written.id, *_asked(entry)}),
            # Another question that quotes the clause's text would answer this one.
            tells=frozenset({*parameters_in(written.ask), f"{clause.id}:text"})
            | told(book, clause, day, stem, *answer.texts()),
            parameters=parameters,
            basis=(book.plain(clause.prose, "zh", day), *values),
            place=entry.located.place(),
            reserved=written.use == "exam",
        )


def _not_in_force(missing: NotInForce) -> Words:
    facts = {"name": missing.name, "day": missing.day}
    if missing.first is None:
        return words("quiz.questions.never_a_value", **facts)
    return words("quiz.questions.no_value", **facts, first=missing.first)


def _asked(entry: ReadEntry) -> set[str]:
    """The parameters whose values are the answer itself."""
    written = entry.written
    right = [name for option in written.options if option.right for name in parameters_in(option.text)]
    whole = [entry.answer.tree[1]] if entry.answer and entry.answer.tree[0] == "p" else []
    stated = parameters_in(written.ask) if KINDS[written.kind].judges_stem else ()
    return {*right, *whole, *stated}
