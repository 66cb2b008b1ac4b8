"""Which column of a sheet is which input of a rule: by its id or by its label in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from handbook.calc.sheet_error import SheetError
from handbook.lang.languages import LANGS
from handbook.problems.suggest import nearest
from handbook.rules.rule import Input, InputRows, Rule

ON = ("on", "date", "日期")  # headings of the day whose rules apply
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
        """How the sheet calls the column of an input, or of the list that a field belongs to."""
        return next(self.header[index] for index, entry in self.inputs.items() if id in _ids(entry))


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
    names, wrong = headings(rule), []
    ids = [find(heading, names) for heading in header]
    for id in dict.fromkeys(id for id in ids if id and ids.count(id) > 1):
        told = [heading for heading, each in zip(header, ids) if each == id]
        zh, en = "、".join(told), ", ".join(told)
        wrong.append((f"有几列都是 {id}：{zh}；只留一列", f"several columns are {id}: {en}; keep one"))
    wrong += [
        (f"{id} 既有一列，又用 --input 给了值；只留一样", f"{id} has a column and a value by --input; keep one of them")
        for id in dict.fromkeys(ids)
        if id in fixed
    ]
    absent = tuple(entry for entry in rule.inputs if entry.id not in ids and entry.id not in fixed)
    results = {_plain(step.label[lang]) for step in rule.steps for lang in LANGS}  # of an earlier run
    unknown = [heading for heading, id in zip(header, ids) if id is None and _plain(heading) not in {*ON, *results}]
    wrong += _misspelt(unknown, absent)
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


def is_required(entry: Input) -> bool:
    """Whether a sheet must have a column for it: there is nothing to count with instead."""
    return not isinstance(entry, InputRows) and entry.default is None


def _misspelt(unknown: Sequence[str], absent: Sequence[Input]) -> list[tuple[str, str]]:
    """Columns that look like an input that has none. Counting on without it would give wrong sums in silence."""
    known = {_plain(name): entry for entry in absent for name in (entry.id, *(entry.label[lang] for lang in LANGS))}
    wrong = []
    for heading in unknown:
        near = nearest(_plain(heading), known, _LIKENESS) if heading else None
        if near:
            zh, en = known[near].label["zh"], known[near].label["en"]
            told = f"“{heading}”这一列认不出，是不是“{zh}”（{known[near].id}）？是就改过来，不是就换个列名"
            asked = f"column “{heading}”: did you mean “{en}” ({known[near].id})? If not, give it another name"
            wrong.append((told, asked))
    return wrong


def _missing(entry: Input) -> tuple[str, str]:
    zh = f"缺少“{entry.label['zh']}”这一列（列名也可以写 {entry.id}）"
    return zh, f"there is no column “{entry.label['en']}” (it may also be headed {entry.id})"


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
