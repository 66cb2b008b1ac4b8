"""From a directory to a draft: read every file, hold each part against its shape, collect every problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from handbook.files.folders import REQUIRED, Listing, folders, list_files, root_problem, shown
from handbook.files.reading import read_source
from handbook.files.source import Source
from handbook.files.vanished import vanished
from handbook.files.yaml.tree import Spot
from handbook.lang.catalogue import Fact, Phrase
from handbook.lang.languages import LANGS
from handbook.lang.prose import CLAUSE
from handbook.lang.words import Words
from handbook.problems.problem import Place, Problem
from handbook.problems.suggest import describe, guess, nearest
from handbook.schema.draft import Draft, Located
from handbook.schema.models import (
    CLAUSE_ID,
    CalendarFile,
    ChapterFile,
    ClauseEntry,
    ConsistencyEntry,
    GlossaryFile,
    GuardrailEntry,
    Identifier,
    ParameterEntry,
    RoleEntry,
    TermEntry,
)
from handbook.schema.rule_models import CaseEntry, RuleFile
from handbook.schema.validation.validate import read_shape

_TITLE = Phrase("handbook.policy.examples.title")
NOTHING_INSTEAD: Mapping[str, bytes] = MappingProxyType({})


def read_draft(root: Path, instead: Mapping[str, bytes] = NOTHING_INSTEAD) -> Draft:
    """Read every file; what has its shape goes into the draft, what has not becomes problems."""
    draft = Draft()
    problem = root_problem(root)
    if problem:
        draft.problems.append(problem)
        return draft
    listing = list_files(root)
    listing.files |= {name: root / name for name in instead if name not in listing.files}
    draft.problems += listing.problems
    draft.problems += vanished(root, listing)
    draft.absent = listing.absent()
    if "" in listing.closed:
        return draft
    _see_what_is_missing(root, listing, draft)
    own = {name: path for name, path in listing.files.items() if (name.rpartition("/")[0] or name) in _READERS}
    draft.others = {name: path for name, path in listing.files.items() if name not in own}
    for name, path in own.items():
        source = read_source(path, shown(path), name, instead.get(name))
        draft.sources.append(source)
        draft.problems += source.problems
        if any(each.code == "duplicate_key" and each.place.column == 1 for each in source.problems):
            draft.blind.add(_what_it_names(name))  # one of the two may have been meant to be another
        _take(source, draft)
    _put_in_order(draft)
    return draft


def _see_what_is_missing(root: Path, listing: Listing, draft: Draft) -> None:
    """Tell the files that every policy has and this one has not; names that may stand in them are unknown."""
    draft.blind |= listing.closed | {name.partition("/")[0].removesuffix(".yml") for name in listing.misnamed}
    for name in REQUIRED:
        if name not in listing.files:
            draft.blind.add(name.removesuffix(".yml"))
            draft.problems.append(Problem(Place(shown(root / name)), "missing_file"))
    needed = {folder.name for folder in folders().values() if folder.required}
    needed |= {"rules"} if any(listing.of("cases")) else set()
    for folder in (folders()[name] for name in sorted(needed)):
        if not any(listing.of(folder.name)):
            draft.blind.add(folder.name)
            misnamed = any(name.startswith(f"{folder.name}/") for name in listing.misnamed)
            if not misnamed and folder.name not in listing.closed:
                facts = {"allowed": f"{folder.name}/{folder.example}"}
                draft.problems.append(Problem(Place(shown(root / folder.name)), "empty_folder", "", facts))


def _take(source: Source, draft: Draft) -> None:
    """Give a file to the reader of its kind."""
    folder, _, file = source.name.rpartition("/")
    stem = file.removesuffix(".yml")
    if source.tree is None:
        draft.blind.add(_what_it_names(source.name))
        if folder == "rules":
            draft.known_rules.add(stem)
        draft.unread += [source] if folder == "chapters" or file == "glossary.yml" else []
        return
    _READERS[folder or file](source, stem, draft)


def _what_it_names(name: str) -> str:
    """What is not known where a file cannot be read: a group, `chapter <id>`, `roles`."""
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(".yml")
    return f"chapter {stem.partition('-')[2]}" if folder == "chapters" else stem


def _put_in_order(draft: Draft) -> None:
    """Chapters and clauses in the order of the files' numbers; two files with one number are told."""
    draft.chapters.sort(key=lambda chapter: _chapter_number(chapter.source))
    draft.clauses.sort(key=lambda clause: _chapter_number(clause.source))
    first: dict[int, str] = {}
    for source in draft.sources:
        if source.name.startswith("chapters/"):
            other = first.setdefault(_chapter_number(source), source.file)
            if other != source.file:
                draft.problems.append(Problem(Place(source.file), "chapter_number_twice", "", {"other": other}))


