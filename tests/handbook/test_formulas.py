"""Formulas: what may be written, what it is worth, and the units that it must keep."""

from __future__ import annotations

import ast
import io
import keyword
import re
import tokenize
import unicodedata
import warnings
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handbook.lang.languages import LANGS
from handbook.lang.units import UNIT_NAMES, unit_forms
from handbook.lang.words import Words
from handbook.problems.problem import Place, Problem
from handbook.rules.compiling.evaluation import Frame, evaluator
from handbook.rules.formulas.analysis import Analysed, analyse, unit_text
from handbook.rules.formulas.constants import _constant
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
    say_unit,
    times,
    unify,
)
from handbook.rules.formulas.scope import Scope
from handbook.rules.formulas.syntax import MAX_LENGTH, parse_formula
from handbook.rules.formulas.tree import walk
from handbook.rules.formulas.workdays import Calendars
from tests.fuzzing import scaled

GRADE = ChoiceKind((("good", Words(zh="良好", en="good")), ("pass", Words(zh="合格", en="pass"))))
PARAMETERS: dict[str, ValueKind] = {
    "a.x": NumberKind(BARE), "a.y": NumberKind(BARE), "a.on": SwitchKind(), "a.off": SwitchKind(), "a.basis": GRADE,
    "a.fine": NumberKind(parse_unit("CNY")), "a.tiers": TableKind(parse_unit("year"), parse_unit("day")),
    "a.since": DayKind(),
}  # fmt: skip
VALUES: dict[str, Any] = {
    "a.x": Fraction(1, 3), "a.y": Fraction(2), "a.on": True, "a.off": False, "a.basis": "pass", "a.fine": Fraction(20),
    "a.tiers": ((Fraction(1), Fraction(5)),), "a.since": date(2026, 1, 15),
}  # fmt: skip
SCALARS: dict[str, ValueKind] = {
    "base": NumberKind(parse_unit("CNY")), "days_off": NumberKind(parse_unit("day")),
    "wage": NumberKind(parse_unit("CNY/day")),
    "ratio": NumberKind(BARE), "grade": GRADE, "full": SwitchKind(), "joined": DayKind(), "told": MomentKind(),
    "years_done": NumberKind(parse_unit("year")),
}  # fmt: skip
COLUMNS: dict[str, dict[str, ValueKind | None]] = {
    "late": {"minutes": NumberKind(parse_unit("minute")), "excused": SwitchKind()},
    "parts": {"parts": NumberKind(parse_unit("CNY"))},
}


def _scope() -> Scope:
    return Scope(PARAMETERS.get, list(PARAMETERS), dict(SCALARS), {name: dict(each) for name, each in COLUMNS.items()})


def _read(source: str, rows: str | None = None, wanted: ValueKind | None = None) -> Analysed:
    return analyse(source, _scope(), rows, wanted)


def _value(source: str, names: Mapping[str, Any] | None = None, rows: Mapping[str, Any] | None = None) -> Any:
    read = _read(source)
    assert read.errors == (), [error.code for error in read.errors]
    return evaluator(read.tree)(names or {}, Frame(VALUES, Calendars({}, {}), dict(rows or {})))


def _codes(source: str, rows: str | None = None) -> list[str]:
    return [error.code for error in _read(source, rows).errors]


# what they are worth


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
        ("true", True),
        ("false or a.off", False),
        ("1 if a.off else 2 if a.on else 3", 2),
        ("a.basis == 'pass'", True),
        ('"good" == a.basis', False),
        ("a.basis != 'good' != a.basis", True),
        ("days(1) / hours(3)", Fraction(1, 3)),
        ("(0 if a.on else a.y) + 1", 1),
        (" 2 ", 2),
        ("0.5 + 5.0", Fraction(11, 2)),
    ],
)
def test_value(source: str, value: object) -> None:
    found = _value(source)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("（１＋２）×３÷２", "(1+2)*3/2"),
        ("a.x ≥ 1 or a.x ≤ 0.2 or a.x ≠ 1", "a.x >= 1 or a.x <= 0.2 or a.x != 1"),
        ("a.y － １　− 1 – 1", "a.y - 1 - 1 - 1"),
        ("a.basis ＝＝ “pass”", 'a.basis == "pass"'),
        ("a.basis == ‘pass’", "a.basis == 'pass'"),
        ("max（１，２，３．５）", "max(1,2,3.5)"),
        ("１\n＋\t２\r\n", "1 + 2"),
        ("a．y＜３", "a.y<3"),
        ("ａ．ｙ＞３", "a.y>3"),
    ],
)
def test_the_signs_of_a_chinese_keyboard(source: str, plain: str) -> None:
    assert _read(source).tree == _read(plain).tree != ()
    assert _value(source) == _value(plain)


