"""Canonical JSON: the same value has the same bytes, here and in the browser (`exam/canonical.js`).

UTF-8 without a mark, `\n`, one blank of indentation, sorted keys, one final newline. A text is refused where it could
be written in two ways or would not survive an editor: it is never changed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

MOST = 2**53 - 1  # the largest whole number that JavaScript keeps exact
_NAME = re.compile(r"[a-z][a-z0-9_]*")  # JavaScript moves names that are digits to the front
UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f\u2028\u2029\ufeff\ud800-\udfff]")
Path = tuple[str | int, ...]


class NotCanonical(ValueError):
    """A value that has no canonical form: `path` is where it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"no canonical form: {'.'.join(map(str, path))}")


def canonical(value: Any) -> bytes:
    """The bytes of null, booleans, whole numbers, texts, lists and mappings of them. Raises NotCanonical."""
    return (json.dumps(_ordered(value, ()), ensure_ascii=False, indent=1) + "\n").encode()


def is_fit(text: str) -> bool:
    """Whether a text may stand in a frozen file: NFC, without control signs (but line feeds), separators of lines, byte
    order marks and halves of signs."""
    return UNFIT.search(text) is None and unicodedata.is_normalized("NFC", text)


def _ordered(value: Any, path: Path) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= MOST:
        return value
    if isinstance(value, str) and is_fit(value):
        return value
    if isinstance(value, (list, tuple)):
        return [_ordered(each, (*path, place)) for place, each in enumerate(value)]
    if isinstance(value, Mapping) and all(isinstance(key, str) and _NAME.fullmatch(key) for key in value):
        return {key: _ordered(value[key], (*path, key)) for key in sorted(value)}
    raise NotCanonical(path)
