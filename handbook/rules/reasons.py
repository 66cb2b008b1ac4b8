"""Why a rule could not be worked out, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from handbook.lang.catalogue import Phrase
from handbook.lang.language import language
from handbook.lang.languages import LANGS
from handbook.lang.units import say_amount, scale
from handbook.rules.formulas.refusal import Refusal
from handbook.rules.rule import CountedParameter


def reason_of(refusal: Refusal, parameters: Mapping[str, CountedParameter]) -> Phrase:
    """The sentence; `parameters` are those that it may name."""
    facts: dict[str, object] = {name: _said(fact) for name, fact in refusal.facts.items()}
    if "name" in facts:
        parameter = parameters[str(facts["name"])]
        facts["name"] = parameter.label
        if "limit" in facts:
            limit = Fraction(str(facts["limit"])) * scale(parameter.by)
            facts["limit"] = {lang: say_amount(limit, parameter.by, lang) for lang in LANGS}
    return Phrase(f"handbook.rules.refused.{refusal.code}", facts)


def _said(fact: object) -> object:
    """Days in words."""
    return {lang: language(lang).day(fact) for lang in LANGS} if isinstance(fact, date) else fact
