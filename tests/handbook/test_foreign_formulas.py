"""What spreadsheets, other languages and plain speech write is told with its place and how it is written here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handbook.lang.catalogue import Phrase, in_language, section
from handbook.lang.languages import LANGS
from handbook.lang.words import Words
from handbook.problems.problem import Place, Problem
from handbook.rules.formulas import syntax
from handbook.rules.formulas.analysis import analyse
from handbook.rules.formulas.foreign import calls
from handbook.rules.formulas.foreign.signs import foreign
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
from tests.fuzzing import scaled

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


PIECES = st.sampled_from([
    *NAMES, "pay.rate", "pay.tiers", "unknown", "(", ")", ", ", " + ", "-", " / ", " < ", " == ", " in ", "[", "]",
    " % ", " & ", " = ", "?", ":", " and ", " or ", " not ", " if ", " else ", " then ", " AND ", "TRUE", "sum(",
    "max(", "days(", "vlookup(", "IF(", "1", "0", "1,500", "2026-12-31", "2026/10/05", "5%", "A1", "5元", "30 days",
    "'car'", "金额", "大于",
])  # fmt: skip


@settings(deadline=None, max_examples=scaled(300))
@given(st.lists(PIECES, min_size=1, max_size=8).map("".join), st.sampled_from(["{}", "unread == ({})"]))
def test_what_is_foreign_is_told_before_all_else(formula: str, within: str) -> None:
    scope = _scope()
    scope.bring("unread", None)  # what stands beside a step that could not be read may not be read either
    formula = within.format(formula).strip()
    cure = foreign(formula, scope.labels)
    assume(cure)
    (error,) = analyse(formula, scope).errors
    assert cure
    assert (error.code, error.index) == ("formula_foreign", cure.index)


def test_a_formula_of_ours_is_not_looked_through_for_what_is_foreign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "foreign", lambda *_: pytest.fail("it can be read"))
    for formula in ("amount * (1 - 0.5) + yuan(3)", "kind in ('car', 'van') and not late", "sum(pay if ill else 0)"):
        assert analyse(formula, _scope()).errors == ()


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
