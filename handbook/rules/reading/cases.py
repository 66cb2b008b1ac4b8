"""Worked cases: what the rules must give, to the fen. They are run at every check, as HR relies on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from handbook.lang.catalogue import Phrase, Verbatim
from handbook.lang.languages import WRITTEN
from handbook.problems.problem import Place, Problem, Severity
from handbook.problems.suggest import guess
from handbook.rules.answers import accept_answers, ignored
from handbook.rules.counted import counted
from handbook.rules.formatting import exact_text
from handbook.rules.inputs import BadInput
from handbook.rules.reading.fields import refuse_other_days
from handbook.rules.rule import CountedParameter, Rule
from handbook.rules.run import run
from handbook.rules.trace import Trace
from handbook.schema.draft import Draft, Located
from handbook.schema.models import (
    Bands,
    BandsParameter,
    ChoiceParameter,
    DateParameter,
    NumberParameter,
    ParameterEntry,
    SwitchParameter,
)
from handbook.schema.rule_models import CaseEntry, CaseQuestion, UseEntry
from handbook.schema.timeline import Dated, Timeline
from handbook.schema.validation.bounds import check_bands
from handbook.schema.validation.validate import read_shape
from handbook.shapes.reading import reader_of

MOST_WORK = 10_000_000  # of all cases of a policy: some ten seconds
_UNBOUNDED = frozenset(("too_long", "too_much"))  # refusals that are a rule's own fault, whatever is entered
_OTHERWISE = frozenset(("case_result", "case_says", "case_refused", "case_unasked"))


def check_cases(draft: Draft, rules: Mapping[str, Rule], today: date, sound: bool) -> Iterator[Problem]:
    """Names and values of every case; where all else is `sound`, the cases and the rules' examples are run and must
    come out as they say."""
    first: dict[str, Located[CaseEntry]] = {}
    work, reported = 0, set[Place]()
    for located in draft.cases:
        id = located.entry.id
        if id in first:
            other = first[id].place("id").short
            yield Problem(located.place("id"), "duplicate_id", id, {"name": id, "first": other})
        first.setdefault(id, located)
        if not draft.knows_rule(located.entry.rule):
            facts = {"name": located.entry.rule, "guess": guess(located.entry.rule, draft.known_rules)}
            yield Problem(located.place("rule"), "unknown_rule", id, facts)
        elif located.entry.rule in rules:
            check = _Check(draft, located, rules[located.entry.rule])
            problems = check.run(sound and work <= MOST_WORK)
            yield from (each for each in problems if not (each.code == "step_refused" and each.place in reported))
            reported |= {each.place for each in problems if each.code == "step_refused"}
            if work <= MOST_WORK < work + check.work:
                yield Problem(located.place("id"), "cases_take_long", id, {"most": MOST_WORK})
            work += check.work
            reported |= {rules[located.entry.rule].place for each in problems if each.code == "case_refused"}
    if sound:
        plain = {id: rule for id, rule in rules.items() if rule.place not in reported}  # of the others a case says why
        yield from (each for each in _check_examples(draft, plain, today) if each.place not in reported)


def _check_examples(draft: Draft, rules: Mapping[str, Rule], today: date) -> Iterator[Problem]:
    """What a calculator opens with can be worked out."""
    for rule in rules.values():
        trace = run(rule, {entry.id: entry.opening for entry in rule.inputs}, today)
        if trace.refusal:
            yield _step_refused(draft, trace, Phrase("handbook.rules.cases.example"))


def _step_refused(draft: Draft, trace: Trace, by: Phrase) -> Problem:
    """That a run ends at a step; one that nothing entered could save is an error."""
    from handbook.rules.explain import WhyRefused  # words are made where something is wrong

    assert trace.refusal is not None
    severity: Severity = "error" if trace.refusal.code in _UNBOUNDED else "warning"
    place = _place_of(draft, trace.rule.id, trace.refused_at) or draft.rules[trace.rule.id].place("outcomes")
    where = f"{trace.rule.id}.{trace.refused_at}" if trace.refused_at else trace.rule.id
    return Problem(place, "step_refused", where, {"by": by, "reason": WhyRefused(trace)}, severity)


def _place_of(draft: Draft, rule: str, step: str) -> Place | None:
    """Where the formula of a step stands, which may be in a rule that the rule uses."""
    located = draft.rules[rule]
    for index, entry in enumerate(located.entry.steps):
        if isinstance(entry, UseEntry):
            found = _place_of(draft, entry.use, step)
            if found:
                return found
        elif entry.id == step:
            return located.place("steps", index, "formula")
    return None


def run_case(case: CaseEntry, rule: Rule, entries: Mapping[str, ParameterEntry] = MappingProxyType({})) -> Trace:
    """Run a case. `entries` are needed for those that set parameters. Raises BadInput."""
    given, parameters = _read(case, rule, entries)
    return run(rule, given, case.on, parameters if case.parameters else None)


def _read(
    case: CaseEntry, rule: Rule, entries: Mapping[str, ParameterEntry]
) -> tuple[dict[str, Any], Mapping[str, CountedParameter]]:
    """What is given as exact values, and the parameters as the case sets them."""
    changed = {name: _constant(rule.parameters[name], entries[name], raw) for name, raw in case.parameters.items()}
    parameters = {**rule.parameters, **changed} if changed else rule.parameters
    refuse_other_days(rule.inputs, case.given)
    return accept_answers(rule, case.given, case.on, parameters), parameters


def _constant(parameter: CountedParameter, entry: ParameterEntry, raw: Any) -> CountedParameter:
    if isinstance(entry, BandsParameter):
        raw = reader_of(Bands)(raw)
    value = counted(parameter.name, entry, Decimal(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw)
    return replace(parameter, timeline=Timeline(parameter.name, (Dated(date.min, value),)))


class _Right(NamedTuple):
    """That a case came out right: with which rule, and how much work it was."""

    rule: Rule
    work: int


class _Check:
    """One case against its rule."""

    def __init__(self, draft: Draft, located: Located[CaseEntry], rule: Rule) -> None:
        self.draft, self.located, self.case, self.rule = draft, located, located.entry, rule
        self.work = 0  # of the run, see Trace

    def run(self, sound: bool) -> list[Problem]:
        """All that is wrong with it. One that has come out right is not run again with the same rule."""
        kept, spot = self.located.kept, self.located.spot
        right: _Right | None = kept.get((_Right, spot))
        if sound and right and right.rule is self.rule:
            self.work = right.work
            return []
        problems = list(self.problems(sound))
        if sound and not problems:
            kept[_Right, spot] = _Right(self.rule, self.work)
        return problems

    def problems(self, sound: bool) -> Iterator[Problem]:
        """Unknown names first; only a case with good names is run."""
        unknown = [*self._parameters(), *self._names()]
        yield from unknown
        if unknown:
            return
        entries = {name: self.draft.parameters[name].entry for name in self.case.parameters}
        try:
            given, parameters = _read(self.case, self.rule, entries)
        except BadInput as bad:
            for error in bad.errors:
                reason = {lang: error.text(lang) for lang in WRITTEN}
                yield self._problem(("given", *error.path), "case_given", reason=reason)
            return
        if sound:
            trace = run(self.rule, given, self.case.on, parameters if self.case.parameters else None)
            self.work = trace.work
            yield from self._compare(trace)

    def _parameters(self) -> Iterator[Problem]:
        for name, raw in self.case.parameters.items():
            parameter = self.rule.parameters.get(name)
            if parameter is None:
                allowed = guess(name, self.rule.parameters)
                yield self._problem(("with", name), "case_parameter", name=name, guess=allowed)
            elif isinstance(entry := self.draft.parameters[name].entry, BandsParameter) and isinstance(raw, list):
                yield from self._table(name, entry, raw)
            elif not _may_be(entry, raw):
                yield self._problem(("with", name), "case_parameter_value", name=name, found=str(raw))

    def _table(self, name: str, entry: BandsParameter, raw: Any) -> Iterator[Problem]:
        """The rows of a table are as they would be in the parameter."""
        path, source = ("with", name), self.located.source
        bands, problems = read_shape(Bands, raw, self.located.spot.find(path), self.case.id, source.text)
        yield from (each for each in problems if each.code != "too_short" or not raw)  # else a row's own fault
        if bands:
            yield from check_bands(self.case.id, self.located, entry, path, bands)

    def _names(self) -> Iterator[Problem]:
        steps = [step.id for step in self.rule.steps]
        for name in self.case.expect:
            if name not in steps:
                yield self._problem(("expect", name), "unknown_step", name=name, guess=guess(name, steps))
            elif not _can_be_expected(self.case.expect[name]):
                yield self._problem(("expect", name), "case_expected", name=name)
        outcomes = [outcome.id for outcome in self.rule.outcomes]
        for index, name in enumerate(self.case.says or []):
            if name not in outcomes:
                facts = {"name": name, "guess": guess(name, outcomes), "allowed": ", ".join(outcomes) or "—"}
                yield self._problem(("says", index), "unknown_outcome", **facts)
        if not self.case.expect and self.case.says is None and self.case.refused is None:
            yield self._problem((), "case_empty")
        if isinstance(self.case.ask, CaseQuestion):
            yield from self._asked_names(self.case.ask, steps)

    def _asked_names(self, ask: CaseQuestion, steps: list[str]) -> Iterator[Problem]:
        if ask.result and ask.result not in steps:
            facts = {"name": ask.result, "guess": guess(ask.result, steps)}
            yield self._problem(("ask", "result"), "unknown_step", **facts)
        if ask.clause and not self.draft.knows_clause(ask.clause):
            facts = {"name": ask.clause, "guess": guess(ask.clause, self.draft.known_clauses)}
            yield self._problem(("ask", "clause"), "unknown_clause", **facts)

    def _compare(self, trace: Trace) -> Iterator[Problem]:
        left = {name: raw for name, raw in self.case.given.items() if name not in trace.given}
        for name in ignored(left, trace.asked) if left else ():  # what was accepted is asked
            yield self._problem(("given", name), "case_unasked", name=name)
        refused = trace.refused_as
        if refused != self.case.refused and refused in _UNBOUNDED:
            yield _step_refused(self.draft, trace, Phrase("handbook.rules.cases.case", {"id": self.case.id}))
            return
        if refused != self.case.refused:
            from handbook.rules.explain import WhyRefused

            why = WhyRefused(trace) if trace.refusal else Verbatim("—")
            facts = {"expected": self.case.refused or "—", "found": refused or "—", "reason": why}
            yield self._problem(("refused",), "case_refused", **facts)
            return
        for name, expected in self.case.expect.items():
            found = trace.value(name)
            if not _same(expected, found):
                shown = {lang: _shown(trace, name, found, lang) for lang in WRITTEN}
                yield self._problem(("expect", name), "case_result", name=name, expected=_plain(expected), found=shown)
        said = list(trace.outcomes)
        if self.case.says is not None and said != self.case.says:
            facts = {"expected": ", ".join(self.case.says) or "—", "found": ", ".join(said) or "—"}
            yield self._problem(("says",), "case_says", **facts)
        reason = _not_to_be_asked(self.case, trace) if self.case.ask else None
        if reason:
            yield self._problem(("ask",), "case_not_asked", reason=Phrase(f"handbook.rules.cases.not_asked.{reason}"))

    def _problem(self, path: tuple[str | int, ...], code: str, **facts: object) -> Problem:
        """A case that comes out otherwise is a warning: a company's first own numbers must not close the handbook."""
        severity: Severity = "warning" if code in _OTHERWISE else "error"
        return Problem(self.located.place(*path), code, self.case.id, facts, severity)


