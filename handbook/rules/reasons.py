"""Why a rule could not be worked out, in words."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.lang.catalogue import Phrase
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.rule import CountedParameter


def reason_of(refusal: Refusal, parameters: Mapping[str, CountedParameter]) -> Phrase:
    """The sentence; `parameters` are those that it may name."""
    facts: dict[str, object] = dict(refusal.facts)
    if "name" in facts:
        facts["name"] = parameters[str(facts["name"])].label
    return Phrase(f"handbook.rules.refused.{refusal.code}", facts)
