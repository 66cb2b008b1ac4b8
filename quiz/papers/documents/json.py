"""A document for programs. The key has all that is needed to grade; the paper has nothing of it, not even ids,
as an id leads to the question on the practice pages."""

from __future__ import annotations

import json
from dataclasses import asdict

from quiz.papers.documents.sheet import Sheet

SCHEMA = 1


def json_document(sheet: Sheet) -> bytes:
    """The document as UTF-8; a paper's entries have no `key`."""
    data = {"schema": SCHEMA, **asdict(sheet)}
    for part in data["parts"]:
        for entry in part["entries"]:
            if entry["key"] is None:
                del entry["key"]
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
