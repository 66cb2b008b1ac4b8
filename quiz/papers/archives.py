"""Archives (of spreadsheets and of documents for Word) that come out the same to the byte whenever they are made."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

MADE = datetime(2000, 1, 1)
_ZIPPED = (2000, 1, 1, 0, 0, 0)


def without_times(data: bytes) -> bytes:
    """The same archive with every entry at one time, and the time of saving taken out of its properties."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                head, mark, tail = content.partition(b"<dcterms:modified")
                content = head + mark + _at(tail) if mark else content
            new.writestr(zipfile.ZipInfo(entry.filename, _ZIPPED), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _at(tail: bytes) -> bytes:
    attributes, _, rest = tail.partition(b">")
    return attributes + b">" + MADE.isoformat().encode() + b"Z" + rest[rest.index(b"<") :]
