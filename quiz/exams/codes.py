"""Codes of seats: what only one person got, so that nobody else can hand in for that seat or read what was answered.

A code is ten random signs and two that tell a slip of typing. With it a line's answers are hidden and its whole content
signed; the check letters outside still work for whoever has no code.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence

from quiz.exams.bits import VALUES, in_signs
from quiz.frozen.signs import SIGNS, base32

SIGNATURE = 6  # signs
RANDOM, CHECK = 10, 2  # signs of a code
_BLOCK = 51  # whole signs in an HMAC


def new_code(paper: str, seat: int) -> str:
    """A code that nobody can guess, for a seat of a paper."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(RANDOM))
    return drawn + _check_signs(paper, seat, drawn)


def is_code(paper: str, seat: int, code: str) -> bool:
    """Whether a code can be the seat's. It tells a slip of typing, not a forger, who can make the two signs."""
    drawn = code[:RANDOM]
    return (
        len(code) == RANDOM + CHECK
        and all(sign in VALUES for sign in drawn)
        and code[RANDOM:] == _check_signs(paper, seat, drawn)
    )


def sign(symbols: Sequence[int], code: str) -> list[int]:
    """The signature of what stands before it in a line."""
    return [VALUES[each] for each in _keyed(code, in_signs(symbols), SIGNATURE)]


def hidden(symbols: Sequence[int], start: int, code: str) -> list[int]:
    """The symbols with those from `start` on hidden, or seen again: it is its own inverse.

    They are added to a row of signs that follows from the code and from what stands before them.
    """
    head, length = in_signs(symbols[:start]), len(symbols) - start
    blocks = (_keyed(code, f"answers {head} {block}", _BLOCK) for block in range(-(-length // _BLOCK)))
    row = [VALUES[each] for each in "".join(blocks)]
    return [*symbols[:start], *(symbol ^ other for symbol, other in zip(symbols[start:], row))]


def _check_signs(paper: str, seat: int, drawn: str) -> str:
    return base32(hashlib.sha256(f"{paper}/{seat}/{drawn}".encode()).digest(), CHECK)


def _keyed(code: str, message: str, signs: int) -> str:
    return base32(hmac.digest(code.encode(), message.encode(), "sha256"), signs)
