"""Values that have a date, compared with a model too simple to be wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.lang import days
from handbook.lang.language import language
from handbook.problems.lookups import NotInForce
from handbook.schema.timeline import Dated, Timeline

START = date(2025, 12, 1)
SPAN = 60
offsets = st.lists(st.integers(1, SPAN - 2), unique=True, max_size=8)


def _timeline(begins: list[int]) -> Timeline[int]:
    return Timeline("a.b", tuple(Dated(START + timedelta(days), days) for days in begins))


@settings(deadline=None)
@given(offsets)
def test_every_day_agrees_with_the_model(begins: list[int]) -> None:
    timeline = _timeline(sorted(begins))
    for offset in range(SPAN):
        day = START + timedelta(offset)
        past = [begin for begin in sorted(begins) if begin <= offset]
        coming = [begin for begin in sorted(begins) if begin > offset]
        before, following = timeline.before(day), timeline.next_after(day)
        assert timeline.covers(day) == bool(past)
        assert (before and before.value) == (past[-2] if len(past) > 1 else None)
        assert (following and following.value) == (coming[0] if coming else None)
        if past:
            assert timeline.at(day).value == past[-1]
        else:
            with pytest.raises(NotInForce) as caught:
                timeline.at(day)
            assert (caught.value.name, caught.value.day) == ("a.b", day)
            assert caught.value.first == (START + timedelta(min(begins)) if begins else None)


@settings(deadline=None)
@given(st.dictionaries(st.integers(1, SPAN - 2), st.sampled_from("abb"), max_size=8))
def test_a_value_set_to_what_it_is_changes_nothing(values: dict[int, str]) -> None:
    """Repeats are in the record and in nothing that is told of changes."""
    every = tuple(Dated(START + timedelta(day), values[day]) for day in sorted(values))
    once = tuple(step for old, step in zip((None, *every), every) if old is None or old.value != step.value)
    timeline, plain = Timeline("a.b", every), Timeline("a.b", once)
    assert timeline.changes == plain.steps == plain.changes
    for offset in range(SPAN):
        day = START + timedelta(offset)
        assert timeline.before(day) == plain.before(day)
        assert timeline.next_after(day) == plain.next_after(day)
        if timeline.covers(day):
            assert timeline.begun(day) == plain.at(day)
            assert timeline.at(day) == [step for step in every if step.since <= day][-1]
        else:
            with pytest.raises(NotInForce):
                timeline.begun(day)


@settings(deadline=None)
@given(st.lists(st.integers(0, SPAN), max_size=6))
def test_dates_strictly_increase(begins: list[int]) -> None:
    if begins == sorted(set(begins)):
        assert len(_timeline(begins).steps) == len(begins)
    else:
        with pytest.raises(ValueError, match="strictly increase"):
            _timeline(begins)


@settings(deadline=None)
@given(offsets.filter(bool))
def test_never_a_fallback_before_the_first_day(begins: list[int]) -> None:
    first = START + timedelta(min(begins))
    timeline = _timeline(sorted(begins))
    assert timeline.at(first).since == first
    for day in (first - timedelta(1), date.min):
        with pytest.raises(NotInForce, match=f"first value is from {first}"):
            timeline.at(day)


def test_the_last_value_stays_in_force() -> None:
    assert _timeline([1, 2]).at(date.max).value == 2


def test_the_message_where_there_is_no_value_at_all() -> None:
    with pytest.raises(NotInForce, match="no value at all"):
        _timeline([]).at(START)


def _clock_at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz).replace(tzinfo=tz)

    monkeypatch.setattr(days, "datetime", Clock)


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    ("utc", "shanghai"),
    [
        ("2025-12-31T15:59:59", date(2025, 12, 31)),
        ("2025-12-31T16:00:00", date(2026, 1, 1)),
        ("2026-01-01T00:00:00", date(2026, 1, 1)),
        ("2026-07-01T15:59:59", date(2026, 7, 1)),
        ("2026-07-01T16:00:00", date(2026, 7, 2)),
    ],
)
def test_today_is_the_date_in_shanghai(monkeypatch: pytest.MonkeyPatch, zone: str, utc: str, shanghai: date) -> None:
    _clock_at(monkeypatch, datetime.fromisoformat(utc).replace(tzinfo=UTC))
    with _zone(zone):
        assert days.today() == shanghai


@contextmanager
def _zone(name: str) -> Iterator[None]:
    """The process in another time zone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", name)
        _read_zone()
        yield
    _read_zone()


def _read_zone() -> None:
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()


@settings(deadline=None)
@given(st.dates())
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert days.parse_day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["2026-1-1", "2026-02-29", "2026/01/01", "20260101", " 2026-01-01", "0000-01-01", ""])
def test_no_other_form_is_a_day(text: str) -> None:
    assert days.parse_day(text) is None


def test_a_day_in_words() -> None:
    assert language("zh").day(date(2026, 1, 1)) == "2026 年 1 月 1 日"
    assert language("en").day(date(2026, 12, 31)) == "31 December 2026"
