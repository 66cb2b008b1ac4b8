"""The names that a formula may use, and of what kind each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field

from handbook.lang.words import Words
from handbook.records import record
from handbook.rules.formulas.kinds import ListKind, ValueKind


def names_by_label(name: str, label: Words) -> dict[str, str]:
    """A name by what people call it: the whole label, and what stands before its brackets."""
    wholes = (label.zh, label.en)
    return {text.strip(): name for whole in wholes for text in (whole, whole.replace("（", "(").partition("(")[0])}


@record
class Scope:
    """The names a formula may use: inputs and steps before it, the rows and their columns, the parameters."""

    parameter: Callable[[str], ValueKind | None]  # None: there is no such parameter
    known_parameters: Sequence[str] = ()
    scalars: dict[str, ValueKind | None] = field(default_factory=dict)  # None: known, but its own formula is wrong
    columns: dict[str, dict[str, ValueKind | None]] = field(default_factory=dict)  # of each list of rows
    later: set[str] = field(default_factory=set)  # steps that come after this one
    itself: str = ""  # the step whose formula it is
    labels: dict[str, str] = field(default_factory=dict)  # names by what people call them, in every language

    def bring(self, name: str, kind: ValueKind | None, rows: str | None = None, label: Words | None = None) -> None:
        """Bring a name into scope: a column of `rows`, a list of numbers (rows with that one column), or a value."""
        if label:
            self.labels |= names_by_label(name, label)
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

    def is_known(self, name: str) -> bool:
        """Whether a name is one of a value here, or stands for something of its own."""
        return name in self.scalars or bool(self.rows_of(name)) or name in ("true", "false") or name in self.later

    @property
    def shown(self) -> list[str]:
        """The names that have a value to be shown: all but lists that people enter, and their columns."""
        return [*self.scalars, *(name for name, columns in self.columns.items() if name in columns)]

    @property
    def names(self) -> list[str]:
        """Every name in scope."""
        return [*self.scalars, *(name for columns in self.columns.values() for name in columns), *self.columns]
