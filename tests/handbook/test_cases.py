"""The worked cases that are shipped come out exactly, and cover what they must."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from handbook.book import PolicyBook
from handbook.load import load, open_book
from handbook.models import ChoiceParameter, SwitchParameter
from handbook.rule_models import CaseEntry
from handbook.rules.cases import run_case
from handbook.rules.run import Trace, run

POLICY_DATA = Path(__file__).parents[2] / "policy_data"


@cache
def _book() -> PolicyBook:
    return open_book(POLICY_DATA)


CASES = {case.id: case for case in _book().cases}


def _trace(case: CaseEntry) -> Trace:
    entries = {name: parameter.entry for name, parameter in _book().parameters.items()}
    return run_case(case, _book().rule(case.rule), entries)


def _plain(value: object) -> object:
    """A value as a case has it: `20`, `"good"`, `2026-04-03`, lists of them."""
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return str(value).replace("T", " ")[:16] if hasattr(value, "hour") else value


def _expected(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_expected(each) for each in value]
    is_number = not isinstance(value, (bool, str)) and value is not None and not hasattr(value, "year")
    return Fraction(value) if is_number else value  # type: ignore[arg-type]


@pytest.mark.parametrize("id", CASES)
def test_case(id: str) -> None:
    case, trace = CASES[id], _trace(CASES[id])
    assert (trace.refusal.code if trace.refusal else None) == case.refused
    assert {name: _plain(trace.value(name)) for name in case.expect} == {
        name: _expected(value) for name, value in case.expect.items()
    }
    assert case.says is None or [said.id for said in trace.said] == case.says


def test_the_check_runs_them_too() -> None:
    assert [problem.code for problem in load(POLICY_DATA).problems if problem.code.startswith("case_")] == []


def _counting_with(name: str) -> list[CaseEntry]:
    """The cases of the rules that use a parameter."""
    return [case for case in CASES.values() if name in _book().rule(case.rule).parameters]


PARAMETERS = sorted({name for rule in _book().rules.values() for name in rule.parameters})


def test_every_listed_rule_has_cases() -> None:
    assert {rule.id for rule in _book().rules.values() if rule.listed} <= {case.rule for case in CASES.values()}


def test_every_step_is_worked_out_in_some_case() -> None:
    reached = {
        done.step.label.zh
        for case in CASES.values()
        for done in _trace(case).steps
        if not done.skipped and (done.rows is None or any(value is not None for value in done.rows))
    }
    assert {step.label.zh for rule in _book().rules.values() for step in rule.steps} <= reached


def test_every_outcome_is_said_in_some_case_and_not_in_another() -> None:
    traces = [trace for case in CASES.values() if not (trace := _trace(case)).refusal]
    for outcome in [outcome for rule in _book().rules.values() for outcome in rule.outcomes]:
        said = {outcome in trace.said for trace in traces if outcome in trace.rule.outcomes}
        assert said == {True, False}, outcome.id


def test_the_examples_of_every_rule_can_be_worked_out() -> None:
    for rule in _book().rules.values():
        given = {entry.id: entry.example for entry in rule.inputs if entry.example is not None}
        trace = run(rule, given, date(2026, 11, 23))
        assert trace.refusal is None, rule.id


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_setting_is_tried(name: str) -> None:
    """A switch or choice that HR may set the other way is proved for every setting."""
    parameter = _book().param(name)
    match parameter.entry:
        case SwitchParameter():
            settings: set[object] = {True, False}
        case ChoiceParameter() as entry:
            settings = set(entry.choices)
        case _:
            settings = set()
    tried: set[object] = set()
    for case in _counting_with(name):
        if name in case.parameters:
            tried.add(case.parameters[name])
        elif parameter.timeline.covers(case.on):
            tried.add(parameter.at(case.on))
    assert settings <= tried
    assert tried


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_change_of_a_value_is_tried_on_both_sides(name: str) -> None:
    days = {case.on for case in _counting_with(name)}
    steps = _book().param(name).timeline.steps
    for earlier, later in zip(steps, steps[1:]):
        assert any(earlier.since <= day < later.since for day in days)
        assert any(later.since <= day for day in days)
    assert any(steps[0].since <= day for day in days)
