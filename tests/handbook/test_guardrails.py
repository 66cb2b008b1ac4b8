"""Legal limits: each can be passed, it is told from its day, and an acknowledgement holds until it runs out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook.edit.proposal import NewValue, propose_value
from handbook.policy.drafting import read_draft
from handbook.policy.load import load, open_book
from handbook.problems.problem import PolicyError
from handbook.schema.guardrails import REGIONS
from handbook.schema.models import Region

pytestmark = pytest.mark.slow

POLICY = Path(__file__).parents[2] / "policy_data"
TODAY = date(2026, 11, 23)
FROM = date(2027, 7, 1)
ENTRIES = {located.entry.id: located.entry for located in read_draft(POLICY).guardrails}

# For every limit a value that passes it. Where the shipped value passes it already, one that does not.
PASSING = {
    "fine_for_lateness": ("attendance.minor_fine", 0),
    "deduction_above_time": ("attendance.cap_at_pay_lost", True),
    "half_day_for_short_lateness": ("attendance.half_day_limit", 240),
    "half_day_over_half_wage": ("attendance.half_day_deduction", 51),
    "absence_over_day_wage": ("attendance.absence_deduction", 101),
    "dismissal_after_short_absence": ("attendance.dismissal_consecutive", 2),
    "dismissal_after_little_absence": ("attendance.dismissal_cumulative", 4),
    "disciplinary_fines": (None, None),  # three values together: see below
    "fines_not_graded": ("penalties.fine_minor", 51),
    "guangdong_fines": (None, None),  # five values together
    "shenzhen_fines": (None, None),
    "shenzhen_double_punishment": ("penalties.fine_minor", 0),
    "loss_over_fifth": ("pay.loss_deduction_cap", 21),  # beyond the parameter's own bound, which is there for that
    "guangdong_written_notice": ("pay.loss_deduction_cap", 0),
    "shanghai_minimum_wage": ("pay.minimum_wage", 2739),
    "shanghai_contributions": ("pay.contributions_on_top", False),
    "beijing_contributions": ("pay.contributions_on_top", False),
    "sick_pay_too_low": ("pay.sick_pay_share", [{"at_least": 0, "gives": 60}, {"at_least": 8, "gives": 100}]),
    "paid_days": ("pay.paid_days_per_month", 22),
    "working_day_too_long": ("pay.hours_per_day", 9),
    "annual_leave_too_short": ("annual_leave.tiers", [{"at_least": 1, "gives": 5}, {"at_least": 10, "gives": 9}]),
    "incompetence_too_soon": ("appraisal.streak_fail", 2),
    "proof_kept_too_short": ("quiz.result_retention", 11),
    "data_kept_too_long": ("quiz.result_retention", 37),
}
PASSED = {guardrail.entry.id for guardrail in open_book(POLICY, TODAY).guardrails if guardrail.now(TODAY)}


def copied(tmp_path: Path) -> Path:
    """The policy without what limits do not ask for, and what takes most of the time of reading it."""
    ignore = shutil.ignore_patterns("rules", "cases", "questions")
    return Path(shutil.copytree(POLICY, tmp_path / "policy", ignore=ignore))


def edited(tmp_path: Path, *edits: Callable[[str], str], file: str = "guardrails.yml") -> Path:
    policy = copied(tmp_path)
    text = (policy / file).read_text("utf-8")
    for edit in edits:
        assert edit(text) != text
        text = edit(text)
    (policy / file).write_text(text, "utf-8")
    return policy


def told(policy: Path, today: date = TODAY) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in load(policy, today).problems:
        if problem.code.startswith("guardrail"):
            found.setdefault(problem.where, []).append(problem.code)
    return found


def test_every_limit_is_in_the_table() -> None:
    assert set(PASSING) == set(ENTRIES)
    assert len(ENTRIES) >= 15


def moved(text: str, region: str) -> str:
    """The company's file with the company in another region."""
    return text.replace("      value: shanghai\n", f"      value: {region}\n")


@pytest.mark.parametrize("id", [id for id, (name, _) in PASSING.items() if name])
def test_every_limit_can_be_passed_and_kept(id: str, tmp_path: Path) -> None:
    name, value = PASSING[id]
    policy = edited(tmp_path, lambda text: text.replace("max: 20\n", "max: 30\n"), file="parameters/pay.yml")
    text = (policy / "guardrails.yml").read_text("utf-8").replace("severity: error", "severity: warning")
    (policy / "guardrails.yml").write_text(text, "utf-8")
    if ENTRIES[id].region not in ("national", "shanghai"):
        company = (policy / "organization.yml").read_text("utf-8")
        (policy / "organization.yml").write_text(moved(company, ENTRIES[id].region), "utf-8")
    passed_before = {each.entry.id for each in open_book(policy, TODAY).guardrails if each.now(TODAY)}
    assert name
    after = propose_value(policy, name, NewValue(FROM, value), TODAY).loaded_after.book
    assert after
    (guardrail,) = [each for each in after.guardrails if each.entry.id == id]
    last = guardrail.findings[-1] if guardrail.findings else None
    if id in passed_before:
        assert last
        assert last.until == FROM
    else:
        assert last
        assert (last.since, last.until) == (FROM, None)
        assert last.place.file.endswith(".yml")


def test_fines_of_nothing_pass_no_limit(tmp_path: Path) -> None:
    policy = copied(tmp_path)
    text = (policy / "parameters/penalties.yml").read_text("utf-8")
    for amount in ("20", "50", "100"):
        text = text.replace(f"      value: {amount}\n", "      value: 0\n")
    (policy / "parameters/penalties.yml").write_text(text, "utf-8")
    book = open_book(policy, TODAY)
    assert next(each for each in book.guardrails if each.entry.id == "disciplinary_fines").findings == ()


