"""The names that a formula may use, and of what kind each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from handbook.rules.formulas.kinds import ListKind, ValueKind


@dataclass
class Scope:
    """The names a formula may use: inputs and steps before it, the rows and their columns, the parameters."""

    parameter: Callable[[str], ValueKind | None]  # None: there is no such parameter
    known_parameters: Sequence[str] = ()
    scalars: dict[str, ValueKind | None] = field(default_factory=dict)  # None: known, but its own formula is wrong
    columns: dict[str, dict[str, ValueKind | None]] = field(default_factory=dict)  # of each list of rows
    later: set[str] = field(default_factory=set)  # steps that come after this one

    def bring(self, name: str, kind: ValueKind | None, rows: str | None = None) -> None:
        """Bring a name into scope: a column of `rows`, a list of numbers (rows with that one column), or a value."""
        if rows:
            self.columns.setdefault(rows, {})[name] = kind
        elif isinstance(kind, ListKind):
            self.columns[name] = {name: kind.of}
        else:
            self.scalars[name] = kind

    def rows_of(self, name: str) -> str | None:
        """The list of rows that a name belongs to: one of its columns, or its own name."""
        if name in self.columns:
            return name
        return next((rows for rows, columns in self.columns.items() if name in columns), None)

    @property
    def shown(self) -> list[str]:
        """The names that have a value to be shown: all but lists that people enter, and their columns."""
        return [*self.scalars, *(name for name, columns in self.columns.items() if name in columns)]

    @property
    def names(self) -> list[str]:
        """Every name in scope."""
        return [*self.scalars, *(name for columns in self.columns.values() for name in columns), *self.columns]
