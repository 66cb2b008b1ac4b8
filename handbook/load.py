"""From a directory to a PolicyBook: read every file, collect every problem, then fail once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from handbook.book import PolicyBook, build
from handbook.checks import check_draft
from handbook.days import today as today_in_shanghai
from handbook.draft import Draft, Located
from handbook.models import (
    CalendarFile,
    ChapterFile,
    ConsistencyEntry,
    GlossaryFile,
    Identifier,
    ParameterEntry,
    RoleEntry,
)
from handbook.problems import Place, PolicyError, Problem, in_order
from handbook.prose import CLAUSE
from handbook.shapes import describe, read_shape
from handbook.source import Source, read_source
from handbook.tree import Spot
from handbook.words import Words

_GROUP_FILE = re.compile(r"([a-z][a-z0-9_]*)\.yml")
_CHAPTER_FILE = re.compile(r"(\d+)-([a-z][a-z0-9_]*)\.yml")
_CALENDAR_FILE = re.compile(r"(\d{4})\.yml")
REQUIRED = ("organization.yml", "roles.yml", "glossary.yml")
_TOP_FILES = (*REQUIRED, "consistency.yml")
_FOLDERS = {
    "parameters": (_GROUP_FILE, "parameters/<group>.yml"),
    "chapters": (_CHAPTER_FILE, "chapters/<n>-<id>.yml"),
    "calendar": (_CALENDAR_FILE, "calendar/<year>.yml"),
}


@dataclass(frozen=True)
class Loaded:
    """What came of a directory: the book if nothing is wrong with it, and all problems, warnings included."""

    book: PolicyBook | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid using the policy."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def load(root: Path, today: date | None = None) -> Loaded:
    """Read and check a policy directory as of `today` (default: now in Shanghai). Never raises for its content."""
    draft = read_draft(root)
    day = today or today_in_shanghai()
    problems = in_order([*draft.problems, *check_draft(draft, day)])
    errors = [problem for problem in problems if problem.severity == "error"]
    return Loaded(None if errors else build(draft), tuple(problems))


def open_book(root: Path, today: date | None = None) -> PolicyBook:
    """The book of a directory. Raises PolicyError with every problem where it cannot be used."""
    loaded = load(root, today)
    if loaded.book is None:
        raise PolicyError(loaded.problems)
    return loaded.book


def read_draft(root: Path) -> Draft:
    """Read every file; what has its shape goes into the draft, what has not becomes problems."""
    draft = Draft()
    shown = root.as_posix()
    if not root.exists():
        draft.problems.append(Problem(Place(shown), "no_directory"))
        return draft
    if not root.is_dir():
        draft.problems.append(Problem(Place(shown), "not_a_directory"))
        return draft
    files = _files(root, draft)
    for name in REQUIRED:
        if name not in files:
            draft.problems.append(Problem(Place(f"{shown}/{name}"), "missing_file"))
    for folder in ("parameters", "chapters"):
        if not any(name.startswith(f"{folder}/") for name in files):
            draft.problems.append(Problem(Place(f"{shown}/{folder}"), "missing_file"))
    for name, path in files.items():
        source = read_source(path, f"{shown}/{name}")
        draft.problems += source.problems
        _take(name, source, draft)
    draft.chapters.sort(key=lambda chapter: _chapter_number(chapter.source))
    return draft


def _files(root: Path, draft: Draft) -> dict[str, Path]:
    """The YAML files by name relative to `root`, sorted; strangers become problems."""
    found: dict[str, Path] = {}
    try:
        paths = sorted(path for path in root.rglob("*.y*ml") if not any(part.startswith(".") for part in path.parts))
    except OSError as error:
        draft.problems.append(Problem(Place(root.as_posix()), "unreadable", "", {"reason": error.strerror}))
        return found
    for path in paths:
        name = path.relative_to(root).as_posix()
        folder, _, file = name.rpartition("/")
        if folder in _FOLDERS and not _FOLDERS[folder][0].fullmatch(file):
            facts = {"allowed": _FOLDERS[folder][1]}
            draft.problems.append(Problem(Place(path.as_posix()), "bad_file_name", "", facts))
        elif folder in _FOLDERS or name in _TOP_FILES:
            found[name] = path
        else:
            allowed = ", ".join([*_TOP_FILES, *(form for _, form in _FOLDERS.values())])
            draft.problems.append(Problem(Place(path.as_posix()), "unknown_file", "", {"allowed": allowed}))
    return found


def _take(name: str, source: Source, draft: Draft) -> None:
    """Give a file to the reader of its kind."""
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(".yml")
    if source.tree is None:
        draft.blind.add({"chapters": f"chapter {stem.partition('-')[2]}", "": stem}.get(folder, stem))
        return
    draft.contents[name] = source.tree.data
    readers: dict[str, Callable[[Source, str, Draft], None]] = {
        "parameters": _take_group,
        "chapters": _take_chapter,
        "calendar": _take_calendar,
        "organization.yml": _take_group,
        "roles.yml": _take_roles,
        "glossary.yml": _take_glossary,
        "consistency.yml": _take_consistency,
    }
    readers[folder or file](source, stem, draft)


def _read(shape: Any, source: Source, draft: Draft, data: Any, spot: Spot, where: str = "") -> Any | None:
    entry, problems = read_shape(shape, data, spot, where, source.text)
    draft.problems += problems
    return entry


def _mapping(source: Source, draft: Draft, example: str) -> dict[str, Any]:
    """The file's data if they are a mapping, else nothing and a problem."""
    assert source.tree is not None
    data = source.tree.data
    if isinstance(data, dict):
        return data
    facts = {"found": describe(data), "example": example}
    draft.problems.append(Problem(source.tree.root.place, "not_mapping", "", facts))
    return {}


