"""Signs, words and numbers of other languages in a formula's text: where the first of them is, and the formula as it is
written here."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache

from handbook.lang.catalogue import NOTHING, Phrase, say
from handbook.lang.languages import WRITTEN, Text
from handbook.lang.units import UNITS, said_as, say_number
from handbook.records import frozen
from handbook.rules.formulas.foreign.calls import key_of, said_here
from handbook.rules.formulas.foreign.tokens import Misplaced, Token, misplaced, tokens_of

_MOST_SHOWN = 120  # characters of a formula written anew

# Signs that have a plain one here, between two values; plain words for them are in `said_here`.
_PLAIN: Mapping[str, str] = {
    found: plain
    for plain, many in {
        "and": "&& & ∧",
        "or": "|| | ∨",
        "==": "= === ≡",
        "!=": "<> !==",
        ">=": "=> ⩾ ≧",
        "<=": "=< ⩽ ≦",
        "*": "· • ∙ ⋅ ✕ ✖ ∗",
        "/": "∕",
        ")": "\u3011 \u3015",
        ",": "\u3001",
    }.items()
    for found in many.split()
}
_BEFORE_VALUE = {"!": "not", "¬": "not", "~": "not", "\u3010": "(", "\u3014": "("}
_MEANT_BEFORE_VALUE = {"not": "not", "!=": "not", "==": "true"}  # what is "is not" and "is" between two values
_OURS = frozenset(("and", "or", "not", "in", "is", "if", "else", "lambda", "for", "True", "False", "None"))
_JOINTS = frozenset(("and", "or", "not", "in", "is", "if", "else"))
_WORDS = frozenset(("and", "or", "==", "!=", ">=", "<=", ">", "<", "*", "/", "+", "-", "not"))  # a word may stand for
_ZEROS = {"thousand": 3, "ten_thousand": 4, "hundred_million": 8}
_MONEY = "¥$€£"
_OTHERWISE = {
    "²": ("", "power"), "³": ("", "power"), ";": ("", "one_formula"), "\u3002": ("", "stop"),
    "+=": ("+", "assign"), "-=": ("-", "assign"), "*=": ("*", "assign"), "/=": ("/", "assign"), ":=": ("==", "assign"),
}  # fmt: skip


@frozen
class Cure:
    """What is foreign at `index` of a formula's text, and how it is written here; `found` is what was typed."""

    index: int
    key: str
    facts: Mapping[str, object]


@frozen
class _Part:
    """A token with what stands for it here; `key` names the cure, "" where it is not foreign."""

    token: Token
    plain: str
    key: str = ""
    mark: str = ""  # of a condition's parts: if, then, else, or a bracket around the whole


def foreign(line: str, labels: Mapping[str, str]) -> Cure | None:
    """The first part of a formula that is foreign. `labels` are words of names: `金额` of `amount`."""
    words = [*sorted(labels, key=len, reverse=True), *sorted({*said_here(), *_unit_words()}, key=len, reverse=True)]
    tokens = [piece for token in tokens_of(line) for piece in _pieces(token, words)]
    parts = _parts(tokens, labels)
    strange = [part for part in parts if part.key]
    if strange and strange[0].key == "first_equals" and len(strange) > 1:
        strange = strange[1:]
    if not strange:
        return None
    first = strange[0]
    here = _anew(line, parts)
    facts = {"found": first.token.text, "plain": first.plain.strip(), "here": written(here)}
    return Cure(first.token.start, first.key, facts)


def as_call(line: str) -> str:
    """`if(a, b, c)` and `and(a, b)` as calls that can be read, so that their arguments can be told apart."""
    while wrong := misplaced(tokens_of(line), len(line)):
        end = wrong.index + len(wrong.found)
        if wrong.found not in ("if", "and", "or") or not line[end:].lstrip().startswith("("):
            break
        line = line[: wrong.index] + wrong.found.upper() + line[end:]
    return line


def out_of_place(line: str) -> Cure | None:
    """The first part of an unreadable formula that cannot stand where it stands."""
    tokens = tokens_of(line)
    wrong = misplaced(tokens, len(line))
    if wrong is None:
        taken = next((token for token in tokens if keyword.iskeyword(token.text) and token.text not in _OURS), None)
        return Cure(taken.start, "keyword", {"found": taken.text, "plain": f'"{taken.text}"'}) if taken else None
    return Cure(wrong.index, wrong.key, {"found": wrong.found, "before": wrong.before, "here": _mended(line, wrong)})


