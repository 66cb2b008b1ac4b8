"""How a report names things: entries under another name, names in texts, values of files in words."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook.impact.differences.changes import EntryChange, KeyChange
from handbook.impact.differences.compare import compare
from handbook.impact.differences.entry import ABSENT, Entry, NameOrder
from handbook.impact.differences.renames import Renames, find_renames
from handbook.impact.report.naming import say_entry, say_key, say_sides, say_value
from handbook.impact.report.sentence import sentence
from handbook.policy.load import open_book
from handbook.schema.models import NumberParameter
from handbook.schema.validation.part import part_at
from tests.handbook.test_changes_told import rename

SMALL = Path(__file__).parent / "policy"
TODAY = date(2026, 11, 23)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "policy"))


# Names in texts


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a.b", "a.c"),
        ("{{ a.b }}", "{{ a.c }}"),
        ("a.b+1 > a.b", "a.c+1 > a.c"),
        ("a.bb", "a.bb"),
        ("xa.b", "xa.b"),
        ("x.a.b", "x.a.b"),
        ("a.b.c", "a.b.c"),
        ("a.b.", "a.c."),
        ("{{ clause.d.e.f }}", "{{ clause.d.e.g }}"),
        ("d.e.f", "d.e.g"),
        ("d.e.f.h", "d.e.f.h"),
    ],
)
def test_names_in_a_text(old: str, new: str) -> None:
    renames = Renames({"parameter": {"a.b": "a.c"}, "clause": {"d.e.f": "d.e.g"}, "role": {"agent": "clerk"}})
    assert renames.text(old) == new
    assert renames.same(old, new)
    assert not renames.same(new, f"{old}!")
    assert renames.same("agent", "clerk")
    assert not renames.same("clerk", "agent")
    assert not renames.same(1, True)
    assert renames.before("role", "clerk") == "agent"
    assert renames.before("role", "agent") == "agent"
    assert Renames().text(old) == old


@pytest.mark.parametrize(
    ("id", "now"),
    [
        ("a.b.number", "a.c.number"),
        ("a.bb.number", "a.bb.number"),
        ("duties.agent.1", "duties.clerk.1"),
        ("agent", "clerk"),
    ],
)
def test_names_in_an_id(id: str, now: str) -> None:
    assert Renames({"parameter": {"a.b": "a.c"}, "role": {"agent": "clerk"}}).id(id) == now


def test_likeness_is_of_words_and_not_of_ids_and_kinds() -> None:
    """A rule for the same clause with the same units is not the old one unless it says the same."""

    def entries(name: str, title: str) -> dict[tuple[str, str], Entry]:
        data = {"title": {"zh": title}, "clause": "a.b.c", "unit": "CNY", "listed": True, "as_of": "day"}
        return {("rule", name): Entry("rule", name, f"rules/{name}.yml", data)}

    assert find_renames(entries("old", "罚款"), entries("new", "罚款")).of("rule", "old") == "new"
    assert find_renames(entries("old", "罚款"), entries("new", "奖金")).of("rule", "old") == "old"


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        ({"a": "xyz"}, {"b": "xyz"}, "b"),
        ({"a": "xyz"}, {"a": "xyz", "b": "xyz"}, "a"),  # a copy
        ({"a": "xyz", "b": "xyz"}, {"b": "xyz"}, "a"),  # one of two that were alike is gone
        ({"a": "vwxyz"}, {"b": "xyz"}, "b"),  # three of five
        ({"a": "wxyz"}, {"b": "yz"}, "a"),  # two of four
        ({"a": "xyz"}, {"b": "uvwxyz"}, "a"),
        ({"old.a": "xyz"}, {"new.b": "xyz", "only.a": "xyz"}, "only.a"),
        ({"old.a": "xyz"}, {"new.a": "xy", "new.b": "xyz"}, "new.b"),
    ],
)
def test_what_has_another_name_now(before: dict[str, str], after: dict[str, str], now: str) -> None:
    """Entries by name, with a text a letter."""

    def entries(kind: str, given: dict[str, str]) -> dict[tuple[str, str], Entry]:
        return {
            (kind, name): Entry(kind, name, "f.yml", {"texts": [{"en": text} for text in texts]})
            for name, texts in given.items()
        }

    (old, *_) = before
    assert find_renames(entries("rule", before), entries("rule", after)).of("rule", old) == now
    assert find_renames(entries("rule", before), entries("term", after)).of("rule", old) == old


@pytest.mark.parametrize(("kind", "now"), [("parameter", "a"), ("question", "b")])
@pytest.mark.parametrize("key", ["values", "unit", "type"])
def test_only_a_parameter_keeps_its_history(kind: Any, now: str, key: str) -> None:
    old, new = (
        {(kind, name): Entry(kind, name, "f.yml", {"label": {"en": "same"}, key: value})}
        for name, value in (("a", "1"), ("b", "2"))
    )
    assert find_renames(old, new).of(kind, "a") == now


def test_the_likest_is_the_one_that_was_renamed(policy: Path) -> None:
    """Of two that could be it, the one with the same last name; one old name is one new name."""
    rename(policy, "parameter", "appraisal.grade_good", "appraisal.grade_well")
    rename(policy, "parameter", "appraisal.grade_pass", "appraisal.grade_enough")
    told = compare(open_book(SMALL, TODAY), open_book(policy, TODAY), TODAY, SMALL, policy)
    assert {each.renamed: each.entry.name for each in told.renamed} == {
        "appraisal.grade_good": "appraisal.grade_well",
        "appraisal.grade_pass": "appraisal.grade_enough",
    }
    assert sentence(told, "zh").startswith("改名：appraisal.grade_good → appraisal.grade_well、appraisal.grade_pass → ")


# Values of files in words

NUMBER = part_at(NumberParameter, ())
SOME_QUESTION = Entry("question", "q", "questions/q.yml", {})


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (ABSENT, "—", "—"),
        (None, "—", "—"),
        ([], "—", "—"),
        ({}, "—", "—"),
        (True, "是", "yes"),
        (False, "否", "no"),
        (0, "0", "0"),
        (date(2026, 1, 2), "2026-01-02", "2026-01-02"),
        ("agent", "客服", "客服"),
        (["agent", "x"], "客服、x", "客服, x"),
        (NameOrder(("a", "b")), "a、b", "a, b"),
        ({"zh": "甲", "en": "A"}, "甲", "A"),
        ({"min": 1, "x": {"zh": "甲", "en": "A"}}, "下限：1；x：甲", "Minimum: 1; x: A"),
        ([{"min": 1}, {"min": 2}], "下限：1／下限：2", "Minimum: 1 / Minimum: 2"),
        ([[1, 2], [3]], "1、2／3", "1, 2 / 3"),
    ],
)
def test_values_in_words(value: object, zh: str, en: str) -> None:
    names = {"agent": "客服"}
    assert (say_value(value, "zh", names, NUMBER), say_value(value, "en", names, NUMBER)) == (zh, en)


def test_keys_and_entries_in_words() -> None:
    key = KeyChange(("options", 2, "text", "zz"), 1, 2)
    assert (say_key(SOME_QUESTION, key, "zh"), say_key(SOME_QUESTION, key, "en")) == (
        "选项 · 第 2 项 · 选项 · zz",
        "Options · no. 2 · Text · zz",
    )
    change = EntryChange(Entry("rule", "r", "rules/r.yml", {"title": {"zh": "规", "en": "R"}}), ())
    assert (say_entry(change, "zh"), say_entry(change, "en")) == ("规（r）", "R (r)")
    assert say_entry(replace(change, renamed="q"), "en") == "R (q → r)"
    assert say_entry(replace(change, entry=Entry("file", "f.yml", "f.yml", [])), "zh") == "f.yml"


def test_a_whole_entry_is_told_as_far_as_one_reads_it_and_a_key_whole() -> None:
    exact, long = "字" * 400, "字" * 401
    assert say_sides(SOME_QUESTION, KeyChange((), ABSENT, exact), "zh", {}) == ("—", exact)
    assert say_sides(SOME_QUESTION, KeyChange((), ABSENT, long), "zh", {}) == ("—", f"{exact}…")
    assert say_sides(SOME_QUESTION, KeyChange(("x",), long, ABSENT), "zh", {}) == (long, "—")
