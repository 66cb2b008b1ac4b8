"""Questions that depend on answers, what steps come to otherwise, refusals in words: on every path."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from sheet_rows import worked_both_ways
from trying import ON, read, rule_of, told_of

from handbook.calc.filling import fill
from handbook.calc.plain_rows import PlainRows
from handbook.calc.sheets.error import SheetError
from handbook.calc.worker import RowCalculator, SheetJob
from handbook.rules.answers import accept_answers, ignored
from handbook.rules.explain import Explainer, WhyRefused, trace_data
from handbook.rules.inputs import BadInput
from handbook.rules.reading.vanishing import vanishing
from handbook.rules.run import run
from handbook.rules.trace import Trace

LEAVING = """\
inputs:
  joined: {label: {zh: 入职日期, en: Joined}, date: day, example: 2026-01-05}
  part: {label: {zh: 情形, en: Case}, choices: {staying: {zh: 在职, en: Staying}, leaving: {zh: 离职, en: Leaving}}}
  left: {label: {zh: 离职日期, en: Left}, date: day, ask_when: part == "leaving", example: 2026-03-31}
  taken: {label: {zh: 已休, en: Taken}, unit: day, min: 0, max: 30, ask_when: left > joined, default: 2}
  days: {label: {zh: 缺勤, en: Absences}, ask_when: taken > days(1), most: 3,
    rows: {day: {label: {zh: 日期, en: Day}, date: day}}}
steps:
  - {id: served, label: {zh: 在职天数, en: Served}, formula: left - joined, unit: day, otherwise: days(365)}
  - {id: missed, label: {zh: 缺勤次数, en: Missed}, formula: days(count(days)), unit: day, when: served > days(50)}
  - {id: rest, label: {zh: 剩余, en: Rest}, formula: days(10) - taken - missed, unit: day, otherwise: days(10)}
results: [rest, missed]
refuse:
  - {id: left_too_early, when: left < joined, say: {zh: "{{ left }}早于{{ joined }}",
    en: "{{ left }} is before {{ joined }}"}}
  - {when: served == days(0), say: {zh: 没有在职, en: Not a day served}}
outcomes:
  - {id: gone, when: part == "leaving", say: {zh: "{{ left }}离职", en: "Left on {{ left }}"}}
  - {id: short, when: left - joined < days(100), say: {zh: 很短, en: Short}}
