"""The history: values and texts by day, with ids that nothing else moves; and the command that tells the next day."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from handbook import cli
from handbook.edit.proposal import NewValue, propose_value
from handbook.policy.book import PolicyBook
from handbook.policy.changes import changes_by_day, next_day
from handbook.policy.load import load, open_book

pytestmark = pytest.mark.slow

POLICY = Path(__file__).parents[2] / "policy_data"
TODAY = date(2026, 11, 23)
FINE, LATE = "attendance.minor_fine", "discipline.attendance.late"


def ids(book: PolicyBook) -> list[str]:
    return [each.id for day in changes_by_day(book) for each in (*day.changes, *day.texts)]


def test_values_and_texts_newest_first() -> None:
    told = ids(open_book(POLICY, TODAY))
    assert told[:2] == [f"{FINE}@2027-01-01", f"{LATE}@2026-06-01"]
    assert {each.partition("@")[2] for each in told[2:]} == {"2026-01-01"}


def test_an_unrelated_value_moves_no_id() -> None:
    proposal = propose_value(POLICY, "awards.teamwork", NewValue(date(2027, 1, 1), 900), TODAY)
    before, after = map(ids, proposal.books)
    assert [each for each in after if each in before] == before
    assert set(after) - set(before) == {"awards.teamwork@2027-01-01"}


def test_a_value_set_to_what_it_is_is_no_change() -> None:
    for name, since, value in (("awards.teamwork", TODAY, 1000), (FINE, date(2027, 7, 1), 30)):
        before, after = propose_value(POLICY, name, NewValue(since, value), TODAY).books
        assert ids(after) == ids(before)
        days = [next_day(book, TODAY) for book in (before, after)]
        assert [(day.day, [each.id for each in day.changes]) for day in days if day] == [
            (date(2027, 1, 1), [f"{FINE}@2027-01-01"])
        ] * 2
        assert after.in_force_since(TODAY) == before.in_force_since(TODAY)
        assert after.next_change(date(2027, 1, 1)) is None


def test_a_text_change_says_whom_it_affects() -> None:
    (text,) = [text for day in changes_by_day(open_book(POLICY, TODAY)) for text in day.texts]
    assert text.roles == ("agent", "supervisor", "hr")
    assert (text.ref, str(text.decided)) == ("职代会〔2026〕3号", "2026-05-20")
    assert "不计入辞退" in text.note.zh


@pytest.mark.parametrize(("second", "code"), [("2026-06-01", "date_duplicate"), ("2026-05-01", "dates_not_increasing")])
def test_revisions_are_in_order(tmp_path: Path, second: str, code: str) -> None:
    policy = Path(shutil.copytree(POLICY, tmp_path / "policy"))
    path = policy / "chapters/7-discipline.yml"
    text = path.read_text("utf-8")
    at = text.index("        force:", text.index("revisions:"))
    more = f"          - from: {second}\n            note: {{zh: 又改, en: again}}\n"
    path.write_text(text[:at] + more + text[at:], "utf-8")
    (problem,) = load(policy, TODAY).errors
    assert (problem.code, problem.where) == (code, LATE)
    assert path.read_text("utf-8").splitlines()[problem.place.line - 1].strip() == f"- from: {second}"


def test_the_next_day() -> None:
    book = open_book(POLICY, TODAY)
    found = next_day(book, TODAY)
    assert found
    assert found.day == date(2027, 1, 1)
    assert next_day(book, date(2026, 12, 31)) == found
    assert next_day(book, date(2027, 1, 1)) is None
    text = next_day(book, date(2026, 5, 31))
    assert text
    assert (text.day, [each.id for each in text.texts]) == (date(2026, 6, 1), [f"{LATE}@2026-06-01"])


@pytest.mark.parametrize(
    ("argv", "out", "err"),
    [
        ((), "2027-01-01\n  轻微迟到或早退每次扣款  20 元 → 30 元\n", ""),
        (("--date-only",), "2027-01-01\n", ""),
        (("--today", "2027-01-01"), "", "没有已定的变更。\n"),
        (("--today", "2027-01-01", "--lang", "en", "--date-only"), "", "Nothing is scheduled.\n"),
    ],
)
def test_the_command(capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], out: str, err: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["next", "--today", str(TODAY), *argv])
    assert (stopped.value.code, *capsys.readouterr()) == (0, out, err)


def test_the_command_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["next", "--today", str(TODAY), "--json"])
    data = json.loads(capsys.readouterr().out)
    assert (data["day"], [each["id"] for each in data["changes"]]) == ("2027-01-01", [f"{FINE}@2027-01-01"])
