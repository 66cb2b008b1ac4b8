"""A rule's script for the browser: its formulas as functions, which nothing has to evaluate there.

A classic script, since browsers refuse modules on pages opened from files: it leaves one function by the rule's id in
`handbookRules`, which makes the `Program` of `docs/assets/js/calculator/types.d.ts` of the kit in `kit.js`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from handbook.lang.units import scale
from handbook.rules.compiling.code import SAFE, Argument, Code, Scaled, Shape
from handbook.rules.compiling.evaluation import compile_tree
from handbook.rules.compiling.javascript import ScriptWriter
from handbook.rules.compiling.rules import Variant, arguments_of, compile_rule, given_by, variant_of, whole_of
from handbook.rules.formulas.tree import Tree
from handbook.rules.lookups import LOOKUPS
from handbook.rules.rule import InputField, InputRows, Rule, RuleStep

_ALWAYS = date.min
_LONGEST_PLAIN = 12_000  # characters: a longer one takes more time to come than it saves


def emit_script(rule: Rule) -> str:
    """The script, the same in every language."""
    writer = ScriptWriter()
    plain = _Plain(rule, writer)
    stretches = list(map(plain.stretch, _stretches(rule)))
    parts = [
        f"plain:[{','.join(stretches if plain.codes else ())}]",
        f"read:{_reader(writer, rule) if plain.codes else '()=>null'}",
        f"steps:[{','.join(_step(writer, step) for step in rule.steps)}]",
        f"asks:[{_formulas(writer, [entry.ask_when for entry in rule.inputs])}]",
        f"stops:[{','.join(f'[{_formulas(writer, [each.when for each in some])}]' for some in rule.stops_before)}]",
        f"outcomes:[{_formulas(writer, [each.when for each in rule.outcomes])}]",
    ]
    codes = "".join(f"const {name}={text};\n" for text, name in plain.codes.items())
    constants = "".join(f"const {name}={text};\n" for text, name in writer.constants.items())
    program = ",\n".join(parts)
    body = f"{constants}{codes}return{{\n{program}}}"
    head = f"(globalThis.handbookRules??={{}})[{json.dumps(rule.id)}]=({{{','.join(writer.kit)}}},calendars)"
    return f'"use strict";\n{head}=>{{\n{body}}};\n'


def _stretches(rule: Rule) -> list[date]:
    """The days from which all parameters have a value, and on which one gets another. Before the first the exact
    formulas tell which has none."""
    counted = {part[1] for part in rule.parts if part[0] == "p"}
    sinces = [[step.since for step in rule.parameters[name].timeline.steps] for name in counted]
    first = max((days[0] for days in sinces), default=_ALWAYS)
    every = sorted({first, *(day for days in sinces for day in days)})
    return every[every.index(first) :]


class _Plain:
    """The programs in plain numbers: most stretches of days have the same, with other parameters."""

    def __init__(self, rule: Rule, writer: ScriptWriter) -> None:
        self.rule, self.writer = rule, writer
        self.codes: dict[str, str] = {}  # names of programs by their text
        self._written: dict[Variant, tuple[Code, str]] = {}

    def stretch(self, since: date) -> str:
        """What counts from a day on."""
        parameters = self.rule.parameters
        variant = variant_of(self.rule, parameters, since)
        if variant.exact:  # a parameter is not what it should be
            return _without(since)
        code, text = self._program(variant)
        if len(text) > _LONGEST_PLAIN:
            return _without(since)
        raw = zip(code.parameters, given_by(code, parameters, since))
        given = ",".join(self.writer.literal(value, each.shape) for each, value in raw)
        program = self.codes.setdefault(text, f"f{len(self.codes)}")
        parts = [each.shape.denominator if isinstance(each.shape, Scaled) else 0 for each in code.results]
        return f'{{since:"{since}",parts:{_compact(parts)},values:{program}({given})}}'

    def _program(self, variant: Variant) -> tuple[Code, str]:
        """The code of a variant, and as it is written."""
        if variant not in self._written:
            code = compile_rule(self.rule, variant, SAFE)
            self._written[variant] = code, self.writer.program(code)
        return self._written[variant]


def _without(since: date) -> str:
    """Of a stretch that only the exact formulas work out."""
    return f'{{since:"{since}",parts:[],values:()=>null}}'


def _step(writer: ScriptWriter, step: RuleStep) -> str:
    """The exact formulas of a step."""
    formulas = (step.when, step.tree, step.otherwise)
    when, formula, otherwise = (_formulas(writer, [each]) for each in formulas)
    parts = [part for tree in (step.tree, step.otherwise) if tree for part in parts_asked(tree)]
    asked = f"asked:[{_formulas(writer, parts)}]"
    return f"{{when:{when},\nformula:{formula},\notherwise:{otherwise},\n{asked}}}"


def _formulas(writer: ScriptWriter, trees: Sequence[Tree | None]) -> str:
    return ",".join(writer.formula(compile_tree(tree, SAFE)) if tree else "null" for tree in trees)


def parts_asked(tree: Tree) -> Iterator[Tree]:
    """The parts of a formula that explaining it asks for: tests of branches, terms of sums, what something is looked up
    with. `explain.js` walks the same way."""
    if tree[0] == "each":
        _, name, _, over, others, *_ = tree
        if name == "sum":
            yield over[0]
        inner = others
    else:
        if tree[0] == "if":
            yield tree[1]
        if tree[0] == "call" and tree[1] in LOOKUPS:
            yield from tree[2:]
        inner = tree[1:]
    for part in inner:
        if isinstance(part, tuple) and part:
            yield from parts_asked(part)


# What is given, from texts.


def _reader(writer: ScriptWriter, rule: Rule) -> str:
    """A function of what was entered: the arguments of every program, or null where one is out of bounds."""
    arguments = arguments_of(rule, Variant(), SAFE)
    lines = []
    for entry in rule.inputs:
        if isinstance(entry, InputRows):
            lines.append(_read_rows(writer, entry, [each for each in arguments if each.rows == entry.id]))
        else:
            (argument,) = (each for each in arguments if each.id == entry.id and not each.rows)
            lines.append(_read(writer, entry, argument.shape, f"given.{entry.id}", f"${argument.variable}"))
    found = ",".join(f"${each.variable}" for each in arguments)
    return f"given=>{{\n{''.join(lines)}return[{found}]}}"


def _read_rows(writer: ScriptWriter, entry: InputRows, columns: Sequence[Argument]) -> str:
    """A list's rows, a column each field."""
    made = "".join(f"const ${each.variable}=[];\n" for each in columns)
    inner = "".join(
        _read(writer, field, each.shape, f"row.{field.id}", f"{field.id}$") + f"${each.variable}.push({field.id}$);\n"
        for field, each in zip(entry.fields, columns)
    )
    rows = f"given.{entry.id}??[]"
    return f"{made}if(({rows}).length>{entry.most})return null;\nfor(const row of {rows}){{\n{inner}}}\n"


def _read(writer: ScriptWriter, entry: InputField, shape: Shape, text: str, name: str) -> str:
    """One value, from its text or its default, as a constant of that name."""
    default = "null" if entry.default is None else writer.literal(_raw(shape, entry.default), shape)
    line = f"const {name}={text}==null?{default}:{_value(writer, entry, shape, text)};\n"
    return line + f"if({name}!=={name})return null;\n" if isinstance(shape, Scaled) else line


def _value(writer: ScriptWriter, entry: InputField, shape: Shape, text: str) -> str:
    if isinstance(shape, Scaled):  # a whole number, or NaN
        parts = shape.denominator / scale(entry.unit)
        assert parts.denominator == 1
        return f"{writer.use('parts')}({text},{entry.precision},{parts},{shape.least},{shape.most})"
    if shape == "exact":
        return f"{writer.use('div')}({writer.use('num')}({text}),{writer.literal(scale(entry.unit), shape)})"
    return f"{writer.use(shape)}({text})" if shape in ("day", "moment") else text


def _raw(shape: Shape, value: Any) -> Any:
    """A value as programs have it."""
    return whole_of(shape, value) if isinstance(shape, Scaled) else value


def _compact(data: object) -> str:
    return json.dumps(data, separators=(",", ":"))
