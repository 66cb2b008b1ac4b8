"""Works out the rows of a sheet with a rule: columns to inputs, inputs to a run, and a run to columns again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from handbook.calc.columns import Columns, match
from handbook.calc.plain_rows import PlainRows, is_below_zero
from handbook.calc.questions import changes, is_money, silent_outcomes
from handbook.calc.sheets.cells import Cell, Row, Unread, cell_text
from handbook.calc.sheets.writing import Finished, finished
from handbook.lang.catalogue import say
from handbook.lang.days import read_day
from handbook.lang.languages import Lang
from handbook.lang.units import MOST_DECIMALS, UNITS, decimal, is_percentage, scale
from handbook.records import frozen
from handbook.rules.answers import accept_answers, contradicted
from handbook.rules.explain import MARKS, Explainer, Told, WhyRefused, explainer_of
from handbook.rules.formulas.kinds import DayKind, MomentKind
from handbook.rules.inputs import BadInput, InputError, accept
from handbook.rules.rule import Input, InputRows, Rule, RuleStep
from handbook.rules.run import run
from handbook.rules.trace import Trace

_FIRST_EXCEL_YEAR = 1901

RowError = tuple[int, str, str]  # row in the sheet, column, what is wrong


@frozen
class SheetJob:
    """What is to be done with a sheet.

    `given` are inputs for all rows, as texts; `on` is the day of rows that name none; `full` asks for every step;
    `typed` asks for numbers and dates instead of texts; `without` are inputs that no row has; `sure` is whether
    somebody said that `on` is the day.
    """

    header: tuple[str, ...]
    given: Mapping[str, str]
    on: date
    lang: Lang
    full: bool
    typed: bool
    without: tuple[str, ...] = ()
    sure: bool = True


@frozen
class ChunkResult:
    """What came of some rows: the good ones worked out, how many they are, and what is wrong with the others."""

    rows: Finished
    good: int
    errors: Sequence[RowError]
    failed: int


class RowCalculator:
    """Works out rows. It is data, and can be sent to another process.

    Raises SheetError where the columns will not do, BadInput where `job.given` will not.
    """

    def __init__(self, rule: Rule, job: SheetJob) -> None:
        self.rule, self.job = rule, job
        self.columns: Columns = match(rule, job.header, job.given, job.without)
        self.fixed = accept([entry for entry in rule.inputs if entry.id in job.given], job.given)
        self.steps = _shown_steps(rule, job.full)
        self._silent = silent_outcomes(rule, self.columns)
        self.amounts = [step for step in self.steps if step.id in rule.results and is_money(step)]
        unsure = (
            not job.sure
            and self.columns.on is None
            and not rule.as_of
            and any(map(_has_dates, self.columns.inputs.values()))
        )
        self._changes = changes(rule) if unsure else ()
        self._plain: PlainRows | None = None  # made where the rows are worked out: it cannot be sent

    @property
    def explainer(self) -> Explainer:
        """What says outcomes and values."""
        return explainer_of(self.rule, self.job.lang)

    @property
    def typed(self) -> bool:
        """Whether numbers are written as such, not as texts."""
        return self.job.typed

    def header(self) -> list[str]:
        """The headings of the result."""
        lang = self.job.lang
        extra = [self.job.header[index] for index in self.columns.extra] or [say("handbook.calc.rows.row", lang)]
        beside = [say(f"handbook.calc.rows.{key}", lang) for key in ("rules_of", "remarks")]
        return [*extra, *(step.label[lang] for step in self.steps), *beside]

    def formats(self) -> list[str]:
        """Excel's number formats of the result's columns."""
        extra = max(len(self.columns.extra), 1)
        return [""] * extra + [_format(step) for step in self.steps] + ["yyyy-mm-dd", ""]

    def work(self, rows: Sequence[Row]) -> ChunkResult:
        """Work out some rows."""
        if self._plain is None:
            self._plain = PlainRows(self)
        good: list[Sequence[Cell]] = []
        errors: list[RowError] = []
        for row in rows:
            made = (None if self._changes else self._plain.work(row)) or self._closely(row, errors)
            if made:
                good.append(made)
        return ChunkResult(finished(good, self.job.typed), len(good), errors, len(rows) - len(good))

    def value(self, entry: Input, text: str) -> Any:
        """What an input's text means; None where it is empty and the default will do. Raises BadInput."""
        return accept([entry], {entry.id: text}).get(entry.id)

    def day(self, texts: Sequence[str]) -> date | None:
        """The day whose rules apply to a row, None where its cell is none, or empty and nobody said which counts."""
        column = self.columns.on
        text = texts[column].strip() if column is not None else ""
        if not text:
            return self.job.on if column is None or self.job.sure else None
        return read_day(unicodedata.normalize("NFKC", text))

    def _closely(self, row: Row, errors: list[RowError]) -> list[Cell] | None:
        """The row of the result, or None and what is wrong."""
        found = self._row(row)
        if isinstance(found, Trace):
            return self._result(row, found)
        errors += found
        return None

    def _row(self, row: Row) -> Trace | list[RowError]:
        number, cells = row
        width = len(self.job.header)
        more = [cell for cell in cells[width:] if cell_text(cell).strip()]
        if more:
            return [(number, "", say("handbook.calc.rows.beyond", self.job.lang, found=len(more)))]
        texts = [cell_text(cell) for cell in cells] + [""] * (width - len(cells))
        errors = list(self._unread(row))
        if errors:
            return errors
        read, given = dict[str, Any](), dict[str, Any]()
        on = self._day(texts, number, errors)
        try:
            read = {entry.id: texts[index] for index, entry in self.columns.inputs.items()}
            given = accept_answers(self.rule, {**self.job.given, **read}, on)
        except BadInput as bad:
            wrong = [(number, self.columns.heading(error.input), self._sentence(error)) for error in bad.errors]
            errors = [*wrong, *errors]
        errors += self._contradicted(read, given, on, number) if not errors else ()
        if errors:
            return errors
        trace = run(self.rule, given, on)
        if trace.refusal:
            step = self.rule.step(trace.refused_at)
            label = step.label[self.job.lang] if step else ""
            return [(number, label, WhyRefused(trace)[self.job.lang])]
        return [*self._between(given, number), *self._below_zero(trace, number)] or trace

    def _unread(self, row: Row) -> Iterator[RowError]:
        """Formulas without a value, and cells below a merged one, in columns that count."""
        number, cells = row
        for index in (*self.columns.inputs, *([] if self.columns.on is None else [self.columns.on])):
            cell = cells[index] if index < len(cells) else None
            if isinstance(cell, Unread):
                yield number, self.job.header[index], say(f"handbook.calc.rows.{cell.value}", self.job.lang)

    def _contradicted(
        self, read: Mapping[str, str], given: Mapping[str, Any], on: date, number: int
    ) -> Iterator[RowError]:
        """Cells that are filled though the row's other answers leave no place for them."""
        for entry in contradicted(self.rule, read, given, on):
            assert entry.ask_when is not None
            facts = {"label": entry.label, "when": self.explainer.in_words(entry.ask_when)}
            yield number, self.columns.heading(entry.id), say("handbook.calc.rows.not_asked", self.job.lang, **facts)

    def _between(self, given: Mapping[str, Any], number: int) -> Iterator[RowError]:
        """A value that changes between the dates of a row, where nobody said which day counts."""
        days = sorted(_days_in(given)) if self._changes else ()
        for change in self._changes:
            if days and days[0] < change.since <= days[-1]:
                facts = {"first": days[0], "last": days[-1], "label": change.label, "since": change.since}
                yield number, "", say("handbook.calc.rows.between", self.job.lang, **facts)
                return

    def _below_zero(self, trace: Trace, number: int) -> Iterator[RowError]:
        """Amounts that nobody can pay out, of a rule that does not refuse them itself."""
        for step in self.amounts:
            value = trace.value(step.id)
            if is_below_zero(value):
                text = say("handbook.calc.rows.below_zero", self.job.lang, found=self.explainer.value(value, step.id))
                yield number, step.label[self.job.lang], text

    def _sentence(self, error: InputError) -> str:
        """What is wrong; of a list, which of its items. (`row` would be taken for a row of the sheet.)"""
        text = error.without_row(self.job.lang)
        return say("handbook.calc.rows.item", self.job.lang, row=error.row, text=text) if error.row else text

    def _day(self, texts: Sequence[str], number: int, errors: list[RowError]) -> date:
        day, column = self.day(texts), self.columns.on
        if day is None and column is not None:
            heading, found = self.job.header[column], texts[column].strip()[:40]
            key = "handbook.rules.inputs.day" if found else "handbook.calc.rows.no_day"
            sentence = say(key, self.job.lang, label=heading, found=found)
            errors.append((number, heading, sentence))
        return day or self.job.on

    def _result(self, row: Row, trace: Trace) -> list[Cell]:
        number, cells = row
        extra = [cells[index] if index < len(cells) else "" for index in self.columns.extra]
        results = [self.cell(step, trace.value(step.id)) for step in self.steps]
        said = [self.said(trace, id) for id in trace.outcomes]
        return [*(extra or [number]), *results, self.day_cell(trace.on), " ".join(filter(None, said))]

    def day_cell(self, day: date) -> Cell:
        """How the day is written whose rules apply."""
        return day if self.job.typed and day.year >= _FIRST_EXCEL_YEAR else str(day)

    def said(self, told: Told, id: str) -> str:
        """An outcome as it is written; empty of one that is not to be told."""
        outcome = None if id in self._silent else self.rule.outcome(id)
        return f"{MARKS[outcome.tone]} {self.explainer.outcome(told, id)}" if outcome else ""

    def cell(self, step: RuleStep, value: Any) -> Cell:
        """How an exact value of a step is written."""
        if isinstance(value, list):
            return ";".join(self._one(step, each) for each in value)
        if self.job.typed and isinstance(value, Fraction):
            number = Fraction(_digits(step, value)) / scale(step.unit)
            return number.numerator if number.denominator == 1 else float(number)
        if self.job.typed and isinstance(value, date) and value.year >= _FIRST_EXCEL_YEAR:
            return value
        return "" if value is None else self._one(step, value)

    def _one(self, step: RuleStep, value: Any) -> str:
        """A value as text for a cell: plain digits, ISO dates, words."""
        if isinstance(value, Fraction):
            return _digits(step, value) + ("%" if is_percentage(step.unit) else "")
        if isinstance(value, datetime):
            return value.isoformat(" ", "minutes")
        if isinstance(value, date):
            return str(value)
        return self.explainer.value(value, step.id)


