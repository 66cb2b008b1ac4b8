"""Placeholders in texts can be read, name what exists, agree between the languages, and have a value today."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from handbook.files.source import Source
from handbook.files.yaml.align import place_in_text
from handbook.files.yaml.tree import Path
from handbook.lang.catalogue import Fact, Listed
from handbook.lang.languages import LANGS
from handbook.lang.prose import ParameterRef, has_braces
from handbook.lang.words import Words
from handbook.problems.problem import Place, Problem
from handbook.schema.draft import Draft, Located
from handbook.schema.models import ParameterEntry
from handbook.schema.placeholders import OF_THE_POLICY, Names, ReadWords, first_brace, read_words
from handbook.schema.validation.paths import names_along

_WITH_PLACEHOLDERS = {"chapters": "text", "": "means", "rules": "say"}  # folder -> the key whose words may have them
_FORMULAS = ("must", "when", "formula")  # these say themselves what is wrong with a brace


def check_texts(draft: Draft, today: date) -> Iterator[Problem]:
    """Every text that may carry placeholders: of clauses and of glossary terms. And no parameter goes unused."""
    used: set[str] = set()
    names = Names(draft.known_parameters, draft.knows_parameter, OF_THE_POLICY, draft.known_clauses, draft.knows_clause)
    for name, located, words in texts(draft):
        read = read_words(words, names)
        yield from _placeholder_problems(read, name, located, words)
        yield from _without_value(draft, read, today)
        used |= {ref.name for ref in read.references if isinstance(ref, ParameterRef)}
    unknown = {problem.place for problem in draft.problems if problem.code == "unknown_key"}
    for source in draft.sources:
        yield from _strays(source, unknown)
    for name, parameter in draft.parameters.items():
        if name not in used and not draft.may_mention(name):
            yield _not_shown(draft, name, parameter)


def _not_shown(draft: Draft, name: str, parameter: Located[ParameterEntry]) -> Problem:
    """That no text shows a parameter: who counts with it all the same, or that nobody does."""
    place = parameter.spot.key.place if parameter.spot.key else parameter.place()
    users = draft.files_with(name)
    code = "parameter_not_shown" if users else "unused_parameter"
    facts: dict[str, Fact] = {"name": name, "users": Listed(tuple(users))}
    return Problem(place, code, name, facts, "warning")


def texts(draft: Draft) -> Iterator[tuple[str, Located[object], Words]]:
    """Name, place and words of every text with placeholders."""
    for clause in draft.clauses:
        spot = clause.spot.find(("text",))
        yield f"{clause.name}.text", Located(clause.entry, spot, clause.source), clause.entry.text
        for index, each in enumerate(clause.entry.added):
            spot = clause.spot.find(("added", index, "text"))
            yield f"{clause.name}.added.text", Located(clause.entry, spot, clause.source), each.text
    for term in draft.terms:
        spot = term.spot.find(("means",))
        yield f"{term.name}.means", Located(term.entry, spot, term.source), term.entry.means


def _strays(source: Source, unknown: Collection[Place]) -> Iterator[Problem]:
    """Placeholders, in whatever braces, where none are put in: they would be shown to readers as they stand. Below a
    key that is `unknown`, which may be meant for another, that is not known."""
    if source.tree is None:
        return
    allowed = _WITH_PLACEHOLDERS.get(source.name.rpartition("/")[0])
    for row, text in source.tree.rows():
        if not has_braces(text):
            continue
        spot = source.tree.spot(row)
        path = spot.path
        *_, above, key = ("", "", *path)
        if allowed in (above, key) or key in _FORMULAS:
            continue
        index = first_brace(text.strip(), anything=key in LANGS)
        if index is not None and not _is_below(source, path, unknown):
            where = ".".join(names_along(path, source.tree.data))
            place = place_in_text(source, spot, text.strip(), index)
            yield Problem(place, "placeholder_here", where)


def _is_below(source: Source, path: Path, keys: Collection[Place]) -> bool:
    """Whether a text stands below one of the keys at these places."""
    assert source.tree is not None
    spot = source.tree.root
    for step in path:
        spot = spot.find((step,))
        if spot.key and spot.key.place in keys:
            return True
    return False


def _placeholder_problems(read: ReadWords, name: str, located: Located[object], words: Words) -> Iterator[Problem]:
    """What is wrong with one text, at its places."""
    for found in read.problems:
        spot = located.spot.find((found.lang,))
        place = (
            spot.place if found.index is None else place_in_text(located.source, spot, words[found.lang], found.index)
        )
        yield Problem(place, found.code, f"{name}.{found.lang}", found.facts)


def _without_value(draft: Draft, read: ReadWords, today: date) -> Iterator[Problem]:
    """Parameters of a text that have no value yet."""
    for ref in read.references:
        parameter = draft.parameters.get(ref.name) if isinstance(ref, ParameterRef) else None
        first = min((step.since for step in parameter.entry.values), default=None) if parameter else None
        if parameter and first and first > today:
            at = parameter.place("values", 0, "from")
            yield Problem(at, "no_value_on_day", parameter.name, {"day": today, "first": first})
