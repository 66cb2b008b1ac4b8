"""The policy's files as read, before anyone knows whether they fit together: what the checks look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from handbook.models import (
    CalendarFile,
    ChapterFile,
    ClauseEntry,
    ConsistencyEntry,
    GlossaryFile,
    ParameterEntry,
    RoleEntry,
    SectionEntry,
)
from handbook.problems import Place, Problem
from handbook.source import Source
from handbook.tree import Spot
from handbook.words import Words

T = TypeVar("T")


@dataclass(frozen=True)
class Located(Generic[T]):
    """A valid part of a file and where it stands."""

    entry: T
    spot: Spot
    source: Source
    name: str = ""

    def place(self, *path: str | int) -> Place:
        """The place of a part of it; of the nearest part around it where that one is not written."""
        return self.spot.find(path).place


@dataclass
class Draft:
    """Everything that has its shape. Names are known even of what has not, so that one slip causes one message."""

    parameters: dict[str, Located[ParameterEntry]] = field(default_factory=dict)
    groups: dict[str, Words] = field(default_factory=dict)
    chapters: list[Located[ChapterFile]] = field(default_factory=list)
    roles: dict[str, RoleEntry] = field(default_factory=dict)
    glossary: Located[GlossaryFile] | None = None
    calendars: list[Located[CalendarFile]] = field(default_factory=list)
    consistency: list[Located[ConsistencyEntry]] = field(default_factory=list)
    known_parameters: set[str] = field(default_factory=set)
    known_clauses: set[str] = field(default_factory=set)
    known_roles: set[str] = field(default_factory=set)
    blind: set[str] = field(default_factory=set)  # groups and chapters whose names could not be read
    problems: list[Problem] = field(default_factory=list)
    contents: dict[str, Any] = field(default_factory=dict)  # file -> its data, for the digest

    def clauses(self) -> Iterator[tuple[str, Located[ClauseEntry], SectionEntry]]:
        """Every clause with its full id and its section, in the order of the book."""
        for chapter in self.chapters:
            for i, section in enumerate(chapter.entry.sections):
                for j, clause in enumerate(section.clauses):
                    spot = chapter.spot.find(("sections", i, "clauses", j))
                    name = f"{chapter.entry.id}.{section.id}.{clause.id}"
                    yield name, Located(clause, spot, chapter.source, name), section

    def knows_parameter(self, name: str) -> bool:
        """Whether the name exists, or stands in a file that could not be read."""
        return name in self.known_parameters or name.split(".", maxsplit=1)[0] in self.blind

    def knows_clause(self, name: str) -> bool:
        """Whether the id exists, or stands in a file that could not be read."""
        return name in self.known_clauses or f"chapter {name.split('.', maxsplit=1)[0]}" in self.blind
