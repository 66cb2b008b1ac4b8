"""Random rules, whatever the language allows, with parameters and inputs for them: the same for a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from handbook.lang.languages import WRITTEN, Lang
from handbook.lang.units import scale
from handbook.lang.words import Words
from handbook.problems.problem import Place
from handbook.rules.formulas.kinds import BARE, ChoiceKind, DayKind, ListKind, NumberKind, SwitchKind, TableKind
from handbook.rules.formulas.tables import Row, Table
from handbook.rules.formulas.tree import Tree
from handbook.rules.formulas.workdays import Calendars
from handbook.rules.rule import CountedParameter, Input, InputField, InputRows, Outcome, Rule, RuleStep, Stop
from handbook.schema.timeline import Dated, Timeline

WORD = Words(zh="词", en="word")
SAID: Mapping[Lang, tuple[str | Tree, ...]] = dict.fromkeys(WRITTEN, ("x", ("v", "x"), ("v", "grade")))
NUMBER, SWITCH, DAY = NumberKind(BARE), SwitchKind(), DayKind()
CHOICE = ChoiceKind((("it's", WORD), ('"b"', WORD)))
FIRST, CHANGE = date(2026, 1, 1), date(2026, 6, 1)
CALENDARS = Calendars({2026: [date(2026, 1, 1), date(2026, 5, 1)]}, {2026: [date(2026, 1, 4)]})
_KIND_NAMES: Mapping[type, str] = {NumberKind: "number", SwitchKind: "switch", ChoiceKind: "choice", DayKind: "day"}
_LITERALS = [Fraction(text) for text in ("0", "1", "2", "0.5", "3", "0.01", "21.75", "7", "100", "0.005", "12345.678")]


@dataclass
class _Names:
    """What formulas may use so far, by kind; columns by their list."""

    scalars: dict[str, list[str]] = field(default_factory=lambda: {"number": [], "switch": [], "choice": [], "day": []})
    columns: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    parameters: dict[str, list[str]] = field(default_factory=dict)


class _Trees:
    """Makes trees of names."""

    def __init__(self, chance: Random, names: _Names) -> None:
        self.chance, self.names = chance, names

    def _known(self, kind: str, rows: str | None) -> Tree | None:
        known: list[Tree] = [("v", name) for name in self.names.scalars[kind]]
        known += [("p", name) for name in self.names.parameters.get(kind, ())]
        if rows:
            known += [("v", name) for name in self.names.columns[rows].get(kind, ())] * 3
        return self.chance.choice(known) if known else None

    def number(self, depth: int, rows: str | None = None) -> Tree:  # noqa: PLR0912  (a branch a form)
        if depth == 0 or self.chance.random() < 0.15:
            known = self._known("number", rows)
            return known if known and self.chance.random() < 0.75 else ("#", self.chance.choice(_LITERALS))
        form = self.chance.choice(
            ["+", "-", "*", "+", "-", "*", "/", "/p", "neg", "if", "min", "max", "round2", "round2", "floor", "unit",
             "+", "-", "if", "min", "round2", "sum", "neg", "max", "+", "*", "round2", "if",
             "sum", "sum", "count", "run", "days", "year", "band", "between", "part", "covered",
             "slices", "round_up", "round_down", "round_to", "extreme", "first", "dated", "rates"]
        )  # fmt: skip

        def inner() -> Tree:
            return self.number(depth - 1, rows)

        match form:
            case "+" | "-" | "*" | "/":
                return (form, inner(), inner())
            case "/p":
                return ("/", inner(), self._divisor())
            case "neg":
                return ("neg", inner())
            case "if":
                return ("if", self.truth(depth - 1, rows), inner(), inner())
            case "min" | "max":
                return ("call", form, *(inner() for _ in range(self.chance.choice((2, 2, 3)))))
            case "round2" | "floor":
                return ("call", form, inner())
            case "unit":
                unit = self.chance.choice(("", "minute", "hour", "second"))
                return ("call", self.chance.choice(("minutes", "hours", "seconds")), inner(), unit)
            case "year" | "part":
                name = "year_of" if form == "year" else self.chance.choice(("month_of", "weekday_of"))
                return ("call", name, self.day(depth - 1, rows))
            case "days" | "between":
                return self._between(form, self.day(depth - 1, rows), self.day(depth - 1, rows))
            case "band" | "slices":
                return ("call", form, ("p", "p.table"), inner())
            case "dated":
                of = self.chance.choice(self.names.parameters["number"])
                return ("call", "value_on", ("d", of), self.day(depth - 1, rows))
            case "rates":
                of = self.chance.choice(self.names.parameters["number"])
                return ("call", "rate_days", ("d", of), self.day(0, rows), self.day(depth - 1, rows))
            case "round_up" | "round_down" | "round_to":
                return ("call", form, inner(), self._step())
        return self._aggregate(form, depth, rows)

    def _step(self) -> Tree:
        step, known = ("#", self.chance.choice(_LITERALS)), [("p", name) for name in self.names.parameters["number"]]
        return self.chance.choice((step, step, step, ("neg", step), ("call", "days", step, ""), *known))

    def _between(self, form: str, one: Tree, other: Tree) -> Tree:
        """A difference of days, or what lies between two, mostly from the earlier one to the later."""
        if form == "days":
            return ("-", one, other)
        name = self.chance.choice(("days_between", "months_between", "years_between", "age_on", "working_days_between"))
        if self.chance.random() < 0.8:
            one, other = ("call", "earliest", one, other), ("call", "latest", one, other)
        return ("call", name, one, other)

    def _divisor(self) -> Tree:
        known = [("p", name) for name in self.names.parameters["number"]]
        one, literal = self.chance.choice(known), ("#", self.chance.choice(_LITERALS))
        return self.chance.choice((one, one, ("*", one, literal), ("-", one, literal), ("neg", one), literal))

    def _aggregate(self, form: str, depth: int, rows: str | None) -> Tree:
        over = self.chance.choice(list(self.names.columns))
        if form == "sum":
            return ("each", "sum", over, (self.number(depth - 1, over),), (), "")
        if form == "covered":
            first = self.day(0, over)
            last = ("call", "add_days", first, ("#", Fraction(self.chance.choice((0, 1, 40, -1)))))
            return ("each", "days_covered", over, (first, last), ())
        if form == "run":
            name = self.chance.choice(("longest_run", "last_run"))
            return ("each", name, over, (self.truth(depth - 1, over),), ())
        if form == "extreme":
            return ("each", self.chance.choice(("largest", "smallest")), over, (self.number(depth - 1, over),), ())
        if form == "first":
            return ("each", "first_where", over, (self.truth(depth - 1, over), self.number(depth - 1, over)), ())
        if self.chance.random() < 0.1:
            window = ("call", "round2", self.number(depth - 1, rows))
            parts = (self.day(0, over), ("call", "max", self.number(depth - 1, over), ("#", Fraction(0))))
            return ("each", "most_in_months", over, parts, (window,))
        counted = self.chance.choice((("b", True, over), self.number(depth - 1, over), self.truth(depth - 1, over)))
        return ("each", "count", over, (counted,), ())

    def truth(self, depth: int, rows: str | None = None) -> Tree:
        if depth == 0 or self.chance.random() < 0.15:
            known = self._known("switch", rows)
            return known if known and self.chance.random() < 0.8 else ("b", self.chance.random() < 0.5)
        form = self.chance.choice(("cmp", "cmp", "chain", "not", "and", "or", "any", "all", "choice", "working", "day"))

        def inner() -> Tree:
            return self.truth(depth - 1, rows)

        match form:
            case "cmp" | "chain":
                return self.comparison(depth - 1, rows, 1 if form == "cmp" else self.chance.choice((2, 3)))
            case "not":
                return ("not", inner())
            case "and" | "or":
                return (form, *(inner() for _ in range(self.chance.choice((2, 2, 3)))))
            case "choice":
                one, other = self._known("choice", rows), ("t", self.chance.choice(CHOICE.ids), WORD)
                return ("cmp", one or other, self.chance.choice(("==", "!=")), other)
            case "working":
                return ("call", "is_working_day", self.day(depth - 1, rows))
            case "day":
                return ("cmp", self.day(depth - 1, rows), self.chance.choice(("<", "==", ">=")), self.day(0, rows))
        over = self.chance.choice(list(self.names.columns))
        return ("each", form, over, (self.truth(depth - 1, over),), ())

    def comparison(self, depth: int, rows: str | None = None, times: int = 1) -> Tree:
        parts: list[Any] = [self.number(depth, rows)]
        for _ in range(times):
            parts += [self.chance.choice(("==", "!=", "<", "<=", ">", ">=")), self.number(depth, rows)]
        return ("cmp", *parts)

    def day(self, depth: int, rows: str | None = None) -> Tree:
        known = self._known("day", rows) or ("v", "since")
        if depth == 0 or self.chance.random() < 0.5:
            return known
        return self._later(known, depth, rows)

    def _later(self, known: Tree, depth: int, rows: str | None) -> Tree:
        """A day that is made of another."""
        count = ("call", "floor", self.number(depth - 1, rows))
        few = ("#", Fraction(self.chance.choice((0, 1, 3, 12, 29, 31))))
        match self.chance.choice(
            ("dated", "extreme", "sign", "sign", "later", "months", "of", "of", "two", "date", "working")
        ):
            case "dated":
                return ("call", "value_on", ("d", "p.since"), known)
            case "extreme":
                over = self.chance.choice([rows for rows, columns in self.names.columns.items() if "day" in columns])
                return ("each", self.chance.choice(("largest", "smallest")), over, (self.day(0, over),), ())
            case "sign":
                return (self.chance.choice("+-"), known, count)
            case "later":
                return ("call", self.chance.choice(("add_days", "add_months", "add_years")), known, count)
            case "months":
                return ("call", self.chance.choice(("add_months", "add_years")), known, ("neg", few))
            case "of":
                return ("call", self.chance.choice(("end_of_year", "start_of_month", "end_of_month")), known)
            case "two":
                return ("call", self.chance.choice(("earliest", "latest")), known, self.day(0, rows))
            case "date":
                return ("call", "date_of", ("call", "year_of", known), ("call", "month_of", known), few)
        return ("call", "add_working_days", known, self.chance.choice((few, ("neg", few))))


def drawn_rule(seed: int) -> Rule:
    """A rule with inputs of every kind, two lists, and steps of all sorts."""
    chance = Random(seed)
    names = _Names()
    parameters = _parameters(chance)
    for each in parameters.values():
        if type(each.kind) in _KIND_NAMES:
            names.parameters.setdefault(_KIND_NAMES[type(each.kind)], []).append(each.name)
    inputs: tuple[Input, ...] = (
        _field(chance, "x"),
        _field(chance, "y"),
        InputField("full", SWITCH, WORD, default=True),
        InputField("grade", CHOICE, WORD),
        InputField("since", DAY, WORD),
        _rows(chance),
    )
    names.scalars |= {"number": ["x", "y"], "switch": ["full"], "choice": ["grade"], "day": ["since"]}
    names.columns["late"] = {"number": ["m"], "switch": ["told"], "day": ["on"]}
    trees = _Trees(chance, names)
    inputs = tuple(_sometimes_asked(chance, inputs, names.parameters)) if chance.random() < 0.5 else inputs
    steps = tuple(_step(chance, names, trees, f"s{number}") for number in range(chance.randint(1, 7)))
    outcomes = tuple(Outcome(f"o{number}", "", trees.truth(3), SAID) for number in range(2))
    stops = tuple(
        Stop(f"r{number}", ("and", trees.truth(2), trees.truth(3)), SAID)
        for number in range(chance.choice((0, 0, 1, 3)))
    )
    as_of = "since" if chance.random() < 0.2 else None
    return Rule(f"drawn_{seed}", WORD, WORD, "c", True, as_of, inputs, steps, (steps[-1].id,), outcomes, None,
                parameters, CALENDARS, Place("rules/drawn.yml"), stops=stops)  # fmt: skip


def _sometimes_asked(chance: Random, inputs: Sequence[Input], parameters: dict[str, list[str]]) -> Iterator[Input]:
    """Some asked only after certain answers before them; what dates a run always is."""
    before = _Names(parameters=parameters)
    trees = _Trees(chance, before)
    for entry in inputs:
        ask = chance.random() < 0.4 and entry.id not in ("x", "since")
        yield replace(entry, ask_when=chance.choice((trees.comparison, trees.truth))(0)) if ask else entry
        if isinstance(entry, InputField):
            before.scalars[_KIND_NAMES[type(entry.kind)]].append(entry.id)


def _field(chance: Random, id: str) -> InputField:
    precision, unit = chance.choice((0, 1, 2, 4)), chance.choice((None, None, "percent", "CNY"))
    least, most = sorted(Fraction(chance.choice((-1000, -3, 0, 0, 1, 20, 5000, 10**9))) for _ in range(2))
    return InputField(id, NUMBER, WORD, unit=unit, min=least, max=most, precision=precision)


def _rows(chance: Random) -> InputRows:
    fields = (_field(chance, "m"), InputField("told", SWITCH, WORD, default=False), InputField("on", DAY, WORD))
    return InputRows("late", WORD, None, fields, chance.choice((3, 400)))


def _parameters(chance: Random) -> dict[str, CountedParameter]:
    made = {}
    for number in range(3):
        name, precision = f"p.n{number}", chance.choice((0, 1, 2))
        unit = chance.choice((None, "percent"))
        parts = 10**precision * scale(unit)
        values = [Fraction(chance.choice((0, 1, 1, 3, 7, 25, 100))) / parts for _ in range(2)]
        values = [chance.choice((value, Fraction(87, 4) if precision == 2 and not unit else value)) for value in values]
        parameter = _parameter(chance, name, NUMBER, values)
        made[name] = replace(parameter, unit=unit, min=Fraction(0), max=Fraction(100), precision=precision)
    rows = [
        Row(Fraction(0), Fraction(1), chance.random() < 0.5),
        Row(Fraction(10), Fraction(5, 2), chance.random() < 0.5),
    ]
    below = Fraction(1, chance.choice((2, 2, 2, 3)))  # a third is none of the tenths that it is told to give
    table = Table("p.table", (Row(None, below), *rows, Row(Fraction(50), None)))
    others = [
        table,
        table._replace(rows=table.rows[1:]),
        table._replace(rows=table.rows[:3]),
        table._replace(rows=(rows[1],)),
    ]
    tables = _parameter(chance, "p.table", TableKind(BARE, BARE), [chance.choice(others), chance.choice(others)])
    return made | {
        "p.on": _parameter(chance, "p.on", SWITCH, [chance.random() < 0.5 for _ in range(2)]),
        "p.which": _parameter(chance, "p.which", CHOICE, [chance.choice(CHOICE.ids) for _ in range(2)]),
        "p.since": _parameter(chance, "p.since", DAY, [date(2026, 3, 3), date(2025, 7, 7)]),
        "p.table": replace(tables, max=Fraction(3), precision=1),
    }


def _parameter(chance: Random, name: str, kind: Any, values: Sequence[Any]) -> CountedParameter:
    """Some have no value before they change."""
    dates = (FIRST, CHANGE) if chance.random() < 0.93 else (CHANGE, CHANGE + timedelta(30))
    steps = tuple(Dated(day, value) for day, value in zip(dates, values))
    return CountedParameter(name, WORD, kind, None, Timeline(name, steps))


def _step(chance: Random, names: _Names, trees: _Trees, id: str) -> RuleStep:
    """A step; what it gives is known to those after it."""
    rows = chance.choice([None, None, *names.columns])
    when = trees.truth(2, rows) if chance.random() < 0.3 else None
    if rows is None and chance.random() < 0.1:
        tree = ("call", "instalments", trees.number(1), trees.number(1))
        if chance.random() < 0.5:
            tree = ("call", "shares", trees.number(1), ("#", Fraction(chance.randint(1, 4))))
        names.columns[id] = {"number": [id]}
        return RuleStep(id, WORD, ListKind(NUMBER), tree, when=when)
    kind, name, tree = chance.choice(
        [(NUMBER, "number", trees.number(chance.choice((2, 3, 4)), rows))] * 4
        + [(SWITCH, "switch", trees.truth(3, rows)), (DAY, "day", trees.day(2, rows))]
    )
    other = {"number": trees.number, "switch": trees.truth, "day": trees.day}[name](1, rows)
    other = other if chance.random() < (0.6 if when else 0.2) else None
    step = RuleStep(id, WORD, kind, tree, each=rows, when=when, otherwise=other)
    (names.columns[rows] if rows else names.scalars).setdefault(name, []).append(id)
    return step


def drawn_given(rule: Rule, chance: Random) -> Mapping[str, Any]:
    """Inputs within their bounds, with the bounds themselves among them; some that may not be asked are left out."""
    given: dict[str, Any] = {}
    for entry in rule.inputs:
        if isinstance(entry, InputRows):
            count = chance.choice((0, 1, 2, 3))
            given[entry.id] = [{each.id: _given(each, chance) for each in entry.fields} for _ in range(count)]
        elif entry.ask_when is None or chance.random() < 0.9:
            given[entry.id] = _given(entry, chance)
    return given


def _given(entry: InputField, chance: Random) -> Any:
    if entry.kind == SWITCH:
        return chance.random() < 0.5
    if entry.kind == CHOICE:
        return chance.choice(CHOICE.ids)
    if entry.kind == DAY:
        return date(2026, 1, 1) + timedelta(chance.choice((0, 3, 31, 120, 400, -1)))
    parts = entry.fineness * scale(entry.unit)
    least, most = int(entry.min * parts), int(entry.max * parts)
    near = chance.choice((least, most, min(most, least + 1), chance.randint(least, most), min(most, least + 500)))
    return Fraction(near) / parts
