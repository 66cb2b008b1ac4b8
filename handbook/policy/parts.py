"""Which parts of a book something is made of. Of a later book that has these alike, the same would be made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from handbook.policy.book import PolicyBook
from handbook.schema.guardrails import Guardrail

K = TypeVar("K")
V = TypeVar("V")

Part = tuple[str, Any]  # a field of a book and a name in it
EVERY = None  # instead of a name: which names there are, or all of a field that has none
_NAMED = ("parameters", "clauses", "roles", "rules", "calendars", "_users")  # fields of which every name is a part
_LIMITS = "guardrails"  # of which the part of a name is what there is about a parameter


class AskedBook(PolicyBook):
    """A book that notes in `parts` what it is asked for. What a part says is not noted: it is as it is."""

    book: PolicyBook
    parts: set[Part]

    def __init__(self, book: PolicyBook) -> None:
        parts: set[Part] = set()
        named = {name: _Asked(name, getattr(book, name), parts) for name in _NAMED}
        vars(self).update(named, book=book, parts=parts)

    def passed_by(self, parameters: Collection[str], day: date) -> tuple[Guardrail, ...]:
        """As of the book. Only the limits about these parameters are asked for."""
        self.parts.update((_LIMITS, name) for name in parameters)
        return self.book.passed_by(parameters, day)


def _whole(name: str) -> property:
    def get(asked: AskedBook) -> Any:
        asked.parts.add((name, EVERY))
        return getattr(asked.book, name)

    return property(get)


for _name in {*(each.name for each in fields(PolicyBook)), "by_section", "units"}.difference(_NAMED):
    setattr(AskedBook, _name, _whole(_name))


class _Asked(Mapping[K, V]):
    """A field of a book that notes which names it is asked for, whether it has them or not."""

    def __init__(self, field: str, found: Mapping[K, V], parts: set[Part]) -> None:
        self._field, self._found, self._parts = field, found, parts

    def __getitem__(self, name: K, /) -> V:
        self._parts.add((self._field, name))
        return self._found[name]

    def __iter__(self) -> Iterator[K]:
        self._parts.add((self._field, EVERY))
        return iter(self._found)

    def __len__(self) -> int:
        self._parts.add((self._field, EVERY))
        return len(self._found)


class Difference:
    """What differs between two books. Each part is compared once, when it is asked for."""

    def __init__(self, before: PolicyBook, after: PolicyBook) -> None:
        self._books = before, after
        self._known: dict[Part, bool] = {}

    def concerns(self, parts: Iterable[Part]) -> bool:
        """Whether one of some parts differs."""
        return any(map(self._differs, parts))

    def _differs(self, part: Part) -> bool:
        if part not in self._known:
            before, after = (_part(book, *part) for book in self._books)
            self._known[part] = before is not after and before != after
        return self._known[part]


def _part(book: PolicyBook, field: str, name: Any) -> object:
    found = getattr(book, field)
    if field == _LIMITS and name is not EVERY:
        return [limit for limit in book.guardrails if name in limit.parameters]
    if field in _NAMED:
        return list(found) if name is EVERY else found.get(name)
    return found
