"""Draws the icons under which a phone installs the handbook, from the site's own (docs/assets/images/favicon.svg).

Run after that one has changed: `.venv/bin/python -m tools.icons`.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import ARGUMENTS, find_browser

IMAGES = Path(__file__).parents[1] / "docs/assets/images"
ROUNDED = ("icon-192.png", 192), ("icon-512.png", 512)
FULL = ("icon-180.png", 180), ("icon-full.png", 512)  # a system cuts these itself
_CORNERS = re.compile(r' rx="\d+"')


def main() -> None:
    """Write each icon beside the one that it is drawn from."""
    svg = (IMAGES / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        page = browser.new_page()
        for drawing, icons in ((svg, ROUNDED), (_CORNERS.sub("", svg), FULL)):
            for name, size in icons:
                page.set_viewport_size({"width": size, "height": size})
                page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:100vw}}</style>{drawing}")
                (IMAGES / name).write_bytes(page.screenshot(omit_background=True))
        browser.close()


if __name__ == "__main__":
    main()
