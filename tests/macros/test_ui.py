"""The words of the site's pages and scripts: none is left over, and each is said where it is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook.lang.catalogue import say, section

ROOT = Path(__file__).resolve().parents[2]
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder, pattern in (
        ("macros", "**/*.py"),
        ("macros", "**/*.j2"),
        ("macros", "**/*.html"),
        ("docs", "*/*.md"),
        ("docs/assets/js", "**/*.js"),
    )
    for path in (ROOT / folder).glob(pattern)
)


QUOTED = set(re.findall(r"""["'](?=([^"'\n]+)["'])""", SOURCES))
OF_SCRIPTS = set(re.findall(r"\bui\.(\w+)", SOURCES))


@pytest.mark.parametrize("key", section("macros", "site", "zh"))
def test_key_is_used(key: str) -> None:
    group, _, name = key.rpartition(".")
    if group == "pages":  # the title of a page: `pages.for_new` of for/new.md
        address = name.replace("_", "/")
        assert f"{address}.md" in SOURCES or f"{address}/index.md" in SOURCES
    else:  # scripts have `calc.yes` as `calc_yes`
        of_scripts = f"{group}_{name}"
        assert {key, f"macros.site.{key}", of_scripts} & QUOTED or of_scripts in OF_SCRIPTS


@pytest.mark.parametrize("key", section("macros", "editor", "zh"))
def test_key_of_the_editor_is_used(key: str) -> None:
    assert {key, f"macros.editor.{key}"} & QUOTED


def test_traditional_is_converted_and_filled() -> None:
    assert say("macros.site.since", "zh-Hant", day="2026-01-01") == "2026-01-01 起"
    assert say("macros.site.must_know", "zh-Hant") == "必知"
    assert say("macros.site.pages.changes", "zh-Hant") == "變更記錄"


def test_one_is_no_plural() -> None:
    assert [say("macros.site.clause_count", "en", n=n) for n in (1, 2)] == ["1 clause", "2 clauses"]
