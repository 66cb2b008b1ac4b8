"""Writes code down in JavaScript, for the script of a rule (`handbook/rules/script.py`). What it calls is in `kit.js`.

Whole numbers are Numbers there, exact ones are `Fraction`, None is `null`. Variables have a `$` before their names, so
that none is a word of the language or of the kit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from itertools import count
from typing import Any

from handbook.lang.units import UNIT_FUNCTIONS, conversion
from handbook.rules.compiling.code import (
    Append,
    Argument,
    At,
    Block,
    Branch,
    Called,
    Cell,
    Code,
    Constant,
    Count,
    Dated,
    Each,
    Expression,
    FromParameter,
    Leave,
    Lookup,
    Need,
    Once,
    Operation,
    Put,
    Refuse,
    Scaled,
    Set,
    Shape,
    Statement,
    Stop,
    TreeCode,
    Variable,
)
from handbook.rules.formatting import exact_text
from handbook.rules.formulas.tables import Row

_COMPARISONS = {"==": "===", "!=": "!==", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_SIGNS = {
    "and": "({}&&{})", "or": "({}||{})", "not": "!{}", "choose": "({}?{}:{})", "days": "({}.day-{}.day)",
    "year": "{}.year", "month": "{}.month", "weekday": "({}.weekday+1)", "absent": "({}==null)",
    "counts": "({}!==false)", "length": "{}.length", "column": "Array({}).fill(null)",
    "empty": "[]", "row": "{}[{}]",
    "within": "{1}",  # a row sees the names outside it
}  # fmt: skip
_OF_WHOLE_NUMBERS = {
    "+": "({}+{})", "-": "({}-{})", "*": "({}*{})", "neg": "(-{})", "//": "Math.floor({}/{})",
}  # fmt: skip
_CALLED = {"+": "add", "-": "sub", "*": "mul", "/": "div"}  # of others the sign is the name
_LEAVES_PROGRAM, _LEAVES_FORMULA, _NEXT_ROUND = "return null;", "need(null);", "continue;"


class ScriptWriter:
    """Writes functions. `kit` are the names of the kit that they use, `constants` are made once for all of them."""

    _counts_itself: bool  # whether the function at hand counts its work; a formula's is counted by the frame
    _work_is_bounded: bool
    _labels: Iterator[str]

    def __init__(self) -> None:
        self.kit: dict[str, None] = {}
        self.constants: dict[str, str] = {}

    def program(self, code: Code) -> str:
        """A function of the parameters that gives one of the arguments: the values of the steps, then whether each
        outcome holds, or null where the exact formulas must tell why there are none."""
        self._counts_itself, self._work_is_bounded = True, False
        self._labels = _labels()  # programs that are alike are to have the same text
        body = self._block(code.body, _LEAVES_PROGRAM)
        found = ",".join(f"${each.variable}" for part in (code.results, code.outcomes) for each in part)
        variables = ",".join([*(["work=0"] if self._work_is_bounded else ()), *(f"${name}" for name in code.variables)])
        head = f"({_listed(code.parameters)})=>({_listed(code.arguments)})"
        return f"{head}=>{{\nlet {variables};\n{body}return[{found}]}}"

    def formula(self, code: TreeCode) -> str:
        """A function of names and frame."""
        self._counts_itself = False
        self._labels = _labels()
        body = self._block(code.body, _LEAVES_FORMULA)
        value = self.expression(code.value)
        if not body:
            return f"($names,frame)=>{value}"
        variables = ",".join(f"${name}" for name in code.variables)
        return f"($names,frame)=>{{let {variables};\n{body}return {value}}}"

    def use(self, name: str) -> str:
        """A name of the kit."""
        self.kit[name] = None
        return name

    def constant(self, text: str) -> str:
        """What is made once, as a variable."""
        return self.constants.setdefault(text, f"k{len(self.constants)}")

    # expressions

    def expression(self, each: Expression) -> str:
        """An expression, in brackets where it needs them."""
        match each:
            case Constant(value, shape):
                return self.literal(value, shape)
            case Variable(name):
                return f"${name}"
            case Cell(column, index):
                return f"${column}[${index}]"
            case Lookup("rows", name):
                return f"frame.rows.{name}"
            case Lookup(names, name):
                return f"${names}.{name}"
            case FromParameter(name):
                return f"frame.parameter({json.dumps(name)})"
            case Operation():
                return self._operation(each)
            case Called():
                return self._called(each)

    def literal(self, value: Any, shape: Shape) -> str:
        """A value that is known."""
        if isinstance(shape, Scaled):
            text = str(value)
            return f"({text})" if text.startswith("-") else text
        if isinstance(shape, Dated):
            steps = [(step.since, step.value) for step in value.timeline.steps]
            return self.literal((value.name, steps), "any")
        match value:
            case Fraction():
                return self.constant(f"{self.use('num')}({json.dumps(exact_text(value))})")
            case datetime():
                return self.constant(f"{self.use('moment')}({json.dumps(exact_text(value))})")
            case date():
                return self.constant(f"{self.use('day')}({json.dumps(exact_text(value))})")
            case Row(beyond=False):
                return self.literal(value[:2], shape)
            case list() | tuple():  # a table, its rows
                return self.constant(f"[{','.join(self.literal(part, 'any') for part in value)}]")
        return json.dumps(value)  # an option, a switch, nothing, a table's name

    def _operation(self, each: Operation) -> str:
        parts = [self.expression(part) for part in each.parts]
        if each.sign in _COMPARISONS:
            return self._comparison(each.sign, parts, [part.shape for part in each.parts])
        if each.sign == "exact":
            shape = each.parts[0].shape
            assert isinstance(shape, Scaled)
            return f"{self.use('over')}({parts[0]},{shape.denominator}n)"
        if each.sign == "whole":
            number, below = parts
            return f"Number({number}.n)" if below == "1" else f"{self.use('whole')}({number},{below}n)"
        if each.sign in _SIGNS:
            return _SIGNS[each.sign].format(*parts)
        if isinstance(each.shape, Scaled) and each.sign in _OF_WHOLE_NUMBERS:
            return _OF_WHOLE_NUMBERS[each.sign].format(*parts)
        return f"{self.use(_CALLED.get(each.sign, each.sign))}({','.join(parts)})"

    def _comparison(self, sign: str, parts: Sequence[str], shapes: Sequence[Shape]) -> str:
        """Two values compared; of things that have no order only equality is asked."""
        left, right = parts
        shape = shapes[0] if shapes[0] == shapes[1] or isinstance(shapes[0], Scaled) else "any"
        if shape == "day":
            left, right = f"{left}.day", f"{right}.day"
        elif shape == "moment":
            left, right = f"{left}.minute", f"{right}.minute"
        elif shape == "exact":
            left, right = f"{left}.compare({right})", "0"
        elif shape == "any":
            left, right = f"{self.use('order')}({left},{right})", "0"
        return f"({left}{_COMPARISONS[sign]}{right})"

    def _called(self, each: Called) -> str:
        parts = [self.expression(part) for part in each.parts]
        if each.words:  # a unit function
            name, unit = each.words
            factor = conversion(unit, UNIT_FUNCTIONS[name])
            return f"{self.use('mul')}({parts[0]},{self.literal(factor, 'exact')})"
        return f"{self.use('compute')}({json.dumps(each.function)},calendars,[{','.join(parts)}])"

    # statements

    def _block(self, block: Block, leave: str) -> str:
        return "".join(self._statement(each, leave) for each in block)

    def _statement(self, each: Statement, leave: str) -> str:
        match each:
            case Set(name, value):
                return f"${name}={self.expression(value)};\n"
            case Put(column, index, value):
                return f"${column}[${index}]={self.expression(value)};\n"
            case Append(name, value):
                return f"${name}.push({self.expression(value)});\n"
            case Branch(test, then, other):
                return self._branch(self.expression(test), self._block(then, leave), self._block(other, leave))
            case Each(index, times, body):
                head = f"for(let ${index}=0,n={self.expression(times)};${index}<n;${index}++)"
                return f"{head}{{\n{self._block(body, _NEXT_ROUND)}}}\n"
            case Once(body):
                label = next(self._labels)
                return f"{label}:{{\n{self._block(body, f'break {label};')}}}\n"
            case Leave():
                return f"{leave}\n"
            case Need(value) if leave is _LEAVES_FORMULA:
                return f"{self.use('need')}({self.expression(value)});\n"
            case Need(value):
                return f"if({self.expression(value)}==null){leave}\n"
            case Count():
                return self._count(each)
            case Refuse() | Stop():
                return _LEAVES_PROGRAM
            case At():
                return ""

    def _branch(self, test: str, then: str, other: str) -> str:
        if not then:
            return f"if(!{test}){{\n{other}}}\n"
        end = f"else{{\n{other}}}" if other else ""
        return f"if({test}){{\n{then}}}{end}\n"

    def _count(self, each: Count) -> str:
        """Work counted: in a program only where there may be too much of it."""
        work = f"{each.parts}*{self.expression(each.times)}".removesuffix("*1")
        if not self._counts_itself:
            return f"frame.count({work});\n"
        self._work_is_bounded |= each.checked
        return f"if((work+={work})>{self.use('MOST_WORK')})return null;\n" if each.checked else ""


def _labels() -> Iterator[str]:
    return (f"o{number}" for number in count())


def _listed(given: Sequence[Argument]) -> str:
    return ",".join(f"${each.variable}" for each in given)
