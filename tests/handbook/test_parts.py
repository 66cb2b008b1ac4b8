"""Numbers in several units of one family: which units may share one, how it is written, said, listed, worked with."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from trying import rule_of

from handbook.calc.listing import rule_data, rule_lines
from handbook.lang.languages import LANGS, Lang
from handbook.lang.parts import Parts, _names, may_share, read_parts, say_parts, sizes_of, write_parts
from handbook.lang.units import UNITS
from handbook.rules.answers import accept_answers
from handbook.rules.explain import trace_data
from handbook.rules.run import run

ON = date(2026, 6, 1)
CLOCK: Parts = ("hour", "minute")
FAMILIES = sorted({unit.family for unit in UNITS.values() if unit.family})
RULE = """\
inputs:
  day: {label: {zh: 全天, en: Day}, unit: hour, parts: [hour, minute], min: 0, max: 24, example: 8}
  part: {label: {zh: 其中, en: Part}, unit: hour, parts: [hour, minute], min: 0.5, max: 24, default: 7.5}
steps:
  - {id: rest, label: {zh: 剩余, en: Rest}, formula: (day - part) * 3, unit: hour}
results: [rest]
"""


@pytest.mark.parametrize(
    ("units", "may"),
    [
        (("hour", "minute"), True),
        (("hour", "minute", "second"), True),
        (("hour", "second"), True),
        (("year", "month"), True),
        (("week", "day"), True),
        (("minute", "hour"), False),
        (("hour", "hour"), False),
        (("hour",), False),
        ((), False),
        (("day", "hour"), False),
        (("month", "day"), False),
        (("CNY", "percent"), False),
        (("hour", "minute", "month"), False),
    ],
)
def test_which_units_may_share_a_number(units: Parts, may: bool) -> None:
    assert may_share(units) is may


@pytest.mark.parametrize("family", FAMILIES)
def test_no_two_units_of_a_family_are_written_alike(family: str) -> None:
    units = [unit for unit in UNITS.values() if unit.family == family]
    assert all(unit.sign.isascii() and unit.sign.isalpha() for unit in units)
    for one, other in combinations(units, 2):
        assert not set(_names(one.name)) & set(_names(other.name))


@pytest.mark.parametrize(
    ("number", "written", "zh", "en"),
    [
        ("15/2", "7h30m", "7 小时 30 分钟", "7 hours 30 minutes"),
        ("61/60", "1h1m", "1 小时 1 分钟", "1 hour 1 minute"),
        ("7", "7h", "7 小时", "7 hours"),
        ("1/3", "20m", "20 分钟", "20 minutes"),
        ("0", "0h", "0 小时", "0 hours"),
        ("-1/2", "-30m", "-30 分钟", "-30 minutes"),
    ],
)
def test_a_number_is_written_and_said(number: str, written: str, zh: str, en: str) -> None:
    exact = Fraction(number)
    assert write_parts(exact, CLOCK) == written
    assert read_parts(written, CLOCK) == exact
    assert (say_parts(exact, CLOCK, "zh"), say_parts(exact, CLOCK, "en")) == (zh, en)


def test_an_example_has_every_unit() -> None:
    assert say_parts(Fraction(8), CLOCK, "zh", all_of_them=True) == "8 小时 0 分钟"
    assert sizes_of(("hour", "minute", "second")) == (3600, 60, 1)


@pytest.mark.parametrize("lang", LANGS)
def test_every_whole_number_is_read_as_it_was_said(lang: Lang) -> None:
    for units in (CLOCK, ("year", "month"), ("week", "day"), ("hour", "minute", "second")):
        for whole in (0, 1, 7, 12, 59, 60, 61, 3599, 3661, -5):
            number = Fraction(whole, sizes_of(units)[0])
            assert read_parts(say_parts(number, units, lang), units) == number


def test_the_working_says_it_in_both_units() -> None:
    rule = rule_of(RULE)
    trace = run(rule, accept_answers(rule, {"day": "7:20", "part": "7小时10分"}, ON), ON)
    (step,) = trace_data(trace, "zh")["steps"]
    assert (step["working"], step["shown"]) == ("（7 小时 20 分钟 − 7 小时 10 分钟） × 3", "0.5 小时")
    odd = run(rule, {"day": Fraction(22, 7), "part": Fraction(1)}, ON)  # no whole number of minutes
    (step,) = trace_data(odd, "en")["steps"]
    assert step["working"] == "(≈ 3.1429 hours − 1 hour) × 3"


def test_the_list_of_rules_tells_both_units() -> None:
    rule = rule_of(RULE)
    lines = [" ".join(line.split()) for line in rule_lines(rule, "zh")]
    assert "day 全天 小时、分钟，0 到 24；例 8h" in lines
    assert "part 其中 小时、分钟，0.5 到 24；不填为 7h30m" in lines
    assert [each["parts"] for each in rule_data(rule, "en")["inputs"]] == [["hour", "minute"]] * 2
