"""A formula's text in pieces, readable or not, and the first piece that cannot stand where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handbook.records import frozen

# Compiled where it is needed, which is for a formula that is wrong.
_TOKEN = r"""(?x)(?P<text>"[^"]*"|'[^']*')
    |(?P<date>(?:19|20)[0-9]{2}(?:-[0-9]{1,2}-[0-9]{1,2}|/0[0-9]/[0-9]{2}|/[0-9]{2}/0[0-9]|\u5e74[0-9]{1,2}\u6708[0-9]{1,2}\u65e5?)(?![\w.]))
    |(?P<thousands>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![\w.]))
    |(?P<percent>[0-9]+(?:\.[0-9]+)?[ ]*%(?![ ]*[\w.(]))
    |(?P<number>[0-9][0-9_.]*(?:[eE][0-9]+|[xX][0-9a-fA-F]+)?)
    |(?P<cell>\$[A-Z]{1,3}\$?[0-9]{1,5}|\b[A-Z]{1,3}\$?[0-9]{1,5}(?:[ ]*:[ ]*[A-Z]{1,3}[0-9]{1,5})?(?!\w))
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)
    |(?P<han>[\u3400-\u9fff]+)
    |(?P<sign>===|!==|\*\*|//|&&|\|\||<>|=<|=>|==|!=|<=|>=|:=|[-+*/]=|\S)"""
_JOINTS = frozenset(("and", "or", "if", "else", "in", "is"))  # between two values
_SIGNS = frozenset(["+", "-", "*", "/", "**", "//", "%", "@", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=", ","])
_OPENING = {"(": ")", "[": "]", "{": "}"}


@frozen
class Token:
    """A piece of a formula's line, from `start` to `end`: a number, name, sign and so on."""

    kind: str
    text: str
    start: int
    end: int


@frozen
class Misplaced:
    """The first piece out of place: what is wrong there, and what was found."""

    key: str
    index: int
    found: str = ""
    before: str = ""


def tokens_of(line: str) -> list[Token]:
    """The pieces of a line. Within the brackets of a function, commas stand between its arguments: `max(5,100)`."""
    found: list[Token] = []
    calls, at, token = [False], 0, re.compile(_TOKEN)
    while match := token.search(line, at):
        kind, text = str(match.lastgroup), match[0]
        if kind == "thousands" and calls[-1] and ",0" not in text:
            kind, text = "number", text.partition(",")[0]
        found.append(Token(kind, text, match.start(), match.start() + len(text)))
        at = found[-1].end
        if text == "(":
            calls.append(len(found) > 1 and found[-2].kind in ("name", "han"))
        elif text == ")" and len(calls) > 1:
            calls.pop()
    return found


def misplaced(tokens: Sequence[Token], length: int) -> Misplaced | None:
    """The first of a line's pieces that cannot stand where it stands; `length` is that of the line."""
    return _Walk(tokens, length).first()


class _Walk:
    """Goes through the pieces, knowing whether a value or a sign comes next, and which brackets and ifs are open."""

    def __init__(self, tokens: Sequence[Token], length: int) -> None:
        self.tokens, self.length = tokens, length
        self.open: list[Token] = []
        self.ifs: list[list[Token]] = [[]]  # in each bracket, those that have no else yet
        self.value_next = True

    def first(self) -> Misplaced | None:
        for number, token in enumerate(self.tokens):
            before = self.tokens[number - 1] if number else None
            wrong = self._value(token, before) if self.value_next else self._sign(token, before)
            if wrong:
                return wrong
        if self.open:
            return Misplaced("unclosed", self.open[-1].start, self.open[-1].text)
        if self.ifs[-1]:
            return Misplaced("no_else", self.ifs[-1][-1].start)
        if self.value_next:
            last = self.tokens[-1] if self.tokens else None
            return Misplaced("ends_early", last.start if last else self.length, last.text if last else "")
        return None

    def _value(self, token: Token, before: Token | None) -> Misplaced | None:
        if token.text in _OPENING:
            self._enter(token)
        elif token.text in _OPENING.values():
            if before and self.open and before.text in (*_OPENING, ","):
                return self._leave(token)  # `f()`, `(a, )`: what should stand there is another matter
            return Misplaced("value_missing", token.start, token.text)
        elif token.text in ('"', "'"):
            return Misplaced("unclosed_quote", token.start, token.text)
        elif token.text in ("-", "+", "~", "not", "lambda"):
            return None
        elif token.text in _JOINTS or (token.kind == "sign" and token.text != "!"):
            return Misplaced("value_missing", token.start, token.text)
        else:
            self.value_next = False
        return None

    def _sign(self, token: Token, before: Token | None) -> Misplaced | None:
        assert before is not None
        if (token.text in _OPENING and before.kind in ("name", "han")) or token.text == "[":
            self._enter(token)
        elif token.text in _OPENING.values():
            return self._leave(token)
        elif token.text == "if":
            self.ifs[-1].append(token)
            self.value_next = True
        elif token.text == "else":
            if not self.ifs[-1]:
                return Misplaced("else_alone", token.start)
            self.ifs[-1].pop()
            self.value_next = True
        elif token.text == ",":
            wrong = Misplaced("no_else", self.ifs[-1][-1].start) if self.ifs[-1] else None
            self.value_next = True
            return wrong
        elif token.text in _JOINTS or token.text in _SIGNS:
            self.value_next = True
        elif token.text == "not":
            return None  # not in
        elif token.text in ('"', "'"):
            return Misplaced("unclosed_quote", token.start, token.text)
        else:
            return Misplaced("sign_missing", token.start, token.text, before.text)
        return None

    def _enter(self, token: Token) -> None:
        self.open.append(token)
        self.ifs.append([])
        self.value_next = True

    def _leave(self, token: Token) -> Misplaced | None:
        if not self.open or _OPENING[self.open[-1].text] != token.text:
            return Misplaced("unopened", token.start, token.text)
        if ifs := self.ifs.pop():
            return Misplaced("no_else", ifs[-1].start)
        self.open.pop()
        self.value_next = False
        return None
