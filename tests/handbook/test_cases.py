"""The worked cases that are shipped come out exactly, and cover what they must."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from trying import text_of

from handbook.policy.book import PolicyBook
from handbook.policy.load import load, open_book
from handbook.problems.problem import Problem
from handbook.rules.reading.cases import _not_to_be_asked, _same, run_case
from handbook.rules.run import run
from handbook.rules.trace import Trace
from handbook.schema.models import ChoiceParameter, SwitchParameter
from handbook.schema.rule_models import CaseEntry

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
    assert (trace.refusal and (trace.refusal.facts.get("id") or trace.refusal.code)) == case.refused
    assert {name: _plain(trace.value(name)) for name in case.expect} == {
        name: _expected(value) for name, value in case.expect.items()
    }
    assert case.says is None or list(trace.outcomes) == case.says


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
        step.label.zh
        for case in CASES.values()
        for step, done in zip(_trace(case).rule.steps, _trace(case).steps)
        if not done.skipped and (done.rows is None or any(value is not None for value in done.rows))
    }
    assert {step.label.zh for rule in _book().rules.values() for step in rule.steps} <= reached


def test_every_outcome_is_said_in_some_case_and_not_in_another() -> None:
    traces = [trace for case in CASES.values() if not (trace := _trace(case)).refusal]
    for outcome in [outcome for rule in _book().rules.values() for outcome in rule.outcomes]:
        said = {outcome.id in trace.outcomes for trace in traces if outcome in trace.rule.outcomes}
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


# what the check does with cases that take too long, and with what cannot be worked out

SMALL = Path(__file__).parent / "policy"
TODAY = date(2026, 11, 23)


def _problems(tmp_path: Path, rule: str, cases: str = "[]\n") -> tuple[Problem, ...]:
    policy = shutil.copytree(SMALL, tmp_path / "policy", ignore=shutil.ignore_patterns("cases"))
    (policy / "rules" / "try.yml").write_text(text_of(rule), "utf-8")
    (policy / "cases").mkdir()
    (policy / "cases" / "try.yml").write_text(cases, "utf-8")
    return load(policy, TODAY).problems


def _case(id: str, given: str, expect: str) -> str:
    head = f"- id: {id}\n  title: {{zh: 例, en: Case}}\n  rule: try\n  on: 2026-03-31\n"
    return f"{head}  given: {{{given}}}\n  expect: {{{expect}}}\n"


def test_cases_that_take_too_long_are_told_and_the_rest_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = (
        "inputs:\n  late: {label: {zh: 迟到, en: Late}, rows: {n: {label: {zh: 数, en: N}, min: 0, max: 9}}}\n"
        "steps:\n  - {id: s, label: {zh: 甲, en: A}, formula: sum(n * sum(n))}\nresults: [s]\n"
    )
    rows = "late: [" + ", ".join(["{n: 1}"] * 10) + "]"
    cases = _case("c1", rows, "s: 100") + _case("c2", rows, "s: 100") + _case("c3", rows, "s: 99")
    spent = 10 * (3 + 1) + 10 * 10  # of one case: each row's product, and the sum within it
    monkeypatch.setattr("handbook.rules.reading.cases.MOST_WORK", 3 * spent)
    found = _problems(tmp_path, rule, cases)
    assert [problem.code for problem in found] == ["case_result"]
    shutil.rmtree(tmp_path / "policy")
    monkeypatch.setattr("handbook.rules.reading.cases.MOST_WORK", 2 * spent - 1)
    (told,) = _problems(tmp_path, rule, cases)
    assert (told.code, told.where, told.severity) == ("cases_take_long", "c2", "error")
    assert f"例题已经算了 {2 * spent - 1} 步，从它起的例题都没有核对" in told.message("zh")
    assert f"have taken {2 * spent - 1} steps, so from this one on they are not checked" in told.message("en")
    shutil.rmtree(tmp_path / "policy")
    monkeypatch.setattr("handbook.rules.reading.cases.MOST_WORK", 2 * spent)  # as much is still left to begin with
    assert [problem.code for problem in _problems(tmp_path, rule, cases)] == ["cases_take_long", "case_result"]


def test_a_case_that_comes_out_otherwise_does_not_hide_an_example_that_is_refused(tmp_path: Path) -> None:
    rule = (
        "inputs:\n  n: {label: {zh: 数, en: N}, min: 0, max: 9, default: 0}\n"
        "steps:\n  - {id: s, label: {zh: 甲, en: A}, formula: 10 / n}\nresults: [s]\n"
    )
    found = _problems(tmp_path, rule, _case("c1", "n: 5", "s: 3"))
    assert sorted(problem.code for problem in found) == ["case_result", "step_refused"]


def test_a_step_that_grows_without_end_is_told_once(tmp_path: Path) -> None:
    """By whichever of its cases comes first, and not again by the others or the example."""
    squares = "".join(
        f"  - {{id: s{n}, label: {{zh: 步, en: Step}}, formula: s{n - 1} * s{n - 1}}}\n" for n in range(1, 26)
    )
    rule = (
        "inputs:\n  x: {label: {zh: 数, en: X}, min: 0, max: 9999999999, example: 7}\nsteps:\n"
        f"  - {{id: s0, label: {{zh: 步, en: Step}}, formula: x + 1234567891}}\n{squares}results: [s25]\n"
    )
    case = (
        "- {{id: c{0}, title: {{zh: 例, en: Case}}, rule: try, on: 2026-03-31, given: {{x: 7}}, expect: {{s1: 1}}}}\n"
    )
    told = _problems(tmp_path, rule, case.format(1) + case.format(2))
    assert [(problem.code, problem.where, problem.severity) for problem in told] == [
        ("step_refused", "try.s6", "error")
    ]
    assert told[0].place.file.endswith("rules/try.yml")
    assert "例题 c1" in told[0].message("zh")
    shutil.rmtree(tmp_path / "policy")
    (alone,) = _problems(tmp_path, rule)
    assert (alone.place.line, alone.where, alone.severity) == (told[0].place.line, "try.s6", "error")
    assert "the example cannot be worked out at this step" in alone.message("en")


def test_an_example_that_ends_at_an_outcome_is_told_there(tmp_path: Path) -> None:
    rule = (
        "inputs:\n  x: {label: {zh: 数, en: X}, min: 0, max: 9, example: 0}\nsteps:\n"
        "  - {id: s, label: {zh: 步, en: Step}, formula: x}\nresults: [s]\n"
        "outcomes:\n  - {id: o, when: 1 / x > 1, say: {zh: 说, en: Said}}\n"
    )
    (told,) = _problems(tmp_path, rule)
    assert (told.code, told.where, told.severity) == ("step_refused", "try", "warning")


def test_a_step_of_a_used_rule_is_told_where_it_stands(tmp_path: Path) -> None:
    rule = "inputs:\n  loss: {label: {zh: 损失, en: Loss}, unit: CNY, min: 0, max: 9, example: 9}\n" + (
        "  monthly: {label: {zh: 每月, en: Monthly}, unit: CNY, min: 0, max: 9, example: 0}\n"
        "steps:\n  - use: repayment\nresults: [left]\n"
    )
    told = [problem for problem in _problems(tmp_path, rule) if problem.where.startswith("try")]
    assert [problem.code for problem in told] == ["step_refused"]
    assert told[0].place.file.endswith("rules/repayment.yml")


def test_a_rule_whose_case_says_why_is_not_told_again_by_its_example(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "policy")
    (tmp_path / "policy" / "calendar" / "2026.yml").unlink()
    codes = [problem.code for problem in load(tmp_path / "policy", TODAY).problems]
    assert "case_refused" in codes
    assert "step_refused" not in codes


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        ("late-capped-at-pay-lost", "supposed"),
        ("late-before-the-policy", "refused"),
        ("boundary-31-half-day", "warned"),
        ("month-pay-below-zero", "refused"),
        ("absence-none", "nothing"),
        ("awards-none", "nothing"),
        ("bonus-half-fen", "supposed"),
        ("team-of-three", "not_one_value"),
        ("absent-three-days", None),
        ("annual-leave-joined-last-day", None),  # no day at all, of something that is given
    ],
)
def test_what_nobody_should_be_asked(id: str, reason: str | None) -> None:
    asked = CASES[id].with_values(ask=True)
    assert _not_to_be_asked(asked, _trace(CASES[id])) == reason


def test_a_negative_result_is_asked_of_nobody() -> None:
    case = CASES["absent-three-days"].with_values(ask=True)
    trace = _trace(case)
    below = [-each if type(each) in (int, Fraction) else each for each in trace.raw]
    assert _not_to_be_asked(case, replace(trace, raw=below)) == "negative"


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        (True, True, True),
        (True, False, False),
        (True, Fraction(1), False),
        (1, True, False),
        (1, Fraction(1), True),
        (Decimal("0.5"), Fraction(1, 2), True),
        (1, "1", False),
        ("good", "good", True),
        ("good", None, False),
        ("2026-03-31 10:20", datetime(2026, 3, 31, 10, 20), True),
        ("2026-03-31T10:20", datetime(2026, 3, 31, 10, 20), True),
        (date(2026, 3, 31), date(2026, 3, 31), True),
        ([1, 2], [Fraction(1), Fraction(2)], True),
        ([1, 2], (Fraction(1), Fraction(2)), True),
        ([1, 2], [Fraction(1)], False),
        ([1, 2], [Fraction(1), Fraction(3)], False),
        ([1], Fraction(1), False),
        ({"is": Decimal("1.4"), "within": Decimal("0.1")}, Fraction(3, 2), True),
        ({"is": Decimal("1.4"), "within": Decimal("0.1")}, Fraction(151, 100), False),
        ({"is": 1, "within": 1}, None, False),
    ],
)
def test_what_a_case_expects_and_what_comes_out(expected: object, found: object, same: bool) -> None:
    assert _same(expected, found) is same


@pytest.mark.parametrize(("off", "reason"), [(0, None), ("0.01", "not_exact")])
def test_a_number_that_is_only_near_is_asked_of_nobody(off: object, reason: str | None) -> None:
    case, trace = CASES["absent-three-days"], _trace(CASES["absent-three-days"])
    name = trace.rule.results[0]
    near = {"is": Decimal(case.expect[name]) + Decimal(str(off)), "within": Decimal("0.02")}
    asked = case.with_values(ask=True, expect={name: near})
    assert _not_to_be_asked(asked, trace) == reason
