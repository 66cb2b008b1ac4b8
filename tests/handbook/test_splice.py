"""Changing one value changes one or two lines and nothing else, for every parameter, in files of every kind."""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.draft import Located
from handbook.edit.proposal import NewValue, with_value, without_value
from handbook.edit.yaml_words import flow, read_value
from handbook.load import load, read_draft
from handbook.models import ParameterEntry
from handbook.problems import PolicyError
from handbook.source import read_source

POLICY = Path(__file__).parents[2] / "policy_data"
TODAY = date(2026, 11, 23)
DRAFT = read_draft(POLICY)
BEYOND = date(2031, 1, 1)  # after every date of the policy
FORMS = ("lf", "crlf", "marked", "open end")


def in_form(name: str, form: str) -> Located[ParameterEntry]:
    """The parameter in a file with other line ends, a byte-order mark, or no line end at its end."""
    located = DRAFT.parameters[name]
    raw = located.source.path.read_bytes()
    if form == "crlf":
        raw = raw.replace(b"\n", b"\r\n")
    if form == "open end":
        raw = raw.rstrip(b"\n")
    if form == "marked":
        raw = b"\xef\xbb\xbf" + raw
    source = read_source(located.source.path, located.source.file, located.source.name, raw)
    assert source.tree is not None
    return Located(located.entry, source.tree.root.find((name.partition(".")[2],)), source, name)


