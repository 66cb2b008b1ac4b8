"""`handbook check`: every problem of the policy's data at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualCommand, format_option, policy_options, print_problems
from handbook.lang.catalogue import Listed, Phrase
from handbook.lang.languages import Lang, Text
from handbook.policy.load import Loaded, load

_ABSENT = {  # what a policy can do without, and that must be said
    "guardrails.yml": "handbook.commands.check.no_guardrails",
    "consistency.yml": "handbook.commands.check.no_consistency",
    "calendar/": "handbook.commands.check.no_calendar",
    "rules/": "handbook.commands.check.no_rules",
    "cases/": "handbook.commands.check.no_cases",
    "questions/": "handbook.commands.check.no_questions",
}


@click.command("check", cls=BilingualCommand, help="handbook.help.check", epilog="handbook.commands.check.examples")
@policy_options
@format_option
def check(data: Path, lang: Lang, today: date, form: str) -> int:
    """Print problems; the exit status is 1 where one of them is an error."""
    loaded = load(data, today)
    return print_problems(loaded.problems, form, lang, _summary(loaded, today))


def _summary(loaded: Loaded, today: date) -> Text:
    errors = len(loaded.errors)
    milder = len(loaded.problems) - errors
    warnings = Phrase("handbook.commands.check.warnings", {"n": milder})
    if errors:
        facts = {"errors": Phrase("handbook.commands.check.errors", {"n": errors}), "warnings": warnings}
        return Phrase("handbook.commands.check.failed", facts)
    parts: list[Text] = [_counts(loaded)]
    if milder:
        parts.append(warnings)
    if loaded.absent:
        names = Listed(tuple(_absent(name) for name in loaded.absent))
        parts.append(Phrase("handbook.commands.check.absent", {"names": names}))
    known = sum(1 for each in loaded.guardrails if each.now(today) and each.acknowledged(today))
    if known:
        parts.append(Phrase("handbook.commands.check.acknowledged", {"n": known}))
    return Listed(tuple(parts), "semicolon")


def _counts(loaded: Loaded) -> Text:
    draft = loaded.draft
    facts = {
        "chapters": Phrase("handbook.commands.check.chapters", {"n": len(draft.chapters)}),
        "clauses": Phrase("handbook.commands.check.clauses", {"n": len(draft.clauses)}),
        "parameters": Phrase("handbook.commands.check.parameters", {"n": len(draft.parameters)}),
        "terms": Phrase("handbook.commands.check.terms", {"n": len(draft.terms)}),
        "rules": Phrase("handbook.commands.check.rules", {"n": len(loaded.rules)}),
        "cases": Phrase("handbook.commands.check.cases", {"n": len(draft.cases)}),
    }
    return Phrase("handbook.commands.check.passed", facts)


def _absent(name: str) -> Text:
    return Phrase(_ABSENT.get(name, "handbook.commands.check.no_other"), {"name": name})
