"""Reading `questions/*.yml`: every file, every problem, nothing raised."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from handbook import Located, Place, Problem, describe, list_files, read_shape, read_source, record, shown
from quiz.models import QuestionEntry

FOLDER = "questions"
_EXAMPLE = "- {id: late-once, clause: discipline.attendance.late, kind: single, level: 1, ask: …}"


@record
class Written:
    """What people wrote: the entries that have their shape, and what is wrong with the rest."""

    entries: list[Located[QuestionEntry]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_questions(data: Path) -> Written:
    """The questions of a policy directory; none where it has no such folder."""
    written = Written()
    listing = list_files(data)
    written.problems += [each for each in listing.problems if each.place.file.startswith(shown(data / FOLDER))]
    for path in listing.of(FOLDER):
        _read(path, written)
    _note_duplicates(written)
    return written


def _read(path: Path, written: Written) -> None:
    source = read_source(path, shown(path), f"{FOLDER}/{path.name}")
    written.problems += source.problems
    if source.tree is None:
        return
    data, root = source.tree.data, source.tree.root
    if not isinstance(data, list):
        facts = {"found": describe(data), "example": _EXAMPLE}
        written.problems.append(Problem(root.place, "not_list", "", facts))
        return
    spoilt = {problem.place for problem in source.problems}
    for index, value in enumerate(data):
        spot = root.find((index,))
        entry, problems = read_shape(QuestionEntry, value, spot, "", source.text)
        written.problems += [problem for problem in problems if problem.place not in spoilt]
        if entry is not None:
            written.entries.append(Located(entry, spot, source, entry.id))


def _note_duplicates(written: Written) -> None:
    first: dict[str, Place] = {}
    for located in written.entries:
        place = located.place("id")
        if located.name in first:
            other = first[located.name]
            facts = {"name": located.name, "first": other.short}
            written.problems.append(Problem(place, "duplicate_id", located.name, facts))
        first.setdefault(located.name, place)
