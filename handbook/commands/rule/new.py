"""`handbook rule new`: a rule that works, and a case of it, written where the check passes."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualCommand, CommandRefused, Misused, policy_options
from handbook.edit.store import alone
from handbook.files.atomic_write import commit_together, replacing, unwritable
from handbook.lang.catalogue import Listed, Phrase, say
from handbook.lang.languages import Lang
from handbook.lang.words import Words
from handbook.manual.starting import NewRule, case_text, rule_text
from handbook.policy.book import Clause, PolicyBook
from handbook.policy.load import load, open_book
from handbook.problems.problem import Place, PolicyError
from handbook.schema.models import IDENTIFIER


@click.command("new", cls=BilingualCommand, help="handbook.help.rule_new", epilog="handbook.commands.rule_new.examples")
@click.argument("name")
@click.option("--clause", help="handbook.commands.rule_new.clause")
@click.option("--zh", help="handbook.commands.rule_new.zh")
@click.option("--en", help="handbook.commands.rule_new.en")
@policy_options
def new(name: str, clause: str | None, zh: str | None, en: str | None, data: Path, lang: Lang, today: date) -> int:
    """Write the rule's file and its cases' file; nothing where one of them is there, or the check does not pass."""
    if not re.fullmatch(IDENTIFIER, name):
        raise Misused(Phrase("handbook.commands.rule_new.name", {"name": name, "right": _right(name)}))
    title = Words(zh=(zh or "").strip() or name, en=(en or "").strip() or name.replace("_", " ").capitalize())
    applied = _clause(open_book(data, today), clause)
    rule = NewRule(name, title, applied.id)
    with alone(data):
        texts = {rule.rule_file: rule_text(rule, lang), rule.case_file: case_text(rule, today, lang)}
        there = [data / file for file in texts if (data / file).exists()]
        if there:
            raise CommandRefused(Phrase("handbook.commands.rule_new.there", {"paths": Listed(tuple(there))}))
        loaded = load(data, today, {file: text.encode() for file, text in texts.items()})
        if loaded.book is None:
            raise PolicyError(loaded.problems)
        _write(data, texts)
    for file in texts:
        click.secho(say("handbook.commands.rule_new.written", lang, file=(data / file).as_posix()), fg="green")
    if clause is None:
        facts = {"clause": applied.id, "number": applied.say_number(lang), "title": applied.entry.title}
        click.echo(say("handbook.commands.rule_new.chosen", lang, **facts))
    click.echo(say("handbook.commands.rule_new.next", lang, name=rule.id).rstrip())
    return 0


def _right(name: str) -> str:
    """What was meant, where that can be told: small letters, digits and underscores."""
    parts = re.findall(r"[a-z0-9]+", name.lower())
    meant = "_".join(parts).lstrip("0123456789_")
    return meant or "overtime_meal"


def _clause(book: PolicyBook, asked: str | None) -> Clause:
    """The clause that is asked for, else the first one. Raises Unknown."""
    return book.clause(asked) if asked else next(iter(book.clauses.values()))


def _write(data: Path, texts: Mapping[str, str]) -> None:
    """All of them or none. Raises PolicyError where the disk refuses."""
    try:
        with contextlib.ExitStack() as stack:
            replacements = []
            for file, text in texts.items():
                (data / file).parent.mkdir(exist_ok=True)
                replacements.append(stack.enter_context(replacing(data / file)))
                replacements[-1].file.write(text.encode())
            commit_together(replacements)
    except OSError as error:
        raise unwritable(Place(data.as_posix()), error) from error