def test_names_of_parameters_in_order_each_once() -> None:
    assert _read("a.y + a.x * a.y > a.x").parameters == ("a.y", "a.x")


def test_division_by_zero_is_arithmetics_own_error() -> None:
    with pytest.raises(ZeroDivisionError):
        _value("1 / (a.y - 2)")


numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)


@settings(deadline=None)
@given(numbers, numbers, numbers)
def test_arithmetic_is_exact(a: Fraction, b: Fraction, c: Fraction) -> None:
    names = {"ratio": a}
    frame = Frame({"a.x": b, "a.y": c}, Calendars({}, {}))

    def value(source: str) -> Any:
        return evaluator(_read(source).tree)(names, frame)

    assert value("(ratio + a.x) * a.y - ratio * a.y == a.x * a.y") is True
    assert value("ratio + a.x - a.y") == a + b - c
    assert value("ratio <= a.x <= a.y") == (a <= b <= c)
    assert value("max(ratio, a.x, a.y) - min(ratio, a.x, a.y)") == max(a, b, c) - min(a, b, c)
    assert value("-ratio if ratio < a.x else a.y") == (-a if a < b else c)


def test_only_the_branch_taken_is_worked_out() -> None:
    assert _value("1 if a.on else 1 / (a.y - 2)") == 1
    assert _value("a.off and 1 / (a.y - 2) == 1 or a.on or 1 / (a.y - 2) == 1") is True


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("a.x / 0", "0"),
        ("1 / (1 - 1) + a.x", "1 - 1"),
        ("a.x / (a.y * 0)", "a.y * 0"),
        ("base / days(0)", "days(0)"),
        ("1 if a.on else 1 / 0", "0"),
        ("1 / min(0, 1, 2)", "min(0, 1, 2)"),
        ("1 / max(-1, -0.0)", "max(-1, -0.0)"),
        ("1 / floor(0.9)", "floor(0.9)"),
        ("1 / round2(0.004)", "round2(0.004)"),
        ("1 / (0 / a.y)", "0 / a.y"),
        ("1 / (0.5 - 1 / 2)", "0.5 - 1 / 2"),
        ("minutes(3) / hours(minutes(0))", "hours(minutes(0))"),
        ("1 / (2 * 3 + -6)", "2 * 3 + -6"),
    ],
)
def test_a_division_by_zero_that_is_in_the_formula(source: str, part: str) -> None:
    read = _read(source)
    assert (read.errors, [remark.code for remark in read.remarks]) == ((), ["formula_zero_always"])
    assert source[read.remarks[0].index :].lstrip("(").startswith(part)
    assert read.remarks[0].facts["part"] == part


@pytest.mark.parametrize(
    "source",
    [
        *("1 / (a.y - a.y)", "1 / a.y", "a.x / (1 - 2)", "1 / (0 + a.y)", "1 / (1 / a.y)", "1 / floor(1.5)"),
        *("1 / -1", "1 / max(0, a.y)", "1 / min(1, 2)", "1 / round2(0.005)", "1 / count(late)", "base / days(1)"),
        *("1 / (1 if a.on else 0)", "0 / 1", "1 / year_of(joined)"),
    ],
)
def test_what_may_be_something_else_than_zero(source: str) -> None:
    assert (_codes(source), _read(source).remarks) == ([], ())


def test_a_chain_is_of_one_unit_throughout() -> None:
    for source in ("a.x > 0 > base", "0 < a.x > 0 < base", "base >= 0 == days_off", "0 < base < 0 < a.x"):
        assert _codes(source) == ["formula_units"], source
    assert _codes("0 < base > 0 >= base") == []
    assert _codes("a.on == a.off == a.on") == []
    assert _codes("a.basis == 'pass' == grade") == []


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("base > base", "base"),
        ("count(minutes > minutes) > 0", "minutes"),
        ("a.x + 1 == a.x ＋ 1", "a.x ＋ 1"),
        ("a.on == a.on", "a.on"),
        ("1 < a.x <= a.x", "a.x"),
    ],
)
def test_what_is_compared_with_itself_is_doubted(source: str, part: str) -> None:
    read = _read(source)
    assert read.errors == ()
    assert [(remark.code, remark.facts["part"]) for remark in read.remarks] == [("formula_same_sides", part)]
    assert source[read.remarks[0].index :].startswith(part)


