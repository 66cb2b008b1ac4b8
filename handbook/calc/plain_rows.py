"""Rows of a sheet whose cells can be used, worked out with no more than a million of them need.

The rule's program counts with whole numbers. What a text of an input means to it, how its values are written, and what
its outcomes say is worked out once and remembered, as long as there is room. Nothing is decided here: a row with a cell
that cannot be used, or whose result is refused, is left to who tells what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, Protocol

from handbook.calc.arguments import Conditional, Order, Raw, Remembered, orders_of, whole
from handbook.calc.columns import Columns
from handbook.calc.sheets.cells import Cell, Row, Unread, cell_text
from handbook.lang.units import MOST_DECIMALS, scale
from handbook.records import frozen
from handbook.rules.compiling.code import Argument, Result, Scaled, Shape
from handbook.rules.compiling.evaluation import Frame, NamedValues
from handbook.rules.explain import Explainer, Told
from handbook.rules.inputs import ROW, BadInput, says_something
from handbook.rules.rule import Input, InputField, InputRows, Outcome, Rule, RuleStep, day_of, values_on
from handbook.rules.run import Program, program_on
from handbook.rules.trace import exact_of

_LONGEST = 200  # characters of a text that is remembered
_MOST_DIGITS = 15


class Closely(Protocol):
    """What looks at cells closely."""

    @property
    def rule(self) -> Rule: ...

    @property
    def columns(self) -> Columns: ...

    @property
    def steps(self) -> Sequence[RuleStep]: ...

    @property
    def amounts(self) -> Sequence[RuleStep]: ...

    @property
    def fixed(self) -> Mapping[str, Any]: ...

    @property
    def explainer(self) -> Explainer: ...

    @property
    def typed(self) -> bool:
        """Whether numbers are written as such, not as texts."""

    def value(self, entry: Input, text: str) -> Any:
        """What an input's text means; None where it is empty and the default will do. Raises BadInput."""

    def day(self, texts: Sequence[str]) -> date | None:
        """The day whose rules apply to a row, None where its cell is none."""

    def cell(self, step: RuleStep, value: Any) -> Cell:
        """How an exact value of a step is written."""

    def day_cell(self, day: date) -> Cell:
        """How the day is written whose rules apply."""

    def said(self, told: Told, id: str) -> str:
        """An outcome as it is written."""


