"""Results that may be missing are told; what a formula uses only where it is there is not."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import read, worked

INPUTS = """\
inputs:
  base: {label: {zh: 底薪, en: Base}, unit: CNY, min: 0, max: 1000000, default: 100}
  full: {label: {zh: 全勤, en: Full}, switch: true, default: false}
  other: {label: {zh: 其他, en: Other}, switch: true, default: false}
  kind: {label: {zh: 类别, en: Kind}, choices: {a: {zh: 甲, en: A}, b: {zh: 乙, en: B}, c: {zh: 丙, en: C}}, default: a}
  late: {label: {zh: 迟到, en: Late}, rows: {minutes: {label: {zh: 分钟, en: Minutes}, unit: minute, min: 0, max: 480}}}
"""


def _body(*steps: str, results: str = "end") -> str:
    lines = "".join(f"  - {{label: {{zh: 步, en: Step}}, {step}}}\n" for step in steps)
    return f"{INPUTS}steps:\n{lines}results: [{results}]\n"


def _told(*steps: str, results: str = "end") -> list[tuple[str, str, object]]:
    loaded = read(_body(*steps, results=results))
    assert loaded.errors == (), [problem.line("en") for problem in loaded.errors]
    return [(problem.code, problem.where, problem.facts["needs"]) for problem in loaded.problems]


BONUS = "id: extra, when: full, formula: base, unit: CNY"


@pytest.mark.parametrize(
    "end",
    [
        "formula: extra, unit: CNY",
        "formula: base + extra, unit: CNY",
        "formula: '-extra', unit: CNY",
        "formula: 'max(base, extra)', unit: CNY",
        "formula: base if other else extra, unit: CNY",
        "formula: extra if other else base, unit: CNY",
        "formula: base if full else extra, unit: CNY",
        "formula: extra if full or other else base, unit: CNY",
        "formula: base if extra > 0 else base, unit: CNY",
        "formula: full or extra > 0",
        "formula: extra > 0 and full",
        "formula: not (extra > 0)",
        "formula: count(minutes > minutes(extra / yuan(1)))",
        "formula: 'instalments(base, extra)', unit: CNY",
        "formula: sum(parts), unit: CNY",
    ],
)
def test_a_result_that_needs_a_skipped_step_is_told(end: str) -> None:
    steps = [BONUS, f"id: end, {end}"]
    if "parts" in end:
        steps.insert(1, "id: parts, formula: 'instalments(base, extra)', unit: CNY")
    assert _told(*steps) == [("result_needs_skipped", "try.end", "extra")]


@pytest.mark.parametrize(
    ("when", "end"),
    [
        ("full", "extra if full else 0"),
        ("full", "0 if not full else extra"),
        ("not full", "0 if full else extra"),
        ("full", "extra if full and other else 0"),
        ("full", "extra if other and full else 0"),
        ("full and other", "extra if full and other else 0"),
        ("full or other", "extra if full or other else 0"),
        ("full or other", "0 if not (full or other) else extra"),
        ("not (full or other)", "0 if full else 0 if other else extra"),
        ("not (full or other)", "extra if not full and not other else 0"),
        ("not not full", "extra if full else 0"),
        ("base > yuan(5)", "extra if yuan(5) < base else 0"),
        ("base > yuan(5)", "0 if base <= yuan(5) else extra"),
        ("base >= yuan(5)", "extra if base > yuan(5) else 0"),
        ("base <= yuan(5)", "extra if base == yuan(5) else 0"),
        ("base >= yuan(5)", "extra if base == yuan(5) else 0"),
        ("base != yuan(5)", "extra if base < yuan(5) else 0"),
        ("yuan(1) < base < yuan(5)", "extra if yuan(1) < base and base < yuan(5) else 0"),
        ('kind == "a"', 'extra if "a" == kind else 0'),
        ('kind != "a"', '0 if kind == "a" else extra'),
    ],
)
def test_a_step_that_is_used_only_where_it_is_there(when: str, end: str) -> None:
    assert _told(f"id: extra, when: '{when}', formula: base, unit: CNY", f"id: end, formula: '{end}', unit: CNY") == []


@pytest.mark.parametrize(
    ("when", "end"),
    [
        ("full and other", "extra if full else 0"),
        ("full", "extra if not full else 0"),
        ("base > yuan(5)", "extra if base >= yuan(5) else 0"),
        ("base > yuan(5)", "extra if base < yuan(5) else 0"),
        ("base < yuan(5)", "extra if base != yuan(5) else 0"),
        ("base >= yuan(5)", "extra if base < yuan(5) else 0"),
        ("base == yuan(5)", "extra if base <= yuan(5) else 0"),
        ("yuan(1) < base < yuan(5)", "extra if yuan(1) < base else 0"),
        ("base > yuan(5)", "0 if yuan(1) < base <= yuan(5) else extra"),
        ('kind == "a"', '0 if kind == "b" else extra'),
    ],
)
def test_another_condition_does_not_do(when: str, end: str) -> None:
    told = _told(f"id: extra, when: '{when}', formula: base, unit: CNY", f"id: end, formula: '{end}', unit: CNY")
    assert told == [("result_needs_skipped", "try.end", "extra")]


def test_conditions_that_guard_one_another() -> None:
    assert _told(BONUS, "id: end, formula: full and extra > 0") == []
    assert _told(BONUS, "id: end, formula: not full or extra > 0") == []
    parts = "id: parts, when: full, formula: 'instalments(base, base)', unit: CNY"
    assert _told(parts, "id: end, formula: sum(parts) if full else 0, unit: CNY") == []
    assert (
        _told(
            BONUS, "id: more, when: full, formula: extra, unit: CNY", "id: end, formula: more if full else 0, unit: CNY"
        )
        == []
    )


def test_a_result_with_a_condition_of_its_own() -> None:
    assert _told("id: end, when: full, formula: base, unit: CNY") == [("result_skipped", "try.end", "end")]
    assert _told(BONUS, "id: end, when: full, formula: extra, unit: CNY") == [("result_skipped", "try.end", "end")]
    told = _told(BONUS, "id: end, when: extra > 0, formula: base, unit: CNY")
    assert told == [("result_needs_skipped", "try.end", "extra")]


def test_rows_may_be_left_out_but_not_for_a_whole_list() -> None:
    row = "id: part, each: late, when: minutes > minutes(5), formula: minutes, unit: minute"
    assert _told(row, "id: end, formula: sum(part), unit: minute") == []
    needing = "id: part, each: late, formula: minutes * (extra / base), unit: minute"
    assert _told(BONUS, needing, "id: end, formula: sum(part), unit: minute") == [
        ("result_needs_skipped", "try.end", "extra")
    ]
    parts = "id: parts, when: full, formula: 'instalments(base, base)', unit: CNY"
    each = "id: each, each: parts, formula: parts * 2, unit: CNY"
    assert _told(parts, each, "id: end, formula: sum(each), unit: CNY") == [
        ("result_needs_skipped", "try.end", "parts")
    ]
    guarded = "id: part, each: late, when: full, formula: minutes * (extra / base), unit: minute"
    assert _told(BONUS, guarded, "id: end, formula: sum(part), unit: minute") == []


def test_results_that_take_turns_are_not_told() -> None:
    by_switch = ("id: one, when: full, formula: base, unit: CNY", "id: two, when: not full, formula: base, unit: CNY")
    assert _told(*by_switch, results="one, two") == []
    assert len(_told(*by_switch, results="one")) == 1
    by_choice = tuple(f"id: {x}x, when: 'kind == \"{x}\"', formula: base, unit: CNY" for x in "abc")
    assert _told(*by_choice, results="ax, bx, cx") == []
    assert [where for _, where, _ in _told(*by_choice, results="ax, bx")] == ["try.ax", "try.bx"]
    both = tuple(f"id: {x}x, when: 'kind == \"{x}\" and full', formula: base, unit: CNY" for x in "abc")
    assert len(_told(*both, results="ax, bx, cx")) == 3


_WHENS = st.sampled_from(["", "full", "not full", "other", "full and other", "full or other", 'kind == "a"'])
_TESTS = st.sampled_from(["full", "not full", "other", "full and other", "full or other", 'kind == "a"', 'kind != "a"'])


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(_WHENS, _TESTS, st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=4))
def test_what_is_not_told_is_always_there(steps: list[tuple[str, str, int, int]]) -> None:
    """Every result that is not told is there whatever is entered, or another of them wherever it is missing."""
    lines, names = [], ["base"]
    for number, (when, test, one, other) in enumerate(steps):
        formula = f"{names[one % len(names)]} if {test} else {names[other % len(names)]}"
        head = f"when: '{when}', " if when else ""
        lines.append(f"id: s{number}, {head}formula: '{formula}', unit: CNY")
        names.append(f"s{number}")
    loaded = read(_body(*lines, results=", ".join(names[1:])))
    assert loaded.book is not None
    told = {problem.where.removeprefix("try.") for problem in loaded.problems}
    rule = loaded.book.rule("try")
    missing: dict[str, set[tuple[bool, bool, str]]] = {id: set() for id in names[1:] if id not in told}
    for entered in product((True, False), (True, False), "abc"):
        for done in worked(rule, dict(zip(("full", "other", "kind"), entered))).steps:
            if done.skipped and done.id in missing:
                missing[done.id].add(entered)
    for gone in filter(None, missing.values()):
        assert any(gone.isdisjoint(others) for others in missing.values() if others), missing
