"""The policy as one frozen object: parameters by date, clauses in order, what uses what, texts rendered to spans."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Literal

from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import Lang, written_for
from handbook.lang.numerals import to_chinese
from handbook.lang.prose import ClauseRef, ParameterRef, Piece, PlainText, Prose, references
from handbook.lang.traditional import to_traditional
from handbook.lang.typography import needs_space
from handbook.lang.units import UnitName
from handbook.lang.words import Words
from handbook.problems.lookups import Unknown
from handbook.problems.problem import Place
from handbook.records import frozen
from handbook.rules.rule import Rule
from handbook.schema.guardrails import COMPANY_REGION, Guardrail, concerns
from handbook.schema.models import (
    AnyParameter,
    BandsParameter,
    CalendarFile,
    ClauseEntry,
    LegalNote,
    ParameterEntry,
    RoleEntry,
    TermEntry,
)
from handbook.schema.rule_models import CaseEntry
from handbook.schema.timeline import Dated, Timeline
from handbook.schema.values import Value, say_bands, say_value


@frozen
class Span:
    """A stretch of a rendered text: words, a parameter's value, or a clause's title."""

    kind: Literal["words", "value", "clause"]
    text: str
    ref: str = ""


@frozen
class Parameter:
    """A value of the policy that has a date. `name` is `group.key`."""

    name: str
    entry: ParameterEntry
    timeline: Timeline[Value]
    place: Place

    @property
    def group(self) -> str:
        return self.name.partition(".")[0]

    @property
    def unit(self) -> UnitName | None:
        """The unit of a number or of what bands give; None for words, days, switches and choices."""
        unit: UnitName | None = getattr(self.entry, "unit", None)
        return unit

    def at(self, day: date) -> Value:
        """The value in force on `day`. Raises NotInForce where none is; never falls back to another day's."""
        return self.timeline.at(day).value

    def say(self, day: date, lang: Lang) -> str:
        """The value in force on `day`, with its unit."""
        return say_value(self.entry, self.at(day), lang)

    def say_rows(self, day: date, lang: Lang) -> list[str]:
        """The value in force on `day` as rows: each of its bands, or the whole where it has none."""
        value = self.at(day)
        if isinstance(self.entry, BandsParameter) and isinstance(value, tuple):
            return say_bands(self.entry, value, lang)
        return [self.say(day, lang)]

    def say_step(self, step: Dated[Value], lang: Lang) -> str:
        """One of its dated values, with its unit."""
        return say_value(self.entry, step.value, lang)


