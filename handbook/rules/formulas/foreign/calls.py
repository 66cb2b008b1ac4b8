"""Functions and names of spreadsheets and other languages, each with how it is said here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from handbook.lang.catalogue import say, section
from handbook.lang.languages import WRITTEN
from handbook.records import frozen

# How a call is written here: {0} its first argument, {*} all of them; {step} is a rounding's step, in the unit of what
# is rounded; {day:0} and so on the first argument with that unit where it is a plain number. A function is found by its
# name in small letters, or by that and how many arguments it has.
_WRITTEN: Mapping[str, str] = {
    name: form
    for line in """
        if iif: {1} if {0} else {2}
        if/2 ifs/2: {1} if {0} else 0
        ifs: {1} if {0} else {3} if {2} else 0
        and: {* and }
        or: {* or }
        not: not {0}
        sumif: sum({2} if {0} == {1} else 0)
        sumif/2: sum({0} if {1} else 0)
        sumifs: sum({0} if {1} == {2} else 0)
        countif countifs/2: count({0} == {1})
        countifs: count({0} == {1} and {2} == {3})
        counta countif/1 len length rows: count({0})
        average avg mean: sum({0}) / count({0})
        averageif: sum({2} if {0} == {1} else 0) / count({0} == {1})
        sumproduct: sum({0} * {1})
        product: {* * }
        sum: sum({0})
        count: count({0})
        round round/1: round_to({0}, {step})
        mround: round_to({0}, {1})
        roundup ceil ceiling/1: round_up({0}, {step})
        ceiling: round_up({0}, {1})
        rounddown trunc: round_down({0}, {step})
        floor/2: round_down({0}, {1})
        int fix: floor({0})
        mod: {0} - {1} * floor({0} / {1})
        quotient div: floor({0} / {1})
        abs: max({0}, -{0})
        median: max({0}, min({1}, {2}))
        maximum: max({*, })
        minimum: min({*, })
        large max/1: largest({0})
        small min/1: smallest({0})
        maxifs: largest({0} if {1} == {2} else 0)
        percent: {0} / 100
        pow power square: {0} * {0}
        edate: add_months({0}, {month:1})
        eomonth: end_of_month(add_months({0}, {month:1}))
        last_day: end_of_month({0})
        dateadd date_add: add_days({0}, {day:1})
        datedif datediff: days_between({0}, {1})
        datedif/y datediff/y yearfrac years/2: years_between({0}, {1})
        datedif/m datediff/m months/2: months_between({0}, {1})
        days/2: days_between({1}, {0})
        networkdays workdays: working_days_between({0}, {1})
        workday: add_working_days({0}, {working_day:1})
        year: year_of({0})
        month: month_of({0})
        weekday: weekday_of({0})
        age: age_on({0}, {1})
        date makedate: date_of({0}, {1}, {2})
        """.strip().splitlines()
    for names, form in [line.strip().split(": ", 1)]
    for name in names.split()
}
_LETTERS = ("a", "b", "c", "d")

# What has no counterpart, or one that stands elsewhere: the cure's key.
_ELSEWHERE: Mapping[str, str] = {
    name: key
    for key, names in {
        "band": "vlookup hlookup xlookup lookup index match choose switch",
        "today": "today now getdate curdate current_date sysdate",
        "given": "isblank isnull isna isnumber isempty "
        "iserror iferror ifna ifnull coalesce nvl none null nil na nan",
        "text": "text concat concatenate left right mid trim str string format upper lower "
        "replace find search substr value print",
        "roots": "sqrt exp log ln log10 sin cos tan pi rand random randbetween pmt npv irr fv pv rate goalseek",
        "loop": "map filter reduce range list sorted sort for lambda foreach while unique rank",
        "days": "day days360 weeknum hour minute time datevalue timedelta",
        "own_kind": "float number decimal bool n",
    }.items()
    for name in names.split()
}  # fmt: skip
_TRUTHS = {"TRUE": "true", "FALSE": "false", "YES": "true", "NO": "false", "yes": "true", "no": "false"}
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,5}"


@cache
def said_here() -> Mapping[str, str]:
    """What plain words of each language stand for: a sign, or a name of the tables above."""
    meanings = section("handbook", "foreign", "zh")
    return {
        word: _SIGN_OF.get(meaning, meaning)
        for meaning in meanings
        for lang in WRITTEN
        for word in say(f"handbook.foreign.{meaning}", lang).split(" | ")
        if word
    }


_SIGN_OF = {
    "equal": "==", "unequal": "!=", "at_least": ">=", "at_most": "<=", "more": ">", "less": "<",
    "times": "*", "over": "/", "plus": "+", "minus": "-",
}  # fmt: skip


@frozen
class Argument:
    """An argument as it is written; `atom` where nothing around it can tear it apart; `number` where it is digits."""

    text: str
    atom: bool
    number: bool = False


def key_of(name: str) -> str:
    """The key of the cure for a function or name that stands for something else here; "" where there is none."""
    return _ELSEWHERE.get(said_here().get(name, name).lower(), "")


def name_here(name: str) -> tuple[str, str]:
    """The cure's key and how a name that is no function's is written here; ("", "") where nothing is known."""
    plain = said_here().get(name, name)
    if name in _TRUTHS or plain in ("true", "false"):
        return "sign", _TRUTHS.get(name, plain)
    return ("cell", "") if re.fullmatch(_CELL, name) else (key_of(plain), "")


def form_of(name: str, args: Sequence[Argument], known: bool = False) -> str:
    """How a call is written here, to be `filled`; "" where nothing is known. One that is `known` here may be written
    with too many or too few arguments."""
    low = said_here().get(name, name).lower()
    special = args[2].text.strip("\"'").lower() if low.startswith("datedi") and len(args) == 3 else str(len(args))
    return _WRITTEN.get(f"{low}/{special}") or ("" if known else _WRITTEN.get(low, ""))


def means_otherwise(name: str, count: int) -> bool:
    """Whether a function of ours is another elsewhere, where it is called with so many arguments."""
    return f"{name}/{count}" in _WRITTEN


def filled(form: str, args: Sequence[Argument], functions: Mapping[str, str], unit: str = "") -> str:
    """A form with the author's own arguments. `functions` give a bare number a unit, by the unit's name; `unit` is that
    of the first argument."""
    return re.sub(_FIELD, lambda field: _filled(field, args, functions, unit), form)


_FIELD = r"\{([^}]*)\}"
_BEFORE, _BEHIND = ("(", ", ", " if ", " else "), (")", ",", " if ", " else ")  # where an argument needs no brackets


def _filled(field: re.Match[str], args: Sequence[Argument], functions: Mapping[str, str], unit: str) -> str:
    named, before, behind = field[1], field.string[: field.start()], field.string[field.end() :]
    if named.startswith("*"):
        return named[1:].join(arg.text if "," in named else _part(arg) for arg in args) or f"a{named[1:]}b"
    if named == "step":
        return _step(args, functions.get(unit, ""))
    wanted, _, number = named.rpartition(":")
    at = int(number)
    if at >= len(args):
        return _LETTERS[at]
    function = functions.get(wanted, "")
    if function and args[at].number:
        return f"{function}({args[at].text})"
    alone = (not before or before.endswith(_BEFORE)) and (not behind or behind.startswith(_BEHIND))
    return args[at].text if alone else _part(args[at])


def _part(arg: Argument) -> str:
    return arg.text if arg.atom else f"({arg.text})"


def _step(args: Sequence[Argument], function: str) -> str:
    """`ROUND(x, 2)` rounds to hundredths, `ROUND(x, -3)` to thousands."""
    digits = args[1].text.replace(" ", "") if len(args) > 1 else "0"
    places = int(digits) if re.fullmatch(r"-?[0-9]", digits) else 0
    step = "1" + "0" * -places if places <= 0 else "0." + "0" * (places - 1) + "1"
    return f"{function}({step})" if function else step
