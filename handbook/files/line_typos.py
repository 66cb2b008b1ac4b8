"""What editors and input methods leave in a line so that it is not YAML: named for what it is, and mended in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from handbook.records import frozen

_KEY = r"[A-Za-z_][\w-]*"
_ITEM = r"^ *(?:- +)*"  # the indentation of a line, with the dashes of lists
_LANGUAGE = r"(?:zh-Hant|zh|en)"
_BLOCK_TEXT = re.compile(rf"{_ITEM}{_KEY} *: *[|>][-+0-9]*\s*(#.*)?$")
_OPEN = r"(?:\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)"  # a quoted text without its other half
COLONS = "：∶﹕︓꞉"  # full-width, ratio, small, vertical, modifier letter
_COMMAS = "，、﹐︐､"
_DASHES = "－—–−‐‑•·●▪◦"
# A text in braces with a placeholder or a colon in it, up to the next language or the end of the braces.
_NEXT = rf"(?=\s*,\s*{_LANGUAGE} *:|\s*\}}\s*$)"
_SAME = rf"(?:(?!,\s*{_LANGUAGE} *:)(?:[^\"{{}}]|\{{\{{|\}}\}}))"
_BARE = rf"[^\s\"'{{}}\[,]{_SAME}*?(?:\{{\{{|: ){_SAME}*?"
_TOO_LONG = 5_000  # no line that a person wrote
# One pattern a typo, the more certain first; group 1 is the place. The first that fits a line names it.
_TYPOS = (
    ("tab", r"^ *(\t)"),
    ("wide_space", rf"^[ ]*(?:- *)?(?:{_KEY} *: *)?([\u3000\u00a0])"),
    ("wide_colon", rf"{_ITEM}{_KEY} *([{COLONS}])"),
    ("no_space_after_colon", rf"{_ITEM}{_KEY}(:)[^\s:/]"),
    ("no_space_after_dash", rf"^ *(-){_KEY}: "),
    ("wide_dash", rf"^ *([{_DASHES}])\s*{_KEY} *[:{COLONS}]"),
    ("wide_bracket", rf"{_ITEM}{_KEY} *: *([｛［【])"),
    ("wide_comma", rf"{_ITEM}(?:{_KEY} *: *)?\{{.*?([{_COMMAS}])\s*{_KEY} *[:{COLONS}]"),
    ("wide_colon", rf"{_ITEM}(?:{_KEY} *: *)?\{{(?:.*?[,{_COMMAS}{{])?\s*{_LANGUAGE} *([{COLONS}])"),
    ("no_space_after_colon", rf"[{{,{_COMMAS}] *{_KEY}(:)[^\s/]"),
    ("brace_first", rf"{_ITEM}{_KEY} *: *(\{{\{{)"),
    ("brace_first", rf"[{{,] *{_LANGUAGE} *: *(\{{\{{)"),
    ("bare_in_braces", rf"[{{,] *{_LANGUAGE} *: *({_BARE}){_NEXT}"),
    ("open_quote", rf"{_ITEM}{_KEY} *: *({_OPEN})$"),
    ("open_quote", rf"[{{,] *{_LANGUAGE} *: *({_OPEN})$"),
    ("wide_quote", rf"{_ITEM}{_KEY} *: *([“”‘’]).*$"),
)
_SPACES = " \t\u3000\u00a0"
_INDENTED_WRONG = re.compile(r"^[ \t\u3000\u00a0]*[\t\u3000\u00a0][ \t\u3000\u00a0]*")


@frozen
class LineTypo:
    """A typo in a line: its message's code, line and column from 1, the line as it is and as it should be."""

    code: str
    line: int
    column: int
    row: str
    mended: str

    @property
    def sign(self) -> str:
        """The sign that should not stand there."""
        return self.row[self.column - 1 : self.column]


