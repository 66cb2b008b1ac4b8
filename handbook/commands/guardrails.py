"""`handbook guardrails`: which legal limits the policy passes, and who lets it stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from handbook.commands.console import BilingualCommand, policy_options
from handbook.lang.catalogue import say
from handbook.lang.languages import WRITTEN, Lang
from handbook.policy.load import open_book
from handbook.schema.guardrails import Guardrail, say_strength


@click.command(
    "guardrails",
    cls=BilingualCommand,
    help="handbook.help.guardrails",
    epilog="handbook.commands.guardrails.examples",
)
@click.option("--json", "as_data", is_flag=True, help="handbook.commands.options.json")
@policy_options
def guardrails(as_data: bool, data: Path, lang: Lang, today: date) -> int:
    """Print the limits that are passed now or will be; count the others."""
    all_ = open_book(data, today).guardrails
    passed = [guardrail for guardrail in all_ if guardrail.now(today)]
    if as_data:
        click.echo(json.dumps([_data(each, today) for each in passed], ensure_ascii=False, indent=2))
        return 0
    for guardrail in passed:
        for line in _lines(guardrail, today, lang):
            click.echo(line)
    quiet = len(all_) - len(passed)
    click.echo(say("handbook.commands.guardrails.count", lang, n=len(all_), quiet=quiet))
    click.echo(say("handbook.commands.guardrails.disclaimer", lang))
    return 0


def _lines(guardrail: Guardrail, today: date, lang: Lang) -> Iterator[str]:
    entry, known = guardrail.entry, guardrail.acknowledged(today)
    sign = "✓" if known else {"error": "✗", "warning": "!"}[entry.severity]
    yield click.style(f"{sign} {entry.id}  {entry.cite[lang]}", bold=True)
    yield f"    {entry.message[lang]}"
    yield f"    {say_strength(entry, lang)}"
    for finding in guardrail.now(today):
        key = "handbook.commands.guardrails.since_until" if finding.until else "handbook.commands.guardrails.since"
        yield "    " + say(key, lang, day=finding.since, until=finding.until, shown=finding.shown[lang])
    if known:
        facts = {"by": known.by, "day": known.on, "until": known.until, "why": known.why}
        yield "    " + say("handbook.commands.guardrails.acknowledged", lang, **facts)


def _data(guardrail: Guardrail, today: date) -> dict[str, Any]:
    entry, known = guardrail.entry, guardrail.acknowledged(today)
    return {
        "id": entry.id,
        "severity": entry.severity,
        "region": entry.region,
        "clause": entry.clause,
        "cite": {lang: entry.cite[lang] for lang in WRITTEN},
        "message": {lang: entry.message[lang] for lang in WRITTEN},
        "findings": [
            {"from": str(each.since), "until": str(each.until) if each.until else None, "shown": dict(each.shown)}
            for each in guardrail.now(today)
        ],
        "acknowledged": {"by": known.by, "on": str(known.on), "until": str(known.until)} if known else None,
    }