"""
STAYS: dict[str, Any] = {"joined": "2026-01-05", "part": "staying"}
LEAVES = {**STAYS, "part": "leaving", "left": "2026-03-31"}


def _run(given: dict[str, Any]) -> Trace:
    rule = rule_of(LEAVING.replace("results: [rest, missed]", "results: [rest]"))
    return run(rule, accept_answers(rule, given, ON), ON)


def test_what_is_not_asked_has_no_value_whatever_is_given() -> None:
    trace = _run({**STAYS, "left": "2026-03-31", "taken": 5, "days": "2026-03-02"})
    assert [entry.id for entry in trace.asked] == ["joined", "part"]
    assert [trace.value(id) for id in ("served", "missed", "rest")] == [365, None, 10]
    assert trace.outcomes == ()
    assert "left" not in trace.names


def test_nothing_is_read_of_what_is_not_asked() -> None:
    rule = rule_of(LEAVING.replace("results: [rest, missed]", "results: [rest]"))
    odd = {**STAYS, "left": "n/a", "taken": 99, "days": "x;y;z;a;b"}
    accepted = accept_answers(rule, odd, ON)
    assert set(accepted) == {"joined", "part"}
    assert ignored(odd, run(rule, accepted, ON).asked) == ("left", "taken", "days")
    assert ignored({**STAYS, "left": "", "days": []}, run(rule, accepted, ON).asked) == ()


def test_what_is_asked_must_be_answered() -> None:
    with pytest.raises(BadInput) as bad:
        _run({**STAYS, "part": "leaving"})
    assert [error.text("en") for error in bad.value.errors] == ["enter Left, for example 2026-07-01"]
    rule = rule_of(LEAVING.replace("results: [rest, missed]", "results: [rest]"))
    trace = run(rule, {"joined": date(2026, 1, 5), "part": "leaving"}, ON)
    assert trace.refused_as == "unanswered"
    assert [WhyRefused(trace)[lang] for lang in ("zh", "en")] == ["没有填“离职日期”", "“Left” has not been entered"]


def test_what_hangs_on_an_answer_that_hangs_on_another() -> None:
    trace = _run({**LEAVES, "days": "2026-03-02;2026-03-03"})
    assert [entry.id for entry in trace.asked] == ["joined", "part", "left", "taken", "days"]
    assert [trace.value(id) for id in ("served", "missed", "rest")] == [85, 2, 6]
    assert _run({**LEAVES, "taken": 1, "days": "2026-03-02"}).value("missed") is None
    assert trace.outcomes == ("gone", "short")
    assert Explainer(trace.rule, "en").outcome(trace, "gone") == "Left on 31 March 2026"


def test_a_refusal_is_in_the_rules_own_words() -> None:
    trace = _run({**LEAVES, "left": "2026-01-04"})
    assert trace.refused_as == "left_too_early"
    assert WhyRefused(trace)["zh"] == "2026 年 1 月 4 日早于 2026 年 1 月 5 日"
    assert trace_data(trace, "en")["refused"] == {
        "step": "",
        "code": "stopped",
        "id": "left_too_early",
        "text": "4 January 2026 is before 5 January 2026",
    }
    assert trace.steps == (), "before any step, as it names none"


def test_a_refusal_that_names_a_step_comes_behind_it_and_needs_no_id() -> None:
    trace = _run({**LEAVES, "left": "2026-01-05"})
    assert trace.refused_as == "refuse_2"
    assert [step.id for step in trace.steps] == ["served"]
    assert _run(STAYS).refusal is None, "what it needs is missing"


def test_the_working_says_where_a_step_does_not_apply() -> None:
    data = trace_data(_run(STAYS), "zh")
    assert [step.get("working") for step in data["steps"]] == ["不适用，按 365 天", None, "不适用，按 10 天"]
    own = trace_data(_run({**LEAVES, "days": []}), "en")
    assert own["steps"][0]["working"] == "31 March 2026 − 5 January 2026"
    rule = _run(STAYS).rule
    assert Explainer(rule, "zh").formula(rule.steps[0]) == "离职日期 − 入职日期；不适用时 365 天"


def test_a_result_that_is_missing_says_on_which_condition_it_would_be_there() -> None:
    loaded = read(LEAVING)
    assert [(problem.code, problem.facts["needs"]) for problem in loaded.problems] == [("result_skipped", "missed")]
    assert loaded.book is not None
    rule = loaded.book.rule("try")
    trace = run(rule, accept_answers(rule, STAYS, ON), ON)
    assert dict(vanishing(rule)) == {"missed": "missed"}
    assert Explainer(rule, "zh").missing(trace, "missed") == "—（不适用；只有“情形 = 离职”时才有）"
    short = run(rule, accept_answers(rule, {**LEAVES, "left": "2026-01-20", "days": []}, ON), ON)
    assert Explainer(rule, "en").missing(short, "missed") == "— (does not apply; only if Served > 50 days)"


@pytest.mark.parametrize(
    ("otherwise", "codes"),
    [
        ("0", []),
        ("days(3)", []),
        ("taken", ["result_needs_unasked"]),
        ("'0 if part == \"staying\" else taken'", ["result_needs_unasked"]),  # it may be missing for another reason
    ],
)
def test_otherwise_must_itself_be_there(otherwise: str, codes: list[str]) -> None:
    assert (
        told_of(LEAVING.replace("otherwise: days(10)", f"otherwise: {otherwise}").replace("rest, missed", "rest"))
        == codes
    )


def test_where_only_the_condition_fails_otherwise_may_use_what_that_says() -> None:
    body = LEAVING.replace("formula: left - joined, unit: day", 'formula: days(1), when: part != "leaving", unit: day')
    body = body.replace("otherwise: days(365)", "otherwise: left - joined").replace("rest, missed", "served")
    assert told_of(body) == []


def test_rows_of_which_some_come_to_something_else() -> None:
    rule = rule_of(
        """\
