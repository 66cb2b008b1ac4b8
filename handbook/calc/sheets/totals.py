"""Rows that are nobody's: what only adds others up, and who signed the sheet. They are left out and told, or told where
that is not sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handbook.calc.sheets.cells import Cell, Row, cell_text

_TOTAL = re.compile(
    r".{0,12}(合计|小计|总计|共计|合計|小計|總計|共計)[:：]?|(合计|总计|共计|合計|總計|共計)[:：]?\d*[人名行]?"
    r"|(月|总)?平均[值数數]?[:：]?|均值|((sub|grand) ?-?)?totals?:?|sum:?|average:?|mean:?",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(制表|制单|填表|填报|编制|统计|审核|审批|复核|核准|批准|签字|签名|经办|主管|负责|备注|说明|注|製表|審核|複核|覈核|簽名"
    r"|prepared|checked|approved|signed|signature|notes?)[^:：]{0,12}[:：].*"
    r"|(制表|制单|填表|编制|审核|复核|审批|经办)人?(签字|签名)?",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 20
_DECORATION = re.compile(r"[,\s¥元]")
_LEAST = 2  # rows that a sum is of
_NEAR = 0.005


class People:
    """The rows of people among those of a sheet. `extra` are the columns that are no inputs, `amount` is one
    of a number."""

    def __init__(self, extra: Sequence[int], amount: int | None) -> None:
        self._extra, self._amount = extra, amount
        self.left_out: list[int] = []  # the numbers of rows
        self.doubtful: list[int] = []
        self.signed: list[int] = []
        self._sum: float | None = 0.0
        self._count, self._named = 0, True

    def of(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows without those left out. The last is looked at when it is known to be that."""
        last: Row | None = None
        for row in rows:
            if self._is_total(row[1]):
                self.left_out.append(row[0])
                continue
            if self._is_signed(row[1]):
                self.signed.append(row[0])
                continue
            if last:
                self._add(last[1])
                yield last
            last = row
        if last and not self._adds_up(last):
            yield last

    def _is_total(self, cells: Sequence[Cell]) -> bool:
        """By the first text in it."""
        for cell in cells:
            if isinstance(cell, str) and cell and not cell[0].isdigit():
                return len(cell) <= _LONGEST and _TOTAL.fullmatch("".join(cell.split())) is not None
        return False

    def _is_signed(self, cells: Sequence[Cell]) -> bool:
        """By the first text in it, where there is no amount."""
        first = next((cell for cell in cells if isinstance(cell, str) and cell.strip()), "")
        return self._value(cells) is None and _SIGNED.fullmatch("".join(first.split())) is not None

    def _adds_up(self, row: Row) -> bool:
        """Whether a row is the sum of those above it, and of nobody."""
        number, cells = row
        if self._count < _LEAST or not self._sum or abs((self._value(cells) or 0) - self._sum) > _NEAR:
            return False
        if self._named and self._extra and not any(self._texts(cells)):
            self.left_out.append(number)
            return True
        self.doubtful.append(number)
        return False

    def _add(self, cells: Sequence[Cell]) -> None:
        self._count += 1
        self._named = self._named and any(self._texts(cells))
        value = None if self._sum is None else self._value(cells)
        self._sum = None if value is None or self._sum is None else self._sum + value

    def _texts(self, cells: Sequence[Cell]) -> Iterator[str]:
        return (cell_text(cells[index]).strip() for index in self._extra if index < len(cells))

    def _value(self, cells: Sequence[Cell]) -> float | None:
        """The amount of a row; None where it is no number."""
        cell = cells[self._amount] if self._amount is not None and self._amount < len(cells) else None
        try:
            return float(cell)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            pass
        try:
            return float(_DECORATION.sub("", cell)) if isinstance(cell, str) else None
        except ValueError:
            return None
