"""What stands in a policy's files under a name of its own, as it was read: an entry and the parts of its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.lang.words import Words

# Kinds in the order in which a report tells them: the word for one, by kind.
KINDS: Mapping[str, Words] = {
    "group": Words(zh="参数组", en="Groups of parameters"),
    "parameter": Words(zh="参数", en="Parameters"),
    "chapter": Words(zh="章", en="Chapters"),
    "section": Words(zh="节", en="Sections"),
    "clause": Words(zh="条文", en="Clauses"),
    "role": Words(zh="岗位和角色", en="Roles"),
    "term": Words(zh="术语", en="Terms"),
    "calendar": Words(zh="日历", en="Calendars"),
    "consistency": Words(zh="参数之间的关系", en="Relations between parameters"),
    "guardrail": Words(zh="法律界限", en="Legal limits"),
    "rule": Words(zh="计算规则", en="Rules"),
    "case": Words(zh="例题", en="Worked cases"),
    "question": Words(zh="手写的题目", en="Written questions"),
    "file": Words(zh="文件", en="Files"),
}
_MAY_MOVE = ("chapter", "case", "question")  # whose file says something, as the others' follows from their names
LANGUAGES = {"zh", "en", "zh-Hant"}


class _Absent:
    """Nothing is written there, which is not the same as a null."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


@dataclass(frozen=True)
class NameOrder:
    """The names of what stands in a list, in its order; new and removed names are told by themselves."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A part of a file that has a name of its own. `data` are plain values, lists, mappings, and `NameOrder`s."""

    kind: str
    name: str
    file: str
    data: Any

    @property
    def home(self) -> str:
        """The file, where another one would say something else."""
        return self.file if self.kind in _MAY_MOVE else ""


Entries = Mapping[tuple[str, str], Entry]


def rows_by_name(rows: Any, keys: Sequence[str] = ("id",)) -> dict[str, Any]:
    """The rows of a list by what stands under the first of the keys that they have; empty where they are no rows, or
    have not each a name of its own."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) and row.keys() & set(keys) for row in rows):
        return {}
    found = {str(next(row[key] for key in keys if key in row)): row for row in rows}
    return found if len(found) == len(rows) else {}


def is_words(value: Any) -> bool:
    """Whether it is one text in several languages."""
    told = isinstance(value, dict) and {"zh", "en"} <= value.keys() <= LANGUAGES
    return told and all(isinstance(text, str) for text in value.values())
