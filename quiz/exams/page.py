"""`exam.html`: one page that stands alone, made from what a learner may see and nothing else.

It carries its script, its styles and a policy that allows only them, so it runs from any address and from a file. The
browser makes the same bytes (`docs/assets/js/exam/page.js`). Script and styles belong to the floor above, which offers
them under the entry point `quiz.pages`: a function `(page) -> (script, styles)`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from html import escape
from typing import Any

from handbook import CommandRefused, Lang, Phrase, entry_points, frozen, section
from quiz.exams.frame import LONGEST
from quiz.exams.line import longest
from quiz.frozen.canonical import canonical
from quiz.frozen.shapes import FrozenPaper

HTML_LANGUAGES: dict[Lang, str] = {"zh": "zh-Hans", "en": "en", "zh-Hant": "zh-Hant"}
_GROUP, _NAME = "quiz.pages", "site"


@frozen
class PageParts:
    """The script and the styles of a page."""

    script: str
    styles: str


@frozen
class OwnPage:
    """What a page that stands alone says: `static` is shown until its script has worked, `data` is for the script."""

    lang: Lang
    title: str
    static: str
    data: dict[str, Any]


def page_parts(page: str) -> PageParts:
    """Those of the floor above. Raises CommandRefused where it is not installed."""
    found = next((point.load() for point in entry_points(group=_GROUP, name=_NAME)), None)
    if found is None:
        raise CommandRefused(Phrase("quiz.exams.no_pages"))
    parts: Callable[[str], tuple[str, str]] = found
    return PageParts(*parts(page))


def exam_page(parts: PageParts, paper: FrozenPaper, has_seats: bool = False) -> bytes:
    """The exam of a paper; with `has_seats` people say their seat and its code, else their name. Raises CommandRefused
    where a line could be longer than a line may be."""
    if longest(paper) > LONGEST:
        raise CommandRefused(Phrase("quiz.exams.too_long", {"found": longest(paper), "most": LONGEST}))
    words = page_words("exam_page", paper.language)
    data = {"paper": paper.as_data(given_only=True), "seats": has_seats, "words": words}
    return own_page(parts, OwnPage(paper.language, paper.title, words["static"], data))


def page_words(name: str, lang: Lang) -> dict[str, str]:
    """A section of the catalogue of words in a language, as a page has it."""
    return {key: str(words) for key, words in section("quiz", name, lang).items()}


def exam_words(part: str, lang: Lang) -> dict[str, str]:
    """The words of a part of the section on making exams, for scripts: `slips`, `making`."""
    found = page_words("exam_making", lang).items()
    return {key.partition(".")[2]: words for key, words in found if key.startswith(f"{part}.")}


def own_page(parts: PageParts, page: OwnPage) -> bytes:
    """A page that stands alone: it may run its own script, use its own styles, and ask the address that it is from."""
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src 'sha256-{_digest(parts.script)}'",
            f"style-src 'sha256-{_digest(parts.styles)}'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    data = canonical(page.data).decode().replace("<", "\\u003c")
    return f"""<!doctype html>
<html lang="{HTML_LANGUAGES[page.lang]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>{escaped_text(page.title)}</title>
<style>{parts.styles}</style>
</head>
<body>
<p class="hb-static">{escaped_text(page.static)}</p>
<script type="application/json" id="page-data">{data}</script>
<script>{parts.script}</script>
</body>
</html>
""".encode()


def escaped_text(text: str) -> str:
    """A text as it stands between tags."""
    return escape(text, quote=False)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
