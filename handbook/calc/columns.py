"""Which column of a sheet is which input of a rule: by its id, or by its label or an alias in any language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from handbook.calc.sheets.error import SheetError
from handbook.lang.catalogue import Listed, Phrase, say
from handbook.lang.languages import LANGS
from handbook.lang.naming import normal_form, split_remarks
from handbook.lang.units import UNITS, unit_label
from handbook.problems.suggest import resembling
from handbook.records import frozen
from handbook.rules.inputs import unit_suffixes
from handbook.rules.rule import Input, InputField, InputRows, Rule, names_of

# Headings of the day whose rules apply.
ON = ("on", *(normal_form(say("handbook.calc.columns.day", lang)) for lang in LANGS))
_LIKENESS = 0.65
_WORD = re.compile(r"[a-z]{4,}")
_MANY = "十百千万亿萬億"  # 万元 is no 元


@frozen
class Columns:
    """The columns of a sheet, by their index. `absent` are inputs that nothing in it is for."""

    header: tuple[str, ...]
    inputs: Mapping[int, Input]
    on: int | None
    extra: tuple[int, ...]
    absent: tuple[Input, ...]

    def heading(self, id: str) -> str:
        """How the sheet calls the column of an input, or of the list that a field belongs to; else its id."""
        return next((self.header[index] for index, entry in self.inputs.items() if id in ids_of(entry)), id)


def ids_of(entry: Input) -> tuple[str, ...]:
    """Of an input and, if it is a list, its fields."""
    return (entry.id, *(each.id for each in entry.fields)) if isinstance(entry, InputRows) else (entry.id,)


class Names:
    """What the inputs of a rule are called. `fixed` are those given for all rows."""

    def __init__(self, rule: Rule, fixed: Collection[str] = ()) -> None:
        self.rule, self.fixed = rule, fixed
        self._ids: dict[str, list[str]] = {}
        for entry in rule.inputs:
            for name in names_of(entry):
                ids = self._ids.setdefault(normal_form(name), [])
                ids += [entry.id] if entry.id not in ids else []

    def find(self, name: str) -> str | None:
        """The id that a name means; None where it means none, or more than one, or says another unit."""
        plain, remarks = split_remarks(name)
        ids = self._ids.get(normal_form(name)) or self._ids.get(plain) or []
        entry = self.rule.input(ids[0]) if len(ids) == 1 else None
        if entry is None or (plain in self._ids and any(_is_other_unit(each, entry) for each in remarks)):
            return None
        return entry.id

    def count(self, cells: Sequence[str]) -> int:
        """As `Known` of `sheets/headings.py`."""
        return len({id for id in map(self.find, cells) if id})

    def suffices(self, cells: Sequence[str]) -> bool:
        """As `Known`."""
        found = {*self.fixed, *map(self.find, cells)}
        return self.count(cells) > 0 and all(each.id in found for each in self.rule.inputs if is_required(each))


def _is_other_unit(remark: str, entry: Input) -> bool:
    """Whether a remark behind a name is a unit, and none of the input's: 次 of minutes, 万元 of yuan."""
    fields = entry.fields if isinstance(entry, InputRows) else (entry,)
    own = {normal_form(each) for field in fields for each in _units_of(field)}
    return remark not in own and (remark in _units() or (remark.strip(_MANY) in own and remark[:1] in _MANY))


def _units_of(field: InputField) -> Iterator[str]:
    yield from unit_suffixes(field)
    for unit in field.parts:
        yield from (unit_label(unit, lang) for lang in LANGS)


@cache
def _units() -> frozenset[str]:
    return frozenset(normal_form(unit_label(unit, lang)) for unit in UNITS for lang in LANGS) - {""}


