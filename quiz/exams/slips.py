"""Slips to hand out: for each seat the name, the code, and, where the address is known, the personal link."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from handbook import say
from quiz.exams.page import HTML_LANGUAGES
from quiz.exams.seats import Seat, SeatsFile
from quiz.frozen.shapes import FrozenPaper
from quiz.frozen.signs import say_number

_STYLES = (
    "body{font:11pt/1.6 sans-serif;margin:0}h1{font-size:13pt}ul{list-style:none;margin:0;padding:0}"
    "li{break-inside:avoid;border-bottom:1px dashed #777;padding:10pt 0}p{margin:0}b{font-size:13pt}"
    "code{font:13pt/1.6 monospace}small{overflow-wrap:anywhere}@page{margin:15mm}"
)


def personal_link(address: str, seat: Seat) -> str:
    """The exam's address with the seat and its code, which stay in the browser: a server never sees a fragment."""
    return f"{address}#{urlencode({'seat': seat.seat, 'code': seat.code})}"


def slips(paper: FrozenPaper, seats: SeatsFile, address: str = "") -> bytes:
    """A page to print and cut, in the paper's language. Whoever has it can hand in for anybody: it is private."""
    lang = paper.language
    number = say_number(paper.number)
    facts = {"title": paper.title, "number": number, "minutes": paper.minutes}
    heading = escape(say("quiz.exams.slips.heading", lang, title=paper.title, number=number))
    rows = "\n".join(
        f"<li>{_slip(each, say('quiz.exams.slips.about', lang, **facts), paper, address)}</li>" for each in seats.seats
    )
    private = escape(say("quiz.exams.slips.private", lang))
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


def _slip(seat: Seat, about: str, paper: FrozenPaper, address: str) -> str:
    lang = paper.language
    who = escape(f"{seat.name} {seat.number}".strip())
    code = " ".join(seat.code[at : at + 4] for at in range(0, len(seat.code), 4))
    said = escape(say("quiz.exams.slips.seat", lang, seat=seat.seat))
    link = escape(personal_link(address, seat)) if address else escape(say("quiz.exams.slips.how", lang))
    return f"<p><b>{who}</b> · {escape(about)}</p><p>{said} <code>{code}</code></p><p><small>{link}</small></p>"
