"""Why a result cannot be worked out: not an error of the rule, but an answer nobody may guess."""

from __future__ import annotations

from datetime import date

STOPPED = "stopped"  # a rule's own refusal, in its own words; `id` among its facts says which


class Refusal(Exception):
    """`code` names the reason, `facts` are what it is about: the name of a parameter, numbers, days."""

    def __init__(self, code: str, **facts: str | int | date) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)
