"""A document for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from quiz.documents.sheet import Sheet

SCHEMA = 1


def json_document(sheet: Sheet) -> bytes:
    """The document as UTF-8; a paper has no answers and no notes."""
    data = {"schema": SCHEMA, **asdict(sheet)}
    if not sheet.is_key:
        for part in data["parts"]:
            for entry in part["entries"]:
                del entry["answer"], entry["notes"]
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
