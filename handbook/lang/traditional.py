"""Simplified to Traditional Chinese, word by word.

A segmenter (rjieba) cuts a sentence into words, and OpenCC converts each by itself: of a whole sentence it would join
characters over the borders of words (最多只有 would become 最多隻有). The vocabulary of the record stays: `s2twp` would
turn 参数 into 引數. The program's own words are no record, and are said as Traditional readers say them. The characters
are those of Taiwan or of Hong Kong, see `use_style`. Any text in the data may give its Traditional form itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal, Protocol, get_args

Style = Literal["tw", "hk"]

# Words that OpenCC converts otherwise than readers write them, or that the segmenter would cut or make up. Reviewed by
# hand; a wrong word is added here.
_SPELT = {
    "克制": "克制", "公布": "公布", "发布": "發布", "折合": "折合", "舍入": "捨入", "账号": "帳號", "转账": "轉帳",
    "账单": "帳單", "账户": "帳戶", "对账": "對帳", "账": "帳",
    "签": "簽", "标签": "標籤", "书签": "書籤", "便签": "便籤", "抽签": "抽籤",
}  # fmt: skip
# The same of words that readers write otherwise in Hong Kong.
_SPELT_BY_STYLE: Mapping[str, tuple[str, str]] = {"数里": ("數裡", "數裏"), "格里": ("格裡", "格裏")}
# Words of an interface by style.
_INTERFACE: Mapping[str, tuple[str, str]] = {
    "打印": ("列印", "列印"), "链接": ("連結", "連結"), "脚本": ("指令碼", "指令碼"),
    "网络": ("網路", "網絡"), "文件": ("檔案", "檔案"), "文件夹": ("資料夾", "資料夾"),
    "刷新": ("重新整理", "重新整理"), "视频": ("影片", "影片"), "搜索": ("搜尋", "搜尋"),
    "默认": ("預設", "預設"), "数据": ("資料", "資料"), "保存": ("儲存", "儲存"),
    "粘贴": ("貼上", "貼上"), "屏幕": ("螢幕", "螢幕"), "用户": ("使用者", "用戶"),
    "登录": ("登入", "登入"), "支持": ("支援", "支援"), "电子表格": ("試算表", "試算表"),
    "字符": ("字元", "字元"), "导出": ("匯出", "匯出"), "导入": ("匯入", "匯入"),
    "加载": ("載入", "載入"), "命令行": ("命令列", "命令列"), "撤销": ("復原", "復原"),
    "添加": ("新增", "新增"), "打开": ("開啟", "開啟"), "软件": ("軟體", "軟件"),
    "程序": ("程式", "程式"),
}  # fmt: skip


class NoSuchStyle(ValueError):
    """A setting asks for the Traditional Chinese of a place whose is not known."""


_PLACES: tuple[Style, ...] = get_args(Style)
_HAN = "[\u3400-\u9fff\uf900-\ufaff]+"  # patterns of Chinese, slow to compile, are compiled when they are needed
_QUOTES = str.maketrans("“”", "「」")
_STYLE = "HANDBOOK_TRADITIONAL"

# What is right inside a few words only: elsewhere it comes of a word that was cut wrongly. Beside each the words.
_ONLY_IN = {
    "隻": "[一二三四五六七八九十百千萬兩幾數每這那\\d]隻|隻身|船隻|隻字",
    "乾": "乾[淨燥脆貨糧杯旱坤隆枯]|[餅葡曬烘晾]乾",
    "里": "[公英華海]里|里[程弄長]|鄰里|故里|千里|萬里",
    "后": "[皇太王]后|后[妃羿]",
    "髮": "[頭理毛白黑染燙剪金]髮|髮[型廊夾飾]",
    "釦": "[鈕衣]釦|釦子",
    "併": "[合兼歸吞]併|併[發購入案]",
    "迴": "[巡輪]迴|迴[避轉響旋路圈]",
    "剋": "剋扣|[相生]剋|剋星",
}
_DOUBTFUL = f"[{''.join(_ONLY_IN)}]"
_RIGHT = "|".join(_ONLY_IN.values())
_AROUND = 6  # characters shown on either side


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


class _Segmenter(Protocol):
    def add_word(self, word: str, frequency: int | None, tag: str | None) -> int: ...
    def cut(self, text: str, hmm: bool, /) -> list[str]: ...


class Memory(Protocol):
    """Keeps what was converted for the next process: the Traditional text, by what it was made of."""

    def get(self, key: str, /) -> Any: ...
    def put(self, key: str, result: Any, /) -> None: ...


_memories: dict[bool, Memory] = {}  # of the program's own words, and of all others


def remember_conversions(keep: Callable[[str, str, str, str], Memory]) -> None:
    """From now on nothing is converted that was before. `keep` makes a memory, given its name and all that decides on
    results: that of the program's own words, which all languages need, and that of a policy's, which is large."""
    from importlib.metadata import version  # a fifth of what a command's help needs

    versions = version("opencc"), version("rjieba"), repr([_SPELT, _SPELT_BY_STYLE, _INTERFACE, _QUOTES])
    _memories.update({True: keep("interface", *versions), False: keep("texts", *versions)})


def style() -> Style:
    """Whose characters and words are used: Taiwan's, unless the environment or `use_style` says Hong Kong's. Raises
    NoSuchStyle where it says another place's."""
    found = os.environ.get(_STYLE, "tw")
    if found not in _PLACES:
        raise NoSuchStyle(found)
    return found