inputs:
  late: {label: {zh: 迟到, en: Late}, rows: {m: {label: {zh: 分, en: M}, unit: minute, min: 0, max: 99}}}
steps:
  - {id: big, label: {zh: 大, en: Big}, each: late, when: m > minutes(9), formula: m * 2, unit: minute, otherwise: m}
  - {id: total, label: {zh: 和, en: Sum}, formula: sum(big), unit: minute}
results: [total]
"""
    )
    trace = run(rule, accept_answers(rule, {"late": "5;20"}, ON), ON)
    assert trace.value("big") == (5, 40)
    assert trace.value("total") == 45
    assert [row["working"] for row in trace_data(trace, "en")["steps"][0]["rows"]] == [
        "does not apply, so 5 minutes",
        "20 minutes × 2",
    ]


def test_a_condition_over_a_parameter_of_the_day() -> None:
    body = """\
as_of: on
inputs:
  fee: {label: {zh: 费, en: Fee}, unit: CNY, min: 0, max: 99, ask_when: attendance.minor_fine > yuan(15)}
  on: {label: {zh: 日, en: Day}, date: day}
steps:
  - {id: end, label: {zh: 终, en: End}, formula: fee, unit: CNY, otherwise: 0}
results: [end]
"""
    rule = rule_of(body)
    days = [step.since for step in rule.parameters["attendance.minor_fine"].timeline.steps]
    asked = [accept_answers(rule, {"on": str(day), "fee": "3"}, ON).get("fee") for day in days]
    fines = [rule.parameters["attendance.minor_fine"].at(day) for day in days]
    assert asked == [3 if isinstance(fine, Fraction) and fine > 15 else None for fine in fines]


def test_an_input_whose_condition_breaks_is_asked_and_the_rule_says_why() -> None:
    body = """\
inputs:
  each: {label: {zh: 每次, en: Each}, unit: CNY, min: 0, max: 9, example: 3}
  bonus: {label: {zh: 奖, en: Bonus}, unit: CNY, min: 0, max: 9, ask_when: yuan(6) / each > 2, example: 5}
steps:
  - {id: end, label: {zh: 终, en: End}, formula: yuan(6) / each * bonus, unit: CNY, otherwise: yuan(0)}
