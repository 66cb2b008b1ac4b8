"""How a value with its unit is written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from handbook.lang.catalogue import section
from handbook.lang.languages import LANGS, WRITTEN
from handbook.lang.units import UNIT_NAMES, UNITS, UnitName, said_as, say_amount, say_number, unit_label
from handbook.lang.words import Words
from handbook.rules.counted import counted
from handbook.rules.explain import Printer
from handbook.rules.formatting import Display
from handbook.rules.formulas.kinds import BARE, NumberKind, parse_unit
from handbook.schema.models import Band, BandsParameter, NumberParameter, ParameterEntry, TextParameter
from handbook.schema.values import Value, say_value
from tests.partly import partly


@pytest.mark.parametrize("unit", UNIT_NAMES)
def test_every_unit_has_words(unit: UnitName) -> None:
    for lang in LANGS:
        assert bool(unit_label(unit, lang)) != UNITS[unit].bare
        assert "{" not in say_amount(Decimal(7), unit, lang)
        assert (
            said_as(unit, lang) or UNITS[unit].bare or UNITS[unit].ordinal
        )  # "on the 5th" is found by patterns of its own


def test_no_words_are_of_another_unit() -> None:
    for lang in WRITTEN:
        keys = section("handbook", "units", lang)
        assert list(dict.fromkeys(key.partition(".")[0] for key in keys)) == list(UNIT_NAMES)


def test_what_is_known_of_units_fits_together() -> None:
    for unit in UNITS.values():
        assert not unit.mistaken_for or unit.duration
        assert unit.mistaken_for in {"", *UNIT_NAMES} - {unit.name}
        assert not unit.family or UNITS[unit.family].size == 1
        assert unit.family or unit.size == 1
    functions = [unit.function for unit in UNITS.values() if unit.function]
    assert len(functions) == len(set(functions))


@pytest.mark.parametrize(
    "unit", [unit for unit in UNIT_NAMES if unit not in ("CNY", "percent", "day_of_month", "number")]
)
def test_one_is_singular(unit: UnitName) -> None:
    one, two = say_amount(Decimal("1.0"), unit, "en"), say_amount(Decimal(2), unit, "en")
    if unit == "person":
        assert (one, two) == ("1 person", "2 people")
        return
    assert one == f"1 {two.removeprefix('2 ').removesuffix('s')}"
    assert two.endswith("s")
    assert say_amount(Decimal("1.5"), unit, "en").endswith("s")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (1, "the 1st"),
        (2, "the 2nd"),
        (3, "the 3rd"),
        (4, "the 4th"),
        (11, "the 11th"),
        (12, "the 12th"),
        (13, "the 13th"),
        (21, "the 21st"),
        (22, "the 22nd"),
        (23, "the 23rd"),
        (28, "the 28th"),
    ],
)
def test_ordinals(day: int, said: str) -> None:
    assert say_amount(Decimal(day), "day_of_month", "en") == said
    assert say_amount(Decimal(day), "day_of_month", "zh") == f"{day} 日"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("20", "CNY", "20"),
        ("20.00", "CNY", "20"),
        ("25.5", "CNY", "25.50"),
        ("0.05", "CNY", "0.05"),
        ("0.125", "CNY", "0.125"),
        ("999", "CNY", "999"),
        ("2740", "CNY", "2,740"),
        ("9999", "point", "9999"),
        ("2026", None, "2026"),
        ("10000", "CNY", "10,000"),
        ("12345.6", "CNY", "12,345.60"),
        ("1E+5", "CNY", "100,000"),
        ("21.750", "day", "21.75"),
        ("12.50", "percent", "12.5"),
        ("1000000", "point", "1,000,000"),
        ("100", None, "100"),
        ("0", "CNY", "0"),
    ],
)
def test_digits(value: str, unit: UnitName | None, said: str) -> None:
    assert say_number(Decimal(value), unit) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0.123456", "0.123456%"),
        ("12.3456", "12.3456%"),
        ("0.000001", "0.000001%"),
        ("20", "20%"),
    ],
)
def test_a_parameter_reads_the_same_wherever_it_stands(number: str, said: str) -> None:
    """In a clause the value is said as it was written, in a calculator as it counts."""
    entry = partly(NumberParameter, unit="percent")
    assert say_value(entry, Decimal(number), "zh") == said
    rate, shown = (
        counted("a.rate", entry, Decimal(number)),
        Display(Words(zh="率", en="rate"), NumberKind(BARE), "percent"),
    )
    frame: Any = SimpleNamespace(parameters={"a.rate": rate})
    assert Printer({"a.rate": shown}, "zh").value_of_parameter("a.rate", frame) == said


def test_the_form_fits_the_digits_that_are_shown() -> None:
    assert say_amount(Fraction(99999999, 100000000), "day", "en") == "≈ 1 day"
    assert say_amount(Fraction(1), "CNY/working_day", "en") == "1 yuan/working day"
    assert say_amount(Fraction(21), "day_of_month", "en") == "the 21st"


def test_three_languages() -> None:
    amount = Decimal(30)
    assert [say_amount(amount, "minute", lang) for lang in LANGS] == ["30 分钟", "30 minutes", "30 分鐘"]
    assert [say_amount(amount, "percent", lang) for lang in LANGS] == ["30%"] * 3


NUMBER = partly(NumberParameter, unit="day")
TABLE = partly(BandsParameter, unit="day", by="year")
WORDS = partly(
    TextParameter,
)
BANDS = (Band(at_least=Decimal(0), gives=Decimal(5)),)


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        (NUMBER, True),
        (NUMBER, BANDS),
        (TABLE, Decimal(1)),
        (TABLE, False),
        (
            partly(
                TextParameter,
            ),
            Decimal(1),
        ),
    ],
)
def test_a_value_of_another_kind_is_refused(entry: ParameterEntry, value: Value) -> None:
    with pytest.raises(TypeError, match=f"{type(value).__name__} is no value of a {type(entry).__name__}"):
        say_value(entry, value, "zh")


def test_words_are_nothing_to_count_with() -> None:
    with pytest.raises(TypeError, match="Words is nothing to count with"):
        counted("a.words", WORDS, Words(zh="甲", en="A"))


def test_a_bare_number_has_no_unit_in_words_and_none_in_formulas() -> None:
    assert [say_amount(Decimal("5.60"), "number", lang) for lang in LANGS] == ["5.6", "5.6", "5.6"]
    assert parse_unit("number") == parse_unit("percent") == ()
