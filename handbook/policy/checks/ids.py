"""Ids are unique, and what refers to a clause or a role names one that exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from handbook.files.yaml.tree import Path
from handbook.lang.languages import WRITTEN
from handbook.problems.problem import Place, Problem
from handbook.problems.suggest import guess
from handbook.schema.draft import Draft, Located


def check_ids(draft: Draft) -> Iterator[Problem]:
    """Duplicate ids; dangling clauses and roles."""
    yield from _duplicates((located.entry.id, located, ("id",)) for located in draft.chapters)
    for chapter in draft.chapters:
        sections = enumerate(chapter.entry.sections)
        yield from _duplicates(
            (f"{chapter.entry.id}.{section.id}", chapter, ("sections", i, "id")) for i, section in sections
        )
    copies = _copied_chapters(draft)
    yield from _duplicates((each.name, each, ("id",)) for each in draft.clauses if each.source.file not in copies)
    yield from _duplicates((located.entry.id, located, ("id",)) for located in draft.consistency)
    yield from _duplicates((located.entry.id, located, ("id",)) for located in draft.guardrails)
    yield from _duplicates((located.entry.id, located, ("id",)) for located in draft.terms)
    yield from _term_words(draft)
    yield from _clause_references(draft)
    yield from _roles(draft)


def _duplicates(ids: Iterable[tuple[str, Located[Any], Path]]) -> Iterator[Problem]:
    """Of ids, each with where it stands: what it is in, and the path there."""
    first: dict[str, tuple[Located[Any], Path]] = {}
    for id, located, path in ids:
        if id in first:
            other, at = first[id]
            yield Problem(located.place(*path), "duplicate_id", id, {"name": id, "first": other.place(*at).short})
        first.setdefault(id, (located, path))


def _term_words(draft: Draft) -> Iterator[Problem]:
    """A word that stands for two terms: a reader would be shown the meaning of one of them."""
    for lang in WRITTEN:
        first: dict[str, str] = {}
        for located in draft.terms:
            entry = located.entry
            words: list[tuple[tuple[str | int, ...], str]] = [(("term", lang), entry.term[lang])]
            words += [(("also", lang, index), word) for index, word in enumerate(getattr(entry.also, lang))]
            for path, word in words:
                other = first.setdefault(word.lower(), entry.id)
                if other != entry.id or (path[0] == "also" and word == entry.term[lang]):
                    yield Problem(located.place(*path), "term_twice", entry.id, {"word": word, "other": other})


def _copied_chapters(draft: Draft) -> set[str]:
    """Files whose chapter id is taken: that is told once, not again for every clause in them."""
    owner: dict[str, str] = {}
    for located in draft.chapters:
        owner.setdefault(located.entry.id, located.source.file)
    return {located.source.file for located in draft.chapters} - set(owner.values())


def _clause_references(draft: Draft) -> Iterator[Problem]:
    counts = Counter(located.name for located in draft.clauses)  # a doubled id was meant to be another
    for located in draft.clauses:
        for index, name in enumerate(located.entry.see):
            if name == located.name and counts[name] == 1:
                yield Problem(located.place("see", index), "self_reference", f"{name}.see")
            elif not draft.knows_clause(name):
                yield _unknown_clause(located.place("see", index), f"{located.name}.see", name, draft)
    for term in draft.terms:
        for index, name in enumerate(term.entry.clauses):
            if not draft.knows_clause(name):
                yield _unknown_clause(term.place("clauses", index), f"{term.name}.clauses", name, draft)


def _unknown_clause(place: Place, where: str, name: str, draft: Draft) -> Problem:
    return Problem(place, "unknown_clause", where, {"name": name, "guess": guess(name, draft.known_clauses)})


def _roles(draft: Draft) -> Iterator[Problem]:
    if "roles" in draft.blind:
        return
    allowed = ", ".join(sorted(draft.known_roles))
    for located in draft.clauses:
        named: list[tuple[tuple[str | int, ...], str]] = [
            (("roles", index), role) for index, role in enumerate(located.entry.roles)
        ]
        if located.entry.actor:
            named.append((("actor",), located.entry.actor))
        named += [(("shared_with", index), role) for index, role in enumerate(located.entry.shared_with)]
        for path, role in named:
            if role not in draft.known_roles:
                facts = {"name": role, "allowed": allowed, "guess": guess(role, draft.known_roles)}
                yield Problem(located.place(*path), "unknown_role", f"{located.name}.{path[0]}", facts)
