"""Expressions over parameters: a white list, and exact numbers."""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.expression import MAX_LENGTH, BadExpression, Value, parse_expression
from handbook.load import open_book
from handbook.values import in_formulas

VALUES: dict[str, Value] = {"a.x": Fraction(1, 3), "a.y": Fraction(2), "a.on": True, "a.off": False}


def _value(source: str) -> Value:
    return parse_expression(source).evaluate(VALUES.__getitem__)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("a.x + a.x + a.x", 1),
        ("a.x * 3 == 1", True),
        ("0.1 + 0.2 == 0.3", True),
        ("1 / 3 * 3", 1),
        ("21.75", Fraction(87, 4)),
        ("-a.y - 1", -3),
        ("1 + 2 * (3 - 4) / 5", Fraction(3, 5)),
        ("1 < a.y < 3", True),
        ("1 < a.y < 2", False),
        ("3 > a.y >= 2 != 1", True),
        ("a.on and not a.off", True),
        ("a.off or a.y <= 1", False),
        ("True", True),
    ],
)
def test_value(source: str, value: Value) -> None:
    found = _value(source)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


def test_names_in_order_each_once() -> None:
    assert parse_expression("b.y + a.x * b.y > c.z").names == ("b.y", "a.x", "c.z")


def test_a_percent_is_a_part_of_one() -> None:
    book = open_book(Path(__file__).parent / "policy")
    quality = book.param("appraisal.weight_quality")
    assert in_formulas(quality.entry, Decimal(60)) == Fraction(3, 5)
    fine = book.param("attendance.minor_fine")
    assert in_formulas(fine.entry, Decimal("25.5")) == Fraction(51, 2)


def test_division_by_zero_is_arithmetics_own_error() -> None:
    with pytest.raises(ZeroDivisionError):
        _value("1 / (a.y - 2)")


REFUSED = [
    "",
    "   ",
    "a",
    "a.b.c",
    "a.b.__class__",
    "().__class__",
    "a()",
    "a.b()",
    "__import__('os')",
    "'words'",
    "b'bytes'",
    "f'{a.x}'",
    "None",
    "...",
    "1j",
    "1e999",
    "a.x ** a.y",
    "9**9**9",
    "a.x // 2",
    "a.x % 2",
    "1 << 99",
    "~1",
    "+1",
    "a.x if a.on else 2",
    "lambda: 1",
    "[1, 2]",
    "(1, 2)",
    "{1: 2}",
    "[x for x in a.x]",
    "(x for x in a.x)",
    "(y := 1)",
    "a.x[0]",
    "a.x in a.y",
    "a.x is a.y",
    "*a.x",
    "await a.x",
    "a.x = 1",
    "a.x == 1; b",
    "import os",
    "a.x ==",
    "a.x >== 1",
    "a.x = = 1",
    "100%",
    "\x00",
    "\ud800",
    "（1）",
    "(" * 500 + "1" + ")" * 500,
    "-" * (MAX_LENGTH - 1) + "1",
    "not " * 400 + "a.on",
    "1" + "+1" * 900,
    "f(" * 150 + "-" * 1_000 + "1" + ")" * 150,
    "1" + " + 1" * MAX_LENGTH,
    "9" * (MAX_LENGTH + 1),
]


@pytest.mark.parametrize("source", REFUSED, ids=lambda source: ascii(source[:20]))
def test_refused(source: str) -> None:
    with pytest.raises(BadExpression) as caught:
        parse_expression(source)
    assert str(caught.value)


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("ab.xy()[]{}+-*/%<>=!&|~^@:;,'\"\\ 019notrif\n#_", max_size=60))
def test_whatever_is_written_is_read_or_refused(source: str) -> None:
    try:
        expression = parse_expression(source)
    except BadExpression:
        return
    assert all(name.count(".") == 1 for name in expression.names)


numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)


@settings(deadline=None)
@given(numbers, numbers, numbers)
def test_arithmetic_is_exact(a: Fraction, b: Fraction, c: Fraction) -> None:
    values: dict[str, Value] = {"v.a": a, "v.b": b, "v.c": c}
    found = parse_expression("(v.a + v.b) * v.c - v.a * v.c == v.b * v.c").evaluate(values.__getitem__)
    assert found is True
    assert parse_expression("v.a + v.b - v.c").evaluate(values.__getitem__) == a + b - c
    chained = parse_expression("v.a <= v.b <= v.c").evaluate(values.__getitem__)
    assert chained == (a <= b <= c)


def test_the_tree_is_never_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("an expression was run")

    expression = parse_expression("a.x * 3")
    for name in ("eval", "exec", "compile"):
        monkeypatch.setattr(f"builtins.{name}", forbidden)
    assert expression.evaluate(VALUES.__getitem__) == 1
    assert isinstance(expression.tree, ast.expr)
