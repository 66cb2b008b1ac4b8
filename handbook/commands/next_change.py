"""`handbook next`: when something changes next, for people and for schedulers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualCommand, policy_options
from handbook.lang.catalogue import say
from handbook.lang.languages import WRITTEN, Lang
from handbook.policy.changes import ClauseRevision, ParameterChange, next_day
from handbook.policy.load import open_book


@click.command("next", cls=BilingualCommand, help="handbook.help.next", epilog="handbook.commands.next.examples")
@click.option("--date-only", is_flag=True, help="handbook.commands.next.date_only")
@click.option("--json", "as_data", is_flag=True, help="handbook.commands.options.json")
@policy_options
def next_change(date_only: bool, as_data: bool, data: Path, lang: Lang, today: date) -> int:
    """Print the next day of changes."""
    coming = next_day(open_book(data, today), today)
    if coming is None:
        click.echo(say("handbook.commands.next.nothing", lang), err=True)
        if as_data:
            click.echo(json.dumps(None))
        return 0
    if as_data:
        rows: list[ParameterChange | ClauseRevision] = [*coming.changes, *coming.texts, *coming.first_values]
        changes = [{"id": each.id, "title": {lang: each.title[lang] for lang in WRITTEN}} for each in rows]
        click.echo(json.dumps({"day": str(coming.day), "changes": changes}, ensure_ascii=False, indent=2))
        return 0
    click.echo(coming.day)
    if date_only:
        return 0
    for change in [*coming.changes, *coming.first_values]:
        before = f"{change.parameter.say_step(change.before, lang)} → " if change.before else ""
        click.echo(f"  {change.title[lang]}  {before}{change.parameter.say_step(change.after, lang)}")
    for text in coming.texts:
        click.echo(f"  {text.clause.say_number(lang)} {text.title[lang]}  {text.note[lang]}")
    return 0
