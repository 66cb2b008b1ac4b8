"""Simplified to Traditional Chinese, held against pairs that people checked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.lang import traditional
from handbook.lang.catalogue import say
from handbook.lang.traditional import doubtful, style, to_traditional, use_style

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


@pytest.fixture
def hong_kong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDBOOK_TRADITIONAL", style())  # so that it is put back
    use_style("hk")


@pytest.mark.usefixtures("hong_kong")
def test_the_characters_of_hong_kong() -> None:
    assert to_traditional("从工资里扣，为着，格里填数") == "從工資裏扣，為着，格裏填數"


def test_a_style_that_is_none() -> None:
    with pytest.raises(ValueError, match="sg"):
        use_style("sg")


@pytest.mark.parametrize(
    ("text", "tw", "hk"),
    [("打印", "列印", "列印"), ("检查网络", "檢查網路", "檢查網絡"), ("导入文件", "匯入檔案", "匯入檔案")],
)
def test_words_of_an_interface(text: str, tw: str, hk: str, request: pytest.FixtureRequest) -> None:
    assert to_traditional(text, interface=True) == tw
    request.getfixturevalue("hong_kong")
    assert to_traditional(text, interface=True) == hk


def test_the_vocabulary_of_the_record_stays() -> None:
    assert to_traditional("按投诉处理程序提交文件") == "按投訴處理程序提交文件"


def test_the_program_speaks_as_its_readers_do() -> None:
    assert say("macros.site.print_now", "zh-Hant") == "列印"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("這樣的題最多隻有 5 道", ["這樣的題最多隻有 5 道"]),
        ("一隻貓，三公里，餅乾，合併，頭髮，剋扣，巡迴", []),
        ("比少乾的活還多", ["比少乾的活還多"]),
        ("每個月從工資里扣，數里", ["每個月從工資里扣，數里", "工資里扣，數里"]),
        ("沒有", []),
    ],
)
def test_what_looks_wrongly_converted(text: str, found: list[str]) -> None:
    assert doubtful(text) == found


def test_what_was_converted_once_is_remembered_with_all_that_decides_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Memory(dict[str, str]):
        put = dict.__setitem__

    memories: dict[tuple[str, ...], Memory] = {}
    monkeypatch.setattr(traditional, "_memories", {})
    for convert in (traditional._converted_now, lambda *_: pytest.fail("converted again")):
        monkeypatch.setattr(traditional, "_converted_now", convert)
        traditional.remember_conversions(lambda *versions: memories.setdefault(versions, Memory()))
        traditional._converted.cache_clear()
        assert (to_traditional("打印", interface=True), to_traditional("打印")) == ("列印", "打印")
    kept = {which: list(memory.values()) for (which, *_), memory in memories.items()}
    assert kept == {"interface": ["列印"], "texts": ["打印"]}
