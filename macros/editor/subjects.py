"""What a form is about, a parameter's new value or a clause's texts, and what would come of what was entered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import field
from datetime import date

from handbook import (
    NOTHING_INSTEAD,
    Clause,
    EditRefused,
    NotYaml,
    Parameter,
    PolicyError,
    Problem,
    Proposal,
    Spot,
    Unknown,
    Words,
    as_part,
    compare,
    compose,
    frozen,
    parse_day,
    propose_value,
    propose_without,
    propose_words,
    read_tree,
    say,
)
from macros.editor.fields import Control, clause_words, fields_of_clause, fields_of_value, new_value
from macros.editor.workspace import Workspace

Given = Mapping[str, str]
Files = Mapping[str, bytes]
Path = tuple[str | int, ...]


class Subject(ABC):
    """Something that a form changes. `file` is the one file that it writes."""

    kind: str

    def __init__(self, workspace: Workspace, id: str, title: Words, file: str) -> None:
        self.workspace, self.id, self.file = workspace, id, file
        self.title = title[workspace.lang]

    @abstractmethod
    def fields(self, given: Given) -> list[Control]:
        """The controls, with what was entered."""

    @abstractmethod
    def propose(self, given: Given, instead: Files = NOTHING_INSTEAD) -> Proposal | None:
        """The change, to the policy with these files; None where not enough is filled in.

        Raises PolicyError where it is refused.
        """

    @abstractmethod
    def path(self, given: Given) -> Path:
        """Where in the file the fields stand."""


class NewValueOf(Subject):
    """A new dated value of a parameter."""

    kind = "parameter"

    def __init__(self, workspace: Workspace, parameter: Parameter) -> None:
        super().__init__(workspace, parameter.name, parameter.entry.label, parameter.place.file)
        self.parameter = parameter

    def fields(self, given: Given) -> list[Control]:
        return fields_of_value(self.parameter, self.workspace.lang, given)

    def propose(self, given: Given, instead: Files = NOTHING_INSTEAD) -> Proposal | None:
        new = new_value(self.parameter, given)
        return propose_value(self.workspace.data, self.id, new, self.workspace.today, instead=instead) if new else None

    def path(self, given: Given) -> Path:
        since = parse_day(given.get("from", "").strip()) or date.max
        earlier = [step for step in self.parameter.timeline.steps if step.since < since]
        key = self.id.partition(".")[2]
        return (key, "values", len(earlier))


class ValueTakenBack(NewValueOf):
    """A scheduled value of a parameter, to be taken back; the form around it stays one for a new value."""

    def propose(self, given: Given, instead: Files = NOTHING_INSTEAD) -> Proposal | None:
        since = parse_day(given.get("since", "")) or date.max
        return propose_without(self.workspace.data, self.id, since, self.workspace.today, instead)


class TextsOf(Subject):
    """The texts of a clause."""

    kind = "clause"

    def __init__(self, workspace: Workspace, clause: Clause) -> None:
        super().__init__(workspace, clause.id, clause.entry.title, clause.place.file)
        self.clause = clause

    def fields(self, given: Given) -> list[Control]:
        return fields_of_clause(self.clause, self.workspace.lang, given)

    def propose(self, given: Given, instead: Files = NOTHING_INSTEAD) -> Proposal | None:
        words = clause_words(self.clause, given)
        return propose_words(self.workspace.data, self.id, words, self.workspace.today, instead) if words else None

    def path(self, given: Given) -> Path:  # noqa: ARG002  (it stands where it stands)
        chapter = next(each for each in self.workspace.sound_book.chapters if each.id == self.clause.chapter)
        return next(
            ("sections", i, "clauses", j)
            for i, section in enumerate(chapter.sections)
            for j, clause in enumerate(section.clauses)
            if clause.id == self.id
        )


@frozen
class Tried:
    """What came of trying: the fields with their problems, problems elsewhere, or the proposal with its impact."""

    fields: list[Control]
    proposal: Proposal | None = None
    elsewhere: list[Problem] = field(default_factory=list)
    impact: str = ""

    @property
    def count(self) -> int:
        """How many problems there are."""
        return sum(len(each.problems) for each in self.fields) + len(self.elsewhere)


def try_out(subject: Subject, given: Given) -> Tried:
    """Make the change in memory; nothing is written."""
    fields, workspace = subject.fields(given), subject.workspace
    try:
        proposal = subject.propose(given)
    except EditRefused as refused:
        return Tried(fields, None, _elsewhere(fields, refused, subject, given))
    except PolicyError as refused:
        return Tried(fields, None, list(refused.problems))
    except Unknown:  # its file went meanwhile
        return Tried(fields, None, list(workspace.loaded.errors))
    if proposal is None:
        if given.get("from", "").strip():
            fields[0].problems.append(say("macros.editor.bad_day", workspace.lang))
        return Tried(fields)
    impact = compare(*proposal.books, workspace.today, workspace.data, workspace.data)
    return Tried(fields, proposal, [], as_part(compose(impact, workspace.lang)))


def _elsewhere(fields: list[Control], refused: EditRefused, subject: Subject, given: Given) -> list[Problem]:
    """Put each problem beside the field at which it stands in the file; the others are returned."""
    try:
        root = read_tree(refused.text, "").root.find(subject.path(given))
    except NotYaml:
        return list(refused.problems)
    rest = []
    for problem in refused.problems:
        at = _field_at(fields, problem, root) if problem.place.file == subject.file else None
        if at:
            at.problems.append(problem.message(subject.workspace.lang))
        else:
            rest.append(problem)
    return rest


def _field_at(fields: list[Control], problem: Problem, root: Spot) -> Control | None:
    """The field that the place is of: where a key is missing its own, else that in the column, else in the line."""
    written = root.children if isinstance(root.children, dict) else {}
    spots = [(each, root.find(_steps(each.path)).place) for each in fields if each.path[0] in written]
    line = [(each, place) for each, place in spots if place.line == problem.place.line]
    missing = [each for each, _ in line if problem.code == "missing_key" and each.path[-1] == problem.facts["key"]]
    exact = [each for each, place in line if place.column == problem.place.column]
    return next(iter([*missing, *exact, *(each for each, _ in line)]), None)


def _steps(path: tuple[str, ...]) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in path)