def find_line_typos(rows: list[str]) -> Iterator[LineTypo]:
    """The typos of a file's lines, at most one a line. Comments and the insides of block texts are left alone."""
    inside: int | None = None  # indentation of the key that opened a block text
    for number, row in enumerate(rows, 1):
        indent = len(row) - len(row.lstrip(" "))
        if inside is not None and (not row.strip() or indent > inside):
            continue
        inside = indent if _BLOCK_TEXT.match(row[:_TOO_LONG]) else None
        if len(row) < _TOO_LONG and not row.lstrip().startswith("#"):
            typo = _typo(number, row, _indent_above(rows, number) if row[:1].isspace() else "")
            if typo:
                yield typo


def mend(row: str, indent: str = "") -> str:
    """The line as it was meant. `indent` replaces an indentation that is not of plain spaces."""
    row = _INDENTED_WRONG.sub(indent, row)
    row = re.sub(rf"^( *(?:- *)?(?:{_KEY} *:)?) *[\u3000\u00a0]+ *", r"\1 ", row)
    row = re.sub(rf"^( *)[{_DASHES}]\s*", r"\1- ", row)
    row = re.sub(r"^( *)-(?=[A-Za-z])", r"\1- ", row)
    row = re.sub(rf"({_ITEM}{_KEY}) *(?:[{COLONS}]|:(?=\S)) *", r"\1: ", row)
    row = _plain_brackets(row)
    row = _close_quote(_quote_braces(row))
    quoted = re.match(rf"( *(?:- +)*{_KEY} *: *)[“”](.*)[“”] *$", row)
    return quoted[1] + (quoted[2] if re.fullmatch(r"[\d.-]+", quoted[2]) else f'"{quoted[2]}"') if quoted else row


def _typo(number: int, row: str, indent: str) -> LineTypo | None:
    for code, pattern in _patterns():
        found = pattern.search(row)
        if found:
            return LineTypo(code, number, found.start(1) + 1, row, mend(row, indent))
    return None


@cache
def _patterns() -> Sequence[tuple[str, re.Pattern[str]]]:
    """Made for the first file that is not YAML, as few are not."""
    return [(code, re.compile(pattern)) for code, pattern in _TYPOS]


def _indent_above(rows: list[str], number: int) -> str:
    above = next((row for row in reversed(rows[: number - 1]) if row.strip() and not row.lstrip().startswith("#")), "")
    item = rows[number - 1].lstrip(_SPACES).startswith("-")  # an item stands below an item, a key below a key
    aligned = re.match(r" *" if item else r" *(?:- +)*", above)
    return " " * len(aligned[0] if aligned else "")


def _plain_brackets(row: str) -> str:
    """Full-width signs of a mapping written in one line, `｛zh：迟到，en：late｝`."""
    wide = re.match(rf"({_ITEM}(?:{_KEY} *: *)?)[｛［【{{](?!\{{)(.*)[｝］】}}]\s*$", row)
    if not wide or not re.match(rf"\s*{_KEY} *[:{COLONS}]", wide[2]):
        return row
    inner = re.sub(rf" *[,{_COMMAS}]\s*({_KEY}) *[:{COLONS}] *", r", \1: ", wide[2])
    inner = re.sub(rf"^\s*({_KEY}) *[:{COLONS}] *", r"\1: ", inner)
    return f"{wide[1]}{{{inner}}}"


def _quote_braces(row: str) -> str:
    """A text that begins with a placeholder, in quotes."""
    whole = re.match(rf"({_ITEM}{_KEY} *: *)(\{{\{{.*?)\s*$", row)
    if whole:
        return whole[1] + _quoted(whole[2])
    return re.sub(
        rf"([{{,] *{_LANGUAGE} *: *)(\{{\{{.*?|{_BARE}){_NEXT}", lambda found: found[1] + _quoted(found[2]), row
    )


def _close_quote(row: str) -> str:
    """The other half of a quote, at the end of the line or before the brace that ends it."""
    found = re.search(rf"(?:{_ITEM}{_KEY}|(?P<brace>[{{,] *{_LANGUAGE})) *: *(?P<text>{_OPEN})$", row)
    if not found:
        return row
    body = row.rstrip().removesuffix("}") if found["brace"] else row.rstrip()
    return body + found["text"][0] + row.rstrip()[len(body) :]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'
