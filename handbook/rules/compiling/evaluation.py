"""Single formulas worked out: conditions over parameters, answers of questions, parts of a formula in an explanation.

They are compiled as a rule's are, with names of which nothing is known but that their numbers are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from functools import lru_cache
from typing import Any

from handbook.records import record
from handbook.rules.compiling.code import (
    BOUNDED,
    MOST_WORK,
    Expression,
    FromParameter,
    Lookup,
    Operation,
    TreeCode,
    Variable,
)
from handbook.rules.compiling.numbers import exact
from handbook.rules.compiling.python import Skipped, tree_function
from handbook.rules.compiling.trees import writer_of
from handbook.rules.compiling.writing import Rows, Writer
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.tree import Tree
from handbook.rules.formulas.workdays import Calendars

NamedValues = Mapping[str, Any]


@record
class Frame:
    """What a formula has beside its names: values of the day, rows by list, working days, and how much work it was."""

    parameters: Mapping[str, Any]
    calendars: Calendars
    rows: dict[str, Sequence[NamedValues]] = field(default_factory=dict)
    names: NamedValues = field(default_factory=dict)  # outside all rows: an aggregate sees no other row's columns
    work: int = 0  # parts of formulas worked out for single rows; the rest is no more than the rule's text
    hits: dict[str, dict[Any, None]] = field(
        default_factory=dict
    )  # rows and dated values that explanations met, by name
    bounded: bool = True  # explaining looks again at what a run has looked at, and need not be counted

    def count(self, parts: int) -> None:
        """Count work. Raises Refusal where there has been too much of it, as of sums within sums within sums."""
        self.work += parts
        if self.bounded and self.work > MOST_WORK:
            raise Refusal("too_much", most=MOST_WORK)


Evaluator = Callable[[NamedValues, Frame], Any]


def rows_of(frame: Frame, name: str) -> Sequence[NamedValues]:
    """The rows of a list. Raises Skipped where the list is a step that was skipped."""
    if name not in frame.rows:
        raise Skipped
    return frame.rows[name]


@lru_cache(maxsize=4096)
def evaluator(tree: Tree) -> Evaluator:
    """A function that works the tree out. It raises Refusal, Skipped and ZeroDivisionError."""
    return tree_function(compile_tree(tree, BOUNDED))


def compile_tree(tree: Tree, limit: int) -> TreeCode:
    """The code of a single formula; its value is an exact one."""
    writer = writer_of(_Anywhere(), limit)
    value = exact(writer.value(tree))
    return TreeCode(tuple(writer.variables), writer.block, value)


class _Anywhere:
    """Surroundings of which nothing is known."""

    def __init__(self) -> None:
        self._names = "names"
        self._rows: Expression = Variable("rows", "list")  # the list whose rows come next

    def name(self, writer: Writer, name: str) -> Expression:
        """A name among those that can be seen here."""
        return writer.needed(Lookup(self._names, name, "any"))

    def parameter(self, writer: Writer, name: str) -> Expression:  # noqa: ARG002
        """A parameter on the frame's day."""
        return FromParameter(name, "any")

    def rows(self, writer: Writer, name: str, parts: int) -> Rows:  # noqa: ARG002
        """The frame's rows of that list."""
        self._rows = writer.needed(Lookup("rows", name, "list"))
        return Rows(self._rows, MOST_WORK, True)

    @contextmanager
    def row(self, writer: Writer, rows: str, index: str) -> Iterator[None]:  # noqa: ARG002
        """Inside, the names that one row sees."""
        row = Operation("row", (self._rows, Variable(index, "any")), "any")
        seen = writer.set(Operation("within", (Variable("outside", "any"), row), "any"))
        before, self._names = self._names, seen.name
        try:
            yield
        finally:
            self._names = before