def _days_in(given: Any) -> Iterator[date]:
    """All days among values, those of lists, too."""
    if isinstance(given, Mapping):
        given = list(given.values())
    if isinstance(given, list):
        for each in given:
            yield from _days_in(each)
    elif isinstance(given, date):
        yield given.date() if isinstance(given, datetime) else given


def _shown_steps(rule: Rule, full: bool) -> tuple[RuleStep, ...]:
    results = [step for id in rule.results if (step := rule.step(id))]
    others = [step for step in rule.steps if step.each is None and step not in results]
    return tuple(results + (others if full else []))


def _has_dates(entry: Input) -> bool:
    fields = entry.fields if isinstance(entry, InputRows) else (entry,)
    return any(isinstance(each.kind, (DayKind, MomentKind)) for each in fields)


def _digits(step: RuleStep, number: Fraction) -> str:
    """Digits as they are shown, without commas: as many decimals as there are, or four of a number without an end."""
    shown = number * scale(step.unit)
    digits, exact = decimal(shown, step.unit, MOST_DECIMALS)
    return (digits if exact else decimal(shown, step.unit)[0]).replace(",", "")


def _format(step: RuleStep) -> str:
    match step.kind:
        case DayKind():
            return "yyyy-mm-dd"
        case MomentKind():
            return "yyyy-mm-dd hh:mm"
    if is_percentage(step.unit):
        return "0.00%"
    unit = UNITS.get(step.unit or "")
    return f"#,##0.{'0' * unit.decimals}" if unit and unit.decimals else ""
