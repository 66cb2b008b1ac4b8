"""Parameters as formulas see them: their bounds, which of them can be used, working days, the glossary's words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from drawn_rules import WORD

from handbook.problems.problem import Place, Problem
from handbook.rules.reading.known_parameters import KnownParameters, counted_parameter, days_of
from handbook.schema.models import NumberParameter
from tests.partly import partly


def number(*days: str, **more: Any) -> Any:
    values = [SimpleNamespace(since=date.fromisoformat(day), value=Decimal(1)) for day in days]
    return partly(NumberParameter, **{"label": WORD, "unit": "day", "values": values, **more})


def known(*problems: str, blind: tuple[str, ...] = (), **parameters: Any) -> KnownParameters:
    term = SimpleNamespace(entry=SimpleNamespace(id="late", term=WORD))
    draft: Any = SimpleNamespace(
        calendars=[],
        terms=[term],
        problems=[Problem(Place(file), "x", "") for file in problems],
        blind=blind,
        known_parameters=list(parameters),
        parameters={name: SimpleNamespace(entry=entry) for name, entry in parameters.items()},
    )
    return KnownParameters(draft)


@pytest.mark.parametrize(("unit", "most"), [("percent", "1/2"), ("CNY", "50"), ("day", "50")])
def test_bounds_are_what_formulas_count_with(unit: str, most: str) -> None:
    entry = number(unit=unit, min=Decimal(5), max=Decimal(50), precision=2)
    made = counted_parameter("a.b", entry, [])
    assert made is not None
    assert (made.min, made.max, made.precision) == (Fraction(most) / 10, Fraction(most), 2)


@pytest.mark.parametrize(
    ("days", "sound"),
    [
        (("2026-01-01",), True),
        (("2026-01-01", "2026-01-02"), True),
        (("2026-01-01", "2026-01-01"), False),
        (("2026-01-02", "2026-01-01"), False),
        (("2026-01-01", "2026-01-03", "2026-01-02"), False),
        ((), False),
    ],
)
def test_only_days_in_order_can_be_counted_with(days: tuple[str, ...], sound: bool) -> None:
    parameters = known(x=number(*days))
    assert parameters.is_sound("x") is sound
    assert bool(parameters.kind_of("x")) is sound
    assert not parameters.is_sound("y")


@pytest.mark.parametrize(("last", "count"), [("2026-01-30", 1), ("2026-01-31", 2), ("2026-02-01", 3)])
def test_every_day_of_a_holiday(last: str, count: int) -> None:
    run: Any = SimpleNamespace(since=date(2026, 1, 30), until=date.fromisoformat(last))
    found = list(days_of(run))
    assert (len(found), found[0], found[-1]) == (count, run.since, run.until)


@pytest.mark.parametrize(
    ("problems", "blind", "terms"),
    [
        ((), (), True),
        (("policy/roles.yml",), ("roles",), True),
        (("policy/glossary.yml",), (), False),
        ((), ("glossary",), False),
        (("policy/glossary.yml",), ("glossary",), False),
    ],
)
def test_words_of_a_glossary_that_is_spoilt_are_not_known(
    problems: tuple[str, ...], blind: tuple[str, ...], terms: bool
) -> None:
    assert known(*problems, blind=blind).terms == ({"late": WORD} if terms else None)
