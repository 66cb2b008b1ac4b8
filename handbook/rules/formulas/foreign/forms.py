"""Forms of expressions that formulas do not have, and kinds that a sign or function does not take: what to write."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from handbook.lang.units import UNIT_FUNCTIONS, UNITS, conversion
from handbook.records import frozen
from handbook.rules.formulas.foreign.calls import Argument, filled, form_of
from handbook.rules.formulas.kinds import (
    BARE,
    ChoiceKind,
    DayKind,
    ListKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    TableKind,
    ValueKind,
)

TextOf = Callable[[ast.expr], str]
FUNCTION_OF: Mapping[str, str] = {unit: function for function, unit in UNIT_FUNCTIONS.items()}
_MODULES = frozenset(("math", "Math", "np", "numpy", "statistics", "datetime", "Decimal"))
_ATOMS = (ast.Name, ast.Constant, ast.Call, ast.Attribute)
_LATER = {"month": "add_months", "year": "add_years", "working_day": "add_working_days"}


@frozen
class Side:
    """What stands on one side of a sign."""

    node: ast.expr
    text: str
    kind: ValueKind

    @property
    def unit(self) -> str | None:
        """The unit of a number that has a plain one, "" of a bare number, else None."""
        powers = self.kind.unit if isinstance(self.kind, NumberKind) else None
        if powers == BARE:
            return ""
        return powers[0][0] if powers and len(powers) == 1 and powers[0][1] == 1 else None

    @property
    def is_number(self) -> bool:
        """Whether it is digits."""
        return isinstance(self.node, ast.Constant)

    @property
    def part(self) -> str:
        """The text, in brackets where it needs them."""
        return self.text if isinstance(self.node, _ATOMS) else f"({self.text})"


def argument(node: ast.expr, text: TextOf) -> Argument:
    """A call's argument as the table of calls needs it."""
    negative = isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
    number = negative or (isinstance(node, ast.Constant) and isinstance(node.value, (int, float)))
    return Argument(text(node), isinstance(node, _ATOMS), number)


def form_here(node: ast.expr, text: TextOf, functions: Sequence[str]) -> tuple[str, str]:
    """The cure's key for a form that formulas do not have, and how it is written here; ("", "") where none is known."""

    def part(each: ast.expr) -> str:
        return text(each) if isinstance(each, _ATOMS) else f"({text(each)})"

    match node:
        case ast.BinOp(left=left, op=ast.Pow() | ast.BitXor(), right=ast.Constant(value=int() as times)) if (
            2 <= times <= 4
        ):
            return "power", " * ".join([part(left)] * times)
        case ast.BinOp(op=ast.Pow() | ast.BitXor()):
            return "power", ""
        case ast.BinOp(left=left, op=ast.FloorDiv(), right=right):
            return "floor_quotient", f"floor({part(left)} / {part(right)})"
        case ast.BinOp(left=left, op=ast.Mod(), right=right):
            return "remainder", f"{part(left)} - {part(right)} * floor({part(left)} / {part(right)})"
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return "plus", text(operand)
        case ast.Compare(comparators=[ast.Constant(value=None)]) | ast.Constant(value=None):
            return "given", ""
        case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() as op], comparators=[right]):
            return "equals", f"{text(left)} {'==' if isinstance(op, ast.Is) else '!='} {text(right)}"
        case ast.Compare():
            return "in_list", ""
        case ast.Call(func=ast.Attribute(value=owner, attr=name), args=args, keywords=[]):
            return _method(owner, name, args, text, functions)
    return next((key for form, key in _FORMS.items() if isinstance(node, form)), ""), ""


_FORMS: Mapping[type[ast.expr] | tuple[type[ast.expr], ...], str] = {
    ast.Tuple: "one_value",
    (ast.List, ast.Set, ast.Dict): "list",
    (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp): "loop",
    ast.Subscript: "which_row",
    ast.Attribute: "attribute",
    ast.JoinedStr: "text",
    ast.NamedExpr: "assign",
}


def _method(
    owner: ast.expr, name: str, args: Sequence[ast.expr], text: TextOf, functions: Sequence[str]
) -> tuple[str, str]:
    """`math.floor(x)`, `minutes.sum()`."""
    whole = list(args) if isinstance(owner, ast.Name) and owner.id in _MODULES else [owner, *args]
    if name in functions:
        return "method", f"{name}({', '.join(map(text, whole))})"
    given = [argument(arg, text) for arg in whole]
    form = form_of(name, given)
    return ("method", filled(form, given, FUNCTION_OF)) if form else ("", "")


