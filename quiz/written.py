"""From what people wrote to questions: scenarios as they stand, patterns in several variants, answers computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from handbook.align import place_in_text
from handbook.draft import Located
from handbook.problems import Problem
from handbook.rules.analysis import Scope, Tree, analyse, unit_text
from handbook.rules.evaluation import Skipped, evaluator
from handbook.rules.explain import names_of
from handbook.rules.inputs import BadInput
from handbook.rules.kinds import Kind, Number, Switch, parse_unit, say_kind, unify
from handbook.rules.refusal import Refusal
from handbook.rules.rule import Rows, Rule
from handbook.rules.run import Trace
from handbook.rules.saying import Shown
from handbook.shapes import guess
from handbook.timeline import NotInForce
from handbook.words import WRITTEN, Words
from quiz.chance import Chance
from quiz.forms import form_problems
from quiz.models import MistakeEntry, QuestionEntry
from quiz.question import Option, Pair, Question
from quiz.texts import fill, references
from quiz.working import lines_of
from quiz.world import World, can_be_typed, said, typed

_TRIES = 200  # draws for a variant that holds
_FEWEST_WRONG = 2
_FAILURES = (Refusal, Skipped, ZeroDivisionError)


def written_questions(world: World, entry: Located[QuestionEntry], seeds: Sequence[int] = ()) -> Made:
    """The questions of one entry, or what is wrong with it. `seeds` number the variants, by default 1 to `variants`."""
    author = _Author(world, entry)
    questions = tuple(author.questions(seeds))
    return Made(() if author.problems else questions, tuple(author.problems))


@dataclass(frozen=True)
class Made:
    """Questions made from an entry, and its problems."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Read:
    """A formula that has been read."""

    tree: Tree
    kind: Kind
    parameters: tuple[str, ...]


class _Failed(Exception):
    """This draw gives no question; another may."""


