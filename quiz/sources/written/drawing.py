"""From what people wrote to questions: scenarios as they stand, patterns in several variants, answers computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import islice, product
from typing import Any

from handbook.lang.languages import WRITTEN
from handbook.lang.prose import ClauseRef, ParameterRef, Reference
from handbook.lang.words import Words
from handbook.problems.problem import Problem
from handbook.rules.explain import names_of
from handbook.rules.formatting import Display
from handbook.rules.formulas.analysis import analyse, unit_text
from handbook.rules.formulas.evaluation import Skipped, evaluator
from handbook.rules.formulas.kinds import NumberKind, ValueKind
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.inputs import BadInput
from handbook.rules.rule import InputRows, Rule
from handbook.rules.run import Trace
from handbook.schema.draft import Located
from handbook.schema.timeline import NotInForce
from quiz.chance import Chance
from quiz.kinds import KINDS
from quiz.kinds.answer import Option, Pair
from quiz.models import MistakeEntry, QuestionEntry
from quiz.question import Question
from quiz.sources.environment import Read, World, can_be_typed, said, typed
from quiz.sources.working import lines_of
from quiz.sources.written.reading import Entry
from quiz.sources.written.texts import fill, parameters_in

_TRIES = 100  # draws for a variant that holds, of each kind
_FEWEST_WRONG = 2
_FAILURES = (Refusal, Skipped, ZeroDivisionError)


def written_questions(world: World, entry: Located[QuestionEntry], seeds: Sequence[int] = ()) -> Made:
    """The questions of one entry, or what is wrong with it. `seeds` number the variants, by default 1 to `variants`."""
    understood = Entry(world, entry)
    questions = tuple(_Author(understood).questions(seeds)) if understood.understand() else ()
    return Made(questions if understood.sound else (), tuple(understood.problems))


@dataclass(frozen=True)
class Made:
    """Questions made from an entry, and its problems."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]


class _Failed(Exception):
    """This draw gives no question; another may."""


@dataclass(frozen=True)
class _Draft:
    """The parts of an answer, for the numbers of one draw."""

    author: _Author
    drawn: Mapping[str, Fraction]
    trace: Trace | None
    say: Callable[[Words], Words]

    def options(self) -> tuple[Option, ...]:
        if self.author.entry.answer:
            return self.author._computed(self.drawn, self.trace, self.say)
        options = sorted(self.author.written.options, key=lambda option: not option.right)
        return tuple(
            Option(self.say(each.text), each.right, each.mistake, self.say(each.why) if each.why else None)
            for each in options
        )

    def truth(self) -> bool:
        return bool(self.author.written.answer)

    def number(self) -> tuple[Fraction, str | None]:
        entry, read = self.author.entry, self.author.entry.answer
        assert read
        shown = self.author._shown(read)
        number = typed(self.author._value(read, self.drawn, self.author.world, self.trace), shown.unit)
        if not can_be_typed(number):
            entry.tell(("answer",), "quiz.question_not_typed", found=str(number))
        return number, shown.unit or None

    def order(self) -> tuple[Words, ...]:
        return tuple(self.say(step) for step in self.author.written.order)

    def pairs(self) -> tuple[Pair, ...]:
        return tuple(Pair(self.say(pair.left), self.say(pair.right)) for pair in self.author.written.pairs)