@frozen
class Clause:
    """One provision. `number` is its place in the chapter, counted through the sections from 1."""

    id: str
    chapter_number: int
    number: int
    entry: ClauseEntry
    prose: Mapping[Lang, Prose]
    parts: tuple[Mapping[Lang, Prose], ...]  # the source's text, then each addition to it; together they are the prose
    place: Place

    @property
    def chapter(self) -> str:
        return self.id.partition(".")[0]

    @property
    def section(self) -> str:
        """`chapter.section`."""
        return self.id.rpartition(".")[0]

    def say_number(self, lang: Lang) -> str:
        """`第七章 第二条`, `7.2`."""
        facts = {"chapter": _numeral(self.chapter_number), "clause": _numeral(self.number)}
        return say("handbook.policy.clause_number", lang, **facts)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters in its text, in order, each once."""
        return _names(self.prose["zh"], ParameterRef)

    @cached_property
    def refers_to(self) -> tuple[str, ...]:
        """The clauses it names in its text or under `see`, each once."""
        return tuple(dict.fromkeys([*_names(self.prose["zh"], ClauseRef), *self.entry.see]))


@frozen
class Section:
    """Clauses that belong together."""

    id: str
    title: Words
    ordered: bool
    clauses: tuple[Clause, ...]


@frozen
class Chapter:
    """A chapter; `number` counts from 1."""

    id: str
    number: int
    title: Words
    summary: Words
    sections: tuple[Section, ...]
    file: str

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for section in self.sections for clause in section.clauses)

    def say_number(self, lang: Lang) -> str:
        """`第七章`, `Chapter 7`."""
        return say("handbook.policy.chapter_number", lang, chapter=_numeral(self.number))


@frozen
class Term:
    """A word of the glossary, its meaning, and where it is ruled and used."""

    id: str
    entry: TermEntry
    means: Mapping[Lang, Prose]
    used_by: tuple[str, ...]


@frozen
class PolicyBook:
    """The whole policy, checked. All mappings are read-only and in the order of the files."""

    parameters: Mapping[str, Parameter]
    groups: Mapping[str, Words]
    chapters: tuple[Chapter, ...]
    clauses: Mapping[str, Clause]
    roles: Mapping[str, RoleEntry]
    terms: tuple[Term, ...]
    calendars: Mapping[int, CalendarFile]
    rules: Mapping[str, Rule]
    cases: tuple[CaseEntry, ...]
    guardrails: tuple[Guardrail, ...]
    digest: str
    contents: Mapping[str, object] = field(repr=False)  # what the files say, by file, as it was read
    _users: Mapping[str, tuple[str, ...]] = field(repr=False)

    @cached_property
    def units(self) -> frozenset[UnitName]:
        """The units of its values: numbers in others are none of its business."""
        entries = [parameter.entry for parameter in self.parameters.values()]
        return frozenset(unit for entry in entries for key in ("unit", "by") if (unit := getattr(entry, key, None)))

    @cached_property
    def by_section(self) -> Mapping[str, Mapping[str, int]]:
        """By section, the names of the parameters that it shows, each with its place in the book."""
        places = {name: place for place, name in enumerate(self.parameters)}
        sections: dict[str, dict[str, int]] = {}
        for name, clauses in self._users.items():
            for id in clauses:
                sections.setdefault(self.clauses[id].section, {})[name] = places[name]
        return sections

    def param(self, name: str) -> Parameter:
        """A parameter by name. Raises Unknown with names that resemble it."""
        if name not in self.parameters:
            raise Unknown(name, self.parameters)
        return self.parameters[name]

    def clause(self, id: str) -> Clause:
        """A clause by its full id. Raises Unknown with ids that resemble it."""
        if id not in self.clauses:
            raise Unknown(id, self.clauses)
        return self.clauses[id]

    def users(self, name: str) -> tuple[Clause, ...]:
        """The clauses whose text shows the parameter, in the order of the book."""
        return tuple(self.clauses[id] for id in self._users.get(name, ()))

    def rule(self, id: str) -> Rule:
        """A rule by its id. Raises Unknown with ids that resemble it."""
        if id not in self.rules:
            raise Unknown(id, self.rules)
        return self.rules[id]

    def rules_of(self, clause_id: str) -> tuple[Rule, ...]:
        """The listed rules that apply a clause."""
        return self._rules_of.get(clause_id, ())

    @cached_property
    def _rules_of(self) -> Mapping[str, tuple[Rule, ...]]:
        """The listed rules by the clauses that they apply."""
        found: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules.values():
            for clause in rule.clauses if rule.listed else ():
                found[clause] = (*found.get(clause, ()), rule)
        return found

    def passed_by(self, parameters: Collection[str], day: date) -> tuple[Guardrail, ...]:
        """The legal limits about one of some parameters that are passed on a day."""
        names = frozenset(parameters)
        about = (each for each in self.guardrails if not names.isdisjoint(each.parameters))
        return tuple(each for each in about if each.is_passed(day))

    def company_region(self, day: date) -> str | None:
        """Where the company is on a day; None where nobody has said."""
        region = self.parameters.get(COMPANY_REGION)
        return str(region.at(day)) if region and region.timeline.covers(day) else None

    def notes_for(self, entry: AnyParameter | ClauseEntry, day: date) -> tuple[LegalNote, ...]:
        """What the law says about a parameter or a clause, where the company is."""
        company = self.company_region(day)
        return tuple(note for note in entry.legal if concerns(note.region, company))

    def terms_of(self, clause_id: str) -> tuple[Term, ...]:
        """The glossary's terms that a clause rules or uses."""
        return tuple(term for term in self.terms if clause_id in term.used_by)

    def say(self, prose: Mapping[Lang, Prose], lang: Lang, day: date) -> tuple[Span, ...]:
        """A text as of `day`. Raises NotInForce where a value it shows is not defined that day."""
        spans: list[Span] = []
        for piece in prose[written_for(lang)]:
            span = self._span(piece, lang, day)
            apart = spans and not ("words" == spans[-1].kind == span.kind)
            if apart and needs_space(spans[-1].text, span.text):
                spans.append(Span("words", " "))
            spans.append(span)
        return tuple(spans)

    def plain(self, prose: Mapping[Lang, Prose], lang: Lang, day: date) -> str:
        """A text as of `day`, as plain words."""
        return "".join(span.text for span in self.say(prose, lang, day))

    def in_force_since(self, day: date) -> date:
        """The last day on or before `day` on which any value changed: the date of the version in force."""
        days = [step.since for p in self.parameters.values() for step in p.timeline.changes if step.since <= day]
        if not days:
            raise LookupError(f"nothing is in force on {day}")
        return max(days)

    def next_change(self, day: date) -> date | None:
        """The first day after `day` on which a value changes, if any is scheduled."""
        coming = [step.since for p in self.parameters.values() for step in p.timeline.changes if step.since > day]
        return min(coming, default=None)

    def _span(self, piece: Piece, lang: Lang, day: date) -> Span:
        if isinstance(piece, ParameterRef):
            return Span("value", self.param(piece.name).say(day, lang), piece.name)
        if isinstance(piece, ClauseRef):
            title = self.clause(piece.id).entry.title[lang]
            return Span("clause", language(lang).quoted(title), piece.id)
        assert isinstance(piece, PlainText)  # texts of the policy have no names of their own
        return Span("words", to_traditional(piece.text) if lang == "zh-Hant" else piece.text)


def _numeral(number: int) -> Mapping[Lang, str]:
    """A number as the headings of a language have it."""
    chinese = to_chinese(number)
    return {"zh": chinese, "zh-Hant": chinese, "en": str(number)}


def _names(prose: Prose, kind: type[ParameterRef] | type[ClauseRef]) -> tuple[str, ...]:
    found = (
        ref.name if isinstance(ref, ParameterRef) else ref.id for ref in references(prose) if isinstance(ref, kind)
    )
    return tuple(dict.fromkeys(found))
