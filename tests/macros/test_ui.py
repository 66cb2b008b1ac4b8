"""The interface's words: none missing, none unused, the same facts in both languages."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
import yaml

from macros.ui import say

ROOT = Path(__file__).resolve().parents[2]
WORDS = yaml.safe_load((ROOT / "macros" / "ui.yml").read_text(encoding="utf-8"))
SOURCES = [
    path.read_text(encoding="utf-8")
    for folder, pattern in (
        ("macros", "**/*.py"),
        ("macros", "**/*.j2"),
        ("macros", "**/*.html"),
        ("docs", "*/*.md"),
        ("docs/assets/js", "**/*.js"),
    )
    for path in (ROOT / folder).glob(pattern)
]


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_key_is_used(key: str) -> None:
    if key.startswith("page_"):  # the title of a page: `page_for_new` of for/new.md
        uri = key.removeprefix("page_").replace("_", "/")
        key = f"(?:{uri}|{uri}/index)\\.md"
    assert any(re.search(rf"""["']{key}["']|\bui\.{key}\b""", text) for text in SOURCES)


@pytest.mark.parametrize("key", WORDS)
def test_languages_carry_the_same_facts(key: str) -> None:
    assert facts(WORDS[key]["zh"]) == facts(WORDS[key]["en"])


def test_traditional_is_converted_and_filled() -> None:
    assert say("since", "zh-Hant", day="2026-01-01") == "2026-01-01 起"
    assert say("must_know", "zh-Hant") == "必知"
    assert say("page_changes", "zh-Hant") == "變更記錄"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no_such_words", "zh")
