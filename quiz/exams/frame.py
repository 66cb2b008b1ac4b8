"""What every line is made of: what it is about, who hands it in, when; then a body; then letters that tell slips.

    HX | version 1 | length 2 | paper 8 | head | body | [signature 6] | check letters 6

All are signs of five bits (`bits.py`), the length being that of what stands behind it, so that a line is found in any
text whatever a chat has put between its signs. An exam's body is its answers (`line.py`); an acknowledgement has none,
and the number in the paper's place says what is acknowledged.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from handbook import frozen
from quiz.exams.bits import BITS, BitReader, BitWriter, Unfit, in_signs, of_signs
from quiz.exams.check_letters import LETTERS, check_letters, is_whole
from quiz.exams.codes import SIGNATURE, hidden, sign
from quiz.frozen.signs import SIGNS

PREFIX = "HX"
VERSION = 1  # of this form
EXAM, ACKNOWLEDGEMENT, BEGUN = 0, 1, 2  # kinds of lines; BEGUN tells the trainer's computer that somebody has begun
NUMBER = 8  # signs of a paper's number
LONGEST = 900  # signs of a whole line: what a QR code of a readable size takes
SHORTEST = 30
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
MOST_SEATS = (1 << 14) - 1
NAME, STAFF_NUMBER = 60, 24  # bytes
MOST_USED, MOST_RESUMED, MOST_LEFT = (1 << 16) - 1, (1 << 4) - 1, (1 << 5) - 1  # more counts as that many
_BEFORE_LENGTH = len(PREFIX) + 3  # signs up to what the length counts


@frozen
class Head:
    """Who hands in, and how it went.

    Either `seat` (from 1) is given, or the person's own word for `name` and `staff_number`. `start` is in minutes since
    EPOCH, `used` in seconds. `resumed` says how often a page was opened again, `left` how often another one was looked
    at; `odd_clock`, that the device's clock was moved. `version` is the place of the paper's letter: 0 is A.
    """

    kind: int = EXAM
    version: int = 0
    seat: int = 0
    name: str = ""
    staff_number: str = ""
    start: int = 0
    used: int = 0
    resumed: int = 0
    left: int = 0
    odd_clock: bool = False

    @property
    def variant(self) -> str:
        """Which order of questions and options the person saw."""
        return f"{self.seat:04}" if self.seat else "ABCDEFGH"[self.version]

    @property
    def started(self) -> datetime:
        """When it was begun, by the person's own device."""
        return EPOCH + timedelta(minutes=self.start)


@frozen
class Line:
    """A line whose check letters are right. `symbols` are all behind the prefix; the body is from `body` to `end`."""

    text: str
    paper: str
    head: Head
    is_signed: bool
    symbols: tuple[int, ...]
    body: int
    end: int

    def is_signed_by(self, code: str) -> bool:
        """Whether whoever made the line had this code."""
        signature = list(self.symbols[self.end : self.end + SIGNATURE])
        return self.is_signed and sign(self.symbols[: self.end], code) == signature

    def body_symbols(self, code: str | None) -> list[int]:
        """The body, of a signed line seen through its code."""
        symbols = self.symbols[: self.end]
        return list(symbols if code is None else hidden(symbols, self.body, code))[self.body :]


def write_line(paper: str, head: Head, body: Sequence[int] = (), code: str | None = None) -> str:
    """The line, without blanks. Raises Unfit where something has no room."""
    head_symbols = _head_symbols(head, code is not None)
    length = NUMBER + len(head_symbols) + len(body) + (SIGNATURE if code else 0) + LETTERS
    if len(PREFIX) + 3 + length > LONGEST:
        raise Unfit(f"a line of {length} signs")
    symbols = [VERSION, length >> BITS, length & 31, *of_signs(paper), *head_symbols]
    start = len(symbols)
    symbols += body
    if code:
        symbols = hidden(symbols, start, code)
        symbols += sign(symbols, code)
    return PREFIX + in_signs([*symbols, *check_letters(symbols)])


def read_line(text: str) -> Line:
    """Read a line as `write_line` made it. Raises Unfit for anything else."""
    if whole_line(text, 0) != text or text[len(PREFIX)] != SIGNS[VERSION]:
        raise Unfit("no line of this version")
    symbols = of_signs(text[len(PREFIX) :])
    start = _BEFORE_LENGTH - len(PREFIX) + NUMBER
    bits = BitReader(symbols[start:-LETTERS])
    head, is_signed = _read_head(bits)
    left = bits.to_whole_sign()
    end = len(symbols) - LETTERS - (SIGNATURE if is_signed else 0)
    body = len(symbols) - LETTERS - left
    if body > end:
        raise Unfit("too short")
    return Line(text, text[_BEFORE_LENGTH : _BEFORE_LENGTH + NUMBER], head, is_signed, tuple(symbols), body, end)


def whole_line(signs: str, at: int) -> str | None:
    """The line of any version that begins at a place of a row of signs; None where none does, or not a whole one."""
    try:
        high, low = of_signs(signs[at + _BEFORE_LENGTH - 2 : at + _BEFORE_LENGTH])
        text = signs[at : at + _BEFORE_LENGTH + high * 32 + low]
        fits = SHORTEST <= len(text) == _BEFORE_LENGTH + high * 32 + low <= LONGEST
        return text if fits and text.startswith(PREFIX) and is_whole(of_signs(text[len(PREFIX) :])) else None
    except ValueError:
        return None


def shown(text: str) -> str:
    """A line as people see it: five signs and a blank."""
    return " ".join(text[at : at + 5] for at in range(0, len(text), 5))


def _head_symbols(head: Head, is_signed: bool) -> list[int]:
    bits = BitWriter()
    bits.put(head.kind, 3)
    bits.put(int(is_signed), 1)
    bits.put(head.version, 3)
    bits.put(head.seat, 14)
    if not head.seat:
        bits.put_text(head.staff_number, STAFF_NUMBER)
        bits.put_text(head.name, NAME)
    bits.put(head.start, 24)
    bits.put(min(head.used, MOST_USED), 16)
    bits.put(min(head.resumed, MOST_RESUMED), 4)
    bits.put(min(head.left, MOST_LEFT), 5)
    bits.put(int(head.odd_clock), 1)
    return bits.symbols()


def _read_head(bits: BitReader) -> tuple[Head, bool]:
    kind, is_signed, version, seat = bits.take(3), bits.take(1), bits.take(3), bits.take(14)
    staff_number, name = ("", "") if seat else (bits.take_text(STAFF_NUMBER), bits.take_text(NAME))
    start, used, resumed, left = bits.take(24), bits.take(16), bits.take(4), bits.take(5)
    odd_clock = bool(bits.take(1))
    return Head(kind, version, seat, name, staff_number, start, used, resumed, left, odd_clock), bool(is_signed)
