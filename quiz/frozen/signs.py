"""Numbers that people read to each other: base 32 without the letters that are taken for digits, nor U (Crockford)."""

from __future__ import annotations

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def base32(data: bytes, signs: int) -> str:
    """The first `signs` signs of bytes, five bits a sign; there must be bits for them."""
    number, bits = int.from_bytes(data, "big"), len(data) * 8
    return "".join(SIGNS[number >> bits - 5 * (place + 1) & 31] for place in range(signs))


def say_number(number: str) -> str:
    """A paper's number as it is shown: `CVFX-BXNY`."""
    return f"{number[:4]}-{number[4:]}"


def read_number(text: str) -> str:
    """A number as it is typed, in its plain form: small letters, hyphens and blanks do not matter, O is 0, I and L
    are 1. The result need not be a number."""
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    return plain.translate({ord("O"): "0", ord("I"): "1", ord("L"): "1"})