def _not_to_be_asked(case: CaseEntry, trace: Trace) -> str | None:
    """Why nobody should be asked what comes out of a case; None where it is a fair question."""
    if case.parameters:
        return "supposed"
    if trace.refusal:
        return "refused"
    if any(outcome.tone == "warning" for outcome in trace.rule.outcomes if outcome.id in trace.outcomes):
        return "warned"
    name = case.ask.result if isinstance(case.ask, CaseQuestion) else None
    name = name or trace.rule.results[0]
    value, expected = trace.value(name), case.expect.get(name)
    if isinstance(expected, dict) and value != Fraction(expected["is"]):
        return "not_exact"
    if value is None or value == () or not any(_is_something(given) for given in case.given.values()):
        return "nothing"
    if isinstance(value, Fraction) and value < 0:
        return "negative"
    return None if isinstance(value, (bool, Fraction, str)) else "not_one_value"


def _is_something(given: Any) -> bool:
    """Whether what is given to an input is more than nothing: no empty list, no zero, no no."""
    return given not in ([], 0, False, None)


def _may_be(entry: ParameterEntry, raw: Any) -> bool:
    """Whether a parameter that is no table may have the value."""
    match entry:
        case NumberParameter():
            return (
                _is_number(raw)
                and entry.min <= raw <= entry.max
                and (Fraction(raw) * 10**entry.precision).denominator == 1
            )
        case SwitchParameter():
            return isinstance(raw, bool)
        case ChoiceParameter():
            return isinstance(raw, str) and raw in entry.choices
        case DateParameter():
            return isinstance(raw, date)
    return False


