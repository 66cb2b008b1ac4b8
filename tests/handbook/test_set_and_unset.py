"""`handbook set` and `handbook unset` as commands: what they write, what they refuse; a refusal changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook import cli
from handbook.commands.set_value import coloured
from handbook.edit.proposal import EditRefused, NewValue, propose_value, propose_words
from handbook.policy.load import open_book
from handbook.problems.lookups import Unknown
from handbook.problems.problem import PolicyError

SMALL = Path(__file__).parent / "policy"
TODAY = date(2026, 11, 25)
FINE = "attendance.minor_fine"
LATE = "discipline.attendance.late"

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "policy"))


@pytest.fixture
def file(policy: Path) -> Path:
    return policy / "parameters" / "attendance.yml"


@pytest.fixture
def handbook(policy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in English on the copy; gives its exit status and all that it said."""
    monkeypatch.chdir(policy.parent)

    def run(command: str, *arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as left:
            cli.main([command, *arguments, "--data", "policy", "--today", str(TODAY), "--lang", "en"])
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, said.out + said.err

    return run


def rewritten(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_set_writes_one_value_and_tells_the_change(handbook: Run, file: Path, policy: Path) -> None:
    before = file.read_text("utf-8")
    reasons = ("--decided", "2026-11-20", "--ref", "X", "--note", "一\n二", "--note-en", "A")
    status, said = handbook("set", FINE, "30", "--from", "2028-01-01", *reasons)
    added = """\
    - from: 2028-01-01
      value: 30
      decided: 2026-11-20
      ref: X
      note: {zh: "一\\n二", en: A}
"""
    assert status == 0
    assert file.read_text("utf-8") == before.replace("      value: 25.5\n", f"      value: 25.5\n{added}")
    assert said.startswith(f"""\
--- a/policy/parameters/attendance.yml
+++ b/policy/parameters/attendance.yml
@@ -34,4 +34,9 @@
     - from: 2027-01-01
       value: 25.5
{"".join(f"+{row}" for row in added.splitlines(keepends=True))} 
 half_day_limit:
""")
    assert said.endswith("✓ written to policy/parameters/attendance.yml\n")
    step = open_book(policy, TODAY).param(FINE).timeline.steps[-1]
    assert (step.since, step.value, step.ref, step.note and step.note.zh) == (date(2028, 1, 1), 30, "X", "一\n二")


def test_what_was_set_is_corrected_and_taken_back(handbook: Run, file: Path) -> None:
    before = file.read_bytes()
    note = ("--note", "甲", "--note-en", "A")
    assert handbook("set", FINE, "30", "--from", "2028-01-01", *note)[0] == 0
    assert handbook("set", FINE, "31", "--from", "2028-01-01", "--note", "乙\n丙", "--note-en", "B: # c")[0] == 0
    assert file.read_text("utf-8").count("note: {zh: \"乙\\n丙\", en: 'B: # c'}") == 1
    for more in (", gives: 6}", ", gives: 7}", ", gives: 5}, {at_least: 3, gives: 7}"):
        assert handbook("set", "appraisal.leave", f"[{{at_least: 1{more}]", "--from", "2028-01-01")[0] == 0
    assert handbook("unset", FINE, "--from", "2028-01-01")[0] == 0
    assert file.read_bytes() == before


def test_a_try_writes_nothing(handbook: Run, file: Path) -> None:
    before = file.read_bytes()
    for arguments in (("set", FINE, "30", "--from", "2028-01-01"), ("unset", FINE)):
        status, said = handbook(*arguments, "--dry-run")
        assert status == 0
        assert said.endswith("\nNothing was saved (--dry-run).\n")
    assert file.read_bytes() == before


def test_a_warning_that_the_change_causes_is_told_and_none_that_was_there(handbook: Run, file: Path) -> None:
    rewritten(file, "review_by: 2026-12-31", "review_by: 2026-01-31")  # told by check, further down after the change
    _, said = handbook("set", "attendance.minor_limit", "31", "--from", "2028-01-01")
    warnings = [row for row in said.splitlines() if ": warning: " in row]
    assert len(warnings) == 1
    assert "the two lateness limits overlap." in warnings[0]


REFUSED = {  # FINE stands for the parameter's name; what is told, from the line on
    "set FINE true --from 2028-01-01": "37:14: FINE.values.value: a number is needed here; found true",
    "set FINE true --from 2027-01-01": "35:14: FINE.values.value: a number is needed here; found true",
    "set attendance.capped 1 --from 2028-01-01": "60:14: attendance.capped.values.value: only true or false",
    "set FINE 101 --from 2028-01-01": "37:14: FINE: must be ≤ 100, found 101",
    "set FINE 25.5 --from 2027-01-01": "1:1: FINE: it is so already; nothing was changed",
    "set FINE 1 --from 2026-11-24": "31:13: FINE: a value from 2026-11-24 has begun to apply or lies before today",
    "set FINE 1 --from 2020-01-01": "29:13: FINE: a value from 2020-01-01 has begun to apply or lies before today",
    "set FINE 1 --from 2026-03-01": "31:13: FINE: a value from 2026-03-01 has begun to apply or lies before today",
    "set FINE 1 --from 2028-01-01 --ref a\udcffb": "29:5: FINE: there is a sign (U+DCFF, unassigned)",
    "unset FINE --from 2028-01-01": "29:5: FINE: there is no value from 2028-01-01. Scheduled are: 2027-01-01",
    "unset FINE --from 2026-03-01": "31:13: FINE: the value from 2026-03-01 applies today (2026-11-25)",
    "unset attendance.capped": "57:5: attendance.capped: no scheduled value is there to take back",
    "set attendance.minor_fin 1 --from 2028-01-01": "attendance.minor_fine",
    "set FINE 1 --from 2028-01-01 --note 甲": "Give --note and --note-en together.",
}


@pytest.mark.parametrize(("typed", "told"), REFUSED.items(), ids=map(ascii, REFUSED))
def test_what_is_refused_changes_nothing(handbook: Run, file: Path, typed: str, told: str) -> None:
    before = file.read_bytes()
    status, said = handbook(*typed.replace("FINE", FINE).split())
    assert status in (1, 2)
    assert told.replace("FINE", FINE) in said
    assert file.read_bytes() == before


def test_the_past_stays_where_nobody_asks_for_a_correction(policy: Path) -> None:
    with pytest.raises(PolicyError, match="has begun to apply"):
        propose_value(policy, FINE, NewValue(date(2026, 3, 1), 25), TODAY)


def test_which_of_several_scheduled_values_is_to_go_must_be_said(handbook: Run) -> None:
    assert handbook("set", FINE, "30", "--from", "2028-01-01")[0] == 0
    status, said = handbook("unset", FINE)
    assert status == 1
    assert "say which to take back, for example --from 2027-01-01. There are: 2027-01-01、2028-01-01" in said


def test_a_value_from_today_can_be_set_and_then_is_history(handbook: Run) -> None:
    assert handbook("set", FINE, "22", "--from", str(TODAY))[0] == 0
    assert "has begun to apply" in handbook("set", FINE, "23", "--from", str(TODAY))[1]
    assert handbook("set", FINE, "23", "--from", str(TODAY), "--correct-past")[0] == 0
    assert "applies today (2026-11-25)" in handbook("unset", FINE, "--from", str(TODAY))[1]


@pytest.mark.parametrize(
    "written",
    [
        "- {from: 2027-01-01, value: 25.5, note: {zh: '一\n\n      二', en: one}}",
        "- from: 2027-01-01\n      value: 25.5\n      note: {zh: '一\n\n      二', en: one}",
        "- value: 25.5\n      note: {zh: 一,\n        en: one\n        two}\n      from: 2027-01-01",
    ],
)
def test_a_number_is_needed_however_the_entry_before_is_written(handbook: Run, file: Path, written: str) -> None:
    """`true` once went into the middle of a text, where nobody asks for a number."""
    rewritten(file, "- from: 2027-01-01\n      value: 25.5", written)
    before = file.read_bytes()
    for since in ("2027-01-01", "2028-01-01"):
        assert "a number is needed" in handbook("set", FINE, "true", "--from", since)[1]
        assert file.read_bytes() == before
    assert handbook("set", FINE, "6", "--from", "2028-01-01", "--note", "甲\n乙", "--note-en", "A")[0] == 0
    assert handbook("set", FINE, "7", "--from", "2027-01-01", "--note", "甲\n乙", "--note-en", "A")[0] == 0
    assert handbook("unset", FINE, "--from", "2027-01-01")[0] == 0


# The texts of a clause.


def test_the_texts_of_a_clause_keep_their_form(policy: Path) -> None:
    zh, en = "迟到扣{{ attendance.minor_fine }}：# 一\n二", "Late: {{ attendance.minor_fine }}"
    words = {("text", "zh"): zh, ("text", "en"): en}
    proposal = propose_words(policy, LATE, words, TODAY)
    rows = proposal.after.decode().splitlines()
    assert [row for row in proposal.diff().splitlines() if row.startswith("+ ")] == [
        '+          zh: "迟到扣{{ attendance.minor_fine }}：# 一\\n二"',
        "+            Late: {{ attendance.minor_fine }}",
    ]
    assert "          en: >-" in rows
    clause = proposal.books[1].clause(LATE)
    assert (clause.entry.text.zh, clause.entry.text.en) == (zh, en)


def test_texts_that_the_check_refuses_are_told_in_the_file_as_it_would_be(policy: Path) -> None:
    with pytest.raises(EditRefused) as refused:
        propose_words(policy, LATE, {("text", "en"): "Late {{ attendance.no_such }}"}, TODAY)
    assert "Late {{ attendance.no_such }}" in refused.value.text
    assert refused.value.problems[0].place.file.endswith("2-discipline.yml")


def test_texts_of_no_clause_and_texts_as_they_are(policy: Path) -> None:
    with pytest.raises(Unknown, match="late"):
        propose_words(policy, "discipline.attendance.lat", {("title", "en"): "x"}, TODAY)
    with pytest.raises(PolicyError, match="it is so already"):
        propose_words(policy, LATE, {("title", "en"): "Late arrival"}, TODAY)


def test_nothing_is_changed_while_the_files_have_mistakes(policy: Path, file: Path) -> None:
    """Neither where a file has not its shape, nor where a value is out of bounds, even if this mended it."""
    rewritten(file, "value: 25.5", "value: 255")
    with pytest.raises(PolicyError, match="255"):
        propose_value(policy, FINE, NewValue(date(2027, 1, 1), 25), TODAY)
    rewritten(file, "value: 255", "value: x")
    with pytest.raises(PolicyError, match="number"):
        propose_value(policy, FINE, NewValue(date(2027, 1, 1), 25), TODAY)


def test_a_diff_in_colour() -> None:
    assert coloured("@@ 1\n a\n+b\n-c\n\nd") == "\x1b[36m@@ 1\x1b[0m\n a\n\x1b[32m+b\x1b[0m\n\x1b[31m-c\x1b[0m\n\nd"
