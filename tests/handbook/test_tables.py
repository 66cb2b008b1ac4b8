"""A unit means the same wherever a value has it: a plain number, what a table gives, and what its rows begin at."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from parity import Case, canonical, compare
from trying import BASE, ON, TODAY, text_of

from handbook.lang.languages import LANGS
from handbook.lang.units import UNIT_NAMES, UnitName, say_amount, scale
from handbook.policy.book import PolicyBook
from handbook.policy.browser_data import emit
from handbook.policy.load import load, open_book
from handbook.rules.run import run
from handbook.rules.trace import Trace

POINTS = {"points": Fraction(95)}
_ORIGIN = "supplement: {zh: 试, en: Trial}, why: {zh: 试, en: trial}, min: 0, max: 100"


def _parameters(unit: UnitName) -> str:
    """20 of the unit as a plain number, the same from a table, and a table whose rows begin at 10 and 20 of it."""
    label = f"label: {{zh: 值{unit}, en: Value {unit}}}"
    return f"""
plain_{unit.lower()}: {{{label}, unit: {unit}, {_ORIGIN}, values: [{{from: 2026-01-01, value: 20}}]}}
table_{unit.lower()}:
  {{{label}, type: bands, unit: {unit}, by: point, {_ORIGIN}, values: [{{from: 2026-01-01, value: [
    {{at_least: 0, gives: 10}}, {{at_least: 90, gives: 20}}]}}]}}
rows_{unit.lower()}:
  {{{label}, type: bands, unit: point, by: {unit}, {_ORIGIN}, values: [{{from: 2026-01-01, value: [
    {{at_least: 10, gives: 1}}, {{at_least: 20, gives: 2}}]}}]}}
"""


def _steps(unit: UnitName) -> str:
    u = unit.lower()
    return f"""
  - {{id: plain_{u}, label: {{zh: 数, en: Plain}}, formula: unit.plain_{u}, unit: {unit}}}
  - {{id: table_{u}, label: {{zh: 表, en: Table}}, formula: "band(unit.table_{u}, points)", unit: {unit}}}
  - {{id: rows_{u}, label: {{zh: 档, en: Rows}}, formula: "band(unit.rows_{u}, unit.plain_{u})", unit: point}}
  - {{id: same_{u}, label: {{zh: 同, en: Same}}, formula: unit.plain_{u} == table_{u} and table_{u} == plain_{u}}}
"""


def _condition(unit: UnitName, sign: str, key: str) -> str:
    u = unit.lower()
    return (
        f"- id: {key}_{u}\n  {key}: unit.plain_{u} {sign} band(unit.table_{u}, points(95))\n"
        "  message: {zh: 不同, en: differs}\n"
    )


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy with a number and two tables of every unit, a rule that uses them, and what must hold between them."""
    policy = tmp_path_factory.mktemp("tables") / "policy"
    shutil.copytree(BASE, policy, ignore=shutil.ignore_patterns("cases"))
    head = "title: {zh: 单位, en: Units}\n"
    (policy / "parameters" / "unit.yml").write_text(head + "".join(map(_parameters, UNIT_NAMES)), "utf-8")
    inputs = "inputs:\n  points: {label: {zh: 分, en: Points}, unit: point, min: 0, max: 100, example: 95}\n"
    pay = "  - {id: paid, label: {zh: 得, en: Paid}, formula: yuan(1000) * table_percent, unit: CNY}\n"
    body = f"{inputs}steps:\n{''.join(map(_steps, UNIT_NAMES))}{pay}results: [paid]\n"
    (policy / "rules" / "units.yml").write_text(text_of(body), "utf-8")
    must = "".join(_condition(unit, "==", "must") for unit in UNIT_NAMES)
    (policy / "consistency.yml").write_text(must, "utf-8")
    law = "  region: national\n  cite: {zh: 法, en: Law}\n  clause: discipline.attendance.late\n"
    when = "".join(_condition(unit, "==", "when") + law for unit in UNIT_NAMES)
    (policy / "guardrails.yml").write_text(when, "utf-8")
    return policy


