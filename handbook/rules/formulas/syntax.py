"""Formulas as HR writes them: Python's syntax for expressions, with the signs of a Chinese keyboard understood.

Python's own parser reads the text; what it may contain is decided in `analysis.py`. Nothing is ever executed.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from handbook.lang.catalogue import Phrase
from handbook.records import frozen
from handbook.rules.formulas.foreign.signs import as_call, foreign, out_of_place

MAX_LENGTH = 2_000
_SIGNS = {
    "×": "*", "÷": "/", "−": "-", "–": "-", "≥": ">=", "≤": "<=", "≠": "!=", "“": '"', "”": '"', "‘": '"', "’": '"',
    "\n": " ", "\t": " ", "\r": " ",
}  # fmt: skip
_BLANKS = {ord(sign): plain for sign, plain in _SIGNS.items() if sign.isascii()}

_QUOTED = re.compile(r"""'[^']*'|"[^"]*\"""")
_NO_LABELS: Mapping[str, str] = MappingProxyType({})
_DIGITS = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
# Where Python would go on with a warning of its own, printed beside our messages.
_RUN_TOGETHER = re.compile(r"(?<![\w.])[0-9][\w.]*?(?:and|else|for|if|in|is|or|not)\b")
# What Python may read otherwise than it is meant: `2026-12-31`, `1,500`, and what is run together.
_AMBIGUOUS = re.compile(rf"[0-9][-/,][0-9]|{_RUN_TOGETHER.pattern}")
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


class FormulaError(ValueError):
    """Something in a formula is not right: `code` names the message, `index` is the offset in the formula's text.

    `names` are those in the parts that do not fit together.
    """

    def __init__(self, code: str, index: int, facts: Mapping[str, object], names: tuple[str, ...] = ()) -> None:
        self.code, self.index, self.facts, self.names = code, index, facts, names
        super().__init__(f"{code} at {index}")


@frozen
class Formula:
    """A parsed formula. `source` is the text as written, `line` the same in plain signs."""

    source: str
    line: str
    tree: ast.expr
    offsets: Sequence[int]  # of each character of `line` in `source`

    def index_of(self, node: ast.expr) -> int:
        """Where a part begins in the text as written."""
        return self._offset(node.col_offset)

    def index_behind(self, node: ast.expr) -> int:
        """Where the sign behind a part stands."""
        at = len(self.line.encode()[: node.end_col_offset].decode())
        while self.line[at] in ") ":
            at += 1
        return self.offsets[at]

    def text_of(self, node: ast.expr) -> str:
        """A part as it is written."""
        encoded = self.line.encode()  # ast counts in bytes
        start, end = len(encoded[: node.col_offset].decode()), len(encoded[: node.end_col_offset].decode())
        return self.source[self.offsets[start] : self.offsets[end - 1] + 1]

    def number(self, node: ast.Constant) -> Fraction:
        """A number exactly as its digits say. Raises FormulaError where it is written in Python's own ways."""
        digits = self.line.encode()[node.col_offset : node.end_col_offset].decode()
        if digits.isdecimal() and digits.isascii() and (digits[0] != "0" or digits == "0"):
            return Fraction(int(digits))
        if not _DIGITS.fullmatch(digits):
            raise bad_formula(self.index_of(node), Phrase("handbook.rules.formulas.number", {"digits": digits}))
        return Fraction(digits)

    def _offset(self, byte: int) -> int:
        return self.offsets[len(self.line.encode()[:byte].decode())]


