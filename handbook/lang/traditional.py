"""Simplified to Traditional Chinese, character by character.

OpenCC's `s2tw` keeps the vocabulary of the record (`s2twp` would turn 参数 into 引數) and takes the usual forms of the
characters. Where it errs, the pairs below decide; any text in the data may also give its Traditional form itself.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

# What OpenCC gives, and what it should be. Reviewed by hand; a wrong phrase is added here.
_OVERRIDES = {
    "額髮放": "額發放",
    "括髮放": "括發放",
    "括髮貨": "括發貨",
    "明釦": "明扣",
    "，併為": "，並為",
    "剋制": "克制",
    "公佈": "公布",
    "轉賬": "轉帳",
    "摺合": "折合",
    "“": "「",
    "”": "」",
}
_OVERRIDDEN = re.compile("|".join(_OVERRIDES))


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def load_converter() -> _Converter:
    """Load OpenCC's dictionaries once; it takes a moment."""
    from opencc import OpenCC  # loads its dictionaries: only where Traditional Chinese is asked for

    converter: _Converter = OpenCC("s2tw")
    return converter


@lru_cache(maxsize=50_000)
def to_traditional(text: str) -> str:
    """`text` in Traditional characters; anything that is not Chinese stays as it is."""
    if text.isascii():
        return text
    return _OVERRIDDEN.sub(lambda found: _OVERRIDES[found[0]], load_converter().convert(text))