def test_what_differs_is_not_doubted() -> None:
    for source in ("base > base + 0", "a.x < a.y < a.x", "1 < a.x", "joined <= joined + days(1)"):
        assert _read(source).remarks == (), source


def test_no_word_of_a_formula_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's `exec` gets whole numbers, our own names and texts in quotes, never what somebody wrote."""
    written: list[str] = []
    plain = compile

    def noted(source: str, *args: object, **keywords: object) -> object:
        written.append(source)
        return plain(source, *args, **keywords)  # type: ignore[call-overload]

    read = _read("(base * 3.25 if a.on else max(ratio, 1) * a.fine) if a.basis == 'pass' else sum(parts)")
    assert read.errors == ()
    evaluator.cache_clear()
    monkeypatch.setattr("builtins.compile", noted)
    assert evaluator(read.tree)({"base": Fraction(4)}, Frame(VALUES, Calendars({}, {}))) == 13
    (source,) = written
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    words = {token.string for token in tokens if token.type == tokenize.NAME and not keyword.iskeyword(token.string)}
    known = {"formula", "names", "frame", "outside", "rows", "calendars", "parameters", "get", "append", "count", "len"}
    known |= {"range", "Skipped", "bounded", "Fraction"}
    assert {word for word in words - known if not re.fullmatch(r"[tik][0-9]+|f_(max|sum)", word)} == set()


# what may not be written

REFUSED = [
    "",
    "   ",
    "a",
    "a.b.c",
    "a.x.__class__",
    "().__class__",
    "a()",
    "a.b()",
    "__import__('os')",
    "b'bytes'",
    "f'{a.x}'",
    "None",
    "...",
    "1j",
    "1e999",
    "1_000",
    "0x10",
    "a.x ** a.y",
    "9**9**9",
    "a.x // 2",
    "a.x % 2",
    "1 << 99",
    "~1",
    "+1",
    "lambda: 1",
    "[1, 2]",
    "(1, 2)",
    "1, 2",
    "{1: 2}",
    "{1, 2}",
    "[x for x in a.x]",
    "(x for x in a.x)",
    "(y := 1)",
    "a.x[0]",
    "a.x in a.y",
    "a.x is a.y",
    "max(*a.x)",
    "max(a=1, b=2)",
    "await a.x",
    "yield a.x",
    "a.x = 1",
    "a.x == 1; b",
    "import os",
    "a.x ==",
    "a.x >== 1",
    "a.x = = 1",
    "100%",
    "1 2",
    "\x00",
    "\ud800",
    "１、２",
    "(" * 500 + "1" + ")" * 500,
    "-" * (MAX_LENGTH - 1) + "1",
    "not " * 400 + "a.on",
    "1" + "+1" * 900,
    "f(" * 150 + "-" * 1_000 + "1" + ")" * 150,
    "1" + " + 1" * MAX_LENGTH,
    "9" * (MAX_LENGTH + 1),
    "10²",
    "a.y * ½",
    "1,000 + 1",
    "max(1,000, 2)",
    "007",
    ".5",
    "5.",
    "1.2.3",
    "1 # and more",
    "1 ＃ and more",
    '"good"',
    "'good' == 'good'",
]


@pytest.mark.parametrize("source", REFUSED, ids=lambda source: ascii(source[:20]))
def test_refused(source: str) -> None:
    errors = _read(source).errors
    assert errors
    for error in errors:
        assert 0 <= error.index <= len(source)
        assert all(Problem(Place(""), error.code, "", error.facts).message(lang) for lang in ("zh", "en"))


formulas = st.text("abx.yfinedsgrw()[]{}+-*/%<>=!&|~^@:;,'\"\\ 0129（）×÷≥＝#_\n", max_size=60)


