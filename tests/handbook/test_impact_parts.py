"""The parts of a report one by one: limits, texts, sample employees, sentence, tasks, and its forms. What things are
called in it is tried in `test_naming.py`."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from handbook.impact.differences.changes import EntryChange, Impact, KeyChange, QuestionChange, QuestionChanges
from handbook.impact.differences.compare import compare
from handbook.impact.differences.entry import ABSENT, Entry
from handbook.impact.differences.questions import question_changes
from handbook.impact.differences.renames import Renames
from handbook.impact.differences.text_diff import DiffPiece, diff_texts
from handbook.impact.report.blocks import MarkedText, Paragraph, Report, ReportSection, Table, TaskList
from handbook.impact.report.compose import compose
from handbook.impact.report.data import as_data
from handbook.impact.report.html import as_html
from handbook.impact.report.sentence import sentence
from handbook.impact.report.tasks import tasks
from handbook.impact.report.text import as_text
from handbook.lang.languages import Lang
from handbook.lang.words import Words
from handbook.policy.load import open_book
from tests.handbook.test_changes_told import FINE, LIMITS, edit

SMALL = Path(__file__).parent / "policy"
TODAY = date(2026, 11, 23)
LATE = "discipline.attendance.late"
PARAMETERS, CHAPTER = "parameters/attendance.yml", "chapters/2-discipline.yml"


@pytest.fixture(autouse=True)
def _without_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """They cost most and have tests of their own."""
    monkeypatch.setattr("handbook.impact.differences.compare.question_changes", lambda *_: QuestionChanges())


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "policy"))


Change = Callable[..., Impact]


@pytest.fixture
def change(policy: Path, tmp_path: Path) -> Change:
    """The impact of edits `(file, old, new)`, after the files in `first` were written."""

    def made(*edits: tuple[str, str, str], first: dict[str, str] | None = None, today: date = TODAY) -> Impact:
        for name, text in (first or {}).items():
            (policy / name).write_text(text, "utf-8")
        before = Path(shutil.copytree(policy, tmp_path / "before"))
        for file, old, new in edits:
            edit(policy / file, old, new)
        return compare(open_book(before, today), open_book(policy, today), today, before, policy)

    return made


def titles(impact: Impact, lang: Lang = "zh") -> list[str]:
    return [section.title for section in compose(impact, lang).sections]


def cells(impact: Impact, title: str, lang: Lang = "zh") -> list[tuple[str, ...]]:
    found = [section for section in compose(impact, lang).sections if section.title == title]
    return [row for section in found for block in section.blocks if isinstance(block, Table) for row in block.rows]


# Limits

GUARDED = {"guardrails.yml": LIMITS}


def limits(impact: Impact) -> list[tuple[str, str, str]]:
    return [(each.guardrail.entry.id, str(each.finding.since), each.state) for each in impact.limits]


def advice(impact: Impact) -> list[str]:
    return [task.words["zh"] for task in tasks(impact) if "听取法律意见" in task.words["zh"]]


def test_an_acknowledged_limit_is_told_as_acknowledged(change: Change) -> None:
    told = change((PARAMETERS, "value: 25.5", "value: 24.5"), first=GUARDED)
    assert limits(told) == [("fine", "2027-01-01", "other"), ("dear", "2027-01-01", "gone")]
    assert cells(told, "法律提示")[0][4] == "法务，到 2027-06-30 为止"
    assert advice(told) == []
    assert [each.passed for each in told.limits] == [True, False]
    assert as_data(told)["limits"][0]["acknowledged"] == {"by": "法务", "until": "2027-06-30"}
    assert as_data(told)["limits"][1]["acknowledged"] is None


def test_a_change_that_begins_when_it_is_acknowledged_no_longer(change: Change) -> None:
    told = change(
        (PARAMETERS, "from: 2027-01-01\n      value: 25.5", "from: 2027-07-01\n      value: 25"), first=GUARDED
    )
    assert ("fine", "2027-07-01", "other") in limits(told)
    by = {row[1]: row[4] for row in cells(told, "法律提示") if row[0].startswith("fine")}
    assert by["2027-07-01"] == "法务，到 2027-06-30 为止，以后要重新确认"


def test_an_acknowledgement_that_ends_with_the_day_before(change: Change) -> None:
    told = change(
        (PARAMETERS, "from: 2027-01-01\n      value: 25.5", "from: 2027-06-30\n      value: 25"), first=GUARDED
    )
    by = {row[1]: row[4] for row in cells(told, "法律提示") if row[0].startswith("fine")}
    assert by["2027-06-30"] == "法务，到 2027-06-30 为止"


def test_a_limit_that_nobody_lets_stand_wants_advice(change: Change) -> None:
    told = change(("guardrails.yml", "minutes(25)", "minutes(31)"), first=GUARDED)
    assert limits(told) == [("short", "2026-01-01", "new")]
    assert advice(told) == ["就越过的法律界限（short）听取法律意见：改参数，或者在 guardrails.yml 里确认"]


def test_an_acknowledgement_that_has_run_out_is_none(change: Change) -> None:
    told = change((PARAMETERS, "value: 25.5", "value: 24.5"), first=GUARDED, today=date(2027, 7, 1))
    assert ("fine", "2027-01-01", "other") in limits(told)
    assert advice(told)


def test_a_limit_that_is_gone_is_none_that_is_kept_now(change: Change) -> None:
    last = LIMITS[LIMITS.index("- id: dear") :]
    told = change(("guardrails.yml", last, ""), first=GUARDED)
    assert limits(told) == []
    assert [(each.entry.name, each.state) for each in told.entries] == [("dear", "gone")]
    assert "法律界限 1 处" in sentence(told, "zh")


def test_a_stretch_that_ended_before_another_began_is_no_longer_passed(change: Change) -> None:
    """From the first day of a value on, and up to the last day before it, but not on both."""
    told = change(
        (PARAMETERS, "value: 25.5", "value: 25.5\n    - from: 2027-03-01\n      value: 20"),
        first=GUARDED,
    )
    assert limits(told) == [
        ("fine", "2027-03-01", "other"),
    ]


def test_stretches_that_only_touch_are_two(change: Change) -> None:
    both = "from: 2027-01-01\n      value: {}\n    - from: 2027-03-01\n      value: {}\n"
    told = change((PARAMETERS, "from: 2027-01-01\n      value: 25.5\n", both.format(25.5, 20)), first=GUARDED)
    again = change_of(told, (PARAMETERS, both.format(25.5, 20), both.format(20, 26)))
    assert [each for each in limits(again) if each[0] == "dear"] == [
        ("dear", "2027-03-01", "new"),
        ("dear", "2027-01-01", "gone"),
    ]
    back = change_of(again, (PARAMETERS, both.format(20, 26), both.format(25.5, 20)))
    assert [each for each in limits(back) if each[0] == "dear"] == [
        ("dear", "2027-01-01", "new"),
        ("dear", "2027-03-01", "gone"),
    ]


# Texts


def test_words_of_an_option_change_the_texts_that_show_it(change: Change) -> None:
    told = change((PARAMETERS, "false: {zh: 可能超过", "false: {zh: 可以超过"))
    assert [(each.clause.id, each.cause, each.day) for each in told.texts] == [
        ("discipline.attendance.day_wage", "value", TODAY)
    ]
    assert [key.path for key in told.entries[0].keys] == [("choices", "false")]


def test_a_title_changes_the_texts_that_name_it(change: Change) -> None:
    told = change((CHAPTER, "title: {zh: 迟到,", "title: {zh: 迟到者,"))
    assert [(each.clause.id, each.cause) for each in told.texts] == [
        (LATE, "edited"),
        ("discipline.attendance.day_wage", "value"),
    ]


def test_only_the_other_language_changed(change: Change) -> None:
    told = change((CHAPTER, "The policy applies", "This policy applies"), ("roles.yml", "en: Hello agent.", "en: Hi."))
    (zh,) = [
        block for section in compose(told, "zh").sections for block in section.blocks if isinstance(block, MarkedText)
    ]
    (en,) = [
        block for section in compose(told, "en").sections for block in section.blocks if isinstance(block, MarkedText)
    ]
    assert (zh.about, en.about) == ("条文改写，只改了英文", "text edited, not the Chinese")
    assert zh.pieces == en.pieces
    assert cells(told, "另外改了") == [("客服专员（agent）", "开头的话（英文）", "Hello agent.", "Hi.")]
    assert cells(told, "Also changed", "en") == [
        ("Customer service agent (agent)", "Introduction", "Hello agent.", "Hi.")
    ]


def test_another_parameter_with_the_same_value_reads_the_same_and_is_told(change: Change) -> None:
    told = change((CHAPTER, "attendance.half_day_limit", "attendance.minor_limit"))
    assert told.texts == ()
    assert [(each.entry.name, [key.path for key in each.keys]) for each in told.entries] == [(LATE, [("text",)])]


def test_another_parameter_in_an_edited_text_is_told_beside(change: Change) -> None:
    """It reads the same today, and may not tomorrow."""
    told = change(
        (CHAPTER, "attendance.half_day_limit", "attendance.minor_limit"), (CHAPTER, "的，每次扣", "的，每回扣")
    )
    assert [(each.clause.id, each.cause) for each in told.texts] == [(LATE, "edited")]
    assert [key.path for each in told.entries for key in each.keys] == [("text",)]


def test_traditional_alone_is_told(change: Change) -> None:
    told = change(
        (CHAPTER, "title: {zh: 迟到, en: Late arrival}", "title: {zh: 迟到, en: Late arrival, zh-Hant: 遲到}")
    )
    assert told.texts == ()
    assert cells(told, "另外改了") == [(f"迟到（{LATE}）", "标题（繁体）", "—", "遲到")]


def test_traditional_beside_an_edited_text_is_told(change: Change) -> None:
    told = change((CHAPTER, "title: {zh: 迟到, en: Late arrival}", "title: {zh: 晚到, en: Late, zh-Hant: 遲了}"))
    assert [key.path for entry in told.entries for key in entry.keys] == [("title", "zh-Hant")]


CLAUSE = """      - id: more
        title: {zh: 多一条, en: One more}
        supplement: {zh: 补充, en: added}
        roles: [agent]
        text: {zh: 第一，要准时。, en: Be on time.}
