"""From a formula to a tree, with every name known, every kind and unit checked."""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from handbook.lang.catalogue import NOTHING, Phrase
from handbook.lang.languages import WRITTEN
from handbook.lang.units import UNIT_FUNCTIONS
from handbook.problems.suggest import guess, nearest
from handbook.records import frozen
from handbook.rules.formulas.constants import is_always_zero
from handbook.rules.formulas.foreign.calls import Argument, filled, form_of, key_of, means_otherwise, name_here
from handbook.rules.formulas.foreign.forms import FUNCTION_OF, Side, argument, form_here, join_here, with_units
from handbook.rules.formulas.foreign.signs import written
from handbook.rules.formulas.functions import FUNCTIONS, OF_DAYS, Function
from handbook.rules.formulas.kinds import (
    BARE,
    ChoiceKind,
    DayKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    UnitPowers,
    ValueKind,
    say_kind,
    times,
    unify,
)
from handbook.rules.formulas.scope import Scope
from handbook.rules.formulas.syntax import Formula, FormulaError, bad_formula, cured, foreign_in, parse_formula
from handbook.rules.formulas.tree import Tree

MAX_DEPTH = 50
DOUBTS = frozenset(("formula_same_sides",))  # remarks that people must judge
_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_ORDERED = (NumberKind, DayKind, MomentKind)
_DAY = re.compile(r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}")
_DAY_UNIT: UnitPowers = (("day", 1),)
_SWITCH, _ZERO, _COUNT = SwitchKind(), NumberKind(None), NumberKind(BARE)


