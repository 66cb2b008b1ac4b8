"""Which days can hardly be meant, to the day: of values, decisions, figures of rules, and acknowledgements.

And which days of a year count as working days.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from handbook.policy.checks.calendars import check_calendars, count_working_days
from handbook.policy.checks.dates import check_dates
from handbook.policy.checks.values import check_values
from handbook.problems.problem import Place
from handbook.schema.draft import Draft
from handbook.schema.models import CalendarFile, DateParameter, GuardrailEntry, NumberParameter
from tests.partly import partly

NOW = date(2026, 11, 25)


def located(entry: Any) -> Any:
    return SimpleNamespace(entry=entry, name="x", place=lambda *_: Place("f.yml"))


def draft(key: str, day: date) -> Draft:
    """A policy in which one day is that of a parameter's value, of a decision, …; all others are as they should be."""
    step = SimpleNamespace(since=NOW, decided=None, consulted=None, told=None, value=1, note="why")
    setattr(step, {"from": "since"}.get(key, key), day)
    kind: Any = DateParameter if key == "value" else NumberParameter
    parameter = partly(kind, values=[step], review_by=day if key == "review_by" else None)
    acknowledged: Any = SimpleNamespace(on=day if key == "on" else NOW)
    figures = SimpleNamespace(example=day if key == "figure" else None)
    parts = {
        "parameters": {"a.b": located(parameter)},
        "clauses": [],
        "guardrails": [located(partly(GuardrailEntry, id="g", acknowledged=acknowledged))],
        "rules": {"r": located(SimpleNamespace(inputs={"i": figures}))},
        "cases": [],
    }
    return cast(Draft, SimpleNamespace(**parts))


@pytest.mark.parametrize(
    ("key", "day", "severity"),
    [
        *(
            (key, day, severity)
            for key in ("from", "review_by")
            for day, severity in (
                ("1949-12-31", "error"),
                ("1950-01-01", "warning"),
                ("1989-12-31", "warning"),
                ("1990-01-01", None),
                ("2036-12-31", None),
                ("2037-01-01", "warning"),
                ("2056-12-31", "warning"),
                ("2057-01-01", "error"),
            )
        ),
        ("value", "1949-12-31", None),  # a company may well be older
        ("value", "1950-01-01", "warning"),
        ("value", "2057-01-01", "warning"),
        ("figure", "1949-12-31", "error"),
        ("figure", "1950-01-01", None),
        ("figure", "2056-12-31", None),
        ("figure", "2057-01-01", "error"),
        ("decided", "2026-11-25", None),
        ("decided", "2026-11-26", "warning"),
        ("decided", "2027-11-26", "warning"),
        ("decided", "2027-11-27", "error"),
        ("on", "2026-11-25", None),
        ("on", "2026-11-26", "error"),
        *(
            (key, day, found)
            for key in ("consulted", "told")
            for day, found in (("2026-11-25", None), ("2026-11-26", "error"))
        ),
    ],
)
def test_up_to_which_day_it_may_be_meant(key: str, day: str, severity: str | None) -> None:
    found = list(check_dates(draft(key, date.fromisoformat(day)), NOW))
    assert [each.severity for each in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("key", "day", "meant"),
    [
        ("from", "2207-01-01", "2027-01-01"),
        ("from", "1014-05-01", "2014-05-01"),
        ("from", "1013-05-01", None),
        ("from", "3031-05-01", "2031-05-01"),
        ("from", "3032-05-01", None),
        ("from", "2066-02-28", "2026-02-28"),
        ("decided", "2062-11-25", "2026-11-25"),
        ("decided", "2062-11-26", "2022-11-26"),  # nobody can have decided it yet
    ],
)
def test_which_day_may_be_meant_instead(key: str, day: str, meant: str | None) -> None:
    (found,) = check_dates(draft(key, date.fromisoformat(day)), NOW)
    said = found.message("en")
    assert f"Did you mean {meant}?" in said if meant else "Did you mean" not in said


@pytest.mark.parametrize(
    ("since", "note", "told"),
    [("2026-11-24", None, []), ("2026-11-23", None, ["decided_after"]), ("2026-11-23", "why", [])],
)
def test_what_was_in_force_before_it_was_decided(since: str, note: str | None, told: list[str]) -> None:
    changed = draft("decided", date(2026, 11, 24))
    (step,) = changed.parameters["a.b"].entry.values
    vars(step).update(since=date.fromisoformat(since), note=note)
    assert [each.code for each in check_dates(changed, NOW)] == told


@pytest.mark.parametrize(
    ("key", "day", "told"),
    [
        ("consulted", "2026-11-10", []),
        ("consulted", "2026-11-11", ["consulted_after"]),
        ("told", "2026-11-10", []),
        ("told", "2026-11-09", ["told_before"]),
    ],
)
def test_staff_are_consulted_before_the_decision_and_told_after_it(key: str, day: str, told: list[str]) -> None:
    recorded = draft(key, date.fromisoformat(day))
    assert [*check_dates(recorded, NOW)] == []  # without a decision
    (step,) = recorded.parameters["a.b"].entry.values
    step.decided = date(2026, 11, 10)
    assert [each.code for each in check_dates(recorded, NOW)] == told


@pytest.mark.parametrize(
    ("day", "again"),
    [
        ("2026-11-25", None),
        ("2026-11-24", "2027-11-24"),
        ("2026-02-28", "2027-02-28"),
        ("2024-02-29", "2027-02-28"),
        ("2026-03-29", "2027-03-29"),
    ],
)
def test_by_when_somebody_is_to_look_again(day: str, again: str | None) -> None:
    parameter = partly(DateParameter, values=[], review_by=date.fromisoformat(day), legal=[])
    looked_at: Any = SimpleNamespace(parameters={"a.b": located(parameter)}, clauses=[], guardrails=[])
    found = list(check_values(looked_at, NOW))
    assert [each.code for each in found] == (["review_overdue"] if again else [])
    assert [f"review_by: {again}" in each.message("en") for each in found] == [True] * len(found)


@pytest.mark.parametrize(("year", "days"), [(2021, 261), (2023, 260), (2024, 262), (2026, 261)])
def test_a_year_without_days_off_from_its_first_day_to_its_last(year: int, days: int) -> None:
    calendar = partly(CalendarFile, year=year, off=[], make_up=[])
    assert count_working_days(calendar) == days


@pytest.mark.parametrize(
    ("off", "make_up", "told"),
    [
        (("01-01", "01-01"), "05-03", []),  # a Thursday alone, a Sunday
        (("05-01", "05-02"), "05-09", []),  # a Saturday
        (("05-01", "05-02"), "05-01", ["calendar_both"]),
        (("05-01", "05-02"), "05-02", ["calendar_both"]),
        (("05-01", "05-02"), "05-08", ["calendar_make_up"]),  # a Friday
        (("05-01", "05-02"), "05-04", ["calendar_make_up"]),  # a Monday
        (("05-02", "05-01"), "05-03", ["calendar_range"]),
    ],
)
def test_days_off_and_make_up_days(off: tuple[str, str], make_up: str, told: list[str]) -> None:
    since, until, extra = (date.fromisoformat(f"2026-{day}") for day in (*off, make_up))
    days: Any = SimpleNamespace(since=since, until=until)
    calendar = partly(CalendarFile, year=2026, off=[days], make_up=[extra], working_days=0)
    calendar = calendar.with_values(working_days=count_working_days(calendar))
    found = check_calendars(cast(Draft, SimpleNamespace(calendars=[located(calendar)])))
    assert [each.code for each in found] == told
