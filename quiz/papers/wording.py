"""Answers in words, as papers, pages and exports write them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from handbook.lang.languages import Lang
from handbook.lang.units import decimal, fill_form
from handbook.lang.words import Words
from handbook.rules.formulas.kinds import suffix, unit_forms
from quiz.question import Question

if TYPE_CHECKING:
    from quiz.papers.paper import Item

TRUE_FALSE = {True: Words(zh="对", en="True"), False: Words(zh="错", en="False")}
LETTERS = "ABCDEFGH"
_MARKS = {True: "√", False: "×"}


def say_number(question: Question, lang: Lang) -> str:
    """A numeric key with its unit: `20 元`, `89.7 points`."""
    assert question.number is not None
    digits = plain_number(question.number, question.unit)
    if not question.unit:
        return digits
    many, one = unit_forms(question.unit, lang)
    return fill_form(one if question.number == 1 else many, digits, question.number)


def plain_number(number: Fraction, unit: str | None) -> str:
    """The digits alone: `103.50`, `12,000`."""
    return decimal(number, money=bool(unit) and str(unit).startswith("CNY"))[0]


def unit_suffix(question: Question, lang: Lang) -> str:
    """The unit behind a field to fill in; empty where there is none."""
    return suffix(question.unit, lang) if question.unit else ""


def say_answer(item: Item, lang: Lang) -> str:
    """The right answer as it is marked on paper: `B`, `A C`, `√`, `20 元`, `C A B`, `1-C 2-A`."""
    question = item.question
    match question.kind:
        case "true_false":
            return _MARKS[bool(question.truth)]
        case "numeric":
            return say_number(question, lang)
        case "ordering":
            return " ".join(LETTERS[item.shown.index(index)] for index in range(len(question.order)))
        case "matching":
            rights = [question.pairs[index].right.zh for index in item.rights]
            letters = [LETTERS[item.shown.index(rights.index(pair.right.zh))] for pair in question.pairs]
            return " ".join(f"{place}-{letter}" for place, letter in enumerate(letters, 1))
    return " ".join(LETTERS[place] for place, index in enumerate(item.shown) if question.options[index].right)
