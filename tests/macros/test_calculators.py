"""What the check passes, a calculator's page can show: inputs without examples, results that are missing."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from handbook.lang.languages import LANGS, Lang
from handbook.policy.book import PolicyBook
from handbook.policy.browser_data import emit
from handbook.policy.load import load
from macros.data.calculators import Calculator, rule_script

SMALL = Path(__file__).parents[1] / "handbook" / "policy"
TODAY = date(2026, 11, 25)
RULE = """\
title: {zh: 试, en: Try}
about: {zh: 试一试, en: A try}
clause: discipline.attendance.late
inputs:
  money: {label: {zh: 钱, en: Money}, unit: CNY, min: 0, max: 100}
  least: {label: {zh: 最少, en: Least}, unit: day, min: 2.5, max: 9, precision: 1}
  whole: {label: {zh: 整数, en: Whole}, min: 2.5, max: 9}
  below: {label: {zh: 负数, en: Below}, min: -9, max: -3}
  share: {label: {zh: 比例, en: Share}, unit: percent, min: 0, max: 100}
  set: {label: {zh: 默认, en: Default}, min: 0, max: 9, default: 7}
  kind: {label: {zh: 类别, en: Kind}, choices: [good, pass, fail]}
  full: {label: {zh: 全勤, en: Full}, switch: true}
  day: {label: {zh: 日期, en: Day}, date: day}
  at: {label: {zh: 时刻, en: At}, date: moment}
  rows: {label: {zh: 行, en: Rows}, rows: {n: {label: {zh: 数, en: N}, min: 0, max: 9}}}
steps:
  - {id: sum, label: {zh: 和, en: Sum}, formula: money + yuan(sum(n)), unit: CNY}
  - {id: extra, label: {zh: 另加, en: Extra}, formula: sum, unit: CNY, when: full}
  - {id: shown, label: {zh: 日子, en: The day}, formula: day_of(at)}
results: [sum, extra, shown]
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> PolicyBook:
    policy = shutil.copytree(SMALL, tmp_path_factory.mktemp("calculators") / "policy")
    (policy / "rules" / "try.yml").write_text(RULE, "utf-8")
    loaded = load(policy, TODAY)
    assert [problem.code for problem in loaded.problems] == ["result_skipped"]
    assert loaded.book is not None
    return loaded.book


def _calculator(book: PolicyBook, lang: str) -> Calculator:
    edition: Any = SimpleNamespace(
        book=book,
        lang=lang,
        day=TODAY,
        list_comma="、",
        script_words=lambda _group: {},
        clause_uri=lambda _id: "a.md",
        calculator_uri=lambda _r: "b.md",
    )
    return Calculator(book.rule("try"), edition)


@pytest.mark.parametrize("lang", LANGS)
def test_inputs_without_examples_open_with_the_plainest(book: PolicyBook, lang: str) -> None:
    calculator = _calculator(book, lang)
    assert calculator.example.refusal is None
    emitted = {each["id"]: each for each in json.loads(calculator.data())["inputs"]}
    singles = [each for each in emitted.values() if each["kind"] != "rows"]
    assert {each["id"]: each["example"] if each["default"] is None else each["default"] for each in singles} == {
        "money": "1", "least": "2.5", "whole": "3", "below": "-9", "share": "1", "set": "7",
        "kind": "good", "full": False, "day": "2026-07-01", "at": "2026-07-01T09:30",
    }  # fmt: skip
    assert emitted["rows"]["example"] == []
    assert len(list(calculator.given())) == len(emitted)
    assert all(formula for line in calculator.lines() for formula in (line.label, line.formula))


@pytest.mark.parametrize(
    ("lang", "results"),
    [
        ("zh", [("和", "1~元"), ("另加", "—（不适用；只有“全勤”时才有）"), ("日子", "2026~年 7~月 1~日")]),
        ("en", [("Sum", "1~yuan"), ("Extra", "— (does not apply; only if Full)"), ("The day", "1~July 2026")]),
    ],
)
def test_a_result_that_is_missing_says_so(book: PolicyBook, lang: str, results: list[tuple[str, str]]) -> None:
    """A blank at which no line breaks is written as ~ here."""
    assert [(label, text.replace("\u00a0", "~")) for label, text in _calculator(book, lang).results()] == results
    assert json.loads(_calculator(book, lang).data())["mayBeMissing"] == ["extra"]


def test_a_rules_script_is_named_by_what_it_says(book: PolicyBook) -> None:
    script = rule_script(book.rule("try"))
    assert script.uri == f"assets/rules/try-{hashlib.sha256(script.text.encode()).hexdigest()[:8]}.js"
    assert script.text.startswith('"use strict";(globalThis.handbookRules??={}).try=')


@pytest.mark.parametrize("lang", LANGS)
def test_page_and_details_have_together_what_is_emitted_and_nothing_twice(book: PolicyBook, lang: Lang) -> None:
    calculator = _calculator(book, lang)
    page, script = json.loads(calculator.data()), calculator.details.text
    details = json.loads(script.removeprefix("(globalThis.handbookDetails??={}).try=").removesuffix(";\n"))
    whole = emit(book.rule("try"), book, lang)
    assert [one | more for one, more in zip(page["steps"], details["steps"], strict=True)] == whole["steps"]
    assert [one | more for one, more in zip(page["outcomes"], details["outcomes"], strict=True)] == whole["outcomes"]
    stops = [[sum(map(len, page["stops"][:at])) + i for i in range(len(each))] for at, each in enumerate(page["stops"])]
    assert [
        [one | details["stops"][place] for one, place in zip(each, places, strict=True)]
        for each, places in zip(page["stops"], stops, strict=True)
    ] == whole["stops"]
    assert page["words"] | details["words"] == whole["words"]
    assert not page["words"].keys() & details["words"].keys()
    assert not (page.keys() & details.keys()) - {"steps", "outcomes", "stops", "words", "ui"}
    assert (page | details).keys() >= whole.keys()
    assert not any("formula" in step for step in page["steps"])
