"""What stands in a policy's files under a name of its own, as it was read: an entry and the parts of its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.records import frozen

# The kinds of entries, in the order in which a report has them.
KINDS = (
    "group",
    "parameter",
    "chapter",
    "section",
    "clause",
    "role",
    "term",
    "calendar",
    "consistency",
    "guardrail",
    "rule",
    "case",
    "question",
    "file",
)
_MAY_MOVE = ("chapter", "case", "question")  # whose file says something, as the others' follows from their names
LANGUAGES = {"zh", "en", "zh-Hant"}


class _Absent:
    """Nothing is written there, which is not the same as a null."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


@frozen
class NameOrder:
    """The names of what stands in a list, in its order; new and removed names are told by themselves."""

    names: tuple[str, ...]


@frozen
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
    in_languages = isinstance(value, dict) and {"zh", "en"} <= value.keys() <= LANGUAGES
    return in_languages and all(isinstance(text, str) for text in value.values())
