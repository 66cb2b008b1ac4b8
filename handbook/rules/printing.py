"""Formulas in words, and with the numbers put in.

Written once more for the browser in `explain.js`; the parity test compares both, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import Any

from handbook.lang.languages import Lang
from handbook.lang.typography import joined
from handbook.lang.units import MOST_DECIMALS, UNIT_FUNCTIONS, decimal
from handbook.rules.compiling.evaluation import Evaluator, Frame, evaluator, rows_of
from handbook.rules.compiling.python import Skipped
from handbook.rules.formatting import Display, ValueFormatter, exact_text
from handbook.rules.formulas.kinds import SwitchKind, TableKind
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.tables import DatedStep, Row, Table, periods, row_reached, sliced
from handbook.rules.formulas.tree import Tree
from handbook.rules.lookups import LOOKUPS, say_periods, say_row, say_slices, say_step

MOST_TERMS = 6
_SIGNS = {
    "+": " + ", "-": " − ", "*": " × ", "/": " ÷ ",
    "==": " = ", "!=": " ≠ ", "<": " < ", "<=": " ≤ ", ">": " > ", ">=": " ≥ ",
}  # fmt: skip
# How tightly a form binds: what binds less than its surroundings stands in brackets.
_BINDS = {"if": 0, "or": 1, "and": 2, "not": 3, "cmp": 4, "+": 5, "-": 5, "*": 6, "/": 6, "neg": 7}
_ATOM = 8
_FACT = re.compile(r"(\{\w+\})")
UNKNOWN = (Skipped, Refusal, ZeroDivisionError)


def _binds(tree: Tree) -> int:
    """How tightly a tree binds; a unit function prints only its argument, so it binds as that does."""
    while tree[0] == "call" and tree[1] in UNIT_FUNCTIONS:
        tree = tree[2]
    return _BINDS.get(tree[0], _ATOM)


class Printer:
    """Prints trees in one language; `shown` says how the value of each name is shown."""

    def __init__(self, shown: Mapping[str, Display], lang: Lang) -> None:
        self.shown, self.say = shown, ValueFormatter(lang)
        self.lang: Lang = lang
        self._evaluators: dict[
            int, tuple[Tree, Evaluator]
        ] = {}  # by identity; the tree is kept so that it stays its own

    def in_words(self, tree: Tree) -> str:
        """A formula with names as their labels."""
        return self._print(tree, _Words(self))

    def with_values(self, tree: Tree, names: Mapping[str, Any], frame: Frame) -> str:
        """A formula with values put in; of conditions only what was taken."""
        return self._print(tree, _Numbers(self, names, frame))

    def value(self, value: Any, name: str) -> str:
        """A value of the input, step or parameter `name`."""
        return self.say.value(value, self.shown[name])

    def value_of_parameter(self, name: str, frame: Frame) -> str:
        """A parameter's value on the day of a run; of a table, its name."""
        shown = self.shown[name]
        if isinstance(shown.kind, TableKind):
            return shown.label[self.lang]
        return self.say.value(frame.parameters[name], shown, MOST_DECIMALS)

    def row(self, table: Table, row: Row) -> str:
        """A row of a table that gives something."""
        return say_row(table, row, self.shown, self.say)

    def step(self, name: str, step: DatedStep) -> str:
        """One of the dated values of a parameter."""
        return say_step(name, step, self.shown, self.say)

    def evaluator_of(self, tree: Tree) -> Evaluator:
        """What works a part of a formula out, made once."""
        if id(tree) not in self._evaluators:
            self._evaluators[id(tree)] = tree, evaluator(tree)
        return self._evaluators[id(tree)][1]

    # One printer for both: only the leaves, the branches and the aggregates differ.

    def _print(self, tree: Tree, leaves: _Words | _Numbers, least: int = 0) -> str:
        binds = _binds(tree)
        text = self._form(tree, leaves, binds)
        if binds >= least:
            return text
        return self.say.words["open"] + text + self.say.words["close"]

    def _form(self, tree: Tree, leaves: _Words | _Numbers, binds: int) -> str:
        words = self.say.words
        match tree:
            case ("#" | "b" | "t", *_):
                return self._literal(tree)
            case ("v" | "p" | "d", name):
                return leaves.name(tree[0], name)
            case (("+" | "-" | "*" | "/") as sign, left, right):
                after = binds + (sign in "-/")
                return self._print(left, leaves, binds) + _SIGNS[sign] + self._print(right, leaves, after)
            case ("neg", operand):
                return "−" + self._print(operand, leaves, binds)
            case ("not", (("v" | "p") as form, name)) if isinstance(self.shown[name].kind, SwitchKind):
                return leaves.denied(form, name)
            case ("not", operand):
                return words["not"].replace("{x}", self._print(operand, leaves))
            case (("and" | "or") as joint, *parts):
                printed = [self._print(part, leaves, binds) for part in parts]
                held = (self._is_equal(part, text, leaves) for part, text in zip(parts, printed) if joint == "or")
                return next(filter(None, held), words[joint].join(printed))
            case ("cmp", *parts):
                return self._comparison(parts, leaves, binds + 1)
            case ("if", *_):
                return leaves.branches(tree)
            case ("call", name, *args):
                return self._call(name, args, leaves)
            case ("each", name, _, over, others, *unit):
                return leaves.each(tree, name, over, others, unit)
        raise AssertionError(tree)

    def _literal(self, tree: Tree) -> str:
        """A number, yes or no, an option, or a list by its label."""
        match tree:
            case ("#", number):
                text, exact = decimal(number)
                return text if exact else str(exact_text(number))
            case ("t", _, option):
                return str(option[self.lang])
            case ("b", _, rows):
                return self.shown[rows].label[self.lang]
        return self.say.words["yes" if tree[1] else "no"]

    def _comparison(self, parts: Sequence[Any], leaves: _Words | _Numbers, least: int) -> str:
        """`8 ≤ 30`; of two equal texts, as where a choice is what it is compared with, one is enough."""
        printed = [_SIGNS[part] if isinstance(part, str) else self._print(part, leaves, least) for part in parts]
        return printed[0] if parts[1:2] == ["=="] and printed[0] == printed[-1] else "".join(printed)

    def _is_equal(self, part: Tree, text: str, leaves: _Words | _Numbers) -> str:
        """The text of a comparison of two equal texts, which is enough of an `or`; empty of anything else."""
        is_equal = part[0] == "cmp" and part[2:3] == ("==",) and text == self._print(part[1], leaves, _binds(part) + 1)
        return text if is_equal else ""

    def _call(self, name: str, args: Sequence[Any], leaves: _Words | _Numbers) -> str:
        if name in UNIT_FUNCTIONS:
            if args[0][0] == "#" and not args[1]:
                return self.say.amount(args[0][1], UNIT_FUNCTIONS[name])
            return self._print(args[0], leaves)
        if name == "date_of" and all(arg[0] == "#" and arg[1].denominator == 1 for arg in args):
            with suppress(ValueError, OverflowError):
                return self.say.day(date(*(int(arg[1]) for arg in args)))
        return self.function(name, leaves.arguments(name, args))

    def function(self, name: str, args: Sequence[str]) -> str:
        """A function by its name in words, in which `{args}` are its arguments, `{a}` and `{b}` the first and last."""
        facts = {"{args}": self.say.words["comma"].join(args), "{a}": args[0], "{b}": args[-1]}
        return joined(*(facts.get(piece, piece) for piece in _FACT.split(self.say.words[f"f:{name}"])))

    def print_part(self, tree: Tree, leaves: _Words | _Numbers) -> str:
        """A part without brackets around it."""
        return self._print(tree, leaves)


