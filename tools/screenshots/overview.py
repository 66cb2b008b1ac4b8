"""A page that shows the pictures side by side: each kind of page in a language is a row, of all widths and schemes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tools.screenshots.shots import Shot

_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Screenshots</title>
<style>
body { font: 15px/1.5 sans-serif; margin: 16px; background: #888; color: #fff; }
div { display: flex; align-items: flex-start; overflow-x: auto; }
figure { margin: 0 16px 16px 0; flex: none; }
img { display: block; border: 0; }
.w390 { width: 195px; } .w1280 { width: 640px; }
</style>
<h1>Screenshots</h1>
"""


def overview(taken: Sequence[Shot]) -> str:
    """The page; pictures are files beside it."""
    rows = groupby(sorted(taken, key=lambda shot: shot.kind), key=lambda shot: (shot.kind, shot.lang))
    return _HEAD + "".join(_row(f"{kind} · {lang}", list(row)) for (kind, lang), row in rows)


def _row(title: str, row: Sequence[Shot]) -> str:
    pictures = "".join(
        f'<figure><a href="{shot.file}"><img class="w{shot.width}" src="{shot.file}" alt=""></a>'
        f"<figcaption>{shot.width} {shot.scheme}</figcaption></figure>"
        for shot in row
    )
    return f"<h2>{title}</h2><div>{pictures}</div>\n"