class PlainRows:
    """Works out rows of one sheet, those that are plain."""

    def __init__(self, closely: Closely) -> None:
        self._closely, self._rule = closely, closely.rule
        self._width, self._extra = len(closely.columns.header), closely.columns.extra
        self._index = {entry.id: index for index, entry in closely.columns.inputs.items()}
        self._dated = self._index.get(self._rule.as_of or "") if self._rule.as_of else closely.columns.on
        self._days: Remembered[str, date | None] = Remembered()
        self._plans: Remembered[date, _Plan | None] = Remembered()
        self._readers: dict[tuple[Argument, ...], _Reader] = {}
        self._writers: dict[tuple[str, Shape], _Writer] = {}
        self._said: Remembered[tuple[Any, ...], str] = Remembered()

    def work(self, row: Row) -> list[Cell] | None:
        """The row of the result, or None where the cells have to be looked at more closely."""
        number, cells = row
        plan = self._plan_of(cells) if len(cells) == self._width else None
        if plan is None:
            return None
        raw: list[Any] = []
        if Unread.FORMULA in cells or Unread.MERGED in cells:
            return None
        for index, read in plan.inputs:
            found = read(cells[index])
            if found is None:
                return None
            raw += found
        if plan.orders and not all(order.holds(raw) for order in plan.orders):
            return None
        if not plan.conditional.fits(raw):
            return None
        values, held, _, refusal = plan.compute(*raw)
        if refusal is not None or any(is_below_zero(values[at]) for at in plan.amounts):
            return None
        made: list[Cell] = [cells[index] for index in self._extra] or [number]
        made += [write(values[at]) for at, write in plan.results]
        made.append(plan.day)
        made.append(" ".join(filter(None, [say(raw, values) for say, truth in zip(plan.sentences, held) if truth])))
        return made

    def _plan_of(self, cells: Sequence[Cell]) -> _Plan | None:
        """How rows of the row's day are worked out. None where that day cannot be told, or its rules are not plain."""
        text = "" if self._dated is None else cell_text(cells[self._dated])
        day = self._days[text] if text in self._days else self._days.keep(text, self._day(cells))
        if day is None:
            return None
        return self._plans[day] if day in self._plans else self._plans.keep(day, self._made(day))

    def _day(self, cells: Sequence[Cell]) -> date | None:
        on = self._closely.day([cell_text(cell) for cell in cells])
        as_of = self._rule.input(self._rule.as_of) if self._rule.as_of else None
        if on is None or not isinstance(as_of, InputField):
            return on
        try:
            fixed = self._closely.fixed.get(as_of.id)
            value = fixed if self._dated is None else self._closely.value(as_of, cell_text(cells[self._dated]))
        except BadInput:
            return None
        return day_of(self._rule, {as_of.id: as_of.default if value is None else value}, on)

    # what is worked out once

    def _made(self, day: date) -> _Plan | None:
        program = program_on(self._rule, day)
        if program.exact:
            return None
        inputs = [self._input(entry, program) for entry in self._rule.inputs]
        results = [self._result(step, program) for step in self._closely.steps]
        if any(self._is_conditional(name) for each in self._rule.outcomes for name in self._shown(each)):
            return None  # whether it has a value is not known here
        known = [each for each in inputs if each]
        found = [each for each in results if each]
        if len(known) < len(inputs) or len(found) < len(results):
            return None
        sentences = [self._sentence(outcome, program, day) for outcome in self._rule.outcomes]
        orders, places = (
            tuple(orders_of(self._rule, program.arguments)),
            {each.id: at for at, each in enumerate(program.results)},
        )
        amounts = tuple(places[step.id] for step in self._closely.amounts)
        shown = self._closely.day_cell(day)
        conditional = Conditional(self._rule, program.arguments, day, self._index.keys())
        return _Plan(program.compute, tuple(known), orders, conditional, tuple(found), tuple(sentences), amounts, shown)

    def _input(self, entry: Input, program: Program) -> tuple[int, Callable[[Cell], Raw | None]] | None:
        """The column of an input and what reads it. An input that has none is the same in all rows."""
        arguments = tuple(each for each in program.arguments if entry.id in (each.rows, each.rows or each.id))
        if entry.id in self._index:
            if arguments not in self._readers:
                self._readers[arguments] = _Reader(self._closely, entry, arguments)
            return self._index[entry.id], self._readers[arguments]
        fixed = _raw(entry, self._closely.fixed.get(entry.id), arguments)  # of one that may not be asked nothing, too
        return None if fixed is None else (0, lambda _cell: fixed)

    def _shown(self, outcome: Outcome) -> Sequence[str]:
        return self._closely.explainer.names_in(outcome.id)

    def _is_conditional(self, name: str) -> bool:
        entry = self._rule.input(name)
        return entry is not None and entry.ask_when is not None

    def _result(self, step: RuleStep, program: Program) -> tuple[int, Callable[[Any], Cell]] | None:
        """Where a step's value is found, and what writes it. None for one that has a value for each row of a list."""
        at = next(index for index, result in enumerate(program.results) if result.id == step.id)
        shape = program.results[at].shape
        if program.results[at].rows:
            return None
        if (step.id, shape) not in self._writers:
            self._writers[step.id, shape] = _Writer(self._closely, step, shape)
        return at, self._writers[step.id, shape]

    def _sentence(self, outcome: Outcome, program: Program, day: date) -> Callable[[Raw, Raw], str]:
        """What says an outcome, with a row's arguments and results."""
        remembered = self._said
        frame = Frame(values_on(self._rule.parameters, day), self._rule.calendars)
        shown = self._shown(outcome)
        if not shown:
            text = self._closely.said(_Told({}, frame), outcome.id)
            return lambda _raw, _values: text
        given = [(n, i, each.shape) for i, each in enumerate(program.arguments) for n in shown if _is(n, each)]
        found = [(n, i, each.shape) for i, each in enumerate(program.results) for n in shown if _is(n, each)]

        def say(raw: Raw, values: Raw) -> str:
            seen = [raw[i] for _, i, _ in given] + [values[i] for _, i, _ in found]
            key = (day, outcome.id, *seen)
            if key in remembered:
                return remembered[key]
            exact = zip((*given, *found), seen)
            names = {name: exact_of(shape, each) for (name, _, shape), each in exact if each is not None}
            return remembered.keep(key, self._closely.said(_Told(names, frame), outcome.id))

        return say


@frozen
class _Plan:
    """How rows of a day are worked out: the column of each input and what reads it, in which order inputs must be that
    bound each other, which may not be filled, the program, where each shown step is in what the program gives and what
    writes it, what says each outcome, where the amounts are that may not be below zero, and how the day is written."""

    compute: Callable[..., tuple[Sequence[Any], Any, int, object]]
    inputs: Sequence[tuple[int, Callable[[Cell], Raw | None]]]
    orders: Sequence[Order]
    conditional: Conditional
    results: Sequence[tuple[int, Callable[[Any], Cell]]]
    sentences: Sequence[Callable[[Raw, Raw], str]]
    amounts: Sequence[int]
    day: Cell


@frozen
class _Told:
    """What an outcome is said with."""

    names: NamedValues
    frame: Frame


