"""The parts of a rule as they are written, and where each stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import NamedTuple

from handbook.files.yaml.align import place_in_text
from handbook.problems.problem import Place
from handbook.records import record
from handbook.schema.draft import Located
from handbook.schema.rule_models import InputEntry, OutcomeEntry, RowsInput, RuleFile, StepEntry, StopEntry

Tell = Callable[..., None]  # (place, code, where, **facts)


class Location(NamedTuple):
    """A path inside a rule's file."""

    located: Located[RuleFile]
    path: tuple[str | int, ...] = ()

    def to(self, *steps: str | int) -> Location:
        """A part of this part."""
        return Location(self.located, (*self.path, *steps))

    @property
    def owner(self) -> str:
        """The id of the input, field or step that this is a part of."""
        match self.path:
            case ("steps", int(index), *_):
                return str(getattr(self.located.entry.steps[index], "id", ""))
            case ("inputs", name, "rows", field, *_) | ("inputs", name, *field):
                return str(field or name) if isinstance(field, str) else str(name)
        return ""

    @property
    def place(self) -> Place:
        return self.located.place(*self.path)

    def place_of(self, text: str, index: int) -> Place:
        """The place of a character of the text that stands here."""
        return place_in_text(self.located.source, self.located.spot.find(self.path), text, index)


@record
class Parts:
    """What a rule consists of once the rules it uses are spliced in, each part with where it stands."""

    inputs: dict[str, tuple[InputEntry, Location]] = field(default_factory=dict)
    steps: list[tuple[StepEntry, Location]] = field(default_factory=list)
    outcomes: list[tuple[OutcomeEntry, Location]] = field(default_factory=list)
    stops: list[tuple[StopEntry, Location]] = field(default_factory=list)

    def declared(self, name: str) -> Place | None:
        """Where the unit or kind of an input, a field of rows or a step is written; none of what is no such name."""
        for input, (entry, at) in self.inputs.items():
            if isinstance(entry, RowsInput) and name in entry.rows:
                return _kind_of_input(entry.rows[name], at.to("rows", name))
            if input == name:
                return _kind_of_input(entry, at)
        steps = (at.to("unit" if step.unit else "formula") for step, at in self.steps if step.id == name)
        return next((at.place for at in steps), None)


def _kind_of_input(entry: object, at: Location) -> Place:
    key = next((key for key in ("unit", "date", "switch", "choices") if getattr(entry, key, None)), None)
    return at.to(key).place if key else at.place
