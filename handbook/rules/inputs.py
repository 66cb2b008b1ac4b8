"""What people give to a rule: text from a form, a sheet or the command line, or data from YAML, made exact values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Protocol

from handbook.lang.catalogue import say
from handbook.lang.days import read_day, read_moment, read_month
from handbook.lang.languages import LANGS, WRITTEN, Lang, Text
from handbook.lang.parts import TooMany, read_parts, say_parts, typed_as, write_parts
from handbook.lang.units import UNITS, decimal, say_amount, scale, unit_label
from handbook.lang.words import Words
from handbook.records import frozen
from handbook.rules.formatting import Display, ValueFormatter
from handbook.rules.formulas.kinds import ChoiceKind, DayKind, MomentKind, NumberKind, SwitchKind
from handbook.rules.rule import Bound, ExactValue, Input, InputField, InputRows
from handbook.rules.words import words_in

# The browser reads by the same signs (`inputs.js`); a table of cases holds both to it.
_HAN = "[\u4e00-\u9fff]{2,}"  # a part of one option alone: 服务之星
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_BY_POINTS = re.compile(r"[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})+")  # thousands, as much of Europe writes them
# Blanks of all kinds, seen and unseen, as they are pasted along.
_BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_YES, _NO = ("1", "true", "yes", "y", "是", "√", "✓", "✔"), ("0", "false", "no", "n", "否", "×", "✗", "✘")
# What people write where there is nothing.
_NOTHING = frozenset(("无", "無", "没有", "沒有", "none", "nil", "n/a", "-", "--", "—", "–", "/"))
EXAMPLE_MOMENT = datetime(2026, 7, 1, 9, 30)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
MAX_LENGTH = 40  # of a single value's text
ROW, CELL = ";", ","
_PARTED = re.compile(r"[,、\s]+")

Answers = Mapping[str, ExactValue]  # by input, those that may bound others
_NONE: Answers = MappingProxyType({})


@frozen
class InputError:
    """What is wrong with one input: `code` names the message, `input` is its id."""

    input: str
    code: str
    label: Words
    facts: Mapping[str, str | Text | Mapping[Lang, str]]
    row: int = 0
    rows: str = ""  # the list whose row it is

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where it stands in data that were given."""
        if not self.rows:
            return (self.input,)
        return (self.rows, self.row - 1, *((self.input,) if self.input != self.rows else ()))

    def text(self, lang: Lang) -> str:
        """The message, with the cure, and of a list the row."""
        text = self.without_row(lang)
        return say("handbook.rules.inputs.row", lang, row=self.row, text=text) if self.row else text

    def without_row(self, lang: Lang) -> str:
        """The message alone."""
        facts = {name: fact if isinstance(fact, str) else fact[lang] for name, fact in self.facts.items()}
        return say(f"handbook.rules.inputs.{self.code}", lang, label=self.label[lang], **facts)


