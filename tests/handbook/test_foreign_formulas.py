"""What spreadsheets, other languages and plain speech write is told with its place and how it is written here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.lang.catalogue import Phrase, in_language, section
from handbook.lang.languages import LANGS
from handbook.lang.words import Words
from handbook.problems.problem import Place, Problem
from handbook.rules.formulas.analysis import analyse
from handbook.rules.formulas.foreign import calls
from handbook.rules.formulas.functions import FUNCTIONS
from handbook.rules.formulas.kinds import (
    BARE,
    ChoiceKind,
    DayKind,
    ListKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    TableKind,
    ValueKind,
    parse_unit,
)
from handbook.rules.formulas.scope import Scope

TABLE = yaml.safe_load((Path(__file__).parent / "foreign_formulas.yml").read_text(encoding="utf-8"))
CAR = ChoiceKind((("car", Words(zh="小汽车", en="Car")), ("van", Words(zh="面包车", en="Van"))))
CLASSES = ChoiceKind((("pass", Words(zh="合格", en="Pass")), ("fail", Words(zh="不合格", en="Fail"))))
YUAN = NumberKind(parse_unit("CNY"))
PARAMETERS: dict[str, ValueKind] = {
    "pay.rate": NumberKind(BARE), "pay.fine": YUAN, "pay.since": DayKind(),
    "pay.tiers": TableKind(parse_unit("year"), parse_unit("day")),
}  # fmt: skip
NAMES: dict[str, tuple[ValueKind, str, str]] = {
    "amount": (YUAN, "金额", "Amount"),
    "base": (YUAN, "月基本工资（元）", "Base wage"),
    "ratio": (NumberKind(BARE), "比例", "Ratio"),
    "days_off": (NumberKind(parse_unit("day")), "天数", "Days off"),
    "minutes_late": (NumberKind(parse_unit("minute")), "迟到", "Late"),
    "years_done": (NumberKind(parse_unit("year")), "工龄", "Years of service"),
    "kind": (CAR, "车型", "Kind of car"),
    "grade": (CLASSES, "等级", "Class"),
    "late": (SwitchKind(), "是否迟到", "Late or not"),
    "full": (SwitchKind(), "全勤", "Full attendance"),
    "day": (DayKind(), "日期", "Day"),
    "joined": (DayKind(), "入职日期", "Joined"),
    "told": (MomentKind(), "通知时刻", "Told at"),
    "parts": (ListKind(YUAN), "各期", "Instalments"),
}


def _scope() -> Scope:
    scope = Scope(PARAMETERS.get, list(PARAMETERS), later={"after"}, itself="result")
    for name, (kind, zh, en) in NAMES.items():
        scope.bring(name, kind, label=Words(zh=zh, en=en))
    for column, kind in (("pay", YUAN), ("paid_on", DayKind()), ("ill", SwitchKind())):
        scope.bring(column, kind, "rows1", Words(zh=f"每行的 {column}", en=f"Row's {column}"))
    return scope


@cache
def told(formula: str) -> list[Problem]:
    """What is told of a formula, at its columns."""
    read = analyse(formula, _scope())
    found = [*read.errors, *read.remarks]
    return [Problem(Place("", 1, error.index + 1), error.code, "", error.facts) for error in found]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["formula"])
def test_each_is_told_at_its_place_with_the_cure(case: dict[str, Any]) -> None:
    found = told(case["formula"])
    assert [(problem.place.column, problem.message("zh"), problem.message("en")) for problem in found] == [
        (case["at"], case["zh"], case["en"])
    ]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["formula"])
def test_a_cure_that_is_followed_is_read(case: dict[str, Any]) -> None:
    for here in filter(None, map(_here, told(case["formula"]))):
        if set(re.findall(r"\b(\w+)\(", here)) <= {*FUNCTIONS, "in"}:
            again = {problem.code for problem in told(here)}
            assert again <= {"formula_units", "formula_kinds", "formula_arguments", "formula_unknown_name"}, here


def _here(problem: Problem) -> str:
    """How a message says that the formula is written."""
    cure = problem.facts.get("cure")
    phrase = cure.facts.get("here") if isinstance(cure, Phrase) else problem.facts.get("here")
    here = str(phrase.facts["here"]) if isinstance(phrase, Phrase) else ""
    return here if problem.message("zh").endswith(f"。写成：{here}") else ""


@pytest.mark.parametrize(
    "formula",
    [
        "then + otherwise + and_ + end", "max(5,100)", "max(1,500, 2)", "end + if_", "base if (late) else amount",
        "a * (b + 2) if not (late or full) and kind != 'van' else -base / 3", "x<=3", "x - -3", "100 / 2024 / 3",
        "band(pay.tiers, years_done)", "kind in ('car', 'van')", "late == true",
    ],
)  # fmt: skip
def test_what_is_written_so_here_is_no_foreign_form(formula: str) -> None:
    assert "formula_foreign" not in {problem.code for problem in told(formula)}


def test_every_cure_is_in_the_table() -> None:
    cures = set(section("handbook", "cures", "zh")) - {"here"}
    assert {key for key in cures if not any(_says(key, case) for case in TABLE)} == set()


def _says(key: str, case: dict[str, Any]) -> bool:
    for problem in told(case["formula"]):
        cure = problem.facts.get("cure")
        if cure is not None and getattr(cure, "key", "") == f"handbook.cures.{key}":
            return True
    return False


def test_no_function_of_ours_is_foreign() -> None:
    assert set(FUNCTIONS) & set(calls._ELSEWHERE) == set()
    assert {name for name in FUNCTIONS if name in calls._WRITTEN} <= {"sum", "count"}


def test_a_cure_reads_in_every_language() -> None:
    for case in TABLE:
        for problem in told(case["formula"]):
            for lang in LANGS:
                assert "{" not in str(in_language(problem.facts.get("cure", ""), lang)).replace("{{ ", "")
