"""From a draft without errors to the book."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from handbook.lang.languages import WRITTEN, Lang
from handbook.lang.prose import Prose, parse
from handbook.lang.terms import TermFinder
from handbook.lang.words import Words
from handbook.policy.book import Chapter, Clause, Parameter, PolicyBook, Section, Term
from handbook.policy.said import Said
from handbook.rules.rule import Rule
from handbook.schema.draft import Draft, Located
from handbook.schema.guardrails import Guardrail
from handbook.schema.models import ParameterEntry, TermEntry
from handbook.schema.timeline import Dated, Timeline


def build(draft: Draft, rules: Mapping[str, Rule], guardrails: tuple[Guardrail, ...]) -> PolicyBook:
    """A book from a draft that has no errors."""
    chapters = tuple(_chapter(located, number) for number, located in enumerate(draft.chapters, 1))
    by_id = {clause.id: clause for chapter in chapters for clause in chapter.clauses}
    users: dict[str, list[str]] = defaultdict(list)
    for clause in by_id.values():
        for name in clause.parameters:
            users[name].append(clause.id)
    terms = [located.entry for located in draft.terms]
    finder = TermFinder({term.id: [term.term.zh, *term.also.zh] for term in terms})
    used = finder.users({id: clause.entry.whole.zh for id, clause in by_id.items()})
    return PolicyBook(
        parameters=MappingProxyType({name: _parameter(name, located) for name, located in draft.parameters.items()}),
        groups=MappingProxyType(draft.groups),
        chapters=chapters,
        clauses=MappingProxyType(by_id),
        roles=MappingProxyType(draft.roles),
        terms=tuple(Term(term.id, term, _prose(term.means), _ruled_first(term, used)) for term in terms),
        calendars=MappingProxyType({located.entry.year: located.entry for located in draft.calendars}),
        rules=rules,
        cases=tuple(located.entry for located in draft.cases),
        guardrails=guardrails,
        digest=_digest(draft.contents()),
        contents=Said(draft.sources),
        _users=MappingProxyType({name: tuple(ids) for name, ids in users.items()}),
    )


def _parameter(name: str, located: Located[ParameterEntry]) -> Parameter:
    entry = located.entry
    steps = tuple(
        Dated(step.since, step.value, step.decided, step.ref, step.note, step.consulted, step.told)
        for step in entry.values
    )
    return Parameter(
        name, entry, Timeline(name, steps), located.spot.key.place if located.spot.key else located.place()
    )


def _chapter(located: Located, number: int) -> Chapter:  # type: ignore[type-arg]
    chapter, count, sections = located.entry, 0, []
    for i, section in enumerate(chapter.sections):
        clauses = []
        for j, entry in enumerate(section.clauses):
            count += 1
            id = f"{chapter.id}.{section.id}.{entry.id}"
            place = located.place("sections", i, "clauses", j)
            parts = tuple(_prose(words) for words in (entry.text, *(each.text for each in entry.added)))
            clauses.append(Clause(id, number, count, entry, _prose(entry.whole), parts, place))
        sections.append(Section(section.id, section.title, section.ordered, tuple(clauses)))
    return Chapter(chapter.id, number, chapter.title, chapter.summary, tuple(sections), located.source.file)


def _prose(words: Words) -> Mapping[Lang, Prose]:
    return MappingProxyType({lang: parse(words[lang]) for lang in WRITTEN})


def _ruled_first(term: TermEntry, used: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*term.clauses, *used.get(term.id, ())]))


def _digest(contents: Mapping[str, object]) -> str:
    """A fingerprint of what the files say; comments and layout do not count. It is that of all of them as one text,
    which would be as large as the book."""
    found = hashlib.sha256(b"{")
    for number, name in enumerate(sorted(contents)):
        found.update(f"{', ' if number else ''}{_text(name)}: {_text(contents[name])}".encode())
    found.update(b"}")
    return found.hexdigest()[:8]


def _text(content: object) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, (Decimal, date)):
        return str(value)
    raise TypeError(type(value).__name__)
