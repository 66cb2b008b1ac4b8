"""Options: none true but the key, no two alike, none that stands out by its length, no “all of the above”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product

from handbook import LANGS, UNITS, WRITTEN, Listed, Phrase, Problem, Words, written_numbers
from quiz.kinds.answer import Option
from quiz.lints.located import PlacedQuestion
from quiz.lints.normal import normal, shown

_ABOVE = re.compile(
    r"以上(都|皆|全|均|各项)|(以上|上述)(选项|几项|各项)?(都|均|皆)?(对|错|是|不对|不是|正确|错误|全部)|"
    r"\b(all|none|any|both) of (the )?(above|these|them)\b",
    re.IGNORECASE,
)
_FEWEST_WRONG = 2  # of multiple choices: with one, whoever finds it has the rest
_MUCH_LONGER, _FEW_SIGNS = 1.8, 10
_UNBELIEVABLE = 10  # times as long as the key, or as short, and in another unit
_SMALLEST = {"second": 1, "day": 86_400, "month": 30 * 86_400}  # of each family of units of time, about, in seconds
_SECONDS = {name: _SMALLEST[unit.family] * unit.size for name, unit in UNITS.items() if unit.family in _SMALLEST}
_SECONDS["working_day"] = _SMALLEST["day"]


def option_problems(asked: PlacedQuestion) -> Iterator[Problem]:
    """What is wrong with the options of a question."""
    question = asked.question
    for one, other in combinations(question.options, 2):
        if any(normal(one.text[lang]) == normal(other.text[lang]) for lang in WRITTEN):
            yield _same(asked, one, other)
    for option in question.options:
        for lang in WRITTEN:
            if _ABOVE.search(option.text[lang]):
                yield asked.problem("quiz.lint_above", option=option.text[lang])
    wrong = sum(not option.right for option in question.options)
    if question.answer.only_right() is None and question.options and wrong < _FEWEST_WRONG:
        yield asked.problem("quiz.lint_one_wrong", "warning", found=wrong, wanted=_FEWEST_WRONG)
    if question.answer.only_right() is not None:
        yield from _length(asked)
        yield from _units(asked)


def _same(asked: PlacedQuestion, one: Option, other: Option) -> Problem:
    if one.right == other.right:
        return asked.problem("quiz.lint_same_options", one=_facts(one.text), other=_facts(other.text))
    wrong = other if one.right else one
    return asked.problem("quiz.lint_true_option", day=asked.day, option=_facts(wrong.text))


def _length(asked: PlacedQuestion) -> Iterator[Problem]:
    """The key far longer than every wrong option, or far shorter."""
    options = asked.question.options
    for lang in LANGS:
        key = next(len(shown(option.text, lang)) for option in options if option.right)
        others = [len(shown(option.text, lang)) for option in options if not option.right]
        if not others:
            return  # nothing to be compared with
        long = key > _MUCH_LONGER * max(others) and key - max(others) >= _FEW_SIGNS
        short = min(others) > _MUCH_LONGER * key and min(others) - key >= _FEW_SIGNS
        if long or short:
            than = Phrase("quiz.parts.longer" if long else "quiz.parts.shorter")
            facts = {"than": than, "found": key, "others": Listed(tuple(sorted(others)))}
            yield asked.problem("quiz.lint_key_length", "warning", **facts)
            return


def _units(asked: PlacedQuestion) -> Iterator[Problem]:
    """Wrong options in a unit so much smaller or larger than the key's that nobody would believe them."""
    for lang in WRITTEN:
        sizes: dict[bool, list[tuple[Option, str, Decimal]]] = {True: [], False: []}
        for option in asked.question.options:
            numbers = [each for each in written_numbers(option.text[lang], lang) if each.unit in _SECONDS]
            if len(numbers) == 1:
                sizes[option.right].append((option, numbers[0].unit, numbers[0].value * _SECONDS[numbers[0].unit]))
        for (_, unit, right), (option, other, size) in product(sizes[True], sizes[False]):
            if unit != other and max(right, size) >= _UNBELIEVABLE * min(right, size):
                yield asked.problem("quiz.lint_unit", "warning", option=option.text[lang])
                return


def _facts(words: Words) -> dict[str, str]:
    return {lang: words[lang] for lang in WRITTEN}
