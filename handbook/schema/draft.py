"""The policy's files as read, before anyone knows whether they fit together: what the checks look at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import field
from pathlib import Path
from typing import Any, Generic, TypeVar

from handbook.files.source import Source
from handbook.files.yaml.tree import Spot
from handbook.lang.words import Words
from handbook.problems.causes import Names
from handbook.problems.problem import Place, Problem
from handbook.records import frozen, record
from handbook.schema.models import (
    CalendarFile,
    ChapterFile,
    ClauseEntry,
    ConsistencyEntry,
    GuardrailEntry,
    ParameterEntry,
    RoleEntry,
    TermEntry,
)
from handbook.schema.rule_models import CaseEntry, RuleFile

T = TypeVar("T")


@frozen
class Located(Generic[T]):
    """A valid part of a file and where it stands."""

    entry: T
    spot: Spot
    source: Source
    name: str = ""

    def place(self, *path: str | int) -> Place:
        """The place of a part of it; of the nearest part around it where that one is not written."""
        return self.spot.find(path).place

    @property
    def kept(self) -> dict[Hashable, Any]:
        """What was made of its file, see `Tree`."""
        assert self.source.tree is not None
        return self.source.tree.kept


@record
class Draft:
    """Everything that has its shape. Names are known even of what has not, so that one typo causes one message."""

    parameters: dict[str, Located[ParameterEntry]] = field(default_factory=dict)
    groups: dict[str, Words] = field(default_factory=dict)
    chapters: list[Located[ChapterFile]] = field(default_factory=list)
    roles: dict[str, RoleEntry] = field(default_factory=dict)
    clauses: list[Located[ClauseEntry]] = field(
        default_factory=list
    )  # named by their full ids, in the order of the book
    terms: list[Located[TermEntry]] = field(default_factory=list)
    calendars: list[Located[CalendarFile]] = field(default_factory=list)
    consistency: list[Located[ConsistencyEntry]] = field(default_factory=list)
    guardrails: list[Located[GuardrailEntry]] = field(default_factory=list)
    rules: dict[str, Located[RuleFile]] = field(default_factory=dict)
    cases: list[Located[CaseEntry]] = field(default_factory=list)
    known_parameters: set[str] = field(default_factory=set)
    known_clauses: set[str] = field(default_factory=set)
    known_roles: set[str] = field(default_factory=set)
    known_rules: set[str] = field(default_factory=set)
    blind: set[str] = field(default_factory=set)  # groups, "chapter <id>" and "roles" whose names could not be read
    sources: list[Source] = field(default_factory=list)
    unread: list[Source] = field(default_factory=list)  # files with texts that are not all in the draft
    problems: list[Problem] = field(default_factory=list)
    defined: dict[str, dict[str, Place]] = field(default_factory=lambda: defaultdict(dict))
    others: dict[str, Path] = field(default_factory=dict)  # files of floors above, by name
    absent: list[str] = field(default_factory=list)  # files and folders that may be left out, and are

    def knows_parameter(self, name: str) -> bool:
        """Whether the name exists, or may stand in a file that could not be read."""
        group = name.split(".", maxsplit=1)[0]
        return name in self.known_parameters or group in self.blind or "parameters" in self.blind

    def knows_clause(self, name: str) -> bool:
        """Whether the id exists, or may stand in a file that could not be read."""
        chapter = name.split(".", maxsplit=1)[0]
        return name in self.known_clauses or f"chapter {chapter}" in self.blind or "chapters" in self.blind

    def knows_rule(self, name: str) -> bool:
        """Whether the rule exists, or may stand in a file that could not be read."""
        return name in self.known_rules or "rules" in self.blind

    def may_mention(self, name: str) -> bool:
        """Whether a text that is not in the draft may have the parameter in it."""
        lost = any(part == "chapters" or part.startswith("chapter ") for part in self.blind)
        return lost or any(name in source.text or not source.text for source in self.unread)

    def files_with(self, name: str) -> list[str]:
        """The files that count with a parameter, or ask for it, by their names in the directory."""
        pattern = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
        own = {source.name: source.text for source in self.sources}
        texts = own | {other: path.read_bytes().decode(errors="replace") for other, path in self.others.items()}
        return [file for file, text in texts.items() if pattern.search(text)]

    def names(self) -> Names:
        """The names that it defines and the texts in which they are used, to find the cause of what is not found."""
        return Names(self.defined, {source.file: source.text for source in self.sources})

    def contents(self) -> dict[str, Any]:
        """What the files say, by file, for the digest."""
        return {source.name: source.tree.data for source in self.sources if source.tree}