results: [end]
"""
    rule = rule_of(body)
    assert [list(accept_answers(rule, {"each": each, "bonus": 5}, ON)) for each in (2, 3, 0)] == [
        ["each", "bonus"],
        ["each"],
        ["each", "bonus"],
    ]
    assert run(rule, accept_answers(rule, {"each": 0, "bonus": 5}, ON), ON).refused_as == "divide_by_zero"


def test_the_command_line_fills_what_is_asked() -> None:
    rule = rule_of(LEAVING.replace("rest, missed", "rest"))
    filled = fill(rule, [("part", "leaving"), ("taken", "3")], ON, tried=True)
    assert filled.source == {
        "joined": "example",
        "part": "given",
        "left": "example",
        "taken": "given",
        "days": "example",
    }
    with pytest.raises(BadInput) as bad:
        fill(rule, [("part", "leaving"), ("taken", "3")], ON)
    assert [error.input for error in bad.value.errors] == ["joined", "left"]
    own = [("joined", "2026-01-05"), ("part", "leaving"), ("left", "2026-03-31")]
    assert fill(rule, own, ON).values["days"] == []
    stays = fill(rule, [("joined", "2026-01-05"), ("part", "staying"), ("离职日期", "2026-03-31"), ("days", "")], ON)
    assert (set(stays.values), stays.contradicted, stays.ignored) == ({"joined", "part"}, ["left"], [])


HEADER = ("joined", "part", "left", "taken", "days")
ROWS = [
    ("2026-01-05", "staying", "", "", ""),
    ("2026-01-05", "在职", "2026-03-31", "7", "2026-03-02"),
    ("2026-01-05", "staying", "无", "0", "—"),
    ("2026-01-05", "leaving", "2026-03-31", "", "2026-03-02"),
    ("2026-01-05", "leaving", "", "", ""),
    ("2026-01-05", "leaving", "2026-01-04", "", ""),
    ("2026-01-05", "leaving", "2026/1/5", "x", ""),
]


def _calculator(header: tuple[str, ...], given: dict[str, str], body: str = LEAVING) -> RowCalculator:
    rule = rule_of(body.replace("rest, missed", "rest"))
    return RowCalculator(rule, SheetJob(header, given, ON, "en", full=False, typed=False))


def test_a_row_that_fills_what_its_answers_rule_out_has_no_result() -> None:
    rows = [*ROWS, ("2026-01-05", "staying", "?", "10", "?"), ("2026-01-05", "leaving", "2026-03-31", "0", "无")]
    done = worked_both_ways(_calculator(HEADER, {}), _calculator(HEADER, {}), rows)
    ruled_out = "is filled in, but it counts only where “Case = Leaving”. Correct the other answers or leave it empty"
    assert [error for error in done.errors if error[1] == "left"] == [
        (3, "left", f"“Left” {ruled_out}"),
        (6, "left", "enter Left, for example 2026-07-01"),
        (9, "left", f"“Left” {ruled_out}"),
    ]
    assert [error[:2] for error in done.errors if error[1] != "left"] == [
        *((3, id) for id in ("taken", "days")),
        (7, ""),
        (8, "taken"),
        *((9, id) for id in ("taken", "days")),
    ]
    assert done.good == 4


def test_what_a_parameter_rules_out_is_no_contradiction_of_the_row() -> None:
    body = "fee, unit: CNY, otherwise: 0}\nresults: [end]\n"
    rule = rule_of(
        "inputs:\n  fee: {label: {zh: 费, en: Fee}, unit: CNY, min: 0, max: 9, ask_when: attendance.capped}\n"
        f"steps:\n  - {{id: end, label: {{zh: 终, en: End}}, formula: {body}"
    )
    quick, closely = (RowCalculator(rule, SheetJob(("fee",), {}, ON, "en", full=False, typed=False)) for _ in "ab")
    assert worked_both_ways(quick, closely, [["5"], [""]]).good == 2


def test_rows_of_a_sheet_with_questions_that_depend_are_plain_too() -> None:
    body = LEAVING.replace(', say: {zh: "{{ left }}离职", en: "Left on {{ left }}"}', ", say: {zh: 离职, en: Gone}")
    calculator = _calculator(HEADER, {}, body)
    plain = PlainRows(calculator)
    assert [plain.work((2, row)) is not None for row in ROWS] == [True, False, True, True, False, False, False]


def test_a_sheet_may_leave_out_the_column_of_what_may_not_be_asked() -> None:
    calculator = _calculator(("joined", "part"), {})
    done = calculator.work(list(enumerate([row[:2] for row in ROWS[:4]], 2)))
    assert (done.good, done.errors) == (3, [(5, "left", "enter Left, for example 2026-07-01")])
    with pytest.raises(SheetError):
        _calculator(("joined", "left"), {})
    for_all = _calculator(("joined", "part"), {"left": "2026-03-31"})
    assert for_all.work(list(enumerate([row[:2] for row in ROWS[:4]], 2))).good == 4


def test_a_case_names_a_refusal_by_its_id() -> None:
    given = {"joined": date(2026, 1, 5), "part": "leaving", "left": date(2026, 1, 4), "taken": Decimal(1)}
    trace = _run(given)
    assert trace.refused_as == "left_too_early"