"""


def test_a_new_clause_and_a_clause_that_is_gone(change: Change, policy: Path, tmp_path: Path) -> None:
    path = policy / CHAPTER
    path.write_text(path.read_text("utf-8") + CLAUSE, "utf-8")
    without = Path(shutil.copytree(SMALL, tmp_path / "without"))
    for before, after, cause, state in ((without, policy, "new", "new"), (policy, without, "gone", "gone")):
        told = compare(open_book(before, TODAY), open_book(after, TODAY), TODAY, before, after)
        assert [(each.clause.entry.id, each.cause, each.day) for each in told.texts] == [("more", cause, TODAY)]
        (entry,) = told.entries
        assert (entry.entry.name, entry.state) == ("discipline.attendance.more", state)
        (key,) = entry.keys
        side = key.after if state == "new" else key.before
        assert list(side) == ["id", "supplement", "roles"]  # its text stands above
        assert ABSENT in (key.before, key.after)
    del change


# Values and their record


def test_a_value_set_to_what_it_is_changes_only_the_record(change: Change) -> None:
    told = change((PARAMETERS, "value: 25.5\n", "value: 25.5\n    - {from: 2027-07-01, value: 25.5, ref: 一号}\n"))
    assert (told.values, told.texts, told.staff, told.limits, told.more) == ((), (), (), (), ())
    assert sentence(told, "zh") == "只改了记录，数值和条文不变。"
    assert sentence(told, "en").startswith("Only records changed")
    assert cells(told, "另外改了")[0][1:] == (
        "带日期的值 · 2027-07-01",
        "—",
        "从哪天起：2027-07-01；值：25.5；文号：一号",
    )
    assert list(tasks(told)) == []


def test_the_same_number_written_otherwise_is_told_as_such(change: Change) -> None:
    told = change((PARAMETERS, "value: 20\n", "value: 20.0\n"))
    assert told.values == ()
    assert [key.path for key in told.entries[0].keys] == [("values", "2026-03-01", "value")]
    assert not told.nothing


def test_another_unit_is_another_value(change: Change) -> None:
    told = change(
        (PARAMETERS, "unit: minute\n  min: 1\n  max: 240\n", "unit: hour\n  min: 1\n  max: 240\n"),
        ("rules/deduction.yml", "minutes > attendance.half_day_limit", "minutes > 30 * minutes(1)"),
        ("rules/deduction.yml", "minutes <= attendance.half_day_limit", "minutes <= 30 * minutes(1)"),
        ("consistency.yml", GAP_AND_OVERLAP, ""),
    )
    (value,) = told.values
    assert (value.say_before("zh"), value.say_after("zh"), value.since) == ("30 分钟", "30 小时", date(2026, 1, 1))


GAP_AND_OVERLAP = (SMALL / "consistency.yml").read_text("utf-8").partition("- id: gap")[2]
GAP_AND_OVERLAP = f"- id: gap{GAP_AND_OVERLAP}"


def test_a_replaced_value_tells_its_note_and_its_record(change: Change) -> None:
    told = change(
        (PARAMETERS, "value: 25.5\n", "value: 26\n"),
        (PARAMETERS, "value: 20\n      note: {zh: 从 10 元提高", "value: 20\n      note: {zh: 由 10 元提高"),
    )
    assert [key.path for key in told.entries[0].keys] == [("values", "2026-03-01", "note")]
    assert told.entries[0].is_record


def test_a_new_parameter_tells_its_value_once(change: Change, policy: Path) -> None:
    more = """
