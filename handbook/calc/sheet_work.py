"""`handbook calc --csv`: a whole sheet worked out, with what a person should know about it told on the way."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from handbook.calc.filling import for_all_rows
from handbook.calc.pool import work_through
from handbook.calc.sheet import SheetReader, SheetWriter, is_xlsx, new_sheet, open_sheet, unusable
from handbook.calc.worker import RowCalculator, RowError, SheetJob
from handbook.commands.console import Say
from handbook.files.atomic_write import commit_together, replacing
from handbook.lang.languages import Lang
from handbook.rules.inputs import write_text
from handbook.rules.rule import Input, InputRows, Rule

SHOWN_ERRORS = 5  # on the terminal; the report has all


@dataclass(frozen=True)
class CalcRequest:
    """The command line of one call."""

    entered: Sequence[tuple[str, str]]
    on: date | None
    data: Path
    lang: Lang
    today: date


def report_path(out: Path) -> Path:
    """Where the errors of the rows are told."""
    return out.with_name(out.name + ".errors.csv")


class SheetCalculation:
    """A whole sheet: read, worked out, and written at once or not at all."""

    def __init__(self, rule: Rule, asked: CalcRequest, given: Path, out: Path, full: bool) -> None:
        self.rule, self.asked, self.given, self.out, self.full = rule, asked, given, out, full
        self.say = Say(asked.lang)
        self._first: list[RowError] = []

    def work(self) -> int:
        """Write the results and a report of the rows that have none. Raises SheetError, and then nothing is written."""
        start = time.monotonic()
        percents = any(getattr(entry, "unit", None) == "percent" for entry in self.rule.inputs)
        with open_sheet(self.given, percents) as source:
            calculator = RowCalculator(self.rule, self._job(source))
            for note in [*source.notes, *self._notes(calculator)]:
                click.echo(f"· {self.say(*note)}", err=True)
            try:
                rows, failed = self._write(source, calculator)
            except OSError as error:
                raise unusable(self.out, error) from error
        return self._sum_up(rows, failed, time.monotonic() - start)

    def _job(self, source: SheetReader) -> SheetJob:
        asked = self.asked
        return SheetJob(
            data=asked.data,
            today=asked.today,
            rule=self.rule.id,
            header=tuple(source.header),
            given=for_all_rows(self.rule, asked.entered),
            on=asked.on or asked.today,
            lang=asked.lang,
            full=self.full,
            typed=is_xlsx(self.out),
        )

    def _notes(self, calculator: RowCalculator) -> Iterator[tuple[str, str]]:
        """What the sheet leaves to us: columns it lacks, columns that are no inputs, the day."""
        columns, on = calculator.columns, calculator.job.on
        if columns.absent:
            zh = "，".join(f"{each.label['zh']} {_default(each, '没有')}" for each in columns.absent)
            en = ", ".join(f"{each.label['en']} {_default(each, 'none')}" for each in columns.absent)
            yield f"表里没有的列，每一行都按默认算：{zh}", f"columns that are not there count as: {en}"
        if columns.extra:
            told = [columns.header[index] or "—" for index in columns.extra]
            yield f"原样带到结果里的列：{'、'.join(told)}", f"copied into the result: {', '.join(told)}"
        if columns.on is None and not self.rule.as_of:
            yield f"每一行都按 {on} 有效的规定算", f"every row by the rules in force on {on}"

    def _write(self, source: SheetReader, calculator: RowCalculator) -> tuple[int, int]:
        report = report_path(self.out)
        with replacing(self.out) as results, replacing(report) as errors:
            with (
                new_sheet(self.out, results.file, calculator.formats()) as sheet,
                new_sheet(report, errors.file) as told,
            ):
                rows, failed = self._write_rows(source, calculator, sheet, told)
                sheet.finish()
                told.finish()
            if failed:  # the report first: should the two be parted, results with rows missing are not without it
                commit_together([errors, results])
            else:
                commit_together([results], gone=report)
        return rows, failed

    def _write_rows(
        self, source: SheetReader, calculator: RowCalculator, sheet: SheetWriter, told: SheetWriter
    ) -> tuple[int, int]:
        """Returns how many rows were worked out and how many were not."""
        rows = failed = 0
        sheet.write(calculator.header())
        told.write([self.say("行", "row"), self.say("列", "column"), self.say("问题", "what is wrong")])
        with contextlib.closing(work_through(calculator, source)) as parts, _progress(source) as reach:
            for done, at in parts:
                for row in done.rows:
                    sheet.write(row)
                for error in done.errors:
                    told.write(error)
                self._first = [*self._first, *done.errors][:SHOWN_ERRORS]
                rows, failed = rows + len(done.rows), failed + done.failed
                reach(at)
        return rows, failed

    def _sum_up(self, rows: int, failed: int, seconds: float) -> int:
        for number, column, text in self._first:
            where = f"“{column}”" if column else ""
            click.echo(self.say(f"第 {number} 行{where}：{text}", f"row {number} {where}: {text}"), err=True)
        zh = f"{rows} 行算好，{failed} 行有错，{seconds:.1f} 秒 → {self.out}"
        en = f"{rows} {_rows(rows)} done, {failed} with errors, {seconds:.1f} seconds → {self.out}"
        if not failed:
            click.echo(f"✓ {self.say(zh, en)}")
            return 0
        report = report_path(self.out)
        click.echo(f"✗ {self.say(zh, en)}", err=True)
        zh, en = (
            f"有错的行没有写进结果，全部问题见 {report}",
            f"rows with errors are not in the result; all are in {report}",
        )
        click.echo(f"  {self.say(zh, en)}", err=True)
        return 1


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"


def _default(entry: Input, none: str) -> str:
    return none if isinstance(entry, InputRows) else write_text(entry, entry.default)


@contextlib.contextmanager
def _progress(source: SheetReader) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal that follows how far the source is read; nothing where nobody looks."""
    if not source.size or not sys.stderr.isatty():
        yield lambda _at: None
        return
    with click.progressbar(length=source.size, file=sys.stderr) as bar:
        yield lambda at: bar.update(at - bar.pos)
