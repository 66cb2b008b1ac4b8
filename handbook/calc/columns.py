"""Which column of a sheet is which input of a rule: by its id or by its label in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook.calc.sheet_error import SheetError
from handbook.lang.catalogue import Listed, Phrase, say
from handbook.lang.languages import LANGS
from handbook.problems.suggest import nearest
from handbook.rules.rule import Input, InputRows, Rule

ON = ("on", *(say("handbook.calc.columns.day", lang) for lang in LANGS))  # headings of the day whose rules apply
_LIKENESS = 0.65
_REMARK = re.compile(r"\s*\([^()]*\)$")  # a unit behind a heading: 月基本工资（元）


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet, by their index. `absent` are inputs that nothing in it is for."""

    header: tuple[str, ...]
    inputs: Mapping[int, Input]
    on: int | None
    extra: tuple[int, ...]
    absent: tuple[Input, ...]

    def heading(self, id: str) -> str:
        """How the sheet calls the column of an input, or of the list that a field belongs to; else its id."""
        return next((self.header[index] for index, entry in self.inputs.items() if id in _ids(entry)), id)


def _ids(entry: Input) -> tuple[str, ...]:
    return (entry.id, *(each.id for each in entry.fields)) if isinstance(entry, InputRows) else (entry.id,)


def headings(rule: Rule) -> dict[str, list[str]]:
    """Every name of an input with the ids that it may mean."""
    names: dict[str, list[str]] = {}
    for entry in rule.inputs:
        for name in dict.fromkeys([entry.id, *(entry.label[lang] for lang in LANGS)]):
            ids = names.setdefault(_plain(name), [])
            ids += [entry.id] if entry.id not in ids else []
    return names


def find(name: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The id that a name means; None where it means none, or more than one."""
    plain = _plain(name)
    ids = names.get(plain) or names.get(_REMARK.sub("", plain), ())
    return ids[0] if len(ids) == 1 else None


def match(rule: Rule, header: Sequence[str], fixed: Collection[str] = ()) -> Columns:
    """Tell the columns apart. `fixed` are inputs given for all rows. Raises SheetError with all that is wrong."""
    names = headings(rule)
    ids = [find(heading, names) for heading in header]
    absent = tuple(entry for entry in rule.inputs if entry.id not in ids and entry.id not in fixed)
    wrong = [*_given_twice(header, ids, fixed), *_misspelt(_unknown(rule, header, ids), absent)]
    wrong += [_missing(entry) for entry in absent if is_required(entry)]
    if wrong:
        raise SheetError(*wrong)
    others = [index for index, id in enumerate(ids) if id is None]
    on = None if rule.as_of else next((index for index in others if _plain(header[index]) in ON), None)
    return Columns(
        header=tuple(header),
        inputs={index: entry for index, id in enumerate(ids) if id and (entry := rule.input(id))},
        on=on,
        extra=tuple(index for index in others if index != on),
        absent=absent,
    )


def _given_twice(header: Sequence[str], ids: Sequence[str | None], fixed: Collection[str]) -> Iterator[Phrase]:
    """Inputs with several columns, or with a column and a value for all rows."""
    found = list(dict.fromkeys(id for id in ids if id))
    for id in found:
        if ids.count(id) > 1:
            columns = Listed(tuple(heading for heading, each in zip(header, ids) if each == id))
            yield Phrase("handbook.calc.columns.doubled", {"id": id, "columns": columns})
    for id in found:
        if id in fixed:
            yield Phrase("handbook.calc.columns.fixed", {"id": id})


def _unknown(rule: Rule, header: Sequence[str], ids: Sequence[str | None]) -> list[str]:
    """Headings that mean no input, no day, and no result of an earlier run."""
    results = {_plain(step.label[lang]) for step in rule.steps for lang in LANGS}
    return [heading for heading, id in zip(header, ids) if id is None and _plain(heading) not in {*ON, *results}]


def is_required(entry: Input) -> bool:
    """Whether a sheet must have a column for it: there is nothing to count with instead."""
    return not isinstance(entry, InputRows) and entry.default is None and entry.ask_when is None


def _misspelt(unknown: Sequence[str], absent: Sequence[Input]) -> Iterator[Phrase]:
    """Columns that look like an input that has none. Counting on without it would give wrong sums in silence."""
    known = {_plain(name): entry for entry in absent for name in (entry.id, *(entry.label[lang] for lang in LANGS))}
    for heading in unknown:
        near = nearest(_plain(heading), known, _LIKENESS) if heading else None
        if near:
            facts = {"heading": heading, "label": known[near].label, "id": known[near].id}
            yield Phrase("handbook.calc.columns.misspelt", facts)


def _missing(entry: Input) -> Phrase:
    return Phrase("handbook.calc.columns.missing", {"label": entry.label, "id": entry.id})


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
