"""Numbers that people wrote into a question: one that nothing guards stays as it is when the policy changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from handbook import UNITS, WRITTEN, Lang, PolicyBook, Words, WrittenNumber, written_numbers
from quiz.models import QuestionEntry

Path = tuple[str | int, ...]
_LITERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")


class Unguarded(NamedTuple):
    """A number in one language of a text, which stands at `path`."""

    path: Path
    lang: Lang
    number: WrittenNumber


def unguarded(book: PolicyBook, entry: QuestionEntry, texts: Iterable[tuple[Path, Words]]) -> Iterator[Unguarded]:
    """Each number once that the policy has a unit for and that stands in no formula of the entry.

    A number in `holds`, `given`, `answer` or a mistake's formula is guarded: the key follows from it, or is refused.
    """
    guarded = _guarded(entry)
    seen: set[tuple[Decimal, str]] = set()
    for path, text in texts:
        for lang in WRITTEN:
            for number in written_numbers(text[lang], lang):
                key = (number.value, number.unit)
                values = {number.value, number.value / UNITS[number.unit].scale}
                if number.unit in book.units and key not in seen and not values & guarded:
                    seen.add(key)
                    yield Unguarded(path, lang, number)


def _guarded(entry: QuestionEntry) -> set[Decimal]:
    formulas = [entry.holds, entry.answer, entry.given, *(mistake.is_ for mistake in entry.mistakes)]
    return {*entry.free_numbers, *(number for part in formulas for number in _literals(part))}


def _literals(part: Any) -> Iterator[Decimal]:
    """The numbers that stand in a formula, or anywhere in what is given to a rule."""
    if isinstance(part, (dict, list)):
        for each in part.values() if isinstance(part, dict) else part:
            yield from _literals(each)
    elif part is not None and not isinstance(part, bool):
        yield from map(Decimal, _LITERAL.findall(str(part)))