@frozen
class Analysed:
    """A formula that has been read: its tree and kind, or what is wrong with it (then the tree must not be used)."""

    tree: Tree
    kind: ValueKind | None
    errors: tuple[FormulaError, ...]
    parameters: tuple[str, ...] = ()
    remarks: tuple[FormulaError, ...] = ()  # it can be read, but cannot mean what it says

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong with it; doubts are for people to judge."""
        return not self.errors and all(remark.code in DOUBTS for remark in self.remarks)


def analyse(source: str, scope: Scope, rows: str | None = None, wanted: ValueKind | None = None) -> Analysed:
    """Read a formula inside `scope`; with `rows`, the columns of that list are plain names. Never raises."""
    try:
        formula = parse_formula(source, scope.labels)
    except FormulaError as bad:
        return Analysed((), None, (bad,))
    analyser = _Analyser(formula, scope)
    tree, kind = analyser.read(formula.tree, rows, MAX_DEPTH, wanted)
    if (analyser.errors or kind is None) and (first := foreign_in(formula.line, formula.offsets, scope.labels)):
        return Analysed((), None, (first,))
    parameters = tuple(dict.fromkeys(analyser.parameters))
    return Analysed(tree, kind, tuple(analyser.errors), parameters, tuple(analyser.remarks))


Read = tuple[Tree, ValueKind | None]
Part = tuple[ast.expr, Read]
_BAD: Read = ((), None)


class _Analyser:
    """Reads one formula. A part of unknown kind (None) has been told and causes no further message."""

    def __init__(self, formula: Formula, scope: Scope) -> None:
        self.formula, self.scope = formula, scope
        self.errors: list[FormulaError] = []
        self.remarks: list[FormulaError] = []
        self.parameters: list[str] = []

    def read(  # noqa: PLR0912  (one branch a form of expression)
        self, node: ast.expr, rows: str | None, depth: int, wanted: ValueKind | None = None
    ) -> Read:
        """The tree and kind of a part. `wanted` lets a choice's option be known where nothing stands beside it."""
        if depth == 0:
            self.errors.append(bad_formula(0, Phrase("handbook.rules.formulas.too_deep", {"most": MAX_DEPTH})))
            return _BAD

        def inner(part: ast.expr, like: ValueKind | None = None) -> Read:
            return self.read(part, rows, depth - 1, like)

        match node:
            case ast.Name(id=name):
                return self._name(node, name, rows)
            case ast.Attribute(value=ast.Name(id=group), attr=key):
                return self._parameter(node, f"{group}.{key}")
            case ast.Constant(value=bool() as truth):
                return ("b", truth), _SWITCH
            case ast.Constant(value=int() | float()):
                return self._number(node)
            case ast.Constant(value=str() as option):
                return self._option(node, option, wanted)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
                return self._binary(_SIGNS[type(op)], (left, inner(left)), (right, inner(right)))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._negative(operand, inner(operand))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self._joined("not", [self._condition(operand, inner(operand))])
            case ast.BoolOp(op=op, values=values):
                parts = [self._condition(value, inner(value)) for value in values]
                return self._joined("and" if isinstance(op, ast.And) else "or", parts)
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[among]):
                return self._among(node, left, isinstance(op, ast.In), among, inner)
            case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in _SIGNS for op in ops):
                return self._compare([_SIGNS[type(op)] for op in ops], [left, *others], inner)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                tested = self._condition(test, inner(test))
                return self._either(tested, (body, inner(body, wanted)), (orelse, inner(orelse, wanted)))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(node, name, args, rows, depth)
        return self._refuse(node)

    # leaves

    def _number(self, node: ast.Constant) -> Read:
        try:
            number = self.formula.number(node)
        except FormulaError as bad:
            self.errors.append(bad)
            return _BAD
        return ("#", number), _COUNT if number else _ZERO

    def _option(self, node: ast.expr, option: str, wanted: ValueKind | None) -> Read:
        if _DAY.fullmatch(option.strip()):
            return self._cured(node, "date")
        if not isinstance(wanted, ChoiceKind):
            return self._wrong(node, "formula_option_here", option=option)
        words = dict(wanted.options).get(option)
        if words is None:
            meant = _option_called(option, wanted)
            near = Phrase("handbook.parts.did_you_mean", {"name": meant}) if meant else guess(option, wanted.ids)
            allowed = ", ".join(wanted.ids)
            return self._wrong(node, "formula_unknown_option", option=option, allowed=allowed, guess=near)
        return ("t", option, words), wanted

    def _name(self, node: ast.expr, name: str, rows: str | None) -> Read:
        scope = self.scope
        if rows and name in scope.columns.get(rows, {}):
            return ("v", name), scope.columns[rows][name]
        if name in scope.scalars:
            return ("v", name), scope.scalars[name]
        owner = scope.rows_of(name)
        if owner == rows and rows:
            return ("b", True, name), _SWITCH  # count(late): the rows themselves
        if owner:
            return self._wrong(node, "formula_of_rows", name=name, rows=owner)
        if name in ("true", "false"):
            return ("b", name == "true"), _SWITCH
        if name == scope.itself:
            return self._wrong(node, "formula_itself", name=name)
        if name in scope.later:
            return self._wrong(node, "formula_later", name=name)
        if name in FUNCTIONS:
            return self._cured(node, "brackets", FUNCTIONS[name].form)
        if name in scope.labels:
            return self._cured(node, "label", scope.labels[name])
        key, here = name_here(name)
        if key:
            return self._cured(node, key, here)
        near = guess(name, [*scope.names, *scope.known_parameters])
        if near is NOTHING and (function := nearest(name, FUNCTIONS)):
            near = Phrase("handbook.parts.did_you_mean", {"name": FUNCTIONS[function].form})
        return self._wrong(node, "formula_unknown_name", name=name, guess=near)

    def _parameter(self, node: ast.expr, name: str) -> Read:
        kind = self.scope.parameter(name)
        if kind is None:
            return self._wrong(node, "unknown_parameter", name=name, guess=guess(name, self.scope.known_parameters))
        self.parameters.append(name)
        return ("p", name), kind

    # signs

    def _binary(self, sign: str, left: Part, right: Part) -> Read:
        (first, one), (second, other) = left[1], right[1]
        tree = (sign, first, second)
        match one, other:
            case (None, _) | (_, None):
                return tree, None
            case (NumberKind(), NumberKind()) if sign in "+-":
                common = unify(one, other)
                return (tree, common) if common else self._two(right[0], sign, left, right)
            case (NumberKind(unit=a), NumberKind(unit=b)):
                if sign == "/" and is_always_zero(second):
                    part = self.formula.text_of(right[0])
                    self.remarks.append(self._error(right[0], "formula_zero_always", part=part))
                return tree, NumberKind(times(a or BARE, b or BARE, 1 if sign == "*" else -1))
            case (DayKind(), DayKind()) if sign == "-":
                return tree, NumberKind(_DAY_UNIT)
            case (DayKind(), NumberKind(unit=unit)) if sign in "+-" and unit in (None, _DAY_UNIT):
                return tree, DayKind()
        return self._two(right[0], sign, left, right)

    def _negative(self, node: ast.expr, operand: Read) -> Read:
        if operand[1] is not None and not isinstance(operand[1], NumberKind):
            return self._wrong(node, "formula_needs_number", found=say_kind(operand[1]))
        return ("neg", operand[0]), operand[1]

    def _condition(self, node: ast.expr, read: Read) -> Tree:
        if read[1] is not None and not isinstance(read[1], SwitchKind):
            self._wrong(node, "formula_needs_condition", part=self.formula.text_of(node), found=say_kind(read[1]))
        return read[0] if read[1] is not None else ()

    def _joined(self, joint: str, parts: list[Tree]) -> Read:
        """Conditions put together; of unknown kind where one of them could not be read."""
        return ((joint, *parts), _SWITCH) if all(parts) else _BAD

    def _compare(self, signs: list[str], parts: list[ast.expr], inner: Callable[..., Read]) -> Read:
        reads = [None if self._is_option(part) else inner(part) for part in parts]
        like = next((read[1] for read in reads if read), None)
        if like is None:  # what stands beside an option has been told, or is told now
            names = [part for part, read in zip(parts, reads) if read is None and isinstance(part, ast.Name)]
            unknown = [inner(part) for part in names]
            if unknown or any(reads):
                return _BAD
        whole = [read or self._option_of(part, like, inner) for read, part in zip(reads, parts)]
        chain = whole[0]  # the last part that says what the whole chain is of: a bare 0 between two units does not
        for sign, left, right, before, node in zip(signs, whole, whole[1:], parts, parts[1:]):
            if left[1] is None or right[1] is None:
                chain = right
                continue
            common = unify(left[1], right[1])
            if common is None or (sign not in ("==", "!=") and not isinstance(common, _ORDERED)):
                return self._two(node, sign, (before, left), (node, right))
            if chain[1] is not None and unify(chain[1], right[1]) is None:
                return self._two(node, sign, (before, chain), (node, right))
            chain = right if common == right[1] else chain
            if left[0] == right[0]:
                self.remarks.append(self._error(node, "formula_same_sides", part=self.formula.text_of(node)))
        if any(read[1] is None for read in whole):
            return _BAD
        joined: list[Any] = [whole[0][0]]
        for sign, read in zip(signs, whole[1:]):
            joined += [sign, read[0]]
        return ("cmp", *joined), _SWITCH

    def _among(self, node: ast.expr, left: ast.expr, within: bool, among: ast.expr, inner: Callable[..., Read]) -> Read:
        """`kind in ("car", "van")` is `kind == "car" or kind == "van"`."""
        options = among.elts if isinstance(among, (ast.Tuple, ast.List, ast.Set)) else [among]
        nested = any(isinstance(part, ast.In | ast.NotIn) for part in ast.walk(left))
        if not options or nested or (options == [among] and not isinstance(among, ast.Constant)):
            return self._cured(node, "in_list")
        read, trees = inner(left), list[Tree]()
        for option in options:
            other = self._option_of(option, read[1], inner) if read[1] else _BAD
            if read[1] is None or other[1] is None:
                return _BAD
            if unify(read[1], other[1]) is None:
                return self._two(option, "in" if within else "not in", (left, read), (option, other))
            trees.append(("cmp", read[0], "==" if within else "!=", other[0]))
        return (trees[0] if len(trees) == 1 else ("or" if within else "and", *trees)), _SWITCH

    def _is_option(self, node: ast.expr) -> bool:
        """Whether a part is an option, or a name of nothing here, which may be one without its quotes."""
        if isinstance(node, ast.Name):
            return not self.scope.is_known(node.id)
        return isinstance(node, ast.Constant) and isinstance(node.value, str)

    def _option_of(self, node: ast.expr, like: ValueKind | None, inner: Callable[..., Read]) -> Read:
        """An option of the choice beside it."""
        if isinstance(node, ast.Name) and isinstance(like, ChoiceKind) and (id := _option_called(node.id, like)):
            return self._cured(node, "quotes", f'"{id}"')
        return inner(node, like)

    def _either(self, test: Tree, then: Part, other: Part) -> Read:
        tree = ("if", test, then[1][0], other[1][0])
        if not test or then[1][1] is None or other[1][1] is None:
            return tree, None
        common = unify(then[1][1], other[1][1])
        if common is None:
            return self._two(other[0], "if … else", then, other)
        return tree, common

    # functions

    def _call(self, node: ast.Call, name: str, args: list[ast.expr], rows: str | None, depth: int) -> Read:
        function = FUNCTIONS.get(name)
        if function is None or self._is_otherwise(name, args):
            return self._foreign_call(node, name, args, rows)
        if function.rows:
            return self._aggregate(node, name, function, args, rows, depth)
        if function.dated:
            return self._dated(node, name, function, args, rows, depth)
        reads = [self.read(arg, rows, depth - 1) for arg in args]
        kind = self._kind(node, name, function, [read[1] for read in reads])
        extra: tuple[str, ...] = ()
        if name in UNIT_FUNCTIONS and kind is not None:
            unit = reads[0][1].unit  # type: ignore[union-attr]
            extra = (unit[0][0] if unit else "",)
        if isinstance(kind, (DayKind, MomentKind)):
            name = OF_DAYS.get(name, name)
        return ("call", name, *(read[0] for read in reads), *extra), kind

    def _foreign_call(self, node: ast.Call, name: str, args: list[ast.expr], rows: str | None) -> Read:
        """A function of another language, or one that is not known at all."""
        given = self._arguments(args)
        if form := form_of(name, given, known=name in FUNCTIONS):
            kind = _Analyser(self.formula, self.scope).read(args[0], rows, MAX_DEPTH)[1] if args else None
            unit = kind.unit[0][0] if isinstance(kind, NumberKind) and kind.unit and len(kind.unit) == 1 else ""
            key = "call_otherwise" if name in FUNCTIONS else "call"
            return self._cured(node, key, filled(form, given, FUNCTION_OF, unit), name)
        if key := key_of(name):
            return self._cured(node, key, found=name)
        allowed = ", ".join(FUNCTIONS)
        return self._wrong(node, "formula_unknown_function", name=name, guess=guess(name, FUNCTIONS), allowed=allowed)

    def _is_otherwise(self, name: str, args: list[ast.expr]) -> bool:
        """Whether a function of ours is called as those of spreadsheets: `floor(x, 0.5)`, `max` of a list."""
        if not means_otherwise(name, len(args)):
            return False
        return len(args) > 1 or any(self.scope.rows_of(each) for arg in args for each in _names_in(arg))

    def _arguments(self, args: list[ast.expr]) -> list[Argument]:
        return [argument(arg, self.formula.text_of) for arg in args]

    def _aggregate(
        self, node: ast.Call, name: str, function: Function, args: list[ast.expr], rows: str | None, depth: int
    ) -> Read:
        over, others = args[: function.rows], args[function.rows :]
        used = [each for arg in over for each in _names_in(arg)]
        owners = list(dict.fromkeys(owner for each in used if (owner := self.scope.rows_of(each))))
        if len(owners) != 1:
            if any(each in self.scope.scalars and self.scope.scalars[each] is None for each in used):
                return _BAD  # a step that may yield a list, and that has been told
            if all(each in self.scope.names for each in used):
                lists = ", ".join(owners or self.scope.columns)
                return self._wrong(node, "formula_rows", form=function.form, lists=lists or "—")
            owners = [""]  # a misspelt name, which is told below
        row_reads = [self.read(arg, owners[0], depth - 1) for arg in over]
        other_reads = [self.read(arg, rows, depth - 1) for arg in others]
        kind = self._kind(node, name, function, [read[1] for read in (*row_reads, *other_reads)])
        extra = (unit_text(kind),) if name == "sum" and isinstance(kind, NumberKind) else ()
        arguments = tuple(read[0] for read in row_reads), tuple(read[0] for read in other_reads)
        return ("each", name, owners[0], *arguments, *extra), kind

    def _dated(
        self, node: ast.Call, name: str, function: Function, args: list[ast.expr], rows: str | None, depth: int
    ) -> Read:
        """A function of a parameter's values on all days."""
        reads = [self.read(arg, rows, depth - 1) for arg in args[1:]]
        if not args or not isinstance(args[0], ast.Attribute):
            name_it = Phrase("handbook.rules.formulas.parameter_first")
            return self._wrong(node, "formula_arguments", form=function.form, found=name_it, here="")
        parameter, kind = self._parameter(args[0], ast.unparse(args[0]))
        found = self._kind(node, name, function, [kind, *(read[1] for read in reads)])
        return ("call", name, ("d", *parameter[1:]), *(read[0] for read in reads)), found

    def _kind(self, node: ast.Call, name: str, function: Function, kinds: list[ValueKind | None]) -> ValueKind | None:
        known = [kind for kind in kinds if kind is not None]
        if len(known) < len(kinds):
            return None
        kind = function.signature.kind(known)
        if kind is None and (column := self._column(function, node.args)):
            self._cured(node.args[0], "column", f"{name}({column})")
        elif kind is None:
            found = {lang: ", ".join(say_kind(each)[lang] for each in known) or "—" for lang in WRITTEN}
            here = written(with_units(name, function.signature.kind, self._arguments(node.args), known))
            self._wrong(node, "formula_arguments", form=function.form, found=found, here=here)
        return kind

    def _column(self, function: Function, args: list[ast.expr]) -> str | None:
        """Where a list stands for one of its columns: the first that the function takes."""
        if len(args) != 1 or not isinstance(args[0], ast.Name) or not function.rows:
            return None
        columns = self.scope.columns.get(args[0].id, {})
        return next((column for column, kind in columns.items() if kind and function.signature.kind([kind])), None)

    # messages

    def _wrong(self, node: ast.expr, code: str, parts: tuple[ast.expr, ...] = (), **facts: object) -> Read:
        """What is wrong at `node`; `parts` do not fit together, if that is not `node` alone."""
        names = dict.fromkeys(name for part in parts or (node,) for name in _all_names_in(part))
        error = self._error(node, code, **facts)
        self.errors.append(FormulaError(error.code, error.index, error.facts, tuple(names)))
        return _BAD

    def _error(self, node: ast.expr, code: str, **facts: object) -> FormulaError:
        return FormulaError(code, self.formula.index_of(node), facts)

    def _cured(self, node: ast.expr, key: str, here: str = "", found: str = "", at: ast.expr | None = None) -> Read:
        """What is written otherwise here: `here`, where that can be told. It is at the part, or behind `at`."""
        facts = {"found": found or self._short(node), "plain": here, "here": written(here)}
        index = self.formula.index_behind(at) if at else self.formula.index_of(node)
        self.errors.append(cured(index, key, facts))
        return _BAD

    def _two(self, node: ast.expr, sign: str, left: Part, right: Part) -> Read:
        """Two parts that a sign cannot join: numbers of different units, or different kinds of things."""
        first, second = (self._side(*part) for part in (left, right))
        key, here = join_here(sign, first, second)
        if key == "date":
            return self._cured(node, key)
        numbers = isinstance(first.kind, NumberKind) and isinstance(second.kind, NumberKind)
        facts = {"sign": sign, "left": say_kind(first.kind), "right": say_kind(second.kind)}
        cure = Phrase(f"handbook.cures.{key}", {"here": written(here)})
        code, parts = "formula_units" if numbers else "formula_kinds", (left[0], right[0])
        return self._wrong(node, code, parts, **facts, cure=cure)

    def _side(self, node: ast.expr, read: Read) -> Side:
        assert read[1] is not None
        return Side(node, self.formula.text_of(node), read[1])

    def _refuse(self, node: ast.expr) -> Read:
        key, here = form_here(node, self.formula.text_of, list(FUNCTIONS))
        if key:
            return self._cured(node, key, here, at=_after(node))
        reason = Phrase("handbook.rules.formulas.not_allowed", {"part": self._short(node)})
        self.errors.append(bad_formula(self.formula.index_of(node), reason))
        return _BAD

    def _short(self, node: ast.expr) -> str:
        part = self.formula.text_of(node)
        return part if len(part) <= 40 else part[:39] + "…"