def match(
    rule: Rule, header: Sequence[str], fixed: Collection[str] = (), without: Collection[str] = frozenset()
) -> Columns:
    """Tell the columns apart. `fixed` are inputs given for all rows, `without` those that no row has. Raises SheetError
    with all that is wrong."""
    names = Names(rule, fixed)
    ids = [names.find(heading) for heading in header]
    absent = tuple(entry for entry in rule.inputs if entry.id not in ids and entry.id not in fixed)
    open_questions = [entry for entry in absent if entry.id not in without]
    wrong = [*_given_twice(rule, header, ids, fixed), *_denied(ids, fixed, without)]
    wrong += _misspelt(_unknown(rule, header, ids), open_questions)
    wrong += [_missing(entry) for entry in absent if is_required(entry)]
    if wrong:
        raise SheetError(*wrong)
    others = [index for index, id in enumerate(ids) if id is None]
    on = None if rule.as_of else next((index for index in others if normal_form(header[index]) in ON), None)
    return Columns(
        header=tuple(header),
        inputs={index: entry for index, id in enumerate(ids) if id and (entry := rule.input(id))},
        on=on,
        extra=tuple(index for index in others if index != on),
        absent=absent,
    )


def _given_twice(
    rule: Rule, header: Sequence[str], ids: Sequence[str | None], fixed: Collection[str]
) -> Iterator[Phrase]:
    """Inputs with several columns, or with a column and a value for all rows."""
    found = list(dict.fromkeys(id for id in ids if id))
    for id in found:
        if ids.count(id) > 1:
            columns = Listed(tuple(heading for heading, each in zip(header, ids) if each == id))
            code = "doubled_list" if isinstance(rule.input(id), InputRows) else "doubled"
            yield Phrase(f"handbook.calc.columns.{code}", {"id": id, "columns": columns})
    for id in found:
        if id in fixed:
            yield Phrase("handbook.calc.columns.fixed", {"id": id})


def _denied(ids: Sequence[str | None], fixed: Collection[str], without: Collection[str]) -> Iterator[Phrase]:
    """Inputs that no row is said to have, and that have a column or a value."""
    for id in without:
        if id in ids or id in fixed:
            yield Phrase("handbook.calc.columns.denied", {"id": id})


def _unknown(rule: Rule, header: Sequence[str], ids: Sequence[str | None]) -> list[str]:
    """Headings that mean no input, no day, and no result of an earlier run."""
    results = {normal_form(step.label[lang]) for step in rule.steps for lang in LANGS} | written_beside()
    return [
        heading for heading, id in zip(header, ids) if id is None and normal_form(heading) not in {*ON, *results, ""}
    ]


@cache
def written_beside() -> frozenset[str]:
    """The names of columns that results have beside the rule's own."""
    keys = ("row", "remarks", "rules_of")
    return frozenset(normal_form(say(f"handbook.calc.rows.{key}", lang)) for key in keys for lang in LANGS)


def is_required(entry: Input) -> bool:
    """Whether a sheet must have a column for it: there is nothing to count with instead."""
    return not isinstance(entry, InputRows) and entry.default is None and entry.ask_when is None


def _misspelt(unknown: Sequence[str], absent: Sequence[Input]) -> Iterator[Phrase]:
    """Columns that look like an input that has none. Counting on without it would give wrong sums in silence."""
    called = {name: entry for entry in absent for name in names_of(entry)}
    for heading in unknown:
        near = _nearest(heading, called)
        if near:
            code = "misspelt" if is_required(near) else "perhaps"
            facts = {"heading": heading, "label": near.label, "id": near.id}
            yield Phrase(f"handbook.calc.columns.{code}", facts)


def _nearest(heading: str, called: Mapping[str, Input]) -> Input | None:
    """The input with a name that is nearly the same, or that has a word in common."""
    plain = {normal_form(name): entry for name, entry in called.items()}
    near = resembling(split_remarks(heading)[0], plain, _LIKENESS)
    if near:
        return plain[near[0]]
    sharing = [name for name in called if _words(heading) & _words(name)]
    return called[resembling(heading, sharing, 0)[0]] if sharing else None


def _words(name: str) -> set[str]:
    """What may be a word of a name: two Han characters side by side, some letters in a row."""
    pairs = {a + b for a, b in pairwise(name) if "\u3400" <= a <= "\u9fff" and "\u3400" <= b <= "\u9fff"}
    return pairs | set(_WORD.findall(name.casefold()))


def _missing(entry: Input) -> Phrase:
    return Phrase("handbook.calc.columns.missing", {"label": entry.label, "id": entry.id})