@pytest.fixture(scope="module")
def book(policy: Path) -> PolicyBook:
    return open_book(policy, TODAY)


@pytest.fixture(scope="module")
def trace(book: PolicyBook) -> Trace:
    return run(book.rules["units"], POINTS, ON)


def test_a_share_from_a_table_is_a_share(trace: Trace) -> None:
    assert trace.value("paid") == 200


@pytest.mark.parametrize("unit", UNIT_NAMES)
def test_a_table_counts_as_a_plain_number(trace: Trace, unit: UnitName) -> None:
    u = unit.lower()
    assert trace.value(f"plain_{u}") == trace.value(f"table_{u}") == 20 / scale(unit)
    assert trace.value(f"rows_{u}") == 2
    assert trace.value(f"same_{u}") is True


@pytest.mark.parametrize("lang", LANGS)
def test_the_browser_counts_alike(book: PolicyBook, lang: str) -> None:
    rule = book.rules["units"]
    cases = [Case({"points": Fraction(points)}, ON) for points in (0, 89, 90, 95, 100)]
    assert compare(book, rule, lang, cases) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
def test_tables_are_shown_as_plain_numbers_are(book: PolicyBook, lang: str) -> None:
    told = canonical(book.rules["units"], Case(POINTS, ON), lang)  # type: ignore[arg-type]
    emitted = emit(book.rules["units"], book, lang)["parameters"]  # type: ignore[arg-type]
    for unit in UNIT_NAMES:
        u, shown = unit.lower(), say_amount(Decimal(20), unit, lang)  # type: ignore[arg-type]
        for id in (f"plain_{u}", f"table_{u}"):
            assert f'{{"id":"{id}","value":"{20 / scale(unit)}","shown":"{shown}"' in told
        assert emitted[f"unit.rows_{u}"]["by"] == unit
        rows = [["0", str(10 / scale(unit))], ["90", str(20 / scale(unit))]]
        assert emitted[f"unit.table_{u}"]["values"] == [["2026-01-01", rows]]


def test_what_must_hold_and_legal_limits_count_alike(policy: Path, book: PolicyBook) -> None:
    problems = load(policy, TODAY).problems
    assert [problem.where for problem in problems if problem.code == "inconsistent"] == []
    passed = {problem.where for problem in problems if problem.code == "guardrail"}
    assert passed == {f"when_{unit.lower()}" for unit in UNIT_NAMES}
    (finding,) = next(each for each in book.guardrails if each.entry.id == "when_percent").findings
    assert finding.shown["zh"].startswith("20% = ")
    assert finding.since == date(2026, 1, 1)


def test_what_a_table_gives_may_count_as_more(policy: Path, tmp_path: Path) -> None:
    """20 hours from a table that counts as hours a day: a day of it is 20 hours."""
    copy = shutil.copytree(
        policy, tmp_path / "policy", ignore=shutil.ignore_patterns("consistency.yml", "guardrails.yml", "rules")
    )
    file = copy / "parameters" / "unit.yml"
    table = "type: bands, unit: hour, by: point"
    text = file.read_text("utf-8")
    assert text.count(table) == 1
    file.write_text(text.replace(table, "type: bands, unit: hour, counts_as: hour/day, by: point"), "utf-8")
    (copy / "rules").mkdir()
    formula = "'band(unit.table_hour, points(95)) * days(1)'"
    steps = f"steps:\n  - {{id: s, label: {{zh: 甲, en: A}}, formula: {formula}, unit: hour}}\n"
    (copy / "rules" / "try.yml").write_text(text_of(f"{steps}results: [s]\n"), "utf-8")
    assert run(open_book(copy, TODAY).rule("try"), {}, ON).value("s") == 20
