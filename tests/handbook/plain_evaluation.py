"""Formulas and rules worked out the plain way, part by part on fractions: what compiled code must equal.

Slow and obvious on purpose; for tests only.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from handbook.rules.formulas.calendar import add_days
from handbook.rules.formulas.computing import COMPUTATIONS
from handbook.rules.formulas.exact import bounded
from handbook.rules.formulas.kinds import ListKind
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.tree import Tree, walk
from handbook.rules.formulas.workdays import Calendars
from handbook.rules.rule import InputField, InputRows, Rule, RuleStep, values_on

_COMPARE = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Missing(Exception):
    """It needs a step that was skipped."""


@dataclass
class Around:
    """What formulas are worked out in."""

    parameters: Mapping[str, Any]
    calendars: Calendars
    names: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    work: int = 0
    most: int = 3_000_000


def plain_value(tree: Tree, names: Mapping[str, Any], around: Around) -> Any:  # noqa: PLR0912  (a branch a form)
    """What a tree is worth. Raises Refusal, Missing and ZeroDivisionError."""

    def of(part: Tree) -> Any:
        return plain_value(part, names, around)

    match tree:
        case ("#" | "b" | "t", value, *_):
            return value
        case ("v", name):
            if name not in names:
                raise Missing
            return names[name]
        case ("p", name):
            return around.parameters[name]
        case ("d", name):
            return around.parameters[f"@{name}"]
        case (("+" | "-") as sign, left, right):
            return _sum(sign, of(left), of(right))
        case ("*", left, right):
            return bounded(of(left) * of(right))
        case ("/", left, right):
            return bounded(of(left) / of(right))
        case ("neg", part):
            return -of(part)
        case ("not", part):
            return not of(part)
        case ("and", *parts):
            return all(of(part) for part in parts)
        case ("or", *parts):
            return any(of(part) for part in parts)
        case ("cmp", first, *rest):
            return _compare(of(first), rest, of)
        case ("if", test, then, other):
            return of(then) if of(test) else of(other)
        case ("call", name, *args):
            values = [of(arg) for arg in args if isinstance(arg, tuple)]
            words = [arg for arg in args if isinstance(arg, str)]
            return _call(name, [*values, *([name, *words] if words else [])], around)
        case ("each", name, rows, over, others, *_):
            return _each(name, rows, over, [lambda part=part: of(part) for part in others], around)
    raise AssertionError(tree)


def _sum(sign: str, left: Any, right: Any) -> Any:
    if not isinstance(left, date):
        return bounded(left + right if sign == "+" else left - right)
    if isinstance(right, date):
        return Fraction((left - right).days)
    return add_days(left, right if sign == "+" else -right)


def _compare(left: Any, rest: Sequence[Any], of: Any) -> bool:
    for sign, tree in zip(rest[::2], rest[1::2]):
        right = of(tree)
        if not _COMPARE[sign](left, right):
            return False
        left = right
    return True


def _call(name: str, args: Sequence[Any], around: Around) -> Any:
    computation = COMPUTATIONS[name]
    return computation.compute(*([around.calendars] if computation.calendar else []), *args)


def _each(name: str, rows: str, over: Sequence[Tree], others: Sequence[Any], around: Around) -> Any:
    if rows not in around.rows:
        raise Missing
    lists: list[list[Any]] = [[] for _ in over]
    for row in around.rows[rows]:
        around.work += sum(1 for tree in over for _ in walk(tree))
        if around.work > around.most:
            raise Refusal("too_much", most=around.most)
        try:
            cells = [plain_value(tree, {**around.names, **row}, around) for tree in over]
        except Missing:
            continue
        for column, cell in zip(lists, cells):
            column.append(cell)
    return _call(name, [*lists, *(other() for other in others)], around)


def plain_run(rule: Rule, given: Mapping[str, Any], on: date, most: int = 3_000_000) -> dict[str, Any]:
    """Every step's value (None: skipped; a list for rows), the outcomes that hold, the work, and why and where it was
    refused, if it was."""
    names = {each.id: given.get(each.id, each.default) for each in rule.inputs if not isinstance(each, InputRows)}
    rows = {
        entry.id: [{each.id: row.get(each.id, each.default) for each in entry.fields} for row in given[entry.id]]
        for entry in rule.inputs
        if isinstance(entry, InputRows)
    }
    day = names[rule.as_of] if rule.as_of else on
    day = day.date() if isinstance(day, datetime) else day
    around = Around(values_on(rule.parameters, day), rule.calendars, names, rows, most=most)
    done: dict[str, Any] = {}
    found = {"steps": done, "outcomes": [], "refused": None}
    at = rule.steps[0].id
    try:
        _drop_unasked(rule, around)
        for number, stops in enumerate(rule.stops_before):
            step = rule.steps[number] if number < len(rule.steps) else None
            at = step.id if step else ""
            for stop in stops:
                if _single(stop.when, None, None, names, around):
                    raise Refusal("stopped", id=stop.id)
            if step:
                done[step.id] = _step(step, around)
        found["outcomes"] = [each.id for each in rule.outcomes if _single(each.when, None, None, names, around)]
    except ZeroDivisionError:
        found["refused"] = (at, "divide_by_zero", {})
    except Refusal as refusal:
        found["refused"] = ("" if refusal.code == "stopped" else at, refusal.code, dict(refusal.facts))
    if found["refused"]:
        found["outcomes"] = []
    return found


def _drop_unasked(rule: Rule, around: Around) -> None:
    """Takes out what is given to inputs that are not asked."""
    for entry in rule.inputs:
        if entry.ask_when is None:
            continue
        if not _single(entry.ask_when, None, None, around.names, around):
            around.names.pop(entry.id, None)
            around.rows.pop(entry.id, None)
        elif isinstance(entry, InputField) and around.names[entry.id] is None:
            raise Refusal("unanswered", id=entry.id)


def _single(tree: Tree, when: Tree | None, other: Tree | None, names: Mapping[str, Any], around: Around) -> Any:
    """A value, or what it is otherwise; None where it is skipped."""
    try:
        if when is None or plain_value(when, names, around):
            return plain_value(tree, names, around)
    except Missing:
        pass
    return None if other is None else _single(other, None, None, names, around)


def _step(step: RuleStep, around: Around) -> Any:
    if step.each is None:
        value = _single(step.tree, step.when, step.otherwise, around.names, around)
        if value is not None:
            around.names[step.id] = value
            if isinstance(step.kind, ListKind):
                around.rows[step.id] = [{step.id: each} for each in value]
        return value
    if step.each not in around.rows:
        return None
    column = []
    for row in around.rows[step.each]:
        value = _single(step.tree, step.when, step.otherwise, {**around.names, **row}, around)
        column.append(value)
        if value is not None:
            row[step.id] = value
    return column
