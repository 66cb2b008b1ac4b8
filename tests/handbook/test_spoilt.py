"""One typo in one value is told at its place, whatever else depends on the value; and it causes no other message."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handbook.policy.drafting import NOTHING_INSTEAD, read_draft
from handbook.policy.load import load

POLICY = Path(__file__).parents[2] / "policy_data"
TODAY = date(2026, 11, 23)
DRAFT = read_draft(POLICY)
NAMES = [name for name, located in DRAFT.parameters.items() if located.spot.find(("values", 0, "value")).plain]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_one_bad_value_of_the_real_policy_is_told_once(name: str) -> None:
    located = DRAFT.parameters[name]
    text, spot = located.source.text, located.spot.find(("values", len(located.entry.values) - 1, "value"))
    spoilt = f"{text[: spot.start]}[坏]{text[spot.end :]}"
    loaded = load(POLICY, TODAY, {located.source.name: spoilt.encode()})
    assert [(each.where.startswith(name), each.place.line) for each in loaded.errors] == [(True, spot.place.line)], (
        "\n".join(each.line("en") for each in loaded.errors)
    )


def test_the_real_policy_has_no_error_otherwise() -> None:
    assert load(POLICY, TODAY, NOTHING_INSTEAD).errors == ()