class _Author:
    """Makes the questions of one entry."""

    def __init__(self, entry: Entry) -> None:
        self.entry, self.written, self.world, self.rule = entry, entry.written, entry.world, entry.rule

    def questions(self, seeds: Sequence[int]) -> Iterator[Question]:
        """The question, or its variants."""
        if not self.written.draw:
            yield from self._variant("", 0, set())
            return
        seen: set[tuple[Fraction, ...]] = set()
        for number in seeds or range(1, self.written.variants + 1):
            yield from self._variant(f".{number}", number, seen)
            if not self.entry.sound:
                return
        if not seeds and len(seen) < self.written.variants:
            self.entry.tell(("variants",), "quiz.question_variants", found=len(seen), wanted=self.written.variants)

    def _variant(self, suffix: str, number: int, seen: set[tuple[Fraction, ...]]) -> Iterator[Question]:
        """One variant: draw until the entry holds and the answers differ; told where that never happens."""
        reason: Words | None = None
        for drawn in self._draws(number, seen):
            try:
                question = self._question(suffix, drawn)
            except BadInput as bad:
                reason = Words(**{lang: bad.errors[0].text(lang) for lang in WRITTEN})
            except Refusal as refusal:
                reason = Words(**{lang: refusal.text(lang) for lang in WRITTEN})
            except NotInForce as missing:
                reason = Words(zh=f"{missing.name} 还没有值", en=str(missing))
            except (_Failed, Skipped, ZeroDivisionError):
                continue
            else:
                seen.add(tuple(drawn.values()))
                if self.entry.sound:
                    yield question
                return
        self._tell_why(reason)

    def _draws(self, number: int, seen: set[tuple[Fraction, ...]]) -> Iterator[dict[str, Fraction]]:
        """What may be drawn: by chance what was not seen yet, then the first of all others, then by chance whatever."""
        ranges = self.entry.ranges
        if not ranges:
            yield {}
            return
        chances = (Chance(f"{self.written.id}/{number}/{attempt}") for attempt in range(2 * _TRIES))
        by_chance = ({name: each.draw(chance) for name, each in ranges.items()} for chance in chances)
        yield from (drawn for drawn in islice(by_chance, _TRIES) if tuple(drawn.values()) not in seen)
        others = (values for values in product(*ranges.values()) if values not in seen)
        yield from (dict(zip(ranges, values)) for values in islice(others, _TRIES))
        yield from by_chance

    def _tell_why(self, reason: Words | None) -> None:
        day = self.world.day
        if reason:
            facts = {lang: reason[lang] for lang in WRITTEN}
            self.entry.tell(("given",), "quiz.question_not_worked_out", day=day, reason=facts)
        elif self.written.draw or self.written.mistakes:
            self.entry.tell(("draw",), "quiz.question_no_variant", day=day)
        else:
            self.entry.tell(("holds",), "quiz.question_out_of_date", day=day, holds=self.written.holds)

    def _question(self, suffix: str, drawn: Mapping[str, Fraction]) -> Question:
        entry, clause = self.written, self.world.book.clauses[self.written.clause]
        trace = self._run(self.world, drawn)
        if self.entry.holds and not self._value(self.entry.holds, drawn, self.world, trace):
            raise _Failed

        def say(text: Words) -> Words:
            return fill(text, lambda ref: self._said(ref, drawn, trace))

        parameters = tuple(dict.fromkeys([*self.entry.parameters, *(self.rule.parameters if self.rule else ())]))
        values = [f"{name}={self.world.book.param(name).say(self.world.day, 'zh')}" for name in parameters]
        return Question(
            id=f"{entry.id}{suffix}",
            clause=entry.clause,
            roles=tuple(entry.roles or clause.entry.roles),
            level=entry.level,
            source="case" if entry.draw or self.rule else "scenario",
            stem=say(entry.ask),
            because=say(entry.because),
            work=partial(lines_of, trace) if trace else tuple,
            asks=frozenset({entry.id, *self._asked()}),
            tells=frozenset(parameters_in(entry.ask)),
            parameters=parameters,
            basis=(self.world.book.plain(clause.prose, "zh", self.world.day), *values),
            place=self.entry.located.place(),
            answer=KINDS[entry.kind].drawn(_Draft(self, drawn, trace, say)),
        )

    def _asked(self) -> set[str]:
        """The parameters whose values are the answer itself."""
        right = [name for option in self.written.options if option.right for name in parameters_in(option.text)]
        whole = [self.entry.answer.tree[1]] if self.entry.answer and self.entry.answer.tree[0] == "p" else []
        stated = parameters_in(self.written.ask) if KINDS[self.written.kind].judges_stem else ()
        return {*right, *whole, *stated}

    def _computed(self, drawn: Mapping[str, Fraction], trace: Trace | None, say: Any) -> tuple[Option, ...]:
        """The key and the mistakes that differ from it and from each other."""
        assert self.entry.answer
        shown = self._shown(self.entry.answer)
        key = self._value(self.entry.answer, drawn, self.world, trace)
        options = [Option(said(key, shown), right=True)]
        values = [key]
        for entry, read in zip(self.written.mistakes, self.entry.mistakes):
            value = self._mistaken(entry, read, drawn, trace)
            if value is None or value in values:
                continue
            values.append(value)
            own = shown if read is None or _alike(read.kind, self.entry.answer.kind) else self._shown(read)
            options.append(Option(said(value, own), mistake=entry.mistake or "previous_value", why=say(entry.why)))
        if len(options) <= _FEWEST_WRONG:
            raise _Failed
        return tuple(options)

    def _mistaken(
        self, entry: MistakeEntry, read: Read | None, drawn: Mapping[str, Fraction], trace: Trace | None
    ) -> Any:
        """What somebody gets who makes the mistake; None where nothing comes out."""
        try:
            if read:
                return self._value(read, drawn, self.world, trace)
            before = self.world.book.param(str(entry.previous)).timeline.before(self.world.day)
            if before is None or self.entry.answer is None:
                return None
            past = self.world.with_value(str(entry.previous), before.value)
            return self._value(self.entry.answer, drawn, past, self._run(past, drawn))
        except _FAILURES:
            return None

    # values

    def _run(self, world: World, drawn: Mapping[str, Fraction]) -> Trace | None:
        if self.rule is None:
            return None
        trace = world.run(self.rule, self._given(self.written.given, drawn, self.rule))
        if trace.refusal:
            raise trace.refusal
        return trace

    def _given(self, given: Mapping[str, Any], drawn: Mapping[str, Fraction], rule: Rule) -> dict[str, Any]:
        fields = {entry.id: entry for entry in rule.inputs}
        told: dict[str, Any] = {}
        for name, raw in given.items():
            entry = fields.get(name)
            if isinstance(entry, InputRows) and isinstance(raw, list):
                units = {each.id: each.unit for each in entry.fields}
                told[name] = [
                    {key: self._input(value, drawn, units.get(key)) for key, value in row.items()}
                    if isinstance(row, dict)
                    else self._input(row, drawn, entry.fields[0].unit)
                    for row in raw
                ]
            else:
                told[name] = self._input(raw, drawn, getattr(entry, "unit", None))
        return told

    def _input(self, raw: Any, drawn: Mapping[str, Fraction], unit: str | None) -> Any:
        """A drawn number or a formula over drawn ones; everything else as it stands."""
        if not isinstance(raw, str):
            return raw
        read = analyse(raw, self.world.scope(self.entry.draws))
        if read.errors or read.kind is None:
            return raw
        value = self._value(Read(read.tree, read.kind, read.parameters), drawn, self.world, None)
        return typed(value, unit) if isinstance(value, Fraction) else value

    @staticmethod
    def _value(read: Read | None, drawn: Mapping[str, Fraction], world: World, trace: Trace | None) -> Any:
        assert read
        frame = trace.frame if trace else world.frame()
        names = {**(trace.names if trace else {}), **drawn}
        return evaluator(read.tree)(names, frame)

    def _shown(self, read: Read) -> Display:
        """How an answer is shown: as the parameter, step or number is that it names, else in its unit."""
        label = Words(zh="答案", en="answer")
        if self.written.unit:
            return Display(label, read.kind, self.written.unit)
        if read.tree[0] == "p":
            return Display(label, read.kind, self.world.parameters[read.tree[1]].unit)
        if read.tree[0] == "v":
            return self._names()[read.tree[1]]
        return Display(label, read.kind, unit_text(read.kind) if isinstance(read.kind, NumberKind) else None)

    def _names(self) -> dict[str, Display]:
        own = {
            name: Display(Words(zh=name, en=name), self.entry.draws[name], each.unit)
            for name, each in self.written.draw.items()
        }
        return (names_of(self.rule) if self.rule else {}) | own

    def _said(self, ref: Reference, drawn: Mapping[str, Fraction], trace: Trace | None) -> Words:
        book, day = self.world.book, self.world.day
        if isinstance(ref, ClauseRef):
            title = book.clauses[ref.id].entry.title
            return Words(zh=f"“{title.zh}”", en=f"“{title.en}”")
        if isinstance(ref, ParameterRef):
            return Words(**{lang: book.param(ref.name).say(day, lang) for lang in WRITTEN})
        values = {**(trace.names if trace else {}), **drawn}
        if ref.name not in values:
            raise _Failed
        return said(values[ref.name], self._names()[ref.name])


def _alike(one: ValueKind, other: ValueKind) -> bool:
    return type(one) is type(other) and getattr(one, "unit", None) == getattr(other, "unit", None)
