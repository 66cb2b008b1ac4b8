"""The inputs of a rule, from their entries; defaults and examples are proved by entering them."""

from __future__ import annotations

import math
import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeVar

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
    say_kind,
)
from handbook.rules.inputs import EXAMPLE_MOMENT, Answers, BadInput, InputError, accept, bounds_after, write_text
from handbook.rules.reading.locations import Location, Tell
from handbook.rules.rule import Bound, ExactValue, Input, InputField, InputRows
from handbook.schema.models import IDENTIFIER
from handbook.schema.rule_models import ChoiceInput, DateInput, FieldEntry, InputEntry, NumberInput, RowsInput

D = TypeVar("D", date, datetime)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2}([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?)?")


class Fields:
    """Makes inputs, one after another. `terms` are the glossary's words by id, None where the glossary could not be
    read; `later` are the names of inputs that are still to be made."""

    def __init__(self, terms: Mapping[str, Words] | None, later: Sequence[str], tell: Tell) -> None:
        self.terms, self.tell = terms, tell
        self._later = dict.fromkeys(later)
        self._before: ChainMap[str, InputField] = ChainMap()  # what may bound the next; in front those of its row

    def input(self, name: str, entry: InputEntry, at: Location) -> Input:
        """One input. What is wrong with it is told; its shape is right all the same."""
        if not isinstance(entry, RowsInput):
            return self._field(name, entry, at)
        self._later.pop(name, None)
        around, later = self._before, self._later
        self._before, self._later = around.new_child(), {**later, **dict.fromkeys(entry.rows)}
        fields = tuple(self._field(each, part, at.to("rows", each)) for each, part in entry.rows.items())
        self._before, self._later = around, later
        whole = InputRows(name, entry.label, entry.hint, fields, entry.most)
        if any(each.opening is None for each in fields):
            return whole  # told; no row could be entered
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
        self._later.pop(name, None)
        if not self._has_room(bare, entry, at):
            self._before[name] = bare
            return bare  # told; nothing could be entered
        values = {
            key: self._entered(bare, raw, at.to(key))
            for key in ("default", "example")
            if (raw := getattr(entry, key)) is not None
        }
        default, example = values.get("default"), values.get("example")
        given = [value for value in (example, default) if value is not None]
        opening = given[0] if given else self._ready(bare, at)
        made = replace(bare, default=default, example=example, opening=opening)
        self._before[name] = made
        return made

    def _without_values(self, name: str, entry: FieldEntry, at: Location) -> InputField:
        if isinstance(entry, NumberInput):
            return self._number(name, entry, at)
        kind: ValueKind = SwitchKind()
        if isinstance(entry, ChoiceInput):
            kind = self.options(entry.choices, at.to("choices"))
        elif isinstance(entry, DateInput):
            kind = MomentKind() if entry.date == "moment" else DayKind()
            bare = InputField(name, kind, entry.label, entry.hint, of_month=entry.date == "month")
            return replace(bare, bounds=self._bounds(bare, entry, at))
        return InputField(name, kind, entry.label, entry.hint)

    def _number(self, name: str, entry: NumberInput, at: Location) -> InputField:
        kind = NumberKind(parse_unit(entry.unit) if entry.unit else BARE)
        parts = self._parts(name, entry, at)
        bare = InputField(name, kind, entry.label, entry.hint, entry.unit, precision=entry.decimals, parts=parts)
        bounds = self._bounds(bare, entry, at)
        ends = {"min": entry.min, "max": entry.max}
        plain = {end: Fraction(limit) / scale(entry.unit) for end, limit in ends.items() if isinstance(limit, Decimal)}
        plain |= {bound.end: getattr(bound.by, bound.end) for bound in bounds}
        return replace(bare, min=plain.get("min", bare.min), max=plain.get("max", bare.max), bounds=bounds)

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
        for key, limit in (("min", entry.min), ("max", entry.max)):
            if isinstance(limit, Decimal) and (limit * sizes_of(parts)[0]) % 1:
                self.tell(at.to(key).place, "rule_parts_whole", name, found=limit, unit=parts[-1])
        return parts

    # bounds

    def _bounds(self, bare: InputField, entry: NumberInput | DateInput, at: Location) -> tuple[Bound, ...]:
        """Those that are another input's, and of days the others, too."""
        found = (self._bound(bare, "min", entry.min, at.to("min")), self._bound(bare, "max", entry.max, at.to("max")))
        return tuple(bound for bound in found if bound)

    def _bound(self, bare: InputField, end: Literal["min", "max"], raw: Any, at: Location) -> Bound | None:
        if isinstance(raw, str) and re.match(IDENTIFIER, raw):
            by = self._bounding(bare, raw, at)
            return Bound(end, by=by) if by else None
        if raw is None or isinstance(bare.kind, NumberKind):
            return None
        limit = self._entered(bare, raw, at)
        return Bound(end, limit) if limit else None

    def _bounding(self, bare: InputField, name: str, at: Location) -> InputField | None:
        """The input of a name, where that is before this and alike."""
        other = self._before.get(name)
        if name == bare.id:
            self.tell(at.place, "bound_itself", bare.id, name=name)
        elif other is None:
            later = name in self._later
            facts = {} if later else {"guess": guess(name, self._before)}
            self.tell(at.place, "formula_later" if later else "bound_unknown", bare.id, name=name, **facts)
        elif (other.kind, other.unit) != (bare.kind, bare.unit):
            facts = {"found": say_kind(other.kind), "declared": say_kind(bare.kind)}
            self.tell(at.place, "bound_kind", bare.id, name=name, **facts)
        else:
            return other
        return None

    def _has_room(self, bare: InputField, entry: FieldEntry, at: Location) -> bool:
        """Whether the bounds are known, and anything lies within those that are no other input's."""
        raws = (entry.min, entry.max) if isinstance(entry, (NumberInput, DateInput)) else ()
        if len(bare.bounds) < sum(raw is not None and not isinstance(raw, Decimal) for raw in raws):
            return False
        ends: dict[str, Any] = {bound.end: bound.limit for bound in bare.bounds if bound.limit}
        if isinstance(bare.kind, NumberKind):
            ends = {"min": bare.min, "max": bare.max}
        if len(ends) < 2 or ends["min"] <= ends["max"]:
            return True
        shown = {end: write_text(bare, limit) for end, limit in ends.items()}
        self.tell(at.to("min").place, "rule_bounds", bare.id, **shown)
        return False

    # values

    def _entered(self, entry: Input, raw: Any, at: Location) -> Any:
        """The value as `accept` takes it after the openings before it; None, and told, where it does not."""
        try:
            refuse_other_days((entry,), {entry.id: raw})
            return accept((entry,), {entry.id: raw}, before=self._openings()).get(entry.id)
        except BadInput as bad:
            for error in bad.errors:
                place = at.to(*error.path[1:]).place
                self.tell(place, "rule_example", error.input, reason={lang: error.text(lang) for lang in WRITTEN})
            return None

    def _openings(self) -> Answers:
        """What calculators open with before it; rows do not open with their fields' own."""
        return {id: each.opening for id, each in self._before.maps[-1].items() if each.opening is not None}

    def _ready(self, bare: InputField, at: Location) -> ExactValue:
        """What opens a field whose author gives neither example nor default. Told where other openings leave none."""
        ready = _ready(bare, {bound.end: limit for bound, limit in bounds_after(bare, self._openings())})
        if bare.bounds:
            self._entered(bare, write_text(bare, ready), at)
        return ready


def _ready(entry: InputField, ends: Mapping[str, Any]) -> ExactValue:
    """The plainest value that may be entered, within these bounds."""
    match entry.kind:
        case ChoiceKind(options=options):
            return options[0][0]
        case SwitchKind():
            return False
        case DayKind():
            day: date = _within(EXAMPLE_MOMENT.date(), ends)
            return day
        case MomentKind():
            moment: datetime = _within(EXAMPLE_MOMENT, ends)
            return moment
    step: Fraction = 1 / scale(entry.unit) / entry.fineness
    least = math.ceil(ends.get("min", entry.min) / step) * step
    one: Fraction = 1 / scale(entry.unit)
    return one if least < one <= ends.get("max", entry.max) else least


def _within(day: D, ends: Mapping[str, D]) -> D:
    late: D = max(day, ends.get("min", day))
    return min(late, ends.get("max", late))


def refuse_other_days(inputs: Sequence[Input], given: Mapping[str, Any]) -> None:
    """Raise BadInput for days of examples and cases that are not written as files are, `2026-07-01`, though people may
    type them otherwise into calculators and sheets."""
    errors = [error for entry in inputs for error in _other_days(entry, given.get(entry.id))]
    if errors:
        raise BadInput(errors)


def _other_days(entry: Input, raw: Any, row: int = 0, rows: str = "") -> Iterator[InputError]:
    if isinstance(entry, InputRows):
        for number, cells in enumerate(raw if isinstance(raw, list) else [], 1):
            for each in entry.fields:
                yield from _other_days(each, cells.get(each.id) if isinstance(cells, dict) else None, number, entry.id)
    elif isinstance(raw, str) and raw and _is_of_days(entry) and not _ISO.fullmatch(raw):
        code = "moment" if isinstance(entry.kind, MomentKind) else "month" if entry.of_month else "day"
        yield InputError(entry.id, code, entry.label, {"found": raw}, row, rows)


def _is_of_days(entry: InputField) -> bool:
    return isinstance(entry.kind, (DayKind, MomentKind))