def use_style(place: str) -> None:
    """Use the characters and words of `tw` or `hk` from now on, also in processes that this one starts. Raises
    NoSuchStyle for any other place."""
    if place not in _PLACES:
        raise NoSuchStyle(place)
    os.environ[_STYLE] = place


def load_converter() -> None:
    """Load the dictionaries once; it takes a moment."""
    _segmenter()
    _converter(style())


@cache
def _converter(place: Style) -> _Converter:
    from opencc import OpenCC  # loads its dictionaries: only where Traditional Chinese is asked for

    converter: _Converter = OpenCC(f"s2{place}")
    return converter


@cache
def _segmenter() -> _Segmenter:
    import rjieba  # loads its dictionary, too

    segmenter: _Segmenter = rjieba.Jieba()
    for word in (*_SPELT, *_SPELT_BY_STYLE, *_INTERFACE):
        segmenter.add_word(word, None, None)
    return segmenter


def to_traditional(text: str, *, interface: bool = False) -> str:
    """`text` in Traditional characters; anything that is not Chinese stays as it is. `interface`: it is the program's
    own, whose words are those of Traditional readers."""
    return text if text.isascii() else _converted(text, style(), interface)


@lru_cache(maxsize=50_000)
def _converted(text: str, place: Style, interface: bool) -> str:
    key, memory = f"{place} {text}", _memories.get(interface)
    known: str | None = memory.get(key) if memory is not None else None
    if known is None:
        known = _converted_now(text, place, interface)
        if memory is not None:
            memory.put(key, known)
    return known


def _converted_now(text: str, place: Style, interface: bool) -> str:
    def words(found: re.Match[str]) -> str:
        return "".join(_word(word, place, interface) for word in _segmenter().cut(found[0], False))

    return re.sub(_HAN, words, text.translate(_QUOTES))


@lru_cache(maxsize=20_000)
def _word(word: str, place: Style, interface: bool) -> str:
    by_style = (_INTERFACE.get(word) if interface else None) or _SPELT_BY_STYLE.get(word)
    if by_style:
        return by_style[_PLACES.index(place)]
    return _SPELT.get(word) or _converter(place).convert(word)


def doubtful(text: str) -> list[str]:
    """What looks wrongly converted in a Traditional text: the places, with what stands around them."""
    places = (found.start() for found in re.finditer(_DOUBTFUL, text))
    return [text[max(at - _AROUND, 0) : at + 1 + _AROUND] for at in places if not _is_right(text, at)]


def _is_right(text: str, at: int) -> bool:
    start = max(at - 2, 0)  # no word is longer than three characters
    return any(start + found.start() <= at < start + found.end() for found in re.finditer(_RIGHT, text[start : at + 3]))
