"""Simplified to Traditional Chinese, held against pairs that people checked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.lang.traditional import to_traditional

HERE = Path(__file__).parent
PAIRS: list[dict[str, str]] = yaml.safe_load((HERE / "traditional_pairs.yml").read_text(encoding="utf-8"))
GLOSSARY = yaml.safe_load((HERE.parent.parent / "policy_data" / "glossary.yml").read_text(encoding="utf-8"))["terms"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["zh"])
def test_pair(pair: dict[str, str]) -> None:
    assert to_traditional(pair["zh"]) == pair["hant"]


@pytest.mark.parametrize("term", GLOSSARY, ids=lambda term: term["id"])
def test_the_glossary_gives_what_conversion_gives(term: dict[str, dict[str, str]]) -> None:
    words = term["term"]
    assert words["zh-Hant"] == to_traditional(words["zh"])


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_stays(text: str) -> None:
    assert to_traditional(text) == text


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=1, max_codepoint=127), max_size=20))
def test_ascii_beside_chinese_stays(text: str) -> None:
    assert to_traditional(f"罚{text}钱") == f"罰{text}錢"
