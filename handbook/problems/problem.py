"""Problems in the policy's files: each at its place, in the reader's language, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handbook.lang.catalogue import Fact, Listed, say
from handbook.lang.languages import Lang
from handbook.records import frozen

Severity = Literal["error", "warning"]

_SHOWN = 3  # other places of the same cause that a message names


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file; `line` and `column` count from 1, as editors do."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.short}:{self.column}"

    @property
    def short(self) -> str:
        """`file:line`, where another sentence mentions it."""
        return f"{self.file}:{self.line}"


@frozen
class Problem:
    """One thing that is wrong. `code` names its message, `facts` fill it, `where` is the name inside the policy.

    A code alone is one of `handbook/words`; the messages of another package have it in front: `quiz.question_few`.
    """

    place: Place
    code: str
    where: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    severity: Severity = "error"
    also: tuple[Place, ...] = ()  # other places of the same cause
    rests: tuple[tuple[str, Place], ...] = ()  # names that it rests on, with where their unit or kind is declared

    @property
    def name(self) -> str:
        """The code without its package, as programs get it."""
        return self.code.rpartition(".")[2]

    def message(self, lang: Lang) -> str:
        """What is wrong, what is allowed, and an example, without the place. Raises KeyError for an unknown code."""
        package = self.code.rpartition(".")[0] or "handbook"
        return say(f"{package}.problems.{self.name}", lang, **self.facts) + self._elsewhere(lang)

    def _elsewhere(self, lang: Lang) -> str:
        if not self.also:
            return ""
        shown = Listed(tuple(place.short for place in self.also[:_SHOWN]))
        more = " …" if len(self.also) > _SHOWN else ""
        return say("handbook.parts.also", lang, n=len(self.also), places=shown, more=more)

    def line(self, lang: Lang) -> str:
        """`file:line:column: where: message`, as compilers print it."""
        warning = say("handbook.parts.warning", lang) if self.severity == "warning" else ""
        where = f"{self.where}: " if self.where else ""
        return f"{self.place}: {warning}{where}{self.message(lang)}"


class PolicyError(Exception):
    """The policy cannot be used as it stands. Carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.line("en") for problem in self.problems))


def as_json(problems: Iterable[Problem], lang: Lang) -> str:
    """A JSON array for programs: file, line, column, severity, code, where, message."""
    import json  # which what is printed for people does not need

    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "code": problem.name,
            "where": problem.where,
            "message": problem.message(lang),
            **({"also": [str(place) for place in problem.also]} if problem.also else {}),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problem: Problem, lang: Lang) -> str:
    """One annotation of a GitHub workflow."""
    where = f"{problem.where}: " if problem.where else ""
    text = _escape(f"{where}{problem.message(lang)}")
    place = problem.place
    file = _escape(place.file).replace(":", "%3A").replace(",", "%2C")
    return f"::{problem.severity} file={file},line={place.line},col={place.column}::{text}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