class _Words:
    """Names as labels, all branches."""

    def __init__(self, printer: Printer) -> None:
        self.printer = printer

    def name(self, form: str, name: str) -> str:
        shown, lang = self.printer.shown[name], self.printer.lang
        if form == "p" and isinstance(shown.kind, SwitchKind) and shown.kind.words:
            return shown.label[lang] + self.printer.say.words["colon"] + shown.kind.words[0][lang]
        return shown.label[lang]

    def denied(self, _form: str, name: str) -> str:
        """That a switch is off."""
        shown, say = self.printer.shown[name], self.printer.say
        return self.label(name) + say.value(False, shown)

    def label(self, name: str) -> str:
        """What a name is called, before its value."""
        return self.printer.shown[name].label[self.printer.lang] + self.printer.say.words["colon"]

    def branches(self, tree: Tree) -> str:
        words, printed = self.printer.say.words, ""
        while tree[0] == "if":
            _, test, then, other = tree
            clause = words["if"].replace("{test}", self.printer.print_part(test, self))
            printed += (words["else_if"] if printed else "") + clause.replace("{then}", self._branch(then))
            tree = other
        return printed + words["otherwise"].replace("{x}", self._branch(tree))

    def _branch(self, tree: Tree) -> str:
        text = self.printer.print_part(tree, self)
        words = self.printer.say.words
        return words["open"] + text + words["close"] if tree[0] == "if" else text

    def arguments(self, _name: str, args: Sequence[Tree]) -> list[str]:
        return [self.printer.print_part(arg, self) for arg in args]

    def each(self, _tree: Tree, name: str, over: Sequence[Tree], others: Sequence[Tree], _unit: Sequence[str]) -> str:
        return self.printer.function(name, [self.printer.print_part(arg, self) for arg in (*over, *others)])


