"""Whole numbers of few bits, in a row, as signs of five bits each: the inside of an answer line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quiz.frozen.canonical import is_fit
from quiz.frozen.signs import SIGNS

VALUES = {sign: value for value, sign in enumerate(SIGNS)}
BITS = 5  # of a sign
_LENGTH_BITS = 6  # of the number of bytes in front of a text


class Unfit(ValueError):
    """Signs that nobody can have written by the rules of the line, or a value that does not fit its place."""


def in_signs(symbols: Iterable[int]) -> str:
    """Numbers below 32 as signs."""
    return "".join(SIGNS[symbol] for symbol in symbols)


def of_signs(text: str) -> list[int]:
    """The numbers that signs stand for. Raises Unfit for anything else."""
    try:
        return [VALUES[sign] for sign in text]
    except KeyError as other:
        raise Unfit(f"no sign: {other.args[0]}") from None


def width(most: int) -> int:
    """The bits that hold 0 to `most`."""
    return most.bit_length()


class BitWriter:
    """Numbers on their way into signs."""

    def __init__(self) -> None:
        self._value = self._count = 0

    def put(self, value: int, bits: int) -> None:
        """Append a number, the most significant bit first. Raises Unfit where it does not fit."""
        if not 0 <= value < 1 << bits:
            raise Unfit(f"{value} in {bits} bits")
        self._value, self._count = self._value << bits | value, self._count + bits

    def put_text(self, text: str, most: int) -> None:
        """Append a text of at most `most` bytes, its length before it. Raises Unfit."""
        encoded = text.encode() if is_fit(text) else b""
        if len(encoded) > most or (text and not encoded):
            raise Unfit(f"a text of at most {most} bytes")
        self.put(len(encoded), _LENGTH_BITS)
        for byte in encoded:
            self.put(byte, 8)

    def symbols(self) -> list[int]:
        """All of it, with zero bits up to a whole sign."""
        self.put(0, -self._count % BITS)
        return [self._value >> at & 31 for at in range(self._count - BITS, -1, -BITS)]


class BitReader:
    """The same on the way out."""

    def __init__(self, symbols: Sequence[int]) -> None:
        self._value, self._left = 0, len(symbols) * BITS
        for symbol in symbols:
            self._value = self._value << BITS | symbol

    def take(self, bits: int) -> int:
        """The next number. Raises Unfit at the end."""
        self._left -= bits
        if self._left < 0:
            raise Unfit("too short")
        return self._value >> self._left & (1 << bits) - 1

    def take_text(self, most: int) -> str:
        """The next text. Raises Unfit."""
        length = self.take(_LENGTH_BITS)
        if length > most:
            raise Unfit("too long a text")
        try:
            text = bytes(self.take(8) for _ in range(length)).decode()
        except UnicodeDecodeError:
            raise Unfit("not UTF-8") from None
        if not is_fit(text):
            raise Unfit("not a fit text")
        return text

    def to_whole_sign(self) -> int:
        """Skip the zero bits to the next whole sign; how many signs are left. Raises Unfit for other bits."""
        if self.take(self._left % BITS):
            raise Unfit("bits behind the end")
        return self._left // BITS