def join_here(sign: str, left: Side, right: Side) -> tuple[str, str]:
    """The cure's key for two sides that a sign does not join, and how it is written; the key of what helps in general
    where nothing more is known."""
    match left.kind, right.kind:
        case (NumberKind(), NumberKind()):
            return _numbers(sign, left, right)
        case (DayKind() | MomentKind(), NumberKind()) if sign in "+-":
            return _later(sign, left, right)
        case (DayKind() | MomentKind(), NumberKind()) if _looks_like_a_day(right):
            return "date", ""
        case (DayKind(), MomentKind()) | (MomentKind(), DayKind()) | (MomentKind(), MomentKind()):
            return "day_of", f"{_day(left)} {sign} {_day(right)}"
        case (SwitchKind(), NumberKind()) if sign in ("==", "!=") and right.text in ("0", "1"):
            return "switch", left.text if (right.text == "1") == (sign == "==") else f"not {left.part}"
        case (SwitchKind(), NumberKind()) if sign == "*":
            return "times_switch", f"{right.text} if {left.text} else 0"
        case (NumberKind(), SwitchKind()) if sign == "*":
            return "times_switch", f"{left.text} if {right.text} else 0"
        case (TableKind(), _) | (_, TableKind()):
            table = left if isinstance(left.kind, TableKind) else right
            return "of_table", f"band({table.text}, x)"
        case (ListKind(), _) | (_, ListKind()):
            return "of_list", ""
        case (ChoiceKind(ids=ids), _) | (_, ChoiceKind(ids=ids)) if sign in ("==", "!="):
            choice = left if isinstance(left.kind, ChoiceKind) else right
            return "an_option", f'{choice.text} {sign} "{ids[0]}"'
    return "kinds", ""


def _numbers(sign: str, left: Side, right: Side) -> tuple[str, str]:
    """A bare number gets the other's unit; a time of the same clock is converted."""
    for bare, other, swapped in ((right, left, False), (left, right, True)):
        function = FUNCTION_OF.get(other.unit or "")
        if not function:
            continue
        converts = _convert(bare.unit or "", other.unit or "")
        if converts or (bare.unit == "" and bare.is_number):
            given = f"{function}({bare.text})"
            if "in" in sign:
                return "bare_number", given
            sides = (given, other.text) if swapped else (other.text, given)
            return ("convert" if converts else "bare_number"), f"{sides[0]} {sign} {sides[1]}"
    return "units", ""


def _convert(unit: str, other: str) -> bool:
    """Whether two units convert into each other: minutes and hours, not days and hours."""
    return {unit, other} <= set(UNITS) and conversion(unit, other) is not None


def _later(sign: str, day: Side, number: Side) -> tuple[str, str]:
    """A day and a number of something: days are added by the sign, all else by a function."""
    minus = "-" if sign == "-" else ""
    if number.unit == "" and number.is_number and isinstance(day.kind, DayKind):
        return "bare_number", f"{day.text} {sign} days({number.text})"
    if isinstance(day.kind, MomentKind):
        return "later", f"add_hours({day.text}, {minus}{number.part})" if number.unit == "hour" else ""
    function = _LATER.get(number.unit or "")
    return ("later", f"{function}({day.text}, {minus}{number.part})") if function else ("kinds", "")


def _day(side: Side) -> str:
    return f"day_of({side.text})" if isinstance(side.kind, MomentKind) else side.text


def _looks_like_a_day(side: Side) -> bool:
    """`20260406`, `2026/4/6`: nothing but digits, of a year."""
    return not any(sign.isalpha() for sign in side.text) and side.text[:2] in ("19", "20") and len(side.text) >= 8


def with_units(
    name: str,
    takes: Callable[[Sequence[ValueKind]], ValueKind | None],
    args: Sequence[Argument],
    kinds: Sequence[ValueKind],
) -> str:
    """A call with a unit for its bare numbers, where it is one that the function takes: `months(3)`; else ""."""
    bare = [arg.number and kind == NumberKind(BARE) for arg, kind in zip(args, kinds)]
    for unit, giving in FUNCTION_OF.items():
        tried = [NumberKind(((unit, 1),)) if is_bare else kind for is_bare, kind in zip(bare, kinds)]
        if any(bare) and takes(tried):
            texts = [f"{giving}({arg.text})" if is_bare else arg.text for arg, is_bare in zip(args, bare)]
            return f"{name}({', '.join(texts)})"
    return ""
