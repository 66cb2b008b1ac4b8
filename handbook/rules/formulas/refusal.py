"""Why a result cannot be worked out: not an error of the rule, but an answer nobody may guess."""

from __future__ import annotations

from datetime import date

from handbook.lang.languages import Lang
from handbook.lang.words import Words
from handbook.rules.words import say


class Refusal(Exception):
    """`code` names the reason in `words.py` (`r:…`), `facts` fill it: texts, numbers, days, or words per language."""

    def __init__(self, code: str, **facts: str | int | date | Words) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)

    def text(self, lang: Lang) -> str:
        """The reason in words."""
        told = {name: fact[lang] if isinstance(fact, Words) else fact for name, fact in self.facts.items()}
        return say(f"r:{self.code}", lang, **told)
