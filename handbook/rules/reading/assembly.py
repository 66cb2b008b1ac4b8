"""One rule being put together: its inputs first, then each step in the scope of those before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType

from handbook.lang.prose import LocalRef, ParameterRef, Piece, PlainText
from handbook.problems.problem import Place, Problem, Severity
from handbook.problems.suggest import guess
from handbook.rules.formulas.analysis import DOUBTS, Analysed, analyse
from handbook.rules.formulas.kinds import (
    BARE,
    ChoiceKind,
    DayKind,
    ListKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    ValueKind,
    parse_unit,
    say_kind,
    unify,
)
from handbook.rules.formulas.scope import Scope
from handbook.rules.formulas.tree import Tree
from handbook.rules.reading.fields import Fields
from handbook.rules.reading.known_parameters import KnownParameters
from handbook.rules.reading.locations import Location
from handbook.rules.rule import Input, InputRows, Outcome, Rule, RuleStep, bring_input
from handbook.schema.draft import Located
from handbook.schema.placeholders import OF_A_RULE, Names, read_words
from handbook.schema.rule_models import InputEntry, OutcomeEntry, RuleFile, StepEntry, WaterfallPicture


@dataclass
class Parts:
    """What a rule consists of once the rules it uses are spliced in, each part with where it stands."""

    inputs: dict[str, tuple[InputEntry, Location]] = field(default_factory=dict)
    steps: list[tuple[StepEntry, Location]] = field(default_factory=list)
    outcomes: list[tuple[OutcomeEntry, Location]] = field(default_factory=list)


class Assembly:
    """Puts one rule together; what is wrong with it is in `problems`."""

    def __init__(self, known: KnownParameters, located: Located[RuleFile], parts: Parts) -> None:
        self.known, self.located, self.parts = known, located, parts
        self.problems: list[Problem] = []
        self.scope = Scope(known.kind_of, known.names, later={step.id for step, _ in parts.steps})
        self.fields = Fields(known.terms, self._tell)
        self.used: dict[str, None] = {}  # parameters, in order of first use
        self.taken: dict[str, Place] = {}
        self.has_double = False  # two things of one name

    def build(self) -> Rule | None:
        """The rule, or None where something is wrong with it."""
        entry = self.located.entry
        inputs = tuple(self._input(name, *part) for name, part in self.parts.inputs.items())
        steps = tuple(step for part in self.parts.steps if (step := self._step(*part)))
        outcomes = tuple(outcome for part in self.parts.outcomes if (outcome := self._outcome(*part)))
        self._check_names()
        self._check_clauses()
        wrong = any(problem.severity == "error" for problem in self.problems)
        if wrong or len(steps) < len(self.parts.steps) or len(outcomes) < len(self.parts.outcomes):
            return None  # also where a file with its own problems hides a parameter
        return Rule(
            id=self.located.name,
            title=entry.title,
            about=entry.about,
            clause=entry.clause,
            listed=entry.listed,
            as_of=entry.as_of,
            inputs=inputs,
            steps=steps,
            results=tuple(entry.results),
            outcomes=outcomes,
            picture=entry.picture,
            parameters=MappingProxyType({name: self.known.parameter(name) for name in self.used}),
            calendars=self.known.calendars,
            place=Place(self.located.source.file),
        )

    def _input(self, name: str, entry: InputEntry, at: Location) -> Input:
        self._take(name, at)
        made = self.fields.input(name, entry, at)
        if isinstance(made, InputRows):
            for each in made.fields:
                self._take(each.id, at.to("rows", each.id))
        bring_input(self.scope, made)
        return made

    # steps

    def _step(self, entry: StepEntry, at: Location) -> RuleStep | None:
        self.scope.later.discard(entry.id)
        if entry.each and entry.each not in self.scope.columns:
            lists = ", ".join(self.scope.columns) or "—"
            self._tell(at.to("each").place, "unknown_rows", entry.id, name=entry.each, lists=lists)
            self._take(entry.id, at.to("id"))
            self.scope.scalars[entry.id] = None  # nobody knows of which list it is
            return None
        wanted = self.fields.options(entry.choices, at.to("choices")) if entry.choices else None
        read = self._analyse(entry.formula, at.to("formula"), entry.id, entry.each, wanted)
        when = self._condition(entry.when, at.to("when"), entry.id, entry.each) if entry.when else None
        kind = self._declared(entry, read, at)
        self._define(entry, kind, at)
        if kind is None or (entry.when and when is None):
            return None
        own = at.located is self.located
        return RuleStep(entry.id, entry.label, kind, read.tree, entry.unit, entry.each, when, entry.clause, own)

    def _define(self, entry: StepEntry, kind: ValueKind | None, at: Location) -> None:
        """Bring a step's name into scope; of two with one name nobody knows which is meant."""
        kind = None if entry.id in self.taken else kind
        self._take(entry.id, at.to("id"))
        self.scope.bring(entry.id, kind, entry.each)

    def _declared(self, entry: StepEntry, read: Analysed, at: Location) -> ValueKind | None:
        """The step's kind, on which its formula and its declared unit must agree."""
        if read.errors or read.kind is None:
            return None
        number = read.kind.of if isinstance(read.kind, ListKind) else read.kind
        if not isinstance(number, NumberKind):
            if entry.unit:
                self._tell(at.to("unit").place, "step_no_unit", entry.id, found=say_kind(read.kind))
            return read.kind
        declared = NumberKind(parse_unit(entry.unit) if entry.unit else BARE)
        if unify(number, declared) is None:
            place = at.to("unit" if entry.unit else "formula").place
            self._tell(place, "step_unit", entry.id, declared=say_kind(declared), found=say_kind(number))
            return None
        return ListKind(declared) if isinstance(read.kind, ListKind) else declared

    # outcomes

    def _outcome(self, entry: OutcomeEntry, at: Location) -> Outcome | None:
        self._take(f"outcome {entry.id}", at.to("id"), entry.id)
        when = self._condition(entry.when, at.to("when"), entry.id, None)
        read = read_words(entry.say, self._names())
        for told in read.problems:
            spot = at.to("say", told.lang)
            place = spot.place if told.index is None else spot.place_of(entry.say[told.lang], told.index)
            self._tell(place, told.code, entry.id, **told.facts)
        named = [ref.name for ref in read.references if isinstance(ref, ParameterRef)]
        self.used |= dict.fromkeys(name for name in named if self.known.kind_of(name))
        if when is None or read.problems:
            return None
        say = {lang: tuple(map(_piece, prose)) for lang, prose in read.prose.items()}
        return Outcome(entry.id, entry.tone, when, MappingProxyType(say))

    def _names(self) -> Names:
        """What an outcome may name: inputs, steps, and parameters that can be counted with."""
        known = self.known
        return Names(
            known.names,
            known.draft.knows_parameter,
            OF_A_RULE,
            local=self.scope.shown,
            fits=lambda name: known.kind_of(name) is not None or not known.is_sound(name),
        )

    # formulas

    def _condition(self, text: str, at: Location, where: str, rows: str | None) -> Tree | None:
        read = self._analyse(text, at, where, rows)
        if read.errors or read.kind is None:
            return None
        if read.kind != SwitchKind():
            self._tell(at.place, "formula_needs_condition", where, part=text, found=say_kind(read.kind))
            return None
        return read.tree

    def _analyse(
        self, text: str, at: Location, where: str, rows: str | None, wanted: ChoiceKind | None = None
    ) -> Analysed:
        read, draft = analyse(text, self.scope, rows, wanted), self.known.draft
        for error in read.errors:
            code, name = error.code, str(error.facts.get("name", ""))
            if code == "unknown_parameter" and draft.knows_parameter(name):
                if not self.known.is_sound(name):
                    continue  # it has problems of its own
                code = "formula_words_parameter"
            if code == "formula_unknown_name" and self.has_double:
                continue  # most likely what one of two with the same name was to be called
            self._tell(at.place_of(text, error.index), code, where, **error.facts)
        for remark in read.remarks:
            self._tell(at.place_of(text, remark.index), remark.code, where, **remark.facts)
        self.used |= dict.fromkeys(read.parameters)
        return read

    # the whole

    def _check_names(self) -> None:
        entry, at = self.located.entry, Location(self.located)
        steps = [step.id for step, _ in self.parts.steps]
        for index, name in enumerate(entry.results):
            if name in {step.id for step, _ in self.parts.steps if step.each}:
                self._tell(at.to("results", index).place, "result_of_rows", name, name=name)
            elif name not in steps:
                self._tell(at.to("results", index).place, "unknown_step", name, name=name, guess=guess(name, steps))
        dated = self.scope.scalars.get(entry.as_of or "") if entry.as_of in self.parts.inputs else None
        if entry.as_of and dated not in (DayKind(), MomentKind()):
            self._tell(at.to("as_of").place, "as_of_day", entry.as_of, name=entry.as_of)
        for path, name in _pictured(entry):
            if name not in self.scope.names:
                facts = {"name": name, "guess": guess(name, self.scope.names)}
                self._tell(at.to("picture", *path).place, "formula_unknown_name", "picture", **facts)

    def _check_clauses(self) -> None:
        draft, at = self.known.draft, Location(self.located)
        named = [("clause", at.to("clause"), self.located.entry.clause)]
        named += [
            (step.id, part.to("clause"), step.clause)
            for step, part in self.parts.steps
            if step.clause and part.located is self.located
        ]
        for where, part, clause in named:
            if not draft.knows_clause(clause):
                facts = {"name": clause, "guess": guess(clause, draft.known_clauses)}
                self._tell(part.place, "unknown_clause", where, **facts)

    def _take(self, key: str, at: Location, name: str = "") -> None:
        """Inputs, fields and steps share one list of names; outcomes have their own."""
        if key in self.taken:
            first = self.taken[key]
            self._tell(at.place, "duplicate_id", name or key, name=name or key, first=first.short)
            self.has_double = True
        self.taken.setdefault(key, at.place)

    def _tell(self, place: Place, code: str, where: str, **facts: object) -> None:
        rule = PurePath(place.file).stem  # the one in which it stands, which may be one that this rule uses
        severity: Severity = "warning" if code in DOUBTS else "error"
        self.problems.append(Problem(place, code, f"{rule}.{where}", facts, severity))


def _piece(piece: Piece) -> str | Tree:
    """A piece of what an outcome says, as a run and the browser know it."""
    match piece:
        case PlainText(text=text):
            return text
        case ParameterRef(name=name):
            return ("p", name)
        case LocalRef(name=name):
            return ("v", name)
    raise TypeError(f"no outcome names {piece}")  # told before


def _pictured(entry: RuleFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The names a picture uses, each with where it is written."""
    picture = entry.picture
    if isinstance(picture, WaterfallPicture):
        yield from ((("bars", index, "step"), bar.step) for index, bar in enumerate(picture.bars))
        yield ("total",), picture.total
    elif picture:
        names = picture.model_dump(exclude={"kind"})
        yield from (((key,), name) for key, name in names.items())