@settings(deadline=None)
@given(st.text(max_size=60) | formulas)
def test_whatever_is_written_is_read_or_refused(source: str) -> None:
    read = _read(source)
    if read.errors:
        assert all(0 <= error.index <= len(source) for error in read.errors)
    else:
        assert read.kind is not None
        assert all(name in PARAMETERS for name in read.parameters)
        assert [part[1] for part in walk(read.tree) if part[0] == "p" and part[1] not in read.parameters] == []


@pytest.mark.parametrize("source", ["1 == 1or a.on", "a.basis == '\\d'"])
def test_python_prints_no_warnings_of_its_own(source: str) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        _read(source)
    assert told == []


@pytest.mark.parametrize(
    ("source", "at"),
    [
        ("1 == 1or a.on", "1or"),
        ("3if a.on else 1", "3if"),
        ("1 + 0.5else", "0.5else"),
        ("a.basis == '\\d'", "\\"),
        ("1 \\ 2", "\\"),
    ],
)
def test_what_python_would_warn_of_is_refused_in_our_words(source: str, at: str) -> None:
    (error,) = _read(source).errors
    assert (error.code, source[error.index :].startswith(at)) == ("bad_formula", True)


def test_names_may_end_in_such_words_and_digits() -> None:
    scope = Scope(lambda _: None, (), {"a1or": NumberKind(BARE), "x1if": NumberKind(BARE)})
    assert analyse("a1or + x1if", scope).errors == ()


SIGNS = (*"()+-*/<,", "==", "and", "or", "not", "if", "else", "sum(", "count(", "max(", "days(", "year_of(")
words = st.sampled_from([*SCALARS, *PARAMETERS, *SIGNS, "minutes", "late", "parts", "'good'", "true", "1", "0"])


@settings(deadline=None, max_examples=300)
@given(st.lists(words, max_size=14).map(" ".join))
def test_whatever_is_put_together_is_read_or_refused(source: str) -> None:
    read = _read(source)
    assert read.errors or read.kind is not None
    assert all(0 <= error.index < max(len(source), 1) for error in read.errors)


joints = st.sampled_from(["＋", " × ", "　÷\n", "≥", " <= ", "−", " and "])
named = st.sampled_from(["base", "（base）", "ｒａｔｉｏ", " ratio ", "１", "max（base，ratio）", "“pass”", "a．x"])


@given(named, st.lists(st.tuples(joints, named), max_size=6))
def test_places_lie_in_the_text_as_it_is_written(first: str, rest: list[tuple[str, str]]) -> None:
    source = first + "".join(joint + name for joint, name in rest)
    formula = parse_formula(source)
    for node in ast.walk(formula.tree):
        if isinstance(node, ast.Name):
            at = formula.index_of(node)
            assert unicodedata.normalize("NFKC", source[at : at + len(node.id)]) == node.id
            assert not source[:at][-1:].isidentifier()
            assert unicodedata.normalize("NFKC", formula.text_of(node)) == node.id


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("base + basis", "basis"),
        ("（base） ＋ 　basis", "basis"),
        ("base\n  + max(base, basis)", "basis"),
        ("grade == “god”", "“god”"),
        ("base * a.z", "a.z"),
        ("round(base)", "round(base)"),
        ("base + base ** 2", "** 2"),
        ("base + minutes", "minutes"),
        ("not full and base", "base"),
    ],
)
def test_the_error_is_where_the_part_is(source: str, part: str) -> None:
    (error,) = _read(source).errors
    assert source[error.index :].startswith(part)


