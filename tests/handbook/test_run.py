"""Runs: steps in order, what is skipped, what is refused, and the day whose values count."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import BASE, ON, TODAY, read, rule_of, steps_of, text_of, told_of, worked

from handbook.lang.languages import LANGS
from handbook.policy.load import load, open_book
from handbook.rules.explain import trace_data
from handbook.rules.reasons import reason_of
from handbook.rules.rule import Rule
from handbook.rules.run import run
from handbook.rules.trace import Trace

INPUTS = """
base: {label: {zh: 底薪, en: Base}, unit: CNY, min: -1000, max: 1000000, default: 100}
off: {label: {zh: 天数, en: Days}, unit: day, min: -9999999, max: 9999999, precision: 1, default: 2}
full: {label: {zh: 全勤, en: Full}, switch: true, default: false}
joined: {label: {zh: 入职日, en: Joined}, date: day, default: 2026-03-30}
told: {label: {zh: 通知时刻, en: Told}, date: moment, default: 2026-03-31 10:20}
late:
  label: {zh: 迟到, en: Late}
  rows:
    minutes: {label: {zh: 分钟, en: Minutes}, unit: minute, min: 0, max: 480}
    excused: {label: {zh: 请假, en: Excused}, switch: true, default: false}
"""


def _body(*steps: str, outcomes: tuple[str, ...] = (), head: str = "") -> str:
    """A body with steps given by their keys: `id: a, formula: …`."""
    inputs = "\n".join(f"  {line}" for line in INPUTS.strip().splitlines())
    lines = [f"  - {{label: {{zh: 步, en: Step}}, {step}}}" for step in steps]
    last = steps[-1].partition("id: ")[2].partition(",")[0]
    said = [f"  - {{say: {{zh: 说, en: Said}}, {outcome}}}" for outcome in outcomes]
    more = ["outcomes:", *said] if said else []
    return "\n".join([*([head] if head else []), "inputs:", inputs, "steps:", *lines, f"results: [{last}]", *more, ""])


def _run(*steps: str, outcomes: tuple[str, ...] = (), on: date = ON, **given: Any) -> Trace:
    return worked(rule_of(_body(*steps, "id: end, formula: base, unit: CNY", outcomes=outcomes)), given, on)


def _refused(formula: str, on: date = ON, unit: str = "", **given: Any) -> tuple[str, str, dict[str, Any]]:
    trace = worked(rule_of(steps_of(formula, inputs=INPUTS, units={0: unit} if unit else {})), given, on)
    assert trace.refusal is not None
    return trace.refused_at, trace.refusal.code, dict(trace.refusal.facts)


@pytest.fixture(scope="module")
def rules() -> dict[str, Rule]:
    return dict(open_book(BASE, TODAY).rules)


# values


def test_steps_use_those_before_them() -> None:
    trace = _run("id: a, formula: base * 2, unit: CNY", "id: b, formula: a - base, unit: CNY")
    assert [trace.value(id) for id in ("a", "b", "end")] == [200, 100, 100]
    assert trace.value("nothing") is None
    assert trace.refusal is None


def test_a_step_for_each_row_sees_the_row_and_the_rows_before_it() -> None:
    trace = _run(
        "id: half, each: late, formula: minutes / 2, unit: minute",
        "id: rest, each: late, formula: minutes - half + sum(half), unit: minute",
        "id: all_of_it, formula: sum(rest), unit: minute",
        late="10;20",
    )
    assert trace.value("half") == (5, 10)
    assert trace.value("rest") == (20, 25)
    assert trace.value("all_of_it") == 45


@pytest.mark.parametrize(
    ("formula", "unit", "value"),
    [
        ("joined + off", "", date(2026, 4, 1)),
        ("joined - off", "", date(2026, 3, 28)),
        ("joined - days(3) + days(1)", "", date(2026, 3, 28)),
        ("day_of(told) - joined", "day", 1),
        ("joined - day_of(told)", "day", -1),
        ("joined < day_of(told) <= joined + days(1)", "", True),
        ("max(off, day_of(told) - joined)", "day", 2),
    ],
)
def test_days_are_counted(formula: str, unit: str, value: Any) -> None:
    units = {0: unit} if unit else {}
    assert worked(rule_of(steps_of(formula, inputs=INPUTS, units=units))).value("s0") == value


def test_rows_are_not_shared_between_runs() -> None:
    rule = rule_of(
        _body("id: half, each: late, formula: minutes / 2, unit: minute", "id: end, formula: base, unit: CNY")
    )
    given = {"base": Fraction(1), "late": [{"minutes": Fraction(10)}]}
    assert run(rule, given, ON).value("half") == run(rule, given, ON).value("half") == (5,)
    assert given == {"base": Fraction(1), "late": [{"minutes": Fraction(10)}]}


def test_a_list_is_rows_of_its_own() -> None:
    trace = _run(
        'id: parts, formula: "instalments(base, yuan(30))", unit: CNY',
        "id: part, each: parts, formula: parts * 2, unit: CNY",
        "id: total, formula: sum(part) / count(parts), unit: CNY",
    )
    assert trace.value("parts") == [30, 30, 30, 10]
    assert trace.value("part") == (60, 60, 60, 20)
    assert trace.value("total") == 50


# what is skipped


def test_what_needs_a_skipped_step_is_skipped_unless_it_takes_another_branch() -> None:
    steps = (
        "id: extra, when: full, formula: base / 10, unit: CNY",
        "id: twice, formula: extra * 2, unit: CNY",
        "id: maybe, formula: extra if full else 0, unit: CNY",
        "id: either, formula: full and extra > 0",
        "id: later, formula: twice + maybe, unit: CNY",
    )
    skipped = _run(*steps)
    assert [done.id for done in skipped.steps if done.skipped] == ["extra", "twice", "later"]
    assert [skipped.value(id) for id in ("extra", "twice", "maybe", "either", "later")] == [None, None, 0, False, None]
    taken = _run(*steps, full=True)
    assert [taken.value(id) for id in ("extra", "twice", "maybe", "either", "later")] == [10, 20, 10, True, 30]


def test_a_condition_on_a_skipped_step_skips() -> None:
    trace = _run(
        "id: extra, when: full, formula: base, unit: CNY",
        "id: more, when: extra > 0, formula: base, unit: CNY",
        outcomes=("id: x, when: extra > 0", "id: y, when: not full or extra > 0"),
    )
    assert trace.value("more") is None
    assert list(trace.outcomes) == ["y"]


def test_a_skipped_list_skips_what_is_made_of_it() -> None:
    trace = _run(
        'id: parts, when: full, formula: "instalments(base, yuan(30))", unit: CNY',
        "id: part, each: parts, formula: parts * 2, unit: CNY",
        "id: total, formula: sum(part), unit: CNY",
        "id: number, formula: count(parts)",
        outcomes=("id: x, when: count(parts) > 0",),
    )
    assert [trace.value(id) for id in ("parts", "total", "number")] == [None] * 3
    assert trace.outcomes == ()
    data = trace_data(trace, "zh")
    assert [step.get("skipped") for step in data["steps"]] == [True, True, True, True, None]


def test_skipped_rows_are_left_out() -> None:
    trace = _run(
        "id: fine, each: late, when: not excused, formula: base, unit: CNY",
        "id: double, each: late, formula: fine * 2, unit: CNY",
        "id: total, formula: sum(double), unit: CNY",
        "id: number, formula: count(fine)",
        "id: every, formula: all(fine > 0)",
        late="5;6,1;7",
    )
    assert trace.value("fine") == (100, None, 100)
    assert trace.value("double") == (200, None, 200)
    assert [trace.value(id) for id in ("total", "number", "every")] == [400, 2, True]
    assert trace_data(trace, "zh")["steps"][0]["rows"][1] == {"skipped": True}


def test_a_skipped_value_in_a_sentence_is_a_dash() -> None:
    body = _body(
        "id: extra, when: full, formula: base, unit: CNY",
        "id: end, formula: base, unit: CNY",
        outcomes=("id: x, when: base > 0, say: {zh: '多{{ extra }}', en: '{{ extra }} more'}",),
    ).replace("{say: {zh: 说, en: Said}, ", "{")
    trace = worked(rule_of(body))
    assert [trace_data(trace, lang)["outcomes"][0]["text"] for lang in LANGS] == ["多—", "— more", "多—"]


# what is refused


@pytest.mark.parametrize(
    ("formula", "given", "code", "facts"),
    [
        ("base / base", {"base": 0}, "divide_by_zero", {}),
        ("add_working_days(joined, working_days(1))", {"joined": "2027-01-01"}, "no_calendar", {"year": 2027}),
        ("is_working_day(joined)", {"joined": "2025-12-31"}, "no_calendar", {"year": 2025}),
        ("joined + off", {"off": "0.5"}, "not_whole", {}),
        ("joined + off", {"off": 9_999_999}, "out_of_range", {}),
        ("joined - off", {"off": 9_999_999}, "out_of_range", {}),
    ],
)
def test_refused(formula: str, given: dict[str, Any], code: str, facts: dict[str, Any]) -> None:
    assert _refused(formula, **given) == ("s0", code, facts)


def test_too_many_parts_are_refused() -> None:
    found = _refused("instalments(base, yuan(1))", unit="CNY", base=121)
    assert found == ("s0", "too_many", {"most": 120})


def test_a_refusal_ends_the_run_and_keeps_what_was_worked_out() -> None:
    trace = _run(
        "id: a, formula: base * 2, unit: CNY",
        "id: b, formula: a / base",
        "id: c, formula: base, unit: CNY",
        outcomes=("id: x, when: base == 0",),
        base=0,
    )
    assert trace.refused_at == "b"
    assert [done.id for done in trace.steps] == ["a"]
    assert trace.value("a") == 0
    assert (trace.value("b"), trace.value("c"), trace.outcomes) == (None, None, ())
    assert trace_data(trace, "en")["refused"] == {
        "step": "b",
        "code": "divide_by_zero",
        "text": "this would divide by zero",
    }


def test_a_refusal_in_a_condition_of_an_outcome() -> None:
    trace = _run("id: a, formula: base, unit: CNY", outcomes=("id: x, when: 1 / base * base > 0",), base=0)
    assert trace.refusal is not None
    assert (trace.refusal.code, trace.refused_at, len(trace.steps)) == ("divide_by_zero", "", 2)


def test_a_refusal_in_a_branch_not_taken_is_none() -> None:
    assert _run("id: a, formula: 0 if base == 0 else base / base", base=0).value("a") == 0


# the day


@pytest.mark.parametrize(
    ("on", "fine"),
    [
        (date(2025, 1, 1), 10),
        (date(2026, 2, 28), 10),
        (date(2026, 3, 1), 20),
        (date(2026, 12, 31), 20),
        (date(2027, 1, 1), Fraction("25.5")),
        (date.max, Fraction("25.5")),
    ],
)
def test_past_and_scheduled_values(on: date, fine: Any) -> None:
    trace = _run("id: a, formula: attendance.minor_fine, unit: CNY", on=on)
    assert (trace.value("a"), trace.on) == (fine, on)


def test_a_value_that_is_not_in_force_refuses_only_who_asks_for_it() -> None:
    early = date(2024, 12, 31)
    trace = _run("id: a, formula: attendance.minor_fine if full else base, unit: CNY", on=early)
    assert trace.value("a") == 100
    trace = _run("id: a, formula: attendance.minor_fine if full else base, unit: CNY", on=early, full=True)
    assert trace.refusal is not None
    assert trace.refusal.code == "no_value"
    assert [reason_of(trace.refusal, trace.rule.parameters)[lang] for lang in LANGS] == [
        "2024 年 12 月 31 日还没有“轻微迟到每次扣款”的规定，最早的从 2025 年 1 月 1 日起",
        "there is no rule yet on 31 December 2024 for “Deduction for a minor late arrival”;"
        " the first one is from 1 January 2025",
        "2024 年 12 月 31 日還沒有「輕微遲到每次扣款」的規定，最早的從 2025 年 1 月 1 日起",
    ]


@pytest.mark.parametrize("as_of", ["joined", "told"])
def test_the_day_of_the_event_comes_before_the_day_of_the_run(as_of: str) -> None:
    body = _body("id: a, formula: attendance.minor_fine, unit: CNY", head=f"as_of: {as_of}")
    day = "2026-02-28" if as_of == "joined" else "2026-02-28 23:59"
    trace = worked(rule_of(body), {as_of: day}, ON)
    assert (trace.value("a"), trace.on) == (10, date(2026, 2, 28))


@pytest.mark.parametrize("as_of", ["base", "nothing", "late", "last"])
def test_only_a_day_that_is_entered_dates_the_event(as_of: str) -> None:
    assert told_of(_body("id: last, formula: joined + days(1)", head=f"as_of: {as_of}")) == ["as_of_day"]


# rules in rules


def test_a_used_rule_is_part_of_the_rule(rules: dict[str, Rule]) -> None:
    rule = rules["bonus"]
    assert [step.id for step in rule.steps] == ["score", "grade", "to_good", "share", "kept", "bonus"]
    assert [step.own for step in rule.steps] == [True, False, False, True, True, True]
    assert "score" not in [entry.id for entry in rule.inputs]  # a step here
    assert [outcome.id for outcome in rule.outcomes] == ["failed"]


def test_the_inputs_of_a_used_rule_are_asked_for_where_nothing_gives_them() -> None:
    loaded = read("steps:\n  - use: grade\nresults: [grade]\n")
    assert loaded.book is not None
    assert [entry.id for entry in loaded.book.rule("try").inputs] == ["score"]


def test_a_rule_used_twice_is_there_once() -> None:
    loaded = read("steps:\n  - use: bonus\n  - use: grade\nresults: [grade]\n")  # bonus uses grade, too
    assert loaded.book is not None
    steps = [step.id for step in loaded.book.rule("try").steps]
    assert steps == ["score", "grade", "to_good", "share", "kept", "bonus"]


def test_rules_that_use_two_rules_each_are_put_together_once(tmp_path: Path) -> None:
    """Twenty layers of two rules, each using both of the next: a million ways down."""
    policy = shutil.copytree(BASE, tmp_path / "policy", ignore=shutil.ignore_patterns("cases"))
    for depth in range(20):
        for side in "ab":
            step = f"  - {{id: {side}{depth}, label: {{zh: 步, en: Step}}, formula: 1 + 1}}\n"
            uses = f"  - use: a_{depth + 1}\n  - use: b_{depth + 1}\n" if depth < 19 else ""
            file = policy / "rules" / f"{side}_{depth}.yml"
            file.write_text(text_of(f"steps:\n{uses}{step}results: [{side}{depth}]\n"), "utf-8")
    rule = open_book(policy, TODAY).rule("a_0")
    assert len(rule.steps) == 2 * 19 + 1
    (policy / "rules" / "b_19.yml").write_text(text_of("steps:\n  - use: nothing\nresults: [x]\n"), "utf-8")
    unknown = [problem for problem in load(policy, TODAY).problems if problem.code == "unknown_rule"]
    assert 1 <= len(unknown) <= 40


def test_what_a_rule_has_and_needs(rules: dict[str, Rule]) -> None:
    assert rules["absence"].needs_calendar
    assert not rules["deduction"].needs_calendar
    assert rules["grade"].listed is False
    assert rules["deduction"].clauses == ("discipline.attendance.late", "discipline.attendance.day_wage")
    limits = {"attendance.minor_fine", "attendance.minor_limit", "attendance.half_day_limit"}
    assert set(rules["deduction"].parameters) == limits | {"attendance.capped"}
    assert rules["deduction"].input("nothing") is None
    assert rules["deduction"].step("nothing") is None


def test_a_parameter_counts_as_what_it_says(tmp_path: Path) -> None:
    """Sixty percent of a day: yuan a day times that is yuan."""
    policy = shutil.copytree(
        BASE, tmp_path / "policy", ignore=shutil.ignore_patterns("cases", "rules", "consistency.yml")
    )
    file = policy / "parameters" / "appraisal.yml"
    file.write_text(file.read_text("utf-8").replace("unit: percent\n", "unit: percent\n  counts_as: day\n", 1), "utf-8")
    rule = policy / "rules" / "try.yml"
    rule.parent.mkdir()
    rule.write_text(text_of(steps_of("base * appraisal.weight_quality", inputs=INPUTS, units={0: "CNY"})), "utf-8")
    assert [problem.code for problem in load(policy, TODAY).problems] == ["step_unit"]
    rule.write_text(
        text_of(steps_of("base / days(1) * appraisal.weight_quality", inputs=INPUTS, units={0: "CNY"})), "utf-8"
    )
    assert worked(open_book(policy, TODAY).rule("try")).value("s0") == 60


# a rule written out once more

amounts = st.integers(0, 5_000_000).map(lambda fen: Fraction(fen, 100))
arrivals = st.lists(st.tuples(st.integers(1, 480), st.booleans()), max_size=20)


@settings(deadline=None)
@given(amounts, arrivals)
def test_the_deduction_written_out(rules: dict[str, Rule], base: Fraction, late: list[tuple[int, bool]]) -> None:
    half_a_day = Fraction((base / Fraction("21.75") / 2 * 100 + Fraction(1, 2)).__floor__(), 100)
    fines = tuple(None if excused else 20 if minutes <= 30 else half_a_day for minutes, excused in late)
    total = sum(fine for fine in fines if fine is not None)
    rows = [{"minutes": minutes, "excused": excused} for minutes, excused in late]
    trace = worked(rules["deduction"], {"base": base, "late": rows})
    assert trace.value("fine") == fines
    assert trace.value("total") == total
    assert trace.value("pay") == base - total
    assert list(trace.outcomes) == (["nothing"] if total == 0 else [])
