"""From the files to rules: each with the steps of the rules it uses spliced in. Collects every problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType

from handbook.files.yaml.tree import Spot
from handbook.lang.languages import Lang
from handbook.lang.prose import LocalRef, ParameterRef, Piece, PlainText
from handbook.lang.words import Words
from handbook.problems.problem import Place, Problem, Severity
from handbook.problems.suggest import guess
from handbook.records import frozen
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
from handbook.rules.formulas.tree import Tree, names_of
from handbook.rules.reading.fields import Fields
from handbook.rules.reading.known_parameters import KnownParameters
from handbook.rules.reading.locations import Location, Parts
from handbook.rules.reading.references import check_aliases, check_clauses, check_names
from handbook.rules.reading.vanishing import vanishing
from handbook.rules.rule import Input, InputField, InputRows, Outcome, Rule, RuleStep, Stop, bring_input
from handbook.schema.draft import Draft, Located
from handbook.schema.placeholders import OF_A_RULE, Names, read_words
from handbook.schema.rule_models import AskedNumber, InputEntry, OutcomeEntry, RuleFile, StepEntry, StopEntry, UseEntry


def build_rules(draft: Draft, known: KnownParameters) -> tuple[Mapping[str, Rule], list[Problem]]:
    """Every rule of a draft that can be built, and what is wrong with the others."""
    builder = _RuleBuilder(draft, known)
    rules = {id: rule for id in draft.rules if (rule := builder.rule(id))}
    return MappingProxyType(rules), builder.problems


def _vanishing(rule: Rule, located: Located[RuleFile], parts: Parts) -> Iterator[Problem]:
    """Warnings of results that may be missing."""
    conditions = {step.id: step.when for step, _ in parts.steps}
    conditions |= {name: entry.ask_when for name, (entry, _) in parts.inputs.items()}
    for result, needed in vanishing(rule).items():
        code = "result_needs_unasked" if needed in parts.inputs else "result_needs_skipped"
        code = "result_skipped" if result == needed else code
        facts = {"name": result, "needs": needed, "when": " ".join((conditions[needed] or "").split())}
        place = located.place("results", rule.results.index(result))
        yield Problem(place, code, f"{rule.id}.{result}", facts, "warning")


@frozen
class _Built:
    """A rule that was built, the warnings about it, and all that both come from but the values of its parameters: the
    files of the rule and of those that it uses, and what others declare."""

    files: list[Spot]
    declarations: tuple[object, ...]
    rule: Rule
    warnings: list[Problem]


class _RuleBuilder:
    """Builds the rules of a draft, each once."""

    def __init__(self, draft: Draft, known: KnownParameters) -> None:
        self.draft, self.known = draft, known
        self.problems: list[Problem] = []
        self._parts_of: dict[str, Parts] = {}  # each put together once, however many rules use it
        self._spoilt: set[str] = set()  # rules with a use that cannot be, which has been told

    def rule(self, id: str) -> Rule | None:
        """A rule, or None where something is wrong with it. It is built where something that it comes from has changed
        since it was; else it is the same, with the values of now."""
        files, declarations = self._files(id), self.known.declarations
        kept = self.draft.rules[id].kept
        built: _Built | None = kept.get(_Built)
        if built is None or (built.files, built.declarations) != (files, declarations):
            known = len(self.problems)
            rule = self._build(id)
            if rule:
                kept[_Built] = _Built(files, declarations, rule, self.problems[known:])
            return rule
        rule = built.rule.with_values({name: self.known.parameter(name) for name in built.rule.parameters})
        kept[_Built] = replace(built, rule=rule)
        self.problems += built.warnings
        return rule

    def _files(self, id: str) -> list[Spot]:
        """The file of a rule, and those of the rules that it uses."""
        ids = [id]
        for each in ids:
            steps = self.draft.rules[each].entry.steps if each in self.draft.rules else ()
            ids += [step.use for step in steps if isinstance(step, UseEntry) and step.use not in ids]
        return [self.draft.rules[each].spot for each in ids if each in self.draft.rules]

    def _build(self, id: str) -> Rule | None:
        for each in self._spoilt:
            del self._parts_of[each]  # told again from here: a circle looks otherwise from each of its rules
        self._spoilt.clear()
        parts = self._parts(id, (id,))
        if id in self._spoilt:
            return None
        assembly = _Assembly(self.known, self.draft.rules[id], parts)
        rule = assembly.build()
        self.problems += assembly.problems
        if rule:
            self.problems += _vanishing(rule, self.draft.rules[id], parts)
        return rule

    def _parts(self, id: str, path: tuple[str, ...]) -> Parts:
        if id not in self._parts_of:
            self._parts_of[id] = self._put_together(id, path)
        return self._parts_of[id]

    def _put_together(self, id: str, path: tuple[str, ...]) -> Parts:
        located = self.draft.rules[id]
        at = Location(located)
        parts = Parts({name: (entry, at.to("inputs", name)) for name, entry in located.entry.inputs.items()})
        for index, step in enumerate(located.entry.steps):
            if isinstance(step, UseEntry):
                self._splice(step.use, at.to("steps", index, "use").place, parts, path)
            else:
                parts.steps.append((step, at.to("steps", index)))
        parts.stops += [(stop, at.to("refuse", i)) for i, stop in enumerate(located.entry.refuse)]
        parts.outcomes += [(outcome, at.to("outcomes", i)) for i, outcome in enumerate(located.entry.outcomes)]
        return parts

    def _splice(self, id: str, place: Place, parts: Parts, path: tuple[str, ...]) -> None:
        """Add another rule's steps. Its inputs that are no steps here become inputs here."""
        if id not in self.draft.rules:
            if not self.draft.knows_rule(id):  # else it has problems of its own, which are told
                facts = {"name": id, "guess": guess(id, self.draft.known_rules)}
                self.problems.append(Problem(place, "unknown_rule", f"{path[0]}.steps", facts))
            self._spoilt.add(path[-1])
            return
        if id in path:
            self.problems.append(Problem(place, "rule_circle", f"{path[0]}.steps", {"path": " → ".join((*path, id))}))
            self._spoilt.add(path[-1])
            return
        used = self._parts(id, (*path, id))
        if id in self._spoilt:
            self._spoilt.add(path[-1])
        have = {step.id for step, _ in parts.steps}
        for name, entry in used.inputs.items():
            if name not in have:
                parts.inputs.setdefault(name, entry)
        parts.steps += [step for step in used.steps if step not in parts.steps]  # two may use the same third
        parts.stops += [stop for stop in used.stops if stop not in parts.stops]
        parts.outcomes += [outcome for outcome in used.outcomes if outcome not in parts.outcomes]


