"""`handbook param`: one parameter, its value, its history, and who uses it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from handbook.commands.console import BilingualCommand, DayOption, policy_options
from handbook.lang.catalogue import say
from handbook.lang.languages import WRITTEN, Lang
from handbook.policy.book import Parameter, PolicyBook
from handbook.policy.load import open_book
from handbook.schema.guardrails import say_strength
from handbook.schema.models import AnyParameter
from handbook.schema.timeline import Dated
from handbook.schema.values import Value
from handbook.shapes.shape import Shape


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
    for line in _origin(entry, lang):
        click.echo(line)
    for note in book.notes_for(entry, day):
        click.echo(say("handbook.commands.param.legal", lang, law=note.says, strength=say_strength(note, lang)))
    click.echo(say("handbook.commands.param.used_by", lang))
    for clause in book.users(name):
        click.echo(f"  {clause.say_number(lang)}  {clause.entry.title[lang]}  {clause.id}")
    click.echo(say("handbook.commands.param.written", lang, place=parameter.place))
    return 0


def _origin(entry: AnyParameter, lang: Lang) -> Iterator[str]:
    """Where it comes from: the place in the source, or why it was added and who has confirmed that."""
    if entry.source:
        chapter, section, item = entry.source.split("/")
        yield say("handbook.commands.param.source", lang, chapter=chapter, section=section, item=item)
    if entry.supplement:
        confirmed = entry.confirmed
        yield say("handbook.commands.param.supplement", lang, why=entry.supplement) + (
            say("handbook.commands.param.confirmed", lang, by=confirmed.by, day=confirmed.on)
            if confirmed
            else say("handbook.commands.param.to_confirm", lang)
        )


def _history_line(parameter: Parameter, step: Dated[Value], day: date, lang: Lang) -> str:
    current = parameter.timeline.at(day).since
    if step.since > day:
        mark = say("handbook.commands.param.scheduled", lang)
    elif step.since == current:
        mark = say("handbook.commands.param.in_force", lang)
    else:
        mark = say("handbook.commands.param.before", lang)
    days = [(key, day) for key, day in (("consulted", step.consulted), ("told", step.told)) if day]
    dated = [say(f"handbook.commands.param.{key}", lang, day=day) for key, day in days]
    details = [text for text in (step.ref, *dated, step.note[lang] if step.note else None) if text]
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
            {
                "from": step.since,
                "value": step.value,
                "consulted": step.consulted,
                "decided": step.decided,
                "ref": step.ref,
                "told": step.told,
            }
            for step in parameter.timeline.steps
        ],
        "source": parameter.entry.source,
        "supplement": _supplement(parameter.entry),
        "used_by": [clause.id for clause in book.users(parameter.name)],
        "file": parameter.place.file,
        "line": parameter.place.line,
    }


def _supplement(entry: AnyParameter) -> dict[str, Any] | None:
    """Why it was added to the source, and who has confirmed that; None for what the source has."""
    if not entry.supplement:
        return None
    confirmed = {"by": entry.confirmed.by, "on": entry.confirmed.on} if entry.confirmed else None
    return {**{lang: entry.supplement[lang] for lang in WRITTEN}, "confirmed": confirmed}


def dump(data: object) -> str:
    """Data as JSON: dates as text, models as objects."""

    def plain(value: Any) -> Any:
        return _without_none(value.as_data()) if isinstance(value, Shape) else str(value)

    return json.dumps(data, ensure_ascii=False, indent=2, default=plain)


def _without_none(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_none(part) for key, part in data.items() if part is not None}
    return [_without_none(part) for part in data] if isinstance(data, list) else data
