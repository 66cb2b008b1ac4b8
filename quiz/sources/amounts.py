"""Wrong values for a parameter, each a mistake of people: what it was, its neighbour, another unit, off by some."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, zip_longest
from typing import Any

from handbook import (
    UNITS,
    WRITTEN,
    Band,
    BandsParameter,
    ChoiceParameter,
    DateParameter,
    Fact,
    Lang,
    NumberParameter,
    Parameter,
    Phrase,
    SwitchParameter,
    Text,
    Value,
    Words,
    frozen,
    say_amount,
    say_value,
)
from quiz.chance import Chance
from quiz.kinds.answer import Mistake
from quiz.sources.neighbours import Neighbours
from quiz.wording import both, day_words

_SECONDS_A_DAY = 24 * 60 * 60
OFFERED = 3  # wrong values beside the right one
_PLACES = (0, 0, 1, 2, 3, 3)  # how many of them are less; few numbers have three mistakes on either side of them
_ROUND_DIGITS = (Decimal(1), Decimal("1.5"), Decimal(2), Decimal(3), Decimal(4), Decimal(5), Decimal(6), Decimal(8))
_TIMES = (3, 2)  # as much as the whole, which people believe to be taken or paid
_HALVED = range(4, 8)  # so many hours are taken for twice or half as many, and not for one more
_LEAST_ROUND = 10  # yuan; below it sums are counted in ones
_ROUND_TO = 2  # digits; a sum with more of them is no round one
_ROUND_FROM = 12  # a count of twelve and more is remembered to a quarter of it


@frozen
class WrongValue:
    """A value that is not right, and why somebody might think so. The number is None of one in another unit, and of
    what is no number."""

    text: Words
    mistake: Mistake
    because: Text  # said of the few that are shown
    amount: object  # what makes it the same as another, whatever the unit it is written in
    number: Decimal | None = None

    @property
    def why(self) -> Words:
        """Why somebody might think so, in words."""
        return both(self.because)


@frozen
class _Said(Text):
    """A value of a parameter in words."""

    parameter: Parameter
    value: Value

    def __getitem__(self, lang: Lang, /) -> str:
        return say_value(self.parameter.entry, self.value, lang)


def say(parameter: Parameter, value: Value) -> Words:
    """A value of the parameter in both written languages."""
    return both(_Said(parameter, value))


def wrong_values(parameter: Parameter, day: date, neighbours: Neighbours) -> list[WrongValue]:
    """Wrong values, the most instructive first, from the parameter itself and from its neighbours.

    None equals the value in force, and none another one of them. Of a text there are none: nobody takes one for
    another.
    """
    seen, texts = {amount(parameter, parameter.at(day))}, set()
    found: list[WrongValue] = []
    for wrong in _candidates(parameter, day, neighbours):
        if wrong.amount not in seen and wrong.text.zh not in texts:
            seen.add(wrong.amount)
            texts.add(wrong.text.zh)
            found.append(wrong)
    return found


def offered(parameter: Parameter, day: date, wrong: Sequence[WrongValue]) -> list[WrongValue]:
    """Three of the wrong values; what held before a change, or will hold after it, is always among them, and of the
    whole the multiple that people believe in."""
    right = parameter.at(day)
    by_number = {each.number: each for each in wrong}
    if not isinstance(right, Decimal) or None in by_number:
        return list(wrong[:OFFERED])
    kept = [each.number for each in wrong if each.mistake == "previous_value"]
    if parameter.unit and right == UNITS[parameter.unit].most:
        kept.append(_TIMES[0] * right)
    return [by_number[number] for number in spread(parameter.name, right, list(by_number), kept)]


def spread(name: str, right: Any, wrong: Sequence[Any], kept: Collection[Any] = ()) -> list[Any]:
    """Three of some wrong numbers, the first ones above and below the right one. How many lie below is a matter of
    chance, by a name: so that the key is the smallest as often as it lies in the middle. Those `kept` are among them.
    """
    if not all(isinstance(number, (Decimal, Fraction)) for number in (right, *wrong)):
        return list(wrong[:OFFERED])
    less, more = [each for each in wrong if each < right], [each for each in wrong if each > right]
    needed = [sum(each in kept for each in side) for side in (less, more)]
    wanted = _PLACES[Chance(f"{name}.place").below(len(_PLACES))]
    below = min(max(wanted, needed[0], OFFERED - len(more)), OFFERED - needed[1], len(less))
    return [*less[:below], *more[: OFFERED - below]]


def nearest(parameter: Parameter, day: date, wrong: Sequence[WrongValue]) -> list[WrongValue]:
    """The one or two that look most like the right one: what held before or will hold, else the nearest numbers."""
    right = parameter.at(day)
    dated = [each for each in wrong if each.mistake in ("previous_value", "unit_confusion")]
    if dated or not isinstance(right, Decimal):
        return dated[:1] or list(wrong)
    by_distance = sorted(wrong, key=lambda each: abs((each.number or Decimal(0)) - right))
    return by_distance[:2]


def _candidates(parameter: Parameter, day: date, neighbours: Neighbours) -> Iterator[WrongValue]:
    yield from _other_days(parameter, day)
    match parameter.entry:
        case NumberParameter(unit=unit):
            beside = [*_beside(parameter, day, neighbours.of(parameter)), *_near(parameter, day)]
            yield from _of_two_units(parameter, day, beside) if UNITS[unit].mistaken_for else beside
        case ChoiceParameter(choices=choices):
            yield from _others(parameter, day, choices)
        case SwitchParameter():
            yield from _others(parameter, day, (True, False))
        case DateParameter():
            yield from _near_days(parameter, day)
        case BandsParameter():
            yield from _near_tables(parameter, day)


def _wrong(parameter: Parameter, day: date, value: Value, mistake: Mistake, key: str, **facts: Fact) -> WrongValue:
    """A wrong value. Why somebody may take it for the right one stands in the catalogue, and what is right."""
    right, wrong = _Said(parameter, parameter.at(day)), say(parameter, value)
    facts |= {"label": parameter.entry.label, "right": right, "wrong": wrong}
    number = value if isinstance(value, Decimal) else None
    because = Phrase(f"quiz.questions.wrong.{key}", facts)
    return WrongValue(wrong, mistake, because, amount(parameter, value), number)


def _other_days(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    timeline = parameter.timeline
    before, coming, now = timeline.before(day), timeline.next_after(day), timeline.begun(day).since
    if before:
        yield _wrong(parameter, day, before.value, "previous_value", "before", since=day_words(now))
    if coming:
        yield _wrong(parameter, day, coming.value, "previous_value", "coming", since=day_words(coming.since))


def _beside(parameter: Parameter, day: date, neighbours: Iterable[Parameter]) -> Iterator[WrongValue]:
    """Their values, one after the other; nobody takes more than the whole of something for a part of it."""
    beyond = _is_beyond(parameter.unit, parameter.at(day))
    for other in neighbours:
        if _is_beyond(parameter.unit, other.at(day)) == beyond:
            yield _wrong(parameter, day, other.at(day), "neighbour_value", "neighbour", other=other.entry.label)


def _of_two_units(parameter: Parameter, day: date, beside: Sequence[WrongValue]) -> Iterator[WrongValue]:
    """The right number in the unit that people take it for, and another number in both units: neither the number nor
    the unit that is seen most often is the key."""
    right, entry = parameter.at(day), parameter.entry
    assert isinstance(right, Decimal)
    assert isinstance(entry, NumberParameter)
    unit, facts = UNITS[entry.unit].mistaken_for, {"label": entry.label, "right": _Said(parameter, right)}

    def in_unit(number: Decimal, key: str) -> WrongValue:
        text = Words(**{lang: say_amount(number, unit, lang) for lang in WRITTEN})
        because = Phrase(f"quiz.questions.wrong.{key}", facts)
        return WrongValue(text, "unit_confusion", because, _in_smallest(number, unit))

    yield in_unit(right, "unit")
    other = next((each for each in beside if each.number not in (None, right)), None)
    if other and other.number:
        yield other
        yield in_unit(other.number, "number_and_unit")


def _near(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    """A little more, a little less, and so on, as far as they look possible."""
    entry, value = parameter.entry, parameter.at(day)
    assert isinstance(entry, NumberParameter)
    assert isinstance(value, Decimal)
    unit = UNITS[entry.unit]
    beyond = _is_beyond(entry.unit, value)  # 150% of the wage: people may think of the whole wage, too
    least, most = (Decimal(unit.most or 0), 3 * value) if beyond else (entry.min, Decimal(unit.most or 3 * value))
    mistake: Mistake = "boundary" if _step(entry, value) == 1 else "common_belief"
    more, less = ("later", "earlier") if unit.ordinal else ("more", "less")
    for times in _TIMES if value == unit.most else ():  # three days' wages for one day's absence
        if times * value <= entry.max:
            yield _wrong(parameter, day, times * value, "common_belief", "times")
    for near in _numbers_near(entry, value):
        if near > 0 and least <= near <= most and near < entry.max:  # at its very end a limit would limit nothing
            yield _wrong(parameter, day, near, mistake, more if near > value else less)


def _numbers_near(entry: NumberParameter, value: Decimal) -> Iterator[Decimal]:
    """Round sums beside a round sum; steps up and down from the rest, and of a fraction the whole numbers around it."""
    if UNITS[entry.unit].decimals and value >= _LEAST_ROUND and value in (sums := _round_sums(value)):
        place = sums.index(value)
        yield from sums[place + 1 :]
        yield from reversed(sums[:place])
        return
    step, whole = _step(entry, value), value // 1
    yield value + step
    yield from (whole, whole + 1) if value != whole and not UNITS[entry.unit].decimals else ()
    yield from (value + factor * step for factor in (-1, 2, -2, 3, -3, 4, 5))


def _round_sums(value: Decimal) -> list[Decimal]:
    """Sums of money that rules set, near a value, from the smallest: 50 has 40 and 60 beside it, then 30 and 80."""
    decades = (Decimal(10) ** (value.adjusted() + by) for by in (-1, 0, 1))
    return [digits * decade for decade in decades for digits in _ROUND_DIGITS]


def _is_beyond(unit: str | None, value: object) -> bool:
    """Whether a number is above what anybody believes of most: more than the whole, of percentages."""
    most = UNITS[unit].most if unit else None
    return most is not None and isinstance(value, Decimal) and value > most


def _step(entry: NumberParameter, value: Decimal) -> Decimal:
    """By how much people are off: one of what is counted in ones, a round amount of the rest."""
    unit = UNITS[entry.unit]
    if unit.decimals and len(value.normalize().as_tuple().digits) > _ROUND_TO:
        return Decimal(10) ** (value.adjusted() - 1)  # of 2740 people know the thousands
    if unit.decimals:
        return Decimal(10) ** max(value.adjusted(), 0) / (1 if value.adjusted() < 1 else 2)
    step = Decimal(unit.off_by)
    if _is_beyond(entry.unit, value):
        return Decimal(unit.most or 0) / 2
    if step == 1 and unit.family == "second" and value in _HALVED:
        return value // 2
    if step == 1:
        return value // 4 if value >= _ROUND_FROM and value == value // 1 and not unit.ordinal else step
    if value >= 10 * step and value % (2 * step) == 0 and value + 2 * step < entry.max:
        return 2 * step
    return step if value > step else Decimal(1)


def _others(parameter: Parameter, day: date, choices: Iterable[Value]) -> Iterator[WrongValue]:
    for value in choices:
        yield _wrong(parameter, day, value, "common_belief", "choice")


def _near_days(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    value = parameter.at(day)
    assert isinstance(value, date)
    _, last = monthrange(value.year, value.month)
    for near in (
        value.replace(year=value.year - 1, day=1),
        value.replace(day=last) + timedelta(days=1),
        value + timedelta(days=1),
        value - timedelta(days=1),
    ):
        yield _wrong(parameter, day, near, "common_belief", "day")


def _near_tables(parameter: Parameter, day: date) -> Iterator[WrongValue]:
    """Tables with the steps too early, with every step one too high, and without the last step. Of percentages the
    step above the whole is left out."""
    bands, entry = parameter.at(day), parameter.entry
    assert isinstance(bands, tuple)
    assert isinstance(entry, BandsParameter)
    earlier = tuple(_half_as_far(band) if index else band for index, band in enumerate(bands))
    gives = [band.gives for band in bands if band.gives is not None]  # the last may be where the table ends
    more = [*gives[1:], gives[-1] + gives[0]]
    higher = tuple(
        band.with_values(gives=next_gives) if next_gives is not None else band
        for band, next_gives in zip_longest(bands, more)
    )
    if not any(_is_beyond(entry.unit, band.gives) for band in bands):
        higher = tuple(band for band in higher if not _is_beyond(entry.unit, band.gives))
    for near, key in ((earlier, "steps_early"), (higher, "steps_high"), (bands[:-1], "step_missing")):
        rising = all(low.edge < high.edge for low, high in pairwise(near))
        if near and rising:
            yield _wrong(parameter, day, near, "boundary", key)


def _half_as_far(band: Band) -> Band:
    number, beyond = band.edge
    return band.with_values(**{"more_than" if beyond else "at_least": number // 2})


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
