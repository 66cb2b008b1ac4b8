"""A ZIP archive without compression: its bytes follow from its files alone, in any runtime.

`docs/assets/js/archive/zip.js` writes the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

_MADE = (2000 - 1980) << 9 | 1 << 5 | 1  # 2000-01-01, as MS-DOS counts days
_UTF8, _STORED = 0x0800, 0
_VERSION = 20


def zipped(files: Sequence[tuple[str, str | bytes]]) -> bytes:
    """An archive of files in this order, each a name with folders and what is in it; texts are UTF-8."""
    parts: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for name, content in files:
        data = content.encode() if isinstance(content, str) else content
        title = name.encode()
        about = struct.pack("<HHHHHIIIHH", _VERSION, _UTF8, _STORED, 0, _MADE, zlib.crc32(data), len(data), len(data),
                            len(title), 0)  # fmt: skip
        parts += [b"PK\3\4", about, title, data]
        listed += [b"PK\1\2", struct.pack("<H", _VERSION), about, struct.pack("<HHHII", 0, 0, 0, 0, at), title]
        at += 4 + len(about) + len(title) + len(data)
    size = sum(map(len, listed))
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), size, at, 0)
    return b"".join([*parts, *listed, b"PK\5\6", end])
