"""Placeholders where none are put in, and parameters that have no value yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from handbook.files.reading import read_source
from handbook.lang.prose import parse, references
from handbook.policy.checks.texts import _strays, _without_value
from handbook.problems.problem import Place
from handbook.schema.draft import Draft


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("chapters/a.yml", "title: {zh: '{{ a.b }}'}", ["title.zh"]),
        ("chapters/a.yml", "text: {zh: '{{ a.b }}'}", []),
        ("chapters/a.yml", "text: '{{ a.b }}'", []),
        ("chapters/a.yml", "say: {zh: '{{ a.b }}'}", ["say.zh"]),
        ("rules/a.yml", "say: {zh: '{{ a.b }}'}", []),
        ("rules/a.yml", "text: {zh: '{{ a.b }}'}", ["text.zh"]),
        ("rules/a.yml", "formula: '{{ a.b }}'", []),
        ("roles.yml", "means: {zh: '{{ a.b }}'}", []),
        ("roles.yml", "label: {zh: 'a {b'}", ["label.zh"]),  # any brace of words
        ("roles.yml", "file: 'a {b'", []),
        ("roles.yml", "file: '{{ a.b }}'", ["file"]),
        ("roles.yml", "'{{ a.b }}'", [""]),
    ],
)
def test_where_a_placeholder_would_be_shown_as_it_stands(name: str, text: str, told: list[str], tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    path.write_text(text, "utf-8")
    assert [problem.where for problem in _strays(read_source(path, name, name), ())] == told


@pytest.mark.parametrize(("unknown", "told"), [((1, 1), []), ((2, 3), []), ((3, 3), ["words.other.zh"])])
def test_below_a_key_that_may_be_meant_for_another_nothing_is_known(
    unknown: tuple[int, int], told: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "file.yml"
    path.write_text("words:\n  other: {zh: '{{ a.b }}'}\n  more: {zh: none}\n", "utf-8")
    found = _strays(read_source(path, "roles.yml", "roles.yml"), {Place("roles.yml", *unknown)})
    assert [problem.where for problem in found] == told


@pytest.mark.parametrize(("first", "told"), [("2026-11-25", []), ("2026-11-26", ["no_value_on_day"])])
def test_a_parameter_of_a_text_has_a_value(first: str, told: list[str]) -> None:
    step = SimpleNamespace(since=date.fromisoformat(first))
    parameter: Any = SimpleNamespace(name="a.b", entry=SimpleNamespace(values=[step]), place=lambda *_: Place("a.yml"))
    read: Any = SimpleNamespace(references=list(references(parse("{{ a.b }} {{ c.d }}"))))
    found = _without_value(cast(Draft, SimpleNamespace(parameters={"a.b": parameter})), read, date(2026, 11, 25))
    assert [problem.code for problem in found] == told
