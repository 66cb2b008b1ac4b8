"""Slips to hand out: for each seat the name, the code, and, where the address is known, the personal link."""

from __future__ import annotations

from urllib.parse import urlencode

from handbook import Lang, say
from quiz.exams.page import HTML_LANGUAGES, escaped_text
from quiz.exams.seats import Seat, SeatsFile
from quiz.frozen.shapes import FrozenPaper
from quiz.frozen.signs import say_number

_STYLES = (
    "body{font:11pt/1.6 sans-serif;margin:0 auto;max-width:45em;padding:0 1em}"
    "h1{font-size:13pt}ul{list-style:none;margin:0;padding:0}"
    "li{break-inside:avoid;border-bottom:1px dashed #777;padding:10pt 0}p{margin:0}b{font-size:13pt}"
    "code{font:13pt/1.6 monospace}small{overflow-wrap:anywhere}@page{size:A4;margin:15mm}"
)


def personal_link(address: str, seat: Seat) -> str:
    """The exam's address with the seat and its code, which stay in the browser: a server never sees a fragment."""
    return f"{address}#{urlencode({'seat': seat.seat, 'code': seat.code})}"


def slips(paper: FrozenPaper, seats: SeatsFile, address: str = "") -> bytes:
    """A page to print and cut, in the paper's language. Whoever has it can hand in for anybody: it is private."""
    lang = paper.language
    number = say_number(paper.number)
    facts = {"title": paper.title, "number": number, "minutes": paper.minutes}
    heading = _say("heading", lang, title=paper.title, number=number)
    about = _say("about", lang, **facts)
    rows = "\n".join(f"<li>{_slip(each, about, lang, address)}</li>" for each in seats.seats)
    private = _say("private", lang)
    return f"""<!doctype html>
<html lang="{HTML_LANGUAGES[lang]}">
<head><meta charset="utf-8"><title>{heading}</title><style>{_STYLES}</style></head>
<body><h1>{heading}</h1>
<p>{private}</p>
<ul>
{rows}
</ul></body>
</html>
""".encode()


def _slip(seat: Seat, about: str, lang: Lang, address: str) -> str:
    who = escaped_text(f"{seat.name} {seat.number}".strip())
    code = " ".join(seat.code[at : at + 4] for at in range(0, len(seat.code), 4))
    link = escaped_text(personal_link(address, seat)) if address else _say("how", lang)
    said = _say("seat", lang, seat=seat.seat)
    return f"<p><b>{who}</b> · {about}</p><p>{said} <code>{code}</code></p><p><small>{link}</small></p>"


def _say(key: str, lang: Lang, **facts: object) -> str:
    return escaped_text(say(f"quiz.exam_making.slips.{key}", lang, **facts))
