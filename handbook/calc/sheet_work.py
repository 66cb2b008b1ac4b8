"""`handbook calc --csv`: a whole sheet worked out, with what a person should know about it told on the way."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from handbook.calc.columns import Columns, Names
from handbook.calc.filling import for_all_rows, left_out
from handbook.calc.pool import work_through
from handbook.calc.questions import ask_day, confirm, unconfirmed
from handbook.calc.sheets.cells import Row
from handbook.calc.sheets.error import SheetError
from handbook.calc.sheets.reading import SheetReader, is_xlsx, open_sheet, unusable
from handbook.calc.sheets.repeated import Repeated
from handbook.calc.sheets.totals import People
from handbook.calc.sheets.writing import SheetWriter, new_sheet
from handbook.calc.worker import RowCalculator, RowError, SheetJob
from handbook.files.atomic_write import commit_together, replacing
from handbook.lang.catalogue import Listed, Phrase, say
from handbook.lang.languages import Lang, Text
from handbook.records import frozen
from handbook.rules.explain import explainer_of
from handbook.rules.formatting import ValueFormatter
from handbook.rules.formulas.kinds import NumberKind
from handbook.rules.inputs import display_of
from handbook.rules.rule import Input, InputField, InputRows, Rule, depends_on_answers, values_on
from handbook.rules.trace import Asking

SHOWN_ERRORS = 5  # on the terminal; the report has all
SHOWN_ROWS = 20  # of a kind


@frozen
class CalcRequest:
    """The command line of one call."""

    entered: Sequence[tuple[str, str]]
    on: date | None
    lang: Lang
    today: date
    without: Sequence[str] = ()
    worksheet: str | None = None


def report_path(out: Path) -> Path:
    """Where the errors of the rows are told."""
    return out.with_name(out.name + ".errors.csv")


class SheetCalculation:
    """A whole sheet: read, worked out, and written at once or not at all."""

    def __init__(self, rule: Rule, asked: CalcRequest, given: Path, out: Path, full: bool) -> None:
        self.rule, self.asked, self.given, self.out, self.full = rule, asked, given, out, full
        self._first: list[RowError] = []
        self._people = People((), None)

    def work(self) -> int:
        """Write the results and a report of the rows that have none. Raises SheetError, and then nothing is written."""
        start = time.monotonic()
        given = for_all_rows(self.rule, self.asked.entered)
        with open_sheet(self.given, Names(self.rule, given), self.asked.worksheet) as source:
            calculator = RowCalculator(self.rule, self._job(source, given))
            self._ask(calculator)
            self._tell([*source.notes, *self._notes(calculator)])
            try:
                rows, failed = self._write(source, calculator)
            except OSError as error:
                raise unusable(self.out, error) from error
            self._tell(_left_out(source, self._people))
        return self._sum_up(rows, failed, time.monotonic() - start)

    def _tell(self, notes: Iterable[Text]) -> None:
        for note in notes:
            click.echo(f"· {note[self.asked.lang]}", err=True)

    def _ask(self, calculator: RowCalculator) -> None:
        """Raises SheetError with what has to be answered first."""
        columns, job = calculator.columns, calculator.job
        questions = [*confirm(unconfirmed(self.rule, columns, job.without, job.on))]
        if not job.sure and columns.on is None and not self.rule.as_of:
            questions += ask_day(self.rule, job.on)
        if questions:
            raise SheetError(*questions)

    def _job(self, source: SheetReader, given: Mapping[str, str]) -> SheetJob:
        asked = self.asked
        return SheetJob(
            header=tuple(source.header),
            given=given,
            on=asked.on or asked.today,
            lang=asked.lang,
            full=self.full,
            typed=is_xlsx(self.out),
            without=left_out(self.rule, asked.without),
            sure=asked.on is not None,
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
        asking = Asking(values_on(self.rule.parameters, on), self.rule.calendars)
        for entry in columns.inputs.values():
            if entry.ask_when and not depends_on_answers(entry) and not asking.asks(entry):
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
        self._people = People(calculator.columns.extra, _amount(calculator.columns))
        sheet.write([calculator.header()])
        error_sheet.write(
            [[say(f"handbook.calc.rows.{column}", self.asked.lang) for column in ("row", "column", "problem")]]
        )
        repeated = Repeated(calculator.job.header, _dated(self.rule, calculator.columns))
        people = self._people.of(source.rows())
        done_rows = work_through(calculator, _seen(people, repeated) if _has_list(calculator) else people, source)
        with contextlib.closing(done_rows) as parts, _progress(source) as reach:
            for done, at in parts:
                sheet.write(done.rows)
                error_sheet.write(done.errors)
                self._first = [*self._first, *done.errors][:SHOWN_ERRORS]
                rows, failed = rows + done.good, failed + done.failed
                reach(at)
        if told := [*repeated.told()]:
            raise SheetError(*told)
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


def _has_list(calculator: RowCalculator) -> bool:
    """Whether a row holds several things of one person."""
    return any(isinstance(entry, InputRows) for entry in calculator.columns.inputs.values())


def _dated(rule: Rule, columns: Columns) -> int | None:
    """The column of the day whose rules apply."""
    dated = (index for index, entry in columns.inputs.items() if entry.id == rule.as_of)
    return next(dated, columns.on)


def _seen(rows: Iterable[Row], repeated: Repeated) -> Iterator[Row]:
    for row in rows:
        repeated.see(row)
        yield row


def _amount(columns: Columns) -> int | None:
    """The first column of one number, where there is any."""
    fields = ((index, entry) for index, entry in columns.inputs.items() if isinstance(entry, InputField))
    return next((index for index, entry in fields if isinstance(entry.kind, NumberKind) and not entry.parts), None)


def _left_out(source: SheetReader, people: People) -> Iterator[Text]:
    """What is to be said of rows once all are read."""
    for key, rows in (
        ("totals", people.left_out),
        ("signed", people.signed),
        ("sums", people.doubtful),
        ("hidden", source.hidden),
    ):
        if rows:
            shown: list[object] = [*rows[:SHOWN_ROWS], *(["…"] if len(rows) > SHOWN_ROWS else [])]
            yield Phrase(f"handbook.calc.whole.{key}", {"n": len(rows), "rows": Listed(tuple(map(str, shown)))})


@frozen
class _WithDefault(Text):
    """An input with what it counts as where nothing is given."""

    entry: Input

    def __getitem__(self, lang: Lang, /) -> str:
        if isinstance(self.entry, InputRows) or self.entry.default is None:
            value = say("handbook.calc.whole.nothing", lang)
        else:
            value = ValueFormatter(lang).value(self.entry.default, display_of(self.entry))
        return say("handbook.calc.whole.counts_as", lang, label=self.entry.label, value=value)


@contextlib.contextmanager
def _progress(source: SheetReader) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal that follows how far the source is read; nothing where nobody looks."""
    if not source.size or not sys.stderr.isatty():
        yield lambda _at: None
        return
    with click.progressbar(length=source.size, file=sys.stderr) as bar:
        yield lambda at: bar.update(at - bar.pos)
