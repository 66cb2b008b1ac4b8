"""The worked cases as sample employees: what each would get or pay on the day a change begins, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handbook.book import PolicyBook
from handbook.rule_models import CaseEntry
from handbook.rules.cases import run_case
from handbook.rules.explain import Explainer
from handbook.rules.inputs import BadInput
from handbook.rules.run import Trace
from handbook.words import WRITTEN, Lang, Words


@dataclass(frozen=True)
class Amount:
    """One result of a rule that differs."""

    label: Words
    before: dict[Lang, str]
    after: dict[Lang, str]


@dataclass(frozen=True)
class StaffChange:
    """A sample employee whose results differ on `day`."""

    case: CaseEntry
    rule: Words
    day: date
    amounts: tuple[Amount, ...]


def staff_changes(before: PolicyBook, after: PolicyBook, days: Iterable[date]) -> Iterator[StaffChange]:
    """The cases that are in both, on each of the days."""
    known = {case.id: case for case in before.cases}
    for day in days:
        for case in after.cases:
            old = known.get(case.id)
            if old and (old.given, old.parameters, old.rule) == (case.given, case.parameters, case.rule):
                amounts = tuple(_amounts(_trace(before, case, day), _trace(after, case, day)))
                if amounts:
                    yield StaffChange(case, after.rules[case.rule].title, day, amounts)


def _trace(book: PolicyBook, case: CaseEntry, day: date) -> Trace | None:
    """None where the case cannot be worked out under that book."""
    rule = book.rules.get(case.rule)
    if rule is None or any(name not in rule.parameters for name in case.parameters):
        return None
    entries = {name: book.param(name).entry for name in case.parameters}
    try:
        trace = run_case(case.model_copy(update={"on": day}), rule, entries)
    except (BadInput, LookupError):
        return None
    return None if trace.refusal else trace


def _amounts(before: Trace | None, after: Trace | None) -> Iterator[Amount]:
    if before is None or after is None:
        return
    said = {lang: (Explainer(before.rule, lang), Explainer(after.rule, lang)) for lang in WRITTEN}
    for id in after.rule.results:
        step, old, new = after.rule.step(id), before.value(id), after.value(id)
        if step is None or old == new or isinstance(old, tuple) or isinstance(new, tuple):
            continue
        pair = [{lang: _say(said[lang][side], value, id) for lang in WRITTEN} for side, value in enumerate((old, new))]
        yield Amount(step.label, *pair)


def _say(explainer: Explainer, value: object, id: str) -> str:
    return "—" if value is None else explainer.value(value, id)