def rows(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came. A last line that got a line end is the same line."""
    delta = list(
        difflib.ndiff([row.rstrip("\r\n") for row in rows(before)], [row.rstrip("\r\n") for row in rows(after)])
    )
    return [row[2:] for row in delta if row[0] == "-"], [row[2:] for row in delta if row[0] == "+"]


def other(entry: ParameterEntry) -> Any:
    """A value that the parameter may have, as somebody gives it."""
    value = entry.values[-1].value
    match entry.type:
        case "number":
            return entry.min
        case "text":
            return {"zh": "乙：“新”的 # 名称", "en": "B, {new}: name # two"}
        case "date":
            return value + timedelta(days=1)
        case "switch":
            return not value
        case "choice":
            return next(each for each in entry.choices if each != value)
    return [{"at_least": 1, "gives": entry.min}, {"at_least": 2, "gives": entry.max}]


def read_back(located: Located[ParameterEntry], text: str) -> Any:
    source = read_source(located.source.path, "", "", text.encode())
    assert source.tree is not None, source.problems
    assert not source.problems
    return source.tree.data


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DRAFT.parameters)
class TestEveryParameter:
    def test_a_new_value_adds_two_lines(self, name: str, form: str) -> None:
        located = in_form(name, form)
        before, value = located.source.text, other(located.entry)
        after = with_value(located, NewValue(BEYOND, value), TODAY)
        gone, come = changed(before, after)
        assert gone == []
        assert len(come) == 2
        data = read_back(located, after)[name.partition(".")[2]]["values"]
        assert data[-1] == {"from": BEYOND, "value": value}
        assert data[:-1] == read_back(located, before)[name.partition(".")[2]]["values"]
        ends = {"\r\n"} if form == "crlf" else {"\n"}
        assert {row[len(row.rstrip("\r\n")) :] for row in rows(after)[:-1]} == ends

    def test_taking_it_back_gives_the_same_bytes(self, name: str, form: str) -> None:
        located = in_form(name, form)
        with_one = with_value(located, NewValue(BEYOND, other(located.entry)), TODAY)
        again = spliced(located, with_one)
        assert without_value(again, BEYOND, TODAY) == located.source.text

    def test_another_value_for_a_scheduled_day_changes_its_line_alone(self, name: str, form: str) -> None:
        located = in_form(name, form)
        with_one = with_value(located, NewValue(BEYOND, read_value("0")), TODAY)
        again = spliced(located, with_one)
        value = other(located.entry)
        gone, come = changed(with_one, with_value(again, NewValue(BEYOND, value), TODAY))
        assert (len(gone), len(come)) in ((1, 1), (0, 0))  # 0 may be the value already
        after = with_value(again, NewValue(BEYOND, value), TODAY)
        assert read_back(located, after)[name.partition(".")[2]]["values"][-1]["value"] == value


def spliced(located: Located[ParameterEntry], text: str) -> Located[ParameterEntry]:
    """The same parameter in the file as it is after a splice, with its dates."""
    marked = b"\xef\xbb\xbf" if located.source.marked else b""
    source = read_source(located.source.path, "", "", marked + text.encode())
    assert source.tree is not None
    steps = [*located.entry.values, located.entry.values[-1].model_copy(update={"since": BEYOND})]
    entry = located.entry.model_copy(update={"values": steps})
    return Located(entry, source.tree.root.find((located.name.partition(".")[2],)), source, located.name)


def test_a_value_between_two_goes_between_them() -> None:
    located = DRAFT.parameters["attendance.minor_fine"]
    after = with_value(located, NewValue(date(2026, 12, 1), 25), TODAY)
    values = read_back(located, after)["minor_fine"]["values"]
    assert [(str(each["from"]), each["value"]) for each in values] == [
        ("2025-01-01", 10), ("2026-01-01", 20), ("2026-12-01", 25), ("2027-01-01", 30),
    ]  # fmt: skip


def test_what_is_not_given_stays_and_what_is_given_is_put_in_its_line() -> None:
    located = DRAFT.parameters["attendance.minor_fine"]
    new = NewValue(date(2027, 1, 1), 35, date(2026, 11, 20), "职代会〔2026〕7号")
    gone, come = changed(located.source.text, with_value(located, new, TODAY))
    assert [row.strip() for row in gone] == ["value: 30", "decided: 2026-11-10", "ref: 职代会〔2026〕6号"]
    assert [row.strip() for row in come] == ["value: 35", "decided: 2026-11-20", "ref: 职代会〔2026〕7号"]


@pytest.mark.parametrize("since", [date(2026, 1, 1), date(2026, 6, 1), date(2020, 1, 1)])
def test_the_past_stays_unless_it_is_corrected(since: date) -> None:
    located = DRAFT.parameters["attendance.minor_fine"]
    with pytest.raises(PolicyError, match="history"):
        with_value(located, NewValue(since, 25), TODAY)
    after = with_value(located, NewValue(since, 25), TODAY, correct_past=True)
    assert {"from": since, "value": 25}.items() <= next(
        each for each in read_back(located, after)["minor_fine"]["values"] if each["from"] == since
    ).items()


def test_a_value_from_today_is_no_past() -> None:
    located = DRAFT.parameters["attendance.minor_fine"]
    assert "from: 2026-11-23" in with_value(located, NewValue(TODAY, 25), TODAY)


def test_comments_and_forms_that_people_write_stay(tmp_path: Path) -> None:
    text = """\
title: {zh: 试, en: Try}   # the title
a:
  values:   # append only
    # the first
    - from: 2026-01-01   # since ever
      value: "x" # old
      note: {zh: 甲, en: A}
    - {from: 2026-02-01, value: 2}

    # about what follows
b: {values: [{from: 2026-01-01, value: 1}]}
"""
    path = tmp_path / "try.yml"
    path.write_text(text, "utf-8")
    source = read_source(path, "try.yml")
    assert source.tree is not None
    entry = DRAFT.parameters["attendance.minor_fine"].entry
    for key, days in (("a", (date(2026, 1, 1), date(2026, 2, 1))), ("b", (date(2026, 1, 1),))):
        steps = [entry.values[0].model_copy(update={"since": day}) for day in days]
        located = Located(entry.model_copy(update={"values": steps}), source.tree.root.find((key,)), source, key)
        gone, come = changed(text, with_value(located, NewValue(BEYOND, 9), TODAY))
        assert (len(gone), len(come)) == ((0, 2) if key == "a" else (1, 1))
        gone, come = changed(text, with_value(located, NewValue(days[0], 9), TODAY, correct_past=True))
        assert (len(gone), len(come)) == (1, 1)
        assert ("# old" in come[0]) is (key == "a")


WORDS = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30).map(str.strip).filter(bool)
)
PLAIN = st.one_of(st.integers(-(10**9), 10**9), st.dates(), st.booleans(), WORDS, st.decimals(0, 100, places=2))
VALUES = st.one_of(
    PLAIN, st.dictionaries(st.sampled_from(["zh", "en"]), WORDS, min_size=1), st.lists(PLAIN, min_size=1)
)


@given(VALUES, st.booleans())
@settings(max_examples=500, deadline=None)
def test_whatever_is_written_reads_back_as_it_was(value: Any, in_braces: bool) -> None:
    text = f"v: {{x: {flow(value)}, y: 1}}\n" if in_braces else f"v:\n  x: {flow(value)} # 注\n  y: 1\n"
    source = read_source(Path("x.yml"), "x.yml", "", text.encode())
    assert source.tree is not None, (text, source.problems)
    assert source.tree.data == {"v": {"x": value, "y": 1}}


def test_every_parameter_accepts_such_a_value_as_a_whole_policy() -> None:
    """All of one file at once, so that the whole check runs once a file."""
    files: dict[str, bytes] = {}
    for name, located in DRAFT.parameters.items():
        source = read_source(located.source.path, "", "", files.get(located.source.name))
        assert source.tree is not None
        now = replace(located, spot=source.tree.root.find((name.partition(".")[2],)), source=source)
        value = located.entry.values[-1].value
        same = value.model_dump(exclude_none=True) if hasattr(value, "model_dump") else value
        same = (
            [{"at_least": band.at_least, "gives": band.gives} for band in value] if isinstance(value, tuple) else same
        )
        files[located.source.name] = with_value(now, NewValue(BEYOND, same), TODAY).encode()
    loaded = load(POLICY, TODAY, files)
    assert loaded.errors == ()
    assert loaded.book is not None
    assert all(parameter.timeline.steps[-1].since == BEYOND for parameter in loaded.book.parameters.values())
