"""One entry that people wrote, understood: its names found, its formulas read; or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from handbook.files.align import place_in_text
from handbook.lang.prose import LocalRef, ParameterRef
from handbook.lang.words import Words
from handbook.problems.problem import Problem
from handbook.problems.suggest import guess
from handbook.rules.formulas.analysis import Scope, analyse
from handbook.rules.formulas.kinds import NumberKind, SwitchKind, parse_unit, say_kind, unify
from handbook.rules.rule import Rule
from handbook.schema.draft import Located
from handbook.schema.placeholders import OF_A_QUESTION, Names, read_words
from quiz.kinds import KINDS
from quiz.models import QuestionEntry
from quiz.sources.environment import Read, World
from quiz.sources.written.forms import form_problems
from quiz.sources.written.numbers import unguarded
from quiz.sources.written.ranges import Draws, Range


class Entry:
    """What an entry says in a world. `problems` grow while it is read, and while questions are made from it."""

    def __init__(self, world: World, located: Located[QuestionEntry]) -> None:
        self.world, self.located, self.written = world, located, located.entry
        self.problems: list[Problem] = []
        self.rule: Rule | None = None
        self.parameters: dict[str, None] = {}
        self.draws = {
            name: NumberKind(parse_unit(each.unit) if each.unit else ()) for name, each in self.written.draw.items()
        }
        self.ranges: dict[str, Range] = {}

    @property
    def sound(self) -> bool:
        """Whether questions may be made from it: nothing that is told is an error."""
        return all(problem.severity == "warning" for problem in self.problems)

    def understand(self) -> bool:
        """Read all of it; whether questions can be made from it."""
        self.problems += form_problems(self.located)
        self._find_names()
        if self.sound:
            self._read_formulas()
            self._check_texts()
        if self.sound:
            self._warn_of_numbers()
        return self.sound

    def tell(self, path: tuple[str | int, ...], code: str, **facts: object) -> None:
        """Note a problem of a part of the entry."""
        self.problems.append(Problem(self.located.place(*path), code, self.written.id, facts))

    def warn(self, path: tuple[str | int, ...], code: str, **facts: object) -> None:
        """Note what people should look at, and may leave."""
        self.problems.append(Problem(self.located.place(*path), code, self.written.id, facts, "warning"))

    def _find_names(self) -> None:
        book, entry = self.world.book, self.written
        if entry.clause not in book.clauses:
            facts = {"name": entry.clause, "guess": guess(entry.clause, book.clauses)}
            self.tell(("clause",), "unknown_clause", **facts)
        for index, role in enumerate(entry.roles):
            if role not in book.roles:
                facts = {"name": role, "guess": guess(role, book.roles), "allowed": ", ".join(book.roles)}
                self.tell(("roles", index), "unknown_role", **facts)
        if entry.rule is not None:
            self.rule = book.rules.get(entry.rule)
            if self.rule is None:
                self.tell(("rule",), "unknown_rule", name=entry.rule, guess=guess(entry.rule, book.rules))

    def _read_formulas(self) -> None:
        entry = self.written
        plain = self.world.scope({})
        self.scope = self.world.scope(self.draws, self.rule)
        self.holds = self._formula(entry.holds, ("holds",), self.scope) if entry.holds else None
        if self.holds and self.holds.kind != SwitchKind():
            self.tell(("holds",), "formula_needs_condition", part=entry.holds, found=say_kind(self.holds.kind))
        parts = {
            name: {
                key: self._formula(value, ("draw", name, key), plain)
                for key, value in each.model_dump(by_alias=True).items()
                if key != "unit"
            }
            for name, each in entry.draw.items()
        }
        units = {name: each.unit for name, each in entry.draw.items()}
        self.ranges = Draws(self.world, self.draws, units, self.tell, self.warn).ranges(parts)
        self.answer: Read | None = None
        reads = KINDS[entry.kind].reads
        if reads in ("value", "number") and entry.answer is not None:
            self.answer = self._formula(entry.answer, ("answer",), self.scope)
            if self.answer and reads == "number" and not isinstance(self.answer.kind, NumberKind):
                self.tell(("answer",), "quiz.question_answer_kind", found=say_kind(self.answer.kind))
        self.mistakes = [
            self._formula(each.is_, ("mistakes", index, "is"), self.scope) if each.is_ else None
            for index, each in enumerate(entry.mistakes)
        ]
        for index, read in enumerate(self.mistakes):
            if read and self.answer and unify(read.kind, self.answer.kind) is None:
                found, right = say_kind(read.kind), say_kind(self.answer.kind)
                self.tell(("mistakes", index, "is"), "quiz.question_mistake_unit", found=found, right=right)
        for index, each in enumerate(entry.mistakes):
            if each.previous and each.previous not in self.world.parameters:
                facts = {"name": each.previous, "guess": guess(each.previous, self.world.parameters)}
                self.tell(("mistakes", index, "previous"), "unknown_parameter", **facts)

    def _formula(self, text: Any, path: tuple[str | int, ...], scope: Scope) -> Read | None:
        """A formula, or a plain number; None, and told, where it cannot be read."""
        source = f"{text:f}" if isinstance(text, Decimal) else str(text)
        read = analyse(source, scope)
        spot = self.located.spot.find(path)
        for error in read.errors:
            place = place_in_text(self.located.source, spot, source, min(error.index, max(len(source) - 1, 0)))
            words = error.code == "unknown_parameter" and error.facts.get("name") in self.world.book.parameters
            code = "formula_words_parameter" if words else error.code
            self.problems.append(Problem(place, code, self.written.id, error.facts))
        self.parameters |= dict.fromkeys(read.parameters)
        if read.errors or read.kind is None:
            return None
        return Read(read.tree, read.kind, read.parameters)

    def _check_texts(self) -> None:
        book = self.world.book
        names = Names(
            book.parameters,
            book.parameters.__contains__,
            OF_A_QUESTION,
            book.clauses,
            book.clauses.__contains__,
            local=self.scope.shown,
        )
        for path, text in self._texts():
            read = read_words(text, names)
            for told in read.told:
                spot = self.located.spot.find((*path, told.lang))
                place = spot.place
                if told.index is not None:
                    place = place_in_text(self.located.source, spot, text[told.lang], told.index)
                self.problems.append(Problem(place, told.code, self.written.id, told.facts))
            self.parameters |= {ref.name: None for ref in read.references if isinstance(ref, ParameterRef)}
            if path == ("ask",):
                shown = {ref.name for ref in read.references if isinstance(ref, LocalRef)}
                for name in self.written.draw if not read.told else ():
                    if name not in shown:
                        self.tell(("draw", name), "quiz.question_draw_untold", name=name)

    def _warn_of_numbers(self) -> None:
        texts = dict(self._texts())
        for path, lang, number in unguarded(self.world.book, self.written, texts.items()):
            spot = self.located.spot.find((*path, lang))
            place = place_in_text(self.located.source, spot, texts[path][lang], number.start)
            facts = {"found": number.text, "value": f"{number.value.normalize():f}"}
            self.problems.append(Problem(place, "quiz.question_number", self.written.id, facts, "warning"))

    def _texts(self) -> Iterator[tuple[tuple[str | int, ...], Words]]:
        entry = self.written
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
