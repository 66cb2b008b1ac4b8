"""`handbook param`: one parameter, its value, its history, and who uses it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from handbook.commands.console import BilingualCommand, DayOption, policy_options
from handbook.lang.catalogue import say
from handbook.lang.languages import WRITTEN, Lang
from handbook.policy.book import Parameter, PolicyBook
from handbook.policy.load import open_book
from handbook.schema.guardrails import LEGAL_KINDS, REGIONS
from handbook.schema.timeline import Dated
from handbook.schema.values import Value


@click.command("param", cls=BilingualCommand, help="handbook.help.param", epilog="handbook.commands.param.examples")
@click.argument("name")
@click.option("--on", type=DayOption(), default=None, help="handbook.commands.param.on")
@click.option("--json", "as_data", is_flag=True, help="handbook.commands.options.json")
@policy_options
def param(name: str, on: date | None, as_data: bool, data: Path, lang: Lang, today: date) -> int:
    """Print one parameter as of a day."""
    book, day = open_book(data, today), on or today
    parameter = book.param(name)
    if as_data:
        click.echo(dump(parameter_data(book, parameter, day)))
        return 0
    entry, value = parameter.entry, parameter.say(day, lang)
    click.secho(f"{entry.label[lang]}  {parameter.name}", bold=True)
    click.echo(say("handbook.commands.param.value", lang, day=day, value=value))
    for step in reversed(parameter.timeline.steps):
        click.echo("  " + _history_line(parameter, step, day, lang))
    click.echo(say("handbook.commands.param.why", lang, why=entry.why))
    for note in book.notes_for(entry, day):
        facts = {"kind": LEGAL_KINDS[note.kind], "region": REGIONS[note.region], "checked": note.checked}
        click.echo(say("handbook.commands.param.legal", lang, law=note.says, **facts))
    click.echo(say("handbook.commands.param.used_by", lang))
    for clause in book.users(name):
        click.echo(f"  {clause.say_number(lang)}  {clause.entry.title[lang]}  {clause.id}")
    click.echo(say("handbook.commands.param.written", lang, place=parameter.place))
    return 0


def _history_line(parameter: Parameter, step: Dated[Value], day: date, lang: Lang) -> str:
    current = parameter.timeline.at(day).since
    if step.since > day:
        mark = say("handbook.commands.param.scheduled", lang)
    elif step.since == current:
        mark = say("handbook.commands.param.in_force", lang)
    else:
        mark = say("handbook.commands.param.before", lang)
    details = [text for text in (step.ref, step.note[lang] if step.note else None) if text]
    value = parameter.say_step(step, lang)
    line = say("handbook.commands.param.since", lang, mark=mark, day=step.since, value=value)
    return line + (f"  ({'; '.join(details)})" if details else "")


def parameter_data(book: PolicyBook, parameter: Parameter, day: date) -> dict[str, Any]:
    """A parameter for programs: its value on a day, its history, its clauses, its place."""
    covered = parameter.timeline.covers(day)
    return {
        "name": parameter.name,
        "label": {lang: parameter.entry.label[lang] for lang in WRITTEN},
        "unit": parameter.unit,
        "on": day,
        "value": parameter.at(day) if covered else None,
        "shown": {lang: parameter.say(day, lang) for lang in WRITTEN} if covered else None,
        "history": [
            {"from": step.since, "value": step.value, "decided": step.decided, "ref": step.ref}
            for step in parameter.timeline.steps
        ],
        "used_by": [clause.id for clause in book.users(parameter.name)],
        "file": parameter.place.file,
        "line": parameter.place.line,
    }


def dump(data: object) -> str:
    """Data as JSON: dates as text, models as objects."""

    def plain(value: Any) -> Any:
        return value.model_dump(by_alias=True, exclude_none=True) if hasattr(value, "model_dump") else str(value)

    return json.dumps(data, ensure_ascii=False, indent=2, default=plain)
