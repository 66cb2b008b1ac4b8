"""Problems in the policy's files: each at its place, told in the reader's language, all at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handbook.edit.messages import MESSAGES as OF_EDITS
from handbook.impact.messages import MESSAGES as OF_COMPARISONS
from handbook.problems.messages import MESSAGES

Severity = Literal["error", "warning"]
Fact = object | Mapping[str, str]  # a mapping {zh, en} is told in the language of the message


_SHOWN = 3  # other places of the same cause that a message names

_words: dict[str, Mapping[str, str]] = {}


def teach(messages: Mapping[str, Mapping[str, str]]) -> None:
    """Add a package's messages: by code, each with `zh` and `en`.

    A package above this one teaches its own in its `__init__`, so that no module of it can find a problem whose words
    are not known. Raises ValueError for a code that has other words already.
    """
    for code, words in messages.items():
        if _words.setdefault(code, words) != words:
            raise ValueError(f"the message {code} has other words already")


for _messages in (MESSAGES, OF_COMPARISONS, OF_EDITS):
    teach(_messages)


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file; `line` and `column` count from 1, as editors do."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `code` names its message, `facts` fill it, `where` is the name inside the policy."""

    place: Place
    code: str
    where: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    severity: Severity = "error"
    also: tuple[Place, ...] = ()  # other places of the same cause

    def message(self, lang: str) -> str:
        """What is wrong, what is allowed, and an example, without the place. Raises KeyError for an unknown code."""
        told = {name: fact[lang] if isinstance(fact, Mapping) else fact for name, fact in self.facts.items()}
        if self.code not in _words:
            raise KeyError(f"no message has the code {self.code}")
        return _words[self.code][lang].format(**told) + self._elsewhere(lang)

    def _elsewhere(self, lang: str) -> str:
        if not self.also:
            return ""
        shown = [f"{place.file}:{place.line}" for place in self.also[:_SHOWN]]
        more = " …" if len(self.also) > _SHOWN else ""
        if lang == "en":
            return f" (also at {len(self.also)} other places: {', '.join(shown)}{more})"
        return f"（另有 {len(self.also)} 处同样：{'、'.join(shown)}{more}）"

    def line(self, lang: str) -> str:
        """`file:line:column: where: message`, as compilers print it."""
        warning = {"zh": "提醒：", "en": "warning: "}[lang] if self.severity == "warning" else ""
        where = f"{self.where}: " if self.where else ""
        return f"{self.place}: {warning}{where}{self.message(lang)}"


class PolicyError(Exception):
    """The policy cannot be used as it stands. Carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.line("en") for problem in self.problems))


def as_json(problems: Iterable[Problem], lang: str) -> str:
    """A JSON array for programs: file, line, column, severity, code, where, message."""
    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "code": problem.code,
            "where": problem.where,
            "message": problem.message(lang),
            **({"also": [str(place) for place in problem.also]} if problem.also else {}),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problem: Problem, lang: str) -> str:
    """One annotation of a GitHub workflow."""
    where = f"{problem.where}: " if problem.where else ""
    text = _escape(f"{where}{problem.message(lang)}")
    place = problem.place
    file = _escape(place.file).replace(":", "%3A").replace(",", "%2C")
    return f"::{problem.severity} file={file},line={place.line},col={place.column}::{text}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
