"""Finds answer lines in whatever was pasted: chats, mails, a column of a sheet, whole files.

Letters and digits count, all else is what a chat put between them. A line says its own length, so none needs to stand
alone. What looks like a piece of a line and is not whole is told with its text, so that somebody can be asked again:
nothing goes without a word but pieces under 24 signs that name no paper.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence

from handbook import frozen
from quiz.exams.frame import PREFIX, whole_line

LONGEST_PASTE = 2_000_000  # bytes in UTF-8
MOST_TRIES = 5_000  # beginnings that turned out to be none, in one paste
SHOWN = 200  # signs of a damaged piece
_DAMAGED = 10  # signs that a piece has at least
_LONG = 24  # signs of one that names neither this kind of line nor the paper
_OF_NUMBER = 5  # signs of a paper's number that name it
_ESCAPED = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|shy|#x?[0-9a-f]+);|[%=](?:20|09|0a|0d|c2[%=]a0|e2[%=]80[%=]8b)", re.I | re.A
)
_ADDRESS = re.compile("https?://[!-~]*")  # its letters and digits look like those of a line
_SIGN = re.compile("[0-9A-Z]")
_ALIKE = str.maketrans("OIL", "011")
_AS_SIGN = {ord(sign): sign.upper().translate(_ALIKE) for sign in string.ascii_letters}
_AS_SIGN |= {ord(sign) + 0xFEE0: _AS_SIGN.get(ord(sign), sign) for sign in string.ascii_letters + string.digits}  # wide


class PasteTooLong(ValueError):
    """More than anybody has lines for."""


@frozen
class Piece:
    """A part of a paste: a line in its plain form, or, not whole, the text of what may be left of one."""

    text: str
    is_whole: bool


def pasted(text: str, papers: Sequence[str] = ()) -> list[Piece]:
    """The lines and the damaged pieces, in the order of the paste. `papers` are numbers whose parts give a piece away.

    Raises PasteTooLong.
    """
    if len(text.encode(errors="surrogatepass")) > LONGEST_PASTE:
        raise PasteTooLong
    signs = _Signs(text)
    pieces: list[Piece] = []
    done = 0
    for start, line in _lines(signs.text):
        pieces += _damaged(signs, done, start, papers)
        pieces.append(Piece(line, True))
        done = start + len(line)
    return [*pieces, *_damaged(signs, done, len(signs.text), papers)]


class _Signs:
    """The signs of a text, in capitals and without likenesses, and where in it each stood."""

    def __init__(self, text: str) -> None:
        self.raw = text
        signs = _ESCAPED.sub(lambda found: " " * len(found[0]), text).translate(_AS_SIGN)
        self.places = [found.start() for found in _SIGN.finditer(signs)]
        self.text = "".join(signs[place] for place in self.places)

    def between(self, start: int, end: int) -> str:
        """The text from one sign to before another."""
        return self.raw[self.places[start] : self.places[end] if end < len(self.places) else len(self.raw)]


def _lines(signs: str) -> Iterator[tuple[int, str]]:
    """Whole lines and where they begin. After a beginning that was none, the next sign may be one."""
    at, tries = signs.find(PREFIX), 0
    while at >= 0:
        line = whole_line(signs, at)
        if line:
            yield at, line
        elif (tries := tries + 1) > MOST_TRIES:
            raise PasteTooLong
        at = signs.find(PREFIX, at + len(line or PREFIX))


def _damaged(signs: _Signs, start: int, end: int, papers: Sequence[str]) -> Iterator[Piece]:
    if end - start < _DAMAGED:
        return
    for raw in re.split("\n+", signs.between(start, end)):
        if _is_of_a_line(_Signs(_ADDRESS.sub("", raw)).text, papers):
            yield Piece(raw[:SHOWN], False)


def _is_of_a_line(signs: str, papers: Sequence[str]) -> bool:
    if len(signs) < _DAMAGED:
        return False
    names = (paper[at : at + _OF_NUMBER] for paper in papers for at in range(len(paper) - _OF_NUMBER + 1))
    if f"{PREFIX}1" in signs or any(name in signs for name in names):
        return True
    digits = sum(sign.isdigit() for sign in signs)
    return len(signs) >= _LONG and digits >= 5 and len(signs) - digits >= 8