# names and kinds


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("bases + 1", "formula_unknown_name"),
        ("a.fines * 2", "unknown_parameter"),
        ("b.x * 2", "unknown_parameter"),
        ("base + minutes", "formula_of_rows"),
        ("base - parts", "formula_of_rows"),
        ("grade == 'god'", "formula_unknown_option"),
        ("base == 'good'", "formula_option_here"),
        ("a.basis == grade == 'x'", "formula_unknown_option"),
        ("base + wage", "formula_units"),
        ("base + 1", "formula_units"),
        ("base < 1", "formula_units"),
        ("base == days_off", "formula_units"),
        ("base if full else days_off", "formula_units"),
        ("base if full else joined", "formula_kinds"),
        ("grade < 'pass'", "formula_kinds"),
        ("full < full", "formula_kinds"),
        ("joined < told", "formula_kinds"),
        ("joined + years_done", "formula_kinds"),
        ("joined + 1", "formula_kinds"),
        ("days(1) + joined", "formula_kinds"),
        ("told - told", "formula_kinds"),
        ("joined * 2", "formula_kinds"),
        ("full + full", "formula_kinds"),
        ("-joined", "formula_needs_number"),
        ("not base", "formula_needs_condition"),
        ("base and full", "formula_needs_condition"),
        ("1 if base else 2", "formula_needs_condition"),
        ("hours(base)", "formula_arguments"),
        ("days(hours(1))", "formula_arguments"),
        ("yuan(days_off)", "formula_arguments"),
        ("hours(hours(1) * hours(1))", "formula_arguments"),
        ("max(base)", "formula_arguments"),
        ("max(base, days_off)", "formula_arguments"),
        ("max(full, full)", "formula_arguments"),
        ("max(joined, days_off)", "formula_arguments"),
        ("floor(full)", "formula_arguments"),
        ("round2(base, base)", "formula_arguments"),
        ("band(a.tiers, base)", "formula_arguments"),
        ("band(base, years_done)", "formula_arguments"),
        ("sum(excused)", "formula_arguments"),
        ("any(minutes)", "formula_arguments"),
        ("longest_run(minutes)", "formula_arguments"),
        ("year_of(told)", "formula_arguments"),
        ("day_of(joined)", "formula_arguments"),
        ("add_working_days(joined, days(3))", "formula_arguments"),
        ("add_hours(told, days(1))", "formula_arguments"),
        ("instalments(base, 3)", "formula_arguments"),
        ("shares(base, 3)", "formula_arguments"),
        ("sum(base)", "formula_rows"),
        ("sum()", "formula_rows"),
        ("sum(parts * 1 + base * count(late))", "formula_rows"),
        ("count(minutes > minutes(1) and parts > 0)", "formula_rows"),
        ("sums(minutes)", "formula_unknown_function"),
        ("base(1)", "formula_unknown_function"),
    ],
)
def test_what_does_not_fit_is_told_once(source: str, code: str) -> None:
    assert _codes(source) == [code]


@pytest.mark.parametrize(
    "source",
    [
        "bases == 'good'",
        *("max(bases, 1)", "bases + base + days_off", "not bases", "-bases", "bases if bases else 1"),
    ],
)
def test_an_unknown_part_causes_nothing_else(source: str) -> None:
    assert set(_codes(source)) == {"formula_unknown_name"}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("wage * days_off", NumberKind(parse_unit("CNY"))),
        ("base / days_off", NumberKind(parse_unit("CNY/day"))),
        ("base / base", NumberKind(BARE)),
        ("ratio * 0 + 0", NumberKind(BARE)),
        ("0", NumberKind(None)),
        ("0 if full else base", NumberKind(parse_unit("CNY"))),
        ("max(0, base)", NumberKind(parse_unit("CNY"))),
        ("wage / hours(8) * days(1)", NumberKind(parse_unit("CNY/hour"))),
        ("hours(minutes(30))", NumberKind(parse_unit("hour"))),
        ("joined - a.since", NumberKind(parse_unit("day"))),
        ("joined - days_off", DayKind()),
        ("joined + 0", DayKind()),
        ("sum(minutes)", NumberKind(parse_unit("minute"))),
        ("count(late)", NumberKind(BARE)),
        ("count(parts)", NumberKind(BARE)),
        ("all(excused) and any(minutes > minutes(5))", SwitchKind()),
        ("band(a.tiers, years_done)", NumberKind(parse_unit("day"))),
        ("instalments(base, base)", ListKind(NumberKind(parse_unit("CNY")))),
        ("shares(base, people(3))", ListKind(NumberKind(parse_unit("CNY")))),
        ("'good' if full else grade", GRADE),
        ("year_of(joined)", NumberKind(parse_unit("year"))),
        ("joined == a.since", SwitchKind()),
        ("excused == full", "rows"),
    ],
)
def test_kind(source: str, kind: ValueKind | str) -> None:
    if kind == "rows":
        assert _read(source, "late").kind == SwitchKind()
        assert _codes(source) == ["formula_of_rows"]
    else:
        assert _read(source, None, GRADE).kind == kind


def test_the_rows_of_a_step_are_plain_names() -> None:
    assert _read("minutes * 2", "late").kind == NumberKind(parse_unit("minute"))
    assert _read("minutes / sum(minutes)", "late").kind == NumberKind(BARE)
    assert _codes("parts + base", "late") == ["formula_of_rows"]