def _read(shape: Any, source: Source, draft: Draft, data: Any, spot: Spot, where: str = "") -> Any | None:
    entry, problems = read_shape(shape, data, spot, where, source.text)
    if problems:
        spoilt = {problem.place for problem in source.problems}  # told already, for what they are
        draft.problems += [problem for problem in problems if problem.place not in spoilt]
    return entry


def _quietly(shape: Any, data: Any, spot: Spot, source: Source) -> Any | None:
    """A part of a file whose problems are told already with the whole of it; None where it is one of the bad parts."""
    return read_shape(shape, data, spot, "", source.text)[0]


def _mapping(source: Source, draft: Draft, example: Phrase) -> dict[str, Any] | None:
    """The file's data if they are a mapping, else None and a problem."""
    assert source.tree is not None
    data = source.tree.data
    if isinstance(data, dict):
        return data
    facts: dict[str, Fact] = {"found": describe(data), "example": example}
    draft.problems.append(Problem(source.tree.root.place, "not_mapping", "", facts))
    return None


def _take_group(source: Source, group: str, draft: Draft) -> None:
    assert source.tree is not None
    if group == CLAUSE:
        draft.problems.append(Problem(Place(source.file), "reserved_group", "", {"name": group}))
        return
    data = _mapping(source, draft, _TITLE)
    if data is None:
        draft.blind.add(group)
        return
    root = source.tree.root
    title_key = _take_title(source, group, data, draft)
    for key in [key for key in data if key != title_key]:
        name, spot = f"{group}.{key}", root.find((key,))
        draft.known_parameters.add(name)
        draft.defined["unknown_parameter"][name] = (spot.key or spot).place
        named = _read(Identifier, source, draft, key, spot.key or spot, name)
        if named is None:
            draft.blind.add(group)  # texts may use the name as it should be
        entry = _read(ParameterEntry, source, draft, data[key], spot, name)
        if named is not None and entry is not None:
            draft.parameters[name] = Located(entry, spot, source, name)


def _take_title(source: Source, group: str, data: dict[str, Any], draft: Draft) -> str:
    """Read the group's title; returns its key, which may be misspelt."""
    assert source.tree is not None
    root = source.tree.root
    if "title" in data:
        title = _read(Words, source, draft, data["title"], root.find(("title",)), f"{group}.title")
        draft.groups[group] = title or Words(zh=group, en=group)
        return "title"
    words = [key for key, value in data.items() if isinstance(value, dict) and value.keys() <= set(LANGS)]
    misspelt = next((key for key in words if nearest(key, ["title"])), None)
    if misspelt:
        allowed = Phrase("handbook.policy.title_and_parameters")
        facts: dict[str, Fact] = {"key": misspelt, "guess": guess(misspelt, ["title"]), "allowed": allowed}
        place = (root.find((misspelt,)).key or root).place
        draft.problems.append(Problem(place, "unknown_key", f"{group}.{misspelt}", facts))
        return misspelt
    place = Place(source.file, root.place.line)
    draft.problems.append(Problem(place, "missing_key", group, {"key": "title", "example": _TITLE}))
    return "title"


def _take_chapter(source: Source, stem: str, draft: Draft) -> None:
    assert source.tree is not None
    data, root = source.tree.data, source.tree.root
    expected = stem.partition("-")[2]
    entry = _read(ChapterFile, source, draft, data, root)
    if entry is None:
        draft.unread.append(source)
    elif entry.id != expected:
        facts = {"file": expected, "found": entry.id}
        draft.problems.append(Problem(root.find(("id",)).place, "file_name_id", "", facts))
        draft.blind.add(f"chapter {expected}")
    if entry is not None:
        draft.chapters.append(Located(entry, root, source, entry.id))
    clauses = list(_clauses(data, root))
    valid = [clause for section in entry.sections for clause in section.clauses] if entry else None
    for index, (name, raw, spot) in enumerate(clauses):
        if name in draft.known_clauses:
            draft.blind.add(f"chapter {expected}")  # one of the two was meant to have another id
        draft.known_clauses.add(name)
        draft.defined["unknown_clause"][name] = spot.find(("id",)).place
        if not re.fullmatch(CLAUSE_ID, name):
            draft.blind.add(f"chapter {expected}")  # others may use the id as it should be
        clause = valid[index] if valid else _quietly(ClauseEntry, raw, spot, source)
        if clause is not None:
            draft.clauses.append(Located(clause, spot, source, name))
    for index, section in enumerate(_items(data, "sections")):
        if isinstance(section, dict):
            place = root.find(("sections", index, "id")).place
            draft.defined["section"][f"{data.get('id')}.{section.get('id')}"] = place
    if not clauses:
        draft.blind.add(f"chapter {expected}")


