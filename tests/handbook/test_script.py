"""The script of a rule: plain numbers wherever the inputs are as they should be, exact formulas elsewhere, and nothing
that would have to be evaluated. That both come to what Python comes to is held by test_parity.py."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from parity import ROOT, cases, compare
from trying import rule_of

from handbook.policy.browser_data import emit
from handbook.policy.load import open_book
from handbook.rules import script
from handbook.rules.compiling.code import Code
from handbook.rules.compiling.rules import Variant, compile_rule
from handbook.rules.rule import Rule
from handbook.rules.script import emit_script
from tests.delivered import ask

HERE = Path(__file__).parent
BOOK = open_book(ROOT / "policy_data")
RUNNER = """
import { runInThisContext } from "node:vm";
import { programOn, run } from "./docs/assets/js/calculator/engine.js";
function answer({ rule, script, cases }) {
  runInThisContext(script);
  return cases.map(({ given, on }) => {
    const { program, read } = programOn(rule, on);
    const inputs = program && read(given);
    const plain = Boolean(inputs && program.values(...inputs));
    return { since: program?.since ?? null, plain, refused: run(rule, given, on).refused?.code ?? null };
  });
}
"""
ATTENDANCE = {"base": "4500", "performance_pay": "0", "late": [{"minutes": "8"}], "absent_days": "0.5"}


def tried(rule: Rule, cases: Sequence[tuple[Mapping[str, Any], date]]) -> list[dict[str, Any]]:
    """How each case is worked out in Node."""
    task = {
        "rule": emit(rule, BOOK, "en"),
        "script": emit_script(rule),
        "cases": [{"given": given, "on": str(on)} for given, on in cases],
    }
    found: list[dict[str, Any]] = ask(RUNNER, task)
    return found


ONLY_EXACT = {"month_pay"}  # whose plain program would be too long to come with the page


@pytest.mark.parametrize("id", BOOK.rules)
def test_the_example_is_worked_out_in_plain_numbers(id: str) -> None:
    rule = BOOK.rules[id]
    emitted = emit(rule, BOOK, "en")
    given = {
        each["id"]: each["example"] if each["kind"] == "rows" or each["default"] is None else each["default"]
        for each in emitted["inputs"]
    }
    (told,) = tried(rule, [(given, date(2026, 11, 25))])
    assert (told["plain"], told["refused"]) == (id not in ONLY_EXACT, None)


def test_what_is_out_of_bounds_is_worked_out_exactly() -> None:
    odd = [
        {"base": "1000001"},
        {"base": "-1"},
        {"base": "0.001"},
        {"base": "1/3"},
        {"absent_days": "24"},
        {"late": [{"minutes": "481"}]},
        {"late": [{"minutes": "8"}] * 61},
    ]
    same = [{"base": "4500.00"}, {"base": "0.01"}, {"base": "1000000"}, {"performance_pay": None}, {"late": []}]
    cases = [(ATTENDANCE | change, date(2026, 3, 31)) for change in (*odd, *same)]
    told = tried(BOOK.rules["attendance_deduction"], cases)
    assert [each["plain"] for each in told] == [False] * len(odd) + [True] * len(same)
    assert {each["refused"] for each in told} == {None}


def test_a_number_in_several_units_is_counted_in_the_last() -> None:
    head = "  worked: {label: {zh: 工时, en: Worked}, unit: hour, parts: [hour, minute], min: 0, max: 24}\n"
    step = "  - {id: s, label: {zh: 甲, en: A}, formula: worked * 2, unit: hour}\n"
    rule = rule_of(f"inputs:\n{head}steps:\n{step}results: [s]\n")
    texts = ["7", "15/2", "22/3", "24", "1/7", "1/120", "49/2"]
    told = tried(rule, [({"worked": text}, date(2026, 3, 31)) for text in texts])
    assert [each["plain"] for each in told] == [True] * 4 + [False] * 3


def test_a_day_has_the_program_of_its_parameters() -> None:
    days = [date(2025, 6, 1), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    told = tried(BOOK.rules["attendance_deduction"], [(ATTENDANCE, day) for day in days])
    assert [each["since"] for each in told] == [None, "2026-01-01", "2026-01-01", "2027-01-01"]
    assert [each["refused"] for each in told] == ["no_value", None, None, None]


def test_a_parameter_beyond_its_own_bounds_is_counted_with_exactly() -> None:
    rule = BOOK.rules["fines"]
    minor = rule.parameters["penalties.fine_minor"]
    odd = replace(rule, parameters={**rule.parameters, minor.name: replace(minor, max=Fraction(0))})
    case = ({"breaches": [{"tier": "minor"}]}, date(2026, 11, 25))
    assert [each["plain"] for each in (*tried(rule, [case]), *tried(odd, [case]))] == [True, False]
    assert compare(BOOK, odd, "en", list(cases(odd, 20))) == []


def test_the_program_of_several_stretches_of_days_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Variant] = []

    def noted(rule: Rule, variant: Variant, limit: int) -> Code:
        made.append(variant)
        return compile_rule(rule, variant, limit)

    monkeypatch.setattr(script, "compile_rule", noted)
    assert emit_script(BOOK.rules["attendance_deduction"]).count("since:") > len(made) == 1


def test_most_days_share_the_program_and_nothing_is_evaluated() -> None:
    for rule in BOOK.rules.values():
        script = emit_script(rule)
        assert script == emit_script(rule)
        assert script.isascii()
        assert not re.search(r"\beval\b|\bFunction\b|\bimport\b|\bset(?:Timeout|Interval)\b", script)
    attendance = emit_script(BOOK.rules["attendance_deduction"])
    assert attendance.count("since:") > len(re.findall(r"^const f\d", attendance, re.MULTILINE)) == 1


WRITTEN = (
    """\