class _Numbers:
    """Names as values, the branch taken, sums as their terms. What a result did without, as what stands behind an `or`
    that held, need not have a value: it is printed in words."""

    def __init__(self, printer: Printer, names: Mapping[str, Any], frame: Frame) -> None:
        self.printer, self.names, self.frame = printer, names, frame
        self.words = _Words(printer)

    def name(self, form: str, name: str) -> str:
        try:
            if form == "d":
                return self.words.name(form, name)
            if form == "p":
                said = self.printer.value_of_parameter(name, self.frame)
            else:
                said = self.printer.value(self.names[name], name)
        except (KeyError, Refusal):
            return self.words.name(form, name)
        kind = self.printer.shown[name].kind
        return said if not isinstance(kind, SwitchKind) or kind.words else self.words.label(name) + said

    def denied(self, form: str, name: str) -> str:
        """A switch that is denied, as it is."""
        return self.name(form, name)

    def branches(self, tree: Tree) -> str:
        held: Tree | None = None
        rest = tree
        try:
            while rest[0] == "if":
                _, test, then, other = rest
                held = test if self.printer.evaluator_of(test)(self.names, self.frame) else None
                rest = then if held else other
        except UNKNOWN:
            return self.words.branches(tree)
        branch = self.printer.print_part(rest, self)
        return f"{self.printer.print_part(held, self)} → {branch}" if held else branch

    def arguments(self, name: str, args: Sequence[Tree]) -> list[str]:
        """A function's arguments; of one that looks something up also what it found."""
        if name in LOOKUPS:
            try:
                return self._found(name, args)
            except UNKNOWN:
                pass
        return [self.printer.print_part(arg, self) for arg in args]

    def _found(self, name: str, args: Sequence[Tree]) -> list[str]:
        """The row that was hit, beside the table; of a progressive scale its parts; of other days' values from when on
        they count. The frame keeps what was met."""
        shown, say = self.printer.shown, self.printer.say
        source, *given = (self.printer.evaluator_of(arg)(self.names, self.frame) for arg in args)
        hits = self.frame.hits.setdefault(source.name, {})
        match name:
            case "slices":
                parts = sliced(source, *given)
                hits |= dict.fromkeys(part.row for part in parts)
                return self._summed(say_slices(source, parts, shown, say)) or self.words.arguments(name, args)
            case "rate_days":
                found = periods(source, *given)
                hits |= dict.fromkeys(each.step for each in found)
                return self._summed(say_periods(source.name, found, shown, say))
            case "value_on":
                (period,) = periods(source, *given, *given)
                hits[period.step] = None
                said = say_step(source.name, period.step, shown, say)
            case _:
                row = row_reached(source, *given)
                hits[row] = None
                said = self.printer.print_part(args[0], self) + say.words["colon"] + self.printer.row(source, row)
        return [said, *(self.printer.print_part(arg, self) for arg in args[1:])]

    def _summed(self, terms: Sequence[str]) -> list[str]:
        return [self._terms_of(terms)] if terms else []

    def each(self, tree: Tree, name: str, over: Sequence[Tree], others: Sequence[Tree], unit: Sequence[str]) -> str:
        if name != "sum":
            columns = [self.printer.print_part(arg, self.words) for arg in over]
            return self.printer.function(name, [*columns, *(self.printer.print_part(arg, self) for arg in others)])
        try:
            return self._sum(self._terms(tree), unit[0])
        except UNKNOWN:
            return self.words.each(tree, name, over, others, unit)

    def _sum(self, terms: Sequence[Fraction], unit: str) -> str:
        say = self.printer.say
        if not terms:
            return say.amount(Fraction(0), unit)
        return self._terms_of([say.amount(term, unit) for term in terms])

    def _terms_of(self, terms: Sequence[str]) -> str:
        """Terms added up, of many the first ones."""
        shown = MOST_TERMS if len(terms) <= MOST_TERMS else MOST_TERMS - 1
        more = self.printer.say.words["items"].replace("{n}", str(len(terms)))
        return " + ".join(terms[:shown]) + (f" + …{more}" if len(terms) > MOST_TERMS else "")

    def _terms(self, tree: Tree) -> list[Fraction]:
        compute, terms = self.printer.evaluator_of(tree[3][0]), []
        for row in rows_of(self.frame, tree[2]):
            try:
                terms.append(compute({**self.frame.names, **row}, self.frame))
            except Skipped:
                continue
        return terms
