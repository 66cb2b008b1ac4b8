"""Parameters whose values may be taken for each other's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from handbook import Clause, NumberParameter, Parameter, PolicyBook, frozen


@frozen
class Neighbours:
    """The numbers in force on a day."""

    book: PolicyBook
    day: date

    def of(self, parameter: Parameter) -> Iterator[Parameter]:
        """Those of the same group and unit in the sections that show it, in the order of the book: from the same
        clauses first. Nobody takes a weight for a bonus."""
        users = self.book.users(parameter.name)
        beside = {name for clause in users for name in clause.parameters}
        yield from sorted(self._alike(parameter, users), key=lambda each: each.name not in beside)

    def _alike(self, parameter: Parameter, users: Iterable[Clause]) -> Iterator[Parameter]:
        """The other numbers of its group and unit, in the sections of its clauses."""
        shown: dict[str, int] = {}
        for section in {clause.section for clause in users}:
            shown |= self.book.by_section[section]
        for name in sorted(shown, key=shown.__getitem__):
            other = self.book.parameters[name]
            is_number = isinstance(other.entry, NumberParameter) and other.timeline.covers(self.day)
            is_alike = (other.group, other.unit) == (parameter.group, parameter.unit)
            if is_number and is_alike and name != parameter.name:
                yield other
