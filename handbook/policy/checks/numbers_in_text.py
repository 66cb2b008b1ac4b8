"""A number written out in a text where a parameter stands for it would not change with the parameter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from handbook.files.source import Source
from handbook.files.value_typos import tidy
from handbook.files.yaml.align import place_in_text
from handbook.files.yaml.tree import Spot
from handbook.lang.languages import WRITTEN, Lang
from handbook.lang.numerals import ENGLISH_WORDS, SIGNS, from_chinese, from_english
from handbook.lang.prose import BadProse, ParameterRef, parse, references, without_marks
from handbook.lang.units import UNIT_NAMES, UnitName, said_as
from handbook.lang.words import Words
from handbook.problems.problem import Place, Problem
from handbook.schema.draft import Draft
from handbook.schema.models import ClauseEntry, NumberParameter
from handbook.schema.rule_models import RuleFile

_DIGITS = r"\d[\d.]*(?:,\d{3})*(?:\.\d+)?"
_ENGLISH = rf"(?:{'|'.join(ENGLISH_WORDS)})(?:(?:[\s-]+and)?[\s-]+(?:{'|'.join(ENGLISH_WORDS)}))*"
_MONEY = ("¥", "￥", "rmb", "cny"), re.compile(rf"(?:[¥￥]|\b(?:RMB|CNY))\s*(?P<n>{_DIGITS})", re.IGNORECASE)
_NTH = r"(?P<n>\d+)(?:st|nd|rd|th)"
_YEARS = 1000  # from here on it is a year of the calendar


_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


class WrittenNumber(NamedTuple):
    """A number with its unit as it stands in a text, from the offset `start` on."""

    text: str
    start: int
    value: Decimal
    unit: UnitName


@cache
def _units() -> Mapping[str, UnitName]:
    """The units by how running text says them, in small letters."""
    return {said.lower(): unit for lang in WRITTEN for unit in UNIT_NAMES for said in said_as(unit, lang)}


def _any_unit(lang: Lang) -> str:
    """A pattern of the units as running text says them; the longest first, for some begin with others."""
    said = sorted((_small(said, lang) for unit in UNIT_NAMES for said in said_as(unit, lang)), key=len, reverse=True)
    return f"(?P<u>{'|'.join(map(re.escape, said))})"


def _small(text: str, lang: Lang) -> str:
    """A text of English in small letters, each at its place: looked for in any case, words take three times as long."""
    return text.replace("İ", "i").lower() if lang == "en" else text


@cache
def _patterns() -> Mapping[Lang, tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]]:
    """How a number with its unit is written, by language; in English in small letters. Before a pattern stand the
    signs of which all that it finds has one, in small letters: most texts have none, and need not be searched."""
    return {
        "zh": (
            ((), re.compile(rf"(?<![第{SIGNS}])(?P<n>{_DIGITS}|[{SIGNS}]+)\s*{_any_unit('zh')}(?!之)")),
            (("百分之",), re.compile(rf"百分之(?P<n>{_DIGITS}|[{SIGNS}]+)(?P<percent>)")),
            (("月",), re.compile(rf"[每当本次下]月\s*(?P<n>{_DIGITS}|[{SIGNS}]+)\s*[日号](?P<day_of_month>)")),
            _MONEY,
        ),
        "en": (
            ((), re.compile(rf"\b(?P<n>{_DIGITS}|{_ENGLISH})[\s-]*{_any_unit('en')}(?:s\b|\b|(?<=%))")),
            ((" month",), re.compile(rf"\bthe {_NTH} (?:day )?of (?:the|each|every) month(?P<day_of_month>)")),
            _MONEY,
        ),
    }


def check_numbers_in_text(draft: Draft) -> Iterator[Problem]:
    """An error where the clause or rule uses that very parameter, else a warning: it may be the same by chance."""
    names = _names_by_value(draft)
    for text in (*_clauses(draft), *_rules(draft)):
        for written in written_numbers(text.text, text.lang):
            candidates = names.get((written.unit, written.value), [])
            if candidates:
                name = next((name for name in candidates if name in text.used), candidates[0])
                code, severity = _CERTAIN if name in text.used else _MAYBE
                facts = {"found": written.text, "name": name}
                yield Problem(text.place(written.start), code, text.where, facts, severity)


class _Text(NamedTuple):
    """A text in one language, and the parameters used where it stands."""

    where: str
    text: str
    lang: Lang
    used: Collection[str]
    source: Source
    spot: Spot  # of what it is a part of
    path: tuple[str | int, ...]  # in it

    def place(self, index: int) -> Place:
        """The place of a character."""
        return place_in_text(self.source, self.spot.find(self.path), self.text, index)


def _clauses(draft: Draft) -> Iterator[_Text]:
    for located in draft.clauses:
        whole = located.entry.whole
        for path, words in _paragraphs(located.entry):
            for lang in WRITTEN:
                text = words[lang]
                try:
                    prose = parse(whole[lang])
                    used = {ref.name for ref in references(prose) if isinstance(ref, ParameterRef)}
                except BadProse:
                    continue
                where = ".".join([located.name, *(step for step in path if isinstance(step, str)), lang])
                yield _Text(where, text, lang, used, located.source, located.spot, (*path, lang))


def _paragraphs(clause: ClauseEntry) -> Iterator[tuple[tuple[str | int, ...], Words]]:
    yield ("text",), clause.text
    for index, each in enumerate(clause.added):
        yield ("added", index, "text"), each.text


def _rules(draft: Draft) -> Iterator[_Text]:
    """What a rule says: its sentence, its hints, its outcomes."""
    for id, located in draft.rules.items():
        used = {name for name in _NAME.findall(located.source.text) if name in draft.known_parameters}
        for path, words in _said(located.entry):
            for lang in WRITTEN:
                where = ".".join([id, *(str(step) for step in path if isinstance(step, str)), lang])
                yield _Text(where, words[lang], lang, used, located.source, located.spot, (*path, lang))


def _said(rule: RuleFile) -> Iterator[tuple[tuple[str | int, ...], Words]]:
    yield ("about",), rule.about
    for name, entry in rule.inputs.items():
        if entry.hint:
            yield ("inputs", name, "hint"), entry.hint
    for index, stop in enumerate(rule.refuse):
        yield ("refuse", index, "say"), stop.say
    for index, outcome in enumerate(rule.outcomes):
        yield ("outcomes", index, "say"), outcome.say


_CERTAIN: tuple[str, Literal["error"]] = ("number_in_text", "error")
_MAYBE: tuple[str, Literal["warning"]] = ("number_in_text_maybe", "warning")


def _names_by_value(draft: Draft) -> dict[tuple[UnitName, Decimal], list[str]]:
    names: dict[tuple[UnitName, Decimal], list[str]] = defaultdict(list)
    for name, located in draft.parameters.items():
        if isinstance(located.entry, NumberParameter):
            for value in {step.value for step in located.entry.values}:
                names[located.entry.unit, value].append(name)
    return names


@lru_cache(maxsize=50_000)  # two policies have most texts in common
def written_numbers(text: str, lang: Lang) -> Sequence[WrittenNumber]:
    """The numbers with a unit that a text has outside its placeholders, in digits or in words."""
    return tuple(_written_numbers(text, lang))


def _written_numbers(text: str, lang: Lang) -> Iterator[WrittenNumber]:
    plain = without_marks(text, "\0")
    small = _small(plain, lang)
    smallest = small.lower()
    for signs, pattern in _patterns()[lang]:
        for match in pattern.finditer(small) if not signs or any(sign in smallest for sign in signs) else ():
            value, unit = _number(match["n"]), _unit(match)
            if value is not None and not (unit == "year" and value >= _YEARS):
                yield WrittenNumber(plain[match.start() : match.end()], match.start(), value, unit)


def _unit(match: re.Match[str]) -> UnitName:
    groups = match.groupdict()
    for unit in ("percent", "day_of_month"):
        if unit in groups:
            return unit
    return _units()[groups["u"].lower()] if "u" in groups else "CNY"


def _number(text: str) -> Decimal | None:
    if text[0].isdecimal():
        digits = tidy(text).replace(",", "").strip(".")
        return Decimal(digits) if re.fullmatch(r"\d+(\.\d+)?", digits, re.ASCII) else None
    number = from_english(text) if text[0].isascii() else from_chinese(text)
    return Decimal(number) if number is not None else None
