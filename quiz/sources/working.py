"""The working of what a question asks, as lines that stand below it: the steps that lead to it, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from handbook import (
    WRITTEN,
    Refusal,
    RuleStep,
    Skipped,
    Trace,
    Tree,
    Words,
    evaluator,
    explainer_of,
    frozen,
    names_in,
    walk,
)
from quiz.question import Line

MOST_LINES = 14  # a reader of a phone gives up before
_UNKNOWN = (Skipped, Refusal, ZeroDivisionError, LookupError)
_LEAVES = ("v", "each", "if", "#")  # a term of one of these that is zero adds nothing
_WRITTEN_OUT = ("#", "t")  # a number or a choice
_COMPARED = 4  # parts of a comparison of two
_CONTRARY = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@frozen
class _Taken:
    """A step that was taken, as it was taken: its formula without the branches and terms that gave nothing. `label` is
    that of the asked step where that only passes on its value."""

    step: RuleStep
    label: Words
    value: Any
    row: Mapping[str, Any] | None
    tree: Tree


@frozen(eq=False)
class Working:
    """How the steps `asked` of a run came about. What they do not depend on is left out: branches that were not taken,
    terms of a sum that are zero, conditions that the policy settles whatever was given, and steps that only pass on
    the value of another."""

    trace: Trace
    asked: Collection[str]

    def lines(self) -> tuple[Line, ...]:
        """The steps in their order, rows by row; of very many the last, which end at what is asked."""
        return tuple(dict.fromkeys(map(self._line, self._taken)))[-MOST_LINES:]

    def results(self) -> tuple[str, ...]:
        """What comes out of each of these lines, in Chinese."""
        return tuple(line.result.zh for line in self.lines())

    @property
    def parameters(self) -> frozenset[str]:
        """The parameters whose values it counts with."""
        return frozenset(part[1] for taken in self._taken for part in walk(taken.tree) if part[0] == "p")

    @cached_property
    def _taken(self) -> tuple[_Taken, ...]:
        """The steps that lead to what is asked."""
        labels: dict[str, Words | None] = dict.fromkeys(self.asked)
        kept: list[_Taken] = []
        for step, done in reversed(tuple(zip(self.trace.rule.steps, self.trace.steps))):
            if step.id not in labels:
                continue
            label = labels[step.id] or step.label
            found = [self._as_taken(step, label, value, row) for value, row in self._values(step, done)]
            is_asked = step.id in self.asked or labels[step.id] is not None
            passed_on = {self._passed_on(taken.tree) for taken in found} if is_asked else set()
            for name in (name for taken in found for name in names_in(taken.tree)):
                labels[name] = label if passed_on == {name} else labels.get(name)
            kept += reversed([taken for taken in found if not self._passed_on(taken.tree)])
        return tuple(reversed(kept))

    def _values(self, step: RuleStep, done: Any) -> Iterator[tuple[Any, Mapping[str, Any] | None]]:
        if done.rows is None:
            if not done.skipped:
                yield done.value, None
            return
        for value, row in zip(done.rows, self.trace.frame.rows[step.each or ""]):
            if value is not None:
                yield value, row

    def _as_taken(self, step: RuleStep, label: Words, value: Any, row: Mapping[str, Any] | None) -> _Taken:
        names = {**self.trace.names, **(row or {})}
        return _Taken(step, label, value, row, self._part(self._formula(step, names), names))

    def _formula(self, step: RuleStep, names: Mapping[str, Any]) -> Tree:
        """The formula of a step, or what stands for it where it does not apply."""
        if step.otherwise is None:
            return step.tree
        try:
            applies = step.when is None or evaluator(step.when)(names, self.trace.frame)
            return step.tree if applies and self._value(step.tree, names) is not None else step.otherwise
        except _UNKNOWN:
            return step.otherwise

    def _part(self, tree: Tree, names: Mapping[str, Any]) -> Tree:
        """A part of a formula as it was taken."""
        match tree:
            case ("if", test, then, other):
                return self._branch(test, then, other, names)
            case (("+" | "-") as sign, left, right):
                left, right = self._part(left, names), self._part(right, names)
                if self._is_nothing(right, names):
                    return left
                return right if sign == "+" and self._is_nothing(left, names) else (sign, left, right)
            case ("call", ("min" | "max"), *parts):
                return self._bounded(tree, [self._part(each, names) for each in parts], names)
            case (("*" | "/" | "call" | "neg"), *_):
                return tuple(self._part(each, names) if _is_tree(each) else each for each in tree)
            case ("each", _, rows, (("if", test, then, _),), *_) if self._holds_in_all(test, rows):
                return (*tree[:3], (then,), *tree[4:])
        return tree

    def _bounded(self, tree: Tree, parts: Sequence[Tree], names: Mapping[str, Any]) -> Tree:
        """The smallest or largest of some parts, without those that were only given and did not count."""
        try:
            value = self._value(tree, names)
            left = [part for part in parts if self._value(part, names) == value or not self._is_given(part, names)]
        except _UNKNOWN:
            return tree
        return left[0] if len(left) == 1 else (*tree[:2], *left)

    def _is_given(self, tree: Tree, names: Mapping[str, Any]) -> bool:
        """Whether a part is a number that is written out, an input, or a step that only passes one on."""
        step = self.trace.rule.step(tree[1]) if tree[0] == "v" else None
        if step is None or step.each:
            return tree[0] in ("v", "#")
        return self._is_given(self._part(self._formula(step, names), names), names)

    def _holds_in_all(self, test: Tree, rows: str) -> bool:
        """Whether a condition holds in every row."""
        try:
            return all(self._value(test, {**self.trace.names, **row}) for row in self.trace.frame.rows[rows])
        except _UNKNOWN:
            return False

    def _branch(self, test: Tree, then: Tree, other: Tree, names: Mapping[str, Any]) -> Tree:
        """The branch taken, with its condition where that is about what was given. One that did not hold is told where
        what stands for it has no reason of its own: a number or a word that is written out."""
        try:
            held = bool(self._value(test, names))
        except _UNKNOWN:
            return ("if", test, then, other)
        taken = self._part(then if held else other, names)
        if not any(names_in(test)) or not (held or taken[0] in _WRITTEN_OUT):
            return taken
        if held and test[0] == "or":
            test = next(part for part in test[1:] if self._value(part, names))
        if not held and test[0] == "cmp" and len(test) == _COMPARED and test[2] in _CONTRARY:
            test = ("cmp", test[1], _CONTRARY[test[2]], test[3])
        return ("if", test, taken, taken)

    def _is_nothing(self, tree: Tree, names: Mapping[str, Any]) -> bool:
        try:
            return tree[0] in _LEAVES and self._value(tree, names) == 0
        except _UNKNOWN:
            return False

    def _value(self, tree: Tree, names: Mapping[str, Any]) -> Any:
        return evaluator(tree)(names, self.trace.frame)

    def _passed_on(self, tree: Tree) -> str | None:
        """The step or input of which a formula gives only the value, or that of its only row; None of others."""
        match tree:
            case ("v", name):
                return str(name)
            case ("each", "sum", rows, (("v", column),), *_):
                count = sum(row.get(column) is not None for row in self.trace.frame.rows[rows])
                return str(column) if count == 1 else None
        return None

    def _line(self, taken: _Taken) -> Line:
        step = replace(taken.step, tree=taken.tree, when=None, otherwise=None)
        explainers = {lang: explainer_of(self.trace.rule, lang) for lang in WRITTEN}
        working = {lang: each.working_of(step, self.trace, taken.row) or "—" for lang, each in explainers.items()}
        result = {lang: each.value(taken.value, step.id) or "—" for lang, each in explainers.items()}
        return Line(taken.label, Words(**working), Words(**result), step.clause)


def _is_tree(part: object) -> bool:
    return isinstance(part, tuple) and bool(part) and isinstance(part[0], str)


@frozen(eq=False)
class Branches:
    """The choices that a step makes between conditions, one after the other, as it made them in a run."""

    step: RuleStep
    trace: Trace

    def why_not(self, wrong: str, right: str) -> tuple[str, Words] | None:
        """Why the choice `right` was made and not `wrong`: `not_reached` with the condition of the wrong one, or
        `reached_before` with that of the right one. None where the formula does not tell."""
        places = [option for option, _ in self._tests]
        if right not in places:
            return None
        at, before = places.index(right), wrong in places[: places.index(right)]
        test = self._tests[places.index(wrong) if before else at][1]
        return ("not_reached" if before else "reached_before", self._in_words(test)) if test else None

    @cached_property
    def _tests(self) -> list[tuple[str, Tree | None]]:
        """Each choice with its condition, in the order in which they are looked at; the last has none."""
        found: list[tuple[str, Tree | None]] = []
        rest = self.step.tree
        while rest[0] == "if" and rest[2][0] == "t":
            found.append((rest[2][1], rest[1]))
            rest = rest[3]
        return [*found, (rest[1], None)] if rest[0] == "t" else found

    def _in_words(self, test: Tree) -> Words:
        """A condition with the values of the policy, and what was given by its label."""
        explainers = {lang: explainer_of(self.trace.rule, lang) for lang in WRITTEN}
        return Words(**{lang: each.with_values(test, {}, self.trace.frame) for lang, each in explainers.items()})
