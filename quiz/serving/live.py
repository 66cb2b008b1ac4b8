"""The trainer's page while an exam is on: addresses to scan, who has opened the page, who has handed in.

It has no script; it loads itself anew.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence

import segno

from handbook import Lang, frozen, say
from quiz.archives.xml import escaped
from quiz.exams.page import HTML_LANGUAGES
from quiz.frozen.shapes import FrozenPaper
from quiz.frozen.signs import say_number
from quiz.serving.keeping import KeptLine

_AGAIN = 5  # seconds
_STYLE = (
    ":root{color-scheme:light dark}body{max-width:60rem;margin:0 auto;padding:16px;font:17px/1.6 sans-serif}"
    "h1{font-size:25px;margin:0}h2{font-size:20px;margin:24px 0 8px}table{border-collapse:collapse;width:100%}"
    "td,th{padding:4px 12px 4px 0;border-bottom:1px solid #8886;text-align:left;font-weight:400}th{font-weight:600}"
    "ul.codes{display:flex;flex-wrap:wrap;padding:0;margin:0 -12px;list-style:none}.codes li{margin:12px}"
    ".codes svg{display:block;width:180px;height:180px;background:#fff}code{overflow-wrap:anywhere}"
    ".big{font-size:34px;font-variant-numeric:tabular-nums;margin:8px 0}"
)
LIVE_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    + "'"
)


@frozen
class Seen:
    """The addresses that have opened the page, who is at work since when, and what has been handed in."""

    opened: Sequence[str]
    at_work: Sequence[tuple[str, str]]
    kept: Sequence[KeptLine]


def live_page(paper: FrozenPaper, links: Sequence[str], seen: Seen, expected: Sequence[str], lang: Lang) -> str:
    """The page. `expected` are the names of those who have a seat, if there is a list of them."""
    people = Counter(each.person for each in seen.kept)
    facts = {
        "handed": len(people),
        "working": len(seen.at_work),
        "opened": len(seen.opened),
        "expected": len(expected) or "–",
    }
    parts = [
        f'<!doctype html><html lang="{HTML_LANGUAGES[lang]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="{_AGAIN}">'
        f"<title>{escaped(paper.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escaped(paper.title)} {say_number(paper.number)}</h1>",
        f'<p class="big">{escaped(say("quiz.serving.live.sum", lang, **facts))}</p>',
        f'<p><a href="lines.txt">{escaped(say("quiz.serving.live.download", lang))}</a></p>',
        *_codes(links, lang),
        *_at_work(seen, lang),
        *_handed_in(seen.kept, people, lang),
        *_missing(seen, expected, lang),
        "</body></html>",
    ]
    return "\n".join(parts)


def _codes(links: Sequence[str], lang: Lang) -> Iterator[str]:
    yield f"<h2>{escaped(say('quiz.serving.live.scan', lang))}</h2><p>{escaped(say('quiz.serving.hotspot', lang))}</p>"
    yield '<ul class="codes">'
    for link in links:
        yield f"<li>{qr_picture(link)}<code>{escaped(link)}</code></li>"
    yield "</ul>"


def _at_work(seen: Seen, lang: Lang) -> Iterator[str]:
    if seen.at_work:
        yield f"<h2>{escaped(say('quiz.serving.live.working', lang))}</h2><table><tbody>"
        yield from (f"<tr><td>{escaped(name)}</td><td>{escaped(at)}</td></tr>" for name, at in seen.at_work)
        yield "</tbody></table>"


def _handed_in(kept: Sequence[KeptLine], people: Counter[str], lang: Lang) -> Iterator[str]:
    yield f"<h2>{escaped(say('quiz.serving.live.handed', lang))}</h2><table><tbody>"
    for each in reversed(kept):
        second = say("quiz.serving.live.second", lang) if people[each.person] > 1 else ""
        yield f"<tr><td>{escaped(each.name)}</td><td>{escaped(each.at)}</td><td>{escaped(second)}</td></tr>"
    yield "</tbody></table>"


def _missing(seen: Seen, expected: Sequence[str], lang: Lang) -> Iterator[str]:
    there = {each.name for each in seen.kept} | {name for name, _ in seen.at_work}
    missing = [name for name in expected if name not in there]
    if missing:
        names = say("quiz.signoff.between", lang).join(missing)
        yield f"<h2>{escaped(say('quiz.serving.live.missing', lang))}</h2><p>{escaped(names)}</p>"


def qr_picture(text: str) -> str:
    """A QR code as SVG."""
    picture: str = segno.make(text, error="m").svg_inline(omitsize=True, light="#fff")
    return picture


def qr_in_terminal(text: str) -> str:
    """A QR code as lines of a terminal."""
    lines = io.StringIO()
    segno.make(text, error="l").terminal(out=lines, compact=True)
    return lines.getvalue()
