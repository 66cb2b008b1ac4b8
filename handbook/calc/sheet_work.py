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
from handbook.files.atomic_write import commit_together, replacing
from handbook.lang.catalogue import Listed, Phrase, say
from handbook.lang.languages import Lang, Text
from handbook.lang.units import is_percentage
from handbook.rules.explain import explainer_of
from handbook.rules.inputs import write_text
from handbook.rules.rule import Input, InputRows, Rule

SHOWN_ERRORS = 5  # on the terminal; the report has all


@dataclass(frozen=True)
class CalcRequest:
    """The command line of one call."""

    entered: Sequence[tuple[str, str]]
    on: date | None
    lang: Lang
    today: date


def report_path(out: Path) -> Path:
    """Where the errors of the rows are told."""
    return out.with_name(out.name + ".errors.csv")


class SheetCalculation:
    """A whole sheet: read, worked out, and written at once or not at all."""

    def __init__(self, rule: Rule, asked: CalcRequest, given: Path, out: Path, full: bool) -> None:
        self.rule, self.asked, self.given, self.out, self.full = rule, asked, given, out, full
        self._first: list[RowError] = []

    def work(self) -> int:
        """Write the results and a report of the rows that have none. Raises SheetError, and then nothing is written."""
        start = time.monotonic()
        percents = any(is_percentage(getattr(entry, "unit", None)) for entry in self.rule.inputs)
        with open_sheet(self.given, percents) as source:
            calculator = RowCalculator(self.rule, self._job(source))
            for note in [*source.notes, *self._notes(calculator)]:
                click.echo(f"· {note[self.asked.lang]}", err=True)
            try:
                rows, failed = self._write(source, calculator)
            except OSError as error:
                raise unusable(self.out, error) from error
        return self._sum_up(rows, failed, time.monotonic() - start)

    def _job(self, source: SheetReader) -> SheetJob:
        asked = self.asked
        return SheetJob(
            header=tuple(source.header),
            given=for_all_rows(self.rule, asked.entered),
            on=asked.on or asked.today,
            lang=asked.lang,
            full=self.full,
            typed=is_xlsx(self.out),
        )

    def _notes(self, calculator: RowCalculator) -> Iterator[Text]:
        """What the sheet leaves to us: columns it lacks, columns that are no inputs, the day."""
        columns, on = calculator.columns, calculator.job.on
        if columns.absent:
            absent = Listed(tuple(_WithDefault(each) for each in columns.absent), "comma")
            yield Phrase("handbook.calc.whole.absent", {"columns": absent})
        if columns.extra:
            carried = tuple(columns.header[index] or "—" for index in columns.extra)
            yield Phrase("handbook.calc.whole.extra", {"columns": Listed(carried)})
        for entry in calculator.rule.inputs:
            if entry.ask_when and entry not in columns.absent:
                when = explainer_of(self.rule, self.asked.lang).in_words(entry.ask_when)
                yield Phrase("handbook.calc.whole.asked_when", {"label": entry.label, "when": when})
        if columns.on is None and not self.rule.as_of:
            yield Phrase("handbook.calc.whole.rules_of", {"day": on})

    def _write(self, source: SheetReader, calculator: RowCalculator) -> tuple[int, int]:
        report = report_path(self.out)
        with replacing(self.out) as results, replacing(report) as errors:
            with (
                new_sheet(self.out, results.file, calculator.formats()) as sheet,
                new_sheet(report, errors.file) as error_sheet,
            ):
                rows, failed = self._write_rows(source, calculator, sheet, error_sheet)
                sheet.finish()
                error_sheet.finish()
            if failed:  # the report first: should the two be parted, results with rows missing are not without it
                commit_together([errors, results])
            else:
                commit_together([results], gone=report)
        return rows, failed

    def _write_rows(
        self, source: SheetReader, calculator: RowCalculator, sheet: SheetWriter, error_sheet: SheetWriter
    ) -> tuple[int, int]:
        """Returns how many rows were worked out and how many were not."""
        rows = failed = 0
        sheet.write([calculator.header()])
        error_sheet.write(
            [[say(f"handbook.calc.rows.{column}", self.asked.lang) for column in ("row", "column", "problem")]]
        )
        with contextlib.closing(work_through(calculator, source)) as parts, _progress(source) as reach:
            for done, at in parts:
                sheet.write(done.rows)
                error_sheet.write(done.errors)
                self._first = [*self._first, *done.errors][:SHOWN_ERRORS]
                rows, failed = rows + done.good, failed + done.failed
                reach(at)
        return rows, failed

    def _sum_up(self, rows: int, failed: int, seconds: float) -> int:
        lang = self.asked.lang
        for number, column, text in self._first:
            where = f"“{column}”" if column else ""
            click.echo(say("handbook.calc.whole.wrong_row", lang, number=number, where=where, text=text), err=True)
        facts = {"n": rows, "failed": failed, "seconds": f"{seconds:.1f}", "out": self.out}
        done = say("handbook.calc.whole.done", lang, **facts)
        if not failed:
            click.echo(f"✓ {done}")
            return 0
        click.echo(f"✗ {done}", err=True)
        click.echo(f"  {say('handbook.calc.whole.see_report', lang, report=report_path(self.out))}", err=True)
        return 1


@dataclass(frozen=True)
class _WithDefault(Text):
    """An input with what it counts as where nothing is given."""

    entry: Input

    def __getitem__(self, lang: Lang, /) -> str:
        if isinstance(self.entry, InputRows) or self.entry.default is None:
            return f"{self.entry.label[lang]} {say('handbook.calc.whole.nothing', lang)}"
        return f"{self.entry.label[lang]} {write_text(self.entry, self.entry.default)}"


@contextlib.contextmanager
def _progress(source: SheetReader) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal that follows how far the source is read; nothing where nobody looks."""
    if not source.size or not sys.stderr.isatty():
        yield lambda _at: None
        return
    with click.progressbar(length=source.size, file=sys.stderr) as bar:
        yield lambda at: bar.update(at - bar.pos)