extra:
  label: {zh: 额外, en: Extra}
  unit: CNY
  min: 0
  max: 9
  source: 1/1/1
  why: {zh: 试, en: A trial}
  values: [{from: 2026-01-01, value: 5}]
"""
    del change
    (policy / PARAMETERS).write_text((policy / PARAMETERS).read_text("utf-8") + more, "utf-8")
    told = compare(open_book(SMALL, TODAY), open_book(policy, TODAY), TODAY, SMALL, policy)
    assert [(each.name, each.say_before("zh"), each.say_after("zh")) for each in told.values] == [
        ("attendance.extra", None, "5 元")
    ]
    (entry,) = told.entries
    assert "values" not in entry.keys[0].after
    assert cells(told, "另外改了")[0][1] == "新增"
    assert sentence(told, "zh").startswith("2026 年 1 月 1 日起，额外为 5 元")


def test_a_first_value_that_begins_on_another_day(change: Change) -> None:
    later = change((PARAMETERS, "from: 2025-01-01\n      value: 10", "from: 2025-06-01\n      value: 10"))
    earlier = compare(later.after, later.before, TODAY, SMALL, SMALL)
    for told, sides in ((later, ("10 元", None)), (earlier, (None, "10 元"))):
        (value,) = told.values
        assert (value.since, value.say_before("zh"), value.say_after("zh")) == (date(2025, 1, 1), *sides)
    assert (later.values[0].until, earlier.values[0].until) == (date(2025, 6, 1), date(2025, 6, 1))


@pytest.mark.parametrize(
    ("day", "timing"), [("2026-11-22", "retroactive"), (str(TODAY), "immediate"), ("2026-11-24", "scheduled")]
)
def test_a_note_that_comes_with_a_value_is_told_and_when_it_applies(change: Change, day: str, timing: str) -> None:
    new = f"- {{from: {day}, value: 21, note: {{zh: 一, en: one}}}}"
    told = change(
        (PARAMETERS, "    - from: 2027-01-01\n      value: 25.5", f"    {new}\n    - {{from: 2027-01-01, value: 25.5}}")
    )
    assert [(str(each.since), each.timing) for each in told.values] == [(day, timing)]
    assert [key.path for each in told.entries for key in each.keys] == [("values", day, "note")]


def test_a_text_that_reads_otherwise_for_long_is_told_as_of_then_alone(change: Change) -> None:
    told = change((PARAMETERS, "value: 20\n", "value: 21\n"), (PARAMETERS, "{zh: 数额小、", "{zh: 数额很小、"))
    assert {(each.clause.id, each.day) for each in told.texts} == {(LATE, date(2026, 3, 1))}


def test_questions_are_compared_today_and_on_each_day_to_come(change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def question_changes(_before: object, _after: object, _renames: object, days: list[date]) -> QuestionChanges:
        asked.extend(days)
        return QuestionChanges()

    monkeypatch.setattr("handbook.impact.differences.compare.question_changes", question_changes)
    change((PARAMETERS, "value: 20\n", "value: 21\n"), (PARAMETERS, "value: 25.5", "value: 26"))
    assert asked == [TODAY, date(2027, 1, 1)]


# Sample employees


def test_results_and_what_is_said_are_compared(change: Change) -> None:
    told = change(
        ("cases/attendance.yml", "attendance.minor_fine: 20, attendance.capped: false}", "attendance.capped: false}"),
    )
    assert told.staff == ()  # what is set aside is another case
    again = change_of(told, (PARAMETERS, "value: 20\n", "value: 0\n"))
    (found,) = [each for each in again.staff if each.day == TODAY]
    assert [(each.label["zh"], each.before["zh"], each.after["zh"]) for each in found.results] == [
        ("扣款合计", "20 元", "0 元"),
        ("应发工资", "4,330 元", "4,350 元"),
        ("提示语", "—", "不扣款，应发 4,350 元。"),
    ]
    assert found.results[2].after["en"] == "Nothing is deducted, and 4,350 yuan is due."
    assert found.results[2].label["en"] == "What is said"


def test_several_things_that_are_said(change: Change) -> None:
    told = change(
        ("cases/attendance.yml", "late: [{minutes: 8}, {minutes: 20}]", "late: [{minutes: 20}]"),
        ("cases/attendance.yml", "expect: {fine: [3.33, 0], total: 3.33}\n  says: [gap]", "says: [gap, nothing]"),
    )
    assert told.staff == ()  # what is asked otherwise is another case
    again = change_of(told, ("rules/deduction.yml", "when: total == 0", "when: total == yuan(1)"))
    (amount,) = again.staff[0].results
    assert amount.before["zh"].endswith("的没有规定。不扣款，应发 4,350 元。")
    assert amount.before["en"].endswith("up to 30 minutes. Nothing is deducted, and 4,350 yuan is due.")
    assert amount.after["en"].endswith("up to 30 minutes.")


def test_a_list_as_result(change: Change) -> None:
    told = change(("rules/repayment.yml", "formula: instalments(", "formula: instalments(2 * "))
    (found,) = told.staff
    assert {each.label["zh"]: each.before["zh"] for each in found.results}["各月扣款"].startswith("300 元")


def change_of(told: Impact, *edits: tuple[str, str, str]) -> Impact:
    """What further edits do."""
    data = Path(told.after.parameters[FINE].place.file).parents[1]
    for file, old, new in edits:
        edit(data / file, old, new)
    return compare(told.after, open_book(data, TODAY), TODAY, data, data)


def test_what_cannot_be_worked_out_is_listed_with_the_reason(change: Change) -> None:
    told = change(
        (
            "cases/attendance.yml",
            "{attendance.minor_limit: 30, attendance.minor_fine: 20, attendance.capped: false}",
            "{}",
        )
    )
    again = change_of(told, (PARAMETERS, "from: 2025-01-01\n      value: 10", "from: 2025-06-01\n      value: 10"))
    both = [each for each in again.not_worked_out if each.side == "both"]
    assert {each.days for each in both} == {(date(2025, 1, 1),)}
    assert {case.id: each.reason["zh"] for each in both for case in each.cases}["late-twice"].startswith(
        "2025 年 1 月 1 日还没有“扣款是否封顶”的规定"
    )
    rows = cells(again, "样例员工")
    assert ("2025-01-01", "前后都") in [row[:2] for row in rows]
    assert not any("还没有明年的日历" in row[3] for row in rows)  # it is there to be refused, and is


def test_a_calendar_that_is_new_makes_a_case_work(change: Change, policy: Path) -> None:
    told = change((PARAMETERS, "why: {zh: 数额小", "why: {zh: 数额很小"))
    assert told.not_worked_out == ()
    text = (policy / "calendar/2026.yml").read_text("utf-8").replace("2026", "2027").replace("259", "260")
    (policy / "calendar/2027.yml").write_text(text.replace("make_up:\n  - 2027-01-04\n", ""), "utf-8")
    again = change_of(told)
    (failed,) = again.not_worked_out
    assert (failed.side, [case.id for case in failed.cases]) == ("before", ["no-calendar-yet"])
    assert "2027 年的工作日历" in failed.reason["zh"]


# Sentence, tasks, tables


def test_the_sentence_names_the_earliest_first(change: Change) -> None:
    told = change(
        (PARAMETERS, "value: 25.5", "value: 26"),
        ("parameters/appraisal.yml", "value: 80", "value: 80\n    - {from: 2026-12-01, value: 85}"),
        ("parameters/appraisal.yml", "value: 60\n\nbasis", "value: 60\n    - {from: 2026-12-02, value: 65}\n\nbasis"),
    )
    assert [each.name for each in told.values] == ["appraisal.grade_good", "appraisal.grade_pass", FINE]
    assert sentence(told, "zh").startswith(
        "2026 年 12 月 1 日起，良好分数线由 80 分改为 85 分；"
        "2026 年 12 月 2 日起，合格分数线由 60 分改为 65 分；另有 1 处数值改动；"
    )
    assert "1 more value change;" in sentence(told, "en")
    assert "before 2026-12-01" in [task.words["en"] for task in tasks(told)][-1]


def test_a_long_text_of_few_characters_is_told_by_what_changed() -> None:
    long = "不扣的不罚的" * 60
    pieces = diff_texts(f"{long}甲{long}", f"{long}乙{long}", "zh")
    assert [(piece.kind, len(piece.text)) for piece in pieces] == [
        ("same", 360),
        ("struck", 1),
        ("added", 1),
        ("same", 360),
    ]


@pytest.mark.parametrize(
    ("ref", "ticked"),
    [(", ref: 号一", ["记下决定日期（decided）", "记下决定的文号（ref）"]), ("", ["记下决定日期（decided）"])],
)
def test_what_is_recorded_is_ticked_and_what_is_not_is_left_to_do(change: Change, ref: str, ticked: list[str]) -> None:
    later = f"value: 80\n    - {{from: 2026-12-01, value: 85, decided: 2026-11-01{ref}}}"
    told = change(("parameters/appraisal.yml", "value: 80", later))
    assert [task.words["zh"] for task in tasks(told) if task.done] == ticked


@pytest.mark.parametrize(("told", "ticked"), [("", [True, True, True, False]), (", told: 2026-11-10", [True] * 4)])
def test_days_of_consultation_and_of_notice_tick_what_they_prove(change: Change, told: str, ticked: list[bool]) -> None:
    entry = f"{{from: 2026-12-01, value: 85, consulted: 2026-10-20, decided: 2026-11-01, ref: 号一{told}}}"
    scheduled = change(("parameters/appraisal.yml", "value: 80", f"value: 80\n    - {entry}"))
    assert [task.done for task in tasks(scheduled)] == ticked


def test_whom_a_clause_is_for_and_was_for_is_told(change: Change) -> None:
    told = change((CHAPTER, "roles: [agent, supervisor]", "roles: [agent]"))
    assert told.roles == ("agent", "supervisor")
    assert sentence(told, "zh") == "另外改了：条文 1 处；适用于客服专员、客服主管。"
    assert cells(told, "另外改了") == [(f"迟到（{LATE}）", "适用于", "客服专员、客服主管", "客服专员")]
    assert [task.words["zh"][:2] for task in tasks(told)] == ["与职", "现在"]


def test_an_edited_clause_without_a_revision_is_announced_to_nobody(change: Change) -> None:
    silent = change((CHAPTER, "本制度自", "制度自"))
    assert any("没有记修订（revisions）" in task.words["zh"] for task in tasks(silent))
    recorded = change_of(silent, (CHAPTER, "制度自", "公司制度自"), (CHAPTER, "        title: {zh: 施行", REVISED))
    assert not any("没有记修订" in task.words["zh"] for task in tasks(recorded))


REVISED = "        revisions: [{from: 2026-11-23, note: {zh: 改, en: new}}]\n        title: {zh: 施行"


def test_a_value_under_its_old_decision_is_to_be_checked(change: Change) -> None:
    told = change((PARAMETERS, "value: 30\n      decided", "value: 25\n      decided"))
    assert any("核对 attendance.minor_limit 的决定" in task.words["zh"] for task in tasks(told))


def entry(number: int, keys: int) -> EntryChange:
    return EntryChange(
        Entry("rule", f"r{number}", "rules/r.yml", {}), tuple(KeyChange((f"k{n}",), 1, 2) for n in range(keys))
    )


@pytest.mark.parametrize(
    ("sizes", "rows", "more"),
    [((60,), 60, None), ((61,), 60, "1 more row:"), ((59, 1, 1), 60, "Also: r2."), ((30, 31, 1), 31, "Also: r1.")],
)
def test_of_too_many_changes_the_entries_are_named(
    change: Change, sizes: tuple[int, ...], rows: int, more: str
) -> None:
    told = replace(change(), entries=tuple(entry(number, size) for number, size in enumerate(sizes)))
    (section,) = [each for each in compose(told, "en").sections if each.title == "Also changed"]
    assert len(cells(told, "Also changed", "en")) == rows
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert texts[0] == "Rules"
    assert (len(texts) == 1) if more is None else texts[1].startswith(more)


def test_nothing_is_said_only_where_the_versions_are_the_same(change: Change) -> None:
    told = change()
    assert (told.nothing, sentence(told, "zh"), titles(told)) == (True, "制度没有变化。", [])
    assert not replace(told, after=replace(told.after, digest="another")).nothing
    assert not replace(told, questions=QuestionChanges(problems=("x",))).nothing  # type: ignore[arg-type]


# Names of questions


def question(id: str, before: str | None, after: str | None) -> QuestionChange:
    words = [Words(zh=each, en=each) if each else None for each in (before, after)]
    return QuestionChange(id, LATE, TODAY, Words(zh="问", en="Q"), *words)


def test_questions_follow_a_new_name(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        question("a.b.number", "1", None),
        question("a.c.number", None, "1"),
        question("a.b.single", "1", None),
        question("a.c.single", None, "2"),
        question("a.b.coming", "1", None),
        question("a.bb.number", "1", None),
        question("x.number", "1", "2"),
    ]

    class Point:
        def load(self) -> Any:
            return lambda *_: QuestionChanges(tuple(found))

    monkeypatch.setattr("handbook.impact.differences.questions.entry_points", lambda **_: [Point()])
    told = question_changes(None, None, Renames({"parameter": {"a.b": "a.c"}}), [])  # type: ignore[arg-type]
    assert told
    assert [(each.id, each.before and each.before.zh, each.after and each.after.zh) for each in told.changes] == [
        ("a.c.single", "1", "2"),
        ("a.b.coming", "1", None),
        ("a.bb.number", "1", None),
        ("x.number", "1", "2"),
    ]
    monkeypatch.setattr("handbook.impact.differences.questions.entry_points", lambda **_: [])
    assert question_changes(None, None, Renames(), []) is None  # type: ignore[arg-type]


def test_where_there_is_no_quiz_it_is_said_so(change: Change) -> None:
    told = replace(change((CHAPTER, "本制度自", "制度自")), questions=None)
    (section,) = [each for each in compose(told, "zh").sections if each.title == "题目"]
    assert section.blocks == (Paragraph("没有安装题库，题目没有比较。"),)
    assert told.with_problems(lambda problem: problem) is told
    assert as_data(told)["questions"] is None


# HTML


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))


MARKUP = "<script>x()</script><img src=x onerror=y>&amp;\"'</style></title>{{ 7*7 }}"


def test_no_text_of_the_policy_is_markup_in_html() -> None:
    def report(text: str) -> Report:
        blocks = (
            Paragraph(text),
            Table((text,), ((text,),)),
            MarkedText(text, text, tuple(DiffPiece(kind, text) for kind in ("same", "struck", "added"))),  # type: ignore[arg-type]
            TaskList(((True, text), (False, text))),
        )
        return Report("zh", text, text, (text, text, text), text, (ReportSection(text, blocks),), text)

    made = {text: as_html(report(text)) for text in ("平常的话", MARKUP)}
    outlines = []
    for text, page in made.items():
        outline = _Outline()
        outline.feed(page)
        outlines.append([(tag, [name for name, _ in attrs]) for tag, attrs in outline.tags])
        assert html.unescape(page).count(text) == made["平常的话"].count("平常的话")
    assert outlines[0] == outlines[1]
    assert "49" not in re.sub(r"<style>.*</style>", "", made[MARKUP], flags=re.DOTALL)


def test_a_terminal_sees_short_cells_and_marks(change: Change) -> None:
    told = change((CHAPTER, "本制度自", "制度自"), ("roles.yml", "zh: 你好，客服专员。", f"zh: {'好' * 48}"))
    assert f"  {'好' * 48}" in as_text(compose(told, "zh"))
    again = change_of(told, ("roles.yml", "好" * 48, "好" * 49))
    assert f"  {'好' * 47}…" in as_text(compose(again, "zh"))
    shown = as_text(compose(told, "zh"))
    assert shown.startswith("\x1b[1m条文有改动")  # bold
    assert "\x1b[31m[-本-]" in shown  # red
    json.dumps(as_data(told))


QUESTION = """
- id: late
  clause: discipline.attendance.late
  kind: true_false
  level: 1
  ask: {zh: 迟到要紧吗, en: Does lateness matter}
  answer: true
  because: {zh: 制度这样说, en: The policy says so}
