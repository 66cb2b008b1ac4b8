"""Values of parameters, to their bounds."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from test_plausible_days import NOW, located

from handbook.policy.checks.values import check_values
from handbook.problems.problem import Problem
from handbook.schema.models import Band, BandsParameter, NumberParameter
from tests.partly import partly


def _found(entry: Any) -> list[Problem]:
    draft: Any = SimpleNamespace(parameters={"a.b": located(entry)}, clauses=[], guardrails=[])
    return list(check_values(draft, NOW))


@pytest.mark.parametrize(
    ("least", "value", "most", "told"),
    [
        ("1", "1", "1", []),
        ("1", "1", "2", []),
        ("1", "2", "2", []),
        ("1", "1.5", "2", []),
        ("1", "0.9", "2", ["below_min"]),
        ("1", "2.1", "2", ["above_max"]),
        ("1", "1.55", "2", ["too_precise"]),
        ("2", "1.5", "1", ["bounds_swapped"]),
    ],
)
def test_a_number_within_its_bounds(least: str, value: str, most: str, told: list[str]) -> None:
    step = SimpleNamespace(since=NOW, value=Decimal(value))
    least_and_most: Any = {"min": Decimal(least), "max": Decimal(most)}
    found = _found(partly(NumberParameter, values=[step], precision=1, **least_and_most))
    assert [problem.code for problem in found] == told


@pytest.mark.parametrize(
    ("rows", "told"),
    [((1, 2, 3), []), ((1, 1, 3), [("1", "1")]), ((1, 3, 2), [("2", "3")]), ((3, 2, 1), [("2", "3"), ("1", "2")])],
)
def test_rows_of_a_table_begin_ever_higher(rows: tuple[int, ...], told: list[tuple[str, str]]) -> None:
    bands = tuple(partly(Band, at_least=Decimal(row), gives=Decimal(5)) for row in rows)
    bounds: Any = {"min": Decimal(0), "max": Decimal(9)}
    step = SimpleNamespace(since=NOW, value=bands)
    found = _found(partly(BandsParameter, values=[step], precision=0, **bounds))
    assert [(str(each.facts["found"]), str(each.facts["previous"])) for each in found] == told