def _is_number(raw: Any) -> bool:
    return isinstance(raw, (int, Decimal)) and not isinstance(raw, bool)


def _can_be_expected(expected: Any) -> bool:
    """Whether it is a value, a list of values, or a number with how far off it may be: `{is: 12.34, within: 0.01}`."""
    if isinstance(expected, list):
        return all(map(_can_be_expected, expected))
    if isinstance(expected, dict):
        known = set(expected) == {"is", "within"} and all(map(_is_number, expected.values()))
        return known and bool(expected["within"] > 0)
    return True


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, dict):
        within, exactly = Fraction(expected["within"]), Fraction(expected["is"])
        return isinstance(found, Fraction) and abs(found - exactly) <= within
    if isinstance(expected, list):
        return isinstance(found, (list, tuple)) and len(expected) == len(found) and all(map(_same, expected, found))
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if isinstance(expected, (int, Decimal)):
        return isinstance(found, Fraction) and Fraction(expected) == found
    if isinstance(expected, str):
        return found is not None and str(exact_text(found)).replace("T", " ") == expected.replace("T", " ")
    return bool(expected == found)


def _plain(expected: Any) -> str:
    if isinstance(expected, dict):
        return f"{expected['is']} ± {expected['within']}"
    return ", ".join(map(_plain, expected)) if isinstance(expected, list) else str(expected)


def _shown(trace: Trace, name: str, found: Any, lang: Any) -> str:
    from handbook.rules.explain import Explainer

    explainer = Explainer(trace.rule, lang)
    if isinstance(found, tuple):
        return ", ".join("—" if each is None else explainer.value(each, name) for each in found)
    return "—" if found is None else explainer.value(found, name)
