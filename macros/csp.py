"""The Content-Security-Policy that the finished site keeps, as a header value in a file for the web server.

Scripts come from the site itself; the theme's own inline scripts are allowed by their hashes, nothing is evaluated.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

FILE = "content-security-policy.txt"
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\btype=["']?application/(?:ld\+)?json\b|\bsrc=""", re.IGNORECASE)


def write_policy(site: Path) -> None:
    """Write the header's value beside the pages it was made from."""
    hashes = sorted({each for page in site.rglob("*.html") for each in _hashes(page.read_text(encoding="utf-8"))})
    directives = [
        "default-src 'self'",
        " ".join(["script-src 'self'", *hashes]),
        "img-src 'self' data:",  # the theme's icons are data in its style sheet
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
    (site / FILE).write_text("; ".join(directives) + "\n", encoding="utf-8")


def _hashes(html: str) -> Iterator[str]:
    """The hashes of a page's inline scripts that run."""
    for script in _SCRIPT.finditer(html):
        if not _DATA.search(script["attributes"]) and script["text"].strip():
            digest = hashlib.sha256(script["text"].encode()).digest()
            yield f"'sha256-{base64.b64encode(digest).decode()}'"
