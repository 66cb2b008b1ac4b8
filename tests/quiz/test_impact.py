"""What a change of the policy does to the questions, on the small policy with the trial questions."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from handbook.impact.differences.changes import ComparedPolicy, QuestionChange, QuestionChanges
from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book
from quiz import impact
from quiz.check import open_bank
from quiz.impact import changed_questions
from quiz.papers.drawing import Request
from quiz.papers.freezing import Head, freeze
from tests.quiz.conftest import ROOT

HERE = Path(__file__).parent
TODAY, LATER = date(2026, 11, 23), date(2027, 2, 1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    policy = Path(shutil.copytree(ROOT / "tests" / "handbook" / "policy", tmp_path / "before"))
    (policy / "questions").mkdir()
    shutil.copy(HERE / "trial.yml", policy / "questions" / "trial.yml")
    return policy


def changes(before: Path, *edits: tuple[str, str, str]) -> QuestionChanges:
    """What texts put in the place of others do, each in a file; asked of today and of a day after a value changes."""
    after = Path(shutil.copytree(before, before.with_name("after")))
    for name, old, new in edits:
        text = (after / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (after / name).write_text(text.replace(old, new), encoding="utf-8")
    sides = [ComparedPolicy(open_book(path, TODAY), path) for path in (before, after)]
    return changed_questions(sides[0], sides[1], [TODAY, LATER])


def by_id(found: QuestionChanges) -> dict[str, QuestionChange]:
    return {change.id: change for change in found.changes}


def test_nothing_changes_where_nothing_is_changed(data: Path) -> None:
    assert changes(data) == QuestionChanges((), ())


def test_answers_of_every_kind_are_told_before_and_after(data: Path) -> None:
    found = by_id(
        changes(
            data,
            ("parameters/attendance.yml", "value: 20\n", "value: 22\n"),
            ("parameters/appraisal.yml", "- from: 2026-01-01\n      value: 80", "- from: 2026-01-01\n      value: 85"),
            ("questions/trial.yml", "answer: true", "answer: false"),
            ("questions/trial.yml", "zh: 问好, en: Say hello", "zh: 微笑, en: Smile"),
            ("questions/trial.yml", "zh: 速度, en: Speed", "zh: 快慢, en: Pace"),
        )
    )
    told = {id: (each.before, each.after) for id, each in found.items()}
    in_english = {id: tuple(words.en if words else None for words in pair) for id, pair in told.items()}
    assert in_english["attendance.minor_fine.number"] == ("20 yuan", "22 yuan")
    assert in_english["greeting"] == ("True", "False")
    assert in_english["steps"] == ("Say hello → Give the name → Listen", "Smile → Give the name → Listen")
    assert in_english["what-counts"] == ("Quality; Speed", "Quality; Pace")
    assert in_english["pairs"][1] == "good – 85 points; pass – 60 points; quality – 60%"
    assert in_english["one-late.1"][0] == "20 yuan"
    assert found["greeting"].day == TODAY
    assert found["greeting"].clause == "duties.work.greet"


def test_a_change_is_told_once_on_its_first_day(data: Path) -> None:
    found = by_id(changes(data, ("parameters/attendance.yml", "value: 25.5", "value: 26.5")))
    assert found["attendance.minor_fine.coming"].day == TODAY
    assert found["attendance.minor_fine.number"].day == LATER


def test_questions_that_come_and_go(data: Path) -> None:
    found = by_id(changes(data, ("questions/trial.yml", "- id: greeting", "- id: hello")))
    assert found["greeting"].after is None
    assert found["hello"].before is None


def test_new_problems_are_told_and_old_ones_are_not(data: Path) -> None:
    text = (data / "questions" / "trial.yml").read_text(encoding="utf-8")
    bad = text.replace("answer: count(parts)", "answer: count(partz)")
    (data / "questions" / "trial.yml").write_text(bad, encoding="utf-8")
    found = changes(data, ("questions/trial.yml", "answer: true", "answer: yes!"))
    assert [(problem.code, problem.where) for problem in found.problems] == [("quiz.question_truth", "greeting")]
    assert {change.id: change.after for change in found.changes} == {"greeting": None}


EDITS = (
    ("parameters/attendance.yml", "value: 20\n", "value: 22\n"),
    ("parameters/attendance.yml", "value: 25.5", "value: 26.5"),
    ("parameters/appraisal.yml", "- from: 2026-01-01\n      value: 80", "- from: 2026-01-01\n      value: 85"),
    ("questions/trial.yml", "answer: true", "answer: false"),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit[1].strip())
def test_what_is_not_touched_is_answered_as_before(
    data: Path, edit: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = changes(data, edit)
    shutil.rmtree(data.with_name("after"))
    monkeypatch.setattr("quiz.impact._touched", lambda before, after: {*before.parameters, *after.parameters})
    assert found == changes(data, edit)
    assert found.changes


def book_of(clauses: dict[str, list[str]], units: dict[str, str]) -> PolicyBook:
    """A book of parameters with their units, and of clauses with the parameters that they show."""
    parameters = {
        name: SimpleNamespace(entry=(name, unit), group=name.partition(".")[0], unit=unit)
        for name, unit in units.items()
    }
    shown = {id: SimpleNamespace(id=id, entry=names, parameters=names) for id, names in clauses.items()}
    users = {name: [clause for clause in shown.values() if name in clause.parameters] for name in units}
    book: Any = SimpleNamespace(parameters=parameters, clauses=shown, users=lambda name: users.get(name, []))
    return book  # type: ignore[no-any-return]


UNITS = {"a.one": "day", "a.two": "day", "a.three": "CNY", "b.one": "day", "b.two": "CNY"}
CLAUSES = {"first": ["a.one"], "second": ["a.three", "b.one"], "third": ["b.two"]}


@pytest.mark.parametrize(
    ("clauses", "units", "expected"),
    [
        (CLAUSES, UNITS, set()),
        (CLAUSES, {**UNITS, "b.two": "hour"}, {"b.two"}),
        (CLAUSES, {**UNITS, "b.one": "hour"}, {"b.one", "a.three"}),  # they stand in one clause
        (CLAUSES, {**UNITS, "a.two": "hour"}, {"a.one", "a.two"}),  # one may be taken for the other
        (CLAUSES, {**UNITS, "a.new": "day"}, {"a.one", "a.two", "a.new"}),
        (CLAUSES, {"a.two": "day", **UNITS}, {"a.one", "a.two"}),  # in another order
        ({**CLAUSES, "third": ["b.two", "a.three"]}, UNITS, {"b.two", "a.three"}),
        ({"third": ["b.two"], "second": ["a.three", "b.one"], "first": ["a.one"]}, UNITS, set()),
        ({**CLAUSES, "fourth": ["b.two"]}, UNITS, {"b.two"}),
        ({"first": ["a.one"], "third": ["b.two"]}, UNITS, {"a.three", "b.one"}),
    ],
)
def test_what_a_change_touches(clauses: dict[str, list[str]], units: dict[str, str], expected: set[str]) -> None:
    old, new = book_of(CLAUSES, UNITS), book_of(clauses, units)
    assert impact._touched(old, new) == impact._touched(new, old) == expected


def test_frozen_papers_that_a_change_outdates_are_told(data: Path) -> None:
    """Those whose answers it changes and those whose clauses it rewords; of others nothing."""
    bank = open_bank(data, TODAY)
    exams = data.parent / "exams" / "may"
    exams.mkdir(parents=True)
    for kind in ("true_false", "numeric", "matching"):
        chosen = [each for each in bank.questions.values() if each.kind == kind]
        file = freeze(chosen, bank, Request(len(chosen), "s"), Head(kind, "", "", 30, 80), "zh")
        (exams / f"{kind}.paper.json").write_bytes(file.content)
    (exams / "none.paper.json").write_text("{}", encoding="utf-8")
    places = [each.id for each in bank.questions.values() if each.kind == "true_false"].index("greeting") + 1
    found = changes(data, ("questions/trial.yml", "answer: true", "answer: false")).papers
    assert [(paper.title, paper.questions) for paper in found] == [("true_false", (places,))]
    assert found[0].file.endswith("true_false.paper.json")
    shutil.rmtree(data.with_name("after"))
    found = changes(data, ("chapters/1-duties.yml", "zh: 质量占", "zh: 服务质量占")).papers
    clause = "duties.appraisal.weights"
    asked = {each.kind for each in bank.of_clause(clause)} & {"true_false", "numeric", "matching"}
    assert {paper.title for paper in found} == asked != set()