def _clauses(data: Any, root: Spot) -> Iterator[tuple[str, Any, Spot]]:
    """Clauses with their full ids, as far as they can be read from data that may not have their shape."""
    for i, section in enumerate(_items(data, "sections")):
        for j, clause in enumerate(_items(section, "clauses")):
            if isinstance(clause, dict):
                name = f"{data.get('id')}.{section.get('id')}.{clause.get('id')}"
                yield name, clause, root.find(("sections", i, "clauses", j))


def _items(data: Any, key: str) -> list[Any]:
    """A list inside a mapping; empty where either is none."""
    items = data.get(key) if isinstance(data, dict) else None
    return items if isinstance(items, list) else []


def _take_calendar(source: Source, stem: str, draft: Draft) -> None:
    assert source.tree is not None
    entry = _read(CalendarFile, source, draft, source.tree.data, source.tree.root)
    if entry is None:
        return
    if str(entry.year) != stem:
        facts = {"file": stem, "found": entry.year}
        draft.problems.append(Problem(source.tree.root.find(("year",)).place, "file_name_id", "", facts))
        return
    draft.calendars.append(Located(entry, source.tree.root, source, stem))


def _take_rule(source: Source, stem: str, draft: Draft) -> None:
    assert source.tree is not None
    draft.known_rules.add(stem)
    draft.defined["unknown_rule"][stem] = Place(source.file)
    entry = _read(RuleFile, source, draft, source.tree.data, source.tree.root, stem)
    if entry is not None:
        draft.rules[stem] = Located(entry, source.tree.root, source, stem)


def _take_cases(source: Source, _stem: str, draft: Draft) -> None:
    draft.cases += _take_list(
        CaseEntry, source, draft, "- {id: late-once, rule: attendance_deduction, on: …, given: …}"
    )


def _take_roles(source: Source, _stem: str, draft: Draft) -> None:
    assert source.tree is not None
    data = _mapping(source, draft, Phrase("handbook.policy.examples.role"))
    if data is None:
        draft.blind.add("roles")
        return
    for name, value in data.items():
        draft.known_roles.add(name)
        spot = source.tree.root.find((name,))
        draft.defined["unknown_role"][name] = (spot.key or spot).place
        _read(Identifier, source, draft, name, spot.key or spot, name)
        role = _read(RoleEntry, source, draft, value, spot, name)
        if role is not None:
            draft.roles[name] = role


def _take_glossary(source: Source, _stem: str, draft: Draft) -> None:
    assert source.tree is not None
    data, root = source.tree.data, source.tree.root
    glossary = _read(GlossaryFile, source, draft, data, root)
    if glossary is None:
        draft.unread.append(source)
    for index, value in enumerate(_items(data, "terms")):
        spot = root.find(("terms", index))
        term = glossary.terms[index] if glossary else _quietly(TermEntry, value, spot, source)
        if term is not None:
            draft.terms.append(Located(term, spot, source, term.id))


def _take_consistency(source: Source, _stem: str, draft: Draft) -> None:
    draft.consistency += _take_list(
        ConsistencyEntry, source, draft, "- {id: grades, must: a.b > a.c, message: {zh: …, en: …}}"
    )


def _take_guardrails(source: Source, _stem: str, draft: Draft) -> None:
    example = "- {id: fine, when: a.b > 0, region: national, cite: …, clause: …, message: {zh: …, en: …}}"
    draft.guardrails += _take_list(GuardrailEntry, source, draft, example)


def _take_list(shape: Any, source: Source, draft: Draft, example: str) -> Iterator[Any]:
    """The entries of a file that is a list; each that has not its shape is told."""
    assert source.tree is not None
    data, root = source.tree.data, source.tree.root
    if not isinstance(data, list):
        draft.problems.append(Problem(root.place, "not_list", "", {"found": describe(data), "example": example}))
        return
    for index, value in enumerate(data):
        spot = root.find((index,))
        entry = _read(shape, source, draft, value, spot)
        if entry is not None:
            yield Located(entry, spot, source, entry.id)


def _chapter_number(source: Source) -> int:
    return int(source.path.name.partition("-")[0])


# What reads each kind of file: those of a folder, or the one of a name. Floors above read theirs.
_READERS: Mapping[str, Callable[[Source, str, Draft], None]] = {
    "parameters": _take_group,
    "chapters": _take_chapter,
    "calendar": _take_calendar,
    "rules": _take_rule,
    "cases": _take_cases,
    "organization.yml": _take_group,
    "roles.yml": _take_roles,
    "glossary.yml": _take_glossary,
    "consistency.yml": _take_consistency,
    "guardrails.yml": _take_guardrails,
}
