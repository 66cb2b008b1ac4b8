"""What must hold among the arguments that a row of a sheet gives to a rule's program, told without looking closely."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import Any, TypeVar

from handbook.records import frozen
from handbook.rules.compiling.code import Argument, Scaled, Shape
from handbook.rules.compiling.rules import whole_of
from handbook.rules.formulas.kinds import NumberKind
from handbook.rules.rule import Input, InputRows, Rule, depends_on_answers, names_in, values_on
from handbook.rules.trace import asked, exact_of

KEPT = 10_000  # of what one cell or sentence was; then it begins anew

K = TypeVar("K")
V = TypeVar("V")
Raw = Sequence[Any]  # arguments of a program: one of an input, of a list a column for each field


class Remembered(dict[K, V]):
    """What was worked out before, up to a number of things."""

    def keep(self, key: K, value: V) -> V:
        if len(self) == KEPT:
            self.clear()
        self[key] = value
        return value


def whole(shape: Shape, value: Any) -> Any:
    """An exact value as an argument of that shape; None where it is none, or out of bounds."""
    return whole_of(shape, value) if isinstance(shape, Scaled) and value is not None else value


@frozen
class Order:
    """Two arguments of which one bounds the other: where each is, and what it is multiplied by to compare them."""

    low: int
    high: int
    times: tuple[int, int] | None

    def holds(self, raw: Raw) -> bool:
        """Whether they are in order in every row, or not both there."""
        return all(low is None or high is None or self._follows(low, high) for low, high in self._pairs(raw))

    def _pairs(self, raw: Raw) -> Iterable[tuple[Any, Any]]:
        low, high = raw[self.low], raw[self.high]
        length = max((len(each) for each in (low, high) if isinstance(each, list)), default=1)
        return zip(*(each if isinstance(each, list) else repeat(each, length) for each in (low, high)))

    def _follows(self, low: Any, high: Any) -> bool:
        return bool(low <= high if self.times is None else low * self.times[0] <= high * self.times[1])


def orders_of(rule: Rule, arguments: Sequence[Argument]) -> Iterator[Order]:
    """The orders in which inputs must be that bound each other."""
    places = {each.id: index for index, each in enumerate(arguments)}
    fields = (each for entry in rule.inputs for each in (entry.fields if isinstance(entry, InputRows) else (entry,)))
    for id, bound in ((field.id, bound) for field in fields for bound in field.bounds):
        if bound.by:
            ends = (bound.by.id, id) if bound.end == "min" else (id, bound.by.id)
            low, high = (places[id] for id in ends)
            shapes = arguments[low].shape, arguments[high].shape
            yield Order(low, high, _times(*shapes))


def _times(low: Shape, high: Shape) -> tuple[int, int] | None:
    if isinstance(low, Scaled) and isinstance(high, Scaled):
        return high.denominator, low.denominator
    return None


class Conditional:
    """Whether a row fills only what its other answers ask for; which those are is remembered by the answers."""

    def __init__(self, rule: Rule, arguments: Sequence[Argument], day: date, columns: Container[str]) -> None:
        self._rule, self._day = rule, day
        found = [(at, each, rule.input(each.rows or each.id)) for at, each in enumerate(arguments)]
        known = [(at, each, entry) for at, each, entry in found if entry and entry.id in columns]
        self._may = [(at, e.id, _nothing(e, each.shape)) for at, each, e in known if depends_on_answers(e)]
        deciding = {name for entry in rule.inputs if entry.ask_when for name in names_in(entry.ask_when)}
        self._deciding = [(at, each) for at, each, _ in found if deciding & {each.id, each.rows}] if self._may else []
        self._asked: Remembered[tuple[Any, ...], frozenset[str]] = Remembered()

    def fits(self, raw: Raw) -> bool:
        """Whether nothing is filled that is not asked."""
        filled = [id for at, id, nothing in self._may if raw[at] not in nothing]
        if not filled:
            return True
        key = tuple(tuple(raw[at]) if each.rows else raw[at] for at, each in self._deciding)
        return (self._asked.get(key) or self._asked.keep(key, self._asked_with(raw))).issuperset(filled)

    def _asked_with(self, raw: Raw) -> frozenset[str]:
        given: dict[str, Any] = {}
        for at, each in self._deciding:
            if not each.rows:
                given[each.id] = exact_of(each.shape, raw[at])
                continue
            rows = given.setdefault(each.rows, [{} for _ in raw[at]])
            for row, value in zip(rows, raw[at]):
                row[each.id] = exact_of(each.shape, value)
        parameters = values_on(self._rule.parameters, self._day)
        return frozenset(entry.id for entry in asked(self._rule, given, parameters))


def _nothing(entry: Input, shape: Shape) -> Sequence[Any]:
    """Arguments that say no more than an empty cell would."""
    if isinstance(entry, InputRows):
        return ([],)
    return (None, whole(shape, entry.default), *((0,) if isinstance(entry.kind, NumberKind) else ()))
