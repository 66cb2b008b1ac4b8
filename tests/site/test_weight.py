"""A first visit to a chapter is light: what the browser asks for, as a server would compress it."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from built import CHAPTERS, FOLDERS
from watch import OpenPage, Watch

MOST_KB = 80


@pytest.mark.parametrize("lang", FOLDERS)
def test_first_visit(open_page: OpenPage, watch: Watch, site: Path, lang: str) -> None:
    weights = {}
    for path in CHAPTERS:
        watch.requests.clear()
        open_page(path, lang).wait_for_load_state("networkidle")
        files = {_file(site, request.url) for request in watch.requests}
        weights[path] = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1024
    heaviest = max(weights, key=weights.__getitem__)
    print(f"\n{lang}: {min(weights.values()):.1f} to {weights[heaviest]:.1f} KB, the heaviest is {heaviest}")
    assert weights[heaviest] <= MOST_KB


def test_weighing_counts_style_and_script(open_page: OpenPage, watch: Watch, site: Path) -> None:
    open_page(CHAPTERS[0]).wait_for_load_state("networkidle")
    kinds = {_file(site, request.url).suffix for request in watch.requests}
    assert {".html", ".css", ".js"} <= kinds


def _file(site: Path, url: str) -> Path:
    path = unquote(urlsplit(url).path).removeprefix("/")
    return site / path / "index.html" if path.endswith("/") or not path else site / path
