"""People who stand in several rows of a sheet, where a row is meant to hold all that one person has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handbook.calc.sheets.cells import Cell, Row, cell_text
from handbook.lang.catalogue import Phrase
from handbook.lang.days import read_day, read_month
from handbook.lang.languages import Text
from handbook.lang.naming import normal_form, split_remarks

_NUMBERS = (
    *("工号", "员工号", "员工编号", "职工号", "职工编号", "人员编号", "工員號", "員工編號", "工號"),
    *("employeeid", "employeenumber", "employeeno", "staffid", "staffnumber", "staffno"),
)
_NAMES = ("姓名", "员工姓名", "职工姓名", "名字", "員工姓名", "name", "employee", "employeename", "staffname")
_MOST = 100_000  # people that are kept in mind
_TOLD = 5


class Repeated:
    """Sees rows go by. A person is the same by number and name, whichever there are. `day` is the column of the day or
    month, if any: the same person may be there once a month."""

    def __init__(self, header: Sequence[str], day: int | None) -> None:
        names = [split_remarks(heading)[0] for heading in header]
        self._columns = [index for known in (_NAMES, _NUMBERS) for index, name in enumerate(names) if name in known]
        self._day, self._heading = day, header[self._columns[0]] if self._columns else ""
        self._has_number = any(name in _NUMBERS for name in names)
        self._first: dict[tuple[str, str], int] = {}
        self._again: dict[str, list[int]] = {}

    def see(self, row: Row) -> None:
        """Take note of whose row it is."""
        number, cells = row
        texts = [_text(cells, column).strip() for column in self._columns]
        shown, name = next(filter(None, texts), ""), " ".join(map(normal_form, texts))
        if not shown or (len(self._again) == _TOLD and shown not in self._again):
            return
        key = name, _month(_text(cells, self._day))
        first = self._first.get(key)
        if first is not None:
            self._again.setdefault(shown, [first]).append(number)
        elif len(self._first) < _MOST:
            self._first[key] = number

    def told(self) -> Iterator[Text]:
        """Who stands in several rows, and what to do about it."""
        for name, rows in self._again.items():
            shown = "、".join(map(str, rows[:_TOLD])) + ("…" if len(rows) > _TOLD else "")
            code = "repeated_number" if self._has_number else "repeated_name"
            facts = {"heading": self._heading, "name": name[:40], "rows": shown}
            yield Phrase(f"handbook.calc.whole.{code}", facts)


def _text(cells: Sequence[Cell], column: int | None) -> str:
    return cell_text(cells[column]) if column is not None and column < len(cells) else ""


def _month(text: str) -> str:
    day: date | None = read_day(text.strip()) or read_month(text.strip())
    return f"{day:%Y-%m}" if day else text
