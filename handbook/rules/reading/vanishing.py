"""Results that may be missing: a step that a result cannot do without is skipped, or an input not asked.

Told from the trees alone. What a formula uses only where it is known to be there (`extra if full else 0`, where `extra`
is worked out `when: full`) is safe; known is what the branch's own condition says, not what could be proved from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from handbook.rules.formulas.kinds import ChoiceKind
from handbook.rules.formulas.tree import Tree
from handbook.rules.rule import Rule, RuleStep

_SWAPPED = {">": "<", ">=": "<="}
_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_IMPLIED = {"<": ("<=", "!="), "==": ("<=",)}


# By step and input: what must hold for it, and the step or input whose own condition says so.
_Needs = Mapping[str, Sequence[tuple[Tree, str]]]


@lru_cache(maxsize=256)
def vanishing(rule: Rule) -> Mapping[str, str]:
    """Every result that may be missing, with the first step that is to blame. Results that take turns are not."""
    needs: dict[str, Sequence[tuple[Tree, str]]] = {}
    for entry in rule.inputs:
        if entry.ask_when:
            own = ((part, entry.id) for part in _conjuncts(entry.ask_when))
            needs[entry.id] = tuple(dict.fromkeys((*_unmet(entry.ask_when, frozenset(), needs), *own)))
    for step in rule.steps:
        if own_needs := tuple(dict.fromkeys(_of_step(step, needs))):
            needs[step.id] = own_needs
    missing = {result: needs[result] for result in rule.results if result in needs}
    alone = {found[0][0] for found in missing.values() if len(found) == 1}
    return {
        result: found[0][1]
        for result, found in missing.items()
        if not (len(found) == 1 and _takes_turns(found[0][0], alone, rule))
    }


def _takes_turns(part: Tree, others: Collection[Tree], rule: Rule) -> bool:
    """Whether other results are there where `part` does not hold: for its opposite, or for each other option."""
    if all(denied in others for denied in _denied(part)):
        return True
    match part:
        case ("cmp", ("v", name), "==", ("t", *_)) | ("cmp", ("t", *_), "==", ("v", name)):
            entry = rule.input(name) or rule.step(name)
            kind = getattr(entry, "kind", None)
            chosen = {side[1] for other in others if ("v", name) in other for side in other if side[0] == "t"}
            return isinstance(kind, ChoiceKind) and chosen >= set(kind.ids)
    return False


def _of_step(step: RuleStep, needs: _Needs) -> Iterator[tuple[Tree, str]]:
    """What must hold for a step; for one with rows, for any of its rows: a single row may be left out."""
    if step.each:
        yield from needs.get(step.each, ())
    nothing: frozenset[Tree] = frozenset()
    before = [*_unmet(step.when, nothing, needs)] if step.when else []
    behind = [*_unmet(step.tree, _holding(step.when) if step.when else nothing, needs)]
    if step.otherwise:  # why that is needed is known where the step's own condition is all that can be the reason
        failing = step.when and not before and not behind
        yield from _unmet(step.otherwise, _failing(step.when) if step.when and failing else nothing, needs)
        return
    yield from before
    if step.when and not step.each:
        yield from ((part, step.id) for part in _conjuncts(step.when))
    yield from behind


def _unmet(tree: Tree, known: frozenset[Tree], needs: _Needs) -> Iterator[tuple[Tree, str]]:
    """What must hold for a tree to be worked out, beside what is `known` to hold."""
    if not needs:
        return
    match tree:
        case ("#" | "b" | "t" | "p" | "d", *_):
            return
        case ("v", name):
            yield from (need for need in needs.get(name, ()) if need[0] not in known)
        case ("if", test, then, other):
            yield from _unmet(test, known, needs)
            yield from _unmet(then, known | _holding(test), needs)
            yield from _unmet(other, known | _failing(test), needs)
        case (("and" | "or") as joint, *parts):
            for part in parts:  # each is worked out only where those before it have not settled the matter
                yield from _unmet(part, known, needs)
                known |= _holding(part) if joint == "and" else _failing(part)
        case ("each", _, rows, over, others, *_):
            yield from (need for need in needs.get(rows, ()) if need[0] not in known)
            yield from _unmet_in((*over, *others), known, needs)
        case _:
            yield from _unmet_in(tree[1:], known, needs)


def _unmet_in(parts: Iterable[Any], known: frozenset[Tree], needs: _Needs) -> Iterator[tuple[Tree, str]]:
    for part in parts:
        if isinstance(part, tuple):
            yield from _unmet(part, known, needs)


# What a condition says, taken apart and written in one way


def _conjuncts(test: Tree) -> Iterator[Tree]:
    """The parts that must all hold."""
    match test:
        case ("and", *parts):
            for part in parts:
                yield from _conjuncts(part)
        case ("not", operand):
            yield from _denied(operand)
        case ("cmp", *parts):
            for left, sign, right in zip(parts[::2], parts[1::2], parts[2::2]):
                yield _comparison(left, sign, right)
        case _:
            yield test


def _denied(test: Tree) -> Iterator[Tree]:
    """The same of what must not hold."""
    match test:
        case ("or", *parts):
            for part in parts:
                yield from _denied(part)
        case ("not", operand):
            yield from _conjuncts(operand)
        case ("cmp", left, sign, right):
            yield _comparison(left, _NEGATED[sign], right)
        case _:
            yield ("not", test)


def _holding(test: Tree) -> frozenset[Tree]:
    """What is known where a condition holds."""
    return frozenset(known for part in _conjuncts(test) for known in _with_implied(part))


def _failing(test: Tree) -> frozenset[Tree]:
    """What is known where it does not."""
    return frozenset(known for part in _denied(test) for known in _with_implied(part))


def _comparison(left: Tree, sign: str, right: Tree) -> Tree:
    """`b > a` as `a < b`; the sides of equal and unequal in one order."""
    if sign in _SWAPPED:
        return ("cmp", right, _SWAPPED[sign], left)
    if sign in ("==", "!="):  # mostly their forms tell: to write a whole tree out takes long
        left, right = sorted((left, right), key=repr if left[0] == right[0] else itemgetter(0))
    return ("cmp", left, sign, right)


def _with_implied(part: Tree) -> Iterator[Tree]:
    """A comparison with the weaker ones: what is less is also not more, and not equal."""
    yield part
    if part[0] == "cmp":
        _, left, sign, right = part
        for weaker in _IMPLIED.get(sign, ()):
            yield _comparison(left, weaker, right)
            if weaker == "<=" and sign == "==":
                yield _comparison(right, weaker, left)