class _Reader:
    """Reads the cells of one input as arguments of a program; None for one that cannot be used."""

    def __init__(self, closely: Closely, entry: Input, arguments: Sequence[Argument]) -> None:
        self._closely, self._entry, self._arguments = closely, entry, arguments
        self._known: Remembered[str, Raw] = Remembered()
        self._rows: Remembered[str, Raw] = Remembered()  # of a list: the values of one row each
        fields = entry.fields if isinstance(entry, InputRows) else (entry,)
        shape = arguments[0].shape
        self._digits = _Digits(fields[0], shape) if len(fields) == 1 and isinstance(shape, Scaled) else None

    def __call__(self, cell: Cell) -> Raw | None:
        text = cell_text(cell)
        found = self._known.get(text)
        if found is None:
            found = self._plain(text) or self._careful(text)
            if found is not None and len(text) <= _LONGEST:
                self._known.keep(text, found)
        return found

    def _plain(self, text: str) -> Raw | None:
        """Where there are plain digits alone, or rows that can be read each by itself."""
        if not isinstance(self._entry, InputRows):
            return self._number(text)
        texts = text.split(ROW)
        rows = [self._rows.get(each) or self._row(each) for each in texts]
        return None if None in rows or len(rows) > self._entry.most else tuple(map(list, zip(*rows)))

    def _number(self, text: str) -> Raw | None:
        number = self._digits.read(text) if self._digits else None
        return None if number is None else (number,)

    def _row(self, text: str) -> Raw | None:
        """The values of a row, None where the text is none or several: what it means then lies with those beside it."""
        row = self._number(text)
        if row is None:
            columns = self._careful(text)
            if columns is None or len(columns[0]) != 1:
                return None
            row = [each for (each,) in columns]
        return self._rows.keep(text, row) if len(text) <= _LONGEST else row

    def _careful(self, text: str) -> Raw | None:
        try:
            return _raw(self._entry, self._closely.value(self._entry, text), self._arguments)
        except BadInput:
            if self._entry.ask_when and not says_something(self._entry, text):  # the program refuses where it is asked
                return _raw(self._entry, None, self._arguments)
            return None


class _Writer:
    """Writes the values of a step as cells."""

    def __init__(self, closely: Closely, step: RuleStep, shape: Shape) -> None:
        self._closely, self._step, self._shape = closely, step, shape
        self._known: Remembered[Any, Cell] = Remembered()
        self._decimals: Remembered[int, str] = Remembered()  # what stands behind a whole number
        one = shape.denominator / scale(step.unit) if isinstance(shape, Scaled) and not closely.typed else Fraction(0)
        self._one = one.numerator if one and (10**MOST_DECIMALS / one).denominator == one.denominator == 1 else 0

    def __call__(self, raw: Any) -> Cell:
        if isinstance(raw, list):
            return self._closely.cell(self._step, raw)
        if self._one and raw is not None and raw >= 0:
            return self._number(raw)
        return self._known[raw] if raw in self._known else self._known.keep(raw, self._cell(raw))

    def _number(self, raw: int) -> str:
        """One of which no digit is left out. There are few decimals, however many numbers there are."""
        whole, rest = divmod(raw, self._one)
        decimals = self._decimals.get(rest)
        if decimals is None:
            decimals = self._decimals.keep(rest, str(self._cell(rest))[1:])  # without the 0 before them
        return f"{whole}{decimals}"

    def _cell(self, raw: Any) -> Cell:
        return self._closely.cell(self._step, exact_of(self._shape, raw))


class _Digits:
    """Plain digits as the whole numbers of a shape."""

    def __init__(self, entry: InputField, shape: Scaled) -> None:
        times = [shape.denominator / (scale(entry.unit) * 10**places) for places in range(entry.precision + 1)]
        self._times = [each.numerator for each in times if each.denominator == 1]  # by the count of decimals
        self._least, self._most = ceil(entry.min * shape.denominator), floor(entry.max * shape.denominator)

    def read(self, text: str) -> int | None:
        """The whole number; None of all that is not digits, within the bounds, with decimals that are allowed."""
        whole, point, decimals = text.partition(".")
        digits = whole + decimals
        if not whole or (point and not decimals) or len(decimals) >= len(self._times):
            return None
        if not digits.isdecimal() or not digits.isascii() or len(digits) > _MOST_DIGITS:
            return None
        number = int(digits) * self._times[len(decimals)]
        return number if self._least <= number <= self._most else None


def _raw(entry: Input, value: Any, arguments: Sequence[Argument]) -> Raw | None:
    """An accepted value as arguments; None where one is beyond the bounds of its shape."""
    if not isinstance(entry, InputRows):
        known = entry.default if value is None else value
        found = whole(arguments[0].shape, known)
        return None if found is None and not (entry.ask_when and known is None) else (found,)
    rows = value or ()
    columns = [
        [whole(argument.shape, row.get(each.id, each.default)) for row in rows]
        for argument, each in zip(arguments, entry.fields)
    ]
    return None if len(rows) > entry.most or any(None in column for column in columns) else columns


def is_below_zero(value: Any) -> bool:
    """Whether an amount, or one of several, is less than nothing."""
    if isinstance(value, (list, tuple)):
        return any(map(is_below_zero, value))
    return value is not None and bool(value < 0)


def _is(name: str, each: Argument | Result) -> bool:
    """Whether it is what a name outside all rows stands for."""
    return each.id == name and not each.rows
