"""Pictures are taken of the kinds of page that are asked for, in every state, with a page that shows them."""

from __future__ import annotations

from pathlib import Path

from built import FOLDERS, PAGES
from playwright.sync_api import Browser

from tools.screenshots.overview import overview
from tools.screenshots.shots import KINDS, Shot, shots
from tools.screenshots.taking import WINDOWS, take


def test_pictures_show_pages_that_there_are() -> None:
    assert {path.partition("#")[0] for path in KINDS.values()} - {"404.html"} <= set(PAGES)
    assert {shot.lang for shot in shots()} == set(FOLDERS)
    assert [shot.file for shot in shots(["home"], ["en"], [390], ["dark"])] == ["home_en_390_dark.png"]


def test_a_picture_is_taken_of_every_state(browser: Browser, server: str, tmp_path: Path) -> None:
    wanted = [Shot(kind, "zh", 390, "light") for kind in WINDOWS]
    for shot in wanted:
        assert take(browser, server, shot, tmp_path).stat().st_size > 5_000
    assert all(shot.file in overview(wanted) for shot in wanted)
