"""Fields of inputs: what one opens with where its author gives nothing, and the bounds it may have."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from drawn_rules import NUMBER, WORD
from trying import read

from handbook.rules.formulas.kinds import ChoiceKind, DayKind, MomentKind, SwitchKind, ValueKind
from handbook.rules.reading.fields import _ready
from handbook.rules.rule import ExactValue, InputField


@pytest.mark.parametrize(
    ("kind", "opens"),
    [
        (ChoiceKind((("b", WORD), ("a", WORD))), "b"),
        (SwitchKind(), False),
        (DayKind(), date(2026, 7, 1)),
        (MomentKind(), datetime(2026, 7, 1, 9, 30)),
    ],
)
def test_what_a_field_opens_with(kind: ValueKind, opens: ExactValue) -> None:
    assert _ready(InputField("x", kind, WORD), {}) == opens


@pytest.mark.parametrize(
    ("unit", "least", "most", "precision", "opens"),
    [
        (None, "0", "100", 0, "1"),
        (None, "-3", "100", 0, "1"),
        (None, "1", "100", 0, "1"),
        (None, "2", "100", 0, "2"),
        (None, "0", "1", 0, "1"),
        (None, "0", "1/2", 1, "0"),
        ("percent", "0", "1", 0, "1/100"),
        ("percent", "1/3", "1", 1, "334/1000"),
        ("CNY", "2.505", "10", 2, "2.51"),
        ("CNY", "2.505", "10", 0, "3"),
    ],
)
def test_what_a_number_opens_with(unit: str | None, least: str, most: str, precision: int, opens: str) -> None:
    entry = InputField("x", NUMBER, WORD, None, unit, Fraction(least), Fraction(most), precision)
    assert _ready(entry, {}) == Fraction(opens)


@pytest.mark.parametrize(("least", "most", "told"), [(5, 5, []), (5, 6, []), (6, 5, ["rule_bounds"])])
def test_the_least_may_be_the_most(least: int, most: int, told: list[str]) -> None:
    loaded = read(
        f"inputs:\n  x: {{label: {{zh: 数, en: X}}, min: {least}, max: {most}}}\n"
        "steps:\n  - {label: {zh: 步, en: Step}, id: end, formula: x}\nresults: [end]\n"
    )
    assert [problem.code for problem in loaded.problems] == told
