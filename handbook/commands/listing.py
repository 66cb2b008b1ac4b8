"""`handbook list`: all parameters, or all clauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualCommand, policy_options
from handbook.commands.param import dump, parameter_data
from handbook.lang.languages import Lang
from handbook.lang.typography import aligned
from handbook.policy.book import Clause, Parameter
from handbook.policy.load import open_book
from handbook.problems.lookups import Unknown


@click.command("list", cls=BilingualCommand, help="handbook.help.list", epilog="handbook.commands.list.examples")
@click.argument("group", required=False)
@click.option("--clauses", is_flag=True, help="handbook.commands.list.clauses")
@click.option("--json", "as_data", is_flag=True, help="handbook.commands.options.json")
@policy_options
def list_(group: str | None, clauses: bool, as_data: bool, data: Path, lang: Lang, today: date) -> int:
    """Print a table of names, values or titles."""
    book = open_book(data, today)
    known = [chapter.id for chapter in book.chapters] if clauses else list(book.groups)
    if group and group not in known:
        raise Unknown(group, known)
    if clauses:
        chosen = [clause for clause in book.clauses.values() if group in (None, clause.chapter)]
        return _print_clauses(chosen, lang, as_data)
    parameters = [item for item in book.parameters.values() if group in (None, item.group)]
    if as_data:
        click.echo(dump([parameter_data(book, item, today) for item in parameters]))
        return 0
    for row in aligned(
        [[item.name, _value_or_blank(item, today, lang), item.entry.label[lang]] for item in parameters]
    ):
        click.echo(row)
    return 0


def _print_clauses(clauses: Sequence[Clause], lang: Lang, as_data: bool) -> int:
    if as_data:
        rows = [
            {
                "id": clause.id,
                "number": clause.say_number(lang),
                "title": clause.entry.title[lang],
                "parameters": list(clause.parameters),
                "must_know": clause.entry.must_know,
            }
            for clause in clauses
        ]
        click.echo(dump(rows))
        return 0
    for row in aligned([[clause.id, clause.say_number(lang), clause.entry.title[lang]] for clause in clauses]):
        click.echo(row)
    return 0


def _value_or_blank(parameter: Parameter, day: date, lang: Lang) -> str:
    return parameter.say(day, lang) if parameter.timeline.covers(day) else "—"
