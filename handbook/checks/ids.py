"""Ids are unique, and what refers to a clause or a role names one that exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook.draft import Draft
from handbook.problems import Place, Problem
from handbook.shapes import guess


def check_ids(draft: Draft) -> Iterator[Problem]:
    """Duplicate ids; dangling clauses and roles."""
    yield from _duplicates((located.entry.id, located.place("id")) for located in draft.chapters)
    for chapter in draft.chapters:
        sections = enumerate(chapter.entry.sections)
        yield from _duplicates(
            (f"{chapter.entry.id}.{section.id}", chapter.place("sections", i, "id")) for i, section in sections
        )
    yield from _duplicates((id, located.place("id")) for id, located, _ in draft.clauses())
    yield from _duplicates((located.entry.id, located.place("id")) for located in draft.consistency)
    if draft.glossary:
        terms = enumerate(draft.glossary.entry.terms)
        yield from _duplicates((term.id, draft.glossary.place("terms", i, "id")) for i, term in terms)
    yield from _clause_references(draft)
    yield from _roles(draft)


def _duplicates(ids: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for id, place in ids:
        if id in first:
            yield Problem(place, "duplicate_id", id, {"name": id, "first": f"{first[id].file}:{first[id].line}"})
        first.setdefault(id, place)


def _clause_references(draft: Draft) -> Iterator[Problem]:
    for id, located, _ in draft.clauses():
        for index, name in enumerate(located.entry.see):
            place = located.place("see", index)
            if name == id:
                yield Problem(place, "self_reference", f"{id}.see")
            elif not draft.knows_clause(name):
                yield _unknown_clause(place, f"{id}.see", name, draft)
    if draft.glossary:
        for i, term in enumerate(draft.glossary.entry.terms):
            for j, name in enumerate(term.clauses):
                if not draft.knows_clause(name):
                    yield _unknown_clause(draft.glossary.place("terms", i, "clauses", j), term.id, name, draft)


def _unknown_clause(place: Place, where: str, name: str, draft: Draft) -> Problem:
    return Problem(place, "unknown_clause", where, {"name": name, "guess": guess(name, draft.known_clauses)})


def _roles(draft: Draft) -> Iterator[Problem]:
    if "roles" in draft.blind:
        return
    allowed = ", ".join(draft.known_roles)
    for id, located, _ in draft.clauses():
        named = [(("roles", index), role) for index, role in enumerate(located.entry.roles)]
        if located.entry.actor:
            named.append((("actor",), located.entry.actor))  # type: ignore[arg-type]
        for path, role in named:
            if role not in draft.known_roles:
                facts = {"name": role, "allowed": allowed, "guess": guess(role, draft.known_roles)}
                yield Problem(located.place(*path), "unknown_role", f"{id}.{path[0]}", facts)
