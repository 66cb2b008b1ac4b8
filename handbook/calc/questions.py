"""What has to be answered before a sheet is worked out: which columns it lacks on purpose, and whose day's rules count.

Whoever leaves one unanswered would get sums that look right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from handbook.calc.columns import Columns, ids_of, is_required
from handbook.lang.catalogue import Listed, Phrase
from handbook.lang.languages import Text
from handbook.lang.units import UNITS
from handbook.records import frozen
from handbook.rules.compiling.evaluation import Frame, evaluator
from handbook.rules.compiling.python import Skipped
from handbook.rules.formulas.kinds import ListKind, NumberKind
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.formulas.tree import Tree
from handbook.rules.rule import Input, InputRows, Rule, RuleStep, names_in, values_on
from handbook.rules.trace import Asking

NEAR = timedelta(days=70)  # after a change, when sheets of the time before it may still be worked out


# columns that are not there


def unconfirmed(rule: Rule, columns: Columns, without: Collection[str], day: date) -> tuple[Input, ...]:
    """The inputs without a column that change an amount, that may be asked, and of which nobody said that there are
    none. `day` is that of rows that name none."""
    of_money = money_inputs(rule, day if columns.on is None and not rule.as_of else None)
    optional = (entry for entry in columns.absent if not is_required(entry) and entry.id not in without)
    return tuple(
        entry
        for entry in optional
        if entry.id in of_money and _counts_alone(entry) and _may_be_asked(rule, entry, columns.absent, day)
    )


def _counts_alone(entry: Input) -> bool:
    """Whether a row is worked out without it. Of others each row in which it is asked says that it is missing."""
    return isinstance(entry, InputRows) or entry.default is not None


def _may_be_asked(rule: Rule, entry: Input, absent: Sequence[Input], day: date) -> bool:
    """Whether some row may ask for it. Not where only columns that are not there could."""
    if entry.ask_when is None:
        return True
    missing = {id for each in absent for id in ids_of(each)}
    if not missing.issuperset(names_in(entry.ask_when)):
        return True
    asking = Asking(values_on(rule.parameters, day), rule.calendars)
    for each in rule.inputs[: rule.inputs.index(entry)]:
        if each in absent and asking.asks(each):
            asking.answer(each, None)
    return asking.asks(entry)


def money_inputs(rule: Rule, day: date | None) -> frozenset[str]:
    """The inputs on which a result in money depends, under the values of a day or of any there is."""
    if day is None:
        sinces = [[step.since for step in each.timeline.steps] for each in rule.parameters.values()]
        first = max((days[0] for days in sinces), default=date.max)  # before it no row has a result
        days = {first, *(day for some in sinces for day in some if day > first)}
        return frozenset().union(*(money_inputs(rule, each) for each in days))
    frame = Frame(values_on(rule.parameters, day), rule.calendars)
    steps = {step.id: step for step in rule.steps}
    lists = {id: entry.id for entry in rule.inputs for id in ids_of(entry)}
    found, ahead = set[str](), [id for id in rule.results if is_money(steps[id])]
    while ahead:
        id = ahead.pop()
        if id not in found:
            found.add(id)
            ahead += _needed(steps[id], frame) if id in steps else [lists[id]] if id in lists else []
    return frozenset(found & set(lists.values()))


def is_money(step: RuleStep) -> bool:
    """Whether a step comes to an amount, or to several."""
    kind = step.kind.of if isinstance(step.kind, ListKind) else step.kind
    unit = UNITS.get(step.unit or "")
    return isinstance(kind, NumberKind) and unit is not None and unit.decimals > 0


def _needed(step: RuleStep, frame: Frame) -> list[str]:
    trees = (tree for tree in (step.tree, step.when, step.otherwise) if tree)
    return [*(name for tree in trees for name in names_in(_taken(tree, frame))), *([step.each] if step.each else [])]


def _taken(tree: Tree, frame: Frame) -> Tree:
    """A formula without the branches that the values of the day rule out."""
    if tree[0] == "if" and not any(names_in(tree[1])):
        with suppress(Skipped, Refusal, ZeroDivisionError):
            return _taken(tree[2] if evaluator(tree[1])({}, frame) else tree[3], frame)
    return tuple(_taken(part, frame) if _is_tree(part) else part for part in tree)


def _is_tree(part: Any) -> bool:
    return isinstance(part, tuple) and bool(part) and isinstance(part[0], str)


def silent_outcomes(rule: Rule, columns: Columns) -> frozenset[str]:
    """Good news that would be told of columns that are not there: that nobody was late, where nobody asked."""
    absent = {id for entry in columns.absent for id in ids_of(entry)}
    good = (outcome for outcome in rule.outcomes if outcome.tone == "good")
    return frozenset(outcome.id for outcome in good if absent.intersection(names_in(outcome.when)))


def confirm(asked: Sequence[Input]) -> Iterator[Text]:
    """The question, with what to type."""
    if asked:
        named = [Phrase("handbook.calc.columns.named", {"label": each.label, "id": each.id}) for each in asked]
        facts = {"labels": Listed(tuple(named)), "ids": ",".join(each.id for each in asked)}
        yield Phrase("handbook.calc.columns.confirm", facts)


# days


@frozen
class Change:
    """A value that a rule counts with, and a day from which it is another."""

    label: Text
    since: date


def changes(rule: Rule) -> tuple[Change, ...]:
    """Those of the values that count as of one day; what is looked up for days of its own needs no other."""
    dated = {part[1] for part in rule.parts if part[0] == "d"}
    names = dict.fromkeys(part[1] for part in rule.parts if part[0] == "p" and part[1] not in dated)
    used = [rule.parameters[name] for name in names]
    return tuple(Change(each.label, step.since) for each in used for step in each.timeline.steps[1:])


def near_change(rule: Rule, today: date) -> Change | None:
    """The last change that a sheet worked out today may belong to either side of."""
    near = [each for each in changes(rule) if today - NEAR < each.since <= today]
    return max(near, key=lambda each: each.since, default=None)


def ask_day(rule: Rule, today: date) -> Iterator[Text]:
    """The question whose day's rules count, with what to type."""
    change = near_change(rule, today)
    if change:
        facts = {"label": change.label, "since": change.since, "before": change.since - timedelta(days=1)}
        yield Phrase("handbook.calc.whole.which_day", {**facts, "today": today})
