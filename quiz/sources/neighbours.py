"""Parameters whose values may be taken for each other's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handbook import Clause, NumberParameter, Parameter, PolicyBook


@dataclass(frozen=True)
class Neighbours:
    """The numbers in force on a day."""

    book: PolicyBook
    day: date

    def of(self, parameter: Parameter) -> Iterator[Parameter]:
        """Those of the same group and unit in the sections that show it, in the order of the book: from the same
        clauses first. Nobody takes a weight for a bonus."""
        users = self.book.users(parameter.name)
        beside = {name for clause in users for name in clause.parameters}
        sections = {_section(clause) for clause in users}
        for other in sorted(self._alike(parameter), key=lambda each: each.name not in beside):
            if any(_section(clause) in sections for clause in self.book.users(other.name)):
                yield other

    def _alike(self, parameter: Parameter) -> Iterator[Parameter]:
        """The other numbers of its group and unit."""
        for name in self.book.by_group.get(parameter.group, ()):
            if name != parameter.name:
                other = self.book.parameters[name]
                is_number = isinstance(other.entry, NumberParameter) and other.timeline.covers(self.day)
                if is_number and other.unit == parameter.unit:
                    yield other


def _section(clause: Clause) -> str:
    return clause.id.rpartition(".")[0]
