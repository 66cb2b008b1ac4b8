"""What a rule consists of, as it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from handbook.rules.reading.locations import Location
from handbook.schema.rule_models import InputEntry, OutcomeEntry, StepEntry


@dataclass
class Parts:
    """What a rule consists of once the rules it uses are spliced in, each part with where it stands."""

    inputs: dict[str, tuple[InputEntry, Location]] = field(default_factory=dict)
    steps: list[tuple[StepEntry, Location]] = field(default_factory=list)
    outcomes: list[tuple[OutcomeEntry, Location]] = field(default_factory=list)