def test_a_later_step_is_told_as_such() -> None:
    scope = _scope()
    scope.later.add("total")
    assert [error.code for error in analyse("base - total", scope).errors] == ["formula_later"]


# units: whatever is accepted scales as its unit says

Scaled = tuple[str, tuple[int, int] | None]  # a formula, and its powers of yuan and of days; None: any
_LEAVES: list[Scaled] = [
    ("base", (1, 0)), ("wage", (1, -1)), ("days_off", (0, 1)), ("ratio", (0, 0)), ("3", (0, 0)), ("0", None),
]  # fmt: skip


@st.composite
def _sources(draw: st.DrawFn, depth: int = 4) -> str:
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from([source for source, _ in _LEAVES]))
    a, b = draw(_sources(depth - 1)), draw(_sources(depth - 1))
    form = draw(st.sampled_from(["+", "-", "*", "*", "/", "max", "min", "if", "neg"]))
    match form:
        case "max" | "min":
            return f"{form}({a}, {b})"
        case "if":
            return f"({a} if ratio > 1 else {b})"
        case "neg":
            return f"-({a})"
    return f"({a} {form} {b})"


@pytest.mark.slow
@settings(max_examples=scaled(100))
@given(_sources(), st.integers(1, 5), st.integers(1, 5), st.integers(0, 3))
def test_what_is_accepted_scales_with_its_units(source: str, yuan: int, day: int, ratio: int) -> None:
    """Were money counted in jiao and time in weeks, the result would change by just that: so no units are mixed."""
    read = _read(source)
    assume(not read.errors)
    assert isinstance(read.kind, NumberKind)
    powers = dict(read.kind.unit or ())
    plain = {"base": Fraction(7), "wage": Fraction(11), "days_off": Fraction(3), "ratio": Fraction(ratio)}
    scaled = plain | {"base": plain["base"] * yuan, "wage": plain["wage"] * yuan / day, "days_off": 3 * Fraction(day)}
    frame = Frame({}, Calendars({}, {}))
    try:
        before = evaluator(read.tree)(plain, frame)
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            evaluator(read.tree)(scaled, frame)
        return
    after = evaluator(read.tree)(scaled, frame)
    assert after == before * Fraction(yuan) ** powers.pop("CNY", 0) * Fraction(day) ** powers.pop("day", 0)
    assert powers == {}


units = st.dictionaries(st.sampled_from(["CNY", "day", "hour"]), st.integers(-2, 2).filter(bool), max_size=3).map(
    lambda powers: tuple(sorted(powers.items()))
)


@given(units, units, units)
def test_units_multiply_as_numbers_do(a: Any, b: Any, c: Any) -> None:
    assert times(a, b) == times(b, a)
    assert times(times(a, b), c) == times(a, times(b, c))
    assert times(times(a, b), b, -1) == a
    assert times(a, BARE) == a


@given(units, units)
def test_only_equal_units_unify(a: Any, b: Any) -> None:
    assert unify(NumberKind(a), NumberKind(b)) == (NumberKind(a) if a == b else None)
    assert unify(NumberKind(None), NumberKind(b)) == unify(NumberKind(b), NumberKind(None)) == NumberKind(b)


def test_units_as_text() -> None:
    assert parse_unit("CNY/day") == (("CNY", 1), ("day", -1))
    assert parse_unit("percent") == BARE
    with pytest.raises(ValueError, match="quarter"):
        parse_unit("CNY/quarter")
    assert [say_unit(parse_unit("CNY/day"), lang) for lang in LANGS] == ["元/天", "yuan/day", "元/天"]
    assert say_unit((("day", -1),), "en") == "1/day"
    assert say_unit((("CNY", 2),), "zh") == "元×元"
    assert unit_forms("CNY/hour", "zh") == {"other": "{n} 元/小时"}
    assert unit_forms("day", "en") == {"one": "{n} day", "other": "{n} days"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("unit", [unit for unit in UNIT_NAMES if unit != "day_of_month"])
def test_every_unit_has_only_a_place_for_the_number(unit: str, lang: Any) -> None:
    for form in unit_forms(unit, lang).values():
        assert form.replace("{n}", "").count("{") == 0
        assert "{n}" in form


@pytest.mark.parametrize(
    ("outer", "deepest", "deeper", "times"),
    [
        ("-{}", "ratio", "-ratio", 49),
        ("not {}", "full", "not full", 49),
        ("max(ratio, {})", "ratio", "-ratio", 49),
        ("sum(minutes + {})", "-minutes", "--minutes", 24),  # a function and a sum at a time
        ("most_in_months(minutes, minutes, {})", "ratio", "-ratio", 49),
    ],
)
def test_how_deep_a_formula_may_be(outer: str, deepest: str, deeper: str, times: int) -> None:
    for source, told in ((deepest, False), (deeper, True)):
        nested = reduce(lambda inner, _: outer.format(inner), range(times), source)
        assert ("bad_formula" in _codes(nested)) is told


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ("base > yuan(5)", True),
        ("base > base", True),
        ("base / (2 - 2) > base", False),
        ("base > ratio", False),
    ],
)
def test_what_is_right_though_there_be_doubts(source: str, right: bool) -> None:
    assert _read(source).is_right is right