def _take_group(source: Source, group: str, draft: Draft) -> None:
    assert source.tree is not None
    if group == CLAUSE:
        draft.problems.append(Problem(Place(source.file), "reserved_group", "", {"name": group}))
        return
    data = dict(_mapping(source, draft, "title: {zh: 考勤, en: Attendance}"))
    root = source.tree.root
    if "title" in data:
        title = _read(Words, source, draft, data.pop("title"), root.find(("title",)), f"{group}.title")
        draft.groups[group] = title or Words(zh=group, en=group)
    elif data:
        facts = {"key": "title", "example": "title: {zh: 考勤, en: Attendance}"}
        draft.problems.append(Problem(root.place, "missing_key", group, facts))
    for key, value in data.items():
        name, spot = f"{group}.{key}", root.find((key,))
        draft.known_parameters.add(name)
        if _read(Identifier, source, draft, key, spot.key or spot, name) is None:
            continue
        entry = _read(ParameterEntry, source, draft, value, spot, name)
        if entry is not None:
            draft.parameters[name] = Located(entry, spot, source, name)


def _take_chapter(source: Source, stem: str, draft: Draft) -> None:
    assert source.tree is not None
    data = source.tree.data
    draft.known_clauses.update(_clause_ids(data))
    entry = _read(ChapterFile, source, draft, data, source.tree.root)
    expected = stem.partition("-")[2]
    if entry is None:
        if not any(name.startswith(f"{expected}.") for name in draft.known_clauses):
            draft.blind.add(f"chapter {expected}")
        return
    if entry.id != expected:
        facts = {"file": expected, "found": entry.id}
        draft.problems.append(Problem(source.tree.root.find(("id",)).place, "file_name_id", "", facts))
    draft.chapters.append(Located(entry, source.tree.root, source, entry.id))


def _clause_ids(data: Any) -> Iterator[str]:
    """Full ids as far as they can be read from data that may not have their shape."""
    if not isinstance(data, dict):
        return
    for section in data.get("sections") or []:
        if isinstance(section, dict):
            for clause in section.get("clauses") or []:
                if isinstance(clause, dict):
                    yield f"{data.get('id')}.{section.get('id')}.{clause.get('id')}"


def _take_calendar(source: Source, stem: str, draft: Draft) -> None:
    assert source.tree is not None
    entry = _read(CalendarFile, source, draft, source.tree.data, source.tree.root)
    if entry is None:
        return
    if str(entry.year) != stem:
        facts = {"file": stem, "found": entry.year}
        draft.problems.append(Problem(source.tree.root.find(("year",)).place, "file_name_id", "", facts))
    draft.calendars.append(Located(entry, source.tree.root, source, stem))


def _take_roles(source: Source, _stem: str, draft: Draft) -> None:
    assert source.tree is not None
    for name, value in _mapping(source, draft, "agent: {label: {zh: 客服专员, en: Agent}}").items():
        draft.known_roles.add(name)
        role = _read(RoleEntry, source, draft, value, source.tree.root.find((name,)), name)
        if role is not None:
            draft.roles[name] = role


def _take_glossary(source: Source, _stem: str, draft: Draft) -> None:
    assert source.tree is not None
    entry = _read(GlossaryFile, source, draft, source.tree.data, source.tree.root)
    if entry is not None:
        draft.glossary = Located(entry, source.tree.root, source)


def _take_consistency(source: Source, _stem: str, draft: Draft) -> None:
    assert source.tree is not None
    data, root = source.tree.data, source.tree.root
    if not isinstance(data, list):
        draft.problems.append(Problem(root.place, "not_list", "", {"found": describe(data)}))
        return
    for index, value in enumerate(data):
        spot = root.find((index,))
        entry = _read(ConsistencyEntry, source, draft, value, spot)
        if entry is not None:
            draft.consistency.append(Located(entry, spot, source, entry.id))


def _chapter_number(source: Source) -> int:
    return int(source.path.name.partition("-")[0])
