"""What is told while pages are made."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from macros.assets import bundle, offline
from macros.site import hooks


def finish(lang: str, html: str) -> str:
    config: Any = SimpleNamespace(extra={"handbook": {"lang": lang, "edition": None}})
    page: Any = SimpleNamespace(file=SimpleNamespace(src_uri="chapters/pay.md", dest_uri="chapters/pay/index.html"))
    return hooks.on_post_page(html, page, config)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_only_traditional_pages_are_looked_at(lang: str, caplog: pytest.LogCaptureFixture) -> None:
    assert finish(lang, "<p>最多隻有</p>") == "<p>最多隻有</p>"
    assert not caplog.messages


def test_a_wrong_conversion_is_told_with_its_page(caplog: pytest.LogCaptureFixture) -> None:
    finish("zh-Hant", "<p>每個月從工資里扣</p>")
    (told,) = caplog.messages
    assert told.startswith("chapters/pay.md：“每個月從工資里扣")


@pytest.mark.parametrize("kept", ["", offline.VERSION])
def test_what_is_kept_on_devices_is_taken_away_where_the_setting_says_so(kept: str, tmp_path: Path) -> None:
    for name in ("offline_worker", "offline_retired", "handbook"):
        path = tmp_path / bundle.uri(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    styles = tmp_path / "assets/css/handbook.css"
    styles.parent.mkdir()
    styles.write_text("", "utf-8")
    config: Any = SimpleNamespace(site_name="Name", extra={"handbook": {"lang": "en"}, "offline": kept})
    hooks._keep_offline(tmp_path, config)
    worker = (tmp_path / offline.WORKER).read_text("utf-8")
    assert worker.endswith("offline_worker" if kept else "offline_retired")
    assert (tmp_path / offline.MANIFEST).exists() == bool(kept)
    assert [path.stem for path in tmp_path.glob("assets/js/*")] == ["handbook"]
