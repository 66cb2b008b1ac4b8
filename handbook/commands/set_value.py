"""`handbook set` and `handbook unset`: one value changed in its file, checked before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualCommand, DayOption, Misused, policy_options
from handbook.edit.proposal import NewValue, Proposal, propose_value, propose_without
from handbook.edit.store import alone, write
from handbook.files.yaml.parsing import read_value
from handbook.impact.differences.compare import compare
from handbook.impact.report.compose import compose
from handbook.impact.report.text import as_text
from handbook.lang.catalogue import Phrase, say
from handbook.lang.languages import Lang

_DRY = click.option("--dry-run", is_flag=True, help="handbook.commands.set.dry_run")


@click.command("set", cls=BilingualCommand, help="handbook.help.set", epilog="handbook.commands.set.examples")
@click.argument("name")
@click.argument("value")
@click.option("--from", "since", type=DayOption(), required=True, help="handbook.commands.set.from")
@click.option("--decided", type=DayOption(), help="handbook.commands.set.decided")
@click.option("--ref", help="handbook.commands.set.ref")
@click.option("--note", help="handbook.commands.set.note")
@click.option("--note-en", help="handbook.commands.set.note_en")
@click.option("--correct-past", is_flag=True, help="handbook.commands.set.correct_past")
@_DRY
@policy_options
def set_value(
    name: str,
    value: str,
    since: date,
    decided: date | None,
    ref: str | None,
    note: str | None,
    note_en: str | None,
    correct_past: bool,
    dry_run: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Splice one value into its file."""
    if bool(note) != bool(note_en):
        raise Misused(Phrase("handbook.commands.set.notes"))
    words = {"zh": note, "en": note_en} if note and note_en else None
    new = NewValue(since, read_value(value), decided, ref, words)
    return _carry_out(lambda: propose_value(data, name, new, today, correct_past), data, today, lang, dry_run)


@click.command("unset", cls=BilingualCommand, help="handbook.help.unset", epilog="handbook.commands.unset.examples")
@click.argument("name")
@click.option("--from", "since", type=DayOption(), help="handbook.commands.unset.from")
@_DRY
@policy_options
def unset_value(name: str, since: date | None, dry_run: bool, data: Path, lang: Lang, today: date) -> int:
    """Cut one scheduled value out of its file."""
    return _carry_out(lambda: propose_without(data, name, since, today), data, today, lang, dry_run)


def _carry_out(propose: Callable[[], Proposal], data: Path, today: date, lang: Lang, dry_run: bool) -> int:
    """Make the proposal and write it, while nobody else writes; a try alone disturbs nobody."""
    if dry_run:
        _show(propose(), data, today, lang)
        click.echo(say("handbook.commands.set.nothing_saved", lang))
        return 0
    with alone(data):
        proposal = propose()
        _show(proposal, data, today, lang)
        write(proposal)
    click.secho(say("handbook.commands.set.saved", lang, file=proposal.file), fg="green")
    return 0


def _show(proposal: Proposal, data: Path, today: date, lang: Lang) -> None:
    click.echo(coloured(proposal.diff()))
    click.echo()
    before, after = proposal.books
    click.echo(as_text(compose(compare(before, after, today, data, data), lang)))
    for problem in proposal.new_warnings:
        click.echo(problem.line(lang))


def coloured(diff: str) -> str:
    """A diff with its added and removed lines in colour, where colours are shown."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    rows = diff.splitlines()
    return "\n".join(click.style(row, fg=colours[row[0]]) if row[:1] in colours else row for row in rows)
