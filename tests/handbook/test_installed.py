"""What packages offer under entry points is read as the standard library reads it."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

import pytest

from handbook.files.installed import EntryPoint, entry_points

OFFERED = """\
[console_scripts]
tool = tool.main:main

[handbook.commands]
book = one.book:book
more=one.more:more [extra]

[other]
book = one.other:book
"""


@pytest.mark.parametrize("group", ["console_scripts", "handbook.commands", "handbook.schemas", "quiz.pages", "nobody"])
def test_it_is_what_the_standard_library_finds(group: str) -> None:
    found = {(point.name, point.value) for point in entry_points(group=group)}
    known = {(point.name, point.value) for point in importlib.metadata.entry_points(group=group)}
    assert {(name, value.partition("[")[0].strip()) for name, value in known} == found


def test_what_is_loaded_is_the_same() -> None:
    for point in importlib.metadata.entry_points(group="handbook.schemas"):
        assert [each.load() for each in entry_points(group="handbook.schemas", name=point.name)] == [point.load()]


def test_of_a_package_that_is_there_twice_the_first_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, name, text in (
        ("first", "one-1.0.dist-info", OFFERED),
        ("second", "one-0.9.dist-info", OFFERED.replace("one.book", "old.book")),
        ("second", "two.egg-info", "[handbook.commands]\nlast = two:last"),
        ("second", "three-1.0.dist-info", ""),
    ):
        (tmp_path / folder / name).mkdir(parents=True)
        (tmp_path / folder / name / "entry_points.txt").write_text(text)
    monkeypatch.setattr(sys, "path", [str(tmp_path / each) for each in ("nowhere", "first", "second")])
    assert list(entry_points(group="handbook.commands")) == [
        EntryPoint("book", "one.book:book"),
        EntryPoint("more", "one.more:more"),
        EntryPoint("last", "two:last"),
    ]
    assert list(entry_points(group="handbook.commands", name="more")) == [EntryPoint("more", "one.more:more")]
    assert list(entry_points(group="handbook")) == []
