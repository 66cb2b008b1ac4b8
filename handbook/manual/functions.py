"""How a function is told: what it takes and gives, what it refuses, an example, and how the working says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import Lang
from handbook.lang.units import UNITS, say_amount
from handbook.rules.formulas.computing import COMPUTATIONS
from handbook.rules.formulas.functions import FUNCTIONS, Example, Family, Function, Told, say_taken


def families() -> Mapping[Family, list[Function]]:
    """The functions by family, in their order."""
    found: dict[Family, list[Function]] = {}
    for function in FUNCTIONS.values():
        found.setdefault(function.family, []).append(function)
    return found


def lines_of(function: Function, lang: Lang) -> Iterator[str]:
    """What there is to know besides what it is for, a line each."""
    yield _kinds(function, lang)
    yield _example(function.example, lang)
    spoken, codes = language(lang), COMPUTATIONS[function.name].refuses
    refuses = [say(f"handbook.functions.refuses.{code}", lang) + spoken.in_brackets(f"`{code}`") for code in codes]
    if refuses:
        yield say("handbook.manual.functions.refuses", lang, reasons=spoken.semicolon.join(refuses))
    arguments = function.form.partition("(")[2].removesuffix(")").split(", ")
    facts = {"args": spoken.list.join(arguments), "a": arguments[0], "b": arguments[-1]}  # as in printing.py
    words = say(f"handbook.rules.functions.{function.name}", lang, **facts)
    yield say("handbook.manual.functions.working", lang, words=words)


def unit_line(function: Function, lang: Lang) -> str:
    """A function that gives a unit, which needs no more than a line."""
    takes = say_taken(function.signature.takes[0])
    return say("handbook.manual.functions.unit", lang, form=function.form, does=function.does, takes=takes)


def _kinds(function: Function, lang: Lang) -> str:
    takes = [say_taken(each)[lang] for each in function.signature.takes]
    key = "takes_rows" if function.rows else "takes"
    facts = {"takes": language(lang).semicolon.join(takes), "gives": say_taken(function.signature.gives)}
    return say(f"handbook.manual.functions.{key}", lang, **facts)


def _example(example: Example, lang: Lang) -> str:
    spoken = language(lang)
    gives = example.gives if isinstance(example.gives, tuple) else (example.gives,)
    shown = spoken.list.join(_value(each, lang) for each in gives)
    line = say("handbook.manual.functions.example", lang, formula=example.formula, gives=shown)
    given = [
        say("handbook.manual.functions.given", lang, name=f"`{name}`", value=_told(told, lang))
        for name, told in example.given.items()
    ]
    return line + (spoken.in_brackets(spoken.semicolon.join(given)) if given else "")


def _told(told: Told, lang: Lang) -> str:
    if isinstance(told, str):
        return _value(told, lang)
    return language(lang).list.join(
        _pair(each, lang) if isinstance(each, tuple) else _value(each, lang) for each in told
    )


def _pair(pair: tuple[str, str], lang: Lang) -> str:
    """A row of a table, or a value and the day from which it holds."""
    first, gives = pair[0], _value(pair[1], lang)
    if first.count("-") == 2:
        return say("handbook.manual.functions.from_on", lang, day=first, value=gives)
    return say("handbook.manual.functions.band", lang, least=_value(first, lang), gives=gives)


def _value(told: str, lang: Lang) -> str:
    """A value of an example as the handbook shows it: `5 天`, `2026-03-31`, `是`."""
    if told in ("yes", "no"):
        return say(f"handbook.rules.terms.{told}", lang)
    number, _, unit = told.partition(" ")
    if unit.partition("/")[0] in UNITS:
        return say_amount(Decimal(number), unit, lang)
    return told
