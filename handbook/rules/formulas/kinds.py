"""What a formula's parts may be: numbers with units, choices, switches, days, moments, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from handbook.lang.catalogue import Phrase
from handbook.lang.languages import LANGS, Lang
from handbook.lang.units import UNITS, unit_behind_slash
from handbook.lang.words import Words
from handbook.records import frozen

UnitPowers = tuple[tuple[str, int], ...]  # base unit and power, sorted: yuan a day is (("CNY", 1), ("day", -1))
BARE: UnitPowers = ()


@frozen
class NumberKind:
    """A number; `unit` is None for the literal 0, which is nothing of any unit."""

    unit: UnitPowers | None


@frozen
class ChoiceKind:
    """One of several named options, in order."""

    options: tuple[tuple[str, Words], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(id for id, _ in self.options)


@frozen
class SwitchKind:
    """Yes or no; `words` are a parameter's own words for on and off, which make no difference to the kind."""

    words: tuple[Words, Words] | None = field(default=None, compare=False)


@frozen
class DayKind:
    """A date."""


@frozen
class MomentKind:
    """A date and a time of day, to the minute."""


@frozen
class TableKind:
    """Bands: by a number of one unit they give one of another."""

    by: UnitPowers
    gives: UnitPowers


@frozen
class ListKind:
    """Several numbers of one unit, such as instalments."""

    of: NumberKind


ValueKind = NumberKind | ChoiceKind | SwitchKind | DayKind | MomentKind | TableKind | ListKind
_IN_WORDS: dict[type, Phrase] = {
    ChoiceKind: Phrase("handbook.rules.kinds.choice"),
    SwitchKind: Phrase("handbook.rules.kinds.switch"),
    DayKind: Phrase("handbook.rules.kinds.day"),
    MomentKind: Phrase("handbook.rules.kinds.moment"),
    TableKind: Phrase("handbook.rules.kinds.table"),
    ListKind: Phrase("handbook.rules.kinds.list"),
}


def parse_unit(text: str) -> UnitPowers:
    """`CNY/day` as powers of base units; a percentage is a bare number. Raises ValueError with the unknown part."""
    first, *others = text.split("/")
    powers: dict[str, int] = {}
    for name, power in [(first, 1), *((other, -1) for other in others)]:
        if name not in UNITS:
            raise ValueError(name)
        if UNITS[name].scale == 1 and not UNITS[name].bare:
            powers[name] = powers.get(name, 0) + power
    return _unit(powers)


def times(left: UnitPowers, right: UnitPowers, power: int = 1) -> UnitPowers:
    """The unit of a product, or with `power` -1 of a quotient."""
    powers = dict(left)
    for name, exponent in right:
        powers[name] = powers.get(name, 0) + power * exponent
    return _unit(powers)


def _unit(powers: Mapping[str, int]) -> UnitPowers:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def unify(left: ValueKind, right: ValueKind) -> ValueKind | None:
    """The kind that both are; None where they differ."""
    if left is right:
        return left
    if isinstance(left, NumberKind) and isinstance(right, NumberKind):
        if left.unit is None or right.unit is None:
            return right if left.unit is None else left
        return left if left.unit == right.unit else None
    if isinstance(left, ChoiceKind) and isinstance(right, ChoiceKind):
        return left if set(left.ids) == set(right.ids) else None
    return left if left == right else None


def say_kind(kind: ValueKind) -> Phrase:
    """A kind in words, for messages: `“元/天”`."""
    if not isinstance(kind, NumberKind):
        return _IN_WORDS[type(kind)]
    if not kind.unit:
        return Phrase("handbook.rules.kinds.bare")
    return Phrase("handbook.rules.kinds.unit", {"unit": {lang: say_unit(kind.unit, lang) for lang in LANGS}})


def say_unit(unit: UnitPowers, lang: Lang) -> str:
    """`元/天`, `yuan/day`, `元×分钟`."""
    above = "×".join(unit_behind_slash(name, lang) for name, power in unit for _ in range(power))
    below = "".join(f"/{unit_behind_slash(name, lang)}" for name, power in unit for _ in range(-power))
    return (above or "1") + below