@pytest.mark.parametrize(
    ("region", "found"),
    [
        ("shanghai", set()),
        ("elsewhere", set()),
        ("guangdong", {"guangdong_fines", "guangdong_written_notice"}),
        ("shenzhen", {"guangdong_fines", "guangdong_written_notice", "shenzhen_fines", "shenzhen_double_punishment"}),
    ],
)
def test_a_limit_is_the_company_s_where_the_company_is(tmp_path: Path, region: str, found: set[str]) -> None:
    policy = edited(tmp_path, lambda text: text.replace("severity: error", "severity: warning"))
    (policy / "organization.yml").write_text(moved((policy / "organization.yml").read_text("utf-8"), region), "utf-8")
    book = open_book(policy, TODAY)
    passed = {each.entry.id for each in book.guardrails if each.entry.region != "national" and each.findings}
    assert passed == found
    notes = [note for clause in book.clauses.values() for note in book.notes_for(clause.entry, TODAY)]
    around = {"shenzhen": {"guangdong"}}.get(region, set())
    assert {note.region for note in notes} <= {"national", region, *around}


def test_a_company_that_moves_has_the_limits_of_each_place_in_its_time(tmp_path: Path) -> None:
    policy = edited(tmp_path, lambda text: text.replace("severity: error", "severity: warning"))
    path = policy / "organization.yml"
    text = path.read_text("utf-8")
    note = "      note: {zh: 示例公司在上海。, en: The sample company is in Shanghai.}\n"
    path.write_text(text.replace(note, f"{note}    - from: 2027-03-01\n      value: shenzhen\n"), "utf-8")
    book = open_book(policy, TODAY)
    (fines,) = [each for each in book.guardrails if each.entry.id == "shenzhen_fines"]
    assert [(str(each.since), each.until) for each in fines.findings] == [("2027-03-01", None)]
    assert fines.findings[0].place.file.endswith("attendance.yml")


def test_shipped_findings_are_acknowledged_until_they_run_out() -> None:
    assert told(POLICY) == {}
    after = told(POLICY, date(2027, 7, 1))
    assert set(after) == PASSED
    assert all(sorted(codes) == ["guardrail", "guardrail_expired"] for codes in after.values())
    assert told(POLICY, date(2027, 6, 30)) == {}


def test_without_an_acknowledgement_it_is_told_at_the_value(tmp_path: Path) -> None:
    def without(text: str) -> str:
        start = text.index("  acknowledged:")
        return text[:start] + text[text.index("\n- id:", start) :]

    policy = edited(tmp_path, without)
    (problem,) = [each for each in load(policy, TODAY).problems if each.code == "guardrail"]
    assert problem.where == "fine_for_lateness"
    assert problem.severity == "warning"
    row = Path(problem.place.file).read_text("utf-8").splitlines()[problem.place.line - 1]
    assert row.strip() == "value: 20"
    assert "自 2026-01-01 起越过法律界限（全国，国务院令第 516 号" in problem.message("zh")
    assert "take legal advice" in problem.message("en")


def test_what_is_over_is_history(tmp_path: Path) -> None:
    policy = copied(tmp_path)
    path = policy / "parameters/quiz.yml"
    text = path.read_text("utf-8")
    start = text.index("result_retention:")
    at = text.index("    - from: 2026-01-01", start)
    path.write_text(f"{text[:at]}    - from: 2025-01-01\n      value: 48\n{text[at:]}", "utf-8")
    book = open_book(policy, TODAY)
    (guardrail,) = [each for each in book.guardrails if each.entry.id == "data_kept_too_long"]
    assert [(str(each.since), str(each.until)) for each in guardrail.findings] == [("2025-01-01", "2026-01-01")]
    assert guardrail.now(TODAY) == ()
    assert told(policy) == {}


def test_an_error_refuses_a_change() -> None:
    with pytest.raises(PolicyError, match="three days"):
        propose_value(POLICY, "attendance.absence_deduction", NewValue(FROM, 150), TODAY)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("when: attendance.minor_fine > 0", "when: attendance.minor_fin > 0", "unknown_parameter", 8),
        ("when: attendance.minor_fine > 0", "when: attendance.minor_fine + 1", "formula_units", 8),
        ("when: attendance.minor_fine > 0", "when: attendance.minor_fine", "formula_needs_condition", 8),
        ("when: attendance.minor_fine > 0", "when: 1 > 0", "formula_no_parameter", 8),
        ("clause: discipline.attendance.late", "clause: discipline.attendance.lat", "unknown_clause", 17),
        ("clause: discipline.attendance.pay_lost", "clause: discipline.attendance.pay_los", "unknown_clause", 30),
        ("region: national", "region: mars", "not_one_of", 10),
        ("until: 2027-06-30", "until: 2029-06-30", "acknowledged_too_long", 29),
        ("until: 2027-06-30", "until: 2026-06-30", "acknowledged_too_long", 29),
        ("    by: 人事部（示例）\n", "", "missing_key", 26),
        ("- id: deduction_above_time", "- id: fine_for_lateness", "duplicate_id", 37),
    ],
)
def test_mistakes_in_the_file_are_told_at_their_place(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    policy = edited(tmp_path, lambda text: text.replace(old, new, 1))
    (problem,) = load(policy, TODAY).errors
    assert (problem.code, problem.place.line) == (code, line)
    assert problem.place.file.endswith("guardrails.yml")


def test_every_region_has_words() -> None:
    assert set(REGIONS) == set(Region.__args__)  # type: ignore[attr-defined]