@pytest.mark.parametrize(
    ("source", "index"),
    [("", 0), ("1 +", 2), ("1 2", 2), ("  1 2", 4), ("max(1,", 3), ("1 + + )", 6), ("１ ２", 2)],
)
def test_where_a_formula_cannot_be_read(source: str, index: int) -> None:
    (error,) = _read(source).errors
    assert error.index == index


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("ratio @ " + "1" * 32, "ratio @ " + "1" * 32),
        ("ratio @ " + "1" * 33, "ratio @ " + "1" * 31 + "…"),
        ("1" * 50 + "and 2", "1" * 40),
        ("1" * 36 + "and 2", "1" * 36 + "and"),
    ],
)
def test_how_much_is_shown_of_what_cannot_be_read(source: str, shown: str) -> None:
    (error,) = _read(source).errors
    reason: Any = error.facts["reason"]
    assert shown in reason.facts.values()


@pytest.mark.parametrize(("length", "codes"), [(2000, []), (2001, ["bad_formula"])])
def test_how_long_a_formula_may_be(length: int, codes: list[str]) -> None:
    assert _codes("ratio" + " " * (length - 5)) == codes


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ((("CNY", 1),), "CNY"),
        ((("CNY", 1), ("day", -1)), "CNY/day"),
        ((("CNY", 1), ("day", -1), ("month", -1)), "CNY/day/month"),
        ((("CNY", 1), ("day", 1)), ""),
        ((("day", -1),), ""),
        ((("day", 2),), ""),
        ((("CNY", 1), ("day", -2)), ""),
        ((("CNY", 1), ("day", 2)), ""),
        ((), ""),
        (None, ""),
    ],
)
def test_a_unit_as_data(unit: Any, text: str) -> None:
    assert unit_text(NumberKind(unit)) == text


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("5 + 0", "5"),
        ("5 - 1", "4"),
        ("5 * 3", "15"),
        ("6 / 4", "3/2"),
        ("5 / 1", "5"),
        ("1 / 5", "1/5"),
        ("0 / 5", "0"),
        ("0 / ratio", "0"),
        ("ratio * 0", "0"),
        ("0 / 0", None),
        ("5 / 0", None),
        ("ratio / 5", None),
        ("5 / ratio", None),
        ("ratio + 1", None),
        ("-3", "-3"),
        ("min(2, 3)", "2"),
        ("max(2, ratio)", None),
        ("floor(2.5)", "2"),
        ("round2(0.005)", "1/100"),
        ("days(0)", "0"),
    ],
)
def test_what_is_the_same_number_whatever_is_entered(source: str, number: str | None) -> None:
    assert _constant(_read(source).tree) == (None if number is None else Fraction(number))


@pytest.mark.parametrize(
    ("left", "right", "common"),
    [
        (GRADE, GRADE, True),
        (GRADE, ChoiceKind(tuple(reversed(GRADE.options))), True),
        (GRADE, ChoiceKind(GRADE.options[:1]), False),
        (GRADE, SwitchKind(), False),
        (SwitchKind(), GRADE, False),
        (DayKind(), DayKind(), True),
        (DayKind(), MomentKind(), False),
    ],
)
def test_what_is_of_one_kind(left: ValueKind, right: ValueKind, common: bool) -> None:
    assert unify(left, right) == (left if common else None)


def test_the_names_that_have_a_value_to_be_shown() -> None:
    assert _scope().shown == [*SCALARS, "parts"]
