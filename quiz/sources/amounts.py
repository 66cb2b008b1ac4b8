"""Wrong values for a parameter, each a mistake of people: what it was, its neighbour, another unit, off by one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise, zip_longest

from handbook import (
    UNITS,
    WRITTEN,
    Band,
    BandsParameter,
    ChoiceParameter,
    DateParameter,
    NumberParameter,
    Parameter,
    SwitchParameter,
    TextParameter,
    Value,
    Words,
    say_amount,
    say_value,
)
from quiz.kinds.answer import Mistake
from quiz.sources.neighbours import Neighbours
from quiz.wording import day_words, words

_MOST = 6
_SECONDS_A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class WrongValue:
    """A value that is not right, and why somebody might think so."""

    text: Words
    mistake: Mistake
    why: Words
    amount: object  # what makes it the same as another, whatever the unit it is written in


def say(parameter: Parameter, value: Value) -> Words:
    """A value of the parameter in both written languages."""
    return Words(**{lang: say_value(parameter.entry, value, lang) for lang in WRITTEN})


def wrong_values(parameter: Parameter, day: date, neighbours: Neighbours) -> list[WrongValue]:
    """Up to six wrong values, the most instructive first, from the parameter itself and from its neighbours.

    None equals the value in force, and none another one of them.
    """
    seen, texts = {amount(parameter, parameter.at(day))}, set()
    found: list[WrongValue] = []
    for wrong in _candidates(parameter, day, neighbours):
        if wrong.amount not in seen and wrong.text.zh not in texts:
            seen.add(wrong.amount)
            texts.add(wrong.text.zh)
            found.append(wrong)
            if len(found) == _MOST:
                break
    return found


def _candidates(parameter: Parameter, day: date, neighbours: Neighbours) -> Iterator[WrongValue]:
    yield from _other_days(parameter, day)
    match parameter.entry:
        case NumberParameter():
            beside = _beside(neighbours.of(parameter), day)
            yield from islice(beside, 1)
            yield from _other_units(parameter, day)
            yield from _near(parameter, day)
            yield from beside
        case ChoiceParameter(choices=choices):
            yield from _others(parameter, choices)
        case SwitchParameter():
            yield from _others(parameter, (True, False))
        case DateParameter():
            yield from _near_days(parameter, day)
        case TextParameter():
            yield from _near_names(parameter, day)
        case BandsParameter():
            yield from _near_tables(parameter, day)


def _other_days(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    timeline = parameter.timeline
    before, coming, now = timeline.before(day), timeline.next_after(day), timeline.begun(day).since
    if before:
        why = words("quiz.questions.wrong.before", day=day_words(now))
        yield WrongValue(say(parameter, before.value), "previous_value", why, amount(parameter, before.value))
    if coming:
        why = words("quiz.questions.wrong.coming", day=day_words(coming.since))
        yield WrongValue(say(parameter, coming.value), "previous_value", why, amount(parameter, coming.value))


def _beside(neighbours: Iterable[Parameter], day: date) -> Iterator[WrongValue]:
    """Their values, one after the other."""
    for other in neighbours:
        why = words("quiz.questions.wrong.neighbour", label=other.entry.label)
        value = other.at(day)
        yield WrongValue(say(other, value), "neighbour_value", why, amount(other, value))


def _other_units(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    value, unit = parameter.at(day), parameter.unit
    other = UNITS[unit].mistaken_for if unit else ""
    if not other or not isinstance(value, Decimal):
        return
    text = Words(**{lang: say_amount(value, other, lang) for lang in WRITTEN})
    why = words("quiz.questions.wrong.unit")
    yield WrongValue(text, "unit_confusion", why, _in_smallest(value, other))


def _near(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    """A step more, a step less, and so on, as far as they look possible."""
    entry, value = parameter.entry, parameter.at(day)
    assert isinstance(entry, NumberParameter)
    assert isinstance(value, Decimal)
    step = _step(entry, value)
    most = UNITS[entry.unit].most or 3 * value
    mistake: Mistake = "boundary" if step == 1 else "common_belief"
    for factor in (1, -1, 2, -2, 3, 4, 5):
        near = value + factor * step
        if 0 < near <= most:
            why = words("quiz.questions.wrong.near") if abs(factor) == 1 else words("quiz.questions.wrong.other")
            yield WrongValue(say(parameter, near), mistake, why, amount(parameter, near))


def _step(entry: NumberParameter, value: Decimal) -> Decimal:
    """By how much people are off: one of what is counted in ones, a round amount of the rest."""
    if UNITS[entry.unit].decimals:
        return Decimal(10) ** max(value.adjusted(), 0) / (1 if value.adjusted() < 1 else 2)
    step = Decimal(UNITS[entry.unit].off_by)
    return step if value > step else Decimal(1)


def _others(parameter: Parameter, choices: Iterable[Value]) -> Iterator[WrongValue]:
    why = words("quiz.questions.wrong.choice")
    for value in choices:
        yield WrongValue(say(parameter, value), "common_belief", why, value)


def _near_days(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    value = parameter.at(day)
    assert isinstance(value, date)
    why = words("quiz.questions.wrong.day")
    _, last = monthrange(value.year, value.month)
    for near in (
        value.replace(year=value.year - 1, day=1),
        value.replace(day=last) + timedelta(days=1),
        value + timedelta(days=1),
        value - timedelta(days=1),
    ):
        yield WrongValue(say(parameter, near), "common_belief", why, near)


def _near_names(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    """Names that resemble a name, for a text has no unit and no step."""
    value = parameter.at(day)
    assert isinstance(value, Words)
    why = words("quiz.questions.wrong.name")
    for key in ("new_name", "group_name", "branch_name"):
        text = words(f"quiz.questions.wrong.{key}", name=value)
        yield WrongValue(text, "common_belief", why, text.zh)


def _near_tables(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    """Tables with the steps too early, with every step one too high, and without the last step."""
    bands = parameter.at(day)
    assert isinstance(bands, tuple)
    earlier = tuple(_half_as_far(band) if index else band for index, band in enumerate(bands))
    gives = [band.gives for band in bands if band.gives is not None]  # the last may be where the table ends
    more = [*gives[1:], gives[-1] + gives[0]]
    higher = tuple(
        band.model_copy(update={"gives": next_gives}) if next_gives is not None else band
        for band, next_gives in zip_longest(bands, more)
    )
    why = words("quiz.questions.wrong.table")
    for near in (earlier, higher, bands[:-1]):
        rising = all(low.edge < high.edge for low, high in pairwise(near))
        if near and rising:
            yield WrongValue(say(parameter, near), "boundary", why, amount(parameter, near))


def _half_as_far(band: Band) -> Band:
    number, beyond = band.edge
    return band.model_copy(update={"more_than" if beyond else "at_least": number // 2})


def amount(parameter: Parameter, value: Value) -> object:
    """What makes two values the same, whatever the unit they are written in."""
    if isinstance(value, Decimal) and parameter.unit:
        return _in_smallest(value, parameter.unit)
    if isinstance(value, tuple):
        return tuple((*band.edge, band.gives) for band in value)
    return value.zh if isinstance(value, Words) else value


def _in_smallest(value: Decimal, unit: str) -> object:
    """14 days are two weeks, 12 months a year; people count 24 hours as a day, too."""
    known = UNITS[unit]
    number = Fraction(value) * known.size
    return ("second", number * _SECONDS_A_DAY) if known.family == "day" else (known.family or unit, number)
