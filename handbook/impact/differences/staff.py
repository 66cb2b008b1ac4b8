"""The worked cases as sample employees: what each would get or pay on the day a change begins, before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from handbook.impact.differences.changes import NotWorkedOut, ResultChange, StaffChange, WhichSide
from handbook.impact.differences.renames import Renames
from handbook.lang.catalogue import Phrase, say
from handbook.lang.language import language
from handbook.lang.languages import WRITTEN, Lang
from handbook.policy.book import PolicyBook
from handbook.records import frozen
from handbook.rules.explain import WhyRefused, explainer_of
from handbook.rules.inputs import BadInput
from handbook.rules.reading.cases import run_case
from handbook.rules.trace import Trace
from handbook.schema.rule_models import CaseEntry


@frozen
class _Failed:
    """Why a case cannot be worked out. `code` is the rule's own reason, where it gives one."""

    reason: dict[Lang, str]
    code: str = ""


def staff_changes(
    before: PolicyBook, after: PolicyBook, renames: Renames, days: Iterable[date]
) -> tuple[list[StaffChange], list[NotWorkedOut]]:
    """The cases that are the same in both, on each of the days; and those that cannot be compared, by reason."""
    changes: list[StaffChange] = []
    failed: dict[tuple[date, WhichSide, str], list[CaseEntry]] = defaultdict(list)
    reasons: dict[str, dict[Lang, str]] = {}
    pairs = list(_same_cases(before, after, renames))
    for day in days:
        for old, case in pairs:
            was, now = _trace(before, old, day), _trace(after, case, day)
            if isinstance(was, Trace) and isinstance(now, Trace):
                results = tuple(_results(was, now))
                if results:
                    changes.append(StaffChange(case, after.rules[case.rule].title, day, results))
                continue
            for side, reason in _reasons(was, now, case):
                reasons[reason["zh"]] = reason
                failed[day, side, reason["zh"]].append(case)
    return changes, list(_by_days(failed, reasons))


def _by_days(
    failed: Mapping[tuple[date, WhichSide, str], list[CaseEntry]], reasons: Mapping[str, dict[Lang, str]]
) -> Iterator[NotWorkedOut]:
    """The same cases for the same reason are told once, with all the days."""
    days: dict[tuple[WhichSide, str, tuple[str, ...]], list[date]] = defaultdict(list)
    found: dict[tuple[str, ...], list[CaseEntry]] = {}
    for (day, side, reason), cases in failed.items():
        ids = tuple(case.id for case in cases)
        found[ids] = cases
        days[side, reason, ids].append(day)
    for (side, reason, ids), on in days.items():
        yield NotWorkedOut(tuple(on), side, reasons[reason], tuple(found[ids]))


def _same_cases(before: PolicyBook, after: PolicyBook, renames: Renames) -> Iterator[tuple[CaseEntry, CaseEntry]]:
    """What is asked must be the same, names apart; a case that asks for something else is another."""
    known = {renames.of("case", case.id): case for case in before.cases}
    for case in after.cases:
        old = known.get(case.id)
        if old and renames.of("rule", old.rule) == case.rule and old.given == case.given:
            supposed = {renames.of("parameter", name): value for name, value in old.parameters.items()}
            if supposed == case.parameters:
                yield old, case


def _trace(book: PolicyBook, case: CaseEntry, day: date) -> Trace | _Failed:
    """The case worked out under that book, or why it cannot be."""
    rule = book.rules.get(case.rule)
    if rule is None:
        return _Failed({lang: say("handbook.impact.no_rule", lang) for lang in WRITTEN})
    if any(name not in rule.parameters for name in case.parameters):
        return _Failed({lang: say("handbook.impact.no_parameter", lang) for lang in WRITTEN})
    entries = {name: book.param(name).entry for name in case.parameters}
    try:
        trace = run_case(case.with_values(on=day), rule, entries)
    except LookupError as error:
        return _Failed(dict.fromkeys(WRITTEN, str(error)))
    except BadInput as bad:
        return _Failed({lang: bad.errors[0].text(lang) for lang in WRITTEN})
    if trace.refusal:
        return _Failed({lang: WhyRefused(trace)[lang] for lang in WRITTEN}, trace.refused_as or "")
    return trace


def _reasons(
    was: Trace | _Failed, now: Trace | _Failed, case: CaseEntry
) -> Iterator[tuple[WhichSide, dict[Lang, str]]]:
    """Which side cannot be worked out and why. A case that is there to be refused, and is on both, has its result."""
    if isinstance(was, _Failed) and isinstance(now, _Failed) and was.reason == now.reason:
        if not was.code or was.code != case.refused:
            yield "both", was.reason
        return
    if isinstance(was, _Failed):
        yield "before", was.reason
    if isinstance(now, _Failed):
        yield "after", now.reason


def _results(before: Trace, after: Trace) -> Iterator[ResultChange]:
    for id in after.rule.results:
        step = after.rule.step(id)
        if step and before.rule.step(id) and before.value(id) != after.value(id):
            yield ResultChange(
                step.label, *({lang: _say(trace, id, lang) for lang in WRITTEN} for trace in (before, after))
            )
    if before.outcomes != after.outcomes:
        yield ResultChange(
            Phrase("handbook.impact.said"),
            *({lang: _said(trace, lang) for lang in WRITTEN} for trace in (before, after)),
        )


def _say(trace: Trace, id: str, lang: Lang) -> str:
    """A result; a dash where the step was skipped."""
    value = trace.value(id)
    return "—" if value is None else explainer_of(trace.rule, lang).value(value, id)


def _said(trace: Trace, lang: Lang) -> str:
    explainer = explainer_of(trace.rule, lang)
    return language(lang).sentence.join(explainer.outcome(trace, outcome) for outcome in trace.outcomes) or "—"