inputs:
  base: {label: {zh: 底薪, en: Base}, unit: CNY, min: -100, max: 10000, precision: 2, default: 100}
  share: {label: {zh: 占比, en: Share}, unit: percent, min: 0, max: 100, default: 0}
  kind: {label: {zh: 类别, en: Kind}, choices: {a: {zh: 甲, en: A}, b: {zh: 乙, en: B}}, default: a}
  full: {label: {zh: 全勤, en: Full}, switch: true, default: false}
  joined: {label: {zh: 入职日, en: Joined}, date: day, default: 2026-03-30}
  left: {label: {zh: 离职日, en: Left}, date: day, default: 2026-03-31}
  told: {label: {zh: 通知时刻, en: Told}, date: moment, default: 2026-03-31 10:20}
  heard: {label: {zh: 答复时刻, en: Heard}, date: moment}
  late: {label: {zh: 迟到, en: Late}, rows: {n: {label: {zh: 数, en: N}, min: -5, max: 9}}}
as_of: joined
steps:
  - {id: part, label: {zh: 步, en: Step}, each: late, when: n != 0, formula: n * -1 + 0}
  - {id: less, label: {zh: 步, en: Step}, formula: 'max(base * share, attendance.minor_fine) - yuan(1)', unit: CNY}
  - {id: some, label: {zh: 步, en: Step}, when: full or not kind == "a", formula: 'less / (1 + sum(part))', unit: CNY}
  - id: end
    label: {zh: 步, en: Step}
    formula: 'base if joined > left or told < heard else some if full or not kind == "a" else -base'
    unit: CNY
  - {id: times, label: {zh: 步, en: Step}, formula: count(n > 1) + longest_run(n < 0)}
results: [end, times]
outcomes:
  - {id: said, when: any(n > 1) and less < yuan(5), say: {zh: 说, en: Said}}
""",
    """\
inputs:
  late: {label: {zh: 迟到, en: Late}, rows: {n: {label: {zh: 数, en: N}, min: 0, max: 9}}, most: 1000}
steps:
  - {id: end, label: {zh: 步, en: Step}, formula: sum(n * sum(n * sum(n)))}
results: [end]
""",
)


def test_the_script_word_for_word() -> None:
    """What would work just as well in another form is seen here alone."""
    assert "".join(map(emit_script, map(rule_of, WRITTEN))) == (HERE / "script.txt").read_text("utf-8")
