"""What a policy's files say, entry by entry: a parameter, a clause, a limit, a worked case, or a whole file.

The files are taken as they were read and not by their models, so that a new key or a new kind of file is compared
without anyone remembering it. Every value of every file is in one entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from handbook.files.folders import list_files, shown
from handbook.files.reading import read_source
from handbook.impact.differences.entry import Entry, NameOrder, rows_by_name
from handbook.policy.book import PolicyBook

_LISTS = {"cases": "case", "questions": "question", "consistency.yml": "consistency", "guardrails.yml": "guardrail"}


def entries_of(contents: Mapping[str, Any]) -> dict[tuple[str, str], Entry]:
    """The entries of files by kind and name. Two of one name are told apart by their file."""
    found: dict[tuple[str, str], Entry] = {}
    for file, data in contents.items():
        for kind, name, part in _split(file, data):
            key = (kind, name) if (kind, name) not in found else (kind, f"{name} ({file})")
            found[key] = Entry(kind, name, file, part)
    return found


def contents_of_both(
    before: PolicyBook, after: PolicyBook, data_before: Path, data_after: Path
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the files say that differ, those of floors above included; of the latter none is read that does not."""
    alike = {
        name
        for name, data in before.contents.items()
        if name in after.contents and repr(data) == repr(after.contents[name])
    }
    both: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for side, book in zip(both, (before, after)):
        side.update((name, data) for name, data in book.contents.items() if name not in alike)
    if data_before != data_after:
        files = [list_files(data).files for data in (data_before, data_after)]
        for name in dict.fromkeys([*files[0], *files[1]]):
            if name not in before.contents and name not in after.contents:
                paths = [each.get(name) for each in files]
                if _bytes(paths[0]) != _bytes(paths[1]):
                    for side, path in zip(both, paths):
                        if path:
                            side[name] = _read(path, name)
    return both


def _split(file: str, data: Any) -> Iterator[tuple[str, str, Any]]:
    folder, _, last = file.rpartition("/")
    stem = last.removesuffix(".yml")
    where = folder or last
    if where in ("parameters", "organization.yml") and isinstance(data, dict):
        yield "group", stem, {key: value for key, value in data.items() if key == "title"}
        yield from (("parameter", f"{stem}.{key}", value) for key, value in data.items() if key != "title")
    elif where == "chapters" and isinstance(data, dict):
        yield from _chapter(data)
    elif where == "roles.yml" and isinstance(data, dict):
        yield from (("role", str(name), value) for name, value in data.items())
    elif where == "glossary.yml" and isinstance(data, dict) and rows_by_name(data.get("terms")):
        yield "file", file, {**data, "terms": NameOrder(tuple(rows_by_name(data["terms"])))}
        yield from (("term", name, value) for name, value in rows_by_name(data["terms"]).items())
    elif where in _LISTS and rows_by_name(data):
        yield "file", file, NameOrder(tuple(rows_by_name(data)))
        yield from ((_LISTS[where], name, value) for name, value in rows_by_name(data).items())
    elif where in ("rules", "calendar"):
        yield where.removesuffix("s"), stem, data
    else:
        yield "file", file, data


def _chapter(data: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    chapter, sections = str(data.get("id")), rows_by_name(data.get("sections"))
    yield "chapter", chapter, {**data, "sections": NameOrder(tuple(sections))}
    for section, value in sections.items():
        clauses = rows_by_name(value.get("clauses"))
        yield "section", f"{chapter}.{section}", {**value, "clauses": NameOrder(tuple(clauses))}
        yield from (("clause", f"{chapter}.{section}.{name}", clause) for name, clause in clauses.items())


def _bytes(path: Path | None) -> bytes | None:
    try:
        return path.read_bytes() if path else None
    except OSError:
        return None


def _read(path: Path, name: str) -> Any:
    """What a file says; of one that cannot be understood its text, so that it is seen to differ."""
    source = read_source(path, shown(path), name)
    return source.tree.data if source.tree else source.text
