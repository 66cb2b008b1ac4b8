"""What somebody has acknowledged, as a line of text that people can copy, and back.

A line has the frame of an answer line with a kind of its own (`quiz/exams/frame.py`): who, when, and in the place of a
paper's number the version's. Its body: form 4 bits, the day since which the version is in force 16 (days since
2000-01-01), language 3, role (length 6, UTF-8). Other forms are for what else may be kept one day; a form that is not
known is told as that. The browser writes and reads the same, `docs/assets/js/signoff/acknowledgement.js`.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from typing import Literal

from handbook import LANGS, Lang, frozen, parse_day
from quiz.exams.bits import BitReader, BitWriter, Unfit
from quiz.exams.frame import ACKNOWLEDGEMENT, EPOCH, EXAM, VERSION, Head, read_line, write_line
from quiz.frozen.signs import SIGNS, base32

FORM = 1
_FIRST_DAY = date(2000, 1, 1)
_MOST_ROLE = 60  # bytes
_FORM_BITS, _DAY_BITS, _LANG_BITS = 4, 16, 3
_SHANGHAI = timedelta(hours=8)

Fault = Literal["damaged", "exam", "newer"]


@frozen
class Acknowledgement:
    """Somebody acknowledged a version on a day: by a line, or by a signature on a sheet that was marked.

    `digest` and `since` say which version, `day` when (`2026-11-26`, empty where nobody wrote it), `role` is an id,
    `seconds` how long the page was open. `source` is the line, or the sheet with the row.
    """

    name: str
    number: str
    digest: str
    since: str
    day: str
    by: Literal["line", "sheet"]
    source: str
    role: str = ""
    lang: Lang = "zh"
    seconds: int = field(default=0)


def write_acknowledgement(given: Acknowledgement, minute: int) -> str:
    """The line; `minute` since 2025 in UTC is when it was made. Raises Unfit where something has no room."""
    since = parse_day(given.since)
    if since is None:
        raise Unfit("no day")
    bits = BitWriter()
    bits.put(FORM, _FORM_BITS)
    bits.put((since - _FIRST_DAY).days, _DAY_BITS)
    bits.put(LANGS.index(given.lang), _LANG_BITS)
    bits.put_text(given.role, _MOST_ROLE)
    head = Head(ACKNOWLEDGEMENT, name=given.name, staff_number=given.number, start=minute, used=given.seconds)
    return write_line(number_of(given.digest), head, bits.symbols())


def read_acknowledgement(text: str) -> Acknowledgement | Fault:
    """What a line says, or what is wrong with it; `text` is one line as `pasted` finds it."""
    try:
        if text[2:3] != SIGNS[VERSION]:
            return "newer"
        line = read_line(text)
        if line.head.kind != ACKNOWLEDGEMENT:
            return "exam" if line.head.kind == EXAM else "newer"
        bits = BitReader(line.body_symbols(None))
        if bits.take(_FORM_BITS) != FORM:
            return "newer"
        since = _FIRST_DAY + timedelta(days=bits.take(_DAY_BITS))
        lang = LANGS[bits.take(_LANG_BITS)]
        role = bits.take_text(_MOST_ROLE)
        if bits.to_whole_sign():
            return "damaged"
        digest = digest_of(line.paper)
    except (Unfit, IndexError):
        return "damaged"
    head = line.head
    day = (EPOCH + timedelta(minutes=head.start) + _SHANGHAI).date()
    return Acknowledgement(
        head.name, head.staff_number, digest, str(since), str(day), "line", text, role, lang, head.used
    )


def number_of(digest: str) -> str:
    """A version's number of eight digits in hexadecimal, as a line has it."""
    return base32(int(digest, 16).to_bytes(5, "big"), 8)


def digest_of(number: str) -> str:
    """The same on the way back. Raises Unfit where it is none."""
    value = 0
    for sign in number:
        value = value << 5 | SIGNS.index(sign)
    if value >> 32:
        raise Unfit("no version")
    return f"{value:08x}"
