"""Real months, worked out by hand, come out so in Python and in Node."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import pytest
from parity import ROOT, Case, compare
from ruamel.yaml import YAML

from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from handbook.rules.answers import accept_answers
from handbook.rules.rule import InputField, Rule
from handbook.rules.run import run

TABLE = Path(__file__).parent / "months.yml"
USUAL = {"base": 4500, "performance_pay": 1500, "grade": "good", "normal_work": True}
ALWAYS_ASKED = {"base", "performance_pay", "grade", "won", "late", "normal_work", "contributions"}
SIGNS: Mapping[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@cache
def _book() -> PolicyBook:
    return open_book(ROOT / "policy_data")


def _rule() -> Rule:
    return _book().rules["month_pay"]


def _months() -> Iterator[dict[str, Any]]:
    for group, months in YAML(typ="safe").load(TABLE.read_text("utf-8")).items():
        for month in months:
            yield month | {"id": f"{group}: {month['id']}"}


MONTHS = {month["id"]: month for month in _months()}


def _given(month: Mapping[str, Any]) -> dict[str, Any]:
    """What is entered. Anything that an ordinary month has not makes it another one."""
    own: dict[str, Any] = month.get("given", {})
    return USUAL | {"month": month["month"], "normal_work": set(own) <= ALWAYS_ASKED} | own


def _accepted(month: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: str(each) if isinstance(each, float) else each for name, each in _given(month).items()}
    return accept_answers(_rule(), texts, month["month"])


def worked_out(working: object) -> Fraction:
    """The arithmetic of a working, exact: numbers, the four signs, brackets, r() to round half up to the fen."""
    return _value(ast.parse(str(working), mode="eval").body)


def _value(node: ast.AST) -> Fraction:
    match node:
        case ast.Constant(value=number):
            return Fraction(str(number))
        case ast.BinOp(left=left, op=sign, right=right):
            return SIGNS[type(sign)](_value(left), _value(right))
        case ast.Call(func=ast.Name(id="r"), args=[inner]):
            return Fraction(floor(_value(inner) * 100 + Fraction(1, 2)), 100)
    raise AssertionError(ast.dump(node))


@pytest.mark.parametrize("id", MONTHS)
def test_a_month(id: str) -> None:
    month = MONTHS[id]
    trace = run(_rule(), _accepted(month), month["month"])
    assert (trace.refusal and (trace.refusal.facts.get("id") or trace.refusal.code)) == month.get("refused")
    if "payout" in month:
        paid = Fraction(Decimal(str(month["payout"])))
        assert worked_out(month["working"]) == paid
        assert trace.value("payout") == paid


def test_node_pays_the_same() -> None:
    empty: dict[str, Any] = {entry.id: None if isinstance(entry, InputField) else [] for entry in _rule().inputs}
    some = [Case(empty | _accepted(month), month["month"]) for month in MONTHS.values()]
    assert compare(_book(), _rule(), "zh", some) == []


def test_the_table_has_every_month_of_a_year() -> None:
    days: set[date] = {month["month"] for month in MONTHS.values()}
    assert {day.month for day in days if day.year == 2026} >= set(range(1, 13)) - {11}
    assert sum("payout" in month for month in MONTHS.values()) >= 40
