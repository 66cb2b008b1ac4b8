"""An entry that people wrote, read: formulas as trees, texts with their placeholders. Nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from handbook import (
    OF_A_QUESTION,
    FormulaError,
    Located,
    Names,
    NumberKind,
    ParameterRef,
    ReadWords,
    Rule,
    Scope,
    Words,
    analyse,
    frozen,
    parse_unit,
    read_words,
)
from quiz.kinds import KINDS
from quiz.models import QuestionEntry
from quiz.sources.environment import Environment, ReadFormula
from quiz.sources.written.findings import Path

Bounds = Mapping[str, ReadFormula | None]  # of a range that is drawn from: `from`, `to` and `step`


@frozen
class FormulaText:
    """A formula as it is written at `path`. `errors` are none, or `read` is None."""

    path: Path
    text: str
    errors: tuple[FormulaError, ...]
    parameters: tuple[str, ...]
    read: ReadFormula | None


@frozen
class ReadEntry:
    """An entry in an environment. `drawn` are the kinds of the numbers that it draws. A formula that is not there, or
    is wrong, is None."""

    environment: Environment
    located: Located[QuestionEntry]
    rule: Rule | None
    drawn: Mapping[str, NumberKind]
    bounds: Mapping[str, Bounds]
    holds: ReadFormula | None
    answer: ReadFormula | None
    mistakes: tuple[ReadFormula | None, ...]
    given: Mapping[str, ReadFormula]  # of the texts in `given` that are formulas over drawn numbers
    formulas: tuple[FormulaText, ...]
    texts: Mapping[Path, ReadWords]

    @property
    def written(self) -> QuestionEntry:
        """The entry itself."""
        return self.located.entry

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters of its formulas and then of its texts, each once."""
        of_formulas = (name for formula in self.formulas for name in formula.parameters)
        references = (reference for read in self.texts.values() for reference in read.references)
        of_texts = (reference.name for reference in references if isinstance(reference, ParameterRef))
        return tuple(dict.fromkeys([*of_formulas, *of_texts]))

    @property
    def concerns(self) -> frozenset[str]:
        """The parameters on which its key rests by its own formulas, and those that it shows; not those of mistakes."""
        formulas = (formula for formula in self.formulas if formula.path[0] in ("holds", "answer"))
        references = (each for path, read in self.texts.items() if path[0] != "mistakes" for each in read.references)
        shown = (reference.name for reference in references if isinstance(reference, ParameterRef))
        return frozenset([*(name for formula in formulas for name in formula.parameters), *shown])


def read_entry(environment: Environment, located: Located[QuestionEntry]) -> ReadEntry:
    """Read all formulas and texts of an entry whose names are known."""
    entry = located.entry
    rule = environment.book.rules[entry.rule] if entry.rule else None
    drawn = {name: NumberKind(parse_unit(each.unit) if each.unit else ()) for name, each in entry.draw.items()}
    plain, scope = environment.scope({}), environment.scope(drawn, rule)
    holds = _formula(("holds",), entry.holds, scope)
    bounds = {
        name: {
            key: _formula(("draw", name, key), value, plain) for key, value in each.as_data().items() if key != "unit"
        }
        for name, each in entry.draw.items()
    }
    has_formula = KINDS[entry.kind].reads in ("value", "number")
    answer = _formula(("answer",), entry.answer, scope) if has_formula else None
    mistakes = [_formula(("mistakes", index, "is"), each.is_, scope) for index, each in enumerate(entry.mistakes)]
    every = [holds, *(formula for parts in bounds.values() for formula in parts.values()), answer, *mistakes]
    return ReadEntry(
        environment,
        located,
        rule,
        drawn,
        bounds={name: {key: _read(formula) for key, formula in parts.items()} for name, parts in bounds.items()},
        holds=_read(holds),
        answer=_read(answer),
        mistakes=tuple(_read(formula) for formula in mistakes),
        given=_given(entry, environment.scope(drawn)),
        formulas=tuple(formula for formula in every if formula),
        texts=_texts(environment, entry, scope),
    )


def texts_of(entry: QuestionEntry) -> Iterator[tuple[Path, Words]]:
    """Every text of an entry, with its path."""
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


def _formula(path: Path, written: Any, scope: Scope) -> FormulaText | None:
    """A formula, or a plain number."""
    if written is None:
        return None
    text = f"{written:f}" if isinstance(written, Decimal) else str(written)
    found = analyse(text, scope)
    right = None if found.errors or found.kind is None else ReadFormula(found.tree, found.kind, found.parameters)
    return FormulaText(path, text, found.errors, found.parameters, right)


def _read(formula: FormulaText | None) -> ReadFormula | None:
    return formula.read if formula else None


def _given(entry: QuestionEntry, scope: Scope) -> dict[str, ReadFormula]:
    found = {text: _read(_formula((), text, scope)) for text in _strings(list(entry.given.values()))}
    return {text: read for text, read in found.items() if read}


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _strings(each)


def _texts(environment: Environment, entry: QuestionEntry, scope: Scope) -> Mapping[Path, ReadWords]:
    book = environment.book
    names = Names(
        book.parameters,
        book.parameters.__contains__,
        OF_A_QUESTION,
        book.clauses,
        book.clauses.__contains__,
        local=scope.shown,
    )
    return {path: read_words(text, names) for path, text in texts_of(entry)}
