"""A number written out in a text where a parameter stands for it would not change with the parameter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from handbook.draft import Draft
from handbook.models import NumberParameter
from handbook.numerals import SIGNS, from_chinese
from handbook.problems import Problem
from handbook.prose import BadProse, ParameterRef, Said, parse, references
from handbook.units import UnitName
from handbook.words import WRITTEN

# How the units are said in running text, longest first where one begins with another.
_ZH_UNITS: dict[str, UnitName] = {
    "元": "CNY", "块钱": "CNY", "%": "percent", "％": "percent", "秒钟": "second", "秒": "second", "分钟": "minute",
    "个小时": "hour", "小时": "hour", "个工作日": "working_day", "工作日": "working_day", "天": "day", "个月": "month",
    "道题": "question", "分": "point",
}  # fmt: skip
_EN_UNITS: dict[str, UnitName] = {
    "yuan": "CNY", "%": "percent", "percent": "percent", "per cent": "percent", "second": "second", "minute": "minute",
    "hour": "hour", "working day": "working_day", "day": "day", "month": "month", "point": "point",
    "question": "question",
}  # fmt: skip
_EN_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ]
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80, "ninety": 90}
_ZH = re.compile(rf"(?P<n>[\d０-９.]+|[{SIGNS}]+)\s*(?P<u>{'|'.join(map(re.escape, _ZH_UNITS))})(?!之)")
_ZH_PERCENT = re.compile(rf"百分之(?P<n>[\d０-９.]+|[{SIGNS}]+)(?P<u>)")
_EN = re.compile(
    rf"\b(?P<n>\d[\d.,]*|{'|'.join(_EN_NUMBERS)})[\s-]*(?P<u>{'|'.join(map(re.escape, _EN_UNITS))})(?:s\b|\b|(?<=%))",
    re.IGNORECASE,
)


class _Written(NamedTuple):
    text: str
    value: Decimal
    unit: UnitName


def check_numbers_in_text(draft: Draft) -> Iterator[Problem]:
    """An error where the clause uses that very parameter, else a warning: the number may be the same by chance."""
    names = _names_by_value(draft)
    for id, located, _ in draft.clauses():
        for lang in WRITTEN:
            try:
                prose = parse(located.entry.text[lang])
            except BadProse:
                continue
            used = {ref.name for ref in references(prose) if isinstance(ref, ParameterRef)}
            for written in (
                found for piece in prose if isinstance(piece, Said) for found in _written(piece.text, lang)
            ):
                candidates = names.get((written.unit, written.value), [])
                if not candidates:
                    continue
                name = next((name for name in candidates if name in used), candidates[0])
                facts = {"found": written.text, "name": name}
                severity = "error" if name in used else "warning"
                place = located.place("text", lang)
                yield Problem(place, "number_in_text", f"{id}.text.{lang}", facts, severity)  # type: ignore[arg-type]


def _names_by_value(draft: Draft) -> dict[tuple[UnitName, Decimal], list[str]]:
    names: dict[tuple[UnitName, Decimal], list[str]] = defaultdict(list)
    for name, located in draft.parameters.items():
        if isinstance(located.entry, NumberParameter):
            for value in {step.value for step in located.entry.values}:
                names[located.entry.unit, value].append(name)
    return names


def _written(text: str, lang: str) -> Iterator[_Written]:
    patterns = (_EN,) if lang == "en" else (_ZH, _ZH_PERCENT)
    for pattern in patterns:
        for match in pattern.finditer(text):
            value = _number(match["n"].lower())
            if value is not None:
                unit = _EN_UNITS[match["u"].lower()] if lang == "en" else _ZH_UNITS.get(match["u"], "percent")
                yield _Written(match[0], value, unit)


def _number(text: str) -> Decimal | None:
    if text in _EN_NUMBERS:
        return Decimal(_EN_NUMBERS[text])
    if text[0].isdigit():
        digits = text.translate(str.maketrans("０１２３４５６７８９", "0123456789", ",")).strip(".")
        return Decimal(digits) if re.fullmatch(r"\d+(\.\d+)?", digits) else None
    number = from_chinese(text)
    return Decimal(number) if number is not None else None