def unit_text(kind: NumberKind) -> str:
    """A unit as data, `CNY/day`; empty where it has none that can be written so."""
    above = [name for name, power in kind.unit or () if power == 1]
    below = [name for name, power in kind.unit or () if power == -1]
    simple = len(above) == 1 and len(above) + len(below) == len(kind.unit or ())
    return "/".join([*above, *below]) if simple else ""


def _after(node: ast.expr) -> ast.expr | None:
    """The part of a refused form behind which its own sign stands."""
    match node:
        case ast.BinOp(left=part) | ast.Compare(left=part) | ast.Subscript(value=part):
            return part
        case ast.Tuple(elts=[part, *_]):
            return part
    return None


def _option_called(word: str, choice: ChoiceKind) -> str | None:
    """The option that a word names: its id or what it is called in a language."""
    return next((id for id, words in choice.options if word in (id, words.zh, words.en)), None)


def _all_names_in(node: ast.expr) -> Iterator[str]:
    """The names of values and of parameters."""
    yield from (ast.unparse(part) for part in ast.walk(node) if isinstance(part, ast.Attribute))
    yield from _names_in(node)


def _names_in(node: ast.expr) -> Iterator[str]:
    """The names of values: neither those of functions, nor those before the dot of parameters."""
    parts: deque[ast.AST] = deque([node])
    while parts:
        part = parts.popleft()
        if isinstance(part, ast.Name):
            yield part.id
            continue
        other = part.value if isinstance(part, ast.Attribute) else part.func if isinstance(part, ast.Call) else None
        inner = ast.iter_child_nodes(part)
        parts.extend(each for each in inner if not (each is other and isinstance(each, ast.Name)))