class _Assembly:
    """Puts one rule together; what is wrong with it is in `problems`."""

    def __init__(self, known: KnownParameters, located: Located[RuleFile], parts: Parts) -> None:
        self.known, self.located, self.parts = known, located, parts
        self.problems: list[Problem] = []
        self.scope = Scope(known.kind_of, known.names, later={*parts.inputs, *(step.id for step, _ in parts.steps)})
        self.scope.labels = dict(known.labels)
        self.fields = Fields(known.terms, list(parts.inputs), self._tell)
        self.used: dict[str, None] = {}  # parameters, in order of first use
        self.taken: dict[str, Location] = {}
        self.has_double = False  # two things of one name
        self.origins: dict[str, tuple[str, ...]] = {}  # what each day or moment that is worked out comes from

    def build(self) -> Rule | None:
        """The rule, or None where something is wrong with it."""
        entry = self.located.entry
        inputs = tuple(self._input(name, *part) for name, part in self.parts.inputs.items())
        steps = tuple(step for part in self.parts.steps if (step := self._step(*part)))
        stops = tuple(stop for number, part in enumerate(self.parts.stops, 1) if (stop := self._stop(number, *part)))
        outcomes = tuple(outcome for part in self.parts.outcomes if (outcome := self._outcome(*part)))
        check_names(self.located, self.parts, self.scope, self._tell)
        check_aliases(self.parts, self._tell)
        check_clauses(self.located, self.parts, self.known.draft, self._tell)
        made, parts = [*steps, *stops, *outcomes], [*self.parts.steps, *self.parts.stops, *self.parts.outcomes]
        if len(made) < len(parts) or any(problem.severity == "error" for problem in self.problems):
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
            parameters={name: self.known.parameter(name) for name in self.used},
            calendars=self.known.calendars,
            place=Place(self.located.source.file),
            asks=tuple(entry.ask),
            stops=stops,
        )

    def _input(self, name: str, entry: InputEntry, at: Location) -> Input:
        self._take(name, at)
        made = self.fields.input(name, entry, at)
        if entry.aliases.zh or entry.aliases.en:
            made = replace(made, aliases=(*entry.aliases.zh, *entry.aliases.en))
        if isinstance(entry, AskedNumber) and entry.source and isinstance(made, InputField):
            rule, _, step = entry.source.partition(".")
            made = replace(made, source=(rule, step))
        if entry.ask_when:
            made = replace(made, ask_when=self._condition(entry.ask_when, at.to("ask_when"), name, None))
            if name == self.located.entry.as_of:
                self._tell(at.to("ask_when").place, "as_of_asked", name, name=name)
        self.scope.later.discard(name)
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
        self.scope.itself = entry.id
        wanted = self.fields.options(entry.choices, at.to("choices")) if entry.choices else None
        read = self._analyse(entry.formula, at.to("formula"), entry.id, entry.each, wanted)
        when = self._condition(entry.when, at.to("when"), entry.id, entry.each) if entry.when else None
        self.scope.itself = ""
        kind = self._declared(entry, read, at)
        other = self._otherwise(entry, at, kind, wanted) if entry.otherwise else None
        self._define(entry, kind, at)
        if isinstance(kind.of if isinstance(kind, ListKind) else kind, (DayKind, MomentKind)):  # it declares none
            self.origins[entry.id] = self._origins(names_of(read.tree))
        if kind is None or (entry.when and when is None) or (entry.otherwise and other is None):
            return None
        own = at.located is self.located
        return RuleStep(entry.id, entry.label, kind, read.tree, entry.unit, entry.each, when, entry.clause, own, other)

    def _otherwise(
        self, entry: StepEntry, at: Location, kind: ValueKind | None, wanted: ChoiceKind | None
    ) -> Tree | None:
        """What a step comes to where it would be skipped, which is of its own kind."""
        read = self._analyse(entry.otherwise or "", at.to("otherwise"), entry.id, entry.each, wanted)
        if read.errors or read.kind is None or kind is None:
            return None
        if unify(read.kind, kind) is None:
            facts = {"declared": say_kind(kind), "found": say_kind(read.kind)}
            names = self._of(entry, read)
            self._tell(at.to("otherwise").place, "step_otherwise", entry.id, names, **facts)
            return None
        return read.tree

    def _define(self, entry: StepEntry, kind: ValueKind | None, at: Location) -> None:
        """Bring a step's name into scope; of two with one name nobody knows which is meant."""
        kind = None if entry.id in self.taken else kind
        self._take(entry.id, at.to("id"))
        self.scope.bring(entry.id, kind, entry.each, entry.label)

    def _declared(self, entry: StepEntry, read: Analysed, at: Location) -> ValueKind | None:
        """The step's kind, on which its formula and its declared unit must agree."""
        if read.errors or read.kind is None:
            return None
        number = read.kind.of if isinstance(read.kind, ListKind) else read.kind
        if not isinstance(number, NumberKind):
            if entry.unit:
                found = say_kind(read.kind)
                self._tell(at.to("unit").place, "step_no_unit", entry.id, self._of(entry, read), found=found)
            return read.kind
        declared = NumberKind(parse_unit(entry.unit) if entry.unit else BARE)
        if unify(number, declared) is None:
            place = at.to("unit" if entry.unit else "formula").place
            facts = {"declared": say_kind(declared), "found": say_kind(number)}
            self._tell(place, "step_unit", entry.id, self._of(entry, read), **facts)
            return None
        return ListKind(declared) if isinstance(read.kind, ListKind) else declared

    def _of(self, entry: StepEntry, read: Analysed) -> list[str]:
        """The names on which the unit of a step rests: its own, and those in a formula of it."""
        return [entry.id, *names_of(read.tree)]

    def _origins(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names, each with those that its kind comes from."""
        return tuple(dict.fromkeys(each for name in names for each in (name, *self.origins.get(name, ()))))

    # what is said

    def _stop(self, number: int, entry: StopEntry, at: Location) -> Stop | None:
        id = entry.id or f"refuse_{number}"
        self._take(f"refuse {id}", at.to("id") if entry.id else at, id)
        when, said = self._condition(entry.when, at.to("when"), id, None), self._said(entry.say, at.to("say"), id)
        return None if when is None or said is None else Stop(id, when, said)

    def _outcome(self, entry: OutcomeEntry, at: Location) -> Outcome | None:
        self._take(f"outcome {entry.id}", at.to("id"), entry.id)
        when = self._condition(entry.when, at.to("when"), entry.id, None)
        said = self._said(entry.say, at.to("say"), entry.id)
        return None if when is None or said is None else Outcome(entry.id, entry.tone, when, said)

    def _said(self, words: Words, at: Location, where: str) -> Mapping[Lang, tuple[str | Tree, ...]] | None:
        """Words with what they refer to, by written language."""
        read = read_words(words, self._names())
        for found in read.problems:
            spot = at.to(found.lang)
            place = spot.place if found.index is None else spot.place_of(words[found.lang], found.index)
            self._tell(place, found.code, where, **found.facts)
        named = [ref.name for ref in read.references if isinstance(ref, ParameterRef)]
        self.used |= dict.fromkeys(name for name in named if self.known.kind_of(name))
        return None if read.problems else {lang: tuple(map(_piece, prose)) for lang, prose in read.prose.items()}

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
        if not isinstance(read.kind, SwitchKind):
            names = names_of(read.tree)
            self._tell(at.place, "formula_needs_condition", where, names, part=text, found=say_kind(read.kind))
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
            self._tell(at.place_of(text, error.index), code, where, error.names, **error.facts)
        for remark in read.remarks:
            self._tell(at.place_of(text, remark.index), remark.code, where, **remark.facts)
        self.used |= dict.fromkeys(read.parameters)
        return read

    def _take(self, key: str, at: Location, name: str = "") -> None:
        """Inputs, fields and steps share one list of names; outcomes have their own."""
        if key in self.taken:
            first = self.taken[key]
            self._tell(at.place, "duplicate_id", name or key, name=name or key, first=first.place.short)
            self.has_double = True
        self.taken.setdefault(key, at)

    def _tell(self, place: Place, code: str, where: str, names: Iterable[str] = (), /, **facts: object) -> None:
        """Tell a problem; `names` are those on which it rests."""
        rule = PurePath(place.file).stem  # the one in which it stands, which may be one that this rule uses
        severity: Severity = "warning" if code in DOUBTS else "error"
        declared = (
            (name, self.parts.declared(name) or self.known.declared(name, code)) for name in self._origins(names)
        )
        rests = tuple((name, at) for name, at in declared if at)
        self.problems.append(Problem(place, code, f"{rule}.{where}", facts, severity, rests=rests))


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
