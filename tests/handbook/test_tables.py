"""A unit means the same wherever a value has it: a plain number, what a table gives, and what its rows begin at."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from parity import Case, canonical, compare
from trying import BASE, ON, SCALES, TODAY, read, text_of

from handbook.calc.filling import Filled
from handbook.calc.report import Report
from handbook.lang.languages import LANGS
from handbook.lang.units import UNIT_NAMES, UnitName, say_amount, scale
from handbook.policy.book import PolicyBook
from handbook.policy.browser_data import emit
from handbook.policy.load import load, open_book
from handbook.rules.reasons import reason_of
from handbook.rules.rule import InputField
from handbook.rules.run import run
from handbook.rules.trace import Trace
from handbook.schema.timeline import Dated, Timeline

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


# What the working and the terminal say of what was looked up.

LOOKED_UP = """\
inputs:
  income: {label: {zh: 收入, en: Income}, unit: CNY, min: 0, max: 1000000, precision: 2, default: 50000}
  served: {label: {zh: 年限, en: Years}, unit: year, min: 0, max: 40, default: 10}
  since: {label: {zh: 从, en: Since}, date: day, default: 2026-02-28}
steps:
  - {id: tax, label: {zh: 税, en: Tax}, formula: "slices(scales.tax, income)", unit: CNY}
  - {id: leave, label: {zh: 假, en: Leave}, formula: "band(scales.leave, served)", unit: day}
  - {id: low, label: {zh: 低, en: Low}, formula: "band(scales.leave, years(1))", unit: day}
  - {id: beyond, label: {zh: 超, en: Beyond}, formula: "band(scales.leave, years(2))", unit: day}
  - {id: rate, label: {zh: 利率, en: Rate}, formula: "value_on(scales.rate, since)", unit: percent}
  - {id: rates, label: {zh: 逐日, en: By day}, formula: "rate_days(scales.rate, since, since + days(3))", unit: day}
  - {id: up, label: {zh: 向上, en: Up}, formula: "round_up(income / 7, yuan(0.5))", unit: CNY}
results: [tax]
"""
WORKING = {
    "zh": [
        "分段计算（36,000 元 × 3% + 14,000 元 × 10%）",
        "按档查表（假期表：满 10 年的 10.5 天、10 年）",
        "按档查表（假期表：不超过 1 年的 2 天、1 年）",
        "按档查表（假期表：超过 1 年的 5 天、2 年）",
        "当日的值（利率：3%（2026 年 2 月 10 日起）、2026 年 2 月 28 日）",
        "按天分段合计（3% × 1 天（2026 年 2 月 28 日至 2026 年 2 月 28 日）"
        " + 4.5% × 3 天（2026 年 3 月 1 日至 2026 年 3 月 3 日））",
        "向上取到 0.50 元的倍数（50,000 元 ÷ 7）",
    ],
    "en": [
        "in slices (36,000 yuan × 3% + 14,000 yuan × 10%)",
        "looked up in the table (Leave table: 10.5 days from 10 years, 10 years)",
        "looked up in the table (Leave table: 2 days up to 1 year, 1 year)",
        "looked up in the table (Leave table: 5 days above 1 year, 2 years)",
        "the value on the day (Rate: 3% (since 10 February 2026), 28 February 2026)",
        "day by day (3% × 1 day (28 February 2026 to 28 February 2026) + 4.5% × 3 days (1 March 2026 to 3 March 2026))",
        "rounded up to a multiple of 0.50 yuan (50,000 yuan ÷ 7)",
    ],
}


@pytest.fixture(scope="module")
def looked_up() -> PolicyBook:
    book = read(LOOKED_UP, SCALES).book
    assert book is not None
    return book


@pytest.mark.parametrize("lang", WORKING)
def test_the_working_says_what_was_found(looked_up: PolicyBook, lang: str) -> None:
    rule = looked_up.rule("try")
    told = json.loads(canonical(rule, Case({}, ON), lang))  # type: ignore[arg-type]
    assert [step["working"] for step in told["steps"]] == WORKING[lang]


def test_values_used_are_the_rows_and_days_that_were_meant(looked_up: PolicyBook) -> None:
    rule = looked_up.rule("try")
    filled = Filled({entry.id: entry.default for entry in rule.inputs if isinstance(entry, InputField)}, {})
    used = Report(looked_up, run(rule, {}, ON), filled, "en").data
    shown = {each["name"]: each["shown"] for each in used()["parameters"]}
    assert shown["scales.tax"] == "3% above 0 yuan, 10% above 36,000 yuan"
    assert shown["scales.leave"] == "10.5 days from 10 years, 2 days up to 1 year, 5 days above 1 year"
    assert shown["scales.rate"] == "3% (since 10 February 2026), 4.5% (since 1 March 2026)"


def test_a_value_that_is_tried_holds_on_every_day(looked_up: PolicyBook) -> None:
    rule = looked_up.rule("try")
    tried = replace(
        rule.parameters["scales.rate"], timeline=Timeline("scales.rate", (Dated(date.min, Fraction(1, 2)),))
    )
    trace = run(rule, {}, ON, {**rule.parameters, "scales.rate": tried})
    assert (trace.value("rate"), trace.value("rates")) == (Fraction(1, 2), 2)


def test_a_table_says_where_it_ends(looked_up: PolicyBook) -> None:
    rule = looked_up.rule("try")
    trace = run(rule, {"income": Fraction(300001)}, ON)
    assert trace.refusal
    reason = reason_of(trace.refusal, rule.parameters)
    assert reason["zh"] == "“税率表”到 300,000 元为止，再往上没有规定，不能计算"
    assert reason["en"] == "the table “Tax table” ends at 300,000 yuan; nothing is laid down beyond that"


def test_a_table_is_written_row_by_row(looked_up: PolicyBook) -> None:
    tax, leave = looked_up.param("scales.tax"), looked_up.param("scales.leave")
    assert leave.say(ON, "zh") == "不超过 1 年的 2 天，超过 1 年不满 10 年的 5 天，满 10 年的 10.5 天"
    assert leave.say(ON, "en") == "2 days up to 1 year, 5 days above 1 year, 10.5 days from 10 years"
    assert tax.say(ON, "en").endswith("25% above 144,000 yuan, nothing laid down from 300,000 yuan")


def test_only_a_parameter_has_values_of_other_days() -> None:
    body = LOOKED_UP.replace("value_on(scales.rate, since)", "value_on(served, since)")
    assert "formula_arguments" in [problem.code for problem in read(body, SCALES).problems]
