"""Where no browser can be had, `make test` stops with the one command to run; it never skips."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import browser


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser, no apt, no network."""
    monkeypatch.setattr(browser, "_candidates", lambda: iter(()))
    monkeypatch.setattr(browser, "_install_by_apt", lambda: False)
    monkeypatch.setattr(browser, "_install_by_playwright", lambda: None)
    monkeypatch.setattr(browser, "has_pango", lambda: True)


@pytest.mark.usefixtures("bare_machine")
def test_no_browser_names_the_cure(capsys: pytest.CaptureFixture[str]) -> None:
    assert browser.main() == 1
    told = capsys.readouterr().err
    assert "Chromium" in told
    assert browser.CURE in told


@pytest.mark.parametrize(("lacking", "words"), [("has_chinese_fonts", "中文字体"), ("has_pango", "Pango")])
def test_what_is_missing_is_named_with_the_cure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, lacking: str, words: str
) -> None:
    chrome = tmp_path / "chrome"
    chrome.touch()
    monkeypatch.setenv("HANDBOOK_BROWSER", str(chrome))
    for found in ("has_chinese_fonts", "has_pango"):
        monkeypatch.setattr(browser, found, lambda found=found: found != lacking)
    monkeypatch.setattr(browser, "_install_by_apt", lambda: False)
    assert browser.main() == 1
    told = capsys.readouterr().err
    assert words in told
    assert "libpangoft2-1.0-0" in told


def test_a_named_browser_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chrome = tmp_path / "my-chrome"
    chrome.touch()
    monkeypatch.setenv("HANDBOOK_BROWSER", str(chrome))
    assert browser.find_browser() == str(chrome)
