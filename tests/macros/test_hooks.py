"""What is told while pages are made."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from macros.site import hooks


def finish(lang: str, html: str) -> str:
    config: Any = SimpleNamespace(extra={"handbook": {"lang": lang, "edition": None}})
    page: Any = SimpleNamespace(file=SimpleNamespace(src_uri="chapters/pay.md"))
    return hooks.on_post_page(html, page, config)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_only_traditional_pages_are_looked_at(lang: str, caplog: pytest.LogCaptureFixture) -> None:
    assert finish(lang, "<p>最多隻有</p>") == "<p>最多隻有</p>"
    assert not caplog.messages


def test_a_wrong_conversion_is_told_with_its_page(caplog: pytest.LogCaptureFixture) -> None:
    finish("zh-Hant", "<p>每個月從工資里扣</p>")
    (told,) = caplog.messages
    assert told.startswith("chapters/pay.md：“每個月從工資里扣")
