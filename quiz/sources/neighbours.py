"""Parameters whose values may be taken for each other's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from handbook import NumberParameter, Parameter, PolicyBook


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
        """Those of the same group and unit, in the order of the book: from the same clauses first."""
        alike = self._alike.get((parameter.group, parameter.unit), {})
        beside = {name for clause in self._users(parameter.name) for name in clause.parameters}
        first = sorted((name for name in beside if name in alike), key=self._order.__getitem__)
        for name in (*first, *(name for name in alike if name not in beside)):
            if name != parameter.name:
                yield alike[name]
