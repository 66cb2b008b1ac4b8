"""`handbook rule try`: a rule's working for what is entered, and again whenever a file of the policy is saved."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from handbook.commands.calc.single import Entry, day_of, find_rule, print_calculation
from handbook.commands.console import BilingualCommand, DayOption, policy_options
from handbook.files.stamp import saves
from handbook.lang.catalogue import Listed, say
from handbook.lang.languages import Lang
from handbook.policy.book import PolicyBook
from handbook.policy.load import load
from handbook.problems.lookups import Unknown
from handbook.rules.rule import Rule


@click.command("try", cls=BilingualCommand, help="handbook.help.rule_try", epilog="handbook.commands.rule_try.examples")
@click.argument("name")
@click.option("--input", "entered", type=Entry(), multiple=True, help="handbook.commands.calc.input")
@click.option("--on", type=DayOption(), default=None, help="handbook.commands.calc.on")
@click.option("--watch", is_flag=True, help="handbook.commands.rule_try.watch")
@policy_options
def try_(
    name: str,
    entered: Sequence[tuple[str, str]],
    on: date | None,
    watch: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Print the working; the exit status is 1 where there is none. Watching ends with Ctrl+C, and the status is 0."""

    def once() -> int:
        loaded = load(data, today)
        for problem in loaded.errors:
            click.echo(problem.line(lang), err=True)
        rule = _rule(loaded.book, name, lang) if loaded.book else None
        if loaded.book is None or rule is None:
            return 1
        return print_calculation(loaded.book, rule, entered, day_of(rule, on, today), lang, tried=True)

    if not watch:
        return once()
    with contextlib.suppress(KeyboardInterrupt):  # the way to end it
        for _ in saves([data], ".yml"):
            click.clear()
            once()
            click.echo("\n" + say("handbook.commands.rule_try.watching", lang))
    return 0


def _rule(book: PolicyBook, name: str, lang: Lang) -> Rule | None:
    """The rule; None where there is none of that name, which is told."""
    try:
        return find_rule(book, name, lang)
    except Unknown as unknown:
        facts = {"name": name, "near": Listed(unknown.near)}
        click.echo(say("handbook.commands.unknown_near", lang, **facts), err=True)
    return None