class _Author:
    """Makes the questions of one entry."""

    def __init__(self, world: World, located: Located[QuestionEntry]) -> None:
        self.world, self.located, self.entry = world, located, located.entry
        self.problems: list[Problem] = []
        self.rule: Rule | None = None
        self.parameters: dict[str, None] = {}
        self.draws = {
            name: Number(parse_unit(each.unit) if each.unit else ()) for name, each in self.entry.draw.items()
        }

    def questions(self, seeds: Sequence[int]) -> Iterator[Question]:
        """The question, or its variants. Nothing where something is wrong with the entry."""
        self.problems += form_problems(self.located)
        self._find_names()
        if self.problems:
            return
        self._read_formulas()
        self._check_texts()
        if self.problems:
            return
        if not self.entry.draw:
            yield from self._variant("", 0, set())
            return
        seen: set[tuple[Fraction, ...]] = set()
        for number in seeds or range(1, self.entry.variants + 1):
            yield from self._variant(f".{number}", number, seen)

    # what is written

    def _find_names(self) -> None:
        book, entry = self.world.book, self.entry
        if entry.clause not in book.clauses:
            facts = {"name": entry.clause, "guess": guess(entry.clause, book.clauses)}
            self._tell(("clause",), "unknown_clause", **facts)
        for index, role in enumerate(entry.roles):
            if role not in book.roles:
                facts = {"name": role, "guess": guess(role, book.roles), "allowed": ", ".join(book.roles)}
                self._tell(("roles", index), "unknown_role", **facts)
        if entry.rule is not None:
            self.rule = book.rules.get(entry.rule)
            if self.rule is None:
                self._tell(("rule",), "unknown_rule", name=entry.rule, guess=guess(entry.rule, book.rules))

    def _read_formulas(self) -> None:
        entry = self.entry
        plain = self.world.scope({})
        self.scope = self.world.scope(self.draws, self.rule)
        self.holds = self._formula(entry.holds, ("holds",), self.scope) if entry.holds else None
        if self.holds and self.holds.kind != Switch():
            self._tell(("holds",), "formula_needs_condition", part=entry.holds, found=say_kind(self.holds.kind))
        self.ranges = {
            name: [
                self._formula(value, ("draw", name, key), plain)
                for key, value in each.model_dump(by_alias=True).items()
                if key != "unit"
            ]
            for name, each in entry.draw.items()
        }
        self.answer: _Read | None = None
        if entry.kind in ("numeric", "single") and entry.answer is not None:
            self.answer = self._formula(entry.answer, ("answer",), self.scope)
            if self.answer and entry.kind == "numeric" and not isinstance(self.answer.kind, Number):
                self._tell(("answer",), "question_answer_kind", found=say_kind(self.answer.kind))
        self.mistakes = [
            self._formula(each.is_, ("mistakes", index, "is"), self.scope) if each.is_ else None
            for index, each in enumerate(entry.mistakes)
        ]
        for index, read in enumerate(self.mistakes):
            if read and self.answer and unify(read.kind, self.answer.kind) is None:
                found, right = say_kind(read.kind), say_kind(self.answer.kind)
                self._tell(("mistakes", index, "is"), "question_mistake_unit", found=found, right=right)
        for index, each in enumerate(entry.mistakes):
            if each.previous and each.previous not in self.world.parameters:
                facts = {"name": each.previous, "guess": guess(each.previous, self.world.parameters)}
                self._tell(("mistakes", index, "previous"), "unknown_parameter", **facts)

    def _formula(self, text: Any, path: tuple[str | int, ...], scope: Scope) -> _Read | None:
        """A formula, or a plain number; None, and told, where it cannot be read."""
        source = f"{text:f}" if isinstance(text, Decimal) else str(text)
        read = analyse(source, scope)
        spot = self.located.spot.find(path)
        for slip in read.slips:
            place = place_in_text(self.located.source, spot, source, min(slip.index, max(len(source) - 1, 0)))
            self.problems.append(Problem(place, slip.code, self.entry.id, slip.facts))
        self.parameters |= dict.fromkeys(read.parameters)
        if read.slips or read.kind is None:
            return None
        return _Read(read.tree, read.kind, read.parameters)

    def _check_texts(self) -> None:
        for path, text in self._texts():
            for lang in WRITTEN:
                for found in references(text[lang]):
                    self._check_reference(found.name, found.written, (*path, lang))

    def _check_reference(self, name: str, written: str, path: tuple[str | int, ...]) -> None:
        book, parts = self.world.book, name.split(".")
        if not name:
            self._tell(path, "question_placeholder", found=written[:40])
        elif parts[0] == "clause" and len(parts) == 4:
            if name.removeprefix("clause.") not in book.clauses:
                facts = {"name": name, "guess": guess(name.removeprefix("clause."), book.clauses)}
                self._tell(path, "unknown_clause", **facts)
        elif len(parts) == 1:
            if name not in self.scope.scalars:
                facts = {"name": name, "guess": guess(name, self.scope.scalars)}
                self._tell(path, "formula_unknown_name", **facts)
        elif name not in book.parameters:
            self._tell(path, "unknown_parameter", name=name, guess=guess(name, book.parameters))
        else:
            self.parameters[name] = None

    def _texts(self) -> Iterator[tuple[tuple[str | int, ...], Words]]:
        entry = self.entry
        yield ("ask",), entry.ask
        yield ("because",), entry.because
        for index, option in enumerate(entry.options):
            yield ("options", index, "text"), option.text
            if option.why:
                yield ("options", index, "why"), option.why
        for index, mistake in enumerate(entry.mistakes):
            yield ("mistakes", index, "why"), mistake.why
        for index, step in enumerate(entry.order):
            yield ("order", index), step
        for index, pair in enumerate(entry.pairs):
            yield ("pairs", index, "left"), pair.left
            yield ("pairs", index, "right"), pair.right

    # making questions

    def _variant(self, suffix: str, number: int, seen: set[tuple[Fraction, ...]]) -> Iterator[Question]:
        """One variant: draw until the entry holds and the answers differ; told where that never happens."""
        tries = _TRIES if self.entry.draw else 1
        reason: Words | None = None
        for attempt in range(tries):
            try:
                drawn = self._drawn(Chance(f"{self.entry.id}/{number}/{attempt}"))
                key = tuple(drawn.values())
                if key in seen and attempt < tries // 2:
                    continue
                question = self._question(suffix, drawn)
            except _Failed:
                continue
            except BadInput as bad:
                reason = Words(**{lang: bad.slips[0].text(lang) for lang in WRITTEN})
                continue
            except Refusal as refusal:
                reason = Words(**{lang: refusal.text(lang) for lang in WRITTEN})
                continue
            except NotInForce as missing:
                reason = Words(zh=f"{missing.name} 还没有值", en=str(missing))
                continue
            except (Skipped, ZeroDivisionError):
                continue
            if self.problems:
                return
            seen.add(key)
            yield question
            return
        self._tell_why(reason)

    def _tell_why(self, reason: Words | None) -> None:
        day = self.world.day
        if reason:
            facts = {lang: reason[lang] for lang in WRITTEN}
            self._tell(("given",), "question_not_worked_out", day=day, reason=facts)
        elif self.entry.draw or self.entry.mistakes:
            self._tell(("draw",), "question_no_variant", day=day)
        else:
            self._tell(("holds",), "question_out_of_date", day=day, holds=self.entry.holds)

    def _drawn(self, chance: Chance) -> dict[str, Fraction]:
        drawn = {}
        for name, parts in self.ranges.items():
            low, high, step = (self._value(part, {}, self.world, None) for part in parts if part)
            if self.entry.draw[name].unit == "percent":
                low, high, step = (self._percent(value, part) for value, part in zip((low, high, step), parts))
            count = int((high - low) / step) + 1 if step > 0 and high >= low else 1
            drawn[name] = low + chance.below(min(count, 1 << 20)) * step
        return drawn

    @staticmethod
    def _percent(value: Fraction, part: _Read | None) -> Fraction:
        """A literal percentage is written as people say it; a parameter is a part of one already."""
        return value / 100 if part and not part.parameters else value

    def _question(self, suffix: str, drawn: Mapping[str, Fraction]) -> Question:
        entry, clause = self.entry, self.world.book.clauses[self.entry.clause]
        trace = self._run(self.world, drawn)
        if self.holds and not self._value(self.holds, drawn, self.world, trace):
            raise _Failed

        def say(text: Words) -> Words:
            return fill(text, lambda name: self._said(name, drawn, trace))

        parameters = tuple(dict.fromkeys([*self.parameters, *(self.rule.parameters if self.rule else ())]))
        values = [f"{name}={self.world.book.param(name).say(self.world.day, 'zh')}" for name in parameters]
        return Question(
            id=f"{entry.id}{suffix}",
            clause=entry.clause,
            roles=tuple(entry.roles or clause.entry.roles),
            kind=entry.kind,
            level=entry.level,
            source="case" if entry.draw or self.rule else "scenario",
            stem=say(entry.ask),
            because=say(entry.because),
            working=lines_of(trace) if trace else (),
            asks=frozenset({entry.id, *self._asked()}),
            tells=frozenset(_parameters_in(entry.ask)),
            parameters=parameters,
            basis=(self.world.book.plain(clause.prose, "zh", self.world.day), *values),
            place=self.located.place(),
            **self._key(drawn, trace, say),
        )

    def _asked(self) -> set[str]:
        """The parameters whose values are the answer itself."""
        right = [name for option in self.entry.options if option.right for name in _parameters_in(option.text)]
        whole = [self.answer.tree[1]] if self.answer and self.answer.tree[0] == "p" else []
        stated = _parameters_in(self.entry.ask) if self.entry.kind == "true_false" else ()
        return {*right, *whole, *stated}

    def _key(self, drawn: Mapping[str, Fraction], trace: Trace | None, say: Any) -> dict[str, Any]:
        entry = self.entry
        match entry.kind:
            case "true_false":
                return {"truth": entry.answer}
            case "ordering":
                return {"order": tuple(say(step) for step in entry.order)}
            case "matching":
                return {"pairs": tuple(Pair(say(pair.left), say(pair.right)) for pair in entry.pairs)}
            case "numeric":
                return self._number(drawn, trace)
        if self.answer:
            return {"options": self._computed(drawn, trace, say)}
        options = sorted(entry.options, key=lambda option: not option.right)
        return {
            "options": tuple(
                Option(say(each.text), each.right, each.mistake, say(each.why) if each.why else None)
                for each in options
            )
        }

    def _number(self, drawn: Mapping[str, Fraction], trace: Trace | None) -> dict[str, Any]:
        assert self.answer
        shown = self._shown(self.answer)
        number = typed(self._value(self.answer, drawn, self.world, trace), shown.unit)
        if not can_be_typed(number):
            self._tell(("answer",), "question_not_typed", found=str(number))
        return {"number": number, "unit": shown.unit or None}

    def _computed(self, drawn: Mapping[str, Fraction], trace: Trace | None, say: Any) -> tuple[Option, ...]:
        """The key and the mistakes that differ from it and from each other."""
        assert self.answer
        shown = self._shown(self.answer)
        key = self._value(self.answer, drawn, self.world, trace)
        options = [Option(said(key, shown), right=True)]
        values = [key]
        for entry, read in zip(self.entry.mistakes, self.mistakes):
            value = self._mistaken(entry, read, drawn, trace)
            if value is None or value in values:
                continue
            values.append(value)
            own = shown if read is None or _alike(read.kind, self.answer.kind) else self._shown(read)
            options.append(Option(said(value, own), mistake=entry.mistake or "previous_value", why=say(entry.why)))
        if len(options) <= _FEWEST_WRONG:
            raise _Failed
        return tuple(options)

    def _mistaken(
        self, entry: MistakeEntry, read: _Read | None, drawn: Mapping[str, Fraction], trace: Trace | None
    ) -> Any:
        """What somebody gets who makes the mistake; None where nothing comes out."""
        try:
            if read:
                return self._value(read, drawn, self.world, trace)
            before = self.world.book.param(str(entry.previous)).timeline.before(self.world.day)
            if before is None or self.answer is None:
                return None
            past = self.world.with_value(str(entry.previous), before.value)
            return self._value(self.answer, drawn, past, self._run(past, drawn))
        except _FAILURES:
            return None

    # values

    def _run(self, world: World, drawn: Mapping[str, Fraction]) -> Trace | None:
        if self.rule is None:
            return None
        trace = world.run(self.rule, self._given(self.entry.given, drawn, self.rule))
        if trace.refusal:
            raise trace.refusal
        return trace

    def _given(self, given: Mapping[str, Any], drawn: Mapping[str, Fraction], rule: Rule) -> dict[str, Any]:
        fields = {entry.id: entry for entry in rule.inputs}
        told: dict[str, Any] = {}
        for name, raw in given.items():
            entry = fields.get(name)
            if isinstance(entry, Rows) and isinstance(raw, list):
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
        read = analyse(raw, self.world.scope(self.draws))
        if read.slips or read.kind is None:
            return raw
        value = self._value(_Read(read.tree, read.kind, read.parameters), drawn, self.world, None)
        return typed(value, unit) if isinstance(value, Fraction) else value

    @staticmethod
    def _value(read: _Read | None, drawn: Mapping[str, Fraction], world: World, trace: Trace | None) -> Any:
        assert read
        frame = trace.frame if trace else world.frame()
        names = {**(trace.names if trace else {}), **drawn}
        return evaluator(read.tree)(names, frame)

    def _shown(self, read: _Read) -> Shown:
        """How an answer is shown: as the parameter, step or number is that it names, else in its unit."""
        label = Words(zh="答案", en="answer")
        if self.entry.unit:
            return Shown(label, read.kind, self.entry.unit)
        if read.tree[0] == "p":
            return Shown(label, read.kind, self.world.parameters[read.tree[1]].unit)
        if read.tree[0] == "v":
            return self._names()[read.tree[1]]
        return Shown(label, read.kind, unit_text(read.kind) if isinstance(read.kind, Number) else None)

    def _names(self) -> dict[str, Shown]:
        own = {
            name: Shown(Words(zh=name, en=name), self.draws[name], each.unit) for name, each in self.entry.draw.items()
        }
        return (names_of(self.rule) if self.rule else {}) | own

    def _said(self, name: str, drawn: Mapping[str, Fraction], trace: Trace | None) -> Words:
        book, day = self.world.book, self.world.day
        if name.startswith("clause."):
            title = book.clauses[name.removeprefix("clause.")].entry.title
            return Words(zh=f"“{title.zh}”", en=f"“{title.en}”")
        if "." in name:
            return Words(**{lang: book.param(name).say(day, lang) for lang in WRITTEN})
        values = {**(trace.names if trace else {}), **drawn}
        if name not in values:
            raise _Failed
        return said(values[name], self._names()[name])

    def _tell(self, path: tuple[str | int, ...], code: str, **facts: object) -> None:
        self.problems.append(Problem(self.located.place(*path), code, self.entry.id, facts))


def _alike(one: Kind, other: Kind) -> bool:
    return type(one) is type(other) and getattr(one, "unit", None) == getattr(other, "unit", None)


def _parameters_in(text: Words) -> list[str]:
    return [found.name for found in references(text.zh) if "." in found.name and not found.name.startswith("clause.")]
