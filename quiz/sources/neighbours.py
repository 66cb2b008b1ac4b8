"""Parameters whose values may be taken for each other's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from handbook import Clause, NumberParameter, Parameter, PolicyBook


class Neighbours:
    """The numbers in force on a day, by group and unit."""

    def __init__(self, book: PolicyBook, day: date) -> None:
        self._users = book.users
        self._order = {name: index for index, name in enumerate(book.parameters)}
        self._alike: dict[tuple[str, str | None], dict[str, Parameter]] = defaultdict(dict)
        for name, parameter in book.parameters.items():
            if isinstance(parameter.entry, NumberParameter) and parameter.timeline.covers(day):
                self._alike[parameter.group, parameter.unit][name] = parameter

    def of(self, parameter: Parameter) -> Iterator[Parameter]:
        """Those of the same group and unit in the sections that show it, in the order of the book: from the same
        clauses first. Nobody takes a weight for a bonus."""
        alike = self._alike.get((parameter.group, parameter.unit), {})
        users = self._users(parameter.name)
        beside = {name for clause in users for name in clause.parameters}
        sections = {_section(clause) for clause in users}
        first = sorted((name for name in beside if name in alike), key=self._order.__getitem__)
        for name in (*first, *(name for name in alike if name not in beside)):
            if name != parameter.name and any(_section(clause) in sections for clause in self._users(name)):
                yield alike[name]


def _section(clause: Clause) -> str:
    return clause.id.rpartition(".")[0]
