"""The README's picture: three phones side by side, the home page, a clause, and a number explained."""

from __future__ import annotations

import base64
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tools.screenshots.shots import WIDTHS, Shot
from tools.screenshots.taking import take

README_PICTURE = "docs/assets/images/screenshot.png"
_PHONE = 390
_KINDS = ("home", "chapter", "note")
_PAGE = """<style>
body {{ margin: 0; padding: 16px; display: flex; background: #e4e2da; }}
div {{ width: {width}px; height: {height}px; margin: 0 8px; overflow: hidden; border-radius: 24px; }}
</style>{phones}"""


def readme_picture(browser: Browser, address: str, file: Path) -> None:
    """Write it to `file`, of the Chinese site at `address`."""
    with TemporaryDirectory() as folder:
        pictures = [take(browser, address, Shot(kind, "zh", _PHONE, "light"), Path(folder)) for kind in _KINDS]
        phones = "".join(f'<div><img src="{_inline(picture)}"></div>' for picture in pictures)
        page = browser.new_page(viewport={"width": len(_KINDS) * (_PHONE + 16) + 32, "height": WIDTHS[_PHONE] + 32})
        try:
            page.set_content(_PAGE.format(width=_PHONE, height=WIDTHS[_PHONE], phones=phones))
            page.screenshot(path=file)
        finally:
            page.close()


def _inline(picture: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"