"""


def test_written_questions_are_compared_file_by_file(policy: Path, tmp_path: Path) -> None:
    """They are no part of the version; a file that is no YAML is compared by its text."""
    (policy / "questions").mkdir()
    path = policy / "questions/more.yml"
    path.write_text(QUESTION, "utf-8")
    before = Path(shutil.copytree(policy, tmp_path / "before"))
    book = open_book(policy, TODAY)
    for text, told in (
        (QUESTION.replace("迟到要紧吗", "迟到很要紧吗"), [("question", "late", "changed", [("ask",)])]),
        (QUESTION.replace("id: late", "id: lateness"), [("question", "lateness", "changed", [])]),
        (
            QUESTION.replace("- id", "\t- id"),
            [("file", "questions/more.yml", "changed", [()]), ("question", "late", "gone", [()])],
        ),
        (QUESTION + "# a comment\n", []),
        (QUESTION, []),
    ):
        path.write_text(text, "utf-8")
        found = compare(book, book, TODAY, before, policy).entries
        assert (
            sorted((each.entry.kind, each.entry.name, each.state, [key.path for key in each.keys]) for each in found)
            == told
        )
    path.unlink()
    (gone,) = compare(book, book, TODAY, before, policy).entries
    assert (gone.entry.name, gone.state) == ("late", "gone")
    assert "手写的题目 1 处" in sentence(compare(book, book, TODAY, before, policy), "zh")
