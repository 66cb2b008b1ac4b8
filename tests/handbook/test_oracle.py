"""Every rule gives what the clauses give: drawn inputs, on the days around each change of a value, and the edges.

The month's pay has its own proof, a table of real months.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import WORKED_OUT, Refused, Values

from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from handbook.rules.reading.cases import run_case
from handbook.rules.trace import Trace
from handbook.schema.rule_models import CaseEntry
from handbook.shapes.reading import fitted
from tests.fuzzing import scaled

POLICY_DATA = Path(__file__).parents[2] / "policy_data"
IN_FORCE = date(2026, 3, 31)


@cache
def _book() -> PolicyBook:
    return open_book(POLICY_DATA)


# what is entered: each strategy draws its edges as often as all else


def _either(edges: list[Any], others: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(edges) | others


def _decimals(edges: list[str], most: int, places: int) -> st.SearchStrategy[Decimal]:
    return _either([Decimal(edge) for edge in edges], st.decimals(0, most, places=places))


def _days(*edges: str, first: str = "2025-01-01", last: str = "2027-03-31") -> st.SearchStrategy[date]:
    between = st.dates(date.fromisoformat(first), date.fromisoformat(last))
    return _either([date.fromisoformat(edge) for edge in edges], between)


def _rows(most: int, fields: Mapping[str, st.SearchStrategy[Any]], **more: st.SearchStrategy[Any]) -> Any:
    return st.lists(st.fixed_dictionaries(dict(fields), optional=more), max_size=most)


MONEY = _decimals(["0", "0.01", "2740", "4500", "5000.33", "999999.99", "1000000"], 1_000_000, 2)
WAGE = _decimals(["2739.99", "2740", "2740.01", "3425", "3333.33", "6000"], 9_000, 2)
SCORE = _decimals(["0", "59.99", "60", "79.99", "80", "89.99", "90", "100"], 100, 2)
FINE_SCORE = SCORE | _decimals(["59.99999", "79.5", "89.99999"], 100, 5)
MINUTES = _either([1, 10, 11, 29, 30, 31, 239, 240, 241, 479, 480], st.integers(1, 480))
LATE_ON = _days("2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")
LATE = _rows(6, {"minutes": MINUTES}, late_on=LATE_ON)
HALVES = st.sampled_from([Decimal("0.5"), Decimal(1)])
GRADES = st.sampled_from(["excellent", "good", "pass", "fail"])
AWARDS = st.sampled_from(["service_star_award", "problem_solver_award", "innovation_award", "teamwork_award"])
JOINED = _days(
    "2026-01-01", "2026-10-20", "2026-10-21", "2026-12-31", "2028-02-29", first="2004-01-01", last="2029-12-31"
)
IN_2026 = _days("2026-01-01", "2026-12-31", first="2025-12-25", last="2027-01-05")
NEAR = _days(
    "2026-02-13", "2026-02-14", "2026-02-24", "2026-02-28", "2026-03-02", first="2026-02-10", last="2026-03-10"
)
ABSENT_ON = NEAR | NEAR | _days("2025-02-28", "2025-03-02", "2026-12-31", first="2025-01-01", last="2027-01-02")
RECEIVED = st.datetimes(datetime(2025, 12, 28), datetime(2026, 12, 31, 23, 59)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
BASE = {"base": MONEY | WAGE, "performance_pay": MONEY}
INDICATORS = ("satisfaction", "efficiency", "accuracy", "teamwork", "learning")

ENTERED: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "annual_leave": {
        "joined": JOINED,
        "service_years": _either([0, 1, 9, 10, 19, 20], st.integers(0, 60)),
        "year": st.integers(2020, 2030) | st.just(2026),
        "usual": st.booleans(),
        "continuous": st.sampled_from(["before", "before", "during", "later"]),
        "completed_on": IN_2026,
        "leaving": st.booleans(),
        "last_day": IN_2026,
        "taken": _decimals(["0", "2.5", "5"], 20, 1),
        "personal_days": _decimals(["0", "19.5", "20"], 60, 1),
        "sick_months": st.integers(0, 5),
        "long_leave_last_year": st.sampled_from([False, False, True]),
    },
    "appraisal_score": dict.fromkeys(INDICATORS, SCORE) | {"performance_pay": MONEY},
    "attendance_deduction": {
        **BASE,
        "late": LATE,
        "absent_days": _decimals(["0", "0.5", "1", "1.5", "22.5", "23", "0.3"], 23, 0),
    },
    "awards": {"won": _rows(20, {"award": AWARDS})},
    "bonus_by_grade": {"performance_pay": MONEY, "grade": GRADES},
    "dismissal_review": {"absences": _rows(14, {"day": ABSENT_ON, "amount": HALVES | st.just(Decimal(1))})},
    "final_score": dict.fromkeys(("superior", "customer", "self"), SCORE),
    "fines": {"breaches": _rows(20, {"tier": st.sampled_from(["minor", "serious", "grave"])})},
    "grade_of_score": {"score": FINE_SCORE},
    "lateness": {**BASE, "late": LATE},
    "loss_instalments": {
        "loss": _decimals(["0", "0.01", "3000", "144000.01"], 60_000, 2),
        "monthly_wage": WAGE,
        "contributions": _decimals(["0", "525.50"], 900, 2),
    },
    "performance_bonus": {"score": FINE_SCORE, "performance_pay": MONEY},
    "reply_deadline": {
        "what": st.sampled_from(["complex_reply", "complaint_plan", "appeal", "appeal_reply"]),
        "received": RECEIVED,
    },
    "streaks": {"grades": _rows(12, {"grade": GRADES | st.sampled_from(["excellent", "fail"])})},
    "team_award": {"people": _either([1, 3, 200], st.integers(1, 200))},
}
# settings and values that the policy could have, beside those that it has
SUPPOSED: Mapping[str, list[Any]] = {
    "attendance.cap_at_pay_lost": [True],
    "attendance.minor_limit": [10],
    "attendance.half_day_limit": [20],
    "attendance.absence_deduction": [0, 85, 150],
    "pay.day_wage_basis": ["total"],
    "pay.hours_per_day": [7],
    "appraisal.bonus_down": [33],
    "attendance.cumulative_window": [1, 3],
    "awards.teamwork": [999, Decimal("1000.01")],
    "service.complaint_plan_time": [24],
    "penalties.appeal_reply_days": [30],
    "pay.loss_deduction_cap": [17],
    "pay.contributions_on_top": [False],
}


def _days_around(rule: str) -> list[date]:
    """The days before and on which a value that the rule uses changes."""
    changes = [step.since for each in _book().rules[rule].parameters.values() for step in each.timeline.steps]
    return [IN_FORCE, *sorted({day for since in changes for day in (since - timedelta(days=1), since)})]


def _supposed(rule: str) -> st.SearchStrategy[dict[str, Any]]:
    """Mostly nothing, else another value for one or several."""
    used = {
        name: st.sampled_from(values) for name, values in SUPPOSED.items() if name in _book().rules[rule].parameters
    }
    return st.just({}) | st.fixed_dictionaries({}, optional=used)


def _exact(value: Any) -> Any:
    """As the oracle takes it: exact numbers."""
    if isinstance(value, list):
        return [{name: _exact(each) for name, each in row.items()} for row in value]
    return Fraction(value) if isinstance(value, Decimal) else value


def _typed(value: Any) -> Any:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value


def _by_the_clauses(rule: str, values: Values, entered: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return WORKED_OUT[rule](values, {name: _exact(value) for name, value in entered.items()})
    except Refused as refused:
        return {"refused": str(refused)}


def _agrees(rule: str, on: date, supposed: Mapping[str, Any], entered: Mapping[str, Any]) -> None:
    given = {name: _typed(value) for name, value in entered.items()}
    case = fitted(
        CaseEntry,
        {"id": "drawn", "title": {"zh": "例", "en": "Case"}, "rule": rule, "on": on, "given": given, "with": supposed},
    )
    trace = run_case(case, _book().rules[rule], {name: each.entry for name, each in _book().parameters.items()})
    expected = _by_the_clauses(rule, Values(on, supposed), entered)
    found = {"refused": trace.refused_as} if trace.refusal else {name: _found(trace, name) for name in expected}
    assert found == expected


def _found(trace: Trace, name: str) -> Any:
    value = trace.value(name)
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("rule", ENTERED)
@settings(max_examples=scaled(40))
@given(data=st.data())
def test_what_is_drawn(rule: str, data: st.DataObject) -> None:
    on = data.draw(st.sampled_from(_days_around(rule)) | st.just(IN_FORCE), "on")
    supposed = data.draw(_supposed(rule), "supposed")
    _agrees(rule, on, supposed, data.draw(st.fixed_dictionaries(dict(ENTERED[rule])), "entered"))


def test_every_rule_but_the_months_pay_is_worked_out() -> None:
    assert set(ENTERED) == set(WORKED_OUT) == set(_book().rules) - {"month_pay"}


# the edges, each of which must come up


def _at(rule: str, **entered: Any) -> None:
    _agrees(rule, IN_FORCE, {}, entered)


@pytest.mark.parametrize(("wage", "absence"), [(Decimal(4500), 100), (Decimal("4499.99"), 85), (Decimal("5000.33"), 0)])
def test_every_minute_of_lateness(wage: Decimal, absence: int) -> None:
    for first in range(1, 481, 60):
        late = [{"minutes": minutes} for minutes in range(first, first + 60)]
        entered = {"base": wage, "performance_pay": Decimal(0), "late": late, "absent_days": Decimal(0)}
        _agrees("attendance_deduction", IN_FORCE, {"attendance.absence_deduction": absence}, entered)


def test_every_score_near_a_grade() -> None:
    for least in (60, 80, 90):
        for hundredths in range(-101, 102):
            score = least + Decimal(hundredths) / 100
            _at("performance_bonus", score=score, performance_pay=Decimal("1234.55"))


def test_every_wage_near_the_minimum() -> None:
    for fens in (*range(-2, 3), *range(68499, 68511)):  # above 3425 the fifth is the smaller
        wage = Decimal(2740) + Decimal(fens) / 100
        _at("loss_instalments", loss=Decimal(3000), monthly_wage=wage, contributions=Decimal(0))


def test_the_most_months_of_instalments() -> None:
    for fens in (-1, 0, 1):
        loss = Decimal(120 * 1200) + Decimal(fens) / 100
        _at("loss_instalments", loss=loss, monthly_wage=Decimal(6000), contributions=Decimal(0))


def test_every_team() -> None:
    for people in range(1, 201):
        _at("team_award", people=people)


def test_of_two_things_that_cannot_be_the_first_is_told() -> None:
    """Leave taken in tenths of a day, and work that was continuous earlier than said."""
    joined, new_year = date(2004, 1, 1), date(2026, 1, 1)
    work = {"joined": joined, "service_years": 22, "year": 2026, "usual": False, "continuous": "during"}
    left = {"completed_on": new_year, "leaving": True, "last_day": new_year, "taken": Decimal("0.1")}
    away = {"personal_days": Decimal(0), "sick_months": 0, "long_leave_last_year": False}
    _at("annual_leave", **work, **left, **away)


def test_every_day_of_joining() -> None:
    for number in range(366):
        for years in (1, 10, 25):
            _at(
                "annual_leave",
                joined=date(2028, 1, 1) + timedelta(days=number),
                service_years=years,
                year=2028,
                usual=True,
            )


def test_every_month_of_sick_leave_and_many_days_of_personal_leave() -> None:
    plain = {"joined": date(2016, 5, 6), "year": 2026, "usual": False, "continuous": "before", "leaving": False}
    for years in (9, 10, 19, 20):
        for months in range(6):
            _at("annual_leave", **plain, service_years=years, sick_months=months, personal_days=Decimal(0))
        for tenths in range(195, 206, 5):
            _at("annual_leave", **plain, service_years=years, sick_months=0, personal_days=Decimal(tenths) / 10)


def test_every_day_of_receipt() -> None:
    for number in range(366):
        received = datetime(2025, 12, 31, 9, 30) + timedelta(days=number)
        _at("reply_deadline", what="appeal", received=received)


def test_every_run_of_days_missed() -> None:
    """Windows of one to six days over a holiday with days worked for it, whole and with a half in it."""
    days = [date(2026, 2, 12) + timedelta(days=number) for number in range(20)]
    for first in range(len(days)):
        for last in range(first, min(first + 6, len(days))):
            missed = [{"day": day, "amount": Decimal(1)} for day in days[first : last + 1]]
            _at("dismissal_review", absences=missed)
            missed[(last - first) // 2]["amount"] = Decimal("0.5")
            _at("dismissal_review", absences=missed)


def test_every_total_near_the_limit() -> None:
    """Whole and half days with a day between, within the period and beyond its end."""
    days = [date(2026, 3, 2) + timedelta(days=7 * week) for week in range(6)]
    for halves in range(9, 13):
        amounts = [Decimal(1)] * (halves // 2) + [Decimal("0.5")] * (halves % 2)
        missed = [{"day": day, "amount": amount} for day, amount in zip(days, amounts)]
        _at("dismissal_review", absences=missed)
        for last in (date(2026, 2, 27), date(2025, 4, 7), date(2025, 4, 3)):
            _at("dismissal_review", absences=[{"day": last, "amount": Decimal(1)}, *missed[1:]])