def parse_formula(source: str, labels: Mapping[str, str] = _NO_LABELS) -> Formula:
    """Read a formula. `labels` are words that people may write for a name. Raises FormulaError where it is no
    expression."""
    if len(source) > MAX_LENGTH:
        raise bad_formula(0, Phrase("handbook.rules.formulas.too_long", {"most": MAX_LENGTH}))
    if found := _as_it_stands(source):
        return found
    line, outside, offsets = _line_of(source)
    for sign, text in (("#", outside), ("\\", line)):
        if sign in text:
            raise bad_formula(offsets[text.index(sign)], Phrase("handbook.rules.formulas.not_allowed", {"part": sign}))
    if error := foreign_in(line, offsets, labels):
        raise error
    if together := _RUN_TOGETHER.search(outside):
        reason = Phrase("handbook.rules.formulas.run_together", {"found": together[0][:40]})
        raise bad_formula(offsets[together.start()], reason)
    return Formula(source, line, _read_call(as_call(line), offsets), offsets)


@lru_cache(maxsize=1000)
def _as_it_stands(source: str) -> Formula | None:
    """A formula that is plainly an expression, as nearly all are: many are read again in each rule that uses theirs."""
    line, outside, offsets = _line_of(source)
    if "#" in outside or "\\" in line or _AMBIGUOUS.search(outside):
        return None
    tree = _read(line)
    return Formula(source, line, tree, offsets) if tree else None


def _line_of(source: str) -> tuple[str, str, Sequence[int]]:
    """The text in plain signs without blanks around it, the same with blanks for what is quoted, and the offsets."""
    line, offsets = _in_plain_signs(source)
    start = len(line) - len(line.lstrip())
    line = line.strip()
    return line, _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line), offsets[start:]


def foreign_in(line: str, offsets: Sequence[int], labels: Mapping[str, str]) -> FormulaError | None:
    """What is foreign in a formula. It is looked for where one cannot be read, or is none of ours for any reason: it
    tells more than that reason, and nearly all formulas need not be looked through."""
    cure = foreign(line, labels)
    return cured(offsets[cure.index], cure.key, cure.facts) if cure else None


def _read(line: str) -> ast.expr | None:
    try:
        return ast.parse(line, mode="eval").body
    except _UNREADABLE:
        return None


def _read_call(line: str, offsets: Sequence[int]) -> ast.expr:
    try:
        return ast.parse(line, mode="eval").body
    except _UNREADABLE as error:
        raise _unreadable(line, offsets, error) from None


def _unreadable(line: str, offsets: Sequence[int], error: Exception) -> FormulaError:
    """Where a line stops making sense, and why; Python's own idea of where where that is not known."""
    if cure := out_of_place(line):
        return cured(offsets[min(cure.index, len(line) - 1)] if line else 0, cure.key, cure.facts)
    at = (getattr(error, "offset", None) or 1) - 1  # none where the text ends too early
    return bad_formula(next(iter(offsets[at:]), 0), Phrase("handbook.rules.formulas.unreadable"))


def _in_plain_signs(source: str) -> tuple[str, Sequence[int]]:
    """The text in plain signs, and the offset of each of them in the text as written."""
    if source.isascii():  # as most are, on one line
        return source if source.isprintable() else source.translate(_BLANKS), range(len(source))
    pieces, offsets = [], list[int]()
    for index, sign in enumerate(source):
        plain = _SIGNS.get(sign) or _plain(sign)
        pieces.append(_SIGNS.get(plain, plain))
        offsets += [index] * len(pieces[-1])
    return "".join(pieces), offsets


def _plain(sign: str) -> str:
    """A full-width sign as its plain one. A superscript is no digit: 10² must not become 102."""
    odd = unicodedata.decomposition(sign).startswith(("<super>", "<sub>", "<fraction>", "<circle>"))
    return sign if odd else unicodedata.normalize("NFKC", sign)


def bad_formula(index: int, reason: Phrase) -> FormulaError:
    """What cannot be read, with the reason."""
    return FormulaError("bad_formula", index, {"reason": reason})


def cured(index: int, key: str, facts: Mapping[str, object]) -> FormulaError:
    """What is written otherwise here: `key` names its cure."""
    return FormulaError("formula_foreign", index, {"cure": Phrase(f"handbook.cures.{key}", facts)})