def written(here: str) -> Text:
    """`: write …`, where what is to be written is known and short."""
    return Phrase("handbook.cures.here", {"here": here}) if here and len(here) <= _MOST_SHOWN else NOTHING


def _mended(line: str, wrong: Misplaced) -> Text:
    """The formula with what is missing, where that can be told."""
    if wrong.key == "no_else":
        return written(_readable(f"{line} else 0"))
    if wrong.key == "unclosed":
        return written(_readable(line + ")"))
    return NOTHING


def _readable(line: str) -> str:
    """A line that can be read; empty where it cannot."""
    try:
        ast.parse(line, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return line


# pieces


def _pieces(token: Token, words: Sequence[str]) -> Iterable[Token]:
    """A run of Chinese in its words: `金额大于` is two."""
    if token.kind != "han":
        return (token,)
    found, at, rest = list[Token](), token.start, token.text
    while rest:
        word = next((each for each in words if rest.startswith(each)), rest)
        found.append(Token("han", word, at, at + len(word)))
        at, rest = at + len(word), rest[len(word) :]
    return found


def _parts(tokens: Sequence[Token], labels: Mapping[str, str]) -> list[_Part]:
    found: list[_Part] = []
    number = 0
    while number < len(tokens):
        taken, part = _amount(tokens[number:])
        if part is None:
            before = tokens[number - 1] if number else None
            after = tokens[number + 1] if number + 1 < len(tokens) else None
            part = _part(tokens[number], before, after, labels)
        found.append(part)
        number += taken
    return found


def _amount(tokens: Sequence[Token]) -> tuple[int, _Part | None]:
    """A number with its unit, `5元`, `30 days`, `¥5`, `5万元`, as it is written here, and how many tokens it is."""
    first, *rest = tokens
    if first.text in _MONEY and rest and rest[0].kind in ("number", "thousands"):
        return 2, _whole(tokens[:2], rest[0].text.replace(",", ""), "yuan")
    if first.kind != "number" or not rest or rest[0].kind not in ("name", "han"):
        return 1, None
    digits, zeros = first.text, _ZEROS.get(said_here().get(rest[0].text, ""))
    if zeros:
        digits = say_number(Fraction(digits) * 10**zeros).replace(",", "")
        rest = rest[1:]
    function = _unit_words().get(rest[0].text.lower(), "") if rest else ""
    taken = 1 + bool(zeros) + bool(function)
    return taken, _whole(tokens[:taken], digits, function) if taken > 1 else None


def _whole(tokens: Sequence[Token], digits: str, function: str) -> _Part:
    token = Token("number", "".join(token.text for token in tokens), tokens[0].start, tokens[-1].end)
    return _Part(token, f"{function}({digits})" if function else digits, "unit" if function else "digits")


def _part(token: Token, before: Token | None, after: Token | None, labels: Mapping[str, str]) -> _Part:
    text = token.text
    if make := _NUMBERS.get(token.kind):
        return make(token)
    if token.kind == "cell":
        return _Part(token, text, "cell")
    if token.kind == "han" and text in labels:
        return _Part(token, labels[text], "label")
    called = token.kind == "name" and _is_call(after)
    if (called or text == "lambda") and (key := key_of(text)):
        return _Part(token, text, key)
    if text in _OTHERWISE:
        return _Part(token, *_OTHERWISE[text])
    if before is None and text == "=":
        return _Part(token, "", "first_equals")
    if mark := _mark(token, before, after):
        return _Part(token, text, "" if text in ("if", "else") else "if_else", mark)
    return _sign(token, before, after)


def _mark(token: Token, before: Token | None, after: Token | None) -> str:
    """Which part of a condition it is; "" of a name that is the same word."""
    meaning = "then" if token.text == "?" else "else" if token.text == ":" else token.text.lower()
    meaning = said_here().get(token.text, meaning)
    if meaning in ("if", "when", "case"):
        first = before is None or before.text.lower() == "case" or not _ends_value(before)
        if first and _begins_value(after):
            return "bracket" if meaning == "case" else "if"
    elif _ends_value(before) and meaning in ("then", "else", "elif", "otherwise", "end"):
        return {"then": "then", "end": "bracket"}.get(meaning, "else")
    return ""


def _sign(token: Token, before: Token | None, after: Token | None) -> _Part:
    """A sign or word that has a plain one, unless it is a name or stands where nothing can be joined."""
    meaning = said_here().get(token.text, token.text.lower() if token.text.isupper() else "")
    if _ends_value(before):
        plain = _PLAIN.get(token.text) or (meaning if meaning in _WORDS else "")
        plain = "!=" if plain == "not" else plain
    else:
        plain = _BEFORE_VALUE.get(token.text) or _MEANT_BEFORE_VALUE.get(meaning, "")
    if plain == "not" and token.kind == "name" and not _begins_value(after):
        plain = ""
    if token.text == "&" and "text" in (before and before.kind, after and after.kind):
        return _Part(token, plain, "text")
    return _Part(token, plain, "equals" if plain == "==" else "sign") if plain else _Part(token, token.text)


def _is_call(after: Token | None) -> bool:
    return after is not None and after.text == "("


def _ends_value(token: Token | None) -> bool:
    if token is None or token.text in _JOINTS or said_here().get(token.text) in _WORDS:
        return False
    return token.kind != "sign" or token.text in ")]}"


def _begins_value(token: Token | None) -> bool:
    return token is not None and token.text not in _JOINTS and token.kind != "sign"


def _thousands(token: Token) -> _Part:
    return _Part(token, token.text.replace(",", ""), "thousands")


def _percent(token: Token) -> _Part:
    return _Part(token, say_number(Fraction(token.text.rstrip("% ")) / 100).replace(",", ""), "percent")


def _date(token: Token) -> _Part:
    return _Part(token, "", "date")


_NUMBERS: Mapping[str, Callable[[Token], _Part]] = {"thousands": _thousands, "percent": _percent, "date": _date}


@cache
def _unit_words() -> Mapping[str, str]:
    """Every word for a unit in every language, with the function that gives it."""
    found: dict[str, str] = {}
    for name, unit in UNITS.items():
        if unit.function:
            words = {
                name,
                unit.function,
                *(say(f"handbook.units.{name}.{key}", lang) for key in ("label", "one") for lang in WRITTEN),
            }
            words |= {word for lang in WRITTEN for word in said_as(name, lang)}
            found |= {word.lower(): unit.function for word in words}
    return found


# the formula anew

_UNKNOWN = frozenset(
    ("power", "date", "cell", "assign", "band", "today", "given", "text", "roots", "loop", "days", "own_kind")
)


def _anew(line: str, parts: Sequence[_Part]) -> str:
    """The formula with every foreign part written as here; empty where that cannot be told."""
    if any(part.key in _UNKNOWN for part in parts):
        return ""
    pieces: list[str] = []
    for part, following in zip(parts, [*parts[1:], None]):
        gap = line[part.token.end : following.token.start] if following else ""
        foreign_word = part.key and part.plain.isidentifier()
        pieces.append(f" {part.plain} " if foreign_word else part.plain + gap)
    kept = [number for number, part in enumerate(parts) if part.mark != "bracket"]
    whole = _conditions([pieces[number] for number in kept], [parts[number].mark for number in kept])
    here = re.sub(r"\s+", " ", whole).strip()
    return _readable(here) if here != line else ""


def _conditions(pieces: Sequence[str], marks: Sequence[str]) -> str:
    """`if a then b else c` and `a ? b : c` as `b if a else c`."""
    asked = marks[0] == "if"
    then = next((at for at, mark in enumerate(marks) if mark not in ("", "if")), None)
    if then is None or not (marks[then] == "then" or asked):
        return "".join(pieces)
    other = next((at for at, mark in enumerate(marks) if at > then and mark == "else"), len(pieces))
    test, value = "".join(pieces[asked:then]).strip(" ,"), "".join(pieces[then + 1 : other]).strip(" ,")
    rest = _conditions(pieces[other + 1 :], marks[other + 1 :]).strip(" :") if pieces[other + 1 :] else "0"
    return f"{value} if {test} else {rest}"
