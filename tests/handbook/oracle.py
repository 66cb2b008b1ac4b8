"""What the clauses give, worked out again in plain Python: one small function a rule.

Nothing here comes from the program. The values and the calendars are read from the YAML files as they stand, amounts
are Fractions, and each function follows the clause and not the formulas. It takes the values of a day and what is
entered, and gives results by their names in the rule; it raises Refused where there is nothing to give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

POLICY = Path(__file__).parents[2] / "policy_data"
DAY = timedelta(days=1)
Given = Mapping[str, Any]
Found = dict[str, Any]


class Refused(Exception):
    """There is no answer; the text is what a worked case calls the reason."""


@cache
def _read(name: str) -> Any:
    return YAML(typ="safe").load((POLICY / name).read_text("utf-8"))


@dataclass(frozen=True)
class Values:
    """The values of the policy on a day. `supposed` stand in for those of the files, on any day."""

    on: date
    supposed: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.then(name, self.on)

    def then(self, name: str, day: date) -> Any:
        group, key = name.split(".")
        entry = _read("organization.yml" if group == "organization" else f"parameters/{group}.yml")[key]
        past = [each["value"] for each in entry["values"] if each["from"] <= day]
        if name not in self.supposed and not past:
            raise Refused("no_value")
        value = self.supposed.get(name, past[-1] if past else None)
        if isinstance(value, (bool, str, list, date)):
            return value
        return Fraction(str(value)) / (100 if entry.get("unit") == "percent" else 1)


def works(day: date) -> bool:
    """Whether a day is a working day by the table of its year."""
    if not (POLICY / f"calendar/{day.year}.yml").is_file():
        raise Refused("no_calendar")
    year = _read(f"calendar/{day.year}.yml")
    if day in year["make_up"]:
        return True
    return day.isoweekday() <= 5 and not any(each["from"] <= day <= each["to"] for each in year["off"])


def fen(amount: Fraction) -> Fraction:
    """To the fen, half up; no amount is negative."""
    whole, rest = divmod(amount.numerator * 100, amount.denominator)
    return Fraction(whole + (2 * rest >= amount.denominator), 100)


def fen_below(amount: Fraction) -> Fraction:
    """To the fen, what is less than one dropped."""
    return Fraction(amount.numerator * 100 // amount.denominator, 100)


# appraisal


def final_score(values: Values, given: Given) -> Found:
    return scored(
        values, sum(given[who] * values[f"appraisal.rater_{who}"] for who in ("superior", "customer", "self"))
    )


def appraisal_score(values: Values, given: Given) -> Found:
    indicators = ("satisfaction", "efficiency", "accuracy", "teamwork", "learning")
    found = scored(values, sum(given[each] * values[f"appraisal.weight_{each}"] for each in indicators))
    return found | bonus_by_grade(values, {**given, **found})


def performance_bonus(values: Values, given: Given) -> Found:
    found = grade_of_score(values, given)
    return found | bonus_by_grade(values, {**given, **found})


def scored(values: Values, score: Any) -> Found:
    return {"score": score} | grade_of_score(values, {"score": score})


def grade_of_score(values: Values, given: Given) -> Found:
    missing = None
    for grade in ("excellent", "good", "pass"):
        least = values[f"appraisal.grade_{grade}"]
        if given["score"] >= least:
            return {"grade": grade} | ({"top_grade": True} if missing is None else {"to_next": missing})
        missing = least - given["score"]
    return {"grade": "fail", "to_next": missing}


def bonus_by_grade(values: Values, given: Given) -> Found:
    full = given["performance_pay"]
    match given["grade"]:
        case "excellent":
            return {"bonus": fen(full + full * values["appraisal.bonus_up"])}
        case "good":
            return {"bonus": full}
        case "pass":
            return {"bonus": fen(full - full * values["appraisal.bonus_down"])}
    return {"bonus": 0}


def streaks(values: Values, given: Given) -> Found:
    months = "".join(row["grade"][0] for row in given["grades"])  # one letter a month: e, g, p, f
    found: Found = {}
    for letter, reached, left, limit in (
        ("e", "priority", "to_priority", values["appraisal.streak_excellent"]),
        ("f", "fail_streak", "to_procedure", values["appraisal.streak_fail"]),
    ):
        latest = len(months) - len(months.rstrip(letter))
        found |= {reached: latest >= limit, left: max(limit - latest, 0)}
    return found


# attendance


def lateness(values: Values, given: Given) -> Found:
    basis = given["base"] + (given["performance_pay"] if values["pay.day_wage_basis"] == "total" else 0)
    day_wage = basis / values["pay.paid_days_per_month"]
    hour_wage = day_wage / values["pay.hours_per_day"]
    charged, missed = [], []
    absence = []  # of the times that are absence the part of a day and what it costs
    for row in given["late"]:
        lost = hour_wage * row["minutes"] / 60
        cost = _late_once(values, row, day_wage, lost)
        missed.append(fen(lost))
        charged.append(min(cost, fen(lost)) if values["attendance.cap_at_pay_lost"] else cost)
        if _is_absence(values, row):
            absence.append((row["minutes"] / (60 * values["pay.hours_per_day"]), charged[-1]))
    halves = [row for row in given["late"] if row["minutes"] * 2 >= values["pay.hours_per_day"] * 60]
    days = [row["late_on"] for row in halves if "late_on" in row]
    if len(days) > len(set(days)):  # with two halves or more the whole day is gone
        raise Refused("late_twice_on_a_day")
    as_absence = sum(cost for _, cost in absence)
    return {
        "late_total": sum(charged),
        "late_missed": sum(part for part, _ in absence),
        "late_missed_amount": as_absence,
        "late_excess": sum(max(cost - lost, 0) for cost, lost in zip(charged, missed)),
        "late_pay_lost": tuple(missed),
        "day_wage": day_wage,
    }


def _is_absence(values: Values, row: Given) -> bool:
    return bool(row["minutes"] * 2 > values["pay.hours_per_day"] * 60)


def _late_once(values: Values, row: Given, day_wage: Fraction, lost: Fraction) -> Fraction:
    fine: Fraction = values.then("attendance.minor_fine", row.get("late_on", values.on))
    if _is_absence(values, row):
        return fen(lost * values["attendance.absence_deduction"])
    if row["minutes"] <= values["attendance.minor_limit"]:
        return fine
    if row["minutes"] > values["attendance.half_day_limit"]:
        return fen(day_wage * values["attendance.half_day_deduction"])
    return Fraction(0)


def attendance_deduction(values: Values, given: Given) -> Found:
    if (given["absent_days"] * 2).denominator != 1:
        raise Refused("halves")
    late = lateness(values, given)
    wage = late["day_wage"] * values["pay.paid_days_per_month"]  # nobody loses more than the month's
    days = late["day_wage"] * given["absent_days"]
    lost = min(fen(days), wage)
    cost = min(fen(days * values["attendance.absence_deduction"]), max(wage - late["late_missed_amount"], 0))
    beyond = max(late["late_missed_amount"] - wage, 0)
    return late | {
        "absence_amount": cost,
        "total": late["late_total"] - beyond + cost,
        "pay_lost": min(sum(late["late_pay_lost"]) + lost, wage),
        "excess": max(late["late_excess"] - beyond, 0) + max(cost - lost, 0),
    }


def dismissal_review(values: Values, given: Given) -> Found:
    missed: dict[date, Fraction] = {}
    for row in given["absences"]:
        if works(row["day"]):
            missed[row["day"]] = min(missed.get(row["day"], Fraction(0)) + row["amount"], Fraction(1))
    consecutive = _whole_days_in_a_row(missed)
    beyond = consecutive > values["attendance.dismissal_consecutive"]
    most = _most_in_months(missed, values["attendance.cumulative_window"])
    review = beyond or most > values["attendance.dismissal_cumulative"]
    return {"consecutive": consecutive, "total": most, "review": review}


def _whole_days_in_a_row(missed: Mapping[date, Fraction]) -> int:
    """Every working day from the first to the last is looked at; one that is not missed whole ends the run."""
    longest = run = 0
    day = min(missed, default=date.max)
    while day <= max(missed, default=date.min):
        if works(day):
            run = run + 1 if missed.get(day) == 1 else 0
            longest = max(longest, run)
        day += DAY
    return longest


def _most_in_months(missed: Mapping[date, Fraction], months: Fraction) -> Fraction:
    """The period begins on any day and ends before that day of the month comes again."""
    most = Fraction(0)
    for first in missed:
        index = first.year * 12 + first.month - 1 + int(months)
        year, month = divmod(index, 12)
        again = (year, month + 1, first.day)
        inside = [amount for day, amount in missed.items() if first <= day and (day.year, day.month, day.day) < again]
        most = max(most, sum(inside, Fraction(0)))
    return most


# rewards and penalties


def awards(values: Values, given: Given) -> Found:
    prizes = {
        "service_star_award": "service_star",
        "problem_solver_award": "problem_solver",
        "innovation_award": "innovation_min",
        "teamwork_award": "teamwork",
    }
    return {"awards_total": sum(values[f"awards.{prizes[row['award']]}"] for row in given["won"])}


def team_award(values: Values, given: Given) -> Found:
    """Fen by fen round the team, until none is left."""
    whole = values["awards.teamwork"] * 100
    each, rest = int(whole) // given["people"], int(whole) % given["people"]
    fens = [each + 1] * rest + [each] * (given["people"] - rest)
    return {"shares": tuple(Fraction(count, 100) for count in fens)}


def fines(values: Values, given: Given) -> Found:
    return {"total": sum(values[f"penalties.fine_{row['tier']}"] for row in given["breaches"])}


def loss_instalments(values: Values, given: Given) -> Found:
    fifth = fen_below(given["monthly_wage"] * values["pay.loss_deduction_cap"])
    kept = values["pay.minimum_wage"] + (given["contributions"] if values["pay.contributions_on_top"] else 0)
    most = max(min(fifth, given["monthly_wage"] - kept), 0)
    paid, left = [], given["loss"]
    while left > 0 and most > 0:
        paid.append(min(most, left))
        left -= paid[-1]
        if len(paid) > 120:
            raise Refused("too_long")
    return {"instalments": tuple(paid), "months_needed": len(paid), "most": most}


# leave and deadlines


def annual_leave(values: Values, given: Given) -> Found:
    joined, year, years = given["joined"], given["year"], given["service_years"]
    special: Given = given if not given["usual"] else {}
    if joined.year <= year < values["organization.effective_date"].year:
        raise Refused("before_the_policy")
    if year >= joined.year:
        if special.get("leaving") and (special["taken"] * 2).denominator != 1:
            raise Refused("halves")
        _check_when_complete(values, year, joined, special)
    on_new_year = year - joined.year - ((joined.month, joined.day) > (1, 1))
    if year > joined.year and years < on_new_year:
        raise Refused("service_too_low")
    if year >= joined.year and years == 0 and special.get("continuous", "before") == "before":
        raise Refused("service_below_a_year")
    bands = values["annual_leave.tiers"] if years >= 1 else []
    whole = max((band["gives"] for band in bands if band["at_least"] <= years), default=0)
    if year < joined.year:
        return {"days": 0}
    first, last = _counted_in(year, joined, special)
    if special.get("continuous") == "later" or _ruled_out(years, special):
        whole = 0
    passed = (last - first).days + 1
    left = Fraction(whole * passed, 365) - special.get("taken", 0)  # the fraction goes last, by Article 12
    untaken = max(left.numerator // left.denominator, 0) if special.get("leaving") else None
    return {"days": min(whole, whole * passed // 365), "untaken": untaken}


def _check_when_complete(values: Values, year: int, joined: date, special: Given) -> None:
    """The twelve months cannot be complete later than after twelve months with this company."""
    here = _same_day_later(joined, int(values["annual_leave.continuous_work"]))
    during, later = (special.get("continuous") == each for each in ("during", "later"))
    if (during and special["completed_on"] > here) or (later and here <= date(year, 12, 31)):
        raise Refused("continuous_before")


def _same_day_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - DAY).day
    return date(year, month + 1, min(day.day, last))


def _counted_in(year: int, joined: date, special: Given) -> tuple[date, date]:
    """The days of the year that count toward leave."""
    during = special.get("continuous") == "during"
    first = special["completed_on"] if during else max(joined, date(year, 1, 1))
    last = special["last_day"] if special.get("leaving") else date(year, 12, 31)
    if not max(joined, date(year, 1, 1)) <= first <= last <= date(year, 12, 31):
        raise Refused("elsewhere")
    return first, last


def _ruled_out(years: int, special: Given) -> bool:
    """Article 4: 20 days of personal leave on full pay, or 2, 3 or 4 months of sick leave by years of service."""
    months = 4 if years >= 20 else 3 if years >= 10 else 2
    long_leave = special.get("personal_days", 0) >= 20 or special.get("sick_months", 0) >= months
    return long_leave or bool(special.get("long_leave_last_year"))


def reply_deadline(values: Values, given: Given) -> Found:
    received: datetime = given["received"]
    counted = Values(received.date(), values.supposed)
    match given["what"]:
        case "complaint_plan":
            return {"due_plan": received + timedelta(hours=int(counted["service.complaint_plan_time"]))}
        case "complex_reply":
            return {"due_reply": _after(received.date(), counted["service.complex_reply_time"])}
        case "appeal":
            return {"due_appeal": _after(received.date(), counted["penalties.appeal_days"])}
    return {"due_answer": _after(received.date(), counted["penalties.appeal_reply_days"])}


def _after(day: date, count: Fraction) -> date:
    """The last of so many working days, the first of which comes after `day`."""
    counted = 0
    while counted < count:
        day += DAY
        counted += works(day)
    return day


WORKED_OUT: Mapping[str, Callable[[Values, Given], Found]] = {
    each.__name__: each
    for each in (
        annual_leave, appraisal_score, attendance_deduction, awards, bonus_by_grade, dismissal_review, final_score,
        fines, grade_of_score, lateness, loss_instalments, performance_bonus, reply_deadline, streaks, team_award,
    )
}  # fmt: skip
