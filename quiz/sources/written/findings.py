"""What is wrong with one entry, noted while it is checked and while questions are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handbook import Located, Problem, Severity, place_in_text

Path = tuple[str | int, ...]  # of a part of an entry: keys and indices


class Findings:
    """The problems of an entry, each at its place."""

    def __init__(self, located: Located[Any]) -> None:
        self.located = located
        self.problems: list[Problem] = []

    @property
    def sound(self) -> bool:
        """Whether questions may be made from the entry: none of the problems is an error."""
        return all(problem.severity == "warning" for problem in self.problems)

    def error(self, path: Path, code: str, **facts: object) -> None:
        """Note what makes a part of the entry wrong."""
        self._add(path, code, facts, "error")

    def warning(self, path: Path, code: str, **facts: object) -> None:
        """Note what people should look at, and may leave."""
        self._add(path, code, facts, "warning")

    def in_text(
        self, path: Path, text: str, index: int, code: str, facts: Mapping[str, object], severity: Severity = "error"
    ) -> None:
        """Note a problem at a character of a text."""
        place = place_in_text(self.located.source, self.located.spot.find(path), text, index)
        self.problems.append(Problem(place, code, self.located.name, facts, severity))

    def _add(self, path: Path, code: str, facts: Mapping[str, object], severity: Severity) -> None:
        self.problems.append(Problem(self.located.place(*path), code, self.located.name, facts, severity))