class BadInput(ValueError):
    """Some inputs cannot be used; carries what is wrong with each."""

    def __init__(self, errors: Sequence[InputError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(error.text("en") for error in errors))


class _Wrong(Exception):
    def __init__(self, code: str, **facts: str | Text | Mapping[Lang, str]) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


class Asks(Protocol):
    """What tells which inputs are asked, one after another."""

    def asks(self, entry: Input) -> bool:
        """Whether an input is asked."""

    def answer(self, entry: Input, value: Any) -> None:
        """What was accepted for one that is."""


def accept(
    inputs: Sequence[Input], given: Mapping[str, Any], asking: Asks | None = None, before: Answers = _NONE
) -> dict[str, Any]:
    """Exact values for `run`, from texts or data; with `asking` only of inputs that are asked, without it none bounds
    another that may not be asked. `before` are answers to others. Raises BadInput with everything that is wrong."""
    errors: list[InputError] = []
    accepted: dict[str, Any] = {}
    answers = dict(before)
    known = dict.fromkeys(entry.id for entry in inputs)
    unknown = [name for name in given if name not in known]
    for name in unknown:
        facts = {"found": name, "allowed": ", ".join(known)}
        errors.append(InputError(name, "unknown", Words(zh=name, en=name), facts))
    for entry in inputs:
        if asking and not asking.asks(entry):
            continue
        told, surely = len(errors), asking is not None or entry.ask_when is None
        value = _entry(entry, given.get(entry.id), errors, answers if surely else _NONE)
        if value is not None:
            accepted[entry.id] = value
        if asking and len(errors) == told:
            asking.answer(entry, value)
        if surely and len(errors) == told and isinstance(entry, InputField):
            _answer(answers, entry, value)
    if errors:
        raise BadInput(_causes(errors) if unknown else errors)
    return accepted


def _causes(errors: Sequence[InputError]) -> list[InputError]:
    """Where a name is not known, what is missing is most likely what it was meant for."""
    return [error for error in errors if error.code != "missing"]


def _answer(answers: dict[str, ExactValue], entry: InputField, value: ExactValue | None) -> None:
    known = entry.default if value is None else value
    if known is not None:
        answers[entry.id] = known


def _entry(entry: Input, raw: Any, errors: list[InputError], answers: Answers) -> Any:
    if isinstance(entry, InputRows):
        return _rows(entry, raw, errors, answers)
    return _field(entry, raw, errors, answers)


def _field(
    entry: InputField, raw: Any, errors: list[InputError], answers: Answers, row: int = 0, rows: str = ""
) -> ExactValue | None:
    try:
        return read_value(entry, raw, answers)
    except _Wrong as wrong:
        errors.append(InputError(entry.id, wrong.code, entry.label, wrong.facts, row, rows))
        return None


def _rows(entry: InputRows, raw: Any, errors: list[InputError], answers: Answers) -> list[dict[str, Any]]:
    try:
        rows = _split(entry, raw)
        if len(rows) > entry.most:
            raise _Wrong("most", limit=str(entry.most), found=str(len(rows)))
    except _Wrong as wrong:
        errors.append(InputError(entry.id, wrong.code, entry.label, wrong.facts))
        return []
    accepted, known = [], len(errors)
    for number, row in enumerate(rows, 1):
        mistakes: list[InputError] = []
        unknown = [name for name in row if name not in {each.id for each in entry.fields}]
        if unknown:
            facts = {"found": ", ".join(unknown), "allowed": ", ".join(each.id for each in entry.fields)}
            mistakes.append(InputError(entry.id, "unknown", entry.label, facts, number, entry.id))
        accepted.append(_row(entry, row, mistakes, answers, number))
        errors += _causes(mistakes) if unknown else mistakes
    if len(errors) > known and isinstance(raw, str) and (apart := _runs_together(entry, _tidy(raw))):
        errors[known:] = [InputError(entry.id, apart.code, entry.label, apart.facts)]
    return accepted


def _row(
    entry: InputRows, row: Mapping[str, Any], errors: list[InputError], answers: Answers, number: int
) -> dict[str, ExactValue]:
    values: dict[str, ExactValue] = {}
    near = dict(answers)
    for each in entry.fields:
        told = len(errors)
        value = _field(each, row.get(each.id), errors, near, number, entry.id)
        if value is not None:
            values[each.id] = value
        if len(errors) == told:
            _answer(near, each, value)
    return values


def _split(entry: InputRows, raw: Any) -> Sequence[Mapping[str, Any]]:
    """Rows from data, or from text: `8;12;45`, `2026-03-02,1;2026-03-03,0.5`."""
    if raw is None:
        return []
    if isinstance(raw, (list, tuple)):
        return [row if isinstance(row, Mapping) else {entry.fields[0].id: row} for row in raw]
    rows = []
    whole = _tidy(raw)
    if whole.lower() in _NOTHING or (whole == "0" and entry.fields[0].min > 0):
        return []
    for text in whole.split(ROW):
        cells = [_without_blanks(cell) for cell in text.split(CELL)]
        if not any(cells):
            continue
        if len(cells) > len(entry.fields):
            wrong = _Wrong("fields", limit=str(len(entry.fields)), found=_without_blanks(text))
            raise _runs_together(entry, whole) or wrong
        rows.append({each.id: cell for each, cell in zip(entry.fields, cells)})
    return rows


def _runs_together(entry: InputRows, whole: str) -> _Wrong | None:
    """What is wrong where items are parted by what parts none, `8,12,45`, `优秀、优秀`, `8 12`: each could be one."""
    rows = [_PARTED.split(_without_blanks(row)) for row in whole.split(ROW)]
    if not any(len(items) > 1 and _are_items(entry, items) for items in rows):
        return None
    items = filter(None, (each for items in rows for each in items))
    return _Wrong("separate", found=_short(whole), right=_short("；".join(items)))


def _are_items(entry: InputRows, parts: Sequence[str]) -> bool:
    """Whether each part could be an item, and together they are none: two days of a row that has two are one."""
    if not all(_can_be(entry.fields[0], each) for each in parts):
        return False
    return len(parts) > len(entry.fields) or not all(map(_can_be, entry.fields, parts))


def _can_be(entry: InputField, text: str) -> bool:
    try:
        read_value(entry, text)
    except _Wrong:
        return False
    return True


def read_value(entry: InputField, raw: Any, answers: Answers = _NONE) -> ExactValue | None:
    """One value; None where nothing is given and the default will do. Raises _Wrong."""
    text = write_parts(raw, entry.parts) if entry.parts and isinstance(raw, Fraction) else _tidy(raw)
    if text.lower() in _NOTHING and isinstance(entry.kind, NumberKind) and entry.default == 0:
        text = ""
    if text == "" and entry.default is None:
        raise _Wrong("missing", example=_example(entry))
    value = _read(entry, text) if text else None
    if not entry.bounds:
        return value
    own: Any = entry.default if value is None else value
    for bound, limit in bounds_after(entry, answers):
        if own < limit if bound.end == "min" else own > limit:
            raise _beyond(entry, bound, limit, text or _Said(own, display_of(entry)))
    return value


def bounds_after(entry: InputField, answers: Answers) -> Iterator[tuple[Bound, Any]]:
    """The bounds that hold after these answers, each with what it is then."""
    for bound in entry.bounds:
        limit = answers.get(bound.by.id) if bound.by else bound.limit
        if limit is not None:
            yield bound, limit


def _beyond(entry: InputField, bound: Bound, limit: ExactValue, found: str | Text) -> _Wrong:
    code = bound.end if isinstance(entry.kind, NumberKind) else {"min": "earliest", "max": "latest"}[bound.end]
    said = _Said(limit, display_of(entry))
    if bound.by:
        return _Wrong(f"{code}_of", found=found, limit=said, other=bound.by.label)
    return _Wrong(code, found=found, limit=said)


def display_of(entry: InputField) -> Display:
    """How an input's value is shown."""
    return Display(entry.label, entry.kind, entry.unit, parts=entry.parts)


@frozen
class _Said(Text):
    """A value as it is shown."""

    value: Any
    shown: Display

    def __getitem__(self, lang: Lang, /) -> str:
        return ValueFormatter(lang).value(self.value, self.shown)


def _read(entry: InputField, text: str) -> ExactValue:
    match entry.kind:
        case NumberKind():
            return _in_parts(entry, text) if entry.parts else _number(entry, text)
        case ChoiceKind() as choice:
            return _choice(choice, text)
        case SwitchKind():
            return _switch(text)
        case DayKind():
            return _day(entry, text)
    return _moment(text)


def is_empty(raw: Any) -> bool:
    """Whether nothing is given."""
    return not (raw if isinstance(raw, (list, tuple)) else _tidy(raw))


def says_something(entry: Input, raw: Any) -> bool:
    """Whether more is given than nothing, what it counts as without, or 0 of a number. What cannot be read is more."""
    if is_empty(raw) or (isinstance(raw, str) and _tidy(raw).lower() in _NOTHING):
        return False
    if isinstance(entry, InputRows):
        return bool(_split(entry, raw)) if isinstance(raw, str) else True
    try:
        value = _read(entry, _tidy(raw))
    except _Wrong:
        return True
    return value != entry.default and not (isinstance(entry.kind, NumberKind) and value == 0)


def _tidy(raw: Any) -> str:
    if raw is None:
        return ""
    if isinstance(raw, int):  # also yes and no
        return str(raw).lower()
    if isinstance(raw, Fraction):
        return decimal(raw)[0].replace(",", "") if decimal(raw)[1] else str(raw)
    if isinstance(raw, datetime):
        return raw.isoformat(timespec="minutes")
    if isinstance(raw, Decimal):
        return f"{raw:f}"
    return _without_blanks(unicodedata.normalize("NFKC", str(raw)))


def _without_blanks(text: str) -> str:
    return text.strip(_BLANKS)


def unit_suffixes(entry: InputField) -> list[str]:
    """What may stand behind a number: its unit in any language, and what else people type. None ends with another."""
    if not entry.unit:  # what lies between two years is a year
        is_year = entry.precision == 0 and entry.min >= _FIRST_YEAR and entry.max <= _LAST_YEAR
        return ["年"] if is_year else []
    labels = (unicodedata.normalize("NFKC", unit_label(entry.unit, lang)) for lang in LANGS)
    found = list(dict.fromkeys(filter(None, labels)))
    typed = typed_as(entry.unit) if entry.unit in UNITS else ()
    return [*found, *(each for each in typed if not any(label.endswith(each) for label in found))]


def _in_parts(entry: InputField, text: str) -> Fraction:
    bare = text.replace("−", "-")
    try:
        number = None if _NUMBER.fullmatch(bare) or len(bare) > MAX_LENGTH else read_parts(bare, entry.parts)
    except TooMany as many:
        limit = {lang: say_amount(Fraction(many.limit), many.unit, lang) for lang in LANGS}
        raise _Wrong("parts_most", found=_short(text), limit=limit, example=_example(entry)) from None
    return _number(entry, text) if number is None else _within(entry, number, text)


def _number(entry: InputField, text: str) -> Fraction:
    plain = text.isascii() and text.isdecimal()  # as nearly all are
    bare = text if plain else _bare_number(entry, text)
    by_points = not plain and _BY_POINTS.fullmatch(bare)
    if by_points and bare.count(".") > 1:
        raise _by_points(entry, text, bare)
    if not (plain or _NUMBER.fullmatch(bare)) or len(bare) > MAX_LENGTH:
        raise _Wrong("parts" if entry.parts else "number", found=_short(text), example=_example(entry))
    written, counts = Fraction(int(bare) if bare.isdecimal() else Decimal(bare)), scale(entry.unit)
    number = written if counts == 1 else written / counts
    if written.denominator != 1 and (written * entry.fineness).denominator != 1:
        if entry.parts:
            last = {lang: unit_label(entry.parts[-1], lang) for lang in LANGS}
            raise _Wrong("parts_whole", found=text, unit=last, example=_example(entry))
        raise _Wrong("precision" if entry.precision else "whole", found=text, limit=str(entry.precision))
    if by_points and entry.precision < 3:  # 36.000 may be meant for 36,000, and nobody would notice 36
        raise _by_points(entry, text, bare)
    return _within(entry, number, text)


def _bare_number(entry: InputField, text: str) -> str:
    """A number without its unit, and without the commas between its thousands."""
    bare = _without_blanks(text.removeprefix("¥")).replace("−", "-")
    if not _NUMBER.fullmatch(bare):  # a Traditional unit is slow to come by
        unit = next((each for each in unit_suffixes(entry) if bare.endswith(each)), "")
        bare = _without_blanks(bare.removesuffix(unit))
        bare = "0.5" if unit and bare == "半" else bare  # 半天
    return bare.replace(",", "") if _GROUPED.fullmatch(bare) else bare


def _within(entry: InputField, number: Fraction, text: str) -> Fraction:
    if number < entry.min:
        raise _Wrong("min", found=text, limit=_limit(entry, entry.min))
    if number > entry.max:
        raise _Wrong("max", found=text, limit=_limit(entry, entry.max))
    return number


def _by_points(entry: InputField, text: str, bare: str) -> _Wrong:
    thousands = {"plain": bare.replace(".", ""), "commas": bare.replace(".", ",")}
    return _Wrong("points", found=_short(text), limit=str(entry.precision), **thousands)


def _choice(choice: ChoiceKind, text: str) -> str:
    langs = WRITTEN if text.isascii() else LANGS  # what is plain is no word in Traditional, which is slow to come by
    for id, words in choice.options:
        if text in (id, *(unicodedata.normalize("NFKC", words[lang]) for lang in langs)):
            return id
    near = [id for id, words in choice.options if any(text in words[lang] for lang in LANGS)]
    if len(near) == 1 and re.fullmatch(_HAN, text):
        return near[0]
    said = {lang: [f"{words[lang]} {id}" for id, words in choice.options] for lang in LANGS}
    allowed = {lang: words_in(lang)["comma"].join(said[lang]) for lang in LANGS}
    raise _Wrong("choice", found=_short(text), allowed=allowed)


def _switch(text: str) -> bool:
    if text.lower() not in _YES + _NO:
        raise _Wrong("switch", found=_short(text))
    return text.lower() in _YES


def _day(entry: InputField, text: str) -> date:
    day = read_day(text) or (read_month(text) if entry.of_month else None)
    if day is None:
        raise _Wrong("month" if entry.of_month else "day", found=_short(text))
    return day


def _moment(text: str) -> datetime:
    moment = read_moment(text)
    if moment is None:
        raise _Wrong("moment", found=_short(text))
    return moment


def _short(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1] + "…"


def _limit(entry: InputField, limit: Fraction, *, as_example: bool = False) -> str | Mapping[Lang, str]:
    if entry.parts:
        return {lang: say_parts(limit, entry.parts, lang, all_of_them=as_example) for lang in LANGS}
    return decimal(limit * scale(entry.unit))[0]


def _example(entry: InputField) -> str | Text | Mapping[Lang, str]:
    match entry.kind:
        case ChoiceKind(options=options):
            return options[0][1]
        case SwitchKind():
            return {lang: words_in(lang)["yes"] for lang in LANGS}
        case DayKind():
            return f"{EXAMPLE_MOMENT:%Y-%m}" if entry.of_month else f"{EXAMPLE_MOMENT:%Y-%m-%d}"
        case MomentKind():
            return f"{EXAMPLE_MOMENT:%Y-%m-%d %H:%M}"
    shown = entry.opening if entry.default is None or entry.example is not None else None
    number = shown if isinstance(shown, Fraction) else max(entry.min, 1 / scale(entry.unit))
    return _limit(entry, number, as_example=True)


def write_text(entry: Input, value: Any) -> str:
    """A value as the text that `accept` reads: for addresses, sheets and commands."""
    if isinstance(entry, InputRows):
        return ROW.join(CELL.join(_written(each, row.get(each.id)) for each in entry.fields) for row in value)
    return _written(entry, value)


def _written(entry: InputField, value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Fraction):
        if entry.parts:
            return write_parts(value, entry.parts)
        value *= scale(entry.unit)
    return "" if value is None else _tidy(value)
