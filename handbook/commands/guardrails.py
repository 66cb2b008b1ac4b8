"""`handbook guardrails`: which legal limits the policy passes, and who lets it stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from handbook.commands.console import BilingualGroup, Say, examples, policy_options, say_help
from handbook.lang.languages import WRITTEN, Lang
from handbook.policy.load import open_book
from handbook.schema.guardrails import REGIONS, Guardrail


@click.command(
    "guardrails",
    cls=BilingualGroup.command_class,
    help=say_help(
        "法律提示：哪些参数越过了法律界限，谁确认过、为什么、到哪天为止。供参考，不构成法律意见。",
        "Legal limits: which are passed, who let it stand, why and until when. Information, no legal advice.",
    ),
    epilog=examples(
        "handbook guardrails", "handbook guardrails --lang en --json", "handbook guardrails --today 2027-07-01"
    ),
)
@click.option("--json", "as_data", is_flag=True, help=say_help("输出 JSON", "print JSON"))
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
    say = Say(lang)
    click.echo(say(f"共 {len(all_)} 项，{quiet} 项没有越过。", f"{len(all_)} limits, {quiet} of them not passed."))
    click.echo(say("供参考，不构成法律意见。", "Information, no legal advice."))
    return 0


def _lines(guardrail: Guardrail, today: date, lang: Lang) -> Iterator[str]:
    say, entry = Say(lang), guardrail.entry
    known = guardrail.acknowledged(today)
    sign = "✓" if known else {"error": "✗", "warning": "!"}[entry.severity]
    yield click.style(f"{sign} {entry.id}  {REGIONS[entry.region][lang]} · {entry.cite[lang]}", bold=True)
    yield f"    {entry.message[lang]}"
    for finding in guardrail.now(today):
        until = say(f"，到 {finding.until} 前", f", until before {finding.until}") if finding.until else ""
        yield say(f"    自 {finding.since} 起{until}：", f"    from {finding.since}{until}: ") + finding.shown[lang]
    if known:
        told = say(
            f"{known.by} 于 {known.on} 确认，有效到 {known.until}：", f"{known.by}, {known.on}, until {known.until}: "
        )
        yield f"    {told}{known.why[lang]}"


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
