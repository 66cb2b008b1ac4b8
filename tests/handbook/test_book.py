"""The book: what uses what, texts in three languages, its fingerprint, its history."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from handbook.files.reading import _SOUND, forget_files, read_source
from handbook.lang.languages import LANGS, Lang
from handbook.policy.book import PolicyBook
from handbook.policy.changes import changes_by_day
from handbook.policy.load import open_book
from handbook.problems.lookups import NotInForce, Unknown

HERE = Path(__file__).parent
POLICY_DATA = HERE.parent.parent / "policy_data"
DAY = date(2026, 4, 1)
FINE = "attendance.minor_fine"
LATE = "discipline.attendance.late"


@cache
def small() -> PolicyBook:
    return open_book(HERE / "policy", DAY)


@cache
def shipped() -> PolicyBook:
    return open_book(POLICY_DATA, DAY)


def _plain(clause_id: str, lang: Lang, day: date = DAY) -> str:
    return small().plain(small().clause(clause_id).prose, lang, day)


# what uses what


def test_users() -> None:
    assert [clause.id for clause in small().users(FINE)] == [LATE]
    assert small().users("attendance.nothing") == ()
    for name in shipped().parameters:
        assert [clause.id for clause in shipped().users(name)] == [
            clause.id for clause in shipped().clauses.values() if name in clause.parameters
        ]


def test_terms_of() -> None:
    assert [term.id for term in small().terms_of(LATE)] == ["lateness"]
    assert small().terms_of("duties.work.greet") == ()


def test_of_overlapping_terms_the_longest_counts() -> None:
    used = {term.id for term in shipped().terms_of("appraisal.results.bonus")}
    assert "performance_bonus" in used


def test_parameters_and_references_of_a_clause() -> None:
    clause = small().clause(LATE)
    assert clause.parameters == ("attendance.minor_limit", FINE, "attendance.half_day_limit")
    assert clause.refers_to == ("discipline.attendance.day_wage",)
    assert small().clause("discipline.attendance.day_wage").refers_to == (LATE,)


def test_unknown_names() -> None:
    with pytest.raises(Unknown) as caught:
        small().param("attendance.minor_fines")
    assert caught.value.near[0] == FINE
    with pytest.raises(Unknown) as caught:
        small().clause("discipline.attendance.lat")
    assert caught.value.near[0] == LATE


# texts


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "迟到 30 分钟以内的，每次扣 20 元。超过 30 分钟的，按旷工半天处理。"),
        ("zh-Hant", "遲到 30 分鐘以內的，每次扣 20 元。超過 30 分鐘的，按曠工半天處理。"),
        (
            "en",
            "For arriving late by up to 30 minutes, 20 yuan is deducted. More than 30 minutes counts as half a day's"
            " absence.",
        ),
    ],
)
def test_say(lang: Lang, text: str) -> None:
    assert _plain(LATE, lang) == text


def test_say_as_of_a_day() -> None:
    assert "扣 25.50 元" in _plain(LATE, "zh", date(2027, 1, 1))
    assert "扣 10 元" in _plain(LATE, "zh", date(2026, 2, 28))
    with pytest.raises(NotInForce):
        _plain(LATE, "zh", date(2025, 12, 31))


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        ("zh", ("按基本工资计算，见“迟到”。", "扣款可能超过所缺时间", "满 1 年不满 10 年的 5 天，满 10 年的 10 天")),
        ("zh-Hant", ("按基本工資計算，見「遲到」。", "扣款可能超過所缺時間", "滿 1 年不滿 10 年的 5 天")),
        ("en", ("from the base wage, see “Late arrival”.", "can exceed the pay", "5 days from 1 year, 10 days")),
    ],
)
def test_say_words_choices_and_clauses(lang: Lang, texts: tuple[str, ...]) -> None:
    said = _plain("discipline.attendance.day_wage", lang)
    assert all(text in said for text in texts)
    assert "\n\n" in said


def test_space_between_han_and_digits_and_nowhere_else() -> None:
    assert _plain("duties.appraisal.weights", "zh") == "质量占 60%，速度占 40%。"
    assert _plain("discipline.attendance.effect", "zh") == "本制度自 2026 年 1 月 15 日起施行。"
    assert _plain("duties.work.greet", "zh") == "先问好，再报小小物流的名称。"
    assert _plain("duties.appraisal.grades", "zh") == "满 80 分为良好，满 60 分为合格。"


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_has_a_gap_or_two_spaces(lang: Lang) -> None:
    for clause in shipped().clauses.values():
        said = shipped().plain(clause.prose, lang, DAY)
        assert "  " not in said
        for before, after in zip(said, said[1:]):
            if lang != "en":
                assert not (_is_han(before) and after.isascii() and after.isalnum()), said
                assert not (before.isascii() and before.isalnum() and _is_han(after)), said


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def test_spans_say_what_they_show() -> None:
    spans = small().say(small().clause(LATE).prose, "zh", DAY)
    assert [(span.text, span.ref) for span in spans if span.kind == "value"] == [
        ("30 分钟", "attendance.minor_limit"),
        ("20 元", FINE),
        ("30 分钟", "attendance.half_day_limit"),
    ]


def test_clause_numbers() -> None:
    clause = small().clause("discipline.attendance.day_wage")
    assert [clause.say_number(lang) for lang in LANGS] == ["第二章 第二条", "2.2", "第二章 第二條"]
    assert [chapter.say_number("zh") for chapter in small().chapters] == ["第一章", "第二章"]
    assert small().chapters[1].say_number("en") == "Chapter 2"


def test_clauses_are_counted_through_the_sections() -> None:
    for chapter in shipped().chapters:
        assert [clause.number for clause in chapter.clauses] == list(range(1, len(chapter.clauses) + 1))
        assert {clause.chapter_number for clause in chapter.clauses} == {chapter.number}
        assert {clause.chapter for clause in chapter.clauses} == {chapter.id}


def test_the_book_cannot_be_changed() -> None:
    for mapping in (small().parameters, small().clauses, small().groups, small().roles, small().calendars):
        with pytest.raises(TypeError):
            mapping["x"] = None  # type: ignore[index]


# the fingerprint


def _digest_after(tmp_path: Path, file: str, change: Callable[[str], str]) -> str:
    policy = Path(shutil.copytree(HERE / "policy", tmp_path / "elsewhere"))
    path = policy / file
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    return open_book(policy, DAY).digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("parameters/attendance.yml", "value: 25.5", "value: 26"),
        ("parameters/attendance.yml", "from: 2026-03-01", "from: 2026-03-02"),
        ("chapters/2-discipline.yml", "按旷工半天处理。", "按旷工半天计算。"),
        ("chapters/2-discipline.yml", "What lateness costs", "What lateness does"),
        ("glossary.yml", "[晚到]", "[来晚]"),
        ("roles.yml", "Hello agent.", "Welcome agent."),
        ("calendar/2026.yml", "the official notice", "the notice"),
        ("consistency.yml", "two weights must", "weights must"),
    ],
)
def test_digest_changes_with_what_is_said(tmp_path: Path, file: str, old: str, new: str) -> None:
    assert _digest_after(tmp_path, file, lambda text: text.replace(old, new)) != small().digest


SAID_OTHERWISE = {
    "comment": ("roles.yml", "agent:\n", "# a comment\n\nagent:   # another\n"),
    "line ends": ("roles.yml", "\n", "\r\n"),
    "key order": ("parameters/attendance.yml", "  min: 0\n  max: 100\n", "  max: 100\n  min: 0\n"),
    "flow to block": ("parameters/attendance.yml", "{zh: 考勤, en: Attendance}", "\n  en: Attendance\n  zh: 考勤"),
    "quotes": ("roles.yml", "Hello agent.", '"Hello agent."'),
    "list layout": ("chapters/2-discipline.yml", "roles: [supervisor]", "roles:\n          - supervisor"),
}


@pytest.mark.parametrize("how", SAID_OTHERWISE)
def test_digest_ignores_comments_order_and_layout(tmp_path: Path, how: str) -> None:
    file, old, new = SAID_OTHERWISE[how]
    assert _digest_after(tmp_path, file, lambda text: text.replace(old, new)) == small().digest


# history


def test_in_force_since_and_next_change() -> None:
    book = small()
    assert book.in_force_since(date(2026, 2, 28)) == date(2026, 1, 1)
    assert book.in_force_since(date(2026, 3, 1)) == date(2026, 3, 1)
    assert book.in_force_since(date(2030, 1, 1)) == date(2027, 1, 1)
    assert book.next_change(date(2024, 1, 1)) == date(2025, 1, 1)
    assert book.next_change(date(2026, 3, 1)) == date(2027, 1, 1)
    assert book.next_change(date(2027, 1, 1)) is None
    with pytest.raises(LookupError):
        book.in_force_since(date(2024, 12, 31))


def test_changes_by_day() -> None:
    days = changes_by_day(small())
    assert [day.day for day in days] == [date(2027, 1, 1), date(2026, 3, 1), date(2026, 1, 1), date(2025, 1, 1)]
    (change,) = days[1].changes
    assert change.before
    assert (change.parameter.name, change.before.value, change.after.value) == (FINE, Decimal(10), Decimal(20))
    assert [clause.id for clause in change.clauses] == [LATE]
    assert change.roles == ("agent", "supervisor")
    assert days[1].first_values == ()
    assert days[2].changes == ()
    assert len(days[2].first_values) == 11
    assert [change.parameter.name for change in days[3].first_values] == [FINE]


def test_changes_hold_every_dated_value_once() -> None:
    days = changes_by_day(shipped())
    found = [(c.parameter.name, c.after.since) for day in days for c in (*day.changes, *day.first_values)]
    assert len(found) == len(set(found))
    assert set(found) == {(p.name, s.since) for p in shipped().parameters.values() for s in p.timeline.steps}
    for day in days:
        for change in day.changes:
            assert change.after == change.parameter.timeline.at(day.day)
            assert change.before == change.parameter.timeline.before(day.day)
            assert change.before != change.after


def test_the_calendar_of_2026() -> None:
    calendar = shipped().calendars[2026]
    year = [date(2026, 1, 1) + timedelta(days) for days in range(365)]
    off = {day for day in year for run in calendar.off if run.since <= day <= run.until}
    worked = [day for day in year if day in calendar.make_up or (day.weekday() < 5 and day not in off)]
    assert len(worked) == calendar.working_days == 248


def test_files_with_one_text_stand_each_in_its_own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "title: {zh: 假, en: Leave}\nlist:\n  - {a: 1}\n  - b\n"
    sources = []
    for name in ("one.yml", "other.yml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        sources.append(read_source(tmp_path / name, name))
    trees = [source.tree for source in sources if source.tree]
    assert trees[0].data is trees[1].data, "it is parsed once"
    for path in ((), ("title", "en"), ("list", 0, "a"), ("list", 1)):
        spots = [tree.root.find(path) for tree in trees]
        keys = [spot.key for spot in spots]
        assert [spot.place.file for spot in spots] == ["one.yml", "other.yml"]
        assert [key.place.file for key in keys if key] == (["one.yml", "other.yml"] if keys[0] else [])
        assert len({(spot.place.line, spot.start, spot.end, spot.plain) for spot in spots}) == 1
    assert [path for path, _ in trees[1].texts()] == [("title", "zh"), ("title", "en"), ("list", 1)]

    monkeypatch.setattr("handbook.files.reading._REMEMBERED", len(text))
    for name in ("third.yml", "fourth.yml"):
        (tmp_path / name).write_text(f"{text}# {name}", encoding="utf-8")
        read_source(tmp_path / name, name)
    assert len(_SOUND) <= 1
    forget_files()
    assert not _SOUND
