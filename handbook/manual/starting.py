"""What a new rule begins with: a rule that works, and a case of it."""

from __future__ import annotations

from datetime import date

from handbook.files.yaml.writing import flow
from handbook.lang.catalogue import Phrase, say
from handbook.lang.languages import Lang
from handbook.lang.words import Words
from handbook.records import frozen
from handbook.schema.json_schema import modeline


@frozen
class NewRule:
    """A rule that is to be: its id, its title, the clause that it applies."""

    id: str
    title: Words
    clause: str

    @property
    def rule_file(self) -> str:
        """Where the rule stands in the policy."""
        return f"rules/{self.id}.yml"

    @property
    def case_file(self) -> str:
        """Where its cases stand."""
        return f"cases/{self.id}.yml"


FIRST_CLAUSE = "general.purpose.purpose"  # of the sample policy


def first_rule(clause: str) -> NewRule:
    """The rule with which an author begins."""
    title = Phrase("handbook.manual.new.title")
    return NewRule("overtime_meal", Words(zh=title["zh"], en=title["en"]), clause)


def rule_text(rule: NewRule, lang: Lang) -> str:
    """The text of its file, with comments in a language."""
    facts = {"zh": flow(rule.title.zh), "en": flow(rule.title.en), "clause": rule.clause}
    return f"{modeline(rule.rule_file)}\n" + say("handbook.manual.new.rule", lang, **facts)


def case_text(rule: NewRule, on: date, lang: Lang) -> str:
    """The text of the file with its first case, which counts on a day."""
    facts = {"case": rule.id.replace("_", "-"), "rule": rule.id, "day": on}
    return f"{modeline(rule.case_file)}\n" + say("handbook.manual.new.case", lang, **facts)
