"""The inputs of a rule, from their entries; defaults and examples are proved by entering them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from handbook.lang.languages import WRITTEN
from handbook.lang.parts import Parts, may_share, sizes_of
from handbook.lang.units import scale
from handbook.lang.words import Words
from handbook.problems.suggest import guess
from handbook.rules.formulas.kinds import (
    BARE,
    ChoiceKind,
    DayKind,
    MomentKind,
    NumberKind,
    SwitchKind,
    ValueKind,
    parse_unit,
)
from handbook.rules.inputs import EXAMPLE_MOMENT, BadInput, accept
from handbook.rules.reading.locations import Location, Tell
from handbook.rules.rule import ExactValue, Input, InputField, InputRows
from handbook.schema.rule_models import ChoiceInput, DateInput, FieldEntry, InputEntry, NumberInput, RowsInput


class Fields:
    """Makes inputs. `terms` are the glossary's words by id, None where the glossary could not be read."""

    def __init__(self, terms: Mapping[str, Words] | None, tell: Tell) -> None:
        self.terms, self.tell = terms, tell

    def input(self, name: str, entry: InputEntry, at: Location) -> Input:
        """One input. What is wrong with it is told; its shape is right all the same."""
        if not isinstance(entry, RowsInput):
            return self._field(name, entry, at)
        fields = tuple(self._field(each, part, at.to("rows", each)) for each, part in entry.rows.items())
        whole = InputRows(name, entry.label, entry.hint, fields, entry.most)
        return replace(whole, example=tuple(self._entered(whole, list(entry.example), at.to("example")) or ()))

    def options(self, options: Any, at: Location) -> ChoiceKind:
        """A choice, from its own words or from the glossary's."""
        if isinstance(options, dict):
            return ChoiceKind(tuple(options.items()))
        found = []
        for index, id in enumerate(options):
            if id in options[:index]:
                first = at.to(options.index(id)).place
                self.tell(at.to(index).place, "duplicate_id", at.owner, name=id, first=first.short)
            words = (self.terms or {}).get(id)
            if words is None and self.terms is not None:
                self.tell(at.to(index).place, "unknown_term", at.owner, name=id, guess=guess(id, self.terms))
            found.append((id, words or Words(zh=id, en=id)))
        return ChoiceKind(tuple(found))

    def _field(self, name: str, entry: FieldEntry, at: Location) -> InputField:
        bare = self._without_values(name, entry, at)
        if bare.min > bare.max:
            return bare  # told; nothing could be entered
        values = {
            key: self._entered(bare, raw, at.to(key))
            for key in ("default", "example")
            if (raw := getattr(entry, key)) is not None
        }
        made = replace(bare, default=values.get("default"), example=values.get("example"))
        given = [value for value in (made.example, made.default) if value is not None]
        return replace(made, opening=given[0] if given else _ready(bare))

    def _without_values(self, name: str, entry: FieldEntry, at: Location) -> InputField:
        if isinstance(entry, NumberInput):
            return self._number(name, entry, at)
        kind: ValueKind = SwitchKind()
        if isinstance(entry, ChoiceInput):
            kind = self.options(entry.choices, at.to("choices"))
        elif isinstance(entry, DateInput):
            kind = DayKind() if entry.date == "day" else MomentKind()
        return InputField(name, kind, entry.label, entry.hint)

    def _number(self, name: str, entry: NumberInput, at: Location) -> InputField:
        if entry.min > entry.max:
            self.tell(at.to("min").place, "rule_bounds", name, min=entry.min, max=entry.max)
        kind = NumberKind(parse_unit(entry.unit) if entry.unit else BARE)
        low, high = (Fraction(bound) / scale(entry.unit) for bound in (entry.min, entry.max))
        parts = self._parts(name, entry, at)
        return InputField(name, kind, entry.label, entry.hint, entry.unit, low, high, entry.decimals, parts)

    def _parts(self, name: str, entry: NumberInput, at: Location) -> Parts:
        """The units that share the answer; none, and told, where they cannot."""
        parts = tuple(entry.parts or ())
        if not parts:
            return ()
        if parts[0] != entry.unit or not may_share(parts):
            self.tell(at.to("parts").place, "rule_parts", name, found=", ".join(parts), unit=entry.unit or "")
            return ()
        if entry.precision:
            self.tell(at.to("precision").place, "rule_parts_precision", name, unit=parts[-1])
        for key in ("min", "max"):
            if (getattr(entry, key) * sizes_of(parts)[0]) % 1:
                self.tell(at.to(key).place, "rule_parts_whole", name, found=getattr(entry, key), unit=parts[-1])
        return parts

    def _entered(self, entry: Input, raw: Any, at: Location) -> Any:
        """The value as `accept` takes it; None, and told, where it does not."""
        try:
            return accept((entry,), {entry.id: raw}).get(entry.id)
        except BadInput as bad:
            for error in bad.errors:
                place = at.to(*error.path[1:]).place
                self.tell(place, "rule_example", error.input, reason={lang: error.text(lang) for lang in WRITTEN})
            return None


def _ready(entry: InputField) -> ExactValue:
    """What a field opens with where its author gives neither example nor default: the plainest that may be entered."""
    match entry.kind:
        case ChoiceKind(options=options):
            return options[0][0]
        case SwitchKind():
            return False
        case DayKind():
            return EXAMPLE_MOMENT.date()
        case MomentKind():
            return EXAMPLE_MOMENT
    step = 1 / scale(entry.unit) / entry.fineness
    least = math.ceil(entry.min / step) * step
    one = 1 / scale(entry.unit)
    return one if least < one <= entry.max else least
